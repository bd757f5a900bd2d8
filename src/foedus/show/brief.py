"""The brief of one relation: what is claimed, on whose word, how sure, what contradicts it, each note the exact words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from foedus.assemble import unread
from foedus.errors import UnknownActor
from foedus.show.views import CERTAINTY, address, period
from foedus.terms import Severity
from foedus.trace import lineage_svg

if TYPE_CHECKING:
    from foedus.records import Assessment, Check, Claim, Drift, Problem, Proposition
    from foedus.show.views import Views

_ORDER = {each: rank for rank, each in enumerate(CERTAINTY)}


@dataclass(frozen=True, kw_only=True)
class Note:
    """A footnote: exact words, where they stand, and how they were read."""

    number: int
    id: str
    text: str
    address: str
    title: str
    publisher: str
    published_on: str
    chain: str
    certainty: str
    what: str
    when: str
    damaged: bool


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One proposition as the brief tells it."""

    id: str
    says: str
    what: str
    certainty: str
    count: str
    lower: int
    upper: int
    belief: str
    roots: tuple[str, ...]
    notes: tuple[int, ...]
    against: tuple[tuple[str, str, int], ...]  # respect, reason, note
    qualified: tuple[tuple[str, str, int], ...]


@dataclass(kw_only=True)
class Brief:
    """All that a page of the brief shows; filled once, then only read."""

    first: str
    second: str
    version: str
    documents: list[dict[str, str]] = field(default_factory=list)
    lead: list[Assessment] = field(default_factory=list)
    indicators: list[Assessment] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    beside: list[Entry] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    drifts: list[Drift] = field(default_factory=list)
    roots: list[dict[str, object]] = field(default_factory=list)
    unread: list[dict[str, object]] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    remarks: list[dict[str, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    picture: str = ""


class _Notes:
    """Footnotes in the order in which they are first called for."""

    def __init__(self, views: Views) -> None:
        self.views = views
        self.held: dict[str, Note] = {}

    def number(self, identity: str) -> int:
        claim = self.views.material.claim[identity]
        if identity not in self.held:
            self.held[identity] = self._note(claim, len(self.held) + 1)
        return self.held[identity].number

    def _note(self, claim: Claim, number: int) -> Note:
        views = self.views
        document = views.material.document[claim.document]
        return Note(
            number=number,
            id=claim.id,
            text=" ".join(claim.evidence.text.split()),
            address=address(claim.evidence, document),
            title=views.place(document),
            publisher=views.publisher(document),
            published_on=document.published_on.isoformat() if document.published_on else "no date told",
            chain=" > ".join(views.chain(claim)),
            certainty=views.certainty(claim),
            what=views.what(claim),
            when=period(claim.when),
            damaged=claim.damaged,
        )


def state(views: Views, wanted: str) -> str:
    """The code of the state with this code or name; raises UnknownActor."""
    if wanted.upper() in views.world.actors:
        return wanted.upper()
    for each in views.world.named(wanted):
        return views.country(each.actor)
    raise UnknownActor(wanted)


def brief_of(
    views: Views,
    dyad: tuple[str, str],
    *,
    assessments: tuple[Assessment, ...] = (),
    problems: tuple[Problem, ...] = (),
) -> Brief:
    """The brief of the relation between two states, from all that the dossier holds of it."""
    first, second = sorted(state(views, each) for each in dyad)
    notes = _Notes(views)
    brief = Brief(first=views.actor(first), second=views.actor(second), version=version("foedus"))
    _add_documents(brief, views)
    _add_entries(brief, views, {first, second}, notes)
    own = [each for each in assessments if set(each.dyad) == {first, second}]
    brief.lead = [each for each in own if each.indicator is None]
    brief.indicators = [each for each in own if each.indicator is not None]
    shown = {each.id for each in (*brief.entries, *brief.beside)}
    brief.checks = [each for each in views.material.checks if each.proposition in shown]
    brief.drifts = [each for each in views.material.drifts if each.proposition in shown]
    _add_roots(brief, views)
    _add_problems(brief, views, problems)
    brief.notes = list(notes.held.values())
    brief.picture = lineage_svg(views.material)
    return brief


def _add_documents(brief: Brief, views: Views) -> None:
    for each in sorted(views.material.documents, key=lambda each: each.gathered_from):
        brief.documents.append(
            {
                "id": each.id,
                "title": views.place(each),
                "publisher": views.publisher(each),
                "published_on": each.published_on.isoformat() if each.published_on else "no date told",
                "file": each.gathered_from,
            }
        )


def _add_entries(brief: Brief, views: Views, wanted: set[str], notes: _Notes) -> None:
    weight = sorted(views.material.propositions, key=lambda each: (-each.lower, -each.upper, -each.outlets, each.id))
    for proposition in weight:
        actors = {views.country(each) for each in (*proposition.initiators, *proposition.targets, *proposition.others)}
        if wanted <= actors:
            brief.entries.append(_entry(proposition, views, notes))
    for proposition in weight:
        actors = {views.country(each) for each in (*proposition.initiators, *proposition.targets, *proposition.others)}
        if (wanted & actors and not wanted <= actors) or (not actors and proposition.denying):
            brief.beside.append(_entry(proposition, views, notes))


def _entry(proposition: Proposition, views: Views, notes: _Notes) -> Entry:
    claims = [views.material.claim[each] for each in proposition.supporting]
    values = sorted({each.factuality for each in claims}, key=lambda each: _ORDER[each])
    roots = {each.id: each for each in views.material.roots}
    return Entry(
        id=proposition.id,
        says=proposition.says,
        what=proposition.kind or proposition.sort.value,
        certainty=", ".join(CERTAINTY[each] for each in values),
        count=views.count(proposition),
        lower=proposition.lower,
        upper=proposition.upper,
        belief=f"{proposition.belief:.2f}",
        roots=tuple(roots[each].name for each in proposition.roots if each in roots),
        notes=tuple(notes.number(each) for each in proposition.supporting),
        against=tuple((each.respect.value, each.because, notes.number(each.claim)) for each in proposition.denying),
        qualified=tuple(
            (each.respect.value, each.because, notes.number(each.claim)) for each in proposition.qualifying
        ),
    )


def _add_roots(brief: Brief, views: Views) -> None:
    for root in sorted(views.material.roots, key=lambda each: (-len(each.claims), each.name)):
        brief.roots.append(
            {
                "id": root.id,
                "name": root.name,
                "nature": views.nature(root),
                "claims": len(root.claims),
                "organisation": root.organisation or "",
                "is_read": root.is_read,
                "because": root.because,
            }
        )
    for each in unread(views.material):
        brief.unread.append({"id": each.root.id, "name": each.root.name, "claims": each.claims})


def _add_problems(brief: Brief, views: Views, problems: tuple[Problem, ...]) -> None:
    brief.faults = [each for each in problems if each.severity is Severity.FAULT]
    for each in problems:
        if each.severity is Severity.NOTE and each.span is not None and each.span.document in views.material.document:
            document = views.material.document[each.span.document]
            brief.remarks.append(
                {
                    "code": each.code,
                    "says": each.says,
                    "text": " ".join(each.span.text.split()),
                    "address": address(each.span, document),
                }
            )


@cache
def _pages() -> Environment:
    return Environment(
        loader=PackageLoader("foedus.show", "pages"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page_of(brief: Brief, kind: str) -> str:
    """The brief as one self-contained page: "html" or "md"."""
    return _pages().get_template(f"brief.{kind}").render(brief=brief)
