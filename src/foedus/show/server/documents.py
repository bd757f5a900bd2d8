"""The list of documents, and the reading view: an article as a person reads it, with what was read in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from foedus.errors import UnknownId
from foedus.show.server.listing import Columns
from foedus.show.server.page import PAGE, ROWS, Asked, Listed, Page, Parameter, listed
from foedus.show.server.revising import Revised, revised
from foedus.show.server.runs import Block, blocks
from foedus.show.server.telling import Line, Named, line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foedus.records import Claim, Copy, Document, Problem
    from foedus.show.server.index import Index
    from foedus.show.views import Views

_SORTS = {
    "file": "file, id",
    "newest": "published_on DESC NULLS LAST, file, id",
    "oldest": "published_on NULLS LAST, file, id",
    "outlet": "outlet, file, id",
    "claims": "claims DESC, file, id",
    "copies": "copies DESC, file, id",
}
LIST = Columns(table="papers", columns=("outlet", "superseded"), orders=_SORTS)
_STANCE = {
    "for": "counted in",
    "against": "denies",
    "qualified": "qualifies",
    "taken back": "taken back, not counted in",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document as the list shows it."""

    id: str
    title: str
    outlet: str
    published_on: str | None
    language: str | None
    file: str
    characters: int
    claims: int
    copies: int
    superseded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """A page of documents."""

    listed: Listed
    documents: tuple[Paper, ...]


def documents(asked: Asked) -> Papers:
    """The documents that were asked for."""
    index, held = asked.index, asked.index.listing("papers")
    mask = index.holding("papers", asked.text("q"))
    if outlet := asked.text("outlet"):
        mask = held.having("outlet", outlet) if mask is None else mask & held.having("outlet", outlet)
    if asked.text("superseded") != "yes":
        current = held.having("superseded", "false")
        mask = current if mask is None else mask & current
    place = listed(asked, len(held) if mask is None else int(np.count_nonzero(mask)))
    shown = held.page(mask, asked.text("order") or "file", (place.page - 1) * ROWS, ROWS)
    rows = index.in_order("papers", shown)
    return Papers(
        listed=place,
        documents=tuple(
            Paper(
                title=each["title"] or each["file"],
                published_on=each["published_on"].isoformat() if each["published_on"] else None,
                **{key: each[key] for key in
                   ("id", "outlet", "language", "file", "characters", "claims", "copies", "superseded")},
            )
            for each in rows
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Words that a reading rests on, and what they were taken for."""

    words: str
    signals: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A party of a claim: its words, and whom they were taken to mean."""

    mention: str
    role: str
    words: str
    actors: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A proposition that a claim bears on."""

    id: str
    stance: str
    says: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One claim beside its article: what was read, on whose word, and what it counts for."""

    number: int
    line: Line
    cues: tuple[Told, ...]
    sides: tuple[Side, ...]
    counted: tuple[Counted, ...]
    read_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """Another document that shares text with this one."""

    id: str
    document: str
    title: str
    outlet: str
    strength: str
    direction: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarked:
    """A problem of this document."""

    id: str
    code: str
    severity: str
    says: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article with what was read in it."""

    id: str
    title: str
    outlet: str
    is_outlet_judged: bool
    byline: str | None
    published_on: str | None
    url: str | None
    file: str
    language: str | None
    superseded_by: str | None
    replaces: str | None
    blocks: tuple[Block, ...]
    cards: tuple[Card, ...]
    remarks: tuple[Remarked, ...]
    copies: tuple[Copied, ...]
    revised: Revised | None  # from the text whose place this one took


def reading(asked: Asked) -> Reading:
    """The reading view of one document.

    Raises:
        UnknownId: there is no such document.
    """
    index = asked.index
    table, identity = index.found(asked.parts["id"])
    if table != "documents":
        raise UnknownId(asked.parts["id"])
    ids = index.with_key("claims", "document", [identity])
    bearing = index.with_key("propositions", "claim", ids)
    material = index.material(ids, documents=[identity], propositions=bearing)
    views = index.views(material)
    document = material.document[identity]
    problems = index.problems_of(identity)
    ordered = sorted(material.claims, key=lambda each: (each.evidence.start, each.evidence.end, each.id))
    numbered = [*enumerate(ordered, start=1)]
    counted = _counted(views)
    return Reading(
        id=identity,
        title=views.place(document),
        outlet=views.publisher(document),
        is_outlet_judged=document.publisher is None,
        byline=document.byline,
        published_on=document.published_on.isoformat() if document.published_on else None,
        url=document.url,
        file=document.gathered_from,
        language=document.language,
        superseded_by=next(iter(index.with_key("documents", "replaces", [identity])), None),
        replaces=next(iter(index.with_key("documents", "id", [document.replaces] if document.replaces else [])), None),
        blocks=blocks(document, [(n, each) for n, each in numbered if each.id not in index.wrong], problems),
        cards=tuple(_card(index, views, numbered=(number, each), counted=counted) for number, each in numbered),
        remarks=tuple(_remark(views, each) for each in problems),
        copies=_copies(index, document),
        revised=revised(index, identity),
    )


def _card(
    index: Index, views: Views, *, numbered: tuple[int, Claim], counted: Mapping[str, tuple[Counted, ...]]
) -> Card:
    number, claim = numbered
    return Card(
        number=number,
        line=line(views, claim, judged_wrong=index.wrong.get(claim.id)),
        cues=tuple(Told(words=" ".join(each.span.text.split()), signals=each.signals) for each in claim.cues),
        sides=tuple(
            Side(
                mention=each.mention,
                role=each.role.value,
                words=" ".join(each.words.split()),
                actors=tuple(
                    Named(id=one, name=views.actor(one)) for one in views.material.actors_of.get(each.mention, ())
                ),
            )
            for each in claim.parties
        ),
        counted=counted.get(claim.id, ()),
        read_by=claim.read_by,
    )


def _counted(views: Views) -> dict[str, tuple[Counted, ...]]:
    """For each claim, the propositions that it bears on and how."""
    found: dict[str, list[Counted]] = {}
    for each in views.material.propositions:
        stances = [(claim, "for") for claim in each.supporting]
        stances += [(one.claim, "against") for one in each.denying]
        stances += [(one.claim, "qualified") for one in each.qualifying]
        stances += [(one.claim, "taken back") for one in each.withdrawn]
        for claim, stance in stances:
            told = Counted(
                id=each.id, stance=_STANCE[stance], says=" ".join(each.says.split()), count=views.count(each)
            )
            found.setdefault(claim, []).append(told)
    return {claim: tuple(held) for claim, held in found.items()}


def _remark(views: Views, problem: Problem) -> Remarked:
    return Remarked(
        id=problem.id,
        code=problem.code.replace("-", " "),
        severity=problem.severity.value,
        says=views.in_words(problem.says),
        words=" ".join(problem.span.text.split()) if problem.span else "",
    )


def _copies(index: Index, document: Document) -> tuple[Copied, ...]:
    found = []
    held: tuple[Copy, ...] = index.matching("copies", "document", [document.id])
    papers = {
        each["id"]: each
        for each in index.in_order("papers", {one for each in held for one in (each.first, each.second)})
    }
    for each in held:
        other = each.second if each.first == document.id else each.first
        paper = papers.get(other)
        had_it_first = {"first to second": each.first, "second to first": each.second}.get(each.direction.value)
        told = "which had it first is not told"
        if had_it_first is not None:
            told = "this one had it first" if had_it_first == document.id else "the other had it first"
        found.append(
            Copied(id=each.id, document=other, title=paper["title"] or paper["file"] if paper else other,
                   outlet=paper["outlet"] if paper else "", strength=each.strength.value, direction=told,
                   because=each.because)
        )  # fmt: skip
    return tuple(found)


PAGES = (
    Page(
        path="/documents",
        title="Documents",
        template="documents.html",
        says="The documents, with how many claims were read in each.",
        answer=Papers,
        make=documents,
        parameters=(
            Parameter(name="q", says="Words of the text; phrases in quotation marks."),
            Parameter(name="outlet", says="The outlet."),
            Parameter(name="superseded", says="Those too whose place a later text has taken.", choices=("yes", "no")),
            Parameter(name="order", says="How the list is sorted.", choices=tuple(_SORTS)),
            PAGE,
        ),
    ),
    Page(
        path="/documents/{id}",
        title="Document",
        template="reading.html",
        says="One document as a person reads it, with the claims that were read in it.",
        answer=Reading,
        make=reading,
    ),
)
