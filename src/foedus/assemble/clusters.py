"""Claims of the same thing, brought together without comparing all with all.

Contents enter; groups of them leave. Claims meet if they name the same actors, stand in copies of each other or share
telling stems (`meetings`), so that the work grows with the number of claims; they are scored in blocks (`scores`);
groups grow from the likest pair down, and two groups join only if their members are alike on average.
"""

from __future__ import annotations

from array import array
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from foedus.assemble.columns import Columns
from foedus.assemble.likeness import LARGEST, UNLIKE, weights
from foedus.assemble.meetings import Meetings
from foedus.assemble.scores import NEVER, Scores

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from foedus.assemble.columns import Marks, Numbers, Places, Shares
    from foedus.assemble.content import Content
    from foedus.assemble.likeness import Likeness

LOOKED_AT = 6  # members of a group, the first, that a newcomer is compared with
HOPELESS = -2.0  # log-odds below which a pair is forgotten
RANKED = 1 << 19  # pairs among which the likest of each document are found at a time
FORESEEN = 1024  # pairs whose groups are compared ahead of their turn, in one go
REMEMBERED = 1 << 19  # scores of pairs that met only in groups


def clusters(
    contents: Sequence[Content], likeness: Likeness, apart: Mapping[str, frozenset[str]] | None = None
) -> list[list[Content]]:
    """The contents in groups that say the same, each group and the list in the order of claim ids.

    `apart` names, for a claim's id, those that go against it in other words and so never join its group.
    """
    columns = Columns.of(contents)
    scores = Scores.of(columns, likeness, contents, apart or {})
    found = groups(columns, scores)
    del columns, scores
    return [[contents[member] for member in group] for group in found]


def groups(columns: Columns, scores: Scores) -> list[list[int]]:
    """The rows of the columns in groups that say the same, in order."""
    keys, totals = _hopeful(Meetings(columns), scores, len(columns))
    bettered = _bettered(keys, totals, columns.documents)
    return _Growth(keys, bettered, scores, len(columns)).grown()


def _hopeful(met: Meetings, scores: Scores, base: int) -> tuple[Numbers, Shares]:
    """The pairs that are worth remembering, in order, with their totals."""
    kept, totals = [np.zeros(0, np.int64)], [np.zeros(0)]
    for keys in met.blocks():
        total = scores.totals(*np.divmod(keys, base))
        hopeful = _held(total) >= HOPELESS
        kept.append(keys[hopeful])
        totals.append(total[hopeful])
    hopeful_keys = np.concatenate(kept)
    kept.clear()  # of two copies of everything, one is enough
    return hopeful_keys, np.concatenate(totals)


def _held(total: Shares) -> Shares:
    return np.clip(total, -LARGEST, LARGEST)


def _bettered(keys: Numbers, totals: Shares, documents: Places) -> Shares:
    """The scores of the pairs, when it is also told whether each is the other's likest in its document.

    Claims are taken range by range. The totals are no more what they were.
    """
    base = max(len(documents), 1)
    seconds = np.empty(len(keys), np.int32)
    for some in _stretches(len(keys)):
        seconds[some] = keys[some] % base
    back = np.argsort(seconds, kind="stable").astype(np.uint32)
    chosen = np.zeros(len(keys), np.int8)
    for (a, b), (c, d) in _ranges(keys, seconds, base):
        pairs = np.concatenate([np.arange(a, b), back[c:d]])
        ones, others = np.divmod(keys[pairs], base)
        this = np.concatenate([ones[: b - a], others[b - a :]])
        that = ones + others - this
        np.add.at(chosen, pairs[_likest(this, that, score=_held(totals[pairs]), documents=documents)], 1)
    extra = np.array([0.0, weights()["likest one way"], weights()["likest both ways"]])
    for some in _stretches(len(keys)):
        totals[some] += np.where(totals[some] >= UNLIKE, extra[chosen[some]], 0.0)
    return np.clip(totals, -LARGEST, LARGEST, out=totals)


def _stretches(count: int) -> Iterator[slice]:
    """The places of so many pairs, stretch by stretch: what is made of all of them at once weighs as much as they."""
    for begin in range(0, count, RANKED):
        yield slice(begin, begin + RANKED)


def _ranges(keys: Numbers, seconds: Places, base: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """For each range of claims, where the pairs stand whose first is one of them, and those whose second is."""
    first_ends = np.searchsorted(keys, np.arange(1, base + 1, dtype=np.int64) * base)
    second_ends = np.cumsum(np.bincount(seconds, minlength=base))
    met = first_ends + second_ends
    edges = np.searchsorted(met, np.arange(RANKED, int(met[-1]) + RANKED, RANKED), side="left")
    first, second = 0, 0
    for edge in np.unique(np.minimum(edges, base - 1)).tolist():
        yield (first, int(first_ends[edge])), (second, int(second_ends[edge]))
        first, second = int(first_ends[edge]), int(second_ends[edge])


def _likest(this: Numbers, that: Numbers, *, score: Shares, documents: Places) -> Numbers:
    """The rows in which the second claim is the likest of its document to the first, of another document."""
    where = documents[that]
    order = np.lexsort((that, -score, where, this))
    order = order[documents[this[order]] != where[order]]
    likest: Numbers = order[_changes(this[order]) | _changes(where[order])]
    return likest


def _changes(values: Numbers | Places) -> Marks:
    changes: Marks = np.diff(values, prepend=values[:1] - 1) != 0
    return changes


class _Growth:
    """Groups that grow from the likest pair down."""

    def __init__(self, keys: Numbers, bettered: Shares, scores: Scores, base: int) -> None:
        self._keys, self._bettered, self._scores, self._base = keys, bettered, scores, base
        self._home = array("q", range(base))
        self._groups: dict[int, list[int]] = {}  # those of two or more, by the first row
        self._known: dict[int, float] = {}

    def grown(self) -> list[list[int]]:
        """The groups, from the likest pair down."""
        likely = np.flatnonzero(self._bettered > 0)
        ones, others = np.divmod(self._keys[likely], max(self._base, 1))
        order = np.lexsort((others, ones, -np.round(self._bettered[likely], 9)))
        for begin in range(0, len(order), FORESEEN):
            some = order[begin : begin + FORESEEN]
            pairs = list(zip(ones[some].tolist(), others[some].tolist(), strict=True))
            self._foresee(pairs)
            for first, second in pairs:
                self._meet(*sorted((self._home[first], self._home[second])))
        return [sorted(self._members(row)) for row, home in enumerate(self._home) if row == home]

    def _members(self, home: int) -> list[int]:
        return self._groups.get(home) or [home]

    def _meet(self, one: int, other: int) -> None:
        """Make one group of two, if they are not one yet and their members are alike on average."""
        if one == other:
            return
        met = self._met(one, other)
        unknown = [pair for pair in met if pair not in self._known]
        if unknown:
            self._learn(unknown)
        if sum(self._known[pair] for pair in met) > 0:
            joined = self._groups.pop(other, None) or [other]
            for member in joined:
                self._home[member] = one
            self._groups.setdefault(one, [one]).extend(joined)

    def _met(self, one: int, other: int) -> list[int]:
        here, there = self._members(one)[:LOOKED_AT], self._members(other)[:LOOKED_AT]
        base = self._base
        return [a * base + b if a < b else b * base + a for a, b in product(here, there)]

    def _foresee(self, pairs: list[tuple[int, int]]) -> None:
        """Score, in one go, what the groups will be asked for as they are now."""
        if len(self._known) > REMEMBERED:
            self._known.clear()
        homes = {(self._home[first], self._home[second]) for first, second in pairs}
        wanted = {pair for one, other in homes if one != other for pair in self._met(one, other)}
        self._learn([pair for pair in wanted if pair not in self._known])

    def _learn(self, pairs: list[int]) -> None:
        wanted = np.array(pairs, np.int64)
        at = np.minimum(np.searchsorted(self._keys, wanted), max(len(self._keys) - 1, 0))
        noted = self._keys[at] == wanted
        found = np.where(noted, self._bettered[at], 0.0)
        total = self._scores.totals(*np.divmod(wanted[~noted], self._base))
        found[~noted] = np.where(total == NEVER, total, _held(total))
        self._known.update(zip(pairs, found.tolist(), strict=True))
