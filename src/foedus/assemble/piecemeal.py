"""The bringing together of like claims cut into pieces that can be done anywhere: how alike the pairs of some are.

Contents and pairs of them enter; totals leave, the same that `clusters` works out. The growing of groups has to see
all totals in their order; it takes numbers, and of the contents what it needs to compare two groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.assemble.clusters import COMMON, NEIGHBOURS, SMALL, SMALL_BLOCK, TELLING, _Pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from foedus.assemble.content import Content
    from foedus.assemble.likeness import Likeness

    Apart = Mapping[str, frozenset[str]]

__all__ = ["BOUNDS", "SMALL", "grown", "same", "totals"]

BOUNDS = {
    "reach": NEIGHBOURS,
    "longest": COMMON,
    "telling": TELLING,
    "small_block": SMALL_BLOCK,
}


def same(content: Content) -> str:
    """Equal for two contents that are word for word alike."""
    return repr((content.claim.kind, sorted(content.stems), sorted(content.actors)))


def totals(
    contents: Sequence[Content], pairs: Iterable[tuple[int, int]], likeness: Likeness, apart: Apart
) -> dict[tuple[int, int], float]:
    """How alike the two of each pair are, by their places among the contents; a hopeless pair is left out."""
    found = _Pairs(list(contents), likeness, apart)
    for one, other in pairs:
        found.note(one, other)
    return found._totals


def grown(
    contents: list[Content], likeness: Likeness, apart: Apart, *, known: Mapping[tuple[int, int], float]
) -> list[list[Content]]:
    """The contents in groups that say the same, each group and the list in the order of claim ids."""
    found = _Pairs(contents, likeness, apart)
    found._totals.update(known)
    return found.grown()
