"""One subject a verb: a tree in which a word governs two is mended to the likeliest one in which it governs one.

The best governor of each word is chosen word by word, and so a clause and the verb that reports it may both have been
given to the latter: "troops fired, officials said". That a verb has one subject, and each place in a clause one word,
is asked of whole trees since Riedel and Clarke 2006 (incremental integer linear programming).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]

_CROSSING = 2.0  # what a word across the tie of a subject costs; tried 0, 1, 2 and 4 on EWT and GUM
_TRIES = 6  # mended places a sentence; one with more is no prose


@dataclass(frozen=True, slots=True)
class Relations:
    """How likely each relation between two words is: the rows of a sentence and the weights that score them."""

    dependents: Numbers  # (words, hidden)
    governors: Numbers  # (words + 1, hidden), the root first
    weights: Numbers  # (hidden, relations)
    bias: Numbers
    root: int  # the relation of the root alone
    joined: tuple[int, int]  # the relations of "and" to what it joins, and of that to what it is joined to

    def scores(self, words: list[int], heads: list[int]) -> Numbers:
        """The logarithm of the chance of each relation, for words with their governors (0 is the root)."""
        raw = np.maximum(self.dependents[words] + self.governors[heads], 0.0) @ self.weights + self.bias
        on_root = np.asarray(heads) == 0
        raw[~on_root, self.root] = -np.inf
        raw[on_root] = np.where(np.arange(raw.shape[1]) == self.root, raw[on_root], -np.inf)
        return _logarithms(raw)


@dataclass(frozen=True, slots=True)
class _Move:
    cost: float  # how much less likely the tree becomes, as the logarithm of a chance
    steps: tuple[tuple[int, int, int], ...]  # each a word, its governor and its relation there


def with_one_each(
    tree: list[int],
    labels: list[int],
    *,
    arcs: Numbers,
    relations: Relations,
    alone: frozenset[int],
    speech: tuple[frozenset[int], frozenset[int]],
) -> tuple[list[int], list[int]]:
    """The tree and its relations in which no word governs two words by relations of which it has only one.

    `tree` and `labels` have a row a word, `arcs` the score of each governor, `alone` those relations. What has to be
    mended goes to the governor or the relation that costs least; of `speech`, the words of whoever is said to speak
    and the words of speaking, the former stay with the latter while another can go.
    """
    tree, labels, scored = list(tree), list(labels), None
    for _ in range(_TRIES):
        double = _double(tree, labels, alone)
        if not double:
            break
        both = _coordinated(double, tree, labels, relations.joined[0])
        if both is not None:
            first, joining, second = both
            tree[second], labels[second], tree[joining] = first + 1, relations.joined[1], second + 1
            continue
        scored = scored or (_chances(arcs), relations, alone)
        astray = [word for word in double if word - 1 in speech[1] and tree[word] != word]  # "… fell’, say officials"
        waiting = astray or [word for word in double if not _speaks(word, tree[word] - 1, speech)] or double
        moves = [move for word in waiting for move in _moves(word, tree, labels, scored)]
        if not moves:
            break
        for word, head, label in min(moves, key=lambda move: move.cost + _CROSSING * _crossed(move, tree)).steps:
            tree[word], labels[word] = head, label
    return tree, labels


def _coordinated(double: list[int], tree: list[int], labels: list[int], joins: int) -> tuple[int, int, int] | None:
    """Two of the words that "and" joins, with it between them; what else stands there belongs to one of the two."""
    for first, second in pairwise(double):
        between = range(first + 1, second)
        joining = [word for word in between if labels[word] == joins and tree[word] in {second + 1, tree[second]}]
        inside = _below(first, tree) | _below(second, tree) | {*joining}
        if joining and inside.issuperset(between):
            return first, joining[-1], second
    return None


def _speaks(word: int, verb: int, speech: tuple[frozenset[int], frozenset[int]]) -> bool:
    """Whether a word is of whoever is said to speak, or stands right behind the word of speaking: "say officials"."""
    return verb in speech[1] and (word in speech[0] or word == verb + 1)


def _chances(arcs: Numbers) -> Numbers:
    """The logarithm of the chance of each governor of each word; no word governs itself."""
    raw = arcs.astype(np.float32)
    count = len(raw)
    raw[np.arange(count), np.arange(count) + 1] = -np.inf
    return _logarithms(raw)


def _logarithms(raw: Numbers) -> Numbers:
    """Scores as logarithms of chances, each row by itself."""
    top = raw.max(axis=1, keepdims=True)
    chances: Numbers = raw - top - np.log(np.exp(raw - top).sum(axis=1, keepdims=True))
    return chances


def _double(tree: list[int], labels: list[int], alone: frozenset[int]) -> list[int]:
    """The words of the first governor that has two of what it has one of."""
    by_head: dict[int, list[int]] = {}
    for word, head in enumerate(tree):
        if labels[word] in alone:
            by_head.setdefault(head, []).append(word)
    return next((words for words in by_head.values() if len(words) > 1), [])


def _moves(
    word: int, tree: list[int], labels: list[int], scored: tuple[Numbers, Relations, frozenset[int]]
) -> list[_Move]:
    """Ways to hang the word otherwise: on another governor or by another relation, or below what hangs on it."""
    chances, relations, alone = scored
    head = tree[word]
    now = relations.scores([word], [head])[0, labels[word]] + chances[word, head]
    below = _below(word, tree)
    heads = [each for each in range(1, len(tree) + 1) if each - 1 not in below]
    total = relations.scores([word] * len(heads), heads) + chances[word, heads][:, None]
    taken = {each_head for each, each_head in enumerate(tree) if labels[each] in alone and each != word}
    closed = [row for row, each in enumerate(heads) if each in taken]
    total[np.ix_(np.array(closed, dtype=int), np.array(sorted(alone), dtype=int))] = -np.inf
    found = []
    if total.size and np.isfinite(total.max()):
        row, label = divmod(int(total.argmax()), total.shape[1])
        found.append(_Move(float(now - total[row, label]), ((word, heads[row], label),)))
    for child in (each for each, governor in enumerate(tree) if governor == word + 1):
        before = now + relations.scores([child], [word + 1])[0, labels[child]] + chances[child, word + 1]
        up, down = relations.scores([child], [head])[0], relations.scores([word], [child + 1])[0]
        up[sorted(alone)] = -np.inf
        after = up.max() + chances[child, head] + down.max() + chances[word, child + 1]
        steps = ((child, head, int(up.argmax())), (word, child + 1, int(down.argmax())))
        found.append(_Move(float(before - after), steps))
    return found


def _crossed(move: _Move, tree: list[int]) -> int:
    """How many words stand, after the move, across the tie of a subject: English seldom has them."""
    after = list(tree)
    for word, head, _ in move.steps:
        after[word] = head
    count = 0
    for word, head in enumerate(after):
        first, last = sorted((word, head - 1))
        if head and last - first > 1:
            inside = _below(head - 1, after)
            count += any(between not in inside for between in range(first + 1, last))
    return count


def _below(word: int, tree: list[int]) -> set[int]:
    """The word and all that hang on it."""
    found = {word}
    grown = True
    while grown:
        more = {each for each, head in enumerate(tree) if head - 1 in found} - found
        found |= more
        grown = bool(more)
    return found
