"""The reading of a text by the grammar: candidates are matched, the longest kept, then related, joined and dated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from foedus.read.dates import absolute, granules, lengths, relative, yearless
from foedus.read.dates.leaning import leaning
from foedus.read.dates.relation import bounded, relation
from foedus.read.dates.wording import Context, Reading, Rule
from foedus.values import Period

if TYPE_CHECKING:
    from datetime import date

    from foedus.read.dates.granules import Stretch

Tense = Callable[[int], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A time expression: where it stands, what it is in TIMEX3's terms, and the days it means where they can be told.

    `period` already holds the relation: "since 2005" has no end. It is None for what cannot be resolved, which is kept
    as written. `anchored` says that the day of publication decides (or would decide) what it means.
    """

    start: int
    end: int
    written: str
    period: Period | None
    relation: str  # "during", "since", "until", "by", "before", "after", "for", "between"
    anchored: bool
    timex: str
    kind: str  # "date", "time", "duration", "set"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    start: int
    end: int
    reading: Reading


_RULES: tuple[Rule, ...] = (*absolute.RULES, *relative.RULES, *yearless.RULES, *lengths.RULES)
_SIGNS = re.compile(
    r"\d{4}|['’]?\d0s|\b(?:[12]?\d|3[01])(?:st|nd|rd|th)?\b|(?:day|week|month|year|quarter|decade|centur|night|morning|"
    r"afternoon|evening|hour|minute|second|spring|summer|autumn|winter|fall|yesterday|"
    r"tomorrow|now|current|recent|future|"
    r"past|soon|once|previously|formerly|moment|ahead|ties\b|christmas|annual|daily|hourly|present|term|noon)|"
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|JAN|"
    r"FEB|MAR|APR|MAY|JU|AUG|SEP|OCT|NOV|DEC|nineteen)",
    re.IGNORECASE,
)


def periods(
    text: str, *, published_on: date | None, start: int = 0, end: int | None = None, tense: Tense | None = None
) -> tuple[Dated, ...]:
    """The time expressions of the text between two offsets, in order, none overlapping.

    `tense` gives "past", "future" or None for a place in the text; without it the words around decide.

    >>> [(one.written, one.relation) for one in periods("at odds since the 1990s", published_on=None)]
    [('the 1990s', 'since')]
    """
    return tuple(_finished(text, _singles(text, published_on=published_on, within=(start, end), tense=tense)))


def periods_over(text: str, spans: Iterable[tuple[int, int]], *, published_on: date | None) -> tuple[Dated, ...]:
    """The time expressions of several stretches of one text; "ten days later" counts from the last date before it."""
    found: list[Dated] = []
    latest: Stretch | None = None
    for within in spans:
        singles = _singles(text, published_on=published_on, within=within, tense=None, latest=latest)
        found.extend(_finished(text, singles))
        named = [each.reading.stretch for each in singles if each.reading.kind == "date" and each.reading.stretch]
        latest = named[-1] if named else latest
    return tuple(found)


def ends(text: str, *, published_on: date | None, start: int = 0, end: int | None = None) -> tuple[Dated, ...]:
    """The same expressions with the two ends of "from … to" apart, as TimeML marks them."""
    return tuple(_row(text, one) for one in _singles(text, published_on=published_on, within=(start, end), tense=None))


def _singles(
    text: str,
    *,
    published_on: date | None,
    within: tuple[int, int | None],
    tense: Tense | None,
    latest: Stretch | None = None,
) -> list[_Found]:
    start, end = within
    end = len(text) if end is None else min(end, len(text))
    if not _SIGNS.search(text, start, end):
        return []
    context = Context(anchor=published_on, leaning=tense or (lambda at: leaning(text, at)), latest=latest)
    found = list(_clocked(text, found=_read(text, context=context, within=(start, end)), within=(start, end)))
    return sorted(found, key=lambda one: one.start)


def _read(text: str, *, context: Context, within: tuple[int, int]) -> list[_Found]:
    """Expressions left to right, the longest at each place; a reader may decline, then the next longest is asked."""
    kept: list[_Found] = []
    reached = within[0]
    for match, rule in _candidates(text, *within):
        begun = match.start()
        if begun < reached or begun == match.end():
            continue
        reading = rule.read(match, context)
        if reading is None:
            continue
        begun, ended = _trimmed(text, start=begun, end=match.end())
        kept.append(_Found(start=begun, end=ended, reading=reading))
        reached = ended
        if reading.stretch and reading.kind == "date":
            context = replace(context, latest=reading.stretch)
    return kept


@lru_cache(maxsize=8)
def _candidates(text: str, start: int, end: int) -> tuple[tuple[re.Match[str], Rule], ...]:
    """All that the patterns match, left to right, the longest first; kept, since times and figures both ask."""
    found = [
        (match.start(), -match.end(), order, match, rule)
        for order, rule in enumerate(_RULES)
        for match in rule.pattern.finditer(text, start, end)
    ]
    found.sort(key=lambda each: each[:3])
    return tuple((match, rule) for _, _, _, match, rule in found)


def _trimmed(text: str, *, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return start, end


_CLOCK = re.compile(
    r"(?i:\b(?:around |about |at about |by )?(?:(?P<hour>[01]?\d|"
    r"2[0-3])(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>a\.m\.|p\.m\.|am\b|pm\b|noon\b)|"
    r"(?P<hours>[01]?\d|2[0-3]):(?P<minutes>[0-5]\d)(?![\d:])|(?P<word>noon|midnight)\b)(?: "
    r"(?:EST|EDT|GMT|UTC|CET|PST|ET|local time|BST|IST|Moscow time)\b)?)"
)
_TO_DAY = re.compile(r",?\s+(?:on\s+)?\Z|\A\Z")


def _clocked(text: str, *, found: list[_Found], within: tuple[int, int]) -> Iterator[_Found]:
    """Times of day joined with the day beside them, or on their own."""
    clocks = [(match.start(), match.end(), _hour(match)) for match in _CLOCK.finditer(text, *within)]
    free = [
        each
        for each in clocks
        if not any(one.start < each[1] and each[0] < one.end and _longer(one, each) for one in found)
    ]
    found = [one for one in found if not any(one.start < last and first < one.end for first, last, _ in free)]
    used: set[int] = set()
    for first, last, value in free:
        after = next(
            (one for one in found if last < one.start <= last + 6 and _TO_DAY.match(text[last : one.start])), None
        )
        before = next(
            (
                one
                for one in found
                if one.end < first <= one.end + 6 and re.fullmatch(r",?\s+(?:at\s+)?", text[one.end : first])
            ),
            None,
        )
        beside = after or before
        if beside and beside.reading.stretch and beside.reading.stretch.unit == "day" and id(beside) not in used:
            used.add(id(beside))
            reading = replace(beside.reading, timex=f"{beside.reading.stretch.timex}T{value}", kind="time")
            yield _Found(start=min(first, beside.start), end=max(last, beside.end), reading=reading)
        else:
            yield _Found(
                start=first, end=last, reading=Reading(timex=f"XXXX-XX-XXT{value}", kind="time", anchored=True)
            )
    yield from (one for one in found if id(one) not in used)


def _longer(one: _Found, clock: tuple[int, int, str]) -> bool:
    return one.end - one.start >= clock[1] - clock[0]


def _hour(match: re.Match[str]) -> str:
    if match["word"]:
        return "12:00" if match["word"].lower() == "noon" else "24:00"
    if match["hours"]:
        return f"{int(match['hours']):02d}:{match['minutes']}"
    hour = int(match["hour"]) % 12 + (12 if match["half"].lower().startswith("p") else 0)
    return f"{hour:02d}:{match['minute'] or '00'}"


_JOIN = re.compile(r"\s+(?:and|to|through|until|till)\s+|\s*[-–—]\s*")
_OPENING = re.compile(r"\b(?:between|from)\s+\Z", re.IGNORECASE)


def _finished(text: str, singles: list[_Found]) -> Iterator[Dated]:
    """Rows in order: two dates with "from … to" or "between … and" around them become one."""
    place = 0
    while place < len(singles):
        pair = singles[place : place + 2]
        joined = _joined(text, pair) if len(pair) == 2 else None
        yield joined or _row(text, singles[place])
        place += 2 if joined else 1


def _joined(text: str, pair: list[_Found]) -> Dated | None:
    first, second = pair
    if first.reading.kind != "date" or second.reading.kind != "date":
        return None
    between = text[first.end : second.start]
    if not _JOIN.fullmatch(between):
        return None
    if "-" not in between and "–" not in between and not _OPENING.search(text[max(0, first.start - 12) : first.start]):
        return None
    begun, ended = first.reading.stretch, second.reading.stretch
    if begun and ended and first.reading.anchored and not second.reading.anchored:
        begun = _in_year_of(begun, ended)
    elif ended and not begun:
        begun = _floating(first.reading.timex, ended)
    written = text[first.start : second.end]
    timex = f"{begun.timex}/{ended.timex}" if begun and ended else f"{first.reading.timex}/{second.reading.timex}"
    period = _period(begun.since, ended.until, written) if begun and ended else None
    return Dated(
        start=first.start, end=second.end, written=written, period=period, relation="between",
        anchored=second.reading.anchored, timex=timex, kind="date",
    )  # fmt: skip


def _in_year_of(stretch: Stretch, other: Stretch) -> Stretch:
    """As in "from May to July 2020": the month takes its partner's year, or the one before where it comes later."""
    year = other.since.year if stretch.since.month <= other.since.month else other.since.year - 1
    try:
        moved = stretch.since.replace(year=year)
        until = stretch.until.replace(year=year + stretch.until.year - stretch.since.year)
    except ValueError:
        return stretch
    return replace(stretch, since=moved, until=until, timex=f"{year:04d}{stretch.timex[4:]}")


def _floating(timex: str, other: Stretch) -> Stretch | None:
    """A month or day without a year, read in the year of its partner."""
    month = re.fullmatch(r"XXXX-(\d\d)(?:-(\d\d))?", timex)
    if not month:
        return None
    year = other.since.year if int(month[1]) <= other.since.month else other.since.year - 1
    return (
        granules.day_of(int(month[2]), month=int(month[1]), year=year)
        if month[2]
        else granules.month(int(month[1]), year)
    )


def _row(text: str, found: _Found) -> Dated:
    reading = found.reading
    how = relation(text, start=found.start, end=found.end)
    if reading.kind in {"duration", "set"} and how != "for":
        how = "during"
    written = text[found.start : found.end]
    period = None
    if reading.stretch:
        since, until = bounded(reading.stretch, how)
        period = _period(since, until, written)
    return Dated(
        start=found.start, end=found.end, written=written, period=period, relation=how, anchored=reading.anchored,
        timex=reading.timex, kind=reading.kind,
    )  # fmt: skip


def _period(since: date | None, until: date | None, written: str) -> Period | None:
    if since and until and until <= since:
        return None
    return Period(since=since, until=until, written=written)
