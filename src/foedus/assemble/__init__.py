"""Assemble: what is said once, however many say it. Claims and roots enter; propositions and drifts leave."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from foedus.assemble.amounts import amounts
from foedus.assemble.clusters import clusters
from foedus.assemble.comparisons import comparisons
from foedus.assemble.content import contents
from foedus.assemble.counting import Ledger, is_unknown
from foedus.assemble.decisions import Decisions
from foedus.assemble.denials import answers
from foedus.assemble.drifts import Drifts
from foedus.assemble.leaning import Leaned, independence, is_leaned_on, on_it_alone, unread, without
from foedus.assemble.likeness import Likeness
from foedus.assemble.oppositions import oppositions
from foedus.assemble.propositions import propositions
from foedus.assemble.revisions import Altered, Revision, revision
from foedus.assemble.schedules import schedules
from foedus.assemble.withdrawals import Withdrawals
from foedus.records import problem
from foedus.terms import Disagreement, Severity, Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from foedus.assemble.content import Content, Meaning
    from foedus.assemble.oppositions import Opposition
    from foedus.material import Material
    from foedus.records import Drift, Problem, Proposition

    Grouping = Callable[[list[Content], Likeness, Mapping[str, frozenset[str]]], list[list[Content]]]

__all__ = [
    "Altered",
    "Leaned",
    "Revision",
    "assemble",
    "independence",
    "is_leaned_on",
    "is_unknown",
    "on_it_alone",
    "revision",
    "unread",
    "without",
]


def assemble(
    material: Material, meaning: Meaning | None = None, *, group: Grouping = clusters
) -> Iterator[Proposition | Drift | Problem]:
    """Yield the propositions, their drifts, and a note for each document that contradicts itself, each in order of id.

    The material holds copies and roots. `meaning` turns texts into unit rows of one matrix; without it claims are
    compared by their words. `group` brings like claims together, wherever it does so.
    """
    ledger = Ledger(material)
    made, notes = _said_once(material, ledger, contents(material, meaning), group)
    yield from made
    yield from sorted(Drifts(material, ledger, made).found(made), key=lambda drift: drift.id)
    yield from sorted(notes, key=lambda noted: noted.id)


def _said_once(
    material: Material, ledger: Ledger, told: list[Content], group: Grouping
) -> tuple[list[Proposition], list[Problem]]:
    """The propositions, and what is to be noted; what they were compared by is given back to the machine."""
    likeness = Likeness(told, material.linked.links)
    opposed = [*oppositions(told), *comparisons(told)]
    decisions = Decisions(told, material.judgements)
    groups = decisions.followed(group(told, likeness, _apart(opposed)))
    beside = decisions.beside(
        [*opposed, *answers(told, likeness), *schedules(told, likeness), *amounts(told, likeness, ledger)], groups
    )
    notes = [*_self_contradictions(opposed), *decisions.contradictions]
    apart = decisions.apart(groups)
    del likeness, opposed, decisions, told
    withdrawn = Withdrawals(material, ledger).found(groups)
    return propositions(groups, beside, ledger, withdrawn, apart=apart), notes


def _apart(opposed: list[Opposition]) -> dict[str, frozenset[str]]:
    """For each claim, those that go against it, closeness and distance aside."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in opposed:
        if each.respect is Disagreement.POLARITY or each.is_apart:
            for one, other in ((each.first, each.second), (each.second, each.first)):
                found[one.claim.id].add(other.claim.id)
    return {claim: frozenset(others) for claim, others in found.items()}


def _self_contradictions(opposed: list[Opposition]) -> Iterator[Problem]:
    for each in opposed:
        here, there = each.first.claim, each.second.claim
        if each.respect is Disagreement.POLARITY and here.document == there.document:
            first, second = sorted((here.evidence, there.evidence), key=lambda span: span.start)
            if here.root_voice.name == there.root_voice.name:
                yield problem(
                    verb=Verb.ASSEMBLE,
                    about=here.document,
                    code="contradicts-itself",
                    says=f"the text says “{first.text}” and also “{second.text}”: {each.because}; read both places",
                    severity=Severity.NOTE,
                    span=first,
                )
