"""How well dates and tolls of releases are read: coded releases enter, shares of exact rows and errors leave."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from foedus.read.dates import Dated, periods
from foedus.read.quantities import casualties, toll

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NUMBERED = re.compile(r"\b0?(?P<year>2?0\d\d)[-–](?P<month>\d\d)[-–][A-Z]{1,2}\b")
_HEAD = 420
#: Vague counts of people, by the words alone: the coder turned them into numbers of his own.
_VAGUE_PEOPLE = re.compile(
    r"\b(?:detain|captur|kill|arrest|apprehend)\w* (?:(?:the|other|suspected|armed|these|"
    r"those) )*(?:insurgents|suspects|militants|"
    r"individuals)\b|\b(?:several|numerous|multiple|many|some|a few|few|various|a (?:large "
    r")?number of|an unknown number of|dozens of)\b(?: [\w-]+){0,4}? "
    r"(?:insurgents|suspects|individuals|militants|fighters|people|men|persons|others|associates|terrorists|enemy|"
    r"facilitators|leaders|combatants|attackers)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One row that was read otherwise than it was coded."""

    field: str
    row: int
    coded: str
    read: str
    text: str


def figures(path: Path) -> dict[str, float]:
    """Shares of exact rows: start date where the text tells its day, killed and captured where it states numbers.

    In some months the coding runs a day behind the releases' own words ("today", "yesterday") throughout; such months,
    where the commonest difference is not none, are left out of `start_date_months_in_step` and stay in `start_date`.
    """
    counts: dict[str, list[int]] = {}
    for field, right, _ in _scored(path):
        tally = counts.setdefault(field, [0, 0])
        tally[0] += right
        tally[1] += 1
    shares = {field: right / rows for field, (right, rows) in sorted(counts.items())}
    return {**shares, **{f"{field}_rows": float(rows) for field, (_, rows) in sorted(counts.items())}}


def wrongs(path: Path) -> list[Wrong]:
    """Every row read otherwise than coded, in the order of the file."""
    return [wrong for _, right, wrong in _scored(path) if not right]


def _scored(path: Path) -> Iterator[tuple[str, bool, Wrong]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    records = [(row, json.loads(line)) for row, line in enumerate(lines) if line.strip()]
    behind = _months_behind([(str(record["text"]), str(record["coded"]["start_date"])) for _, record in records])
    for row, record in records:
        for field, right, wrong in _row(row, str(record["text"]), record["coded"]):
            yield field, right, wrong
            if field == "start_date" and _month(str(record["text"])) not in behind:
                yield "start_date_months_in_step", right, wrong


def _months_behind(rows: list[tuple[str, str]]) -> set[str]:
    """The months of release in which the commonest difference between text and coding is not none."""
    gaps: dict[str, Counter[int]] = {}
    for text, coded in rows:
        day = started(text)
        if day is not None:
            gaps.setdefault(_month(text), Counter())[(date.fromisoformat(coded) - day).days] += 1
    return {month for month, tally in gaps.items() if tally.most_common(1)[0][0] != 0}


def _month(text: str) -> str:
    published = released(text)
    return published.strftime("%Y-%m") if published else ""


def _row(row: int, text: str, coded: dict[str, object]) -> Iterator[tuple[str, bool, Wrong]]:
    day = started(text)
    if day is not None:
        expected = date.fromisoformat(str(coded["start_date"]))
        yield "start_date", day == expected, _wrong("start_date", row=row, text=text, coded=expected, read=day)
        close = abs((day - expected).days) <= 1
        yield (
            "start_date_within_a_day",
            close,
            _wrong("start_date_within_a_day", row=row, text=text, coded=expected, read=day),
        )
    if _VAGUE_PEOPLE.search(text):
        return
    found = casualties(_body(text))
    for field, fate in (("killed", "killed"), ("captured", "captured")):
        number, meant = toll(found, fate=fate), int(str(coded[f"min_{field}"]))
        yield field, number == meant, _wrong(field, row=row, text=text, coded=meant, read=number)


def _wrong(field: str, *, row: int, text: str, coded: object, read: object) -> Wrong:
    return Wrong(field=field, row=row, coded=str(coded), read=str(read), text=text)


def started(text: str) -> date | None:
    """The day on which the first act told of in a release took place, or None where it tells none."""
    published = released(text)
    if published is None:
        return None
    for one in periods(_body(text), published_on=published):
        day = _single_day(one)
        if day is not None and published - timedelta(days=40) <= day <= published:
            return day
    return published


def released(text: str) -> date | None:
    """The day that a release's head gives, its year taken from the release number where the head leaves it out."""
    numbered = _NUMBERED.search(text[:_HEAD])
    rough = (
        date(2000 + int(numbered["year"][-2:]), int(numbered["month"]), 28)
        if numbered and 1 <= int(numbered["month"]) <= 12
        else None
    )
    for one in periods(text[:_HEAD], published_on=rough):
        day = _single_day(one)
        if day is not None and (not one.anchored or re.match(r"[A-Z][a-z]+\.? \d", one.written)):
            return day
    return None


def _single_day(one: Dated) -> date | None:
    period = one.period
    if period is None or period.since is None or period.until is None:
        return None
    return period.since if (period.until - period.since).days == 1 else None


_DATELINE = re.compile(
    r"\((?:[A-Z][a-z]+\.?)\s+\d{1,2}(?:,?\s*\d{4})?\s*\)\s*(?:[–—-]+\s*)?|For Immediate Release[\s\u2028]*"
)


def _body(text: str) -> str:
    """What follows the dateline, or all of it where there is none."""
    heads = [match.end() for match in _DATELINE.finditer(text[:_HEAD])]
    return text[heads[-1] :] if heads else text
