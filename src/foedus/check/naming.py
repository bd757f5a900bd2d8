"""The states that a text names, where it names them.

Words enter, `Named` places leave: a name, a people, a capital or a seat of government each stand for their state.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from foedus.check.world import country_of
from foedus.knowledge.world import load_world

if TYPE_CHECKING:
    from datetime import date

    from foedus.check.states import States

NAMING = frozenset({"name", "former name", "alias", "acronym", "demonym", "combining form", "capital", "seat"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place in a text at which a state is named, with the states that the name can mean."""

    start: int
    end: int
    words: str
    actors: tuple[str, ...]


@lru_cache(maxsize=4096)
def named_states(text: str) -> tuple[Named, ...]:
    """The places at which the text names a state, in their order."""
    found = []
    for name in load_world().find(text):
        meant = (each.actor for each in name.candidates if each.how in NAMING)
        actors = dict.fromkeys(country for each in meant if (country := country_of(each)) is not None)
        if actors:
            found.append(Named(start=name.start, end=name.end, words=name.words, actors=tuple(actors)))
    return tuple(found)


def is_one(one: str, other: str, states: States, *, since: date, until: date) -> bool:
    """Whether two ids mean one state in that time: Russia is the Soviet Union in 1950."""
    return one == other or bool(states.codes(one, since, until) & states.codes(other, since, until))
