"""Who does it and to whom it is done, where the tree of a sentence leaves that open: by place and preposition.

A finding whose parties were told leaves with no party lost and none added. Whoever stands right before the verb of an
active clause that has no doer does it ("Russian President Otto Brand on Saturday hosted …", where the tree takes the
day for the subject); whoever stands behind it as the act's word list has its target is whom it is done to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from foedus.read.grammar import is_passive, preposition
from foedus.terms import Role

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.scene import Finding, Scene
    from foedus.records import Party

_APART = frozenset({",", ";", ":", "—", "–", "("})
_NEAR = 14  # words between a doer and the verb, or the verb and whom it is done to


def with_roles(scene: Scene, finding: Finding) -> Finding:
    """The finding with a doer and one to whom it is done, where its words place them."""
    sentence = scene.page.sentences[scene.page.sentence_number(finding.predicate.start)]
    verb = finding.predicate
    if verb.upos != "VERB" or is_passive(sentence, verb):
        return finding
    parties = finding.parties
    if not any(each.role is Role.INITIATOR for each in parties):
        parties = tuple(
            replace(each, role=Role.INITIATOR) if _does(scene, sentence, verb, each) else each for each in parties
        )
    if not any(each.role is Role.TARGET for each in parties) and finding.row is not None:
        parties = tuple(
            replace(each, role=Role.TARGET) if _suffers(scene, sentence, finding, each) else each for each in parties
        )
    return replace(finding, parties=parties)


def _does(scene: Scene, sentence: Sentence, verb: Word, party: Party) -> bool:
    """Whether a party stands before the verb with no other verb and no comma between."""
    span = scene.memory[party.mention].span
    if party.role is not Role.OTHER or not sentence.start <= span.start < verb.start:
        return False
    between = [each for each in sentence.words[: verb.index] if each.start >= span.end]
    return len(between) <= _NEAR and not any(each.upos == "VERB" or each.text in _APART for each in between)


def _suffers(scene: Scene, sentence: Sentence, finding: Finding, party: Party) -> bool:
    """Whether a party stands behind the verb as its object, or with a preposition of its target."""
    span, verb = scene.memory[party.mention].span, finding.predicate
    wanted = finding.row.target if finding.row is not None else ()
    if party.role is not Role.OTHER or not verb.end <= span.start < sentence.end:
        return False
    inside = [each for each in sentence.words if span.start <= each.start < span.end]
    between = [each for each in sentence.words[verb.index + 1 :] if each.end <= span.start]
    if not inside or len(between) > _NEAR or any(each.upos == "VERB" or each.text in _APART for each in between):
        return False
    first = preposition(sentence, inside[-1])
    if first is None and between and between[-1].upos == "ADP":
        first = between[-1].text.lower()
    if first is not None:
        return first in wanted
    return not any(each.upos == "ADP" for each in between)
