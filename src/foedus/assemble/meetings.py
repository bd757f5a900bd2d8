"""Which pairs of claims are looked at: those that name the same actors, are word for word alike, or share rare stems.

Columns enter; keys of pairs leave block by block, each pair once and in order, and never all of them at a time. The
caps below bound the pairs of one claim, so that their number grows with the claims: a claim of a large block meets its
nearest neighbours by the rarest of its stems alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.assemble.columns import Bags, Columns, Numbers, Places

NEIGHBOURS = 12  # claims of one block and one stem that each claim meets
COMMON = 1500  # claims that hold a stem before it says nothing
TELLING = 6  # of its stems, the rarest, by which a claim of a large block meets others
SMALL_BLOCK = 60  # all pairs of a block this small are looked at
SMALL = 250  # ... and of a collection this small
_LISTS = 4096  # lists whose pairs are told at a time
ROWS = 8192  # claims whose pairs are told at a time
_ROWS_AT_ONCE = 1 << 16  # claims whose stems are looked up at a time


@dataclass(frozen=True, kw_only=True)
class _Lists:
    """Lists of claims in which each meets the next few."""

    who: Places  # the claims, list after list, each list in rising order
    number: Places  # of the list; equal numbers stand together, and those of two lists in a row differ
    steps: int

    @cached_property
    def _order(self) -> Places:
        return np.argsort(self.who, kind="stable").astype(np.int32)

    @cached_property
    def _begins(self) -> Numbers:
        return np.searchsorted(self.who[self._order], np.arange(int(self.who.max(initial=-1)) + 2))

    def pairs(self, low: int, high: int, base: int) -> Iterator[Numbers]:
        """The keys of the pairs whose first claim is one of these."""
        last = len(self._begins) - 1
        places = self._order[self._begins[min(low, last)] : self._begins[min(high, last)]]
        for step in range(1, self.steps + 1):
            places = places[places + step < len(self.who)]
            places = places[self.number[places] == self.number[places + step]]
            if not len(places):
                break
            yield self.who[places].astype(np.int64) * base + self.who[places + step]


class Meetings:
    """The pairs of a collection that are looked at."""

    def __init__(self, columns: Columns) -> None:
        self._base = len(columns)
        self._lists = [*_by_actors(columns), _chains(columns.same)] if self._base > SMALL else [_everyone(self._base)]

    def blocks(self) -> Iterator[Numbers]:
        """The pairs to look at, block by block: the first row times the number of rows, plus the second."""
        for low in range(0, self._base, ROWS):
            found = [keys for each in self._lists for keys in each.pairs(low, low + ROWS, self._base)]
            if found:
                yield np.unique(np.concatenate(found))


def within(lists: Iterable[list[int]], base: int) -> Numbers:
    """The pairs of all that stand in one list, each once and in order: the first times the base, plus the second.

    >>> within([[0, 1], [0, 1, 2]], 10).tolist()
    [1, 2, 12]
    """
    found, held = np.zeros(0, np.int64), []
    for each in lists:
        places = np.array(each, np.int64)
        ones, others = np.triu_indices(len(places), 1)
        held.append(places[ones] * base + places[others])
        if len(held) >= _LISTS:
            found, held = np.unique(np.concatenate([found, *held])), []
    return np.unique(np.concatenate([found, *held]))


def _everyone(count: int) -> _Lists:
    return _Lists(who=np.arange(count, dtype=np.int32), number=np.zeros(count, np.int32), steps=count)


def _chains(same: Numbers) -> _Lists:
    """Word for word alike: a chain of neighbours is enough."""
    order = np.argsort(same, kind="stable")
    return _Lists(who=order.astype(np.int32), number=_numbered(same[order]), steps=1)


def _by_actors(columns: Columns) -> Iterator[_Lists]:
    """The small blocks of one actor as they are; the larger, and all claims together, by the rarest stems of each."""
    rows = np.repeat(np.arange(len(columns), dtype=np.int32), columns.actors.sizes)
    order = np.lexsort((rows, columns.actors.items))
    named, members = columns.actors.items[order], rows[order]
    sizes = np.bincount(named, minlength=columns.actors.kinds)
    small = sizes[named] <= SMALL_BLOCK
    yield _Lists(who=members[small], number=_numbered(named[small]), steps=SMALL_BLOCK)
    blocks = [np.arange(len(columns), dtype=np.int32), *_split(members[~small], named[~small])]
    met = [_by_stems(block, columns.stems) for block in blocks]
    of_block = np.repeat(np.arange(len(met), dtype=np.int32), [len(items) for _, items in met])
    number = _numbered(np.concatenate([items for _, items in met])) + _numbered(of_block)
    yield _Lists(who=np.concatenate([who for who, _ in met]), number=number, steps=NEIGHBOURS)


def _numbered(values: Numbers | Places) -> Places:
    """How many times the values have changed, at each."""
    return np.cumsum(np.diff(values, prepend=values[:1]) != 0, dtype=np.int32)


def _split(members: Places, named: Places) -> list[Places]:
    bounds = np.append(np.flatnonzero(np.diff(named, prepend=-1)), len(named)).tolist()
    return [members[begin:end] for begin, end in pairwise(bounds)]


def _by_stems(members: Places, stems: Bags) -> tuple[Places, Places]:
    """The claims that hold each stem, for those stems that are among the rarest of a claim; ordered by the stem."""
    parts = [members[low : low + _ROWS_AT_ONCE] for low in range(0, len(members), _ROWS_AT_ONCE)]
    counts = np.zeros(max(stems.kinds, 1), np.int64)
    for part in parts:
        counts += np.bincount(stems.flat(part)[1], minlength=len(counts))
    found = [(np.zeros(0, np.int32), np.zeros(0, np.int32)), *(_rarest(part, stems, counts) for part in parts)]
    rows, items = (np.concatenate(each) for each in zip(*found, strict=True))
    order = np.lexsort((rows, items))
    return rows[order], items[order]


def _rarest(members: Places, stems: Bags, counts: Numbers) -> tuple[Places, Places]:
    """Each claim with the rarest of its stems that others hold too, and not too many."""
    rows, items = stems.flat(members)
    held = counts[items]
    telling = (held > 1) & (held <= COMMON)
    rows, items, held = rows[telling], items[telling], held[telling]
    order = np.lexsort((items, held, rows))
    rows, items = rows[order], items[order]
    begins = np.flatnonzero(np.diff(rows, prepend=-1))
    ranks = np.arange(len(rows)) - np.repeat(begins, np.diff(np.append(begins, len(rows))))
    return members[rows[ranks < TELLING]], items[ranks < TELLING].astype(np.int32)
