"""Dates that lean on the day of publication: yesterday, last week, two years ago, on Tuesday, in May."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.read.dates import granules
from foedus.read.dates.granules import Stretch, moved, narrowed
from foedus.read.dates.wording import (
    AMOUNT,
    BETWEEN,
    EDGE,
    MONTH,
    ROUGH,
    UNIT,
    UNITS,
    WEEKDAY,
    WEEKDAYS,
    Context,
    Reading,
    Rule,
    amount,
    dated,
    edge_of,
    held,
    unit_name,
)

if TYPE_CHECKING:
    from datetime import date

_PART_OF_DAY = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "tonight": "TNI"}
_STEP = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "this": 0, "current": 0, "present": 0,
    "ongoing": 0, "latest": 0, "next": 1, "coming": 1, "following": 1, "upcoming": 1,
}  # fmt: skip


def _day(match: re.Match[str], context: Context) -> Reading | None:
    word = match["word"].lower()
    part = _PART_OF_DAY.get((match["part"] or word).lower(), "")
    shift = {"yesterday": -1, "last": -1, "overnight": -1, "tomorrow": 1}.get(word, 0)
    if context.anchor is None:
        return Reading(timex=f"XXXX-XX-XX{part}", kind="time" if part else "date", anchored=True)
    on = moved(context.anchor, by=shift, unit="day")
    return _part(on, part)


def _part(on: date | None, part: str) -> Reading | None:
    stretch = granules.day(on) if on else None
    if not stretch:
        return None
    return Reading(timex=stretch.timex + part, kind="time" if part else "date", stretch=stretch, anchored=True)


def _calendar_unit(match: re.Match[str], context: Context) -> Reading | None:
    """A unit counted from now: "last week", "early next year", "the end of the month"."""
    unit = unit_name(match["unit"])
    step = _STEP.get((match["step"] or "this").lower(), 0)
    if context.anchor is None:
        return Reading(timex=_unknown(unit), kind="date", anchored=True)
    if _title(match) or (unit == "quarter" and (match["step"] or "").lower() == "latest"):
        step = -1 if unit == "quarter" else step
        if unit != "quarter":
            return None
    # On a Sunday "last week" is the week that ends with it.
    if unit == "week" and step == -1 and context.anchor.weekday() == 6:
        step = 0
    holding = moved(context.anchor, by=step, unit=unit)
    stretch = granules.unit_of(unit, holding) if holding else None
    if not stretch:
        return None
    edge = edge_of(match)
    return dated(narrowed(stretch, edge) if edge else stretch, anchored=True)


def _title(match: re.Match[str]) -> bool:
    """Words in title case are a name: the programme "This Week"."""
    words = match[0].split()
    return len(words) > 1 and all(word[:1].isupper() for word in words) and not match[0].isupper()


def _unknown(unit: str) -> str:
    return {"week": "XXXX-WXX", "day": "XXXX-XX-XX", "month": "XXXX-XX", "quarter": "XXXX-QX"}.get(unit, "XXXX")


def _sooner(match: re.Match[str], context: Context) -> Reading | None:
    """The part of a running unit that lies behind or ahead: "earlier this year", "later this month"."""
    unit = unit_name(match["unit"])
    stretch = granules.unit_of(unit, context.anchor) if context.anchor else None
    if stretch is None or context.anchor is None:
        return Reading(timex=_unknown(unit), kind="date", anchored=True)
    since, until = stretch.since, stretch.until
    after = moved(context.anchor, by=1, unit="day")
    if match["way"].lower().startswith("ear") and after:
        until = min(until, after)
    elif match["way"].lower().startswith("lat"):
        since = context.anchor
    return dated(Stretch(since=since, until=until, timex=stretch.timex, unit=stretch.unit), anchored=True)


def _ago(match: re.Match[str], context: Context) -> Reading | None:
    """So many units back, or ahead; the stretch is as coarse as the unit."""
    unit = unit_name(match["unit"])
    ahead = bool(re.search(r"(?:from now|hence|later|on)\Z", match["way"].lower()))
    count = amount(match["amount"])
    away = match["way"].lower() not in {"ago", "from now", "hence", "back"}
    origin = context.latest.since if away and context.latest else context.anchor
    if count is None or origin is None or unit in {"second", "minute", "hour"}:
        return Reading(timex="FUTURE_REF" if ahead else "PAST_REF", kind="date", anchored=True)
    on = moved(origin, by=count if ahead else -count, unit=unit)
    # "A year ago" beside a quarter means that quarter of the year before.
    if unit == "year" and context.latest and context.latest.unit == "quarter":
        on = moved(context.latest.since, by=count if ahead else -count, unit=unit)
        return held("quarter", on)
    grain = "year" if unit in {"decade", "century"} else "day" if unit == "night" else unit
    return held(grain, on)


def _long_ago(_match: re.Match[str], _context: Context) -> Reading | None:
    return Reading(timex="PAST_REF", kind="date", anchored=True)


def _weekday(match: re.Match[str], context: Context) -> Reading | None:
    place = WEEKDAYS[match["weekday"][:3].lower()]
    part = _PART_OF_DAY.get((match["part"] or "").lower(), "")
    step = (match["step"] or "").lower()
    if context.anchor is None:
        return Reading(timex=f"XXXX-WXX-{place + 1}{part}", kind="time" if part else "date", anchored=True)
    back = (context.anchor.weekday() - place) % 7
    ahead = (place - context.anchor.weekday()) % 7
    if step in {"last", "past", "previous"}:
        shift = -(back or 7)
    elif step in {"next", "coming", "this coming", "following"}:
        shift = ahead or 7
    elif context.leaning(match.start()) == "future":
        shift = ahead
    else:
        shift = -back
    return _part(moved(context.anchor, by=shift, unit="day"), part)


def _window(match: re.Match[str], context: Context) -> Reading | None:
    """A stretch that ends or begins now: "the past five years", "the next two months"."""
    unit, step = unit_name(match["unit"]), match["step"].lower()
    count = amount(match["amount"] or "")
    timex = duration(count, unit)
    if context.anchor is None or (count is None and match["amount"]) or unit in {"second", "minute", "hour"}:
        return Reading(timex=timex, kind="duration", anchored=True)
    ahead = step in {"next", "coming", "following"}
    return span_from(context.anchor, by=(count or 1) if ahead else -(count or 1), unit=unit)


def span_from(anchor: date, *, by: float, unit: str) -> Reading | None:
    """The stretch of so many units that ends with the anchor, or begins with it where the number is positive."""
    away, after = moved(anchor, by=by, unit=unit), moved(anchor, by=1, unit="day")
    timex = duration(abs(by), unit)
    if away is None or after is None:
        return Reading(timex=timex, kind="duration", anchored=True)
    since, until = (away, after) if by < 0 else (anchor, away)
    if until <= since:
        return Reading(timex=timex, kind="duration", anchored=True)
    stretch = Stretch(since=since, until=until, timex=timex, unit="span")
    return Reading(timex=timex, kind="duration", stretch=stretch, anchored=True)


_LETTERS = {"day": "D", "night": "D", "week": "W", "weekend": "D", "month": "M", "quarter": "Q", "year": "Y"}
_CLOCK = {"second": "S", "minute": "M", "hour": "H"}


def duration(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a length of time.

    >>> duration(5, "year"), duration(None, "month"), duration(2, "decade"), duration(3, "hour")
    ('P5Y', 'PXM', 'P20Y', 'PT3H')
    """
    factor, unit = {"decade": (10, "year"), "century": (100, "year"), "fortnight": (2, "week")}.get(unit, (1, unit))
    if unit == "year" and count is not None and count % 1 == 0.5:
        return f"P{count:.0f}Y6M" if count % 2 == 0.5 else f"P{count - 0.5:.0f}Y6M"
    shown = "X" if count is None else f"{count * factor:g}" if count * factor < 1e5 else f"{count * factor:.0f}"
    return f"PT{shown}{_CLOCK[unit]}" if unit in _CLOCK else f"P{shown}{_LETTERS.get(unit, 'D')}"


_SPAN = {
    "day": 1,
    "night": 1,
    "weekend": 7,
    "week": 7,
    "month": 31,
    "quarter": 92,
    "year": 366,
    "decade": 3653,
    "century": 36525,
}


def _again(match: re.Match[str], context: Context) -> Reading | None:
    """A stretch told from the one named before it: "that year", "the following month"."""
    unit = unit_name(match["unit"])
    step = {"following": 1, "next": 1, "previous": -1, "preceding": -1, "prior": -1}.get(
        match["step"].lower().removeprefix("the "), 0
    )
    coarse = context.latest and (context.latest.until - context.latest.since).days > _SPAN.get(unit, 0)
    if context.latest is None or coarse:
        return Reading(timex=_unknown(unit), kind="date", anchored=True)
    holding = moved(context.latest.since, by=step, unit=unit)
    return held(unit, holding, anchored=False)


def _weekend(match: re.Match[str], context: Context) -> Reading | None:
    """The weekend just past, or the coming one where the clause looks ahead."""
    if context.anchor is None:
        return Reading(timex="XXXX-WXX-WE", kind="date", anchored=True)
    ahead = context.leaning(match.start()) == "future"
    holding = context.anchor if ahead or context.anchor.weekday() >= 5 else moved(context.anchor, by=-1, unit="week")
    return held("weekend", holding)


def _year_end(_: re.Match[str], context: Context) -> Reading | None:
    if context.anchor is None:
        return Reading(timex="XXXX-12-31", kind="date", anchored=True)
    return dated(granules.day_of(31, month=12, year=context.anchor.year), anchored=True)


def _vague(match: re.Match[str], _: Context) -> Reading | None:
    word = match[0].lower()
    now = re.match(
        r"(?:right )?now|current|at present|nowadays|these days|the present|at the moment|to date|this time", word
    )
    ahead = re.match(r"soon|.*future|.*coming|.*near term|.*short term|in due course|.*ahead", word)
    return Reading(timex="PRESENT_REF" if now else "FUTURE_REF" if ahead else "PAST_REF", kind="date", anchored=True)


_DAYPART = "(?P<part>morning|afternoon|evening|night)"
_CALENDAR_STEP = (
    "last|past|previous|this|the current|the coming|the next|the past|the last|the previous|"
    "the latest|current|next|the present|the upcoming"
)

RULES = tuple(
    Rule(pattern=re.compile(pattern), read=read)
    for pattern, read in (
        (
            (
                r"(?i:\b(?:(?:earlier|late|early|later) )?(?P<word>yesterday|today|tomorrow|"
                rf"tonight)\b(?!['’]s (?:world|society|generation))(?: {_DAYPART}\b)?)"
            ),
            _day,
        ),
        (rf"(?i:\b(?:(?:earlier|late|early|later) )?(?P<word>last|this) {_DAYPART}\b)", _day),
        (r"(?i:(?P<part>)\b(?P<word>overnight)\b)", _day),
        (
            (
                rf"(?i:{EDGE}\b(?:the )?(?P<step>last|past|previous|this|current|coming|next|present|"
                r"upcoming|latest) (?:calendar |fiscal |financial |academic )?(?P<unit>week|weekend|month|"
                r"quarter|year|decade|century)\b(?!-))"
            ),
            _calendar_unit,
        ),
        (
            (
                r"(?i:(?P<step>)(?P<edge>\b(?:the |mid-?|around )?(?:start|beginning|middle|end|rest|"
                r"remainder|close|course) of )(?:the )(?P<unit>week|month|quarter|year|decade|century)\b)"
            ),
            _calendar_unit,
        ),
        (
            (
                r"(?i:\b(?P<way>earlier|later|early|late|sometime)(?: in)? (?:this|the) (?P<unit>week|"
                r"month|year|decade|century|day)\b)"
            ),
            _sooner,
        ),
        (
            (
                rf"(?i:\b{ROUGH}(?P<amount>{AMOUNT}) {BETWEEN}(?P<unit>{UNITS})(?: or so)? (?P<way>ago|"
                r"earlier|later|before|previously|from now|hence|back|on)\b(?! the))"
            ),
            _ago,
        ),
        (
            rf"(?i:(?P<amount>\bmany|\bdecades|\byears|\bmonths|\bweeks)(?: (?P<unit>{UNITS}))? (?P<way>ago)\b)",
            _long_ago,
        ),
        (
            (
                r"(?:\b(?i:(?P<step>last|past|next|this coming|coming|this|previous|following)) |"
                rf"\b(?i:earlier|late|early|later|mid) )?(?P<weekday>{WEEKDAY})(?:,? "
                rf"(?i:{_DAYPART})\b)?(?!, {MONTH} \d| {MONTH} \d)"
            ),
            _weekday,
        ),
        (
            (
                r"(?i:\b(?:each of )?(?:the )?(?P<step>past|last|next|coming|previous|preceding|following|"
                rf"first|latest) (?P<amount>{AMOUNT}) {BETWEEN}(?P<unit>{UNITS})(?: or (?:so|more))?\b)"
            ),
            _window,
        ),
        (r"(?i:(?:(?<=\bover )|(?<=\bat )|(?<=\bduring )|(?<=\bon ))the weekend\b)", _weekend),
        (r"(?i:\b(?P<edge>(?:around |about )?year(?:['’]s)?[- ]end)\b)", _year_end),
        (
            (
                r"(?i:\b(?P<step>that|the same|the following|the preceding|the previous|the prior|the "
                rf"next) (?P<unit>{UNIT})\b(?!-))"
            ),
            _again,
        ),
        (
            (
                r"(?i:\b(?:right now|now|currently|at present|nowadays|these days|at the moment|recently|more recently|"
                r"recent (?:years|months|weeks|days|decades|times|quarters)(?: and (?:months|weeks|"
                r"years))?|(?<!as )soon(?! after| as)|"
                r"the (?:near |foreseeable |immediate |distant )?future|(?:the )?coming (?:years|months|"
                r"weeks|days|decades|quarters)|"
                r"the (?:recent |distant )?past|past (?:years|decades)|(?:the )?(?:days|weeks|months|"
                r"years) ahead|the near term|the short term)\b)"
            ),
            _vague,
        ),
    )
)
