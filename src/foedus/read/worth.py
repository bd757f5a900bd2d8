"""Whether a clause is worth a claim: it tells an act, or says enough of an actor, or of what the article is about.

Clauses and what they were read as enter; verdicts leave. What only fills in another clause, only says what noun is
meant, or says next to nothing is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.certainty import UNREAL
from foedus.read.clauses import is_infinitive, is_purpose
from foedus.read.grammar import base, below
from foedus.read.wordings import is_inverted
from foedus.terms import Factuality, Role, Sort

if TYPE_CHECKING:
    from foedus.read.clauses import Clause
    from foedus.read.scene import Finding, Scene
    from foedus.records import Party

# A gerund after one of these tells what was done; after another it only says how, of what, or what for.
_TELLING_MARKS = frozenset({"since", "after", "before", "while", "when", "by", "if", "unless", "as", "although"})
_BOTH = 2  # parties
# Of these as subjects no claim between states is made unless an actor is named beside them.
_SAYING_LITTLE = frozenset({"i", "you", "it", "this", "that", "what", "who", "which", "whatever"})


def is_hollow(scene: Scene, clause: Clause, finding: Finding) -> bool:
    """Whether a clause says little of its own: a question, a condition, a thing only thought of, a bare participle.

    A participle is bare whose parties stand elsewhere.
    """
    last = clause.sentence.words[-1]
    asked = any(each.effect == "question" and each.word is last for each in finding.certain.signals)
    conditional = finding.certain.has("condition") and clause.head.deprel == "advcl"
    if asked or conditional or finding.certain.has(UNREAL) or is_inverted(clause.sentence, clause.head):
        return True
    if not clause.subject_is_shared or clause.head.deprel not in {"acl", "advcl", "ccomp", "csubj"}:
        return False
    return not any(finding.words.covers(scene.memory[each.mention].span) for each in finding.parties)


def is_worth(scene: Scene, clause: Clause, finding: Finding) -> bool:
    """Whether a clause says something of relations: an act of a known kind, or enough without one."""
    has_actor = any(scene.is_actor(each) for each in finding.parties)
    if not has_actor and not stands_alone(clause):
        return False
    if finding.row is not None:
        return True
    if not is_finite(clause) or (clause.head.deprel == "acl:relcl" and not _tells_of_its_own(scene, clause, finding)):
        return False
    if not has_actor:
        return finding.certain.factuality is not Factuality.UNCOMMITTED or finding.sort is Sort.RECOMMENDATION
    if stands_alone(clause) and finding.certain.factuality is not Factuality.UNCOMMITTED:
        return True
    enough = _says_enough(scene, clause, finding.parties, finding.sort)
    return enough and (finding.sort is not Sort.ACT or _acts(scene, finding.parties))


def stands_alone(clause: Clause) -> bool:
    """Whether a clause that names no actor can be a claim of what the article is about: its subject says of what."""
    return has_own_subject(clause) and not any(each.text.lower() in _SAYING_LITTLE for each in clause.subjects)


def has_own_subject(clause: Clause) -> bool:
    """Whether a main or reported clause has a subject of its own, be it no more than "this"."""
    if base(clause.head.deprel) not in {"root", "conj", "ccomp", "parataxis"} or not clause.subjects:
        return False
    return not clause.subject_is_shared and clause.head.deprel != "acl:relcl"


def is_aside(clause: Clause) -> bool:
    """Whether a clause only fills in another: "to defeat …", "in learning from …", "there are signs that …"."""
    sentence, head = clause.sentence, clause.head
    if below(sentence, head, "expl") and head.lemma.lower() == "be" and (there := below(sentence, head, "nsubj")):
        return any(below(sentence, each, "acl", "ccomp") for each in there)
    if head.deprel not in {"acl", "advcl", "nmod", "obl"} or below(sentence, head, "nsubj", "csubj", "cop"):
        return False
    marks = {each.text.lower() for each in below(sentence, head, "mark", "case")}
    return bool(marks) and not marks & _TELLING_MARKS


def _tells_of_its_own(scene: Scene, clause: Clause, finding: Finding) -> bool:
    """Whether a relative clause says something of an actor rather than only what noun is meant."""
    noun = clause.sentence.words[clause.head.head or 0]
    if clause.head.lemma.lower() in {"exist", "be"} and not clause.is_copular:
        return False
    inside = [each for each in finding.parties if finding.words.covers(scene.memory[each.mention].span)]
    shared = any(scene.memory.is_shared(each) for each in (*clause.objects, *(one.word for one in clause.obliques)))
    return scene.page.name_at(noun.start) is not None or bool(inside) or shared


def _acts(scene: Scene, parties: tuple[Party, ...]) -> bool:
    """Whether an act of no known kind is at least done by an actor, or done to one."""
    return any(each.role in {Role.INITIATOR, Role.TARGET} and scene.is_actor(each) for each in parties)


def is_finite(clause: Clause) -> bool:
    """Whether a clause tells of its own accord: not a participle or an infinitive that only modifies."""
    if clause.head.deprel in {"acl", "advcl", "nmod", "obl", "csubj", "appos"}:
        return bool(below(clause.sentence, clause.head, "nsubj", "cop")) and not _is_infinitive(clause)
    if is_purpose(clause):
        return False
    return not clause.subject_is_shared or bool(clause.subjects)


def _is_infinitive(clause: Clause) -> bool:
    return is_infinitive(clause.sentence, clause.head)


def _says_enough(scene: Scene, clause: Clause, parties: tuple[Party, ...], sort: Sort) -> bool:
    """Whether a clause without an act still says something of relations: of two parties, or of what they share."""
    if len(parties) > 1 or sort is not Sort.STATE:
        return True
    classes = {
        name
        for word in (*clause.subjects, *clause.objects, clause.head, *(each.word for each in clause.obliques))
        for name in scene.page.language.classes_of(word.lemma.lower())
    }
    return bool(classes)
