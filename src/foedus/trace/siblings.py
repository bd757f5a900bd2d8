"""Copies of one text are copies of each other: pairs that share a third text enter, the pairs that follow leave.

Two rewrites of one dispatch may have hardly a word in common; what ties them is the dispatch. A pair follows where the
parts that both have from the third text overlap in enough of its words. What two passages of one text have in common
is found by their words already, so that one of the two has to be a rewrite.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from foedus.records import Copy
from foedus.terms import Direction, Strength
from foedus.values import Alignment, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from foedus.linked import Copies
    from foedus.values import Span

FEWEST_WORDS = 25  # of the third text in what both have from it
MOST = 24  # copies of one text that are paired with each other: a wire story is reprinted a thousand times


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a document has from a third, part by part, the third's side first."""

    document: str
    strength: Strength
    share: float
    parts: tuple[tuple[Span, Span, int], ...]  # with the number of the third text's words


def siblings(found: Copies, *, one_house: Callable[[str, str], bool]) -> Iterator[Copy]:
    """Yield the copies that follow from those found, each once, in a fixed order.

    What is yielded may be added to those found meanwhile.
    """
    links, base = found.links, len(found.links.names)
    known = {_key(links.firsts[row], links.seconds[row], base) for row in range(len(links))}
    ranks = found.ranks
    hubs = {hub: sorted(links.rows_of(hub), key=ranks.__getitem__)[:MOST] for hub in sorted(links.names)}
    for hub, rows in hubs.items():
        if all(links.strength(row) is not Strength.REWRITE for row in rows):
            continue
        taken = [_taken(hub, found.row(row)) for row in rows]
        numbers = [links.number(each.document) or 0 for each in taken]
        for (one, here), (other, there) in combinations(zip(taken, numbers, strict=True), 2):
            pair = _key(here, there, base)
            if pair in known or Strength.REWRITE not in {one.strength, other.strength}:
                continue
            follows = None if one_house(*sorted((one.document, other.document))) else _sibling(one, other)
            if follows is not None:
                known.add(pair)
                yield follows


def _key(one: int, other: int, base: int) -> int:
    return one * base + other if one < other else other * base + one


def _taken(hub: str, copy: Copy) -> _Taken:
    is_first = copy.first == hub
    sides = [(each.first, each.second) if is_first else (each.second, each.first) for each in copy.aligned]
    parts = tuple((here, there, len(here.text.split())) for here, there in sides)
    return _Taken(copy.second if is_first else copy.first, copy.strength, copy.share, parts)


def _sibling(one: _Taken, other: _Taken) -> Copy | None:
    first, second = sorted((one, other), key=lambda each: each.document)
    aligned, words = [], 0
    for hub_first, here, one_words in first.parts:
        for hub_second, there, other_words in second.parts:
            start, end = max(hub_first.start, hub_second.start), min(hub_first.end, hub_second.end)
            if start < end:
                shared = len(hub_first.text[start - hub_first.start : end - hub_first.start].split())
                longest = max(one_words, other_words, 1)
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
