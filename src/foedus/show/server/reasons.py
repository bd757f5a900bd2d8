"""The way from any id to the words: only the records on that way are fetched."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from foedus.errors import AmbiguousId
from foedus.show.server.coded import telling_the_same
from foedus.show.server.page import Asked, Page, Parameter
from foedus.show.server.plain import PlainWays
from foedus.show.steps import Reason  # noqa: TC001 - the type of a field, which OpenAPI reads
from foedus.show.why import Ways

if TYPE_CHECKING:
    from collections.abc import Callable

    from foedus.material import Material
    from foedus.records import Assessment, Proposition
    from foedus.show.server.index import Index

MOST_CLAIMS = 300  # on one way; the page of the root or proposition lists the rest
_SINGULAR = {
    "documents": "document", "mentions": "mention", "claims": "claim", "copies": "copy", "roots": "root",
    "propositions": "proposition", "drifts": "drift", "checks": "check", "assessments": "assessment",
    "judgements": "judgement", "problems": "problem", "datasets": "dataset", "coded_events": "coded event",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What an id stands for, and the way from it to the words."""

    id: str
    what: str
    page: str | None  # the page of the thing itself
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What an id that was typed may mean."""

    wanted: str
    found: tuple[str, ...]


def why(asked: Asked) -> Why:
    """The way from one id.

    Raises:
        UnknownId: nothing has it.
        AmbiguousId: several things do.
    """
    identity, table, reason = reason_of(asked.index, asked.parts["id"], PlainWays)
    own = {"documents": "documents", "propositions": "propositions", "roots": "sources"}.get(table)
    return Why(id=identity, what=_SINGULAR[table], page=f"/{own}/{identity}" if own else None, reason=reason)


def reason_of(index: Index, wanted: str, told: type[Ways] = Ways) -> tuple[str, str, Reason]:
    """The id that begins so, its table, and the way from it, told as commands tell it or as pages do.

    Raises:
        UnknownId: nothing has it.
        AmbiguousId: several things do.
    """
    table, identity = index.found(wanted)
    material = _material(index, table, identity)
    ways = told(
        index.views(material),
        problems=index.problems_of(identity) if table == "documents" else index.among("problems", [identity]),
        assessments=index.among("assessments", [identity]),
        datasets=index.datasets,
        coded=index.among("coded_events", [identity]),
    )
    return identity, table, ways.why(identity)


@dataclass(slots=True)
class _Wanted:
    """The records on the way from one id."""

    claims: list[str] = field(default_factory=list)
    propositions: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    more: dict[str, tuple[Any, ...]] = field(default_factory=dict)


def _material(index: Index, table: str, identity: str) -> Material:
    """The records on the way from this one."""
    if table in {"mentions", "judgements", "problems"}:
        return _of_words(index, table, identity)
    wanted = _Wanted()
    if table in _WANTED:
        _WANTED[table](index, identity, wanted)
    return _filled(index, wanted)


def _of_claim(index: Index, identity: str, wanted: _Wanted) -> None:
    wanted.claims = [identity]
    wanted.propositions = index.with_key("propositions", "claim", [identity])


def _of_proposition(index: Index, identity: str, wanted: _Wanted) -> None:
    wanted.propositions = [identity]
    wanted.more = {each: index.matching(each, "proposition", [identity]) for each in ("checks", "drifts")}


def _of_root(index: Index, identity: str, wanted: _Wanted) -> None:
    wanted.claims = sorted(index.among("roots", [identity])[0].claims)[:MOST_CLAIMS]


def _of_document(index: Index, identity: str, wanted: _Wanted) -> None:
    wanted.documents = [identity]
    wanted.claims = index.with_key("claims", "document", [identity])


def _of_drift(index: Index, identity: str, wanted: _Wanted) -> None:
    drift = index.among("drifts", [identity])[0]
    wanted.more = {"drifts": (drift,)}
    wanted.claims = [drift.earlier, drift.later]


def _of_check(index: Index, identity: str, wanted: _Wanted) -> None:
    check = index.among("checks", [identity])[0]
    wanted.more = {"checks": (check,)}
    wanted.propositions = [check.proposition]


def _of_copy(index: Index, identity: str, wanted: _Wanted) -> None:
    copy = index.among("copies", [identity])[0]
    wanted.more = {"copies": (copy,)}
    wanted.documents = [copy.first, copy.second]


def _of_assessment(index: Index, identity: str, wanted: _Wanted) -> None:
    held: Assessment = index.among("assessments", [identity])[0]
    grounds = (*held.grounds, *held.counter_grounds)
    wanted.more = {"checks": index.among("checks", grounds)}
    wanted.propositions = [*grounds, *(each.proposition for each in wanted.more["checks"])]


def _of_coded(index: Index, identity: str, wanted: _Wanted) -> None:
    wanted.propositions = telling_the_same(index, index.among("coded_events", [identity])[0])


_WANTED: dict[str, Callable[[Index, str, _Wanted], None]] = {
    "claims": _of_claim,
    "propositions": _of_proposition,
    "roots": _of_root,
    "documents": _of_document,
    "drifts": _of_drift,
    "checks": _of_check,
    "copies": _of_copy,
    "assessments": _of_assessment,
    "coded_events": _of_coded,
}


def _filled(index: Index, wanted: _Wanted) -> Material:
    told: tuple[Proposition, ...] = index.among("propositions", wanted.propositions)
    claims = (
        wanted.claims
        or [
            claim
            for each in told
            for claim in (*each.supporting, *(one.claim for one in (*each.denying, *each.qualifying, *each.withdrawn)))
        ][:MOST_CLAIMS]
    )
    material = index.material(
        claims,
        propositions=wanted.propositions,
        documents=wanted.documents,
        more=wanted.more,
        mentions=len(claims) == 1,
    )
    return _with_roots(index, material, [root for each in told for root in each.roots])


def _with_roots(index: Index, material: Material, wanted: list[str]) -> Material:
    """The material with the roots that its propositions name, though none of their claims is here."""
    held = {each.id for each in material.roots}
    extra = index.among("roots", [each for each in wanted if each not in held])
    return replace(material, roots=tuple(sorted((*material.roots, *extra), key=lambda each: each.id)))


def _of_words(index: Index, table: str, identity: str) -> Material:
    """The records behind a mention, a judgement or a problem."""
    subjects, papers = {identity}, set()
    if table == "judgements":
        judged = index.among("judgements", [identity])[0]
        subjects = {judged.subject, judged.candidate}
        papers |= {judged.evidence.document} if judged.evidence else set()
    if table == "problems":
        trouble = index.among("problems", [identity])[0]
        papers |= {trouble.span.document if trouble.span else trouble.about}
    mentions = index.among("mentions", subjects)
    near = {one for each in mentions for one in (*each.refers_to, each.belongs_to) if one}
    mentions = tuple(sorted((*mentions, *index.among("mentions", near - subjects)), key=lambda each: each.id))
    papers |= {each.span.document for each in mentions} | subjects
    roots = index.among("roots", subjects)
    claims = [each.claims[0] for each in roots if each.claims]
    claims += [each.id for each in index.among("claims", subjects)]
    material = index.material(claims, documents=papers)
    judgements = index.judgements_on({each.id for each in mentions}) + index.among("judgements", [identity])
    return replace(
        material,
        mentions=mentions,
        judgements=tuple({each.id: each for each in (*material.judgements, *judgements)}.values()),
        roots=tuple({each.id: each for each in (*roots, *material.roots)}.values()),
    )


def look_up(asked: Asked) -> Search:
    """What the typed letters of an id may mean."""
    wanted = asked.text("id")
    try:
        found: tuple[str, ...] = (asked.index.found(wanted)[1],) if wanted else ()
    except AmbiguousId as several:
        found = several.found[:20]
    return Search(wanted=wanted, found=found)


PAGES = (
    Page(
        path="/why",
        title="Why",
        template="look_up.html",
        says="What the first letters of an id stand for.",
        answer=Search,
        make=look_up,
        parameters=(Parameter(name="id", says="The first letters of an id, four at least."),),
    ),
    Page(
        path="/why/{id}",
        title="Why",
        template="why.html",
        says="The way from any id to the words that it rests on.",
        answer=Why,
        make=why,
    ),
)
