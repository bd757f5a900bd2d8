"""Copies as columns of numbers: of millions of copies a record is made only when it is asked for.

Copies enter one by one; the same records leave, equal to those that entered. What is asked most, which documents copy
which and in which places, is told from the numbers, without a record being made.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from foedus.records import Copy
from foedus.terms import Direction, Strength
from foedus.values import Alignment, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from foedus.records import Document

    Numbers = NDArray[np.int64]

STRENGTHS = tuple(Strength)
DIRECTIONS = tuple(Direction)
_STRENGTH = {each: number for number, each in enumerate(STRENGTHS)}
_DIRECTION = {each: number for number, each in enumerate(DIRECTIONS)}
_SIDES = 4  # numbers of an alignment: where each side begins and ends
_WHOLE = 10_000  # likeness is held in these parts of one
_ID = 10  # bytes that an id's hexadecimal digits stand for


class Links:
    """Which documents copy which, how, and in which places; rows are numbered in the order in which they came."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._number: dict[str, int] = {}
        self.firsts, self.seconds = array("i"), array("i")
        self.strengths, self.directions = array("b"), array("b")
        self._ends = array("q", [0])
        self._places = array("i")

    @classmethod
    def of(cls, copies: Iterable[Copy]) -> Links:
        """The links of these copies."""
        if isinstance(copies, Copies):
            return copies.links
        found = cls()
        for each in copies:
            found.add(each)
        return found

    def __len__(self) -> int:
        """The number of copies."""
        return len(self.firsts)

    def add(self, copy: Copy) -> None:
        """Take in the next copy."""
        self.__dict__.pop("_beside", None)
        self.firsts.append(self._named(copy.first))
        self.seconds.append(self._named(copy.second))
        self.strengths.append(_STRENGTH[copy.strength])
        self.directions.append(_DIRECTION[copy.direction])
        for each in copy.aligned:
            turned = each.second.document == copy.first
            here, there = (each.second, each.first) if turned else (each.first, each.second)
            self._places.extend((here.start, here.end, there.start, there.end))
        self._ends.append(len(self._places))

    def _named(self, document: str) -> int:
        found = self._number.setdefault(document, len(self.names))
        if found == len(self.names):
            self.names.append(document)
        return found

    def places(self, row: int) -> list[int]:
        """Where the places of a copy that go together begin and end: of the first document, then of the second."""
        return self._places[self._ends[row] : self._ends[row + 1]].tolist()

    def seen_from(self, document: str, row: int) -> Iterator[tuple[int, int, int, int]]:
        """The same place by place, those of this document first."""
        found = self.places(row)
        turned = self.names[self.firsts[row]] != document
        for at in range(0, len(found), _SIDES):
            a, b, c, d = found[at : at + _SIDES]
            yield (c, d, a, b) if turned else (a, b, c, d)

    def has_places(self, row: int) -> bool:
        """Whether any places of a copy are told."""
        return self._ends[row] < self._ends[row + 1]

    # ---- by document

    def number(self, document: str) -> int | None:
        """The number of a document among the names, None where it has no copy."""
        return self._number.get(document)

    @property
    def columns(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8], NDArray[np.int8]]:
        """The numbers of the first and of the second document, the direction and the strength of each row."""
        firsts, seconds = (np.array(each, np.int32) for each in (self.firsts, self.seconds))
        return firsts, seconds, np.array(self.directions, np.int8), np.array(self.strengths, np.int8)

    @cached_property
    def _beside(self) -> tuple[array[int], array[int], array[int]]:
        """For each document where its partners begin, the partners in order, and the row of each."""
        firsts, seconds, _, _ = self.columns
        owners, others = np.concatenate([firsts, seconds]), np.concatenate([seconds, firsts])
        rows = np.tile(np.arange(len(firsts), dtype=np.int32), 2)
        order = np.lexsort((rows, others, owners))
        starts = np.searchsorted(owners[order], np.arange(len(self.names) + 1)).astype(np.int32)
        return tuple(array("i", each.astype(np.int32).tobytes()) for each in (starts, others[order], rows[order]))  # type: ignore[return-value]

    def rows_of(self, document: str) -> list[int]:
        """The rows of all copies that this document has part in."""
        number = self._number.get(document)
        if number is None:
            return []
        starts, _, rows = self._beside
        return rows[starts[number] : starts[number + 1]].tolist()

    def between(self, one: str, other: str) -> list[int]:
        """The rows of the copies of these two; none where they have nothing of each other."""
        here, there = self._number.get(one), self._number.get(other)
        if here is None or there is None:
            return []
        starts, others, rows = self._beside
        low, high = starts[here], starts[here + 1]
        at = bisect_left(others, there, low, high)
        found = []
        while at < high and others[at] == there:
            found.append(rows[at])
            at += 1
        return found

    def partners(self, document: str) -> Iterator[tuple[str, int]]:
        """The documents that copy this one or that it copies, each with the row."""
        number = self._number.get(document, -1)
        for row in self.rows_of(document):
            first = self.firsts[row]
            yield self.names[self.seconds[row] if first == number else first], row

    def models(self, document: str) -> set[str]:
        """The documents that this one may have followed: so it is told, or nothing is."""
        number = self._number.get(document, -1)
        found = set()
        for row in self.rows_of(document):
            forward = self.seconds[row] == number
            if self._may_go(row, forward=forward):
                found.add(self.names[self.firsts[row] if forward else self.seconds[row]])
        return found

    def strength(self, row: int) -> Strength:
        """How much of the other's text the one has."""
        return STRENGTHS[self.strengths[row]]

    def direction(self, row: int) -> Direction:
        """Which of the two follows the other."""
        return DIRECTIONS[self.directions[row]]

    def leads(self, one: str, other: str) -> bool:
        """Whether the second may have followed the first: so it is told, or nothing is."""
        rows = self.between(one, other)
        return any(self._may_go(row, forward=self.names[self.firsts[row]] == one) for row in rows)

    def _may_go(self, row: int, *, forward: bool) -> bool:
        """Whether the words of a copy may have gone this way: so it is told, or nothing is."""
        direction = self.direction(row)
        return direction is Direction.UNKNOWN or (direction is Direction.FIRST_TO_SECOND) is forward


class Copies(Sequence[Copy]):
    """Copies, each made when it is asked for; what they say of places is cut from the documents' texts."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.links = Links()
        self._documents = documents
        self._ids = bytearray()
        self._reasons: dict[str, int] = {}
        self._because = array("i")
        self._shares, self._likeness = array("d"), array("H")
        self._odd: dict[int, Copy] = {}  # what cannot be cut from the texts is kept as it came
        self._order: Numbers | None = None

    @classmethod
    def of(cls, copies: Iterable[Copy], documents: Mapping[str, Document]) -> Copies:
        """The copies in their order; themselves where they are columns."""
        if isinstance(copies, Copies):
            return copies
        found = cls(documents)
        for each in copies:
            found.add(each)
        return found

    def add(self, copy: Copy) -> None:
        """Take in the next copy."""
        self.__dict__.pop("ranks", None)
        row = len(self.links)
        self.links.add(copy)
        plain = self._is_plain(copy)
        self._ids += bytes.fromhex(copy.id) if plain else bytes(_ID)
        self._because.append(self._reasons.setdefault(copy.because, len(self._reasons)))
        self._shares.append(copy.share)
        self._likeness.extend([round(each.likeness * _WHOLE) if plain else 0 for each in copy.aligned])
        if not plain:
            self._odd[row] = copy

    def _is_plain(self, copy: Copy) -> bool:
        if len(copy.id) != 2 * _ID or not set(copy.id) <= _DIGITS:
            return False
        first, second = self._documents.get(copy.first), self._documents.get(copy.second)
        if first is None or second is None:
            return False
        for each in copy.aligned:
            here, there = each.first, each.second
            if not 0.0 <= each.likeness <= 1.0 or round(each.likeness * _WHOLE) / _WHOLE != each.likeness:
                return False
            if here.document != copy.first or here.text != first.text[here.start : here.end]:
                return False
            if there.document != copy.second or there.text != second.text[there.start : there.end]:
                return False
        return True

    def __len__(self) -> int:
        """The number of copies."""
        return len(self.links)

    @overload
    def __getitem__(self, place: int) -> Copy: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Copy, ...]: ...
    def __getitem__(self, place: Any) -> Any:
        """The copy at this place of the order, or the copies of a slice."""
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        return self.row(place if self._order is None else int(self._order[place]))

    def __eq__(self, other: object) -> bool:
        """Whether the other holds the same copies in the same order."""
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Copy.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]

    def row(self, row: int) -> Copy:
        """The copy of this row of the links."""
        if row in self._odd:
            return self._odd[row]
        links = self.links
        first, second = links.names[links.firsts[row]], links.names[links.seconds[row]]
        here, there, places = self._documents[first].text, self._documents[second].text, links.places(row)
        begin = links._ends[row] // _SIDES
        aligned = tuple(
            Alignment(
                first=Span(document=first, start=a, end=b, text=here[a:b]),
                second=Span(document=second, start=c, end=d, text=there[c:d]),
                likeness=self._likeness[at] / _WHOLE,
            )
            for at, (a, b, c, d) in enumerate(zip(*[iter(places)] * _SIDES, strict=True), begin)
        )
        return Copy(
            id=self.id(row), first=first, second=second, strength=links.strength(row),
            direction=links.direction(row), because=self.because(row), aligned=aligned, share=self._shares[row],
        )  # fmt: skip

    def text(self, document: str) -> str:
        """The text of a document."""
        return self._documents[document].text

    def span(self, document: str, start: int, end: int) -> Span:
        """Words of a document."""
        return Span(document=document, start=start, end=end, text=self._documents[document].text[start:end])

    def id(self, row: int) -> str:
        """The id of the copy of this row."""
        return self._odd[row].id if row in self._odd else self._ids[row * _ID : row * _ID + _ID].hex()

    def because(self, row: int) -> str:
        """The reason of the copy of this row."""
        if len(self._told) < len(self._reasons):
            self._told[:] = self._reasons
        return self._told[self._because[row]]

    @cached_property
    def _told(self) -> list[str]:
        return []

    def share(self, row: int) -> float:
        """The share of the shorter text that the copy of this row covers."""
        return self._shares[row]

    @cached_property
    def ranks(self) -> Numbers:
        """For each row, the place of its id among all ids in their order."""
        if self._odd:
            order = np.array(sorted(range(len(self)), key=self.id), np.int64)
        else:
            order = np.argsort(np.frombuffer(bytes(self._ids), f"S{_ID}"), kind="stable")
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order))
        return ranks

    def by_id(self) -> Copies:
        """The same copies, from now on in the order of their ids; nothing may be taken in any more."""
        self._order = np.argsort(self.ranks).astype(np.int32)
        return self


_DIGITS = frozenset("0123456789abcdef")
