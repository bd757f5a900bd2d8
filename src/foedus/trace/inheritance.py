"""What a copy takes over: a claim printed from another document stands on the word that the other document gives it.

Claims, copies and credits enter; for each claim that is somebody else's, the claim or the agency that it comes from
leaves. Chains of copies are followed to their first text, and a circle of undirected copies breaks at its earliest.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from foedus.linked import DIRECTIONS, STRENGTHS
from foedus.terms import Direction, Strength
from foedus.trace.wording import word_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from foedus.linked import Copies, Links
    from foedus.material import Material
    from foedus.records import Claim, Document
    from foedus.trace.credits import Credit
    from foedus.values import Span

COVERED = 0.5  # share of a claim's evidence inside an aligned span
ALIKE = 0.34  # words that two claims of one passage share (Dice)
_ORDER = {Strength.SAME: 0, Strength.PASSAGE: 1, Strength.REWRITE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowed:
    """Where a claim comes from: a document, and its claim where one says the same."""

    because: str
    document: str
    claim: str | None


def followers(material: Material, credited: Mapping[str, Credit]) -> Following:
    """For each document, the copies in which it is the one that follows, with the document that it follows."""
    copies = material.linked
    links = copies.links
    documents = [material.document[each] for each in links.names]
    ranks = np.empty(len(documents), np.int64)
    order = sorted(range(len(documents)), key=lambda each: _rank(documents[each], credited))
    ranks[order] = np.arange(len(documents))
    given = np.array([each.id in credited for each in documents], np.bool_)
    firsts, seconds, directions, strengths = links.columns
    unknown = directions == DIRECTIONS.index(Direction.UNKNOWN)
    back = directions == DIRECTIONS.index(Direction.SECOND_TO_FIRST)  # the first is the one that follows
    back |= unknown & (ranks[firsts] > ranks[seconds])
    back = np.where(given[firsts] != given[seconds], given[seconds], back)
    bases, following = np.where(back, seconds, firsts), np.where(back, firsts, seconds)
    strong = np.array([_ORDER[each] for each in STRENGTHS])[strengths]
    rows = np.lexsort((copies.ranks, ranks[bases], strong, following)).astype(np.int32)
    starts = np.searchsorted(following[rows], np.arange(len(documents) + 1)).astype(np.int32)
    return Following(copies=copies, starts=starts, rows=rows, bases=bases[rows].astype(np.int32))


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """For each document, by its number, the copies in which it follows another, the surest first."""

    copies: Copies
    starts: NDArray[np.int32]
    rows: NDArray[np.int32]
    bases: NDArray[np.int32]

    def documents(self) -> list[str]:
        """The documents that follow another, in the order of their ids."""
        names = self.copies.links.names
        return sorted(names[each] for each in np.flatnonzero(np.diff(self.starts)).tolist())

    def of(self, document: str) -> Iterator[tuple[int, str]]:
        """The rows of a document's copies, each with the document that it follows."""
        number, names = self.copies.links.number(document), self.copies.links.names
        if number is not None:
            held = slice(self.starts[number], self.starts[number + 1])
            for row, base in zip(self.rows[held].tolist(), self.bases[held].tolist(), strict=True):
                yield row, names[base]


def borrowed(claim: Claim, claims: Mapping[str, tuple[Claim, ...]], following: Following) -> Borrowed | None:
    """Where the claim comes from, if its words are taken from another document."""
    for row, base in following.of(claim.document):
        source = _source(claim.evidence, row, following.copies.links)
        if source is not None:
            start, end = source
            there = [each for each in claims.get(base, ()) if each.evidence.start < end and start < each.evidence.end]
            found = counterpart(claim, there)
            if found is None and following.copies.links.strength(row) is Strength.REWRITE:
                found = _likest(claim, there)
            return Borrowed(because=following.copies.because(row), document=base, claim=found)
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


def _source(evidence: Span, row: int, links: Links) -> tuple[int, int] | None:
    """Where the place of the other document begins and ends that the evidence is taken from."""
    for start, end, since, until in links.seen_from(evidence.document, row):
        if min(end, evidence.end) - max(start, evidence.start) >= COVERED * (evidence.end - evidence.start):
            return since, until
    return None


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
