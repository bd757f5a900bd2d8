"""Who is said to be ahead of whom: two claims that compare the same states the other way round are never one.

Contents enter; oppositions leave, each of two claims of which one puts first whom the other puts second. They qualify
each other: what the one says of all may be what the other says of some things only.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

from foedus.assemble.compatible import is_nested
from foedus.assemble.lexicon import lexicon
from foedus.assemble.oppositions import Opposition
from foedus.terms import Disagreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.assemble.content import Content

MOST_MET = 40  # claims that compare the same two that are held against those that compare them the other way round


def comparisons(contents: list[Content]) -> Iterator[Opposition]:
    """Each pair of claims that rank two parties in opposite orders, in the order of the parties' names."""
    ranked: dict[tuple[str, str], list[Content]] = defaultdict(list)
    for each in contents:
        order = None if each.negative else ranking(each)
        if order is not None:
            ranked[order].append(each)
    for one, other in sorted(key for key in ranked if key[0] < key[1]):
        here, there = ranked[one, other][:MOST_MET], ranked.get((other, one), [])[:MOST_MET]
        for first, second in product(here, there):
            if not is_nested(first, second):
                because = f"one puts {one} ahead of {other}, the other {other} ahead of {one}"
                yield Opposition(first=first, second=second, respect=Disagreement.SCOPE, because=because, is_apart=True)


def ranking(content: Content) -> tuple[str, str] | None:
    """The party that a claim puts first and the one that it puts second, None where it compares no two parties."""
    text = content.claim.evidence.text
    for pattern, is_higher in ((lexicon().ahead, True), (lexicon().behind, False)):
        found = pattern.search(text)
        if found is None:
            continue
        before = [actor for place, actor in content.named_at if place < found.start()]
        after = [actor for place, actor in content.named_at if place >= found.start() and actor not in before]
        if len(set(before)) == 1 and after:
            return (before[0], after[0]) if is_higher else (after[0], before[0])
    return None
