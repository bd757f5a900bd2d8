"""Trees: scores of governors enter, one governor for each word leaves; the words then form a tree with one root.

The best governor of each word by itself is nearly always a tree; only when it is not, the best tree is searched for
(Chu and Liu 1965, Edmonds 1967).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Nodes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Level:
    """The nodes before a cycle was contracted into one, and where each node outside would enter the cycle."""

    scores: NDArray[np.float64]
    heads: Nodes
    cycle: list[int]
    rest: list[int]
    entry: Nodes


def governors(scores: Scores) -> list[int]:
    """For each word its governor, 0 for the root and otherwise the governor's index plus one.

    `scores[d, h]` says how well h governs the word d, with the root at h = 0.

    >>> governors(np.array([[0, 0, 9], [9, 1, 0]], dtype=np.float32))
    [2, 0]
    """
    guarded = scores.astype(np.float64)
    count = len(guarded)
    guarded[np.arange(count), np.arange(count) + 1] = -np.inf
    best = [int(head) for head in guarded.argmax(axis=1)]
    if is_tree(best):
        return best
    return _with_one_root(guarded)


def is_tree(heads: list[int]) -> bool:
    """Whether exactly one word hangs on the root and every word reaches it.

    >>> is_tree([2, 0]), is_tree([2, 1]), is_tree([0, 0])
    (True, False, False)
    """
    if heads.count(0) != 1:
        return False
    safe = [False] * (len(heads) + 1)
    safe[0] = True
    for word in range(1, len(heads) + 1):
        path = []
        while not safe[word]:
            path.append(word)
            word = heads[word - 1]
            if word in path:
                return False
        for step in path:
            safe[step] = True
    return True


def _with_one_root(scores: NDArray[np.float64]) -> list[int]:
    """The best tree among those with one root: the free search first, else with each likely root in turn."""
    free = _edmonds(scores)
    if free.count(0) == 1:
        return free
    candidates = sorted((word for word, head in enumerate(free) if head == 0), key=lambda word: -scores[word, 0])
    best, best_total = free, -np.inf
    for root in candidates[:4]:
        fenced = scores.copy()
        others = np.arange(len(scores)) != root
        fenced[others, 0] = -1e9
        heads = _edmonds(fenced)
        total = float(sum(fenced[word, head] for word, head in enumerate(heads)))
        if heads.count(0) == 1 and total > best_total:
            best, best_total = heads, total
    return best if best.count(0) == 1 else _chained(best)


def _chained(heads: list[int]) -> list[int]:
    """A tree in any case: every further root hangs on the first."""
    first = heads.index(0) if 0 in heads else 0
    return [0 if word == first else (first + 1 if head == 0 else head) for word, head in enumerate(heads)]


def _edmonds(scores: NDArray[np.float64]) -> list[int]:
    """The best spanning arborescence from the root, contracting one cycle after the other."""
    count = len(scores) + 1
    full = np.full((count, count), -np.inf)
    full[1:, :] = scores
    heads = _arborescence(full)
    return [int(head) for head in heads[1:]]


def _arborescence(scores: NDArray[np.float64]) -> Nodes:
    """Governors of the nodes 1.. under the node 0; contractions are kept on a list, not on the stack."""
    levels: list[_Level] = []
    while True:
        heads: Nodes = scores.argmax(axis=1).astype(np.int64)
        heads[0] = 0
        cycle = _cycle(heads)
        if not cycle:
            break
        inside = set(cycle)
        rest = [node for node in range(len(scores)) if node not in inside]
        own = scores[cycle, heads[cycle]]
        entering = scores[np.ix_(cycle, rest)] - own[:, None]
        leaving = scores[np.ix_(rest, cycle)]
        smaller = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
        smaller[:-1, :-1] = scores[np.ix_(rest, rest)]
        smaller[-1, :-1] = entering.max(axis=0)
        smaller[:-1, -1] = leaving.max(axis=1)
        smaller[0, :] = -np.inf
        levels.append(_Level(scores, heads, cycle, rest, entering.argmax(axis=0).astype(np.int64)))
        scores = smaller
    for level in reversed(levels):
        heads = _expanded(level, heads)
    return heads


def _expanded(level: _Level, heads: Nodes) -> Nodes:
    """The governors before a cycle was contracted, from those after."""
    found = level.heads.copy()
    contracted = len(level.rest)
    for place, node in enumerate(level.rest):
        if node != 0:
            head = int(heads[place])
            best = level.cycle[int(level.scores[node, level.cycle].argmax())]
            found[node] = best if head == contracted else level.rest[head]
    outside = int(heads[contracted])
    found[level.cycle[int(level.entry[outside])]] = level.rest[outside]
    found[0] = 0
    return found


def _cycle(heads: Nodes) -> list[int]:
    """The nodes of one cycle, or none."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for step in path:
            state[step] = 2
    return []
