"""Copies of one text are copies of each other: pairs that share a third text enter, the pairs that follow leave.

Two rewrites of one dispatch may have hardly a word in common; what ties them is the dispatch. A pair follows where the
parts that both have from the third text overlap in enough of its words. What two passages of one text have in common
is found by their words already, so that one of the two has to be a rewrite.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from foedus.records import Copy
from foedus.terms import Direction, Strength
from foedus.values import Alignment, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from foedus.values import Span

FEWEST_WORDS = 25  # of the third text in what both have from it
MOST = 24  # copies of one text that are paired with each other: a wire story is reprinted a thousand times


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a document has from a third, part by part, the third's side first."""

    document: str
    strength: Strength
    share: float
    parts: tuple[tuple[Span, Span], ...]


def siblings(found: Iterable[Copy], *, one_house: Callable[[str, str], bool]) -> Iterator[Copy]:
    """Yield the copies that follow from those found, each once, in a fixed order."""
    known: set[frozenset[str]] = set()
    taken: dict[str, list[_Taken]] = defaultdict(list)
    for copy in sorted(found, key=lambda each: each.id):
        known.add(frozenset((copy.first, copy.second)))
        there = tuple((each.first, each.second) for each in copy.aligned)
        taken[copy.first].append(_Taken(copy.second, copy.strength, copy.share, there))
        taken[copy.second].append(_Taken(copy.first, copy.strength, copy.share, tuple((b, a) for a, b in there)))
    for hub in sorted(taken):
        for one, other in combinations(taken[hub][:MOST], 2):
            pair = frozenset((one.document, other.document))
            if pair in known or Strength.REWRITE not in {one.strength, other.strength} or one_house(*sorted(pair)):
                continue
            follows = _sibling(one, other)
            if follows is not None:
                known.add(pair)
                yield follows


def _sibling(one: _Taken, other: _Taken) -> Copy | None:
    first, second = sorted((one, other), key=lambda each: each.document)
    aligned, words = [], 0
    for hub_first, here in first.parts:
        for hub_second, there in second.parts:
            start, end = max(hub_first.start, hub_second.start), min(hub_first.end, hub_second.end)
            if start < end:
                shared = len(hub_first.text[start - hub_first.start : end - hub_first.start].split())
                longest = max(len(hub_first.text.split()), len(hub_second.text.split()), 1)
                aligned.append(Alignment(first=here, second=there, likeness=round(shared / longest, 4)))
                words += shared
    if words < FEWEST_WORDS:
        return None
    return Copy(
        id=fingerprint("copy", first.document, second.document),
        first=first.document,
        second=second.document,
        strength=Strength.REWRITE,
        direction=Direction.UNKNOWN,
        because=f"both have the same {words} words of a third text, at least one of them in other words",
        aligned=tuple(aligned),
        share=min(first.share, second.share),
    )
