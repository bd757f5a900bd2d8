"""Which claims of two documents stand in places that go together, where one document tells the other anew.

Copies enter; for a pair of claims, whether the sentence of one was made from the sentence of the other, leaves. Two
claims of one pair of sentences need not say the same, for a sentence may hold several; two claims whose sentences were
each made from another's hardly do.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.records import Claim, Copy
    from foedus.values import Span

HELD = 0.5  # share of a claim's evidence that must lie within a span to stand in it


class Alignments:
    """The aligned places of copies, by the two documents."""

    def __init__(self, copies: Iterable[Copy]) -> None:
        self._between: dict[tuple[str, str], list[Copy]] = defaultdict(list)
        for copy in copies:
            if copy.aligned:
                self._between[_pair(copy.first, copy.second)].append(copy)

    def are_copies(self, first: Claim, second: Claim) -> bool:
        """Whether the documents of the two have any place in common."""
        return _pair(first.document, second.document) in self._between

    def counterparts(self, claim: Claim, document: str) -> tuple[Span, ...]:
        """The places of the other document that go with the place where the claim stands."""
        return tuple(self._of(claim, document))

    def meet(self, first: Claim, second: Claim) -> bool:
        """Whether the two stand in places that go together."""
        return any(stands_in(second, each) for each in self._of(first, second.document))

    def miss(self, first: Claim, second: Claim) -> bool:
        """Whether the two do not stand in places that go together, though the place of one goes with another."""
        if not self.are_copies(first, second) or self.meet(first, second):
            return False
        return any(self._of(first, second.document)) or any(self._of(second, first.document))

    def _of(self, claim: Claim, document: str) -> Iterator[Span]:
        for copy in self._between.get(_pair(claim.document, document), ()):
            for each in copy.aligned:
                turned = each.second.document == claim.document
                mine, theirs = (each.second, each.first) if turned else (each.first, each.second)
                if stands_in(claim, mine):
                    yield theirs


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def stands_in(claim: Claim, place: Span) -> bool:
    """Whether most of the claim's evidence lies within the place."""
    start, end = claim.evidence.start, claim.evidence.end
    return min(end, place.end) - max(start, place.start) >= HELD * (end - start)
