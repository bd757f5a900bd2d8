"""Dates, figures and damage of one page, found once and given to the claims in whose words they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus.read.damage import Damaged
    from foedus.read.dates import Dated
    from foedus.values import Period, Quantity, Span


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The time expressions, the quantities and the garbled passages of a page, each in order."""

    dated: tuple[Dated, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    damaged: tuple[Damaged, ...] = ()

    def is_damaged(self, start: int, end: int) -> bool:
        """Whether a garbled passage touches this stretch."""
        return any(each.start < end and start < each.end for each in self.damaged)


def figures_in(figures: Figures, words: Span) -> tuple[Quantity, ...]:
    """The quantities that stand in these words."""
    return tuple(each for each in figures.quantities if words.start <= each.span.start and each.span.end <= words.end)


def period_in(figures: Figures, words: Span, predicate: int) -> Period | None:
    """The resolved period in these words that stands nearest to the predicate; None if the words give none."""
    inside = [
        each
        for each in figures.dated
        if words.start <= each.start and each.end <= words.end and each.period is not None and each.kind != "set"
    ]
    if not inside:
        return None
    return min(inside, key=lambda each: (each.kind == "duration", abs(each.start - predicate))).period
