"""Which claims of two documents stand in places that go together, where one document tells the other anew.

Copies enter; for a pair of claims, whether the sentence of one was made from the sentence of the other, leaves. Two
claims of one pair of sentences need not say the same, for a sentence may hold several; two claims whose sentences were
each made from another's hardly do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.linked import STRENGTHS, Links

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.records import Claim, Copy
    from foedus.terms import Strength

    Place = tuple[int, int]  # where it begins and ends

HELD = 0.5  # share of a claim's evidence that must lie within a span to stand in it


class Alignments:
    """The aligned places of copies, or of those copies of one strength, by the two documents."""

    def __init__(self, copies: Iterable[Copy] | Links, only: Strength | None = None) -> None:
        self._links = copies if isinstance(copies, Links) else Links.of(copies)
        self._only = None if only is None else STRENGTHS.index(only)

    def counterparts(self, claim: Claim, document: str) -> tuple[Place, ...]:
        """The places of the other document that go with the place where the claim stands."""
        return tuple(self._of(claim, document))

    def meet(self, first: Claim, second: Claim) -> bool:
        """Whether the two stand in places that go together."""
        return self.compared(first, second)[0]

    def miss(self, first: Claim, second: Claim) -> bool:
        """Whether the two do not stand in places that go together, though the place of one goes with another."""
        return self.compared(first, second)[1]

    def compared(self, first: Claim, second: Claim) -> tuple[bool, bool]:
        """Whether the two meet, and whether they miss each other."""
        missed = False
        for row in self._rows(first.document, second.document):
            for since, upto, there, there_end in self._links.seen_from(first.document, row):
                here, other = stands_in(first, (since, upto)), stands_in(second, (there, there_end))
                if here and other:
                    return True, False
                missed |= here or other
        return False, missed

    def _rows(self, one: str, other: str) -> Iterator[int]:
        links, only = self._links, self._only
        for row in links.between(one, other):
            if (only is None or links.strengths[row] == only) and links.has_places(row):
                yield row

    def _of(self, claim: Claim, document: str) -> Iterator[Place]:
        for row in self._rows(claim.document, document):
            for since, upto, there, there_end in self._links.seen_from(claim.document, row):
                if stands_in(claim, (since, upto)):
                    yield there, there_end


def stands_in(claim: Claim, place: Place) -> bool:
    """Whether most of the claim's evidence lies within the place, told by where this begins and ends."""
    start, end = claim.evidence.start, claim.evidence.end
    if end < place[0] or place[1] < start:
        return False
    return min(end, place[1]) - max(start, place[0]) >= HELD * (end - start)
