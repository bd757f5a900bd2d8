"""The first page: what the dossier holds, what is new since the last visit, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.assess import alignment
from foedus.show.ladder import answer_of
from foedus.show.server.page import Asked, Page
from foedus.show.server.revising import counted
from foedus.show.server.telling import Named, Saying, sayings
from foedus.show.views import NO_OUTLET
from foedus.terms import Severity

if TYPE_CHECKING:
    from foedus.records import Problem
    from foedus.show.server.index import Index

MOST_NEW, MOST_RELATIONS, MOST_PLACES = 8, 12, 6
MOST_LOOKED_AT = 200  # new documents that are held against the text whose place they took


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """What came since the last visit."""

    documents: int
    document_list: tuple[Named, ...]
    propositions: int
    proposition_list: tuple[Saying, ...]
    moved: tuple[Moved, ...]
    problems: int
    replaced: tuple[Replaced, ...]
    removed: int  # documents that are here no more
    ended: int  # propositions that nobody tells any more, or that others now tell otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A document that took the place of an earlier text, and how many of its claims changed."""

    document: Named
    claims: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A proposition whose count of independent roots is another now."""

    saying: Saying
    before: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Two actors, how often they are told of together, and how far their relation has come."""

    dyad: str
    names: str
    claims: int
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Problems of one sort."""

    code: str
    severity: str
    says: str
    count: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a problem stands."""

    id: str
    document: str | None
    where: str
    words: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What a dossier holds, at a glance."""

    name: str
    counts: dict[str, int]
    outlets: int
    unstated: int  # documents of which nobody said who published them
    unread: int
    contested: int
    since: str | None
    until: str | None
    new: New | None
    relations: tuple[Relation, ...]
    troubles: tuple[Trouble, ...]


def home(asked: Asked) -> Home:
    """The first page."""
    key, kept = ("home", asked.keeper.visited is not None), asked.index.kept
    if key not in kept:
        asked.index.keep(key, _made(asked))
    told: Home = kept[key]
    return told


def _made(asked: Asked) -> Home:
    index = asked.index
    days = index.rows("SELECT min(published_on) AS since, max(published_on) AS until FROM papers WHERE NOT superseded")
    return Home(
        name=asked.keeper.folder.resolve().name,
        counts=index.counts,
        outlets=int(
            index.one("SELECT count(DISTINCT outlet) FROM papers WHERE NOT superseded AND outlet <> ?", NO_OUTLET)
        ),
        unstated=int(index.one("SELECT count(*) FROM papers WHERE NOT superseded AND outlet = ?", NO_OUTLET)),
        unread=int(
            index.one("SELECT count(*) FROM roots WHERE document IS NULL AND nature NOT IN ('unstated', 'described')")
        ),
        contested=int(index.one("SELECT count(*) FROM sayings WHERE against > 0")),
        since=days[0]["since"].isoformat() if days[0]["since"] else None,
        until=days[0]["until"].isoformat() if days[0]["until"] else None,
        new=_new(asked),
        relations=relations(index, MOST_RELATIONS),
        troubles=_troubles(index),
    )


def relations(index: Index, most: int) -> tuple[Relation, ...]:
    """The relations most told of."""
    rows = index.rows("SELECT dyad, first, second, claims FROM dyads ORDER BY claims DESC, dyad LIMIT ?", most)
    stages = {each.id: each.name for each in alignment().stages}
    found = []
    for each in rows:
        first, second = each["first"], each["second"]
        names = f"{index.names.actor(first)} and {index.names.actor(second)}"
        told = answer_of(names, index.assessments(first, second), stages, None).removeprefix(names).lstrip(":, ")
        found.append(Relation(dyad=each["dyad"], names=names, claims=each["claims"], answer=_answer_first(told)))
    return tuple(found)


def _answer_first(told: str) -> str:
    """The answer with what stands in brackets before it behind it.

    >>> _answer_first("(1 of 2 indicators on one root alone): nominal.")
    'nominal (1 of 2 indicators on one root alone).'
    """
    note, colon, answer = told.partition("): ")
    return f"{answer.removesuffix('.')} {note})." if colon and note.startswith("(") else told


def _new(asked: Asked) -> New | None:
    """What came since the last visit; None where nothing is known of one, or nothing came."""
    visited, index = asked.keeper.visited, asked.index
    if visited is None:
        return None
    before = {key: {str(one) for one in visited.get(key, ())} for key in ("documents", "problems", "propositions")}
    papers = [each for each in index.rows("SELECT id, coalesce(title, file) AS name FROM papers WHERE NOT superseded")
              if each["id"] not in before["documents"]]  # fmt: skip
    rows = index.rows("SELECT id, lower, upper FROM sayings ORDER BY lower DESC, upper DESC, tellings DESC, id")
    fresh = [each["id"] for each in rows if each["id"] not in before["propositions"]]
    bounds = visited.get("propositions", {})
    moved = {
        each["id"]: (bounds[each["id"]], [each["lower"], each["upper"]])
        for each in rows
        if each["id"] in before["propositions"] and bounds[each["id"]] != [each["lower"], each["upper"]]
    }
    troubles = [each for each in index.ids("SELECT id FROM problems") if each not in before["problems"]]
    here = {each["id"] for each in index.rows("SELECT id FROM documents")}
    removed, ended = len(before["documents"] - here), len(before["propositions"] - {each["id"] for each in rows})
    replaced = tuple(
        Replaced(document=Named(id=each["id"], name=each["name"]), claims=told)
        for each in papers[:MOST_LOOKED_AT]
        if (told := counted(index, each["id"]))
    )
    if not (papers or fresh or moved or troubles or removed or ended):
        return None
    shown = sayings(index, list(moved)[:MOST_NEW])
    return New(
        documents=len(papers),
        document_list=tuple(Named(id=each["id"], name=each["name"]) for each in papers[:MOST_NEW]),
        propositions=len(fresh),
        proposition_list=sayings(index, fresh[:MOST_NEW]),
        moved=tuple(
            Moved(saying=each, before=_bounds(moved[each.id][0]), now=_bounds(moved[each.id][1])) for each in shown
        ),
        problems=len(troubles),
        replaced=replaced[:MOST_NEW],
        removed=removed,
        ended=ended,
    )


def _bounds(told: list[int]) -> str:
    return f"{told[0]}" if told[0] == told[1] else f"{told[0]} to {told[1]}"


def _troubles(index: Index) -> tuple[Trouble, ...]:
    """Problems by their sort, faults first, each with some places."""
    groups = index.rows(
        "SELECT code, severity, count(*) AS held FROM problems GROUP BY code, severity ORDER BY severity, code"
    )
    found = []
    for each in groups:
        some = index.records(
            "problems", "id IN (SELECT id FROM problems WHERE code = ? AND severity = ? ORDER BY id LIMIT ?)",
            each["code"], each["severity"], MOST_PLACES,
        )  # fmt: skip
        said = {one.says for one in some}
        found.append(
            Trouble(
                code=each["code"].replace("-", " "),
                severity=each["severity"],
                says=index.names.in_words(said.pop()) if len(said) == 1 else "",
                count=each["held"],
                places=tuple(_place(index, one, told=len(said) != 0) for one in some),
            )
        )
    return tuple(found)


def _place(index: Index, problem: Problem, *, told: bool) -> Place:
    identity = problem.span.document if problem.span else problem.about
    rows = index.rows("SELECT id, file FROM papers WHERE id = ?", identity)
    rows = rows or index.rows("SELECT id, file FROM papers WHERE file = ? ORDER BY superseded, id LIMIT 1", identity)
    words = " ".join(problem.span.text.split()) if problem.span else ""
    return Place(
        id=problem.id,
        document=rows[0]["id"] if rows else None,
        where=rows[0]["file"] if rows else problem.about,
        words=words if len(words) <= 160 else f"{words[:157]}…",
        says=index.names.in_words(problem.says) if told or problem.severity is Severity.FAULT else "",
    )


PAGES = (
    Page(
        path="/",
        title="Dossier",
        template="home.html",
        says="What the dossier holds, what is new since the last visit, and what could not be read.",
        answer=Home,
        make=home,
    ),
)
