"""Dates, figures and damage of one page, found once and given to the claims in whose words they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.values import Period

if TYPE_CHECKING:
    from foedus.read.damage import Damaged
    from foedus.read.dates import Dated
    from foedus.values import Quantity, Span

_BESIDE = 2  # characters between a date and the words that it opens: a comma and a space
_OPENING = 45  # characters from the start of a sentence within which a date covers all of it


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


def period_in(figures: Figures, words: Span, predicate: int, *, sentence: tuple[int, int]) -> Period | None:
    """The resolved period of a claim; None if the text gives none.

    Of the periods in its words, the one nearest to the predicate; a period that only dates what the claim has lasted
    since ("turned east since its invasion in 2022") begins the claim's own. Without one, the period right before its
    words ("…, in 1969, they fought"), or the one that opens the sentence ("In 2001 they signed …, but did not …").
    """
    resolved = [each for each in figures.dated if each.period is not None and each.kind != "set"]
    inside = [each for each in resolved if words.start <= each.start and each.end <= words.end]
    if inside:
        chosen = min(inside, key=lambda each: (each.kind == "duration", abs(each.start - predicate)))
        between = words.text[max(0, predicate - words.start) : chosen.start - words.start].lower().split()
        if chosen.period is not None and "since" in between[1:] and chosen.relation == "during":
            return Period(since=chosen.period.since, until=None, written=f"since {chosen.written}")
        return chosen.period
    opening = [
        each
        for each in resolved
        if sentence[0] <= each.start
        and each.end <= words.start
        and each.relation == "during"
        and (each.start <= sentence[0] + _OPENING or words.start - each.end <= _BESIDE)
    ]
    return max(opening, key=lambda each: (words.start - each.end <= _BESIDE, -each.start)).period if opening else None
