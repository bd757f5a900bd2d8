"""Who holds an office that a text speaks of: the name that it gives beside the office, wherever that stands.

A page and the words of an office enter; the place of the one name that bears it leaves, or None where the text gives
none, or several.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.read.titles import TITLE, untitled

if TYPE_CHECKING:
    from foedus.read.page import Page

_WORD = r"[A-Z][\w’'\-]*\.?"
_NAME = rf"{_WORD}(?:[ \n]+(?:(?:al|bin|van|von|de|der|den|da)[ \n-])?{_WORD}){{0,3}}(?:,[ \n]+[JS]r\.)?"
_WHOSE = r"(?:[ \n]+(?:of|to|for)[ \n]+(?:the[ \n]+)?[A-Z]\w+(?:[ \n]+[A-Z]\w+)??)??"
# Heads of state by another word: the readouts of a presidency vary the two.
_OTHERWISE = {"head of state": ("president", "king", "queen", "emir", "sultan")}
_POSSESSIVE = ("’s", "'s", "’", "'")
_PAIR = 2
_FEWEST = 3  # letters of an office
_NO_NAME = frozenset({"the", "he", "she", "in", "on", "at", "and", "office", "house", "said", "a", "of", "for"})


def bearer(page: Page, office: str) -> tuple[int, int] | None:
    """The place of the only name that the text introduces by this office; the fullest form of it.

    The office stands before the name ("President of Ruritania Otto Brand"), or behind it ("Otto Brand, the head of").
    """
    words = " ".join(office.split()).casefold()
    if len(words) < _FEWEST:
        return None
    found: list[tuple[int, int]] = []
    publisher = (page.document.publisher or "").casefold()
    own = (words.partition(" of ")[0],) if " of " in words and words in publisher else ()  # the office's own paper
    for each in (*_OTHERWISE.get(words, (words,)), *own):
        found += _before(page, each)
        if " " in each:
            found += _behind(page, each)
    return _only(page, found)


def both(page: Page, position: int) -> tuple[int, int] | None:
    """The place of the first of exactly two persons whom the text has introduced by title: one of "the two leaders"."""
    text = page.document.text[:position]
    found = [
        place
        for each in re.finditer(rf"(?<![\w-])(?P<title>[A-Z][\w-]+)[ \n]+(?P<name>{_NAME})", text)
        if TITLE.fullmatch(each["title"]) and (place := _name(page, each, lone=True))
    ]
    persons: list[tuple[int, int]] = []
    for each in found:
        if not any(_words(page, each) & _words(page, other) for other in persons):
            persons.append(each)
    return persons[0] if len(persons) == _PAIR else None


def _pattern(office: str) -> str:
    return r"[ \n]+".join(re.escape(each) for each in office.split())


def _before(page: Page, office: str) -> list[tuple[int, int]]:
    """The names that stand right behind the office."""
    wanted = re.compile(rf"(?<![\w-])(?i:{_pattern(office)}){_WHOSE}[ \n]+(?P<name>{_NAME})")
    text = page.document.text
    found = [
        (each, place)
        for each in wanted.finditer(text)
        if (" " in office or not _titled(text, each.start())) and (place := _name(page, each, lone=True))
    ]
    own = [place for each, place in found if page.name_at(max(0, each.start() - 2)) is None]
    return own or [place for _, place in found]  # a country's own texts say whose only of others' presidents


def _titled(text: str, at: int) -> bool:
    """Whether another word of a title stands right before: "prime" before "minister"."""
    before = text[:at].split()[-1:]
    return bool(before) and TITLE.fullmatch(before[0]) is not None


def _behind(page: Page, office: str) -> list[tuple[int, int]]:
    """The names that the office follows between commas."""
    wanted = re.compile(rf"(?P<name>{_NAME}),[ \n]+(?:(?:the|a|an)[ \n]+)?(?i:{_pattern(office)})\b")
    return [place for each in wanted.finditer(page.document.text) if (place := _name(page, each, lone=False))]


def _name(page: Page, match: re.Match[str], *, lone: bool) -> tuple[int, int] | None:
    """The place of the name without titles; None where it is a place's, a body's or no name."""
    start, end = match.span("name")
    for mark in _POSSESSIVE:
        end -= len(mark) if page.document.text[start:end].endswith(mark) else 0
    written = page.document.text[start:end]
    first = untitled(" ".join(written.split())).split()[:1]
    start += written.find(first[0]) if first else 0
    words = page.document.text[start:end].split()
    if not words or words[0].casefold() in _NO_NAME or TITLE.fullmatch(words[0]) or (not lone and len(words) == 1):
        return None
    known = page.name_at(start)
    if known is not None and str(known.nature) != "person":
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
