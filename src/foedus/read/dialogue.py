"""Whom a speaker faces where officials of two states talk to each other: then "we" and "you" mean both.

A page enters; for a place in it the words that name the other state, or its speaker, leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from foedus.read.turns import turns

if TYPE_CHECKING:
    from foedus.knowledge.world import Name
    from foedus.read.page import Page
    from foedus.read.turns import Turn

_STATES = 2  # of those who speak in turn


@dataclass(frozen=True, kw_only=True)
class Dialogue:
    """The turns of a page in which officials of exactly two states speak; of any other it knows no other side."""

    page: Page

    def other_side(self, position: int) -> Name | None:
        """What names the state, or the official, that the speaker at this place faces."""
        own = next((state for turn, state in self._turns if turn.spoken[0] <= position < turn.spoken[1]), None)
        if own is None or len(self._named) != _STATES:
            return None
        return next(name for state, name in self._named.items() if state != own)

    def speaking(self) -> tuple[Name, ...]:
        """What names each state for which somebody speaks in turn."""
        return tuple(self._named.values())

    @cached_property
    def _turns(self) -> tuple[tuple[Turn, str], ...]:
        found = ((turn, self._namer(turn)) for turn in turns(self.page))
        return tuple((turn, state) for turn, name in found if name is not None and (state := self._state(name)))

    @cached_property
    def _named(self) -> dict[str, Name]:
        """What names each state for which somebody speaks."""
        found: dict[str, Name] = {}
        for turn, state in self._turns:
            name = self._namer(turn)
            if name is not None:
                found.setdefault(state, name)
        return found

    def _namer(self, turn: Turn) -> Name | None:
        """The name in a label, or a name elsewhere that ends in the surname that the label gives."""
        inside = [each for each in self.page.names_in(turn.label[0], turn.label[1]) if self._state(each)]
        if inside:
            return inside[0]
        surname = self.page.document.text[turn.name[0] : turn.name[1]].split()[-1].casefold()
        alike = (each for each in self.page.names if surname in each.words.casefold().split())
        return next((each for each in alike if self._state(each)), None) if turn.is_named else None

    def _state(self, name: Name) -> str | None:
        states = {self.page.world.country_of(each.actor) for each in name.candidates}
        return states.pop() if len(states) == 1 else None
