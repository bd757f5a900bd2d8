"""What a claim does: tells an act or a state, wants, foresees, judges, recommends, demands, threatens, denies.

The words of the clause decide first, then its reporting verb. An act is what somebody does: a verb of doing with an
actor as its subject, whether or not the act lexicon has a kind for it. A state that weighs (a quality, a comparison,
a cause) is a judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.grammar import base, below
from foedus.terms import Factuality, Sort

if TYPE_CHECKING:
    from foedus.encoder.analysis import Word
    from foedus.knowledge.lexicon import ActRow
    from foedus.read.certainty import Certainty
    from foedus.read.clauses import Clause
    from foedus.read.reporting import Frame

_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "could", "can", "may", "might"})
# Verbs by which something comes to be rather than somebody does something.
_BECOMING = frozenset(
    {"become", "grow", "strengthen", "weaken", "warm", "cool", "deepen", "worsen", "improve", "increase", "decline",
     "rise", "fall", "change", "remain", "stay", "last", "happen", "occur", "emerge", "seem", "appear", "matter",
     "be", "go", "come", "stand", "lie", "live", "exist", "take", "turn", "mean", "amount", "continue", "lag",
     "surpass"}
)  # fmt: skip
# Said of somebody these tell how it is, not how good: no judgement.
_FACTUAL = frozenset(
    {"dead", "alive", "wounded", "missing", "due", "bound", "bind", "open", "closed", "present", "absent", "active",
     "underway", "armed", "unarmed", "home", "available", "ready", "aware", "unaware", "party", "eligible",
     "subject", "operational", "classified", "public", "secret"}
)  # fmt: skip
_HARM = ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN")
_HIMSELF = frozenset({"it", "he", "she", "they", "we", "i"})
_WILLING = frozenset({"will", "would", "shall", "'ll", "’ll", "'d", "’d"})
_AFFIRMING = frozenset(
    {"stress", "underline", "underscore", "emphasise", "emphasize", "highlight", "note", "reiterate", "affirm",
     "reaffirm", "reconfirm", "express"}
)  # fmt: skip
_TAKING_FOR = frozenset({"consider", "deem", "regard", "view", "see"})
_OF_NOUN = {
    "importance": Sort.JUDGEMENT, "significance": Sort.JUDGEMENT,
    "need": Sort.RECOMMENDATION, "necessity": Sort.RECOMMENDATION, "urgency": Sort.RECOMMENDATION,
    "commitment": Sort.INTENT, "intention": Sort.INTENT, "determination": Sort.INTENT, "readiness": Sort.INTENT,
    "willingness": Sort.INTENT, "resolve": Sort.INTENT, "hope": Sort.INTENT,
}  # fmt: skip
_PERSONS = frozenset({"person", "people", "organisation"})
_ASKED = frozenset({Sort.DEMAND, Sort.RECOMMENDATION})  # what is asked for has not been done
_LIKELY = frozenset({"likely", "unlikely", "probable", "improbable", "possible", "inevitable", "conceivable"})


def sort_of(clause: Clause, certain: Certainty, row: ActRow | None, frame: Frame | None) -> Sort:
    """The sort of a clause: what its own words do first, then what its reporting verb makes of it."""
    if frame is not None and frame.row is not None and frame.row.sort is Sort.DENIAL:
        return Sort.DENIAL
    wished = Sort.THREAT if _announces_harm(clause, row, frame) else _wished(clause, certain, row, frame)
    if wished is not None:
        return wished
    if certain.has("scheduled") and not clause.is_copular:
        return Sort.INTENT
    if certain.has("question") or _looks_ahead(clause) or certain.has("future", "forecast") or _is_likely(clause):
        return Sort.FORECAST
    if row is not None and not clause.is_copular:
        return Sort.JUDGEMENT if _seems(certain) else Sort.ACT
    return _told(clause, certain, frame)


def _told(clause: Clause, certain: Certainty, frame: Frame | None) -> Sort:
    """The sort of a clause without a kind of act: judgement, act or state."""
    if _seems(certain) or _weighs(clause, certain):
        return Sort.JUDGEMENT
    given = frame.row.sort if frame is not None and frame.row is not None else None
    is_still = clause.is_copular or certain.has("stative")
    if given is not None and given is not Sort.ACT and not (given is Sort.FORECAST and is_still):
        return given
    return Sort.ACT if _is_doing(clause, certain) else Sort.STATE


def _wished(clause: Clause, certain: Certainty, row: ActRow | None, frame: Frame | None) -> Sort | None:
    """Recommendation, demand, threat or intent, where the clause is one."""
    told = row is not None and row.lemma == clause.head.lemma.lower()
    by_itself = {each.effect for each in certain.signals if each.word is clause.head} if told else set()
    asked = frame.row.sort if frame is not None and frame.row is not None else None
    mood = certain.has("mood") and asked not in _ASKED
    if mood or certain.has("recommend-above") or (certain.has("recommend") and "recommend" not in by_itself):
        return Sort.RECOMMENDATION
    if certain.has("obligation"):
        return Sort.RECOMMENDATION if frame is not None else Sort.JUDGEMENT
    if row is not None and asked in _ASKED and base(clause.head.deprel) in {"ccomp", "xcomp"}:
        return asked
    if row is not None and told:
        return Sort.INTENT if row.upos == "ADJ" and "intent" in by_itself else None
    for effect, sort in (("demand", Sort.DEMAND), ("threat", Sort.THREAT), ("intent", Sort.INTENT)):
        if certain.has(effect) and certain.factuality is not Factuality.UNCOMMITTED:
            return sort if effect == "intent" or _can_ask(clause) else Sort.JUDGEMENT
    return Sort.INTENT if certain.has("intent-above") else None


def _announces_harm(clause: Clause, row: ActRow | None, frame: Frame | None) -> bool:
    """Whether whoever warns announces what he will do himself: "warned that it would close the border"."""
    warns = frame is not None and frame.row is not None and frame.row.commitment == "warns"
    harms = row is not None and (row.kind or "").startswith(_HARM)
    himself = any(each.text.lower() in _HIMSELF for each in clause.subjects) and not clause.is_passive
    willing = {each.text.lower() for each in below(clause.sentence, clause.head, "aux")} & _WILLING
    return warns and harms and himself and bool(willing)


def affirmed(clause: Clause) -> Sort | None:
    """What somebody affirms by a noun: "stressed the importance of talks" judges, "the need for" them recommends.

    Who reaffirms his commitment intends, who considers a group a danger judges. None where the clause affirms nothing
    of the kind, or nobody does.
    """
    if clause.is_passive or not _is_somebody(clause):
        return None
    if clause.head.lemma.lower() in _TAKING_FOR and _is_taken_for_something(clause):
        return Sort.JUDGEMENT
    if clause.head.lemma.lower() not in _AFFIRMING:
        return None
    named = [each for each in clause.objects if each.head == clause.head.index and each.upos == "NOUN"]
    return next((_OF_NOUN[each.lemma.lower()] for each in named if each.lemma.lower() in _OF_NOUN), None)


def _is_taken_for_something(clause: Clause) -> bool:
    """Whether the clause tells what its object is to its subject: "considers the group a danger", "sees it as one"."""
    for child in below(clause.sentence, clause.head, "xcomp", "obl", "advcl"):
        marks = {each.text.lower() for each in below(clause.sentence, child, "case", "mark")}
        if "as" in marks or (child.deprel == "xcomp" and child.upos in {"NOUN", "ADJ", "PROPN"} and not marks):
            return True
    return False


def _is_somebody(clause: Clause) -> bool:
    kinds = {(each.mention or "").partition("-")[2] for each in clause.subjects}
    return _can_ask(clause) or bool(kinds & _PERSONS)


def _can_ask(clause: Clause) -> bool:
    """Whether the subject is somebody who can demand or threaten: "success requires" only weighs."""
    return any(each.upos in {"PROPN", "PRON"} or each.name is not None for each in clause.subjects)


def _weighs(clause: Clause, certain: Certainty) -> bool:
    """Whether the clause gives a quality, a comparison or a cause rather than a fact."""
    if certain.has("judgement") or (certain.has("degree") and clause.is_copular):
        return True
    if any(each.effect == "comparison" and each.word.upos != "VERB" for each in certain.signals):
        return True
    sentence, head = clause.sentence, clause.head
    if clause.is_copular:
        if head.lemma.lower() in _FACTUAL or head.text[:1].isupper():
            return False
        return head.upos == "ADJ" or bool(below(sentence, head, "amod"))
    if head.lemma.lower() in {"have", "be"}:
        return any(below(sentence, each, "amod") for each in clause.objects)
    return False


def _is_likely(clause: Clause) -> bool:
    """Whether the clause says of something that it is likely to come: "a truce this year is improbable"."""
    return clause.is_copular and clause.head.lemma.lower() in _LIKELY


def _is_doing(clause: Clause, certain: Certainty) -> bool:
    """Whether the clause tells what its subject does."""
    if clause.is_copular or clause.head.upos != "VERB" or not (clause.subjects or clause.is_passive):
        return False
    if certain.has("stative", "lack", "hedge-probable", "comparison") or clause.head.lemma.lower() in _BECOMING:
        return False
    return clause.head.deprel != "acl" or clause.is_passive


def decides(predicate: Word) -> bool:
    """Whether the verb is of something that one does by deciding to."""
    return predicate.upos == "VERB" and predicate.lemma.lower() not in _BECOMING


def _seems(certain: Certainty) -> bool:
    return any(each.word.lemma.lower() in {"seem", "appear"} for each in certain.signals)


def _looks_ahead(clause: Clause) -> bool:
    """Whether a modal makes the clause about what is to come; a perfect or progressive form tells what is."""
    sentence = clause.sentence
    auxiliaries = below(sentence, clause.head, "aux")
    lemmas = [each.lemma.lower() for each in auxiliaries]
    if not any(each.text.lower() in _FUTURE or each.lemma.lower() in _FUTURE for each in auxiliaries):
        return False
    ongoing = "be" in lemmas and clause.head.text.lower().endswith("ing")
    return not ongoing and "have" not in lemmas and not clause.is_copular
