"""Figures of a text with their bounds, their unit and what they count: raw text enters, `Quantity` rows leave."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.read.dates import ends
from foedus.read.numerals import NUMERAL
from foedus.read.quantities.amounts import AMOUNT, SCALED, Amount, amount, ranged, single
from foedus.read.quantities.nouns import counted, of_time
from foedus.read.quantities.units import SIGN, SIGNS, UNIT, factor, symbol
from foedus.values import Quantity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANY = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty|hundreds?|thousands?|"
    r"millions?|billions?|trillion|dozens?|scores)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    rf"(?P<rough>\b(?i:(?:[a-z]+ ){{0,2}}?(?:at least|more than|over|up to|about|around|nearly|"
    r"almost|some|less than|under|"
    r"roughly|approximately|an estimated|as much as|well over|only|just) )|"
    r")(?P<tilde>[~≈])?(?P<pair>(?i:\b(?:from|between) ))?"
    rf"(?P<sign>(?<![\w$])(?:{SIGN}))\s?(?P<value>\d[\d,]*(?:\.\d+)?{SCALED})"
    rf"(?:(?P<join>\s?[-–—]\s?|(?i: (?:to|and|or) ))(?:{SIGN})?(?P<upper>\d[\d,]*(?:\.\d+)?{SCALED}))?(?P<plus>\+)?"
)
_MEASURE = re.compile(rf"{AMOUNT}(?P<gap>-|[  ]?)(?P<unit>(?i:{UNIT}))(?![\w])")
_STRONG = re.compile(rf"(?P<one>{NUMERAL})-strong\b", re.IGNORECASE)
_PLAIN = re.compile(AMOUNT)
_MILITARY = re.compile(
    r"exercis|drill|force|arm(?:y|ies|ed)|militar|contingent|battalion|brigade|garrison|troop|"
    r"unit\b|corps|division|deploy|"
    r"peacekeep|regiment|navy|militia|maneuver|manoeuvre|war ?game|fighters|infantry",
    re.IGNORECASE,
)


def quantities(text: str, *, document: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """The figures of the text between two offsets, in order, none overlapping; times, years and ordinals are none.

    >>> [one.counted for one in quantities("some 25 joint drills", document="d")]
    ['joint drills']
    """
    end = len(text) if end is None else min(end, len(text))
    if not _ANY.search(text, start, end):
        return ()
    taken = [(one.start, one.end) for one in ends(text, published_on=None, start=start, end=end) if one.kind != "set"]
    found: list[Quantity] = []
    for reader in (_moneys, _strengths, _measures, _counts):
        for quantity in reader(text, document, start, end):
            place = (quantity.span.start, quantity.span.end)
            if not any(_clash(place, other) for other in taken):
                found.append(quantity)
                taken.append(place)
    found.sort(key=lambda one: one.span.start)
    return tuple(_completed(text, found))


def _clash(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _moneys(text: str, document: str, start: int, end: int) -> Iterator[Quantity]:
    for match in _MONEY.finditer(text, start, end):
        rough, last, value = f"{match['tilde'] or ''}{match['rough']}", match.end(), None
        if match["upper"]:
            value = ranged(
                rough, low=match["value"], high=match["upper"], join=match["join"], paired=bool(match["pair"])
            )
        if value is None:
            value, last = single(rough, written=match["value"], more=bool(match["plus"])), match.end("value")
        if value is None:
            continue
        yield _quantity(text, document, place=(match.start(), last), value=value, unit=SIGNS[match["sign"]])


def _strengths(text: str, document: str, start: int, end: int) -> Iterator[Quantity]:
    """As in "a 300,000-strong exercise" counts troops; a crowd so told counts people."""
    for match in _STRONG.finditer(text, start, end):
        value = single("", written=match["one"], more=False)
        if value is not None:
            who = "troops" if _MILITARY.search(text, match.end(), min(end, match.end() + 60)) else "people"
            yield _quantity(text, document, place=match.span(), value=value, what=who)


def _measures(text: str, document: str, start: int, end: int) -> Iterator[Quantity]:
    for match in _MEASURE.finditer(text, start, end):
        value, unit = amount(match), symbol(match["unit"])
        if value is None or unit is None or _named(text, match.start()) or (unit == "m" and match["gap"] == ""):
            continue
        if unit == "lb" and re.search(r"(?i)illion", match[0]):
            unit = "GBP"
        what = None
        of = re.compile(r"\s*(?:\([^)]{1,30}\))? of (?:the |its |their )?").match(text, match.end(), end)
        if of:
            what = _phrase(text, of.end(), end)
        elif match["gap"] == "-":
            noun = counted(text[:end], at=match.end(), single=True)
            what = noun[0] if noun else None
        yield _quantity(
            text, document, place=match.span(), value=value.scaled(factor(match["unit"])), unit=unit, what=what
        )


_PHRASE = re.compile(
    r"(?:[A-Za-z][\w’'-]*)(?: (?!(?:and|or|in|on|at|by|to|for|from|with|per|was|were|is|are|"
    r"had|has|have|that|which|who|since|as|after|before|during|into|through|over|under|of|a|"
    r"an|the)\b)[A-Za-z][\w’'-]*){0,3}"
)


def _phrase(text: str, at: int, end: int) -> str | None:
    match = _PHRASE.match(text, at, end)
    return match[0] if match else None


_NAME_BEFORE = re.compile(
    r"(?:\b(?:No\.|Nos\.|Number|Article|Articles|Resolution|Chapter|Section|Page|Room|Route|"
    r"Flight|Boeing|Type|Model|Paragraph|"
    r"Order|Protocol|Group of|Phase|Channel|Highway|Vision|Agenda|Operation|Area|World War|"
    r"Level|Part|Title|Annex|Track|"
    r"Point|Line|aged?|version|chapter|section|article|page|number|round|phase|level|category|"
    r"option|Day|Task Force)\s+|#|[A-Za-z]-?|\d[.,:/]|[-–]\d?)\Z"
)
_LIST_ITEM = re.compile(r"\A\d{1,2}[.)]\s")


def _named(text: str, at: int) -> bool:
    """A number that is part of a name, a reference, a version, or an item's place in a list."""
    if _NAME_BEFORE.search(text[max(0, at - 16) : at]):
        return True
    line = text.rfind("\n", 0, at) + 1
    return not text[line:at].strip() and bool(_LIST_ITEM.match(text[at : at + 5]))


_AFTER = re.compile(r"(?:st|nd|rd|th)\b|[:/]\d|%|\.\d|\.[A-Za-z]")
_PART_OF = re.compile(r" of (?:(?:the|its|their|those|these|his|her|our) |(?-i:[A-Z])[\w-]+['’]s? )", re.IGNORECASE)
_WHOLE = re.compile(
    r",? (?:out )?of (?:(?:all|the|its|their|those|these|his|her|our) ){0,2}(?:(?-i:[A-Z])[\w-]+['’]s? )?(?=[\w~≈])",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"(?:thirds|fifths|sixths|eighths|tenths|halves)\b", re.IGNORECASE)
_PEOPLE_OF = re.compile(
    (
        r"\b(?:island|country|nation|city|population|state|region|town|province|economy|people|"
        r"society) of (?:[a-z]+ ){0,2}\Z"
    ),
    re.IGNORECASE,
)


def _counts(text: str, document: str, start: int, end: int) -> Iterator[Quantity]:
    for match in _PLAIN.finditer(text, start, end):
        value = amount(match)
        place = match.start("low") if match["low"] else match.start("one") if match["one"] else match.start("vague")
        after = match.end()
        if value is None or _named(text, place) or _AFTER.match(text, after) or _FRACTION.match(text, after + 1):
            continue
        read = _counted(text[:end], match, value)
        if read is not None:
            what, last = read
            yield _quantity(text, document, place=(match.start(), last), value=value, what=what)


def _whole(text: str, at: int) -> str | None:
    """What a part counts: the noun of its whole, as in "40 of its 120 drones"."""
    of = _WHOLE.match(text, at)
    match = _PLAIN.match(text, of.end()) if of else None
    if match is None or match["vague"] or amount(match) is None:
        return None
    noun = counted(text, at=match.end(), single=False)
    return noun[0] if noun and not of_time(noun[0]) else None


_PAIR = frozenset(
    {
        "sides",
        "countries",
        "nations",
        "leaders",
        "powers",
        "neighbours",
        "neighbors",
        "presidents",
        "men",
        "states",
        "governments",
        "parties",
        "capitals",
        "allies",
    }
)


def _counted(text: str, match: re.Match[str], value: Amount) -> tuple[str | None, int] | None:
    alone = value.low == value.high == 1
    after = match.end()
    whole = None if match["vague"] else _whole(text, after)
    if whole is not None:
        return whole, after
    if match["vague"] and text[after : after + 4] == " of ":
        after += 3
    else:
        of = _PART_OF.match(text, after)
        after = of.end() - 1 if of and not alone else after
    gap = text[after : after + 1]
    if gap not in {" ", "\u00a0"}:
        return _bare(text, match, value)
    noun = counted(text, at=after, single=alone)
    if noun is None:
        return _bare(text, match, value)
    what, last = noun
    if of_time(what) or (alone and match["one"].isalpha() and not _WEIGHTY.search(what)):
        return None
    rough = (match["rough"] or "").lower().strip()
    if what.lower() in _PAIR and value.high == 2 and rough == "the":
        return None
    return what, last


#: One of these is worth counting; "one expert" and "one day" are not.
_WEIGHTY = re.compile(
    r"(?:soldier|insurgent|civilian|militant|person|man|woman|child|officer|policeman|fighter|"
    r"troop|terrorist|commander|"
    r"ship|aircraft|jet|plane|tank|drone|missile|helicopter|submarine|vehicle|battalion|brigade|division|carrier|"
    r"individual|suspect|leader|facilitator|associate|national|citizen|journalist|prisoner|hostage|sailor|pilot)\Z",
    re.IGNORECASE,
)


_HARM = (
    "killed|killing|kills|wounded|wounding|wounds|injured|injuring|injures|arrested|"
    "arresting|detained|detaining|captured|capturing"
)
_HARMED_BEFORE = re.compile(rf"\b(?:{_HARM})\s+\Z", re.IGNORECASE)
_HARMED_AFTER = re.compile(
    rf" (?:others? )?(?:(?:were|was|have been|had been) )?(?:reportedly )?(?:{_HARM})\b", re.IGNORECASE
)


def _bare(text: str, match: re.Match[str], value: Amount) -> tuple[str | None, int] | None:
    """A figure without a noun: people of a country, or else one that an earlier figure's noun completes."""
    written = match["one"] or match["high"] or ""
    if _PEOPLE_OF.search(text[max(0, match.start() - 40) : match.start()]) and (value.low or 0) >= 1000:
        return "people", match.end()
    if _HARMED_BEFORE.search(text[max(0, match.start() - 30) : match.start()]) or _HARMED_AFTER.match(
        text, match.end()
    ):
        return "people", match.end()
    grouped = "," in written or bool(re.search(r"illion|thousand|dozen", written, re.IGNORECASE))
    bounded = match["rough"] and match["rough"].strip().lower() not in {"", "the"}
    if grouped or (bounded and written[:1].isdigit() and "." not in written):
        return None, match.end()
    return None


_BORDER = re.compile(r"[.!?]['”\"]?\s+(?=[A-Z“\"])|\n")


def _completed(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Of "3,200 troops to one drill but only 1,600 to another" the second counts what the first does."""
    latest: Quantity | None = None
    for one in found:
        if one.unit is None and one.counted is None:
            if latest is None or _BORDER.search(text, latest.span.end, one.span.start):
                yield one
                continue
            one = Quantity(
                low=one.low,
                high=one.high,
                unit=None,
                counted=latest.counted,
                approximate=one.approximate,
                span=one.span,
            )
        if one.unit is None:
            latest = one
        yield one


def _quantity(
    text: str, document: str, *, place: tuple[int, int], value: Amount, unit: str | None = None, what: str | None = None
) -> Quantity:
    first, last = place
    while text[first].isspace():
        first += 1
    span = Span(document=document, start=first, end=last, text=text[first:last])
    return Quantity(low=value.low, high=value.high, unit=unit, counted=what, approximate=value.approximate, span=span)
