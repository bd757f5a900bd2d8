"""Relations: how often two actors are told of together, and for each pair the brief with its ladder and its record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from foedus.check import load_reference
from foedus.show.brief import Brief, brief_of
from foedus.show.handles import CLAIMS, of_dyad
from foedus.show.ladder import Ladder, ladder_of
from foedus.show.server import coded, over_time
from foedus.show.server.coded import CodedBeside  # noqa: TC001 - the type of a field, which OpenAPI reads
from foedus.show.server.home import Relation, relations
from foedus.show.server.page import Asked, Page
from foedus.show.server.propositions import CheckRow, check_row
from foedus.show.server.telling import Saying, sayings
from foedus.show.server.work import Step, untold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.material import Material
    from foedus.records import Problem, Proposition
    from foedus.show.server.index import Index
    from foedus.show.server.work import Told

MOST_RELATIONS = 200
MOST_PAPERS = 500  # of a dossier whose papers are all told of
STEPS = 4  # in which a relation is worked out
GREAT = 20_000  # claims of a dossier from which on a relation that is not at hand is shown in two parts
MOST_EARLY = 15  # propositions of the first part
MOST_OF_BOTH, MOST_BESIDE = 150, 60  # propositions that the page tells; the rest is counted, and linked


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """The pairs that are told of."""

    all: int
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """One dataset, and what it covers of what was asked of it."""

    dataset: str
    first_year: int
    last_year: int
    agrees: int
    conflicts: int
    silent: int
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneRelation:
    """The brief of one relation, with the record's rows beside it."""

    dyad: str
    claims: int  # those that name both
    why: str  # the handle that opens them
    brief: Brief
    record: tuple[Asks, ...]
    left_out: int
    coded: CodedBeside  # events of other coders


def all_relations(asked: Asked) -> Relations:
    """The relations most told of."""
    index, key = asked.index, "relations"
    if key not in index.kept:
        count = int(index.one("SELECT count(*) FROM dyads"))
        index.keep(key, Relations(all=count, relations=relations(index, MOST_RELATIONS)))
    told: Relations = index.kept[key]
    return told


def one_relation(asked: Asked) -> OneRelation:
    """The page of one relation.

    Raises:
        UnknownActor: one of the two is nobody.
    """
    index = asked.index
    first, second = over_time.states(index, asked.parts["dyad"])
    return worked_out(index, first, second)


def is_at_hand(index: Index, first: str, second: str) -> bool:
    """Whether the relation has been worked out, and is kept."""
    is_kept = index.shelf is not None and f"{first}-{second}" in index.shelf
    return is_kept or ("relation", first, second) in index.kept


def worked_out(index: Index, first: str, second: str, told: Told = untold) -> OneRelation:
    """The brief of the relation: the kept one, or a new one that is kept then; nobody makes it twice at once."""
    key, dyad = ("relation", first, second), f"{first}-{second}"
    with index.work.alone(dyad):
        if key in index.kept:
            found: OneRelation = index.kept[key]
            return found
        kept = index.shelf.get(dyad) if index.shelf is not None else None
        if kept is not None:
            return kept
        made = _made(index, first, second, told)
        is_told_of = index.one("SELECT count(*) FROM dyads WHERE dyad = ?", dyad)  # of two others anyone can ask
        if index.shelf is None or not is_told_of or not index.shelf.put(made):
            index.keep(key, made)
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Early:
    """What a relation shows at once, while the rest is worked out."""

    dyad: str
    first: str
    second: str
    claims: int
    all: int  # propositions of both
    ladder: Ladder
    sayings: tuple[Saying, ...]
    step: Step


def early(asked: Asked) -> Early | None:
    """What is quickly told of one relation, the rest being ordered; None where all of it is at hand or soon made.

    Raises:
        UnknownActor: one of the two is nobody.
    """
    index = asked.index
    if index.counts["claims"] < GREAT:
        return None
    first, second = over_time.states(index, asked.parts["dyad"])
    if is_at_hand(index, first, second):
        return None
    dyad = f"{first}-{second}"
    step = asked.keeper.foreseen(dyad) or index.work.begin(dyad, lambda told: worked_out(index, first, second, told))
    both = index.ids(_OF_BOTH, first, second)
    return Early(
        dyad=dyad,
        first=index.names.actor(first),
        second=index.names.actor(second),
        claims=_naming_both(index, dyad),
        all=len(both),
        ladder=ladder_of(index.names, (first, second), index.bare_assessments(first, second)),
        sayings=sayings(index, both[:MOST_EARLY]),
        step=step,
    )


def _naming_both(index: Index, dyad: str) -> int:
    """How many claims name both states of a relation."""
    return int(index.one("SELECT coalesce(sum(claims), 0) FROM dyads WHERE dyad = ?", dyad))


def progress(asked: Asked) -> Step:
    """How far the rest of a relation is; all of it where it is at hand, or where nobody works on it any more."""
    index = asked.index
    first, second = over_time.states(index, asked.parts["dyad"])
    dyad = f"{first}-{second}"
    if is_at_hand(index, first, second):
        return Step(done=STEPS, of=STEPS, says="")
    return asked.keeper.foreseen(dyad) or index.work.step(dyad) or Step(done=STEPS, of=STEPS, says="")


def _made(index: Index, first: str, second: str, told: Told = untold) -> OneRelation:
    told(0, STEPS, "finding what is told of the two")
    both = index.ids(_OF_BOTH, first, second)
    beside = index.ids(_OF_ONE, first, second)
    shown = [*both[:MOST_OF_BOTH], *beside[:MOST_BESIDE]]
    material = _bearing(index, shown)
    told(1, STEPS, "laying it out over time")
    through = over_time.shown(index, first, second)
    told(2, STEPS, "leaving out each root in turn, and setting what contradicts it beside")
    brief = brief_of(
        index.views(material),
        (first, second),
        whole=index.views(over_time.told_of_both(index, first, second)),
        assessments=index.assessments(first, second),
        problems=_problems(index, material),
        over_time=through,
        reference=load_reference(index.reference) if index.reference is not None else None,
    )
    brief.entries_left_out = max(0, len(both) - MOST_OF_BOTH)
    brief.beside_left_out = max(0, len(beside) - MOST_BESIDE)
    told(3, STEPS, "holding it against the record")
    rows = index.matching("checks", "proposition", both)
    return OneRelation(
        dyad=f"{first}-{second}",
        claims=_naming_both(index, f"{first}-{second}"),
        why=str(of_dyad((first, second), CLAIMS)),
        brief=brief,
        record=_record([check_row(each) for each in rows]),
        left_out=brief.entries_left_out,
        coded=coded.of_relation(index, first, second),
    )


def _bearing(index: Index, shown: list[str]) -> Material:
    """What these propositions and all that stands for and against them rest on."""
    bearing = {one for each in index.among("propositions", shown) for one in _claims_of(each)}
    more = {table: index.matching(table, "proposition", shown) for table in ("drifts", "checks")}
    papers = index.ids(_PAPERS)  # all of a small dossier, as its brief lists them; of a great one those that tell of it
    documents = papers if len(papers) <= MOST_PAPERS else []
    material = index.material(bearing, propositions=shown, documents=documents, lineage=True, more=more)
    return replace(material, propositions=tuple(_with_their_claims(material)))


def _problems(index: Index, material: Material) -> tuple[Problem, ...]:
    """The problems of the documents, in the order of their ids."""
    held = {each.id for each in material.documents}
    near = (*index.matching("problems", "document", held), *index.matching("problems", "span", held))
    return tuple(
        each
        for each in sorted({each.id: each for each in near}.values(), key=lambda each: each.id)
        if (each.span.document if each.span else each.about) in held
    )


_PAPERS = f"SELECT id FROM papers WHERE NOT superseded LIMIT {MOST_PAPERS + 1}"  # noqa: S608 - a number of ours
_ORDER = "ORDER BY s.lower DESC, s.upper DESC, s.outlets DESC, s.belief DESC, s.id"
_OF_BOTH = f"""
SELECT s.id FROM sayings AS s
JOIN concerns AS a ON a.proposition = s.id AND a.country = ?
JOIN concerns AS b ON b.proposition = s.id AND b.country = ? {_ORDER}"""  # noqa: S608 - nothing of a user's
_OF_ONE = f"""
SELECT s.id FROM sayings AS s
JOIN (SELECT proposition FROM concerns WHERE country IN (?, ?) GROUP BY proposition HAVING count(*) = 1) AS a
ON a.proposition = s.id {_ORDER}"""  # noqa: S608 - nothing of a user's


def _with_their_claims(material: Material) -> Iterator[Proposition]:
    """The propositions whose claims all count; those of a text that is being read anew wait to be assembled."""
    known = {each.id for each in material.claims}
    yield from (each for each in material.propositions if known.issuperset(_claims_of(each)))


def _claims_of(proposition: Proposition) -> Iterator[str]:
    """The claims that stand for it or against it."""
    yield from proposition.supporting
    yield from (each.claim for each in (*proposition.denying, *proposition.qualifying, *proposition.withdrawn))


def _record(rows: list[CheckRow]) -> tuple[Asks, ...]:
    """The rows of the record by dataset, those that speak first."""
    found: dict[str, list[CheckRow]] = {}
    for each in rows:
        found.setdefault(each.dataset, []).append(each)
    speaks = ("conflicts", "agrees", "datasets differ")
    return tuple(
        Asks(
            dataset=name,
            first_year=min(each.first_year for each in held),
            last_year=max(each.last_year for each in held),
            agrees=sum(each.verdict == "agrees" for each in held),
            conflicts=sum(each.verdict == "conflicts" for each in held),
            silent=sum(each.verdict not in speaks for each in held),
            rows=tuple(sorted(held, key=lambda one: (one.verdict not in speaks, one.verdict, one.says, one.id))),
        )
        for name, held in sorted(found.items())
    )


PAGES = (
    Page(
        path="/relations",
        title="Relations",
        template="relations.html",
        says="The pairs of actors that are told of, the most told of first.",
        answer=Relations,
        make=all_relations,
    ),
    Page(
        path="/relations/{dyad}",
        title="Relation",
        template="relation.html",
        says="The brief of one relation: claims, contradictions, the ladder, the record, what would change it.",
        answer=OneRelation,
        make=one_relation,
        early=early,
        early_template="early.html",
    ),
)
