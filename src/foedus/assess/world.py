"""What assessing needs to know of the world: the state that an actor acts for, and the kinds of act there are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from foedus.knowledge.lexicon import read_kinds
from foedus.knowledge.world import load_world
from foedus.terms import Nature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foedus.records import Kind

ACTING = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD"})  # PLOVER sectors that act for a state


@cache
def kinds_of_act() -> Mapping[str, Kind]:
    """All kinds of act, by id."""
    return read_kinds().kinds


@cache
def known_kinds() -> frozenset[str]:
    """The ids of all kinds of act."""
    return frozenset(kinds_of_act())


@cache
def country_of(actor: str) -> str | None:
    """The state that the actor is, or acts for; None for those that act for none."""
    known = load_world().actors.get(actor)
    if known is None:
        return None
    acts = known.country == known.id if known.nature is Nature.STATE else known.sector in ACTING
    return known.country if acts else None
