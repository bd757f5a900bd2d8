"""What is said once: for, against and qualified side by side, with both bounds, and what each root carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from foedus.errors import UnknownId
from foedus.show.handles import WITHOUT, Handle
from foedus.show.server import coded
from foedus.show.server.coded import CodedBeside  # noqa: TC001 - the type of a field, which OpenAPI reads
from foedus.show.server.judging import Decision, decision
from foedus.show.server.listing import Columns
from foedus.show.server.page import PAGE, ROWS, Asked, Listed, Page, Parameter, Where, listed
from foedus.show.server.telling import Line, Named, Saying, line, root_name, saying, sayings
from foedus.show.views import dataset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.records import Check, Objection, Proposition, Root
    from foedus.show.server.index import Index
    from foedus.show.views import Views

MOST_SHOWN = 60  # claims on each side of one proposition
MOST_LEFT_OUT = 60  # roots that are left out in turn
MOST_NEAR = 12  # propositions that may say the same
MOST_WORDS = 3  # of a proposition, by which they are looked for first
MOST_RANKED = 8  # of its words, by which of many the likely ones are told
MOST_LIKELY = 200  # propositions whose words are compared one by one
_SORTS = {
    "best supported": "lower DESC, upper DESC, tellings DESC, id",
    "most contested": "against DESC, qualified DESC, lower DESC, id",
    "most repeated": "tellings DESC, lower DESC, id",
    "widest bounds": "upper - lower DESC, upper DESC, id",
    "belief": "belief DESC, lower DESC, id",
    "newest": "since DESC NULLS LAST, lower DESC, id",
}
_LEFT = {
    "contested": "against > 0",
    "qualified": "qualified > 0",
    "on one root": "upper = 1",
    "unfounded": "lower = 0",
    "repeated on one root": "lower <= 1 AND outlets > 1",
}
LIST = Columns(
    table="sayings",
    columns=("kind",),
    many={
        "state": "SELECT place, country AS value FROM concerns JOIN sayings ON sayings.id = concerns.proposition",
        "actor": """SELECT DISTINCT place, value FROM (
            SELECT id, unnest(list_concat(list_concat(initiators, targets), others)) AS value FROM propositions
        ) JOIN sayings USING (id)""",
        "root": """SELECT place, value FROM (
            SELECT id, unnest(roots) AS value FROM propositions
        ) JOIN sayings USING (id)""",
        "only": " UNION ALL ".join(
            f"SELECT place, '{name}' AS value FROM sayings WHERE {holds}"  # noqa: S608 - conditions of ours
            for name, holds in _LEFT.items()
        ),
    },
    orders=_SORTS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Propositions:
    """A page of propositions."""

    listed: Listed
    coded: int  # events of other coders, which stand on a page of their own
    propositions: tuple[Saying, ...]


def propositions(asked: Asked) -> Propositions:
    """The propositions that were asked for."""
    index, held = asked.index, asked.index.listing("sayings")
    masks = [held.having("state", each) for each in index.halves(asked.text("dyad"))]
    holding = index.holding("sayings", asked.text("q"))
    masks += [holding] if holding is not None else []
    masks += [held.having("kind", asked.text("kind"))] if asked.text("kind") else []
    masks += [held.having("only", asked.text("only"))] if asked.text("only") else []
    mask = np.logical_and.reduce(masks) if masks else None
    place = listed(asked, len(held) if mask is None else int(np.count_nonzero(mask)))
    order = asked.text("order") or "best supported"
    shown = held.page(mask, order, (place.page - 1) * ROWS, ROWS)
    return Propositions(listed=place, coded=index.counts["coded_events"], propositions=sayings(index, shown))


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A claim on one side of a proposition, and why it stands there."""

    line: Line
    respect: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What becomes of the bounds when one root, and what rests on it, is left out."""

    root: Named
    nature: str
    is_read: bool
    lower: int
    upper: int
    changes: bool
    why: str  # the handle that opens it


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """What a reference dataset says of it."""

    id: str
    proposition: str
    verdict: str
    says: str
    dataset: str
    first_year: int
    last_year: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One column of a reference row."""

    column: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneProposition:
    """One proposition with all who bear on it."""

    saying: Saying
    pro: tuple[Telling, ...]
    con: tuple[Telling, ...]
    qualified: tuple[Telling, ...]
    withdrawn: tuple[Telling, ...]
    left_out: tuple[LeftOut, ...]
    refines: tuple[Saying, ...]
    refined_by: tuple[Saying, ...]
    checks: tuple[CheckRow, ...]
    decisions: tuple[Decision, ...]
    coded: CodedBeside  # events of other coders that tell the same act


def one_proposition(asked: Asked) -> OneProposition:
    """The page of one proposition, or of the one that a claim supports.

    Raises:
        UnknownId: there is no such proposition.
    """
    index = asked.index
    identity = _proposition(index, asked.parts["id"])
    held: Proposition = index.among("propositions", [identity])[0]
    opposed = (*held.denying, *held.qualifying, *held.withdrawn)
    material = index.material(
        {*held.supporting[:2000], *(each.claim for each in opposed[:2000])}, propositions=[identity],
        lineage=True,
    )  # fmt: skip
    views = index.views(material)
    roots: dict[str, Root] = {each.id: each for each in index.bare_roots(held.roots)}
    return OneProposition(
        saying=saying(views, held, roots),
        pro=_tellings(views, held.standing),
        con=_objections(views, held.denying),
        qualified=_objections(views, held.qualifying),
        withdrawn=_objections(views, held.withdrawn),
        left_out=_left_out(views, held, roots),
        refines=sayings(index, held.refines),
        refined_by=sayings(index, sorted(index.with_key("propositions", "refines", [identity]))),
        checks=tuple(map(check_row, index.matching("checks", "proposition", [identity]))),
        decisions=tuple(decision(index, each) for each in material.decisions_on(held.supporting)),
        coded=coded.of_proposition(index, held),
    )


def _proposition(index: Index, wanted: str) -> str:
    """The id of the proposition with this id, or of the one that the claim with this id supports."""
    table, identity = index.found(wanted)
    if table == "claims":
        told = index.one("SELECT min(proposition) FROM stands WHERE claim = ? AND stance = 'for'", identity)
        table, identity = ("propositions", told) if told else (table, identity)
    if table != "propositions":
        raise UnknownId(wanted)
    return identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A proposition, and others that may say the same."""

    saying: Saying
    claim: str  # in whose words it is told
    near: tuple[Saying, ...]


def alike(asked: Asked) -> Alike:
    """What may say the same as one proposition: what has the words that were asked for, else is of the same states.

    Raises:
        UnknownId: there is no such proposition.
    """
    index = asked.index
    identity = _proposition(index, asked.parts["id"])
    held: Proposition = index.among("propositions", [identity])[0]
    where = Where()
    where.add("s.id <> ?", identity)
    where.words(asked.text("q"), "s.plain")
    near: list[str] = []
    own = str(index.one("SELECT plain FROM sayings WHERE id = ?", identity)).split()
    own = sorted(set(own), key=lambda word: (-len(word), word))
    longest = own[:MOST_WORDS]
    if longest and not asked.text("q"):  # most have a long word in common; of many, the others are not weighed
        common = Where([*where.conditions], [*where.values])
        common.add(" OR ".join(["contains(s.plain, ?)"] * len(longest)), *longest)
        common.add("near.states IS NOT NULL")
        near = _nearest(index, identity, common, own)
    if len(near) < MOST_NEAR:
        near = _nearest(index, identity, where, own)
    (told,) = sayings(index, [identity])
    return Alike(saying=told, claim=held.supporting[0], near=sayings(index, near))


def _nearest(index: Index, identity: str, where: Where, own: list[str]) -> list[str]:
    """The ids of what is nearest to a proposition among what fulfils the conditions.

    Those of the same states that hold most of its longest words come first; of them, those with most words in common.
    """
    rank = " + ".join(["contains(s.plain, ?)::INT"] * len(own[:MOST_RANKED])) or "0"
    asked = f"{_NEAR.format(where, rank, MOST_LIKELY)} LIMIT {MOST_NEAR}"
    return index.ids(asked, identity, *where.values, *own[:MOST_RANKED], identity)


_NEAR = """
WITH here AS (SELECT country FROM concerns WHERE proposition = ?),
near AS (
    SELECT c.proposition AS id, count(*) AS states FROM concerns AS c JOIN here USING (country) GROUP BY c.proposition
),
likely AS (
    SELECT s.id, s.plain, coalesce(near.states, 0) AS states FROM sayings AS s LEFT JOIN near ON near.id = s.id
    WHERE {} ORDER BY states DESC, {} DESC, s.id LIMIT {}
),
own AS (SELECT string_split(plain, ' ') AS words FROM sayings WHERE id = ?)
SELECT l.id FROM likely AS l, own
ORDER BY l.states DESC, len(list_intersect(string_split(l.plain, ' '), own.words)) DESC, l.id"""


def _tellings(views: Views, claims: Iterable[str]) -> tuple[Telling, ...]:
    shown = [each for each in claims if each in views.material.claim][:MOST_SHOWN]
    return tuple(Telling(line=line(views, views.material.claim[each]), respect="", because="") for each in shown)


def _objections(views: Views, objections: Iterable[Objection]) -> tuple[Telling, ...]:
    found: dict[str, Telling] = {}
    for each in objections:
        if each.claim in views.material.claim and len(found) < MOST_SHOWN:
            told = Telling(
                line=line(views, views.material.claim[each.claim]),
                respect=each.respect.value,
                because=views.in_words(each.because),
            )
            found.setdefault(each.claim, told)
    return tuple(found.values())


def _left_out(views: Views, held: Proposition, roots: dict[str, Root]) -> tuple[LeftOut, ...]:
    from foedus.assemble import without  # noqa: PLC0415  opens a room that lists do not need

    found = []
    for each in list(roots.values())[:MOST_LEFT_OUT]:
        lower, upper = without(held, each.id, views.material)
        found.append(
            LeftOut(root=Named(id=each.id, name=root_name(each)), nature=views.nature(each), is_read=each.is_read,
                    lower=lower, upper=upper, changes=(lower, upper) != (held.lower, held.upper),
                    why=str(Handle(of=held.id, what=WITHOUT, which=each.id)))
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.lower, one.upper, one.root.name, one.root.id)))


def check_row(each: Check) -> CheckRow:
    """A check as pages show it."""
    name = f"{each.dataset} {each.version}"
    return CheckRow(
        id=each.id,
        proposition=each.proposition,
        verdict=each.verdict.value,
        says=each.says.removeprefix(f"{name} ({each.first_year}-{each.last_year}): "),
        dataset=dataset(name),
        first_year=each.first_year,
        last_year=each.last_year,
        cells=tuple(Cell(column=one.column, value=one.value) for one in each.row),
    )


PAGES = (
    Page(
        path="/propositions",
        title="Propositions",
        template="propositions.html",
        says="What is said once, however many say it, with its independent count in two bounds.",
        answer=Propositions,
        make=propositions,
        parameters=(
            Parameter(name="q", says="Words of the proposition."),
            Parameter(name="dyad", says="Two states, as CHN-RUS, or one."),
            Parameter(name="kind", says="The kind of act."),
            Parameter(name="only", says="Only some.", choices=tuple(_LEFT)),
            Parameter(name="order", says="How the list is sorted.", choices=tuple(_SORTS)),
            PAGE,
        ),
    ),
    Page(
        path="/propositions/{id}",
        title="Proposition",
        template="proposition.html",
        says="One proposition: for, against and qualified side by side, and what each root carries.",
        answer=OneProposition,
        make=one_proposition,
    ),
    Page(
        path="/propositions/{id}/same",
        title="Says the same",
        template="same.html",
        says="What may say the same as one proposition, the likeliest first.",
        answer=Alike,
        make=alike,
        parameters=(Parameter(name="q", says="Words of the other proposition."),),
    ),
)
