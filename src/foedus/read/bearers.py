"""Whose an office is: the names that a text gives beside the words of an office, before or behind them.

A page enters. For the words of an office leaves the place of the one name that bears it, or None where the text gives
none, or several; for each surname so introduced leaves the name of the state, or of the leader in full, whose it is:
"Prime Minister of Graustark Otto Brand", "Graustark's foreign minister, Otto Brand", "Otto Brand, the Graustark
premier". A surname that two states could claim is nobody's. "The Alliance" is NATO where the text names NATO.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.titles import OFFICE_WORDS, TITLE, untitled
from foedus.terms import Nature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.knowledge.world import Name
    from foedus.read.page import Page

_CAPITAL = r"[^\W\d_a-zß-ÿ]"
_WORD = rf"(?:{_CAPITAL}[\w’'\-]*\w|{_CAPITAL}\.?)"
_NAME = rf"(?P<name>{_WORD}(?:[ \n]+(?:(?:al|bin|van|von|de|del|der|den|da)[ \n-])?{_WORD}){{0,3}}(?:,[ \n]+[JS]r\.)?)"
# What may stand between an office and its name: whose it is, tightly or with more words.
_CLOSE = re.compile(
    rf"(?:[ \n]+(?:of|to|for)[ \n]+(?:the[ \n]+)?(?P<of>{_CAPITAL}\w+(?:[ \n]+{_CAPITAL}\w+)??))??[ \n]+{_NAME}"
)
# "the Minister of Defence, Hon. Otto Brand": a whole name behind a comma.
_APART = re.compile(
    rf"(?:[ \n]+(?:of|to|for)[ \n]+(?:the[ \n]+)?(?:{_CAPITAL}\w+)(?:[ \n]+(?:and[ \n]+)?{_CAPITAL}\w+){{0,3}})?,"
    rf"[ \n]+(?:(?:the[ \n]+)?(?:Right[ \n]+)?Hon\.?[ \n]+|H\.?E\.?[ \n]+)?{_NAME}(?=[,.;][ \n]|[ \n]+\()"
)
_COMMA = re.compile(rf"(?:\s+for\s+\w+(?:\s+\w+)?)?,?\s+{_NAME}")
_AT_ONCE = re.compile(rf",?\s+{_NAME}")
_OF = re.compile(r"[\w\s,’'-]{0,40}?\bof\s+(?:the\s+)?")
_AHEAD = re.compile(rf"{_NAME},[ \n]+(?:(?:the|a|an)[ \n]+)?$")
_FAR_AHEAD = re.compile(rf"{_NAME},\s+(?:the\s+)?(?:[\w-]+\s+){{0,5}}$")
_OWNED = re.compile(r"(?:['’]s)?\s+(?:[\w-]+\s+){0,4}?")
_ANOTHERS = re.compile(
    rf"\b(?:{OFFICE_WORDS}|aide|office|administration|secretariat|service)\s+(?:of|to)\s+(?:the\s+)?$", re.IGNORECASE
)
_NEAR = 70  # characters on either side of an office
# With a capital these stand for the body once the text has named it.
_WRITTEN = {"NATO": ("Alliance",), "EU": ("Union",), "AU": ("Union",)}
# Heads of state by another word: the readouts of a presidency vary the two.
_OTHERWISE = {"head of state": ("president", "king", "queen", "emir", "sultan")}
_POSSESSIVE = ("’s", "'s", "’", "'")
_PAIR = 2
_FEWEST = 3  # letters of an office, and of a surname
_NO_NAME = frozenset({"the", "he", "she", "in", "on", "at", "and", "office", "house", "said", "a", "of", "for"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """A name beside an office, the state's name that says whose, and whether little else stands between."""

    name: tuple[int, int]
    office: int
    whose: Name | None
    is_close: bool
    is_ahead: bool


def bearer(page: Page, office: str) -> tuple[int, int] | None:
    """The place of the only name that the text introduces by this office; the fullest form of it.

    The office stands before the name ("President of Ruritania Otto Brand"), or behind it ("Otto Brand, the head of").
    The president whose office somebody heads does not bear that one's name.
    """
    words = " ".join(office.split()).casefold()
    if len(words) < _FEWEST:
        return None
    found: list[tuple[int, int]] = []
    publisher = (page.document.publisher or "").casefold()
    own = (words.partition(" of ")[0],) if " of " in words and words in publisher else ()  # the office's own paper
    for each in (*_OTHERWISE.get(words, (words,)), *own):
        beside = [one for one in _beside(page, _pattern(each)) if one.is_close]
        found += _before(page, each, [one for one in beside if not one.is_ahead])
        if " " in each:
            found += [place for one in beside if one.is_ahead and (place := _name(page, one.name, lone=False))]
    return _only(page, found)


def introduced(page: Page) -> dict[str, Name]:
    """The name that says whose each introduced person is, by surname."""
    found: dict[str, dict[str, Name]] = {}
    for surname, name in _surnames(page):
        state = page.world.state_of(name.candidates[0].actor) if name.candidates else None
        if state is not None:
            found.setdefault(surname, {}).setdefault(state, name)
    for name in page.names:
        for written in _WRITTEN.get(name.candidates[0].actor if name.candidates else "", ()):
            found.setdefault(written, {}).setdefault(name.candidates[0].actor, name)
    return {surname: next(iter(by.values())) for surname, by in found.items() if len(by) == 1}


def both(page: Page, position: int) -> tuple[int, int] | None:
    """The place of the first of exactly two persons whom the text has introduced by title: one of "the two leaders"."""
    text = page.document.text[:position]
    found = [
        place
        for each in re.finditer(rf"(?<![\w-])(?P<title>[A-Z][\w-]+)[ \n]+{_NAME}", text)
        if TITLE.fullmatch(each["title"]) and (place := _name(page, each.span("name"), lone=True))
    ]
    persons: list[tuple[int, int]] = []
    for each in found:
        if not any(_words(page, each) & _words(page, other) for other in persons):
            persons.append(each)
    return persons[0] if len(persons) == _PAIR else None


def _pattern(office: str) -> str:
    """The words of an office, up to two more between them: "the Deputy Minister" is Deputy Foreign Minister Brand."""
    more = "" if " of " in office else rf"(?-i:(?:[ \n]+{_CAPITAL}\w+){{0,2}}?)"
    return rf"{more}[ \n]+".join(re.escape(each) for each in office.split())


def _beside(page: Page, office: str) -> Iterator[_Beside]:
    """The names beside each place where the office stands."""
    text = page.document.text
    for each in re.finditer(rf"(?<![\w-])(?i:{office})(?![\w-])", text):
        start, end = each.span()
        close, ahead = _CLOSE.match(text, end), _AHEAD.search(text, max(0, start - _NEAR), start)
        apart = _APART.match(text, end)
        for told in (close, ahead, apart if apart is not None and " " in apart["name"] else None):
            if told is not None:
                yield _Beside(name=told.span("name"), office=start, whose=None, is_close=True, is_ahead=told is ahead)
        yield from _owned(page, start, end)


def _owned(page: Page, start: int, end: int) -> Iterator[_Beside]:
    """The names beside an office at this place of which a state's name says whose."""
    text = page.document.text
    for name in page.names_in(max(0, start - _NEAR), min(len(text), end + _NEAR)):
        if name.end <= start and _OWNED.fullmatch(text, name.end, start):
            told, first = _COMMA.match(text, end), name.start
        elif name.start >= end and _OF.fullmatch(text, end, name.start):
            told, first = _AT_ONCE.match(text, name.end), name.start
        else:
            continue
        for each in (told, _FAR_AHEAD.search(text, max(0, first - _NEAR), first)):
            if each is not None:
                yield _Beside(
                    name=each.span("name"), office=start, whose=name, is_close=False, is_ahead=each is not told
                )


def _before(page: Page, office: str, found: list[_Beside]) -> list[tuple[int, int]]:
    """The names that stand right behind the office."""
    text = page.document.text
    borne = [
        (each, place)
        for each in found
        if (" " in office or not _titled(text, each.office))
        and not _ANOTHERS.search(text, max(0, each.office - _NEAR), each.office)
        and (place := _name(page, each.name, lone=True))
    ]
    own = [place for each, place in borne if page.name_at(max(0, each.office - 2)) is None]
    publisher = (page.document.publisher or "").casefold().split()
    if office not in publisher:
        return own or [place for _, place in borne]
    text = page.document.text  # a president's own texts say whose only of others' presidents
    told = [_CLOSE.match(text, each.office + len(office)) for each, _ in borne]
    theirs = {each.span("name") for each in told if each and each["of"] and each["of"].casefold() not in publisher}
    return [place for each, place in borne if place in own and each.name not in theirs and not _is_foreign(page, place)]


def _is_foreign(page: Page, place: tuple[int, int]) -> bool:
    """Whether a name is of a known leader of another state than the publishing one."""
    name = page.name_at(place[0])
    states = {page.world.state_of(each.actor) for each in name.candidates} if name is not None else set()
    return bool(states) and page.publishing_state is not None and page.publishing_state not in states


def _titled(text: str, at: int) -> bool:
    """Whether another word of a title stands right before: "prime" before "minister"."""
    before = text[:at].split()[-1:]
    return bool(before) and TITLE.fullmatch(before[0]) is not None


def _name(page: Page, place: tuple[int, int], *, lone: bool) -> tuple[int, int] | None:
    """The place of the name without titles; None where it is a place's, a body's or no name."""
    start, end = place
    for mark in _POSSESSIVE:
        end -= len(mark) if page.document.text[start:end].endswith(mark) else 0
    written = page.document.text[start:end]
    first = untitled(" ".join(written.split())).split()[:1]
    start += written.find(first[0]) if first else 0
    words = page.document.text[start:end].split()
    if not words or words[0].casefold() in _NO_NAME or TITLE.fullmatch(words[0]) or (not lone and len(words) == 1):
        return None
    known = page.name_at(start)
    if known is not None and known.nature is not Nature.PERSON:
        return None
    return start, end


def _only(page: Page, found: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The fullest of several names that are one; None where they are of several persons."""
    if not found:
        return None
    fullest = max(found, key=lambda place: (len(_words(page, place)), -place[0]))
    own = _words(page, fullest)
    return fullest if all(_words(page, each) & own for each in found) else None


def _words(page: Page, place: tuple[int, int]) -> set[str]:
    return {each.strip(".,’'").casefold() for each in page.document.text[place[0] : place[1]].split()}


def _surnames(page: Page) -> Iterator[tuple[str, Name]]:
    """The surnames of leaders in full and of those introduced by an office, each with the name that says whose."""
    for name in page.names:
        words = name.words.split()
        if name.nature is Nature.PERSON and len(words) > 1:
            yield words[-1], name
    for each in _beside(page, OFFICE_WORDS):
        if each.whose is None or each.whose.nature is Nature.PERSON:
            continue
        words = page.document.text[each.name[0] : each.name[1]].split()
        while words and TITLE.fullmatch(words[0]):
            words = words[1:]
        end = each.name[1]
        if (
            len(words) > 1
            and len(words[-1]) >= _FEWEST
            and not page.names_in(end - len(words[-1]), end)
            and page.name_at(end - 1) is None
        ):
            yield words[-1].removesuffix("’s").removesuffix("'s"), each.whose
