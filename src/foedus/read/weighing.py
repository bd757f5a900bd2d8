"""How likely a careful reader is to take a finding for a claim, and for which sort of claim, by what it shows.

A finding of the rules enters with the clause it was found in; the same finding leaves, with the sort that is likeliest
and the probability that it is a claim. Two logistic regressions weigh what the rules and the grammar say of it (by
name) and how the encoder sees its predicate (by place). Their weights stand in `weights.json`; `python -m
training.weighing` fits them to claims that readers have judged.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from foedus.read.grammar import base, below
from foedus.terms import Factuality, Sort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from foedus.encoder.analysis import Word
    from foedus.read.clauses import Clause
    from foedus.read.reporting import Frame
    from foedus.read.scene import Finding, Scene

UNLIKELY = 0.2  # findings less likely to be claims than this are left out; measured on gold, see docs/method.md
SORTS = tuple(Sort)
_LENGTHS = (6, 12, 25)  # words
_MANY = 3
_RULES = 0.5  # what the sort that the rules give has in advance


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Rows of what each named trait and each place of the vector adds: one column a sort, and one for being a claim."""

    traits: dict[str, NDArray[np.float32]]
    vector: NDArray[np.float32]

    def scores(self, traits: frozenset[str], vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sum for each sort and for being a claim."""
        total: NDArray[np.float32] = vector.astype(np.float32) @ self.vector
        for each in sorted(traits):
            if each in self.traits:
                total = total + self.traits[each]
        return total


def weighed(scene: Scene, finding: Finding, clause: Clause | None, frame: Frame | None) -> Finding | None:
    """The finding with its likeliest sort and its probability; None where it is too unlikely to be a claim.

    An act told by a noun keeps its sort. Where the encoder gives no vectors, the finding stays as the rules made it.
    """
    vector = scene.vector(finding.predicate.start)
    shown = traits(scene, finding, clause, frame)
    if vector is None:
        return replace(finding, traits=shown)
    scores = weights().scores(shown, vector)
    probability = float(1.0 / (1.0 + np.exp(-float(scores[-1]))))
    sort = finding.sort if clause is None else _likeliest(finding, scores)
    row = None if sort is Sort.STATE else finding.row
    found = replace(finding, sort=sort, row=row, traits=shown, probability=probability)
    return found if probability >= UNLIKELY else None


def _likeliest(finding: Finding, scores: NDArray[np.float32]) -> Sort:
    """The sort with the greatest score; what is only supposed is never an act, and what denies stands by its verb."""
    if finding.sort is Sort.DENIAL:
        return Sort.DENIAL
    barred = {Sort.DENIAL}
    if finding.certain.factuality is Factuality.UNCOMMITTED:
        barred.add(Sort.ACT)
    weight = {each: float(scores[place]) + _RULES * (each is finding.sort) for place, each in enumerate(SORTS)}
    return max((each for each in SORTS if each not in barred), key=lambda each: weight[each])


def traits(scene: Scene, finding: Finding, clause: Clause | None, frame: Frame | None) -> frozenset[str]:
    """What a finding shows, by name."""
    found = {"always", f"rules say {finding.sort.value}", f"value {finding.certain.factuality.value}"}
    found.update(_of_parties(scene, finding))
    length = sum(len(finding.words.text.split()) >= each for each in _LENGTHS)
    found.add(f"length {length}")
    if finding.row is not None:
        found.update(("known act", f"type {(finding.row.kind or '').partition('.')[0]}"))
    found.update(f"signal {each.effect}" for each in finding.certain.signals)
    if finding.does:
        found.add("its actor acts")
    if clause is None:
        found.add("a noun")
        return frozenset(found)
    found.update(_of_clause(clause))
    found.add("told by nobody else" if frame is None else "told by somebody")
    if frame is not None and frame.row is not None:
        found.update((f"teller's sort {frame.row.sort}", f"teller's commitment {frame.row.commitment}"))
    found.add(f"manner {scene.chains.manner(clause.start)}")
    return frozenset(found)


def _of_parties(scene: Scene, finding: Finding) -> Iterator[str]:
    states = scene.states(each.mention for each in finding.parties)
    yield f"states {min(len(states), _MANY)}"
    yield f"parties {min(len(finding.parties), _MANY)}"
    for each in finding.parties:
        mention = scene.memory[each.mention]
        if scene.is_actor(each):
            yield f"an actor as {each.role.value}"
            yield f"an actor by nature {mention.nature.value}"
        if mention.refers_to:
            yield "points back"


def _of_clause(clause: Clause) -> Iterator[str]:
    sentence, head = clause.sentence, clause.head
    yield f"head {head.upos}"
    yield f"place {base(head.deprel)}"
    yield f"form {_form(head)}"
    for told, name in (
        (clause.is_copular, "copular"),
        (clause.is_passive, "passive"),
        (clause.subject_is_shared, "subject shared"),
        (not clause.subjects, "no subject"),
        (bool(clause.objects), "object"),
        (any(below(sentence, each, "amod") for each in clause.objects), "object described"),
        (head.deprel.startswith("acl"), "of a noun"),
    ):
        if told:
            yield name
    for each in below(sentence, head, "aux", "aux:pass", "cop"):
        yield f"auxiliary {each.text.lower()}"
    if clause.marker:
        yield f"marker {clause.marker}"
    for each in clause.subjects:
        yield f"subject {each.upos}{' named' if each.name is not None else ''}"
    for each in clause.objects:
        yield f"object {each.upos}{' named' if each.name is not None else ''}"
    for each in clause.chain:
        yield f"complement {each.upos}"


def _form(head: Word) -> str:
    text, lemma = head.text.lower(), head.lemma.lower()
    if text.endswith("ing"):
        return "ing"
    if text == lemma or head.upos != "VERB":
        return "base"
    return "s" if text.endswith("s") else "past"


@cache
def weights() -> Weights:
    """The weights that come with Foedus."""
    told = json.loads(resources.files("foedus.read").joinpath("weights.json").read_text(encoding="utf-8"))
    return Weights(
        traits={name: np.asarray(row, dtype=np.float32) for name, row in told["traits"].items()},
        vector=np.asarray(told["vector"], dtype=np.float32),
    )
