"""The words of the calendar and what a rule of the grammar gives: patterns and small readers, no text of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.dates.granules import unit_of
from foedus.read.numerals import NUMERAL, number

if TYPE_CHECKING:
    from datetime import date

    from foedus.read.dates.granules import Stretch

_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTHS = {name[:3].lower(): place for place, name in enumerate(_MONTH_NAMES, start=1)}
_FULL_MONTHS = "|".join([*_MONTH_NAMES, *(name.upper() for name in _MONTH_NAMES)])
#: A month by name or by abbreviation; "Mar" and "May" look like other words, so rules ask for company.
MONTH = rf"(?:(?:{_FULL_MONTHS})(?![\w])|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS = {name[:3].lower(): place for place, name in enumerate(_DAY_NAMES)}
WEEKDAY = rf"(?:(?:{'|'.join(_DAY_NAMES)})(?!\w)|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.(?=,? \w))"

#: A year of four digits that no separator, sign or unit makes into a figure.
YEAR = r"(?<![\d$€£¥#@])(?<![\d][.,/:])(?:1[0-9]|20|21)\d\d(?!\d|%|[.,/:]\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"
TENS = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50,
    "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
ORDINALS = {
    name: place
    for place, name in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
        ],
        start=1,
    )
}
ORDINAL = rf"(?:\d\d?(?:st|nd|rd|th)|{'|'.join(reversed(ORDINALS))})"
SEASON = "(?:spring|summer|autumn|fall|winter)"
UNIT = "(?:second|minute|hour|night|day|weekend|week|fortnight|month|quarter|year|decade|century)"
UNITS = (
    "(?:seconds?|minutes?|hours?|nights?|days?|weekends?|weeks?|fortnights?|months?|"
    "quarters?|years?|decades?|centur(?:y|ies))"
)
VAGUE = "(?:several|some|many|a few|few|a number of|a couple of|a couple|couple of|countless|recent)"
AMOUNT = rf"(?:(?<![$€£\d.,])\b{NUMERAL}|\b{VAGUE}\b|\ban?\b)"
#: A word that may stand between an amount and its unit.
BETWEEN = (
    "(?:(?:more|full|long|consecutive|straight|additional|further|trading|business|working|"
    "whole|calendar|short|successive) )?"
)
#: Words before an amount that make it approximate or a bound; the expression holds them.
ROUGH = (
    "(?:(?:(?:at least|at most|more than|less than|fewer than|no more than|no less than|under|nearly|almost|about|"
    "around|roughly|approximately|up to|well over|over(?! (?:several|many|some|a few|few|a "
    "number|a couple|the|recent)))"
    " )?)"
)
#: The part of a stretch: "early", "the end of", "the first half of".
EDGE = (
    r"(?:(?P<edge>\b(?:(?:the )?(?:very )?(?:early|mid|late|later)(?: in|-)?|"
    r"(?:the )?(?:very )?(?:middle|beginning|start|end|close|turn) of|(?:the )?(?:first|"
    r"second|latter|last|other) half of)"
    r")[ -]?(?:the )?)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an expression may lean on: the day of publication, the tense around it, the stretch named before it."""

    anchor: date | None
    leaning: Callable[[int], str | None]
    latest: Stretch | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one expression means: its TIMEX3 value, its kind, and the days, where they can be told."""

    timex: str
    kind: str
    stretch: Stretch | None = None
    anchored: bool = False


Reader = Callable[[re.Match[str], Context], Reading | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern of the grammar and the reader of what it matches; a reader that gives None declines."""

    pattern: re.Pattern[str]
    read: Reader


def dated(stretch: Stretch | None, *, anchored: bool = False, timex: str | None = None) -> Reading | None:
    """The reading of a stretch of days, or None where the calendar has none."""
    if stretch is None:
        return None
    return Reading(timex=timex or stretch.timex, kind="date", stretch=stretch, anchored=anchored)


def held(unit: str, holding: date | None, *, anchored: bool = True) -> Reading | None:
    """The reading of the calendar unit that holds the day."""
    return dated(unit_of(unit, holding), anchored=anchored) if holding else None


def month_number(written: str) -> int:
    """The place of the month in the year, 1 to 12."""
    return MONTHS[written[:3].lower()]


def ordinal(written: str) -> int | None:
    """The number that an ordinal says.

    >>> ordinal("19th"), ordinal("third")
    (19, 3)
    """
    digits = re.match(r"\d+", written)
    return int(digits[0]) if digits else ORDINALS.get(written.lower())


def amount(written: str) -> float | None:
    """How many units the words say; None for "several", "a few" and other words without a number.

    >>> amount("three"), amount("a"), amount("several"), amount("a couple of")
    (3.0, 1.0, None, 2.0)
    """
    low = " ".join(written.lower().split())
    if low in {"a", "an"}:
        return 1.0
    if "couple" in low:
        return 2.0
    return number(low)


def unit_name(written: str) -> str:
    """The unit in the singular: "centuries" is "century", "years" is "year"."""
    low = written.lower()
    return "century" if low.startswith("centur") else low.removesuffix("s")


def edge_of(match: re.Match[str]) -> str:
    """The word that names the part of the stretch, or an empty string."""
    edge = (match.group("edge") or "").lower().replace("-", " ").split()
    if "half" in edge:
        return f"{edge[edge.index('half') - 1]} half"
    return next((word for word in edge if word not in {"the", "very", "of", "in"}), "")
