"""What a copy takes over: a claim printed from another document stands on the word that the other document gives it.

Claims, copies and credits enter; for each claim that is somebody else's, the claim or the agency that it comes from
leaves. Chains of copies are followed to their first text, and a circle of undirected copies breaks at its earliest.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from foedus.terms import Direction, Strength
from foedus.trace.wording import word_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foedus.material import Material
    from foedus.records import Claim, Copy, Document
    from foedus.trace.credits import Credit
    from foedus.values import Alignment, Span

COVERED = 0.5  # share of a claim's evidence inside an aligned span
ALIKE = 0.34  # words that two claims of one passage share (Dice)
_ORDER = {Strength.SAME: 0, Strength.PASSAGE: 1, Strength.REWRITE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowed:
    """Where a claim comes from: a document, and its claim where one says the same."""

    copy: Copy
    document: str
    claim: str | None


def followers(material: Material, credited: Mapping[str, Credit]) -> dict[str, list[tuple[Copy, str]]]:
    """For each document, the copies in which it is the one that follows, with the document that it follows."""
    found: dict[str, list[tuple[Copy, str]]] = defaultdict(list)
    for copy in material.copies:
        follower, base = _ordered(copy, material, credited)
        found[follower].append((copy, base))
    for each in found.values():
        each.sort(key=lambda pair: (_ORDER[pair[0].strength], _rank(material.document[pair[1]], credited), pair[0].id))
    return found


def borrowed(
    claim: Claim, claims: Mapping[str, tuple[Claim, ...]], following: Mapping[str, list[tuple[Copy, str]]]
) -> Borrowed | None:
    """Where the claim comes from, if its words are taken from another document."""
    for copy, base in following.get(claim.document, []):
        source = _source(claim.evidence, copy, base)
        if source is not None:
            there = [each for each in claims.get(base, ()) if each.evidence.overlaps(source)]
            found = counterpart(claim, there)
            if found is None and copy.strength is Strength.REWRITE:
                found = _likest(claim, there)
            return Borrowed(copy=copy, document=base, claim=found)
    return None


def claims_by_document(material: Material) -> dict[str, tuple[Claim, ...]]:
    """Every document's claims, in the order of its text."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in material.claims:
        found[claim.document].append(claim)
    return {key: tuple(sorted(each, key=lambda claim: (claim.evidence.start, claim.id))) for key, each in found.items()}


def _rank(document: Document, credited: Mapping[str, Credit]) -> tuple[bool, str, str]:
    dated = document.published_on.isoformat() if document.published_on else "9999"
    return document.id not in credited, dated, document.id


def _ordered(copy: Copy, material: Material, credited: Mapping[str, Credit]) -> tuple[str, str]:
    """The document that follows, and the one that it follows: as told, else the credited or earlier one is first."""
    if (copy.first in credited) != (copy.second in credited):
        return (copy.second, copy.first) if copy.first in credited else (copy.first, copy.second)
    if copy.direction is Direction.FIRST_TO_SECOND:
        return copy.second, copy.first
    if copy.direction is Direction.SECOND_TO_FIRST:
        return copy.first, copy.second
    here, there = material.document[copy.first], material.document[copy.second]
    if _rank(here, credited) <= _rank(there, credited):
        return copy.second, copy.first
    return copy.first, copy.second


def _source(evidence: Span, copy: Copy, base: str) -> Span | None:
    """The place in the base document that the evidence is taken from."""
    for alignment in copy.aligned:
        mine, theirs = _sides(alignment, base)
        common = min(mine.end, evidence.end) - max(mine.start, evidence.start)
        if mine.document == evidence.document and common >= COVERED * (evidence.end - evidence.start):
            return theirs
    return None


def _sides(alignment: Alignment, base: str) -> tuple[Span, Span]:
    if alignment.first.document == base:
        return alignment.second, alignment.first
    return alignment.first, alignment.second


def counterpart(claim: Claim, others: Iterable[Claim]) -> str | None:
    """Of the others, the claim whose words are most like this one's; None where none is like it."""
    best, found = ALIKE, None
    mine = told_words(claim.evidence.text)
    for other in others:
        theirs = told_words(other.evidence.text)
        likeness = 2 * len(mine & theirs) / max(len(mine) + len(theirs), 1)
        if likeness > best:
            best, found = likeness, other.id
    return found


def _likest(claim: Claim, others: list[Claim]) -> str | None:
    """Of the claims of a sentence that was told in other words, the one of the same kind and sort, else the first."""

    def unlike(other: Claim) -> tuple[bool, bool, int]:
        return other.kind != claim.kind, other.sort is not claim.sort, other.evidence.start

    return min(others, key=unlike).id if others else None


@lru_cache(maxsize=1 << 14)
def told_words(text: str) -> frozenset[int]:
    """The words of a text by which claims are compared, as hashes."""
    return frozenset(_hash(word) for word in text.split() if len(word) > 2)


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    return word_hash(word)
