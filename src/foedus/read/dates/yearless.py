"""Dates told without their year: in May, on May 5, last summer; the day of publication decides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.read.dates import granules
from foedus.read.dates.granules import Stretch, moved, narrowed
from foedus.read.dates.wording import (
    DAY,
    EDGE,
    MONTH,
    SEASON,
    WEEKDAY,
    WEEKDAYS,
    Context,
    Reading,
    Rule,
    dated,
    edge_of,
    held,
    month_number,
    ordinal,
)

if TYPE_CHECKING:
    from datetime import date


def _month(match: re.Match[str], context: Context) -> Reading | None:
    number = month_number(match["month"])
    step = (match["step"] or "").lower()
    if "following" in step and context.latest:
        first = context.latest.since
        year = first.year + (number <= first.month)
        return dated(granules.month(number, year))
    if context.anchor is None:
        return Reading(timex=f"XXXX-{number:02d}", kind="date", anchored=True)
    year = _year_of(number, context.anchor, step=step, leaning=context.leaning(match.start()))
    whose = (match["whose"] or "").lower()
    if whose:
        year = context.anchor.year + (-1 if "last" in whose else 1 if "next" in whose else 0)
    stretch = granules.month(number, year)
    edge = edge_of(match)
    return dated(narrowed(stretch, edge) if stretch and edge else stretch, anchored=True)


def _year_of(month: int, anchor: date, *, step: str, leaning: str | None) -> int:
    """The year of a month named without one: by its adjective, else by tense, else the nearest."""
    if step in {"last", "past"}:
        return anchor.year if month < anchor.month else anchor.year - 1
    if step in {"next", "coming", "this coming"}:
        return anchor.year if month > anchor.month else anchor.year + 1
    if step == "this":
        return anchor.year
    nearest = min((anchor.year, anchor.year - 1, anchor.year + 1), key=lambda year: _gap(year, month, anchor))
    by_tense = nearest
    if leaning == "past":
        by_tense = anchor.year if month <= anchor.month else anchor.year - 1
    elif leaning == "future":
        by_tense = anchor.year if month >= anchor.month else anchor.year + 1
    # Tense is read from one cue; a month close at hand outweighs it against one most of a year away.
    return nearest if _gap(nearest, month, anchor) <= 3 and _gap(by_tense, month, anchor) >= 8 else by_tense


def _gap(year: int, month: int, anchor: date) -> float:
    """Months between, with half a month's favour for the past."""
    gap = (year - anchor.year) * 12 + month - anchor.month
    return abs(gap + 0.5)


def _month_day(match: re.Match[str], context: Context) -> Reading | None:
    month, number = month_number(match["month"]), int(re.sub(r"\D", "", match["day"]))
    if context.anchor is None:
        return Reading(timex=f"XXXX-{month:02d}-{number:02d}", kind="date", anchored=True)
    anchor = context.anchor
    whose = (match["whose"] or "").lower()
    if whose:
        years = [anchor.year + (-1 if "last" in whose else 1 if "next" in whose else 0)]
    else:
        years = [anchor.year, anchor.year - 1, anchor.year + 1]
    days = [stretch for year in years if (stretch := granules.day_of(number, month=month, year=year))]
    leaning = context.leaning(match.start())
    named = (match["weekday"] or "")[:3].lower()
    agreeing = [one for one in days if named and one.since.weekday() == WEEKDAYS[named]]
    if agreeing:
        return dated(agreeing[0], anchored=True)
    return dated(_nearest(days, anchor=anchor, leaning=leaning), anchored=True)


def _nearest(days: list[Stretch], *, anchor: date, leaning: str | None) -> Stretch | None:
    """The day that tense asks for, unless another is close at hand and that one is most of a year away."""

    def away(one: Stretch) -> int:
        return abs((one.since - anchor).days)

    fit = [
        one for one in days if leaning is None or (one.since <= anchor) == (leaning != "future") or one.since == anchor
    ]
    by_tense, nearest = min(fit or days, key=away, default=None), min(days, key=away, default=None)
    if by_tense and nearest and away(by_tense) > 240 and away(nearest) < 90:
        return nearest
    return by_tense


def _season(match: re.Match[str], context: Context) -> Reading | None:
    name, step = match["season"].lower(), (match["step"] or "this").lower()
    if context.anchor is None:
        return Reading(timex=f"XXXX-{granules.SEASONS[name][1]}", kind="date", anchored=True)
    year = context.anchor.year
    seasons = [one for each in (year - 2, year - 1, year, year + 1) if (one := granules.season(name, each))]
    if step in {"last", "this past", "past"}:
        fit = [one for one in seasons if one.until <= context.anchor][-1:]
    elif step in {"next", "coming", "this coming"}:
        fit = [one for one in seasons if one.since > context.anchor][:1]
    else:
        fit = [one for one in seasons if one.since.year == year]
    edge = edge_of(match)
    return dated(narrowed(fit[0], edge) if edge else fit[0], anchored=True) if fit else None


_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}


def _quarter(match: re.Match[str], context: Context) -> Reading | None:
    place = _PLACES[match["ordinal"].lower()]
    if context.anchor is None:
        return Reading(timex=f"XXXX-Q{place}", kind="date", anchored=True)
    whose = (match["whose"] or "").lower()
    year = context.anchor.year + (
        -1 if "last" in whose or "ago" in whose or "earlier" in whose else 1 if "next" in whose else 0
    )
    stretch = granules.quarter(place, year)
    # A quarter not yet begun, without a word for the future, is last year's.
    if not whose and stretch and stretch.since > context.anchor and context.leaning(match.start()) != "future":
        stretch = granules.quarter(place, year - 1)
    return dated(stretch, anchored=True)


def _reported(match: re.Match[str], context: Context) -> Reading | None:
    """The quarter a report is about: the one named before, else the last one over; "year-ago" is a year earlier."""
    named = context.latest if context.latest and context.latest.unit == "quarter" else None
    if named and context.anchor and not match["back"] and (context.anchor - named.since).days > 366:
        named = None
    if context.anchor is None and named is None:
        return Reading(timex="XXXX-QX", kind="date", anchored=True)
    origin = named.since if named else context.anchor and moved(context.anchor, by=-1, unit="quarter")
    back = bool(match["back"]) and not (named and context.anchor and (context.anchor - named.since).days > 366)
    holding = origin and moved(origin, by=-1 if back else 0, unit="year")
    return held("quarter", holding)


def _ordinal_day(match: re.Match[str], context: Context) -> Reading | None:
    """A day told by its number alone, "on the 15th": of the month spoken of, else of the running one."""
    place = ordinal(match["ordinal"])
    if place is None or place > 31:
        return None
    if context.anchor is None:
        return Reading(timex=f"XXXX-XX-{place:02d}", kind="date", anchored=True)
    if context.latest and context.latest.unit in {"day", "month"}:
        return dated(granules.day_of(place, month=context.latest.since.month, year=context.latest.since.year))
    stretch = granules.day_of(place, month=context.anchor.month, year=context.anchor.year)
    if stretch and stretch.since > context.anchor and context.leaning(match.start()) != "future":
        holding = moved(context.anchor, by=-1, unit="month")
        stretch = granules.day_of(place, month=holding.month, year=holding.year) if holding else None
    return dated(stretch, anchored=True)


def _feast(match: re.Match[str], context: Context) -> Reading | None:
    """New Year's or Christmas Day, or the day before: the nearest that the tense allows."""
    christmas, eve = match["feast"] == "Christmas", match["eve"] == "Eve"
    month, place = (12, 24 if eve else 25) if christmas else (12, 31) if eve else (1, 1)
    near = context.anchor or (context.latest.since if context.latest else None)
    if near is None:
        return Reading(timex=f"XXXX-{month:02d}-{place:02d}", kind="date", anchored=True)
    ahead = context.leaning(match.start()) == "future"
    days = [granules.day_of(place, month=month, year=near.year + step) for step in (-1, 0, 1)]
    held_back = [each for each in days if each and (each.since >= near if ahead else each.since <= near)]
    return dated(held_back[0] if ahead else held_back[-1], anchored=True)


_BESIDE_MONTH = (
    r"(?i:(?<=\bin )|(?<=\blast )|(?<=\bsince )|(?<=\buntil )|(?<=\bby )|(?<=\bfrom )|"
    r"(?<=\bto )|(?<=\bthrough )|(?<=\bduring )|(?<=\bbefore )|(?<=\bafter )|(?<=\bfor )|"
    r"(?<=\band )|(?<=\bbetween )|(?<=\btill )|(?<=\bof )|(?<=\bending )|(?<=\bended )|"
    r"(?<=\bthroughout ))"
)


_SURE = (
    r"(?:January|February|April|June|July|August|September|October|November|December|Jan\.|"
    r"Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
)


_OPEN = r"(?:March|May)(?! [A-Z])(?!['’]s)"


_WHOSE = r"(?: (?:of )?(?P<whose>(?:last|this|next) year)| this year)?"


_STEPS = "last|past|this past|this coming|this|next|coming|the following|following"

RULES = tuple(
    Rule(pattern=re.compile(pattern), read=read)
    for pattern, read in (
        (rf"{EDGE}(?:\b(?i:(?P<step>{_STEPS})) )(?P<month>{MONTH})(?P<whose>)(?! \d)", _month),
        (rf"{EDGE}\b(?P<step>)(?P<month>{_SURE}|{_BESIDE_MONTH}{_OPEN}){_WHOSE}(?! \d|\w)", _month),
        (
            (
                r"(?P<step>)(?P<edge>\b(?:[Tt]he )?(?:[Ee]arly|[Mm]id|[Ll]ate|(?:end|beginning|start|"
                rf"middle) of)[ -])(?P<month>{MONTH}){_WHOSE}(?! \d|\w)"
            ),
            _month,
        ),
        (
            (
                rf"(?:(?P<weekday>{WEEKDAY}),? (?:the )?)?\b(?P<month>{MONTH}) (?:the "
                rf")?(?P<day>{DAY})(?!\w|-\d|,? ?\d{{4}})(?:,? (?:of )?(?P<whose>(?:last|this|next) year))?"
            ),
            _month_day,
        ),
        (
            (
                rf"(?:(?P<weekday>{WEEKDAY}),? (?:the )?)?(?<![\w.,-])(?P<day>{DAY})[ -](?:of "
                rf")?(?P<month>{MONTH})(?!\w|,? ?\d{{4}})(?:,? (?P<whose>(?:last|this|next) year))?"
            ),
            _month_day,
        ),
        (
            (
                rf"(?i:{EDGE}\b(?P<step>last|this past|this coming|this|next|past|the coming|the) "
                rf"(?P<season>{SEASON})\b(?! (?:of|in|from|apart)\b))"
            ),
            _season,
        ),
        (
            (
                r"(?i:(?:\b(?:the|this|(?P<whose>last year['’]s|next year['’]s|this year['’]s|the "
                r"year-ago|the year-earlier)) )?(?:fiscal[ -])?\b(?P<ordinal>first|second|third|fourth|"
                r"final)[ -]quarter\b)"
            ),
            _quarter,
        ),
        (
            (
                r"(?i:\b(?:the )?(?:(?P<back>year-ago|year-earlier|comparable year-ago|corresponding year-ago)|latest)"
                r" (?P<grain>quarter|period|third quarter|year)\b)"
            ),
            _reported,
        ),
        (r"(?i:\b(?P<back>year-ago|year-earlier)(?P<grain>)\b)", _reported),
        (r"(?i:(?P<back>)(?<=\bin )(?P<grain>the quarter)\b|(?<=\bfor )the quarter\b)", _reported),
        (
            (
                r"(?:(?<=\bOn )|(?<=\bBy )|(?<=\b(?:evening|morning) of ))the (?P<ordinal>\d\d?(?:st|nd|rd|th))\b"
                r"(?! (?:century|anniversary|birthday|floor|parallel|round|day|Army|Fleet|Brigade|Congress)\b)"
            ),
            _ordinal_day,
        ),
        (r"\b(?P<feast>New Year(?=['’]s)|New Year|Christmas)(?:['’]s)?(?: (?P<eve>Day|Eve))?\b(?! [a-z]+s\b)", _feast),
        (r"(?<=\bon )the (?P<ordinal>\d\d?(?:st|nd|rd|th))\b(?=[,.;]|\s*\Z| (?:and|when|as|at)\b)", _ordinal_day),
    )
)
