"""Persons whom a text introduces by an office, and whose they are wherever the surname stands again.

A page enters; for each surname the name of the state, or of the leader in full, that introduced it leaves: "Prime
Minister of Graustark Otto Brand", "Graustark's foreign minister, Otto Brand", "Otto Brand, the Graustark premier". A
surname that two states could claim is nobody's. "The Alliance" is NATO where the text names NATO.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.read.titles import OFFICE_WORDS, TITLE
from foedus.terms import Nature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.knowledge.world import Name
    from foedus.read.page import Page

# With a capital these stand for the body once the text has named it.
_WRITTEN = {"NATO": ("Alliance",), "EU": ("Union",), "AU": ("Union",)}
_NEAR = 70  # characters on either side of a state's name
_CAPITAL = r"[^\W\d_a-zß-ÿ][\w’'-]*[\w]"
_PERSON = rf"(?P<person>{_CAPITAL}(?:\s+(?:(?:al|bin|van|von|de|der|del|da)\s+)?{_CAPITAL}){{1,3}})"
_OFFICE = rf"(?:{OFFICE_WORDS})"
_BEFORE = re.compile(rf"\b{_OFFICE}\b[\w\s,’'-]{{0,40}}?\bof\s+(?:the\s+)?$", re.IGNORECASE)
_AT_ONCE = re.compile(rf",?\s+{_PERSON}")
_BEHIND = re.compile(rf"(?:['’]s)?\s+(?:[\w-]+\s+){{0,4}}?(?i:{_OFFICE})(?:\s+for\s+\w+(?:\s+\w+)?)?,?\s+{_PERSON}")
_AHEAD = re.compile(rf"{_PERSON},\s+(?:the\s+)?(?:[\w-]+\s+){{0,5}}$")
_HOLDING = re.compile(rf"(?:['’]s)?\s+(?:[\w-]+\s+){{0,3}}?(?i:{_OFFICE})\b")


def introduced(page: Page) -> dict[str, Name]:
    """The name that says whose each introduced person is, by surname."""
    found: dict[str, dict[str, Name]] = {}
    for name in page.names:
        state = page.world.state_of(name.candidates[0].actor) if name.candidates else None
        if state is not None:
            for surname in _surnames(page, name):
                found.setdefault(surname, {}).setdefault(state, name)
    for name in page.names:
        for written in _WRITTEN.get(name.candidates[0].actor if name.candidates else "", ()):
            found.setdefault(written, {}).setdefault(name.candidates[0].actor, name)
    return {surname: next(iter(by.values())) for surname, by in found.items() if len(by) == 1}


def _surnames(page: Page, name: Name) -> Iterator[str]:
    """The surnames of those whom this name is or introduces."""
    if name.nature is Nature.PERSON:
        words = name.words.split()
        if len(words) > 1:
            yield words[-1]
        return
    text = page.document.text
    before, after = text[max(0, name.start - _NEAR) : name.start], text[name.end : name.end + _NEAR]
    told = [_AT_ONCE.match(after)] if _BEFORE.search(before) else [_BEHIND.match(after)]
    if _HOLDING.match(after) or _BEFORE.search(before):
        told.append(_AHEAD.search(before))
    for each in told:
        if each is not None:
            yield from _surname(page, name, each)


def _surname(page: Page, name: Name, told: re.Match[str]) -> Iterator[str]:
    """The last word of a person's name, unless the name is of somebody or something known."""
    base = name.end if told.re is not _AHEAD else max(0, name.start - _NEAR)
    words = told["person"].split()
    while words and TITLE.fullmatch(words[0]):
        words = words[1:]
    end = base + told.end("person")
    if len(words) > 1 and not page.names_in(end - len(words[-1]), end) and page.name_at(end - 1) is None:
        yield words[-1].removesuffix("’s").removesuffix("'s")
