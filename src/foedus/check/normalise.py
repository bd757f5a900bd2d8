"""Rows of a reference file in one form: who, with whom, from when to when, and the file's own cells.

A file's rows and its layout enter; `Entry` rows leave, with codes of the Correlates of War list. What cannot be
placed (a supplier that is no state, a row without a year) is counted, not guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from foedus.check.states import from_gleditsch_ward
from foedus.errors import BadReference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foedus.check.layouts import Layout
    from foedus.check.states import States
    from foedus.check.tables import Row

EPOCH = date(1970, 1, 1)
_CELL_STATES = 200  # codes in one cell, and
_GROUP_ROWS = 2_000  # rows of one group; each is paired with each
Span = tuple[date, date | None]  # the first day and the last; None where it had not ended

FIRST_SESSION = 1945  # the General Assembly's first session began in January 1946 and is booked on the year before


class Entry(NamedTuple):
    """One row of a reference dataset, placed: the states by code, the days, the row's own cells.

    A named tuple, because the votes of the General Assembly are a million.
    """

    first: int
    second: int | None
    since: date
    until: date | None  # the last day; None where it had not ended
    cells: tuple[str | None, ...]  # in the order of Layout.keep


@dataclass(slots=True)
class Normaliser:
    """Places rows of one layout; `left_out` counts what could not be placed, by reason."""

    layout: Layout
    states: States
    file: str
    left_out: Counter[str] = field(default_factory=Counter)
    _known: dict[tuple[str, date, date | None], int | None] = field(default_factory=dict)  # names placed before
    _spans: dict[tuple[str | None, ...], Span | str] = field(default_factory=dict)  # days read before, or why not

    def entries(self, rows: Sequence[Row]) -> list[Entry]:
        """The rows, placed, in the order of their states and days."""
        shape = {"members": self._members, "list": self._listed, "sides": self._sides, "states": self._single}
        wanted = rows if self.layout.only is None else [row for row in rows if self._wanted(row)]
        found = list(shape[self.layout.shape](wanted))
        if not found:
            raise BadReference(self.file, "none of its rows names states and a time that could be read")
        return sorted(set(found), key=_order)

    def _wanted(self, row: Row) -> bool:
        only = self.layout.only
        return only is None or row.get(only.column) in only.values

    def _single(self, rows: Sequence[Row]) -> Iterator[Entry]:
        placed: dict[tuple[object, ...], list[int]] = {}  # a million votes are of two hundred members
        for row in rows:
            if (span := self._span(row)) is None:
                continue
            key = (span, *[row.get(name) for name in self.layout.first])
            if (codes := placed.get(key)) is None:
                before = self.left_out.total()
                codes = [*self._codes(row, self.layout.first, span)]
                if self.left_out.total() == before:  # what is left out is counted every time
                    placed[key] = codes
            for code in codes:
                yield self._entry(row, (code, None), span)

    def _sides(self, rows: Sequence[Row]) -> Iterator[Entry]:
        for row in rows:
            if (span := self._span(row)) is not None:
                names = self.layout.names or ("", "")
                for first in self._codes(row, self.layout.first, span, name=names[0]):
                    for second in self._codes(row, self.layout.second, span, name=names[1]):
                        yield self._entry(row, (first, second), span)

    def _listed(self, rows: Sequence[Row]) -> Iterator[Entry]:
        pattern = re.compile(re.escape(self.layout.states) + r"(\d+|[A-Z]{1,2})$")
        columns = tuple(name for name in rows[0] if pattern.match(name)) if rows else ()
        for row in rows:
            if (span := self._span(row)) is not None:
                present = sorted(set(self._codes(row, columns, span)))
                for pair in combinations(present, 2):
                    yield self._entry(row, pair, span)

    def _members(self, rows: Sequence[Row]) -> Iterator[Entry]:
        """Each member's row towards each other member, or those of the other side, for the days that both belonged."""
        side = self.layout.side
        groups: dict[str, list[tuple[int, Span, Row]]] = {}
        for row in rows:
            if (span := self._span(row)) is not None:
                for code in self._codes(row, self.layout.first, span):
                    groups.setdefault(row[self.layout.group] or "", []).append((code, span, row))
        for name, members in groups.items():
            if len(members) > _GROUP_ROWS:
                raise BadReference(self.file, f"the group '{name[:40]}' has {len(members)} rows")
            for code, span, row in members:
                others = [each for each in members if each[0] != code and (not side or row[side] != each[2][side])]
                for other, both in _shared(span, others):
                    yield self._entry(row, (code, other), both)

    def _entry(self, row: Row, pair: tuple[int, int | None], span: Span) -> Entry:
        missing = self.layout.missing
        cells = [row.get(name) for name in self.layout.keep]
        if missing:
            cells = [None if cell in missing else cell for cell in cells]
        return Entry(*pair, *span, tuple(cells))

    def _codes(self, row: Row, columns: tuple[str, ...], span: Span, *, name: str = "") -> Iterator[int]:
        nothing = {"", *self.layout.missing}
        for column in columns:
            cell = row.get(column)
            pieces = (cell or "").split(",")
            if len(pieces) > _CELL_STATES:
                raise BadReference(self.file, f"a cell of {column} names {len(pieces)} states")
            for piece in pieces:
                word = piece.strip()
                if word in nothing or self.layout.codes not in {"cow", "gw"}:
                    code = self._named(row.get(name) if word in nothing else word, span)
                    codes: tuple[int, ...] = () if code is None else (code,)
                else:
                    codes = self._numbered(word, span)
                yield from codes

    def _numbered(self, word: str, span: Span) -> tuple[int, ...]:
        """The states that a publisher's number stands for at the time: two, where it came to stand for another."""
        if not re.fullmatch(r"[0-9]{1,4}", word) or int(word) < 2:  # ATOP writes four digits for other entities
            raise BadReference(self.file, f"'{word[:40]}' is no code of a state: codes run from 2 to 9999")
        if self.layout.codes != "gw":
            return (int(word),)
        held = (from_gleditsch_ward(int(word), day) for day in (span[0], span[1] or date.max))
        codes = tuple(dict.fromkeys(each for each in held if each is not None))
        if not codes:
            self.left_out[f"the list of states has nothing under {word}"] += 1
        return codes

    def _named(self, word: str | None, span: Span) -> int | None:
        """The state that is called so at the time."""
        if not word or word in self.layout.missing:
            return None
        key = (word, span[0], span[1])
        if key not in self._known:
            self._known[key] = self.states.coded(word, span[0], span[1] or span[0])
        code = self._known[key]
        if code is None:
            self.left_out[f"no state is called '{word}'"] += 1
        return code

    def _span(self, row: Row) -> Span | None:
        cells = tuple([row.get(name) for name in (*self.layout.since, *self.layout.until)])
        if (found := self._spans.get(cells)) is None:
            found = self._spans[cells] = self._read_span(row)
        if isinstance(found, str):
            self.left_out[found] += 1
            return None
        return found

    def _read_span(self, row: Row) -> Span | str:
        """The days of the row, or why it has none."""
        since = self._day(row, self.layout.since, last=False)
        if since is None:
            return "the row has no date"
        if not self.layout.until:
            return since, date(since.year, 12, 31)
        if row.get(self.layout.until[0]) in (None, *self.layout.open):
            return since, None
        until = self._day(row, self.layout.until, last=True)
        return "the row ends before it begins" if until is None or until < since else (since, until)

    def _day(self, row: Row, columns: tuple[str, ...], *, last: bool) -> date | None:
        cells = [_whole(None if row.get(name) in self.layout.missing else row.get(name)) for name in columns]
        clock = self.layout.clock
        if clock == "date":
            return _iso(row.get(columns[0]))
        if cells[0] is None:
            return None
        if clock == "days":
            if not (date.min - EPOCH).days <= cells[0] <= (date.max - EPOCH).days:
                raise BadReference(self.file, f"{cells[0]} is no number of days since 1970")
            return EPOCH + timedelta(days=cells[0])
        if clock == "session":
            cells[0] += FIRST_SESSION
        return self._parts(cells, last=last)

    def _parts(self, cells: list[int | None], *, last: bool) -> date | None:
        """The day of a year, month and day; the year's or month's first or last where they are not known."""
        year, month, day = (*cells, None, None)[:3]
        if year is None or not 1 <= year <= 9999:
            raise BadReference(self.file, f"{year} is no year")
        if month is None or not 1 <= month <= 12:
            return date(year, 12, 31) if last else date(year, 1, 1)
        longest = monthrange(year, month)[1]
        if day is None or not 1 <= day <= longest:
            return date(year, month, longest) if last else date(year, month, 1)
        return date(year, month, day)


def _shared(span: Span, others: list[tuple[int, Span, Row]]) -> Iterator[tuple[int, Span]]:
    """The other members, each with the days of this span on which it belonged to the group."""
    partners: dict[int, list[Span]] = {}
    for other, theirs, _ in others:
        partners.setdefault(other, []).append(theirs)
    for other, spells in partners.items():
        for both in merged(overlap(span, spell) for spell in spells):
            yield other, both


def overlap(one: Span, other: Span) -> Span | None:
    """The days that two spells share; an end that is None is open."""
    since = max(one[0], other[0])
    ends = [end for end in (one[1], other[1]) if end is not None]
    until = min(ends) if ends else None
    return None if until is not None and until < since else (since, until)


def merged(spells: Iterator[Span | None]) -> list[Span]:
    """The spells in order, those that touch joined to one."""
    joined: list[Span] = []
    for since, until in sorted((each for each in spells if each is not None), key=lambda each: each[0]):
        if joined and (joined[-1][1] is None or since <= joined[-1][1] + timedelta(days=1)):
            end = joined[-1][1]
            joined[-1] = joined[-1][0], None if end is None or until is None else max(end, until)
        else:
            joined.append((since, until))
    return joined


def _whole(cell: str | None) -> int | None:
    return int(float(cell)) if cell is not None and re.fullmatch(r"-?[0-9]{1,12}(\.0*)?", cell) else None


def _iso(cell: str | None) -> date | None:
    try:
        return date.fromisoformat((cell or "")[:10])
    except ValueError:
        return None


def _order(entry: Entry) -> tuple[object, ...]:
    first, second, since, until, cells = entry
    return first, second or 0, since, until or date.max, [cell or "" for cell in cells]
