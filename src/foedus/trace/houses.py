"""Which publishing house each document comes from, as far as its record or a judgement tells.

Documents and judgements enter; a `House` for each document leaves. Two documents without a publisher may come from one
house or from two: each gets a house of its own that is marked as not told.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from foedus.terms import PUBLISHER_IS_OUTLET, Nature, Opinion, Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foedus.knowledge.gazetteer import Name
    from foedus.material import Material
    from foedus.records import Actor, Document


SHORTEST_INITIALS = 2
_PRESS_OFFICE = re.compile(
    r"^(?:the )?(?:(?:press|information|media) (?:service|office|department|cent(?:re|er)|bureau)"
    r"|office of the (?:press )?spokes\w+) (?:of|for) (?:the )?(?=[A-Z])",
    re.IGNORECASE,
)
_MINISTRY = re.compile(
    r"\b(?:ministry|embassy|high commission|government|chancellery)\b|^office of the p", re.IGNORECASE
)
SHORTEST_NAME = 4  # letters of a name by which a house can be called for short


class Named(Protocol):
    """A candidate for a name."""

    @property
    def actor(self) -> object:
        """The actor, or its id."""
        ...


class World(Protocol):
    """What tracing asks of the knowledge of actors."""

    @property
    def actors(self) -> Mapping[str, Actor]:
        """Every known actor by id."""
        ...

    @property
    def notes(self) -> Mapping[str, str]:
        """What is noted of actors, by id: of a state its codes."""
        ...

    def named(self, words: str, /) -> Iterable[Named]:
        """The actors that these words may name, the likeliest first."""
        ...

    def find(self, text: str, /) -> Iterable[Name]:
        """The names in a text."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A publisher: its key, its name, and its actor where it is a known one."""

    key: str
    name: str
    actor: str | None
    told: bool


@lru_cache(maxsize=1 << 16)
def plain_name(words: str) -> str:
    """A name as it is compared: no case, article, mark or title.

    >>> plain_name("The Graustark Post’s")
    'graustark post'
    """
    words = re.sub(r"['’]s\b", "", words.casefold().replace("’", "'"))
    words = re.sub(r"[^\w& ]+", " ", words)
    return re.sub(r"^(?:the|a|an)\s+", "", " ".join(words.split()))


def initials(name: str) -> str:
    """The first letters of the words that begin with a capital.

    >>> initials("Press Agency of Graustark")
    'PAG'
    """
    return "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper() and word not in {"The", "And"})


class Directory:
    """The told houses by what they can be called: their initials, and the first words of their names."""

    def __init__(self, houses: Iterable[House]) -> None:
        self._short: dict[str, dict[str, House]] = defaultdict(dict)
        self._plain: dict[str, dict[str, House]] = defaultdict(dict)
        for each in houses:
            if each.told:
                self._short[initials(each.name)][each.key] = each
                words = plain_name(each.name).split(" ")
                for count in range(1, len(words) + 1):
                    self._plain[" ".join(words[:count])][each.key] = each

    def called(self, words: str) -> House | None:
        """The one house that these words name, in full, by first words or by initials; None where none or several."""
        bare = words.strip(" ().")
        if bare.isupper() and len(bare) >= SHORTEST_INITIALS:
            short = self._short.get(bare, {})
            if len(short) == 1:
                return next(iter(short.values()))
        plain = plain_name(words)
        found = self._plain.get(plain, {}) if len(plain) >= SHORTEST_NAME else {}
        return next(iter(found.values())) if len(found) == 1 else None


def houses(material: Material, world: World) -> dict[str, House]:
    """The house of each document, by document id."""
    judged = {
        each.subject: each.candidate
        for each in material.judgements
        if each.about == PUBLISHER_IS_OUTLET and each.opinion is Opinion.SAME
        if each.by is not Verb.GATHER or _can_publish(each.candidate, world)
    }
    return {each.id: _house(each, judged.get(each.id), world) for each in material.documents}


def actor_named(words: str, world: World) -> str | None:
    """The id of the one actor that these words name, None where there is none or more than one."""
    found = []
    for each in world.named(words):
        actor = each.actor
        found.append(actor if isinstance(actor, str) else str(getattr(actor, "id", "")))
    found = list(dict.fromkeys(one for one in found if one))
    return found[0] if len(found) == 1 else None


def _official(host: str, world: World) -> str | None:
    """The state whose government publishes under this host."""
    told: dict[str, Any] = hosts()
    by_suffix = next((state for end, state in told["suffixes"].items() if f".{host}".endswith(f".{end}")), None)
    parts = host.split(".")
    if by_suffix is None and len(parts) > 1 and parts[-2] in told["second_level"]:
        letters = {"uk": "gb"}.get(parts[-1], parts[-1]).upper()
        by_suffix = next((state for state, note in world.notes.items() if f"iso2={letters} " in f"{note} "), None)
    return by_suffix if by_suffix is not None and by_suffix in world.actors else None


@cache
def hosts() -> dict[str, Any]:
    """Under which addresses governments publish."""
    text = resources.files("foedus.trace").joinpath("hosts.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)
    return found


def _can_publish(words: str, world: World) -> bool:
    """Whether what was taken for an outlet can be one: nobody reads a paper called by a state's name or a leader's."""
    actor = world.actors.get(actor_named(words, world) or "")
    return actor is None or actor.nature not in {Nature.PERSON, Nature.STATE}


def is_government(actor: Actor) -> bool:
    """Whether the actor, no person, speaks for its state: its government, a ministry; not its courts or parliament."""
    return bool(actor.country) and actor.sector == "GOV" and actor.nature in {Nature.GOVERNMENT, Nature.ORGANISATION}


def _ministry(name: str, world: World) -> str | None:
    """The government of the one state in the name of a ministry or an embassy; None of any other name."""
    named = [world.actors[each] for each in _named_in(name, world)] if _MINISTRY.search(name) else []
    states = {each.country for each in named if each.nature is not Nature.ORGANISATION}  # Foreign Affairs is a journal
    state = next(iter(states)) if len(states) == 1 else None
    return f"{state}/GOV" if state is not None else None


def _named_in(name: str, world: World) -> list[str]:
    found = [str(one.actor) for each in world.find(name) for one in each.candidates[:1]]
    return [each for each in found if each in world.actors]


def _house(document: Document, judged: str | None, world: World) -> House:
    if judged is not None:
        known = world.actors.get(judged)
        actor = judged if known else actor_named(judged, world)
        name = world.actors[actor].name if actor and actor in world.actors else judged
        return House(key=actor or plain_name(judged), name=name, actor=actor, told=True)
    if document.publisher:
        name = _PRESS_OFFICE.sub("", document.publisher)
        actor = actor_named(name, world) or _ministry(name, world)
        key = plain_name(name) if actor is None or actor.endswith("/GOV") else actor
        return House(key=key, name=name, actor=actor, told=True)
    host = urlsplit(document.url or "").hostname
    if host:
        state = _official(host, world)
        return House(
            key=host.removeprefix("www."), name=host.removeprefix("www."), actor=f"{state}/GOV" if state else None,
            told=True,
        )  # fmt: skip
    title = document.title or document.gathered_from or document.id
    return House(key=f"? {document.id}", name=f"unstated publisher of “{title}”", actor=None, told=False)
