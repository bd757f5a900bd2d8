"""The rows of the world's files: what enters is CSV, what leaves is actors and the spellings that name them.

A file is known by its columns, so a user's own files, of the same columns, go over ours: a row for an actor that we
have replaces it, a name is added to those we have. Cells that hold several names separate them by semicolons. Every row
names its source; SOURCES.md tells where each file's rows come from.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

from foedus.errors import BadActors, UnsourcedRow
from foedus.knowledge.gazetteer import Candidate, Spelling, fold
from foedus.knowledge.petrarch import entries
from foedus.records import Actor
from foedus.terms import Nature
from foedus.values import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

FILES = (
    "sectors.csv",
    "states.csv",
    "regions.csv",
    "organisations.csv",
    "national-bodies.csv",
    "armed-groups.csv",
    "institutes.csv",
    "outlets.csv",
    "places.csv",
    "leaders.csv",
    "memberships.csv",
    "agents.csv",
    "care.csv",
    "context.csv",
    "names.csv",
    "officials.csv",
)
_LONGEST_CELL = 20_000  # characters; the longest of ours, a list of names, has about a thousand
HIDDEN = "not an actor"  # words that hide the names within them
_ACRONYM = re.compile(r"(?:[A-Z]\. ?){2,}|[A-Z][A-Z0-9+&-]+|[A-Z][a-z]?[A-Z]+")
# What a name is taken for where the actor that it means is something else.
_NATURES = {
    "demonym": Nature.PEOPLE,
    "combining form": Nature.STATE,
    "capital": Nature.PLACE,
    "seat": Nature.GOVERNMENT,
    "leader": Nature.PERSON,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A state's membership of an organisation; an end that is None is open."""

    organisation: str
    member: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Words that speak for one of several actors that a name can mean."""

    name: str
    actor: str
    words: tuple[str, ...]
    is_usual: bool  # the actor that is meant where nothing speaks for another


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that a person held, and when."""

    person: str
    title: str
    country: str
    sector: str  # the holder's PLOVER sector
    since: date | None
    until: date | None


@dataclass(slots=True, kw_only=True)
class Tables:
    """Everything that the files say, as it is read."""

    actors: dict[str, Actor] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    sectors: dict[str, tuple[str, Nature]] = field(default_factory=dict)
    agents: dict[str, str] = field(default_factory=dict)
    offices: dict[str, list[Office]] = field(default_factory=lambda: defaultdict(list))
    memberships: list[Membership] = field(default_factory=list)
    names: dict[str, list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    care: dict[str, str] = field(default_factory=dict)
    supports: dict[str, list[Support]] = field(default_factory=lambda: defaultdict(list))

    def add(self, file: Traversable) -> None:
        """The rows of one file, whatever its columns say that they are, or the entries of a PETRARCH dictionary.

        Raises:
            BadActors: the file is no table, or a row has no such column, day or nature.
            UnsourcedRow: a row names no source.
        """
        number = 0
        try:
            if file.name.endswith(".txt"):
                self._add_dictionary(file)
                return
            for number, row in _rows(file):  # noqa: B007 - the handlers below tell it
                self._add_row(row)
        except KeyError as error:
            raise BadActors(file.name, f"row {number} has no column {error}") from error
        except (ValueError, csv.Error) as error:
            raise BadActors(file.name, f"row {number} or the one after it: {str(error)[:200]}") from error
        except OSError as error:
            raise BadActors(file.name, error.strerror or "it cannot be read") from error

    def _add_row(self, row: dict[str, str]) -> None:
        if "organisation" in row:
            self._add_membership(row)
        elif "actor" in row and "name" in row:
            self._add_support(row)
        elif "actor" in row:
            self._add_name(row)
        elif "office" in row:
            self._add_leader(row)
        elif "nature" in row and "id" in row:
            self._add_actor(row)
        else:
            self._add_other(row)

    def _add_dictionary(self, file: Traversable) -> None:
        told = [*entries(file.read_bytes().decode("utf-8", "replace").splitlines())]
        if not any(entry.codes for entry in told):
            raise BadActors(file.name, "no name in it has a code in brackets, as PETRARCH's dictionaries write it")
        for entry in told:
            for code in entry.codes:
                if code.country not in self.actors:
                    continue  # "IGO", "MNC" and the like name no actor
                actor = f"{code.country}/{code.sector}" if code.sector in self.sectors else code.country
                how = "leader" if code.since or code.until else "alias"
                meant = Candidate(actor=actor, how=how, since=code.since, until=code.until)
                for words in entry.names:
                    self.names[words].append(meant)

    def _add_other(self, row: dict[str, str]) -> None:
        if "country" in row:
            self._add_place(row)
        elif "meaning" in row:
            self.sectors[row["sector"]] = (row["meaning"], Nature(row["nature"]))
        elif "care" in row:
            self.care[row["words"]] = row["care"]
        else:
            self.agents[row["words"]] = row["sector"]

    def _add_actor(self, row: dict[str, str]) -> None:
        known = self.actors.get(row["id"])
        names = tuple(part.strip() for part in row["names"].split(";") if part.strip())
        self.actors[row["id"]] = Actor(
            id=row["id"],
            name=row["name"],
            nature=Nature(row["nature"]),
            country=row["country"] or None,
            sector=row["sector"] or None,
            part_of=tuple(row["part_of"].split()),
            exists=_period(row["since"], row["until"]),
            names=names,
            source=row["source"],
        )
        self.notes[row["id"]] = row["note"]
        if row["nature"] == Nature.STATE and known is None and not row["names"] and row["note"]:
            return  # the names of our states are rows of their own, each with its source
        for words in (row["name"], *names):
            self.names[words].append(Candidate(actor=row["id"], how=how_named(words)))

    def _add_leader(self, row: dict[str, str]) -> None:
        person = slug(row["name"])
        since, until = _day(row["since"]), _day(row["until"])
        country = row["country"]
        names = tuple(part.strip() for part in row["names"].split(";") if part.strip())
        if person not in self.actors:
            home = self.actors.get(country)
            self.actors[person] = Actor(
                id=person,
                name=row["name"],
                nature=Nature.PERSON,
                country=home.country if home else country or None,
                sector=row.get("sector") or (home.sector if home and home.sector else "GOV"),
                part_of=(country,) if home and home.nature is not Nature.STATE else (f"{country}/GOV",),
                names=names,
                source=row["source"],
            )
        self.offices[person].append(
            Office(
                person=person,
                title=row["office"],
                country=country,
                sector=row.get("sector") or self.actors[person].sector or "GOV",
                since=since,
                until=until,
            )
        )
        written = names or self.actors[person].names
        for words in (row["name"], *written):
            self.names[words].append(Candidate(actor=person, how="leader", since=since, until=until))

    def _add_place(self, row: dict[str, str]) -> None:
        place = f"{row['country']}-{slug(row['name'])}"
        if place not in self.actors:
            self.actors[place] = Actor(
                id=place, name=row["name"], nature=Nature.PLACE, country=row["country"], source=row["source"]
            )
        self.names[row["name"]].append(Candidate(actor=place, how="name"))

    def _add_name(self, row: dict[str, str]) -> None:
        if row["how"] == HIDDEN:
            self.names[row["words"]].clear()
            return
        self.names[row["words"]].append(
            Candidate(actor=row["actor"], how=row["how"], since=_day(row["since"]), until=_day(row["until"]))
        )

    def _add_support(self, row: dict[str, str]) -> None:
        words = tuple(part.strip() for part in row["words"].split(";"))
        speaking = tuple(each for each in words if each and each != "*")
        self.supports[row["name"]].append(
            Support(name=row["name"], actor=row["actor"], words=speaking, is_usual="*" in words)
        )

    def _add_membership(self, row: dict[str, str]) -> None:
        self.memberships.append(
            Membership(
                organisation=row["organisation"],
                member=row["member"],
                since=_day(row["since"]),
                until=_day(row["until"]),
            )
        )

    def spellings(self) -> Iterator[Spelling]:
        """Every name with all that it can mean."""
        for words, candidates in self.names.items():
            care = self.care.get(words, "")
            if any(each.how == "combining form" for each in candidates):
                bound = tuple(each for each in candidates if each.how == "combining form")
                yield Spelling(words=words, nature=Nature.STATE, candidates=bound, care="hyphen")
                candidates = [each for each in candidates if each.how != "combining form"]
                if not candidates:
                    continue
            yield Spelling(
                words=words, nature=self._nature(candidates), candidates=tuple(dict.fromkeys(candidates)), care=care
            )

    def _nature(self, candidates: list[Candidate]) -> Nature:
        if not candidates:
            return Nature.PLACE
        first = candidates[0]
        actor = self.actors.get(first.actor)
        return _NATURES.get(first.how) or (actor.nature if actor else Nature.GOVERNMENT)


def own_files() -> Iterator[Traversable]:
    """Our own files, in the order in which they are read."""
    folder = files("foedus.knowledge")
    for name in FILES:
        yield folder.joinpath(name)


def overlay_files(overlay: Path) -> Iterable[Path]:
    """A user's file, or those of a folder in the order of their names: our columns, or a PETRARCH dictionary (.txt)."""
    return sorted([*overlay.glob("*.csv"), *overlay.glob("*.txt")]) if overlay.is_dir() else (overlay,)


def slug(name: str) -> str:
    """A name as an id.

    >>> slug("Recep Tayyip Erdoğan")
    'recep-tayyip-erdogan'
    """
    return "-".join(fold(name).split())


def how_named(words: str) -> str:
    """Whether words are an acronym or a name.

    >>> how_named("U.N."), how_named("United Nations")
    ('acronym', 'name')
    """
    return "acronym" if _ACRONYM.fullmatch(words) else "name"


def _rows(file: Traversable) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their numbers; a name, a word or an id that is empty or endless is no row of ours."""
    with file.open(encoding="utf-8-sig") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            if not row.get("source"):
                raise UnsourcedRow(file.name, number)
            cells = {key: value or "" for key, value in row.items() if key}
            if strange := next((key for key, cell in cells.items() if len(cell) > _LONGEST_CELL), None):
                raise ValueError(f"its {strange} has more than {_LONGEST_CELL} characters")
            if empty := next((key for key in ("id", "name", "words") if cells.get(key) == ""), None):
                raise ValueError(f"its {empty} is empty")
            yield number, cells


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _period(since: str, until: str) -> Period | None:
    if not since and not until:
        return None
    return Period(since=_day(since), until=_day(until), written=f"{since}/{until or '..'}")
