"""Killed, wounded and captured as a report counts them: raw text enters, one row for each count leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.numerals import NUMERAL, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FATES = {
    "killed": r"kill(?:ed|ing|s)|shot dead|slain|slay(?:ing|s)?|slew",
    "wounded": r"wound(?:ed|ing|s)|injur(?:ed|ing|es)",
    "captured": r"captur(?:ed|ing|es)|detain(?:ed|ing|s)|arrest(?:ed|ing|s)|apprehend(?:ed|ing|s)|nabb(?:ed|ing)",
}
_NOUNS = {
    "killed": r"deaths?|killings?|death toll",
    "wounded": r"wounding|injury|injuries",
    "captured": r"captures?|detentions?|arrests?|apprehension",
}
_PERSON = re.compile(
    r"\b(?:people|persons?|m[ae]n|wom[ae]n|child(?:ren)?|soldiers?|troops?|insurgents?|"
    r"militants?|individuals?|suspects?|"
    r"fighters?|(?:sub-?)?commanders?|leaders?|facilitators?|associates?|members?|terrorists?|"
    r"criminals?|bombers?|others?|"
    r"emplacers?|experts?|dealers?|traffickers?|operatives?|suppliers?|financiers?|civilians?|"
    r"officers?|police(?:m[ae]n)?|"
    r"rebels?|gunm[ae]n|guards?|sailors?|pilots?|airm[ae]n|marines?|service ?(?:members?|m[ae]n|wom[ae]n)|journalists?|"
    r"prisoners?|enem(?:y|ies)|attackers?|males?|females?|adults?|drivers?|engineers?|aides?|deput(?:y|ies)|mastermind|"
    r"governor|specialists?|couriers?|smugglers?|coordinators?|makers?|builders?|protesters?|demonstrators?|residents?|"
    r"workers?|students?|villagers?|hostages?|migrants?|personnel|official|officials|targets?|figures?|agents?|"
    r"subordinates?|accomplices?|brothers?|sons?|planners?|trainers?|recruiters?|advisers?|"
    r"advisors?|assassins?|chiefs?|"
    r"lieutenants?|IED expert|cell leader|affiliates?|nationals?|detainees?|Taliban|"
    r"foreigners?|one|chief|kidnappers?|murderers?|producers?|manufacturers?|thie(?:f|ves)|"
    r"jihadists?|separatists?|sub-leaders?|warlords?|imams?|clerics?|spies|spy)\b",
    re.IGNORECASE,
)
_VAGUE = (
    r"several|numerous|multiple|many|some|a few|few|a (?:large |small )?number of|a group of|"
    r"a handful of|an unknown number of|an undisclosed number of|"
    r"an unspecified number of|dozens of|scores of|hundreds of|various|additional|suspected|armed"
)
_COUNT = re.compile(
    r"(?:(?:at least|(?P<above>more than|over)|about|around|nearly|some|approximately|up to|"
    r"as many as|an estimated|a total of|"
    rf"another|the|these|those|all|an additional|the other|other) )?(?:(?P<vague>{_VAGUE})|"
    rf"(?P<number>{NUMERAL}|both)|(?P<single>an?|another|one|the|his|their|this|its|he|she|him|"
    r"her))"
    r"(?= |\Z)(?P<rest>[^,;]*)",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:additional|another|others?|more|also|further)\b", re.IGNORECASE)
_SENTENCE = re.compile(
    r"[^.!?\n\u2028]*(?:\.(?=\d|[A-Za-z]\.|[a-z])[^.!?\n\u2028]*)*(?:[.!?](?=\s|\Z|[”\"])|[\n\u2028]|\Z)"
)
#: A line end inside a sentence, or another space than the plain one; each gives way to one space, so that places hold.
_WRAP = re.compile(r"(?<=[a-z,A-Z0-9])[\n\u2028](?=[A-Za-z0-9])|\u00a0|\t")
_CLAUSE = re.compile(
    r",? (?:during|while|when|after|before|in (?!custody)|at|on|near|following|who|that|which|"
    r"where|by|from|for|including|as (?!well)|without|"
    r"because|inside|outside|through|throughout|since|until|under|against|linked|suspected of|"
    r"believed|responsible|based|"
    r"alleged|accused|wanted|known|to)\b|[;:—–(]|\s-\s"
)
_JOINT = re.compile(r",? (?:and|along with|as well as|together with|plus|with) |, ")
_PAST = re.compile(
    r"\b(?:who|that|which|having)\s+(?:[\w-]+ ){0,3}\Z|\b(?:responsible for|linked to|"
    r"involved in|attacks?|ambush|bombing|blast|"
    r"explosion|IED|plot(?:ted|ting)?|plans?|planned|planning|conspir\w+|to|intended|not|no|"
    r"never|without|could|would|might|may|will)\s+"
    r"(?:[\w-]+ )?\Z",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(?:since (?:the )?(?:first|start|beginning|January|Jan)|so far|this (?:year|month)|to "
    r"date|in the (?:past|last) (?:\d+|\w+) "
    r"(?:days|weeks|months)|have (?:captured|detained|killed)|previously|year to date)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty:
    """One count of people and what became of them; `count` is None where the text says several, or many."""

    fate: str  # "killed", "wounded", "captured"
    count: int | None
    start: int
    end: int
    additional: bool
    sentence: int


def casualties(text: str) -> tuple[Casualty, ...]:
    """The counts of people killed, wounded or captured, as the text reports them of the event, in order.

    >>> [(one.fate, one.count) for one in casualties("The raid killed two gunmen and wounded three others.")]
    [('killed', 2), ('wounded', 3)]
    """
    found: list[Casualty] = []
    text = _WRAP.sub(" ", text)
    for order, sentence in enumerate(_SENTENCE.finditer(text)):
        if sentence[0].strip() and not _BACKGROUND.search(sentence[0]):
            found.extend(_of_sentence(text, sentence.span(), order))
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Casualty] = []
    for one in found:
        if not any(one.fate == other.fate and one.start < other.end for other in kept[-3:]):
            kept.append(one)
    return tuple(kept)


def toll(found: Iterable[Casualty], *, fate: str) -> int | None:
    """How many met the fate, with repeated tellings counted once; None where only vague counts are told.

    A report tells the same persons again in later sentences, so sentences are not added up, save what they call
    additional.
    """
    base: dict[int, int] = {}
    added: dict[int, int] = {}
    vague = False
    for one in found:
        if one.fate != fate:
            continue
        if one.count is None:
            vague = True
            continue
        bucket = added if one.additional else base
        bucket[one.sentence] = bucket.get(one.sentence, 0) + one.count
    if not base and not added:
        return None if vague else 0
    told = {place: base.get(place, 0) + (added.get(place, 0) if place in base else 0) for place in {*base, *added}}
    apart = max((count for place, count in added.items() if place not in base), default=0)
    fullest = max(told.values(), default=0)
    plain = max(base.values(), default=0)
    return max(fullest, plain + apart)


def _of_sentence(text: str, place: tuple[int, int], order: int) -> Iterator[Casualty]:
    for fate, verbs in _FATES.items():
        for match in re.compile(rf"\b(?:{verbs})\b", re.IGNORECASE).finditer(text, *place):
            before = text[place[0] : match.start()]
            passive = re.search(
                (
                    r"\b(?:was|were|been|being|is|are)(?: (?:shot|engaged|found|both|all|captured|wounded) "
                    r"and)?(?: \w+ly| also| then| later| subsequently| reportedly)? \Z"
                ),
                before,
            )
            if passive:
                start, end = _clause_before(text, floor=place[0], at=place[0] + passive.start())
            elif _PAST.search(before[-40:]):
                continue
            else:
                start, end = _clause_after(text, at=match.end(), ceiling=place[1])
                trailing = _ALONG.search(text, end, place[1])
                if trailing:
                    yield from _counts(
                        text, _clause_after(text, at=trailing.end(), ceiling=place[1]), fate=fate, order=order
                    )
            yield from _counts(text, (start, end), fate=fate, order=order)
    for match in _CUSTODY.finditer(text, *place):
        yield from _counts(text, _clause_before(text, floor=place[0], at=match.start()), fate="captured", order=order)
    for match in _REDUCED.finditer(text, *place):
        yield from _counts(text, match.span("who"), fate=_REDUCED_FATES[match["fate"].lower()], order=order)
    for fate, nouns in _NOUNS.items():
        for match in re.compile(rf"\b(?:{nouns}) of ", re.IGNORECASE).finditer(text, *place):
            yield from _counts(text, _clause_after(text, at=match.end(), ceiling=place[1]), fate=fate, order=order)


_ALONG = re.compile(r",? (?:along with|as well as|together with) ")
_CUSTODY = re.compile(
    r" (?:(?:was|were|been|being) )?(?:also )?taken into (?:\w+ )?custody| (?:was|were) (?:also )?taken by \w+"
)
#: "18 insurgents killed, one wounded", "leaving 12 dead": the participle right after what is counted.
_REDUCED = re.compile(
    (
        rf"(?P<who>\b(?:at least |more than )?{NUMERAL}(?: (?!(?:was|were|have|has|had|been|being|"
        rf"are|is|and|but|who|that)\b)[A-Za-z-]+){{0,4}}) (?:being )?(?P<fate>killed|dead|wounded|"
        r"injured|captured|detained)\b"
    ),
    re.IGNORECASE,
)
_REDUCED_FATES = {
    "killed": "killed", "dead": "killed", "wounded": "wounded", "injured": "wounded", "captured": "captured",
    "detained": "captured",
}  # fmt: skip


def _clause_after(text: str, *, at: int, ceiling: int) -> tuple[int, int]:
    while at < ceiling and text[at] == " ":
        at += 1
    close = _CLAUSE.search(text, at, ceiling)
    return at, close.start() if close else ceiling


_LINK = re.compile(
    r"(?:[;:—–]|\. |, (?:and|but|while|when|where) |\b(?:that|while|when|after|where|before|"
    r"operation|but) |, (?=(?:a|an|one|two|three|the|\d)\b))"
)


def _clause_before(text: str, *, floor: int, at: int) -> tuple[int, int]:
    links = list(_LINK.finditer(text, floor, at))
    return (links[-1].end() if links else floor), at


_RELATIVE = re.compile(r" (?:who|that|which|in|from|of|at|near|with(?! )) ")


def _counts(text: str, place: tuple[int, int], *, fate: str, order: int) -> Iterator[Casualty]:
    """Each counted noun phrase of a list: "a commander and two of his men" is one and two."""
    start, end = place
    pieces: list[tuple[int, int]] = []
    for joint in _JOINT.finditer(text, *place):
        pieces.append((start, joint.start()))
        start = joint.end()
    pieces.append((start, end))
    for number_of, (first, last) in enumerate(pieces):
        while first < last and text[first].isspace():
            first += 1
        match = _COUNT.match(text, first, last) or (None if number_of else _later(text, first, last))
        if not match or (number_of and not _PERSON.search(match["rest"]) and not match["number"]):
            if number_of == 0 or re.match(r"\w+(?:ed|ing)\b", text[first:last]):
                break
            continue
        yield from _row(match, fate=fate, order=order)


def _later(text: str, first: int, last: int) -> re.Match[str] | None:
    """The count after the words that introduce it: "reports say three gunmen were"."""
    for place in re.compile(r"(?<=\s)(?=\S)").finditer(text, first, last):
        match = _COUNT.match(text, place.start(), last)
        if match and (match["number"] or match["vague"]) and _PERSON.search(match["rest"]):
            return match
    return None


def _row(match: re.Match[str], *, fate: str, order: int) -> Iterator[Casualty]:
    rest = match["rest"].strip()
    if rest and not _PERSON.search(rest):
        return
    alone = (match["single"] or "").lower() in {"another", "one", "he", "she", "him", "her"}
    if not rest and not match["number"] and not alone:
        return
    count: int | None = None
    if match["number"]:
        value = 2.0 if match["number"].lower() == "both" else number(match["number"])
        # "More than ten" is eleven at the least.
        count = int(value) + bool(match["above"]) if value is not None and value < 1e7 else None
    elif match["single"]:
        if re.search(r"(?:[^s]s|men|people|children|women)\Z", _head(rest)):
            return
        count = 1
    more = bool(_MORE.search(match[0]))
    yield Casualty(fate=fate, count=count, start=match.start(), end=match.end(), additional=more, sentence=order)


def _head(rest: str) -> str:
    return re.split(r" (?:of|in|from|who|that|with|at|for|linked|suspected)\b", rest)[0].strip()
