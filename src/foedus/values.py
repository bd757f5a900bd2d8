"""The values that records are made of: words with their place, periods, figures. They have no id of their own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from foedus.terms import Part


def fingerprint(*parts: object) -> str:
    """Twenty hexadecimal digits of SHA-256 that name exactly these parts, in this order.

    >>> fingerprint("a", "b") == fingerprint("a", "b") != fingerprint("ab", "")
    True
    """
    pieces = [str(part).encode("utf-8", "surrogatepass") for part in parts]
    whole = b"".join([each for piece in pieces for each in (len(piece).to_bytes(8, "big"), piece)])
    return hashlib.sha256(whole).hexdigest()[:20]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of one document and where they stand."""

    document: str
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not self.text or self.start < 0 or self.end - self.start != len(self.text):
            raise ValueError(f"a span from {self.start} to {self.end} cannot hold {len(self.text)} characters")

    @property
    def key(self) -> str:
        """What a judgement on these words goes by: document and place, so that it outlives a re-reading."""
        return f"{self.document}:{self.start}-{self.end}"

    def covers(self, other: Span) -> bool:
        """Whether every character of the other span lies in this one."""
        return self.document == other.document and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.document == other.document and self.start < other.end and other.start < self.end


def place_of(key: str) -> tuple[str, int, int] | None:
    """Document, start and end of the words that a key is of; None where it is of none.

    >>> place_of("0a1b:10-25"), place_of("RUS")
    (('0a1b', 10, 25), None)
    """
    document, _, place = key.partition(":")
    start, _, end = place.partition("-")
    return (document, int(start), int(end)) if start.isdecimal() and end.isdecimal() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of days, half-open, as the text writes it; an end that is None is open."""

    since: date | None
    until: date | None
    written: str

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.until <= self.since:
            raise ValueError(f"a period cannot end on {self.until} when it begins on {self.since}")


def iso(period: Period) -> str:
    """The shortest ISO 8601-2 expression that means exactly these days.

    >>> iso(Period(since=date(2005, 1, 1), until=None, written="since 2005"))
    '2005/..'
    >>> iso(Period(since=date(2022, 2, 1), until=date(2022, 3, 1), written="February 2022"))
    '2022-02'
    """
    if period.since is None and period.until is None:
        return "../.."
    if period.since is None:
        return f"../{_closing(period.until)}" if period.until else "../.."
    if period.until is None:
        return f"{_opening(period.since)}/.."
    return _single(period.since, period.until) or _double(period.since, period.until)


def _single(since: date, until: date) -> str | None:
    """One granule, where the days make up exactly one."""
    years = until.year - since.year
    on_year = (since.month, since.day, until.month, until.day) == (1, 1, 1, 1)
    if on_year and years in {1, 10, 100} and since.year % years == 0:
        return {1: f"{since.year:04d}", 10: f"{since.year // 10:03d}X", 100: f"{since.year // 100:02d}XX"}[years]
    if since.day == until.day == 1 and (until.year * 12 + until.month) - (since.year * 12 + since.month) == 1:
        return f"{since.year:04d}-{since.month:02d}"
    return since.isoformat() if until - since == timedelta(days=1) else None


def _double(since: date, until: date) -> str:
    """From the first granule to the last, both as coarse as both allow."""
    if (since.month, since.day, until.month, until.day) == (1, 1, 1, 1):
        return f"{since.year:04d}/{until.year - 1:04d}"
    last = until - timedelta(days=1)
    if since.day == until.day == 1:
        return f"{since.year:04d}-{since.month:02d}/{last.year:04d}-{last.month:02d}"
    return f"{since.isoformat()}/{last.isoformat()}"


def _opening(since: date) -> str:
    if (since.month, since.day) == (1, 1):
        return f"{since.year:04d}"
    return f"{since.year:04d}-{since.month:02d}" if since.day == 1 else since.isoformat()


def _closing(until: date) -> str:
    if until == date.min:
        return until.isoformat()
    last = until - timedelta(days=1)
    if (until.month, until.day) == (1, 1):
        return f"{last.year:04d}"
    return f"{last.year:04d}-{last.month:02d}" if until.day == 1 else last.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure in the text: its bounds, its unit and what it counts; low equals high when the text gives one value."""

    low: float | None
    high: float | None
    unit: str | None  # "USD", "km", "km2", "%", or None for a plain count
    counted: str | None  # the words for what is counted: "troops", "joint drills"
    approximate: bool
    span: Span

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError(f"a quantity needs a number: {self.span.text!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document and what it is to its reader, with the reason."""

    part: Part
    start: int
    end: int
    because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that an interpretation rests on, and what they were taken for."""

    span: Span
    signals: str  # "hedge", "negation", "report", "future", "condition", "act", "want", "demand", ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Two spans that say the same words or the same thing, and how alike they are (0 to 1)."""

    first: Span
    second: Span
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The years in which a variable of a dataset is measured, both included."""

    variable: str
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One column of a reference row, as the dataset has it."""

    column: str
    value: str
