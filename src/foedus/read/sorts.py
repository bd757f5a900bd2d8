"""What a claim does: tells an act or a state, wants, foresees, judges, recommends, demands, threatens, denies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.grammar import below
from foedus.terms import Factuality, Sort

if TYPE_CHECKING:
    from foedus.knowledge.language import ActRow
    from foedus.read.certainty import Certainty
    from foedus.read.clauses import Clause
    from foedus.read.frames import Frame

_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "could", "can", "may", "might"})
_NAMED_SORTS = {each.value: each for each in Sort}


def sort_of(clause: Clause, certain: Certainty, row: ActRow | None, frame: Frame | None) -> Sort:
    """The sort of a clause: what its own words do first, then what its reporting verb makes of it."""
    if frame is not None and _reported_sort(frame) is Sort.DENIAL:
        return Sort.DENIAL
    for effect, sort in (("recommend", Sort.RECOMMENDATION), ("demand", Sort.DEMAND), ("threat", Sort.THREAT)):
        if certain.has(effect) and not (row is not None and certain.factuality is not Factuality.UNCOMMITTED):
            return sort
    if certain.has("intent") or certain.has("intent-above"):
        return Sort.INTENT
    if certain.has("question"):
        return Sort.FORECAST
    if _looks_ahead(clause) or certain.has("future"):
        return Sort.FORECAST
    if certain.has("judgement") or _seems(certain):
        return Sort.JUDGEMENT
    if frame is not None and row is None:
        reported = _reported_sort(frame)
        if reported is not None:
            return reported
    if row is not None and not clause.is_copular:
        return Sort.ACT
    return Sort.STATE


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


def _reported_sort(frame: Frame) -> Sort | None:
    return _NAMED_SORTS.get(frame.row.sort) if frame.row is not None and frame.row.sort else None
