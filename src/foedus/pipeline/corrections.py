"""Claims as they were read and a person's judgements on them enter; the claims as that person has them leave.

Only persons judge claims. A claim keeps its id, so that a correction can be found, undone and put beside the reading.
Where the reading changed since, a judgement goes by the words that it was made on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from foedus.records import Voice
from foedus.terms import (
    CLAIM_IS_OF_KIND,
    CLAIM_IS_WRONG,
    CLAIM_STANDS_ON,
    OWN_WORD,
    Anonymity,
    Manner,
    Nature,
    Opinion,
    RootNature,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.records import Claim, Judgement, Mention

_ABOUT_CLAIMS = frozenset({CLAIM_IS_WRONG, CLAIM_IS_OF_KIND, CLAIM_STANDS_ON})
_ROOT = {Nature.PERSON: RootNature.PERSON, Nature.PUBLICATION: RootNature.REPORT}


def corrected(
    claims: Iterable[Claim], judgements: Iterable[Judgement], mentions: Iterable[Mention]
) -> tuple[Claim, ...]:
    """The claims without those judged to be none, the others with the kind and the source that a person gave them."""
    given = [each for each in judgements if each.about in _ABOUT_CLAIMS and each.opinion is Opinion.SAME]
    claims = tuple(claims)
    if not given:
        return claims
    by_claim = _by_claim(claims, given)
    by_id = {each.id: each for each in mentions}
    kept = []
    for each in claims:
        found: Claim | None = each
        for judged in by_claim.get(each.id, ()):
            found = _judged(found, judged, by_id) if found is not None else None
        if found is not None:
            kept.append(found)
    return tuple(kept)


def _by_claim(claims: tuple[Claim, ...], given: list[Judgement]) -> dict[str, list[Judgement]]:
    """The judgements by the claim that they are on: by its id, else by its words."""
    known = {each.id for each in claims}
    by_place: dict[tuple[str, int, int], list[str]] = {}
    for each in claims:
        by_place.setdefault((each.document, each.evidence.start, each.evidence.end), []).append(each.id)
    found: dict[str, list[Judgement]] = {}
    for judged in given:
        words = judged.evidence
        same = by_place.get((words.document, words.start, words.end), ()) if words is not None else ()
        for claim in (judged.subject,) if judged.subject in known else same:
            found.setdefault(claim, []).append(judged)
    return found


def _judged(claim: Claim, judged: Judgement, mentions: dict[str, Mention]) -> Claim | None:
    if judged.about == CLAIM_IS_WRONG:
        return None
    if judged.about == CLAIM_IS_OF_KIND:
        same_type = (claim.kind or "").partition(".")[0] == judged.candidate.partition(".")[0]
        return replace(claim, kind=judged.candidate, mode=claim.mode if same_type else None,
                       status=claim.status if same_type else None)  # fmt: skip
    if judged.candidate == OWN_WORD:
        return replace(claim, voices=claim.voices[:1], manner=Manner.OWN)
    mention = mentions.get(judged.candidate)
    if mention is None or mention.span.document != claim.document:
        return claim
    voice = Voice(
        name=" ".join(mention.span.text.split()),
        nature=_ROOT.get(mention.nature, RootNature.ORGANISATION),
        anonymity=Anonymity.NAMED,
        span=mention.span,
        mention=mention.id,
    )
    manner = Manner.INDIRECT if claim.manner is Manner.OWN else claim.manner
    return replace(claim, voices=(claim.voices[0], voice), manner=manner)
