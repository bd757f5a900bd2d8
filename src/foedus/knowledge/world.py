"""Who acts in the world: states and what is left of former ones, armed forces, leaders, organisations, outlets.

What enters is the rows of the CSV files beside this module, and a user's own; what leaves is a `World` that finds names
in texts and knows what they can mean. A part of a state ("CHN/MIL") is an actor that is made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from foedus.knowledge.agents import sector_of
from foedus.knowledge.gazetteer import Candidate, Gazetteer, Name
from foedus.knowledge.tables import Membership, Office, Support, Tables, overlay_files, own_files
from foedus.records import Actor
from foedus.terms import Nature
from foedus.values import fingerprint

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["Candidate", "Name", "World", "load_world"]

_OUTSIDE = frozenset({"REB", "CRM"})  # PLOVER sectors that stand against every state, unless they govern


class Actors(Mapping[str, Actor]):
    """Actors by id; parts of states are made on demand and are not counted or listed."""

    def __init__(self, tables: Tables) -> None:
        self._known = tables.actors
        self._sectors = tables.sectors

    def __getitem__(self, key: str) -> Actor:
        known = self._known.get(key)
        if known is not None:
            return known
        country, stroke, sector = key.partition("/")
        whole = self._known[country]
        if not stroke or sector not in self._sectors:
            raise KeyError(key)
        meaning, nature = self._sectors[sector]
        return Actor(
            id=key,
            name=f"{whole.name} ({meaning.partition(':')[0]})",
            nature=nature,
            country=whole.country,
            sector=sector,
            part_of=(country,),
            exists=whole.exists,
            source=whole.source,
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


@dataclass(frozen=True, kw_only=True)
class World:
    """Actors, their names, and who belongs to what."""

    actors: Mapping[str, Actor]
    gazetteer: Gazetteer
    notes: Mapping[str, str]
    sectors: Mapping[str, str]  # PLOVER sector to its meaning
    agents: Mapping[str, str]  # "troops" to its sector
    memberships: tuple[Membership, ...]
    offices: Mapping[str, tuple[Office, ...]]
    supports: Mapping[str, tuple[Support, ...]]  # of names that can mean several actors
    fingerprint: str  # of the files that all this was read from

    def find(self, text: str) -> tuple[Name, ...]:
        """The names in the text, in order, none overlapping another.

        >>> [name.words for name in load_world().find("China’s army and the U.S.-led bloc")]
        ['China', 'U.S.']
        """
        return self.gazetteer.find(text)

    def named(self, words: str, on: date | None = None) -> tuple[Candidate, ...]:
        """What exactly these words can mean, on that day where one is given.

        >>> from datetime import date
        >>> [each.actor for each in load_world().named("Putin", date(2022, 3, 1))]
        ['vladimir-putin']
        """
        bare = words.strip().removesuffix("'s").removesuffix("’s")
        found = self.gazetteer.spelled(bare)
        if not found and bare[:4].lower() == "the ":
            found = self.gazetteer.spelled(bare[4:])
        everyone = dict.fromkeys(one for each in found for one in each.candidates)
        return tuple(each for each in everyone if on is None or each.holds_on(on))

    def part(self, country: str, sector: str) -> Actor:
        """The state's government, armed forces or other sector as an actor of its own.

        >>> load_world().part("CHN", "MIL").name
        'China (military)'
        """
        return self.actors[f"{country}/{sector}"]

    def country_of(self, actor: str) -> str | None:
        """The code of the state that the actor is or belongs to; None for what belongs to no state.

        >>> load_world().country_of("PLA"), load_world().country_of("NATO")
        ('CHN', None)
        """
        known = self.actors.get(actor)
        return known.country if known else None

    def state_of(self, actor: str) -> str | None:
        """The code of the state for which the actor takes part; rebels and gangs that hold no land take part for none.

        >>> load_world().state_of("HOUTHIS"), load_world().state_of("ISIS")
        ('YEM', None)
        """
        known = self.actors.get(actor)
        outside = known is not None and known.sector in _OUTSIDE and "/" not in actor
        if known is None or (outside and "governs" not in self.notes.get(actor, "").split()):
            return None
        return known.country

    def takes_part_as(self, actor: str) -> str | None:
        """The state, or the organisation of states, for which the actor takes part; None where it does for neither.

        A state that has ended counts as the one that took its place, an organ or an officer as the organisation.

        >>> world = load_world()
        >>> world.takes_part_as("SUN"), world.takes_part_as("PLA"), world.takes_part_as("jens-stoltenberg")
        ('RUS', 'CHN', 'NATO')
        """
        known = self.actors.get(actor)
        if known is None:
            return None
        if known.nature is Nature.STATE or known.country is not None:
            state = actor if known.nature is Nature.STATE else self.state_of(actor)
            return (self.successor(state) or state) if state is not None else None
        within = known
        while within.part_of and within.part_of[0] in self.actors:
            within = self.actors[within.part_of[0]]
            if within.country is not None:
                return within.country
        meant = within if known.nature is Nature.PERSON or "organ" in self.notes.get(actor, "").split() else known
        is_body = meant.sector == "IGO" and "forum" not in self.notes.get(meant.id, "").split()
        return meant.id if is_body and meant.nature is not Nature.PERSON else None

    def sector_of(self, words: str) -> str | None:
        """The PLOVER sector of what the words describe, from their head noun.

        >>> load_world().sector_of("officials of the foreign ministry"), load_world().sector_of("Chinese troops")
        ('GOV', 'MIL')
        """
        return sector_of(words, self.agents)

    def sector_on(self, actor: str, day: date | None) -> str | None:
        """The actor's sector on that day: a leader's goes with the office, and is ELI after the last.

        >>> from datetime import date
        >>> world = load_world()
        >>> world.sector_on("vladimir-putin", date(1998, 12, 1)), world.sector_on("vladimir-putin", date(2022, 3, 1))
        ('SPY', 'GOV')
        """
        known = self.actors.get(actor)
        held = self.offices.get(actor, ())
        if known is None or not held or day is None:
            return known.sector if known else None
        holding = [each for each in held if (each.since is None or each.since <= day)]
        in_office = [each for each in holding if each.until is None or day < each.until]
        if in_office:
            return in_office[0].sector
        return "ELI" if holding and len(holding) == len(held) else known.sector

    def successor(self, actor: str) -> str | None:
        """The state that took a former one's place; None for one that has not ended.

        >>> load_world().successor("SUN")
        'RUS'
        """
        for word in self.notes.get(actor, "").split():
            if word.startswith("successor="):
                return word.removeprefix("successor=")
        return None

    def code(self, actor: str, scheme: str) -> str | None:
        """The actor's code in another scheme: iso2, cow or gw.

        >>> load_world().code("CHN", "cow")
        '710'
        """
        for word in self.notes.get(actor, "").split():
            if word.startswith(f"{scheme}="):
                return word.partition("=")[2]
        return None

    def members(self, organisation: str, on: date | None = None) -> tuple[str, ...]:
        """The member states, on that day where one is given, else all that ever were."""
        return tuple(
            each.member
            for each in self.memberships
            if each.organisation == organisation
            and (on is None or ((each.since is None or each.since <= on) and (each.until is None or on < each.until)))
        )

    def is_outlet(self, actor: str) -> bool:
        """Whether the actor publishes news; MED is CAMEO's code for media, which users' own files may carry."""
        known = None if "/" in actor else self.actors.get(actor)
        return known is not None and ("outlet" in self.notes.get(actor, "") or known.sector in {"JRN", "MED"})

    def is_wire(self, actor: str) -> bool:
        """Whether the actor is a news agency, whose text others print."""
        return "wire" in self.notes.get(actor, "")

    def is_institute(self, actor: str) -> bool:
        """Whether the actor is a research institute, think tank or university."""
        known = None if "/" in actor else self.actors.get(actor)
        return known is not None and ("institute" in self.notes.get(actor, "") or known.sector == "EDU")


@lru_cache(maxsize=4)
def load_world(overlay: Path | None = None) -> World:
    """The world as our files tell it, with a user's file or folder of the same columns over it."""
    tables = Tables()
    sources = [*own_files(), *(overlay_files(overlay) if overlay else ())]
    for file in sources:
        tables.add(file)
    return World(
        actors=Actors(tables),
        gazetteer=Gazetteer(tables.spellings),
        notes=tables.notes,
        sectors={code: meaning for code, (meaning, _) in tables.sectors.items()},
        agents=tables.agents,
        memberships=tuple(tables.memberships),
        offices={person: tuple(held) for person, held in tables.offices.items()},
        supports={name: tuple(rows) for name, rows in tables.supports.items()},
        fingerprint=fingerprint("world", *(sha256(file.read_bytes()).hexdigest() for file in sources)),
    )
