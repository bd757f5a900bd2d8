"""A date as a file writes it enters; the day leaves, or why it cannot be told."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_PACKED = re.compile(r"^(?:D:)?(\d{4})(\d{2})(\d{2})(?=\d{4,6}|T|Z|$|[+-])")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of )?({_MONTH})\b\.?,?[\s-]+(\d{{4}})\b", re.IGNORECASE
)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_SECONDS = re.compile(r"^\d{10}(?:\d{3})?$")
_AROUND = re.compile(
    r"\b(?:published|posted|updated|last|first|modified|date|on|at|by|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|am|pm|gmt|utc|bst|est|edt|cet|cest|pst|pdt|et|ist|"
    r"a\.m|p\.m|\d{1,2}(?:[:.]\d{2}){1,2}|\d{1,2}\s?[ap]m)\b|[\s.,:|•·/()–—-]",
    re.IGNORECASE,
)


class UncertainDay(ValueError):
    """The words hold no date, or one that could be two days."""


def day_of(written: str) -> date:
    """The day that a date names, whatever its time of day.

    >>> day_of("2024-03-13T23:10:00+02:00"), day_of("Wed, 13 Mar 2024 08:00:00 GMT")
    (datetime.date(2024, 3, 13), datetime.date(2024, 3, 13))

    Raises:
        UncertainDay: no day, or more than one, can be read from the words.
    """
    text = written.strip()
    try:
        return _day(text)
    except ValueError as error:
        raise UncertainDay(written) from error


def is_date_line(text: str) -> bool:
    """Whether a line holds one date and nothing else but what stands around dates.

    >>> is_date_line("Published: 13 March 2024, 10:22 GMT"), is_date_line("On 13 March 2024 Ruritania left the league.")
    (True, False)
    """
    if len(text) > 90:
        return False
    rest, count = re.subn(
        f"{_DAY_FIRST.pattern}|{_MONTH_FIRST.pattern}|{_ISO.pattern}(?:T[\\d:.]+Z?)?", "", text, flags=re.IGNORECASE
    )
    return count > 0 and not _AROUND.sub("", rest)


def _day(text: str) -> date:
    if found := _ISO.search(text) or _PACKED.match(text):
        year, month, day = map(int, found.groups())
        return date(year, month, day)
    if found := _DAY_FIRST.search(text):
        return date(int(found[3]), _MONTHS[found[2].lower()], int(found[1]))
    if found := _MONTH_FIRST.search(text):
        return date(int(found[3]), _MONTHS[found[1].lower()], int(found[2]))
    if found := _FIGURES.search(text):
        return _unordered(int(found[1]), int(found[2]), year=int(found[3]))
    if _SECONDS.match(text):
        return date.fromordinal(date(1970, 1, 1).toordinal() + int(text[:10]) // 86_400)
    raise UncertainDay(text)


def _unordered(first: int, second: int, *, year: int) -> date:
    """The day of two figures whose order is not told: only where one of them can be no month, or both agree."""
    if first > 12:
        return date(year, second, first)
    if second > 12 or first == second:
        return date(year, first, second)
    raise UncertainDay(f"{first}/{second}/{year}")
