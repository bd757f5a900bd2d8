"""The brief of one relation: what is claimed, on whose word, how sure, what contradicts it, each note the exact words.

Views of a dossier's material enter, with its assessments and problems; a `Brief` leaves, which pages only lay out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from foedus.assemble import unread
from foedus.records import Check, Problem  # noqa: TC001 - OpenAPI reads the annotations of a Brief
from foedus.show.beside import Beside, beside_of
from foedus.show.contradictions import Contradiction, contradictions
from foedus.show.handles import BRIEF, of_dyad
from foedus.show.ladder import Ladder, ladder_of
from foedus.show.lenses import comparison_of
from foedus.show.notes import Note, Notes
from foedus.show.over_time import OverTime  # noqa: TC001
from foedus.show.pictures import beside_svg, ladder_svg
from foedus.show.views import CERTAINTY, address
from foedus.terms import Severity, Verdict
from foedus.trace import lineage_svg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.check import Reference
    from foedus.material import Material
    from foedus.records import Assessment, Claim, Drift, Proposition
    from foedus.show.views import Views

MOST_BESIDE = 60  # propositions of only one of the two that a page lists; the rest is counted
SILENT = frozenset({Verdict.OUTSIDE_COVERAGE, Verdict.NOT_COMPARABLE})
SELF = "contradicts-itself"  # told as a contradiction, with both sides, where there is room for it
_ORDER = {each: rank for rank, each in enumerate(CERTAINTY)}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One proposition as the brief tells it."""

    id: str
    says: str
    who: str
    what: str
    certainty: str
    count: str
    lower: int
    upper: int
    belief: str
    roots: tuple[tuple[str, str], ...]  # name, id
    notes: tuple[int, ...]
    contradicted: bool
    qualified: tuple[tuple[str, str, int], ...]  # respect, reason, note
    damaged: bool


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What a reader should know of the documents: a code, and each place with its words."""

    code: str
    says: str
    places: tuple[tuple[str, str, str], ...]  # words or nothing, where they stand, id


@dataclass(kw_only=True)
class Brief:
    """All that a page of the brief shows; filled once, then only read."""

    first: str
    second: str
    codes: tuple[str, str]
    version: str
    ladder: Ladder
    outlets: int = 0
    claims: int = 0
    independent: int = 0
    documents: list[dict[str, str]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    entries_left_out: int = 0
    beside: list[Entry] = field(default_factory=list)
    beside_left_out: int = 0
    contradictions: list[Contradiction] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)  # where the record speaks
    silent: list[Check] = field(default_factory=list)  # where it says nothing
    drifts: list[dict[str, str]] = field(default_factory=list)
    roots: list[dict[str, object]] = field(default_factory=list)
    unread: list[dict[str, object]] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    picture: str = ""
    ladder_picture: str = ""
    others: Beside | None = None  # relations beside it, from reference data
    others_picture: str = ""
    over_time: OverTime | None = None  # nothing where it was not asked for
    why: str = ""  # the handle that opens what it stands on


def brief_of(  # noqa: PLR0913 - one parameter for each thing that a brief tells of
    views: Views,
    dyad: tuple[str, str],
    *,
    whole: Views | None = None,
    assessments: tuple[Assessment, ...] = (),
    problems: tuple[Problem, ...] = (),
    reference: Reference | None = None,
    over_time: OverTime | None = None,
) -> Brief:
    """The brief of two states' relation; `whole` has all that the ladder stands on where `views` has less."""
    whole = whole or views
    first, second = sorted(views.state(each) for each in dyad)
    notes = Notes(views)
    brief = Brief(
        first=views.actor(first),
        second=views.actor(second),
        codes=(first, second),
        version=version("foedus"),
        ladder=ladder_of(whole, (first, second), assessments),
        over_time=over_time,
        why=str(of_dyad((first, second), BRIEF)),
    )
    own, beside = _chosen(views, {first, second})
    brief.entries = [_entry(each, views, notes) for each in own]
    papers = {views.material.claim[claim].document for each in own for claim in each.supporting}
    brief.contradictions = contradictions(views, {first, second}, papers, notes)
    brief.beside = [_entry(each, views, notes) for each in beside[:MOST_BESIDE]]
    brief.beside_left_out = max(0, len(beside) - MOST_BESIDE)
    shown = {each.id for each in own} | {each.id for each in beside[:MOST_BESIDE]}
    held = [each for each in views.material.checks if each.proposition in shown]
    brief.checks = sorted((each for each in held if each.verdict not in SILENT), key=_weight)
    brief.silent = sorted((each for each in held if each.verdict in SILENT), key=_weight)
    _add_drifts(brief, views, shown)
    _add_sources(brief, views, notes)
    _add_problems(brief, views, problems)
    _add_pictures(brief, whole, reference)
    brief.notes = notes.all()
    return brief


def _add_pictures(brief: Brief, views: Views, reference: Reference | None) -> None:
    """The ladder as a picture, and other relations beside this one where reference data is at hand."""
    brief.ladder_picture = ladder_svg(brief.ladder) if any(each.is_stage for each in brief.ladder.rungs) else ""
    if reference is not None:
        found = comparison_of(views, brief.codes, reference)
        brief.others = beside_of(found) if found is not None else None
        brief.others_picture = beside_svg(brief.others) if brief.others is not None else ""


def _weight(check: Check) -> tuple[bool, str, str, str]:
    """Conflicts first, then by what is said."""
    return (check.verdict is not Verdict.CONFLICTS, check.verdict.value, check.says, check.id)


def _chosen(views: Views, wanted: set[str]) -> tuple[list[Proposition], list[Proposition]]:
    """The propositions of both, and those of one of them, the best supported first."""
    weight = sorted(
        views.material.propositions,
        key=lambda each: (-each.lower, -each.upper, -each.outlets, -each.belief, each.says, each.id),
    )
    both, one = [], []
    for each in weight:
        named = views.states(each) & wanted
        if named == wanted:
            both.append(each)
        elif named:
            one.append(each)
    return both, one


def _entry(proposition: Proposition, views: Views, notes: Notes) -> Entry:
    claims = [views.material.claim[each] for each in proposition.supporting]
    values = sorted({each.factuality for each in claims}, key=lambda each: _ORDER[each])
    roots = views.material.root
    return Entry(
        id=proposition.id,
        says=" ".join(proposition.says.split()),
        who=views.sides(proposition),
        what=views.kind(proposition.kind, proposition.sort),
        certainty=" to ".join(dict.fromkeys(CERTAINTY[each] for each in (values[0], values[-1]))),
        count=views.count(proposition),
        lower=proposition.lower,
        upper=proposition.upper,
        belief=f"{proposition.belief:.2f}",
        roots=tuple((roots[each].name, each) for each in proposition.roots if each in roots),
        notes=tuple(notes.number(each) for each in proposition.supporting),
        contradicted=bool(proposition.denying),
        qualified=_qualified(proposition, notes),
        damaged=all(each.damaged for each in claims),
    )


def _qualified(proposition: Proposition, notes: Notes) -> tuple[tuple[str, str, int], ...]:
    held = dict.fromkeys((each.respect.value, each.because, each.claim) for each in proposition.qualifying)
    return tuple((respect, because, notes.number(claim)) for respect, because, claim in held)


def _add_drifts(brief: Brief, views: Views, shown: set[str]) -> None:
    documents = views.material.document
    told: dict[tuple[str, str, str], Drift] = {}
    for each in views.material.drifts:
        if each.proposition in shown:
            told.setdefault(
                (each.change.value, views.telling(each.before, each.earlier), views.telling(each.after, each.later)),
                each,
            )
    for each in told.values():
        brief.drifts.append(
            {
                "id": each.id,
                "change": each.change.value,
                "says": views.in_words(each.says),
                "before": views.telling(each.before, each.earlier),
                "after": views.telling(each.after, each.later),
                "earlier": views.publisher(documents[each.before.document]),
                "later": views.publisher(documents[each.after.document]),
            }
        )


def _add_sources(brief: Brief, views: Views, notes: Notes) -> None:
    """Documents, roots and the picture, of what the brief's notes stand on."""
    part = _standing_on(views.material, notes.claims())
    brief.claims = len(part.claims)
    brief.outlets = len({views.publisher(each) for each in part.documents})
    for paper in sorted(views.material.documents, key=lambda each: each.gathered_from):
        brief.documents.append(
            {
                "id": paper.id,
                "title": views.place(paper),
                "publisher": views.publisher(paper),
                "published_on": paper.published_on.isoformat() if paper.published_on else "no date told",
                "file": paper.gathered_from,
            }
        )
    for root in sorted(part.roots, key=lambda each: (-len(each.claims), each.name, each.id)):
        brief.roots.append(
            {
                "id": root.id,
                "name": root.name,
                "nature": views.nature(root),
                "claims": len(root.claims),
                "why": str(of_dyad(brief.codes, BRIEF).at(root.id)),
                "is_read": root.is_read,
                "because": views.in_words(root.because),
            }
        )
    held = {each.id for each in part.roots}
    for each in unread(views.material):
        if each.root.id in held:
            brief.unread.append(
                {"id": each.root.id, "name": each.root.name, "alone": each.alone, "propositions": each.propositions}
            )
    brief.picture = lineage_svg(views.with_outlets(part)) if part.claims else ""


def _standing_on(material: Material, claims: Iterable[Claim]) -> Material:
    """The part of the material that these claims come from."""
    held = sorted(claims, key=lambda each: each.id)
    ids, papers = {each.id for each in held}, {each.document for each in held}
    roots = (replace(each, claims=tuple(one for one in each.claims if one in ids)) for each in material.roots)
    return replace(
        material,
        documents=tuple(each for each in material.documents if each.id in papers),
        claims=tuple(held),
        roots=tuple(each for each in roots if each.claims),
        copies=tuple(each for each in material.copies if {each.first, each.second} <= papers),
    )


def _add_problems(brief: Brief, views: Views, problems: tuple[Problem, ...]) -> None:
    brief.faults = sorted(
        (each for each in problems if each.severity is Severity.FAULT), key=lambda each: (each.about, each.code)
    )
    groups: dict[str, list[Problem]] = {}
    for each in problems:
        if each.severity is Severity.NOTE and not (each.code == SELF and brief.contradictions):
            groups.setdefault(each.code, []).append(each)
    for code, held in sorted(groups.items()):
        one = {each.says for each in held}
        shared = one.pop() if len(one) == 1 else ""
        brief.remarks.append(
            Remark(
                code=code.replace("-", " "),
                says=views.in_words(shared),
                places=tuple(_place(each, views, told=not shared) for each in sorted(held, key=_standing)),
            )
        )


def _standing(problem: Problem) -> tuple[str, int, str]:
    return (problem.span.document, problem.span.start, problem.id) if problem.span else (problem.about, 0, problem.id)


def _place(problem: Problem, views: Views, *, told: bool) -> tuple[str, str, str]:
    document = views.material.document.get(problem.span.document if problem.span else problem.about)
    where = document.gathered_from if document is not None else problem.about
    words = ""
    if problem.span is not None and document is not None:
        where, words = address(problem.span, document), " ".join(problem.span.text.split())
    return words, f"{where}: {views.in_words(problem.says)}" if told else where, problem.id
