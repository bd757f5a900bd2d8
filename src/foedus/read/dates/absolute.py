"""Dates that need no anchor: days, months, quarters, seasons, years, decades and centuries written out."""

from __future__ import annotations

import re
from datetime import date

from foedus.read.dates import granules
from foedus.read.dates.granules import Stretch, narrowed
from foedus.read.dates.wording import (
    DAY,
    EDGE,
    MONTH,
    ORDINAL,
    SEASON,
    TENS,
    WEEKDAY,
    YEAR,
    Context,
    Reading,
    Rule,
    dated,
    edge_of,
    month_number,
    ordinal,
)
from foedus.read.numerals import WORDS, number


def _edged(stretch: Stretch | None, match: re.Match[str]) -> Reading | None:
    edge = edge_of(match)
    return dated(narrowed(stretch, edge) if stretch and edge else stretch)


def _iso(match: re.Match[str], _: Context) -> Reading | None:
    return dated(granules.day_of(int(match["day"]), month=int(match["month"]), year=int(match["year"])))


def _slashed(match: re.Match[str], _: Context) -> Reading | None:
    """Only where the order of day and month shows; "03/04/2021" is kept as written."""
    first, second, written = int(match[1]), int(match[2]), match[3]
    full = int(written) + (0 if len(written) == 4 else 1900 if int(written) > 49 else 2000)
    if first <= 12 and second <= 12 and first != second and "." not in match[0]:
        return Reading(timex="XXXX-XX-XX", kind="date")
    day, month = (second, first) if second > 12 else (first, second)
    return dated(granules.day_of(day, month=month, year=full))


def _full_day(match: re.Match[str], _: Context) -> Reading | None:
    day = int(re.sub(r"\D", "", match["day"]))
    return dated(granules.day_of(day, month=month_number(match["month"]), year=int(match["year"])))


def _days(match: re.Match[str], context: Context) -> Reading | None:
    """Days of one month, both named: "May 5-8, 2021"."""
    from_day, to_day = (int(re.sub(r"\D", "", match[key])) for key in ("day", "until"))
    year = int(match["year"]) if match["year"] else context.anchor.year if context.anchor else None
    month = month_number(match["month"])
    if year is None:
        return Reading(timex=f"XXXX-{month:02d}-{from_day:02d}/XXXX-{month:02d}-{to_day:02d}", kind="date")
    first, last = (granules.day_of(day, month=month, year=year) for day in (from_day, to_day))
    if first is None or last is None or last.until <= first.since:
        return None
    timex = f"{first.timex}/{last.timex}"
    stretch = Stretch(since=first.since, until=last.until, timex=timex, unit="days")
    return dated(stretch, anchored=not match["year"])


def _month(match: re.Match[str], _: Context) -> Reading | None:
    return _edged(granules.month(month_number(match["month"]), int(match["year"])), match)


_QUARTER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


def _quarter(match: re.Match[str], _: Context) -> Reading | None:
    written = match["ordinal"].lower()
    place = _QUARTER.get(written) or int(re.sub(r"\D", "", written))
    return _edged(granules.quarter(place, int(match["year"])), match)


def _half(match: re.Match[str], _: Context) -> Reading | None:
    return dated(granules.half(1 if match["ordinal"].lower() in {"first", "1st"} else 2, int(match["year"])))


def _season(match: re.Match[str], _: Context) -> Reading | None:
    return _edged(granules.season(match["season"].lower(), int(match["year"])), match)


def _decade(match: re.Match[str], context: Context) -> Reading | None:
    written = match["decade"].lower()
    short = TENS.get(written) or int(re.sub(r"\D", "", written))
    if short >= 1000:
        first = short
    else:
        # A decade without its century is of the twentieth, unless that century could not have seen it yet.
        latest = context.anchor.year if context.anchor else 0
        first = 2000 + short if short < 30 and latest >= 2000 + short else 1900 + short
    return _edged(granules.decade(first), match)


def _century(match: re.Match[str], _: Context) -> Reading | None:
    place = ordinal(match["ordinal"])
    if place is None or not 1 <= place <= 22:
        return None
    return _edged(granules.century(place), match)


_COUNTABLE = re.compile(
    r"\s+(?:\w+(?:-\w+)*\s+){0,2}?(?:troops|soldiers|people|men|women|children|personnel|civilians|refugees|students|"
    r"workers|tons|tonnes|miles|kilomet(?:er|re)s|km|met(?:er|re)s|feet|acres|hectares|dollars|euros|rubles|roubles|"
    r"points|jobs|units|barrels|percent|pounds|kilograms|kg|mph|calories|watts|MW|GW|hours|"
    r"minutes|calls|cases|deaths)\b"
)
_COMPANY = re.compile(
    r"(?:\b(?:in|since|by|of|from|until|till|to|through|during|before|after|between|and|or|the|a|an|for|late|early|mid|"
    r"circa|around|about|its|their|his|her|our|than|year|as|back|fiscal|FY|into|throughout|beyond|on|this|that|with|at|"
    r"election|due|ending|ended|prior|post|pre|under|per|when|despite|like)\s+(?:\()?|[(\[,;:—–-]\s*|['’]s?\s+)\Z",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b[A-Z][\w’'-]*[ -]\Z")
_NOT_NAMED = re.compile(
    r"(?:Vision|Agenda|Resolution|No\.|Nos\.|Article|Room|Boeing|Airbus|Route|Flight|Windows|"
    r"Channel|ISO|Model|Type|Order|"
    r"Section|Chapter|Page|Mach|Suite|Highway|Interstate|Figure|Table|Public Law|Directive|Regulation|"
    r"\b[A-Z][a-z]?)[ -]\Z"
)
_PLURAL = re.compile(
    r"\s+(?!(?:was|is|has|as|this|his|its|us|series|process|crisis|access|across|plus|perhaps)\b)[a-z]{3,}[^s\W]s\b"
)
#: A singular noun follows: "that 1978 resolution"; figures are followed by plurals.
_ADJECTIVE = re.compile(
    r" (?!(?:and|or|of|in|on|at|by|to|for|from|over|with|were|was|are|is|have|had|has|the|"
    r"more|have|who|that|which|when|per|"
    r"into|out|each|people|than|as|after|before|since|under|between|against|during|while|may|"
    r"will|would|could)\b)[a-z]{3,}(?<!s)(?<!ed)\b"
)
_DETERMINED = re.compile(
    r"(?:\b(?:the|its|their|his|her|our|a|an|this|since|in|by|until|during)|['’]s?)\s+\Z", re.IGNORECASE
)
_NEVER = re.compile(
    r"(?:\b(?:over|nearly|almost|than|some|about|around|approximately|roughly|of|at least)\s+)\Z", re.IGNORECASE
)


def _year(match: re.Match[str], _: Context) -> Reading | None:
    """A bare number is a year only in fit company: a preposition, a name, a bracket; never before a counted noun."""
    text, start, end = match.string, match.start("year"), match.end("year")
    before = text[max(0, start - 24) : start]
    if _COUNTABLE.match(text, end) or (
        text[end : end + 1] == "-" and text[end : end + 8].lower().startswith("-strong")
    ):
        return None
    if (
        _PLURAL.match(text, end)
        and not match["fiscal"]
        and (_NEVER.search(before) or not (_DETERMINED.search(before) or _NAMED.search(before)))
    ):
        return None
    if _NOT_NAMED.search(before):
        return None
    if (
        match["edge"]
        or match["fiscal"]
        or _COMPANY.search(before)
        or _NAMED.search(before)
        or _ADJECTIVE.match(text, end)
        or _lonely(text, start, end)
    ):
        return _edged(granules.year(int(match["year"])), match)
    return None


def _lonely(text: str, start: int, end: int) -> bool:
    """At the head of a sentence before a comma, or alone on its line."""
    before = text[max(0, start - 2) : start].strip()
    return before in {"", ".", "“", '"'} and (not text[end:].strip() or text[end : end + 1] in ",.:")


def _spelled_year(match: re.Match[str], _: Context) -> Reading | None:
    tail = (match["tail"] or "").lower()
    if match["head"]:
        rest = 0.0 if tail == "hundred" else number(tail.removeprefix("oh-").removeprefix("oh "))
        head = number(match["head"])
    else:
        head, rest = 20.0, number(tail) if tail else 0.0
    if head is None or rest is None or rest > 99:
        return None
    return dated(granules.year(int(head * 100 + rest)))


def _years(match: re.Match[str], _: Context) -> Reading | None:
    first = int(match["first"])
    last = int(match["last"]) if len(match["last"]) == 4 else first // 100 * 100 + int(match["last"])
    if not first < last < first + 400:
        return None
    timex = f"{first}/{last}"
    return dated(Stretch(since=date(first, 1, 1), until=date(last + 1, 1, 1), timex=timex, unit="years"))


_TAIL = (
    r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[- ](?:one|two|three|four|five|six|seven|"
    r"eight|nine))?)"
)
_PAST_NOUN = r"(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th)"

RULES = tuple(
    Rule(pattern=re.compile(pattern), read=read)
    for pattern, read in (
        (r"(?<![\d-])(?P<year>(?:1[6-9]|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?!\d)", _iso),
        (r"(?<![\d/.])(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d|\d\d)(?![\d/]|\.\d)", _slashed),
        (
            rf"(?:{WEEKDAY},? (?:the )?)?\b(?P<month>{MONTH}) (?:the )?(?P<day>{DAY}),? (?:of )?(?P<year>{YEAR})",
            _full_day,
        ),
        (
            (
                rf"(?:{WEEKDAY},? (?:the )?)?(?<![\w.,-])(?P<day>{DAY})[ -](?:of )?(?P<month>{MONTH})[ "
                rf"-,]+(?P<year>{YEAR})"
            ),
            _full_day,
        ),
        (rf"\b(?P<month>{MONTH}) (?P<day>{DAY})(?:-|–| to | and )(?P<until>{DAY})(?:,? (?P<year>{YEAR}))?", _days),
        (rf"(?<![\w.,-])(?P<day>{DAY})(?:-|–| to )(?P<until>{DAY}) (?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?", _days),
        (rf"{EDGE}\b(?P<month>{MONTH})(?:,? | of )(?:the year )?(?P<year>{YEAR})", _month),
        (
            (
                rf"{EDGE}(?i:\b(?:the )?(?:fiscal )?(?P<ordinal>{_PAST_NOUN})[ -]quarters?(?: of|,)?(?: "
                rf"fiscal)? )(?P<year>{YEAR})"
            ),
            _quarter,
        ),
        (rf"(?P<edge>)\b(?:the )?(?P<year>{YEAR})(?:['’]s)? (?P<ordinal>{_PAST_NOUN})[ -]quarter", _quarter),
        (rf"(?P<edge>)\b(?P<ordinal>Q[1-4]),?(?: of)? (?P<year>{YEAR})", _quarter),
        (
            rf"(?i:\b(?:the )?(?P<ordinal>first|second|latter|last|1st|2nd) (?:half|six months) of )(?P<year>{YEAR})",
            _half,
        ),
        (rf"{EDGE}\b(?i:(?:the )?(?P<season>{SEASON})(?: of|,)? )(?P<year>{YEAR})", _season),
        (rf"{EDGE}\b(?:the )?(?P<decade>(?:1[0-9]|20)\d0['’]?s\b)", _decade),
        (rf"{EDGE}\bthe (?P<decade>['’‘]?\d0['’]?s\b)", _decade),
        (rf"(?i:{EDGE}\bthe (?P<decade>{'|'.join(TENS)})\b)", _decade),
        (rf"(?i:{EDGE}(?:\bthe )?\b(?P<ordinal>{ORDINAL})[ -]century\b)", _century),
        (
            (
                rf"(?i:{EDGE}(?:\bthe (?:fiscal )?year )?(?P<fiscal>\b(?:fiscal(?: year)?|FY) "
                rf"?)?)(?P<year>{YEAR})(?!-\d\d(?!\d))"
            ),
            _year,
        ),
        (
            (
                rf"(?i:\b(?:the year )?(?P<head>eighteen|nineteen|twenty)[- ](?P<tail>(?>{_TAIL}|oh[- "
                r"]\w+))\b)(?! [a-z]+s\b)"
            ),
            _spelled_year,
        ),
        (rf"(?i:\bthe year (?P<head>)two thousand(?: and)?(?: (?P<tail>{WORDS}))?\b)", _spelled_year),
        (rf"(?<![\w-])(?P<first>{YEAR})(?:-|–|/)(?P<last>{YEAR}|\d\d)(?![\d-])", _years),
    )
)
