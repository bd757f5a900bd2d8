"""Which state a code or a name means at a time: the world's states enter, Correlates of War codes leave.

A row keeps the codes of its publisher; questions are asked by actor id. The Soviet Union and Russia share 365; the
Germanys, Yemens, Vietnams and Yugoslavia keep the codes that they had at the time.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state under one code while it existed; an actor whose code changed has several."""

    actor: str  # actor id, ISO 3166-1 alpha-3 where there is one
    cow: int
    name: str
    since: date | None = None
    until: date | None = None  # the first day on which it was no longer
    names: tuple[str, ...] = ()

    def within(self, since: date, until: date) -> bool:
        """Whether it existed on any day from the first to the last, both included."""
        return (self.since is None or self.since <= until) and (self.until is None or self.until > since)


@dataclass(frozen=True, kw_only=True)
class States:
    """The states of the world with their codes and names."""

    rows: tuple[State, ...]

    @cached_property
    def _by_actor(self) -> dict[str, tuple[State, ...]]:
        found: dict[str, list[State]] = {}
        for each in self.rows:
            found.setdefault(each.actor, []).append(each)
        return {actor: tuple(states) for actor, states in found.items()}

    @cached_property
    def by_name(self) -> dict[str, tuple[State, ...]]:
        """States by every name they have, folded."""
        found: dict[str, list[State]] = {}
        for each in self.rows:
            for name in dict.fromkeys(folded(word) for word in (each.actor, each.name, *each.names)):
                found.setdefault(name, []).append(each)
        return {name: tuple(states) for name, states in found.items()}

    def knows(self, actor: str) -> bool:
        """Whether the actor is a state with a code."""
        return actor in self._by_actor

    def name(self, actor: str) -> str:
        """The state's name, or the id itself for what is no state here."""
        states = self._by_actor.get(actor)
        return states[-1].name if states else actor

    def codes(self, actor: str, since: date, until: date) -> frozenset[int]:
        """The codes under which datasets may have the actor in that time; none where it did not exist then."""
        return frozenset(each.cow for each in self._by_actor.get(actor, ()) if each.within(since, until))

    def coded(self, name: str, since: date, until: date) -> int | None:
        """The code of the state called so at the time; the one of that name at any time, where it has one code only."""
        named = self.by_name.get(folded(name), ())
        then = {each.cow for each in named if each.within(since, until)}
        codes = then or {each.cow for each in named}
        return codes.pop() if len(codes) == 1 else None


def folded(name: str) -> str:
    """The name without case, accents and punctuation.

    >>> folded("Côte d’Ivoire") == folded("Cote D'Ivoire")
    True
    """
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    words = "".join(letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
    return " ".join("saint" if word == "st" else word for word in words.split())


@cache
def gleditsch_ward() -> dict[int, tuple[int | None, date | None]]:
    """What a code of Gleditsch and Ward's list is in the Correlates of War list, and from which day on."""
    text = resources.files("foedus.check").joinpath("codes.toml").read_text(encoding="utf-8")
    return {each["code"]: (each.get("cow"), each.get("since")) for each in tomllib.loads(text)["gw"]}


def from_gleditsch_ward(code: int, on: date) -> int | None:
    """The Correlates of War code of a state that Gleditsch and Ward code so on that day.

    >>> from_gleditsch_ward(260, date(1975, 1, 1)), from_gleditsch_ward(260, date(1995, 1, 1))
    (260, 255)
    """
    cow, since = gleditsch_ward().get(code, (code, None))
    return code if since is not None and on < since else cow
