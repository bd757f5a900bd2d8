"""Records enter; what several pages show of them leaves: one claim in a line, one proposition, one root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.show.notes import pieces
from foedus.show.views import CERTAINTY, UNSTATED, is_unstated, period
from foedus.terms import Factuality

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.records import Claim, Proposition, Root
    from foedus.show.server.index import Index
    from foedus.show.views import Views

# A mark for each certainty, so that none is told by colour alone.
MARKS = {
    Factuality.CERTAIN: "●",
    Factuality.PROBABLE: "◕",
    Factuality.POSSIBLE: "◔",
    Factuality.UNCOMMITTED: "○",
    Factuality.POSSIBLY_NOT: "✕◔",
    Factuality.PROBABLY_NOT: "✕◕",
    Factuality.CERTAINLY_NOT: "✕●",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing with an id, by its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """How certain a claim is: FactBank's code, its words, and a mark that shows without colour."""

    code: str
    words: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some of a claim's words, and whether its reading rests on them."""

    text: str
    is_cue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claim as lists show it."""

    id: str
    document: str
    title: str
    outlet: str
    published_on: str | None
    start: int
    end: int
    words: tuple[Piece, ...]
    who: str
    what: str
    sort: str
    kind: str | None
    mode: str | None
    certainty: Sure
    publisher_certainty: Sure | None
    chain: tuple[str, ...]
    root: Named | None
    when: str
    quantities: tuple[str, ...]
    damaged: bool
    confidence: float
    judged_wrong: str | None  # the id of the judgement


def sure(value: Factuality) -> Sure:
    """A certainty with its words and its mark."""
    return Sure(code=value.value, words=CERTAINTY[value], mark=MARKS[value])


def line(views: Views, claim: Claim, *, judged_wrong: str | None = None) -> Line:
    """The claim as lists show it, with the judgement that it is none where there is one."""
    document = views.material.document[claim.document]
    root = views.material.root_of.get(claim.id)
    return Line(
        id=claim.id,
        document=claim.document,
        title=views.place(document),
        outlet=views.publisher(document),
        published_on=document.published_on.isoformat() if document.published_on else None,
        start=claim.evidence.start,
        end=claim.evidence.end,
        words=tuple(Piece(text=text, is_cue=is_cue) for text, is_cue in pieces(claim)),
        who=who(views, claim),
        what=what(views, claim),
        sort=claim.sort.value,
        kind=claim.kind,
        mode=claim.mode,
        certainty=sure(claim.factuality),
        publisher_certainty=sure(claim.publisher_factuality) if claim.publisher_factuality else None,
        chain=tuple(views.chain(claim)),
        root=Named(id=root.id, name=root_name(root)) if root is not None else None,
        when=period(claim.when),
        quantities=tuple(each.span.text for each in claim.quantities),
        damaged=claim.damaged,
        confidence=claim.confidence,
        judged_wrong=judged_wrong,
    )


def lines(index: Index, ids: Iterable[str]) -> tuple[Line, ...]:
    """These claims as lists show them, in the order given."""
    order = list(ids)
    material = index.material(order)
    views = index.views(material)
    held = {each.id: each for each in material.claims}
    return tuple(line(views, held[each], judged_wrong=index.wrong.get(each)) for each in order if each in held)


def who(views: Views, claim: Claim) -> str:
    """Who is said to do what to whom, by name; words that nothing names stand in quotation marks."""
    left: list[str] = []
    right: list[str] = []
    for each in claim.parties:
        side = left if each.role.value == "initiator" else right
        meant = views.material.actors_of.get(each.mention, ())
        for name in map(views.actor, meant) if meant else (f"“{' '.join(each.words.split())}”",):
            if name not in left and name not in right:
                side.append(name)
    return " → ".join(part for part in (", ".join(left), ", ".join(right)) if part)


def what(views: Views, claim: Claim) -> str:
    """The kind of a claim in words, with how far a cooperation has come."""
    told = views.kind(claim.kind, claim.sort)
    return f"{told}, {claim.status.value}" if claim.status is not None else told


def root_name(root: Root) -> str:
    """A root's name; one that the text does not name is told as such."""
    return UNSTATED if is_unstated(root) else root.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One proposition as lists show it."""

    id: str
    says: str
    who: str
    what: str
    count: str
    lower: int
    upper: int
    outlets: int
    unknown: int
    belief: float
    supporting: int
    against: int
    qualified: int
    withdrawn: int
    when: str
    roots: tuple[Named, ...]


def saying(views: Views, proposition: Proposition, roots: dict[str, Root]) -> Saying:
    """The proposition as lists show it."""
    return Saying(
        id=proposition.id,
        says=" ".join(proposition.says.split()),
        who=views.sides(proposition),
        what=views.kind(proposition.kind, proposition.sort),
        count=views.count(proposition),
        lower=proposition.lower,
        upper=proposition.upper,
        outlets=proposition.outlets,
        unknown=proposition.unknown,
        belief=round(proposition.belief, 4),
        supporting=len(proposition.supporting),
        against=len(proposition.denying),
        qualified=len(proposition.qualifying),
        withdrawn=len(proposition.withdrawn),
        when=period(proposition.when),
        roots=tuple(Named(id=each, name=root_name(roots[each])) for each in proposition.roots if each in roots),
    )


def sayings(index: Index, ids: Iterable[str]) -> tuple[Saying, ...]:
    """These propositions as lists show them, in the order given."""
    order = list(ids)
    held: dict[str, Proposition] = {each.id: each for each in index.among("propositions", order)}
    wanted = {root for each in held.values() for root in each.roots}
    roots = {each.id: each for each in index.bare_roots(sorted(wanted))}
    return tuple(saying(index.names, held[each], roots) for each in order if each in held)
