"""Claims as columns of numbers, so that many pairs of them are compared in one go.

Contents enter; arrays leave, one row for each content, in their order. A bag is what each row holds of some kind: its
stems, its actors; what two rows have in common is found by one search for all pairs that are asked about.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np

from foedus.assemble.compatible import tells_a_part

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from foedus.assemble.content import Content
    from foedus.records import Claim
    from foedus.values import Span

    Numbers = NDArray[np.int64]
    Places = NDArray[np.int32]  # half the weight; to be widened before they are multiplied
    Marks = NDArray[np.bool_]
    Shares = NDArray[np.float64]

OPEN = 10**8  # days before or after everything: an end of a period that is not told
NONE = -1  # where a claim has no predicate, no figures, no vector


@dataclass(frozen=True, kw_only=True)
class Bags:
    """What each row holds: the items of row n are those from `starts[n]` to `starts[n + 1]`, in rising order."""

    starts: Places
    items: Places
    kinds: int  # how many different items there are

    @classmethod
    def of(cls, rows: Iterable[Collection[str]]) -> tuple[Self, list[str]]:
        """The bags, and the name of each item; items are numbered in the order of their names."""
        numbers: dict[str, int] = {}
        flat, counts = array("i"), array("i", [0])
        for row in rows:
            flat.extend(numbers.setdefault(each, len(numbers)) for each in row)
            counts.append(len(row))
        names = sorted(numbers)
        renamed = np.zeros(len(names), np.int32)
        renamed[[numbers[name] for name in names]] = np.arange(len(names))
        starts = np.cumsum(np.array(counts, np.int32), dtype=np.int32)
        items = renamed[np.array(flat, np.int32)]
        held = np.repeat(np.arange(len(counts) - 1, dtype=np.int32), np.diff(starts))
        return cls(starts=starts, items=items[np.lexsort((items, held))], kinds=len(names)), names

    @cached_property
    def sizes(self) -> Places:
        """How many items each row holds."""
        return np.diff(self.starts)

    @cached_property
    def _keys(self) -> Numbers:
        return np.repeat(np.arange(len(self.starts) - 1), self.sizes) * max(self.kinds, 1) + self.items

    def flat(self, rows: Numbers | Places) -> tuple[Numbers, Places]:
        """The items of these rows one after the other, each with the place of its row in what was asked."""
        sizes = self.sizes[rows]
        places = np.repeat(np.arange(len(rows)), sizes)
        before = np.repeat(np.cumsum(sizes) - sizes, sizes)
        return places, self.items[np.repeat(self.starts[rows], sizes) + np.arange(len(places)) - before]

    def common(self, rows: Numbers, other: Bags, others: Numbers, *, weights: Shares | None = None) -> Shares:
        """For each pair of a row here and one of the other bags, the weight of the items that both hold."""
        places, items = self.flat(rows)
        wanted = others[places] * max(self.kinds, 1) + items
        keys = other._keys
        at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        hit = keys[at] == wanted if len(keys) else np.zeros(len(wanted), np.bool_)
        held = np.ones(int(hit.sum())) if weights is None else weights[items[hit]]
        return _weighed(places[hit], held, len(rows))

    def total(self, weights: Shares) -> Shares:
        """The weight of each row's items together."""
        rows = np.repeat(np.arange(len(self.starts) - 1), self.sizes)
        return _weighed(rows, weights[self.items], len(self.starts) - 1)


def _weighed(places: Numbers, weights: Shares, count: int) -> Shares:
    return np.bincount(places, weights=weights, minlength=count).astype(np.float64, copy=False)


@dataclass(frozen=True, kw_only=True)
class Columns:
    """What comparing claims asks of each, as columns."""

    stems: Bags
    stem_names: list[str]
    actors: Bags
    doers: Bags
    receivers: Bags
    numerals: Bags
    names: Bags
    documents: Places
    document_names: list[str]
    same: Numbers  # equal where kind, stems and actors are equal
    types: Places  # the PLOVER type; equal numbers, equal types
    typed: Marks
    families: Places
    wished: Marks
    negative: Marks
    places: Shares
    since: Places
    until: Places
    evidence: Places  # two columns: where it begins and ends
    predicate: Places  # likewise
    figures: Numbers  # equal where the figures are equal, `NONE` where there are none
    figured: list[Content]  # a content for each number of `figures`
    vectors: NDArray[np.float32] | None
    vector: Numbers

    def __len__(self) -> int:
        """The number of contents."""
        return len(self.documents)

    @classmethod
    def of(cls, contents: Sequence[Content]) -> Self:
        """The columns of these contents."""
        stems, stem_names = Bags.of(each.stems for each in contents)
        rows = [rows for each in contents for rows in (each.actors, each.doers, each.receivers)]
        whole, _ = Bags.of(rows)
        documents, document_names = _numbered(each.claim.document for each in contents)
        types, type_names = _numbered(each.type for each in contents)
        families, _ = _numbered(each.family for each in contents)
        numerals, _ = Bags.of(each.numerals for each in contents)
        names, _ = Bags.of(each.names for each in contents)
        figures, figured = _figures(contents)
        vectors, vector = _vectors(contents)
        return cls(
            stems=stems, stem_names=stem_names,
            actors=_every_third(whole, 0), doers=_every_third(whole, 1), receivers=_every_third(whole, 2),
            numerals=numerals, names=names,
            documents=documents, document_names=document_names,
            same=np.array([hash((each.claim.kind, each.stems, each.actors)) for each in contents], np.int64),
            types=types, typed=np.array([name not in UNTYPED for name in type_names], np.bool_)[types],
            families=families, wished=np.array([each.family == "wished" for each in contents], np.bool_),
            negative=np.array([each.negative for each in contents], np.bool_),
            places=np.array([each.place for each in contents], np.float64),
            since=np.array([_since(each.claim) for each in contents], np.int32),
            until=np.array([_until(each.claim) for each in contents], np.int32),
            evidence=np.array([_ends(each.claim.evidence) for each in contents], np.int32).reshape(-1, 2),
            predicate=np.array([_ends(each.claim.predicate) for each in contents], np.int32).reshape(-1, 2),
            figures=figures, figured=figured, vectors=vectors, vector=vector,
        )  # fmt: skip


UNTYPED = frozenset({"", "OTHER"})


def _every_third(bags: Bags, first: int) -> Bags:
    rows = np.arange(first, len(bags.starts) - 1, 3)
    _, items = bags.flat(rows)
    starts = np.concatenate([[0], np.cumsum(bags.sizes[rows])]).astype(np.int32)
    return Bags(starts=starts, items=items, kinds=bags.kinds)


def _numbered(values: Iterable[str]) -> tuple[Places, list[str]]:
    numbers: dict[str, int] = {}
    found = np.array(array("i", (numbers.setdefault(each, len(numbers)) for each in values)), np.int32)
    return found, list(numbers)


def _since(claim: Claim) -> int:
    return _ordinal(claim.when.since, -OPEN) if claim.when is not None else -OPEN


def _until(claim: Claim) -> int:
    return _ordinal(claim.when.until, OPEN) if claim.when is not None else OPEN


def _ordinal(day: date | None, else_: int) -> int:
    return else_ if day is None else day.toordinal()


def _ends(span: Span | None) -> tuple[int, int]:
    return (NONE, NONE) if span is None else (span.start, span.end)


def _figures(contents: Sequence[Content]) -> tuple[Numbers, list[Content]]:
    numbers: dict[Hashable, int] = {}
    figured: list[Content] = []
    found = np.full(len(contents), NONE, np.int64)
    for place, each in enumerate(contents):
        if each.claim.quantities:
            told = tuple((q.low, q.high, q.unit, q.counted, q.approximate) for q in each.claim.quantities)
            number = numbers.setdefault((told, tells_a_part(each)), len(numbers))
            if number == len(figured):
                figured.append(each)
            found[place] = number
    return found, figured


def _vectors(contents: Sequence[Content]) -> tuple[NDArray[np.float32] | None, Numbers]:
    """The different vectors as one matrix, and each content's row in it."""
    numbers: dict[int, int] = {}
    rows: list[NDArray[np.float32]] = []
    found = np.full(len(contents), NONE, np.int64)
    for place, each in enumerate(contents):
        if each.vector is not None:
            found[place] = number = numbers.setdefault(id(each.vector), len(numbers))
            if number == len(rows):
                rows.append(each.vector)
    return (np.stack(rows) if rows else None), found
