"""Who speaks together by "we": "We, the presidents of Ruritania and Graustark, …" in a joint statement.

A page enters; the names of those who speak together leave, with the place from which "we" means them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.naming import is_party

if TYPE_CHECKING:
    from foedus.encoder.analysis import Word
    from foedus.knowledge.world import Name
    from foedus.read.page import Page

_OPENING = 15  # sentences
_BREAKS = frozenset({",", "—", "–", "-", "--", "the"})
_BODY = "IGO"
_SEVERAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Those who speak together, and from where."""

    start: int
    names: tuple[Name, ...]


def together(page: Page) -> Together | None:
    """Those whom the opening of a page says to be "we": several states, or a body of states; None where none are."""
    words = [each for sentence in page.sentences[:_OPENING] for each in sentence.words]
    for at, word in enumerate(words):
        names = _appended(page, words[at:]) if word.text.lower() == "we" else ()
        if _are_several(page, names):
            return Together(start=word.start, names=names)
    return None


def _appended(page: Page, words: list[Word]) -> tuple[Name, ...]:
    """The names between "we", the first of these words, and the next verb, where they say who we are."""
    if words[1:2] == [] or words[1].text.lower() not in _BREAKS or page.quotation_at(words[0].start):
        return ()
    verb = next((each for each in words if each.upos in {"VERB", "AUX"} and each.text.islower()), words[-1])
    return tuple(each for each in page.names_in(words[0].end, verb.start) if is_party(page, each))


def _are_several(page: Page, names: tuple[Name, ...]) -> bool:
    """Whether the names are of several states or of a body of states."""
    world = page.world
    states = {world.state_of(each.candidates[0].actor) for each in names} - {None}
    bodies = (world.actors.get(each.candidates[0].actor) for each in names)
    return len(states) >= _SEVERAL or any(each is not None and each.sector == _BODY for each in bodies)
