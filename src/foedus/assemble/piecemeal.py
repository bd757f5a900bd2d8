"""The bringing together of like claims cut into pieces that can be done anywhere: how alike the pairs of some are.

Contents and pairs of them enter; totals leave, the same that `clusters` works out. The growing of groups has to see
all totals in their order; it takes numbers, and of the contents what it needs to compare two groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from foedus.assemble.clusters import HOPELESS, _bettered, _Growth, _held
from foedus.assemble.columns import Columns
from foedus.assemble.meetings import COMMON, NEIGHBOURS, SMALL, SMALL_BLOCK, TELLING
from foedus.assemble.scores import Scores

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from foedus.assemble.columns import Numbers, Shares
    from foedus.assemble.content import Content
    from foedus.assemble.likeness import Likeness

    Apart = Mapping[str, frozenset[str]]

__all__ = ["BOUNDS", "SMALL", "grown", "same", "totals"]

BOUNDS = {"reach": NEIGHBOURS, "longest": COMMON, "telling": TELLING, "small_block": SMALL_BLOCK}


def same(content: Content) -> str:
    """Equal for two contents that are word for word alike."""
    return repr((content.claim.kind, sorted(content.stems), sorted(content.actors)))


def totals(
    contents: Sequence[Content], pairs: tuple[Numbers, Numbers], likeness: Likeness, apart: Apart
) -> tuple[Numbers, Numbers, Shares]:
    """The pairs that are not hopeless, by the places of the two among the contents, with how alike they are."""
    ones, others = pairs
    found = Scores.of(Columns.of(contents), likeness, contents, apart).totals(ones, others)
    hopeful = _held(found) >= HOPELESS
    return ones[hopeful], others[hopeful], found[hopeful]


def grown(
    contents: Sequence[Content], likeness: Likeness, apart: Apart, *, known: tuple[Numbers, Numbers, Shares]
) -> list[list[Content]]:
    """The contents in groups that say the same, by the totals known of their pairs; groups and list in their order."""
    ones, others, found = known
    base = len(contents)
    columns = Columns.of(contents)
    keys = ones * base + others
    order = np.argsort(keys)
    bettered = _bettered(keys[order], found[order], columns.documents)
    growth = _Growth(keys[order], bettered, Scores.of(columns, likeness, contents, apart), base)
    return [[contents[member] for member in group] for group in growth.grown()]
