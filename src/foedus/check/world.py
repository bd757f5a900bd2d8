"""The world's states as reference data needs them: codes, names, the time in which each existed.

The tables of `knowledge` enter, beside the spells of membership in the state system; `States` leave.
"""

from __future__ import annotations

import csv
import tomllib
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from foedus.check.states import State, States
from foedus.knowledge.lexicon import read_rows
from foedus.knowledge.world import load_world
from foedus.terms import Nature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.records import Actor

ACTING = frozenset({"GOV", "MIL", "SPY", "COP", "LEG", "JUD"})  # PLOVER sectors that act for a state
NAMES = frozenset({"name", "former name", "alias"})

Spell = tuple["date | None", "date | None"]


@cache
def states_of_the_world() -> States:
    """Every state that has a code, with the times in which it bore it."""
    names: dict[str, list[str]] = {}
    for row in read_rows("names.csv"):
        if row["how"] in NAMES:
            names.setdefault(row["actor"], []).append(row["words"])
    found: list[State] = []
    world = load_world()
    for actor in world.actors.values():
        code = world.code(actor.id, "cow")
        if actor.nature is Nature.STATE and code is not None:
            found += _coded(actor, int(code), tuple(names.get(actor.id, ())))
    return States(rows=(*found, *_continuing(found)))


def _coded(actor: Actor, code: int, names: tuple[str, ...]) -> Iterator[State]:
    """The state under its code: for its own dates, or for the spells in which the state system had it."""
    exists = actor.exists
    always: tuple[Spell, ...] = ((None, None),)
    spells = spells_of_codes().get(code, always) if exists is None else ((exists.since, exists.until),)
    for since, until in spells:
        yield State(actor=actor.id, cow=code, name=actor.name, since=since, until=until, names=names)


def _continuing(states: list[State]) -> Iterator[State]:
    """States under the code of one that they continue: Germany from 1949 to 1990 is the Federal Republic's."""
    text = resources.files("foedus.check").joinpath("codes.toml").read_text(encoding="utf-8")
    for each in tomllib.loads(text)["continues"]:
        later = next(state for state in states if state.actor == each["actor"])
        for earlier in states:
            if earlier.actor in each["of"]:
                since, until = _longest(earlier)
                yield State(actor=later.actor, cow=earlier.cow, name=later.name, since=since, until=until)


def _longest(state: State) -> Spell:
    """From when until when the state was, or had its code: Austria has Austria-Hungary's from 1816 on."""
    starts = [state.since, *(since for since, _ in spells_of_codes().get(state.cow, ()))]
    return None if None in starts else min(each for each in starts if each is not None), state.until


@cache
def spells_of_codes() -> dict[int, tuple[Spell, ...]]:
    """When the state system had a state under each code; an end is the first day on which it had not."""
    text = resources.files("foedus.check").joinpath("spells.csv").read_text(encoding="utf-8")
    found: dict[int, list[Spell]] = {}
    for row in csv.DictReader(text.splitlines()):
        last = _day(row["until"])
        until = None if last is None else last + timedelta(days=1)
        found.setdefault(int(row["cow"]), []).append((_day(row["since"]), until))
    return {code: tuple(spells) for code, spells in found.items()}


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


@cache
def country_of(actor: str) -> str | None:
    """The state that the actor is, or acts for; None for those that act for none."""
    known = load_world().actors.get(actor)
    if known is None:
        return None
    acts = known.country == known.id if known.nature is Nature.STATE else known.sector in ACTING
    return known.country if acts else None
