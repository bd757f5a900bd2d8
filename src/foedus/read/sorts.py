"""What a claim does: tells an act or a state, wants, foresees, judges, recommends, demands, threatens, denies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.grammar import below
from foedus.terms import Factuality, Sort

if TYPE_CHECKING:
    from foedus.knowledge.lexicon import ActRow
    from foedus.read.certainty import Certainty
    from foedus.read.clauses import Clause
    from foedus.read.frames import Frame

_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "could", "can", "may", "might"})
# A word that both tells an act and looks ahead tells the act: to agree or to threaten is done by saying it.
_EVALUATES = ("judgement-words", "comparison", "judgement-verb")


def sort_of(clause: Clause, certain: Certainty, row: ActRow | None, frame: Frame | None) -> Sort:
    """The sort of a clause: what its own words do first, then what its reporting verb makes of it."""
    if frame is not None and frame.row is not None and frame.row.sort is Sort.DENIAL:
        return Sort.DENIAL
    wished = _wished(clause, certain, row, frame)
    if wished is not None:
        return wished
    if certain.has("question") or _looks_ahead(clause) or certain.has("future", "forecast"):
        return Sort.FORECAST
    if _seems(certain) or (row is None and _evaluates(certain)):
        return Sort.JUDGEMENT
    if row is not None and not clause.is_copular:
        return Sort.ACT
    if frame is not None and frame.row is not None and frame.row.sort is not None:
        return frame.row.sort
    return Sort.STATE


def _wished(clause: Clause, certain: Certainty, row: ActRow | None, frame: Frame | None) -> Sort | None:
    """Recommendation, demand, threat or intent, where the clause is one."""
    told = row is not None and row.lemma == clause.head.lemma.lower()
    if certain.has("recommend", "recommend-above") and not told:
        return Sort.RECOMMENDATION
    if certain.has("obligation"):
        return Sort.RECOMMENDATION if frame is not None else Sort.JUDGEMENT
    if told:
        return None
    for effect, sort in (("demand", Sort.DEMAND), ("threat", Sort.THREAT), ("intent", Sort.INTENT)):
        if certain.has(effect) and certain.factuality is not Factuality.UNCOMMITTED:
            return sort
    return Sort.INTENT if certain.has("intent-above") else None


def _evaluates(certain: Certainty) -> bool:
    return certain.has(*_EVALUATES) or (certain.has("evaluative") or certain.has("degree"))


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
