"""Who is told of: how often and as what, under which names, and the decisions that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.errors import UnknownActor
from foedus.show.atlas import BORDERS, map_svg, undrawn
from foedus.show.server.page import PAGE, ROWS, Asked, Listed, Page, Parameter, Where, listed
from foedus.show.server.telling import Line, Saying, lines, sayings
from foedus.terms import Nature

if TYPE_CHECKING:
    from foedus.show.server.index import Index

MOST_NAMES, MOST_CLAIMS, MOST_SAYINGS = 40, 30, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """One actor as the list shows it."""

    id: str
    name: str
    nature: str
    country: str
    claims: int
    initiates: int
    targeted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Actors:
    """A page of actors."""

    listed: Listed
    actors: tuple[ActorRow, ...]
    map: Drawn | None  # of all states told of; only beside the whole list


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Where states lie, and how often each is told of."""

    picture: str
    borders: str  # whose they are
    undrawn: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Words that were taken to mean the actor: how often, on whose decision, for what reason."""

    words: str
    mentions: int
    mention: str  # one of them
    by: str
    because: str
    judgement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Another actor's state that is told of together with this one."""

    dyad: str
    name: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OneActor:
    """One actor: names, decisions, partners, and what is said of it."""

    row: ActorRow
    known_names: tuple[str, ...]
    part_of: tuple[str, ...]
    source: str
    aliases: tuple[Alias, ...]
    refused: tuple[Alias, ...]
    partners: tuple[Partner, ...]
    propositions: tuple[Saying, ...]
    claims: tuple[Line, ...]
    map: Drawn | None  # of the states that are told of together with this one


_COUNTS = "SELECT * FROM told_of WHERE {where}"


def actors(asked: Asked) -> Actors:
    """The actors that were asked for."""
    index = asked.index
    where = Where()
    if asked.text("q"):
        named = Where()
        named.words(asked.text("q"), "strip_accents(lower(name || ' ' || actor))")
        where.add(f"id IN (SELECT actor FROM nations WHERE {named})", *named.values)  # noqa: S608 - conditions of ours
    if country := asked.text("country"):
        where.add("country = ?", country)
    counted = _COUNTS.format(where=where)
    place = listed(asked, int(index.one(f"SELECT count(*) FROM ({counted})", *where.values)))  # noqa: S608
    rows = index.rows(
        f"SELECT * FROM ({counted}) ORDER BY claims DESC, id LIMIT {ROWS} OFFSET {(place.page - 1) * ROWS}",  # noqa: S608
        *where.values,
    )
    is_whole = not asked.text("q") and not country and place.page == 1
    told = {each["country"]: each["claims"] for each in index.rows(_BY_STATE)} if is_whole else {}
    return Actors(
        listed=place,
        actors=tuple(_row(index, each) for each in rows),
        map=_drawn(index, told, "The states that are told of, by number of claims"),
    )


_BY_STATE = "SELECT country, count(DISTINCT claim) AS claims FROM sides GROUP BY country ORDER BY country"
_BESIDE = """
SELECT b.country, count(DISTINCT a.claim) AS claims FROM sides AS a JOIN sides AS b ON b.claim = a.claim
WHERE a.country = ? GROUP BY b.country ORDER BY b.country"""


def _beside(index: Index, country: str) -> Drawn | None:
    """The map of a state and of those that are told of together with it."""
    told = {each["country"]: each["claims"] for each in index.rows(_BESIDE, country)}
    return _drawn(index, told, f"{index.names.actor(country)} and the states that are told of together with it")


def _drawn(index: Index, told: dict[str, int], title: str) -> Drawn | None:
    """The map of these states; None where none of them is drawn."""
    states = {code: number for code, number in told.items() if _is_state(index, code)}
    names = {code: index.names.actor(code) for code in states}
    picture = map_svg(states, names, title)
    if not picture:
        return None
    return Drawn(picture=picture, borders=BORDERS, undrawn=tuple(names[code] for code in undrawn(states)))


def _is_state(index: Index, code: str) -> bool:
    known = index.world.actors.get(code)
    return known is not None and known.nature is Nature.STATE


def _row(index: Index, counted: dict[str, object]) -> ActorRow:
    identity = str(counted["id"])
    known = index.world.actors.get(identity)
    return ActorRow(
        id=identity,
        name=index.names.actor(identity),
        nature=known.nature.value if known is not None else Nature.ORGANISATION.value,
        country=str(counted["country"]),
        **{key: int(str(counted[key])) for key in ("claims", "initiates", "targeted")},
    )


def one_actor(asked: Asked) -> OneActor:
    """The page of one actor.

    Raises:
        UnknownActor: the dossier tells of no such actor.
    """
    index = asked.index
    identity = asked.parts["id"]
    rows = index.rows(_COUNTS.format(where="id = ?"), identity)
    meant = index.one("SELECT count(*) FROM nations WHERE actor = ?", identity)
    if not rows and not meant:
        raise UnknownActor(identity)
    counted = rows[0] if rows else {
        "id": identity, "country": index.names.country(identity), "claims": 0, "initiates": 0, "targeted": 0,
    }  # fmt: skip
    known = index.world.actors.get(identity)
    told, shown = index.listing("sayings"), index.listing("lines")
    return OneActor(
        row=_row(index, counted),
        known_names=known.names if known is not None else (),
        part_of=tuple(map(index.names.actor, known.part_of)) if known is not None else (),
        source=known.source if known is not None else "a user's own file, or not known to this Foedus",
        aliases=_aliases(index, identity, "same"),
        refused=_aliases(index, identity, "different"),
        partners=_partners(index, str(counted["country"])),
        propositions=sayings(index, told.page(told.having("actor", identity), "best supported", 0, MOST_SAYINGS)),
        claims=lines(index, shown.page(shown.having("party", identity), "newest", 0, MOST_CLAIMS)),
        map=_beside(index, str(counted["country"])),
    )


def _aliases(index: Index, identity: str, opinion: str) -> tuple[Alias, ...]:
    rows = index.rows(
        "SELECT * FROM aliases WHERE actor = ? AND opinion = ? ORDER BY mentions DESC, words LIMIT ?",
        identity, opinion, MOST_NAMES,
    )  # fmt: skip
    return tuple(
        Alias(words=" ".join(each["words"].split()), mentions=each["mentions"], mention=each["mention"],
              by=each["judge"], because=each["because"], judgement=each["judgement"])
        for each in rows
    )  # fmt: skip


def _partners(index: Index, country: str) -> tuple[Partner, ...]:
    rows = index.rows(
        "SELECT * FROM dyads WHERE first = $1 OR second = $1 ORDER BY claims DESC, dyad LIMIT 12",
        country,
    )
    return tuple(
        Partner(
            dyad=each["dyad"],
            name=index.names.actor(each["second"] if each["first"] == country else each["first"]),
            claims=each["claims"],
        )
        for each in rows
    )


PAGES = (
    Page(
        path="/actors",
        title="Actors",
        template="actors.html",
        says="Who is told of, and how often.",
        answer=Actors,
        make=actors,
        parameters=(
            Parameter(name="q", says="Words of the actor's name, or its id."),
            Parameter(name="country", says="The code of the state that it belongs to."),
            PAGE,
        ),
    ),
    Page(
        path="/actors/{id:path}",
        title="Actor",
        template="actor.html",
        says="One actor: its names with the decisions behind them, and what is said of it.",
        answer=OneActor,
        make=one_actor,
    ),
)
