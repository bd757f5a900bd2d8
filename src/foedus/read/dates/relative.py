"""Dates that lean on the day of publication: yesterday, last week, two years ago, on Tuesday, in May."""

from __future__ import annotations

import re
from datetime import date

from foedus.read.dates import granules
from foedus.read.dates.granules import Stretch, moved, narrowed
from foedus.read.dates.wording import (
    AMOUNT,
    BETWEEN,
    DAY,
    EDGE,
    MONTH,
    ROUGH,
    SEASON,
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
    month_number,
    ordinal,
    unit_name,
)

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


def _unit(unit: str, holding: date | None, *, anchored: bool = True) -> Reading | None:
    return dated(granules.unit_of(unit, holding), anchored=anchored) if holding else None


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
        return _unit("quarter", on)
    grain = "year" if unit in {"decade", "century"} else "day" if unit == "night" else unit
    return _unit(grain, on)


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


def _month(match: re.Match[str], context: Context) -> Reading | None:
    number = month_number(match["month"])
    step = (match["step"] or "").lower()
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
    return _unit(unit, holding, anchored=False)


def _weekend(match: re.Match[str], context: Context) -> Reading | None:
    """The weekend just past, or the coming one where the clause looks ahead."""
    if context.anchor is None:
        return Reading(timex="XXXX-WXX-WE", kind="date", anchored=True)
    ahead = context.leaning(match.start()) == "future"
    holding = context.anchor if ahead or context.anchor.weekday() >= 5 else moved(context.anchor, by=-1, unit="week")
    return _unit("weekend", holding)


def _year_end(_: re.Match[str], context: Context) -> Reading | None:
    if context.anchor is None:
        return Reading(timex="XXXX-12-31", kind="date", anchored=True)
    return dated(granules.day_of(31, month=12, year=context.anchor.year), anchored=True)


def _reported(match: re.Match[str], context: Context) -> Reading | None:
    """The quarter a report is about: the one named before, else the last that is over; "year-ago" is a year before it."""
    named = context.latest if context.latest and context.latest.unit == "quarter" else None
    if named and context.anchor and not match["back"] and (context.anchor - named.since).days > 366:
        named = None
    if context.anchor is None and named is None:
        return Reading(timex="XXXX-QX", kind="date", anchored=True)
    origin = named.since if named else context.anchor and moved(context.anchor, by=-1, unit="quarter")
    back = bool(match["back"]) and not (named and context.anchor and (context.anchor - named.since).days > 366)
    holding = origin and moved(origin, by=-1 if back else 0, unit="year")
    return _unit("quarter", holding)


def _vague(match: re.Match[str], _: Context) -> Reading | None:
    word = match[0].lower()
    now = re.match(
        r"(?:right )?now|current|at present|nowadays|these days|the present|at the moment|to date|this time", word
    )
    ahead = re.match(r"soon|.*future|.*coming|.*near term|.*short term|in due course|.*ahead", word)
    return Reading(timex="PRESENT_REF" if now else "FUTURE_REF" if ahead else "PAST_REF", kind="date", anchored=True)


def _ordinal_day(match: re.Match[str], context: Context) -> Reading | None:
    """A day of the running month told by its number alone: "on the 15th"."""
    place = ordinal(match["ordinal"])
    if place is None or place > 31:
        return None
    if context.anchor is None:
        return Reading(timex=f"XXXX-XX-{place:02d}", kind="date", anchored=True)
    stretch = granules.day_of(place, month=context.anchor.month, year=context.anchor.year)
    if stretch and stretch.since > context.anchor and context.leaning(match.start()) != "future":
        holding = moved(context.anchor, by=-1, unit="month")
        stretch = granules.day_of(place, month=holding.month, year=holding.year) if holding else None
    return dated(stretch, anchored=True)


_BESIDE_MONTH = r"(?i:(?<=\bin )|(?<=\blast )|(?<=\bsince )|(?<=\buntil )|(?<=\bby )|(?<=\bfrom )|(?<=\bto )|(?<=\bthrough )|(?<=\bduring )|(?<=\bbefore )|(?<=\bafter )|(?<=\bfor )|(?<=\band )|(?<=\bbetween )|(?<=\btill )|(?<=\bof )|(?<=\bending )|(?<=\bended )|(?<=\bthroughout ))"
_SURE = r"(?:January|February|April|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
_OPEN = r"(?:March|May)(?! [A-Z])(?!['’]s)"
_WHOSE = r"(?: (?:of )?(?P<whose>(?:last|this|next) year)| this year)?"
_STEPS = "last|past|this past|this coming|this|next|coming"
_DAYPART = "(?P<part>morning|afternoon|evening|night)"
_CALENDAR_STEP = "last|past|previous|this|the current|the coming|the next|the past|the last|the previous|the latest|current|next|the present|the upcoming"

RULES = tuple(
    Rule(pattern=re.compile(pattern), read=read)
    for pattern, read in (
        (
            rf"(?i:\b(?:(?:earlier|late|early|later) )?(?P<word>yesterday|today|tomorrow|tonight)\b(?!['’]s (?:world|society|generation))(?: {_DAYPART}\b)?)",
            _day,
        ),
        (rf"(?i:\b(?:(?:earlier|late|early|later) )?(?P<word>last|this) {_DAYPART}\b)", _day),
        (r"(?i:(?P<part>)\b(?P<word>overnight)\b)", _day),
        (
            rf"(?i:{EDGE}\b(?:the )?(?P<step>last|past|previous|this|current|coming|next|present|upcoming|latest) (?:calendar |fiscal |financial |academic )?(?P<unit>week|weekend|month|quarter|year|decade|century)\b(?!-))",
            _calendar_unit,
        ),
        (
            r"(?i:(?P<step>)(?P<edge>\b(?:the |mid-?|around )?(?:start|beginning|middle|end|rest|remainder|close|course) of )(?:the )(?P<unit>week|month|quarter|year|decade|century)\b)",
            _calendar_unit,
        ),
        (
            r"(?i:\b(?P<way>earlier|later|early|late|sometime)(?: in)? (?:this|the) (?P<unit>week|month|year|decade|century|day)\b)",
            _sooner,
        ),
        (
            rf"(?i:\b{ROUGH}(?P<amount>{AMOUNT}) {BETWEEN}(?P<unit>{UNITS})(?: or so)? (?P<way>ago|earlier|later|before|previously|from now|hence|back|on)\b(?! the))",
            _ago,
        ),
        (
            rf"(?i:(?P<amount>\bmany|\bdecades|\byears|\bmonths|\bweeks)(?: (?P<unit>{UNITS}))? (?P<way>ago)\b)",
            lambda match, _: Reading(timex="PAST_REF", kind="date", anchored=True),
        ),
        (
            rf"(?:\b(?i:(?P<step>last|past|next|this coming|coming|this|previous|following)) |\b(?i:earlier|late|early|later|mid) )?(?P<weekday>{WEEKDAY})(?:,? (?i:{_DAYPART})\b)?(?!, {MONTH} \d| {MONTH} \d)",
            _weekday,
        ),
        (rf"{EDGE}(?:\b(?i:(?P<step>{_STEPS})) )(?P<month>{MONTH})(?P<whose>)(?! \d)", _month),
        (rf"{EDGE}\b(?P<step>)(?P<month>{_SURE}|{_BESIDE_MONTH}{_OPEN}){_WHOSE}(?! \d|\w)", _month),
        (
            rf"(?P<step>)(?P<edge>\b(?:[Tt]he )?(?:[Ee]arly|[Mm]id|[Ll]ate|(?:end|beginning|start|middle) of)[ -])(?P<month>{MONTH}){_WHOSE}(?! \d|\w)",
            _month,
        ),
        (
            rf"(?:(?P<weekday>{WEEKDAY}),? (?:the )?)?\b(?P<month>{MONTH}) (?:the )?(?P<day>{DAY})(?!\w|-\d|,? ?\d{{4}})(?:,? (?:of )?(?P<whose>(?:last|this|next) year))?",
            _month_day,
        ),
        (
            rf"(?:(?P<weekday>{WEEKDAY}),? (?:the )?)?(?<![\w.,-])(?P<day>{DAY})[ -](?:of )?(?P<month>{MONTH})(?!\w|,? ?\d{{4}})(?:,? (?P<whose>(?:last|this|next) year))?",
            _month_day,
        ),
        (
            rf"(?i:{EDGE}\b(?P<step>last|this past|this coming|this|next|past|the coming|the) (?P<season>{SEASON})\b(?! (?:of|in|from|apart)\b))",
            _season,
        ),
        (
            r"(?i:(?:\b(?:the|this|(?P<whose>last year['’]s|next year['’]s|this year['’]s|the year-ago|the year-earlier)) )?(?:fiscal[ -])?\b(?P<ordinal>first|second|third|fourth|final)[ -]quarter\b)",
            _quarter,
        ),
        (
            rf"(?i:\b(?:each of )?(?:the )?(?P<step>past|last|next|coming|previous|preceding|following|first|latest) (?P<amount>{AMOUNT}) {BETWEEN}(?P<unit>{UNITS})(?: or (?:so|more))?\b)",
            _window,
        ),
        (r"(?i:(?:(?<=\bover )|(?<=\bat )|(?<=\bduring )|(?<=\bon ))the weekend\b)", _weekend),
        (r"(?i:\b(?P<edge>(?:around |about )?year(?:['’]s)?[- ]end)\b)", _year_end),
        (
            r"(?i:\b(?:the )?(?:(?P<back>year-ago|year-earlier|comparable year-ago|corresponding year-ago)|latest)"
            r" (?P<grain>quarter|period|third quarter|year)\b)",
            _reported,
        ),
        (r"(?i:\b(?P<back>year-ago|year-earlier)(?P<grain>)\b)", _reported),
        (r"(?i:(?P<back>)(?<=\bin )(?P<grain>the quarter)\b|(?<=\bfor )the quarter\b)", _reported),
        (
            rf"(?i:\b(?P<step>that|the same|the following|the preceding|the previous|the prior|the next) (?P<unit>{UNIT})\b(?!-))",
            _again,
        ),
        (
            r"(?i:\b(?:right now|now|currently|at present|nowadays|these days|at the moment|recently|more recently|"
            r"recent (?:years|months|weeks|days|decades|times|quarters)(?: and (?:months|weeks|years))?|(?<!as )soon(?! after| as)|"
            r"the (?:near |foreseeable |immediate |distant )?future|(?:the )?coming (?:years|months|weeks|days|decades|quarters)|"
            r"the (?:recent |distant )?past|past (?:years|decades)|(?:the )?(?:days|weeks|months|years) ahead|the near term|the short term)\b)",
            _vague,
        ),
    )
)
