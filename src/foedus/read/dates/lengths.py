"""Lengths of time and times that come again: "for three years", "the two-week drill", "every month", "daily"."""

from __future__ import annotations

import re

from foedus.read.dates.relative import duration, span_from
from foedus.read.dates.wording import (
    AMOUNT,
    BETWEEN,
    MONTH,
    ROUGH,
    UNIT,
    UNITS,
    WEEKDAY,
    Context,
    Reading,
    Rule,
    amount,
    unit_name,
)

_UP_TO_NOW = re.compile(
    r"\b(?:has|have|had|['’]ve|having)\b(?:\s+\w+){0,12}?\s+(?:for|in|over|during)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_DEADLINE = re.compile(r"\bwithin\s+\Z", re.IGNORECASE)
_RATE = re.compile(
    r"(?:[\d%]|\b(?:million|billion|trillion|thousand|dozen|hundred|cents|times|percent))(?:\s+[a-z]+)?\s+\Z"
)
_IN = re.compile(r"\bin\s+\Z", re.IGNORECASE)


def _length(match: re.Match[str], context: Context) -> Reading | None:
    """A bare length is dated only where the clause runs up to now, or where it is a deadline ahead."""
    unit = unit_name(match["unit"])
    count = amount(match["amount"])
    plain = Reading(timex=duration(count, unit), kind="duration")
    if count is None or unit in {"second", "minute", "hour"}:
        return plain
    before = match.string[max(0, match.start() - 90) : match.start()]
    if match["amount"].lower() in {"a", "an"} and (unit in {"second", "quarter"} or _RATE.search(before)):
        return None
    way = -1 if _UP_TO_NOW.search(before) else 1 if _DEADLINE.search(before) else 0
    if not way and _IN.search(before) and context.leaning(match.start()) == "future":
        way = 1
    if not way:
        return plain
    if context.anchor is None:
        return Reading(timex=plain.timex, kind="duration", anchored=True)
    return span_from(context.anchor, by=way * count, unit=unit)


def _adjective(match: re.Match[str], _: Context) -> Reading | None:
    return Reading(timex=duration(amount(match["amount"].rstrip("-")), unit_name(match["unit"])), kind="duration")


def _unnumbered(match: re.Match[str], _: Context) -> Reading | None:
    return Reading(timex=duration(None, unit_name(match["unit"])), kind="duration")


_OFTEN = {"hourly": "PT1H", "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y"}


def _often(match: re.Match[str], _: Context) -> Reading | None:
    return Reading(timex=_OFTEN[match["word"].lower()], kind="set")


def _every(match: re.Match[str], _: Context) -> Reading | None:
    unit = match["unit"]
    if unit:
        return Reading(timex=duration(1, unit_name(unit)), kind="set")
    return Reading(timex="XXXX-WXX" if match["weekday"] else "XXXX-XX", kind="set")


def _rate(match: re.Match[str], _: Context) -> Reading | None:
    return Reading(timex=duration(1, unit_name(match["unit"])), kind="set")


RULES = tuple(
    Rule(pattern=re.compile(pattern), read=read)
    for pattern, read in (
        (
            (
                rf"(?i:(?:\bthe (?:first |full |entire |whole )?)?\b{ROUGH}(?P<amount>{AMOUNT})(?: (?:or|"
                rf"to) {AMOUNT})? {BETWEEN}(?P<unit>{UNITS})\b(?!-| old\b| ago\b))"
            ),
            _length,
        ),
        (
            rf"(?i:\b(?P<amount>(?:{AMOUNT}|multi|several)-)(?P<unit>{UNIT})(?:-(?:old|long|plus))?\b)",
            _adjective,
        ),
        (
            (
                r"(?i:(?:(?<=\bfor )|(?<=\bover )|(?<=\bafter )|(?<=\bwithin )|(?<=\bin )|(?<=\btake )|"
                r"(?<=\bof ))(?:the )?(?P<unit>days|weeks|months|years|decades|centuries)\b(?! \d))"
            ),
            _unnumbered,
        ),
        (r"\b(?P<word>hourly|daily|weekly|monthly|yearly|annually)\b", _often),
        (
            (
                rf"(?:\b(?i:every|each) (?:other |single )?(?:(?P<unit>(?i:{UNIT}))\b|"
                rf"(?P<weekday>{WEEKDAY})|(?P<month>{MONTH})))"
            ),
            _every,
        ),
        (rf"(?i:\bper (?P<unit>{UNIT})\b)", _rate),
    )
)
