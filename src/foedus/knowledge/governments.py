"""Publishers that are governments: a publisher's name and an address enter, the state that speaks there leaves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from foedus.terms import Nature

if TYPE_CHECKING:
    from foedus.knowledge.world import World

# What a state's own body calls itself beside the state's name.
_BODY = re.compile(
    r"\b(?:president|prime minister|ministry|minister|government|cabinet|chancellery|embassy|parliament|department|"
    r"foreign office|armed forces|mission|consulate)\b",
    re.IGNORECASE,
)
# The office that a publisher's name gives, or that is held at the seat that it names.
_OFFICE = re.compile(r"\b(president|prime minister|chancellor|king|emir|sultan)\b")
_SEATED = {
    "white house": "president", "kremlin": "president", "élysée": "president", "elysee": "president",
    "blue house": "president", "casa rosada": "president", "downing street": "prime minister",
    "matignon": "prime minister", "palazzo chigi": "prime minister",
}  # fmt: skip
_PUBLIC = frozenset({"gov", "gob", "gouv", "gouvernement", "go", "mil", "government"})  # labels under a country's own


def state_of_publisher(world: World, name: str | None, url: str | None = None) -> str | None:
    """The state whose government publishes under this name or at this address; None for outlets and institutes.

    >>> from foedus.knowledge.world import load_world
    >>> world = load_world()
    >>> [state_of_publisher(world, name) for name in ("The White House", "President of Ukraine", "CNN")]
    ['USA', 'UKR', None]
    >>> state_of_publisher(world, None, "http://en.kremlin.ru/events/1"), state_of_publisher(world, None, "https://a.gov/b")
    ('RUS', 'USA')
    """
    return _by_name(world, name) if name else _by_address(world, url)


def office_of_publisher(name: str | None, url: str | None = None) -> str | None:
    """The office whose holder publishes under this name or at this address; None where neither tells.

    >>> [office_of_publisher(each) for each in ("President of Ukraine", "10 Downing Street", "CNN")]
    ['president', 'prime minister', None]
    >>> office_of_publisher(None, "https://www.whitehouse.gov/a")
    'president'
    """
    written = (name or urlsplit(url or "").hostname or "").casefold()
    told = _OFFICE.search(written)
    if told is not None:
        return told[1]
    close = written.replace(" ", "")
    return next((office for seat, office in _SEATED.items() if seat.replace(" ", "") in close), None)


def _by_name(world: World, name: str) -> str | None:
    plain = name.removeprefix("The ").removeprefix("the ")
    exact = _state(world, plain)
    if exact is not None:
        return exact
    for found in world.find(name) if _BODY.search(name) else ():
        for candidate in found.candidates:
            actor = world.actors.get(candidate.actor)
            if actor is not None and actor.nature is Nature.STATE:
                return actor.id
    return None


def _state(world: World, name: str) -> str | None:
    for candidate in world.named(name):
        actor = world.actors.get(candidate.actor)
        if actor is None or world.is_outlet(actor.id) or world.is_institute(actor.id):
            continue
        if (
            actor.nature in {Nature.STATE, Nature.GOVERNMENT, Nature.ARMED_FORCE, Nature.PERSON}
            or actor.sector == "GOV"
        ):
            return actor.country or (actor.id if actor.nature is Nature.STATE else None)
    return None


def _by_address(world: World, url: str | None) -> str | None:
    labels = (urlsplit(url).hostname or "").split(".") if url else []
    if len(labels) < 2:
        return None
    if labels[-1] in {"gov", "mil"}:
        return "USA"
    seat = _state(world, labels[-2].capitalize())
    if seat is not None:
        return seat
    if not set(labels[:-1]) & _PUBLIC:
        return None
    country = {"UK": "GB"}.get(labels[-1].upper(), labels[-1].upper())  # the one domain that is not the ISO code
    states = (actor for actor in world.actors.values() if actor.nature is Nature.STATE)
    return next((each.id for each in states if world.code(each.id, "iso2") == country), None)
