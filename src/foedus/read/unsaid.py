"""What is not said though a verb of saying governs it: "refused to say whether", "did not confirm that", "never said".

A clause enters; whether it is such leaves. FactBank's annotators leave such content uncommitted (Saurí and
Pustejovsky 2009, on negated source-introducing predicates); nobody claims it, so no claim is made of it. A denied
belief is another thing: whoever does not believe it believes the contrary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.grammar import ancestors, base, below, is_few
from foedus.read.reporting import row_of

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.clauses import Clause
    from foedus.read.page import Page
    from foedus.read.reporting import Frame

_NOT = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
_NOBODY = frozenset({"nobody", "none", "neither", "nothing"})
_HELD_BACK = frozenset({"refuse", "decline", "fail", "hesitate", "avoid"})
_ASKING = frozenset({"say", "tell", "ask", "know", "see", "confirm", "check", "reveal", "disclose", "specify"})
_BRINGING = frozenset({"convince", "persuade"})  # "is not convinced that" believes the contrary
_WHEN_OR_WHY = frozenset({"when", "why", "how", "where"})
_ONLY = frozenset({"only", "just", "merely", "simply", "least"})
_TOLD = frozenset({"neutral", "asserts", "admits", "relays", "denies", "shows", "accuses", "warns"})
_MINDS = frozenset({"believes"})
_DOUBTING = frozenset({"doubt", "question", "wonder"})


def is_unsaid(page: Page, clause: Clause) -> bool:
    """Whether a clause is what nobody says: what stands under "whether", or under a verb of saying that is negated."""
    found = _governed(clause)
    if found is None:
        open_marks = [each for each in below(clause.sentence, clause.head, "mark") if each.text.lower() == "whether"]
        return bool(open_marks) and base(clause.head.deprel) in {"acl", "nmod"}  # "the question of whether"
    verb, top = found
    marks = {each.text.lower() for each in below(clause.sentence, top, "mark")}
    asked = "whether" in marks or ("if" in marks and verb.lemma.lower() in _ASKING)
    if asked and not (verb.upos == "VERB" and verb.lemma.lower() in _DOUBTING):
        return True
    if _is_taken_for_granted(clause.sentence, top) or any(
        row.effect == "hedge-possible" for row in page.cues_of(clause.sentence, verb)
    ):
        return False  # "it cannot be ruled out that"
    row = row_of(page, clause.sentence, verb) if verb.upos == "VERB" and verb.lemma.lower() not in _BRINGING else None
    if row is not None and row.commitment == "denies" and _is_by_nobody(clause.sentence, verb):
        return False  # what nobody disputes is so
    return row is not None and row.commitment in _TOLD and is_denied(clause.sentence, verb)


def _is_taken_for_granted(sentence: Sentence, top: Word) -> bool:
    """Whether a clause tells when, why or how a thing was, which supposes that it was: "nobody said why they fled"."""
    first = sentence.subtree(top)[0]
    return first.text.lower() in _WHEN_OR_WHY


def is_disbelieved(clause: Clause, frame: Frame) -> bool:
    """Whether a clause is what somebody does not believe: "they do not think that Ruritania will attack"."""
    found = _governed(clause)
    minds = frame.row is not None and frame.row.commitment in _MINDS and frame.cue.lemma.lower() not in _DOUBTING
    return minds and found is not None and found[0] is frame.cue and is_denied(clause.sentence, frame.cue)


def is_denied(sentence: Sentence, verb: Word) -> bool:
    """Whether a verb is negated, held back ("refused to"), or done by nobody; "not only" negates nothing."""
    for child in below(sentence, verb, "advmod", "aux", "cc", "det"):
        after = sentence.words[child.index + 1].text.lower() if child.index + 1 < len(sentence.words) else ""
        if child.text.lower() in _NOT and child.index < verb.index and after not in _ONLY:
            return True
    if _is_by_nobody(sentence, verb):
        return True
    above = sentence.words[verb.head] if verb.head is not None else None
    if (
        above is None
        or base(verb.deprel) not in {"xcomp", "ccomp", "advcl", "obl"}
        or above.upos not in {"VERB", "AUX"}
    ):
        return False
    beside = {each.text.lower() for each in below(sentence, above, "advmod", "xcomp", "obj")}
    if (above.lemma.lower(), True) in {("have", "yet" in beside), ("stop", "short" in beside)}:
        return True
    if base(verb.deprel) not in {"xcomp", "ccomp"}:
        return False
    return (above.lemma.lower() in _HELD_BACK) != is_denied(sentence, above)  # "did not refuse to say"


def _is_by_nobody(sentence: Sentence, verb: Word) -> bool:
    """Whether the subject of a verb is nobody: "no official", "none of them"."""
    return any(
        subject.text.lower() in _NOBODY
        or any(each.text.lower() in {"no", "neither"} for each in below(sentence, subject, "det"))
        or is_few(sentence, subject)
        for subject in below(sentence, verb, "nsubj")
    )


def _governed(clause: Clause) -> tuple[Word, Word] | None:
    """The word that governs the whole of what is said, and the head of it, where this clause is that or carries it on.

    None of a clause that only describes something in it.
    """
    for above, under in ancestors(clause.sentence, clause.head):
        relation = base(under.deprel)
        if relation in {"ccomp", "csubj", "xcomp", "acl", "advcl", "obj", "nsubj", "nmod", "obl"}:
            described = under.deprel == "acl:relcl" or (relation == "advcl" and under.index < above.index)
            return None if described else (above, under)
        if relation != "conj":
            return None
    return None
