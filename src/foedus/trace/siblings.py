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

FEWEST_WORDS = 25  # of the third text in what both have from it
MOST = 16  # copies of one text that are paired with each other: a wire story is reprinted a thousand times


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a document has from a third, part by part, the third's side first."""

    document: str
    strength: Strength
    share: float
    parts: tuple[tuple[int, int, int, int, int], ...]  # where it stands there and here, the number of its words there


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
        text = found.text(hub)
        taken = [_taken(hub, text, found, row) for row in rows]
        numbers = [links.number(each.document) or 0 for each in taken]
        for (one, here), (other, there) in combinations(zip(taken, numbers, strict=True), 2):
            pair = _key(here, there, base)
            if pair in known or Strength.REWRITE not in {one.strength, other.strength}:
                continue
            follows = None if one_house(*sorted((one.document, other.document))) else _sibling(one, other, text, found)
            if follows is not None:
                known.add(pair)
                yield follows


def _key(one: int, other: int, base: int) -> int:
    return one * base + other if one < other else other * base + one


def _taken(hub: str, text: str, found: Copies, row: int) -> _Taken:
    links = found.links
    first, second = links.names[links.firsts[row]], links.names[links.seconds[row]]
    parts = tuple((*place, len(text[place[0] : place[1]].split())) for place in links.seen_from(hub, row))
    return _Taken(second if first == hub else first, links.strength(row), found.share(row), parts)


def _sibling(one: _Taken, other: _Taken, text: str, found: Copies) -> Copy | None:
    """The copy that follows for two documents from what both have of a third text; none where that is too little."""
    first, second = sorted((one, other), key=lambda each: each.document)
    places, words = [], 0
    for since, upto, *here, one_words in first.parts:
        for from_, to, *there, other_words in second.parts:
            start, end = max(since, from_), min(upto, to)
            if start < end:
                shared = len(text[start:end].split())
                places.append((here, there, round(shared / max(one_words, other_words, 1), 4)))
                words += shared
    if words < FEWEST_WORDS:
        return None
    aligned = [
        Alignment(
            first=found.span(first.document, *here), second=found.span(second.document, *there), likeness=likeness
        )
        for here, there, likeness in places
    ]
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
