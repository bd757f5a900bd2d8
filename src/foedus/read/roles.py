"""Who does it and to whom it is done, where the tree of a sentence leaves that open: by place and preposition.

A finding whose parties were told leaves with no party lost and none added. Whoever stands right before the verb of an
active clause that has no doer does it ("Russian President Otto Brand on Saturday hosted …", where the tree takes the
day for the subject); whoever stands behind it as the act's word list has its target is whom it is done to.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from foedus.read.grammar import ancestors, below, is_passive, is_where, preposition
from foedus.read.parts import OWN
from foedus.terms import Role

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.scene import Finding, Scene
    from foedus.records import Party

_APART = frozenset({",", ";", ":", "—", "–", "("})
_GIVEN = ("AID", "COOPERATE")  # somebody's, if somebody else gets it
_MOVED = frozenset({"person", "people", "organisation", "equipment"})
_EXPULSION = "SANCTION.expel"
_WITH = re.compile(r"\b(?:together|along|jointly|in concert) with (?:the )?$", re.IGNORECASE)
_NEAR = 14  # words between a doer and the verb, or the verb and whom it is done to


def with_roles(scene: Scene, finding: Finding) -> Finding:
    """The finding with a doer and one to whom it is done, where its words place them."""
    sentence = scene.page.sentences[scene.page.sentence_number(finding.predicate.start)]
    verb = finding.predicate
    if verb.upos != "VERB":
        return finding
    if is_passive(sentence, verb):
        return _of_passive(scene, sentence, finding)
    parties = finding.parties
    if not any(each.role is Role.INITIATOR for each in parties):
        parties = tuple(
            replace(each, role=Role.INITIATOR) if _does(scene, sentence, verb, each) else each for each in parties
        )
    parties = tuple(
        replace(each, role=Role.INITIATOR) if each.role is Role.OTHER and _joins(scene, sentence, each) else each
        for each in parties
    )
    if not any(each.role is Role.TARGET for each in parties) and finding.row is not None:
        parties = tuple(
            replace(each, role=Role.TARGET) if _suffers(scene, sentence, finding, each) else each for each in parties
        )
    return replace(finding, parties=parties)


def _of_passive(scene: Scene, sentence: Sentence, finding: Finding) -> Finding:
    """The finding with whoever does it by the nature of the act, where no "by" tells.

    Whose troops and envoys are sent or withdrawn does it; so does the state from which somebody is expelled.
    """
    kind = (finding.row.kind if finding.row is not None else None) or ""
    taken = any(each.role is Role.INITIATOR for each in finding.parties)
    subjects = below(sentence, finding.predicate, "nsubj")
    if taken or not subjects:
        return finding
    inside = {each.start for each in sentence.subtree(subjects[0])}
    starts = [scene.memory[each.mention].span.start for each in finding.parties if each.role is Role.TARGET]
    moved = (subjects[0].mention or "").partition("-")[2] in _MOVED
    own = moved and kind.startswith(OWN) and not (kind.startswith(_GIVEN) and inside.issuperset(starts))

    def role_of(party: Party) -> Role:
        start = scene.memory[party.mention].span.start
        if own:
            return Role.INITIATOR if start in inside and party.role is Role.TARGET else party.role
        if kind == _EXPULSION and start not in inside and _is_from(sentence, start):
            return Role.INITIATOR
        return party.role

    return replace(finding, parties=tuple(replace(each, role=role_of(each)) for each in finding.parties))


def _joins(scene: Scene, sentence: Sentence, party: Party) -> bool:
    """Whether a party does it with the doer: "together with Graustark"."""
    start = scene.memory[party.mention].span.start
    return sentence.start <= start and _WITH.search(scene.page.document.text[sentence.start : start]) is not None


def _is_from(sentence: Sentence, position: int) -> bool:
    """Whether "from" introduces the word at this place."""
    word = next((each for each in sentence.words if each.start <= position < each.end), None)
    path = [word, *(above for above, _ in ancestors(sentence, word))] if word is not None else []
    return next((found for each in path if (found := preposition(sentence, each)) is not None), None) == "from"


def _does(scene: Scene, sentence: Sentence, verb: Word, party: Party) -> bool:
    """Whether a party stands before the verb with no other verb and no comma between."""
    span = scene.memory[party.mention].span
    if party.role is not Role.OTHER or not sentence.start <= span.start < verb.start:
        return False
    between = [each for each in sentence.words[: verb.index] if each.start >= span.end]
    if any(is_where(sentence, each, span.start) for each in below(sentence, verb, "nsubj")):
        return False
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
