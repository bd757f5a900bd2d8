"""Whether two claims can be of the same thing: their parties, times and figures.

Contents enter; verdicts leave. Silence is compatible with everything: a claim that gives no date contradicts none.
Ranges that overlap, rounded figures and a part beside its whole are no contradiction.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from foedus.assemble.content import stem, words

if TYPE_CHECKING:
    from foedus.assemble.content import Content
    from foedus.values import Period, Quantity

RECIPROCAL = {"COOPERATE", "AGREE", "CONSULT", ""}  # kinds in which it does not matter who is named first
ROUNDED = 0.05  # two plain figures this near each other are one figure
ABOUT = 0.15  # ... where one of them is given as approximate
_PART = re.compile(
    r"\b(?:includ\w+|among (?:them|these)|of (?:which|whom|these|them)|part of|at least|some of|so far)\b",
    re.IGNORECASE,
)


def parties_agree(first: Content, second: Content) -> bool:
    """Whether the named parties can be the same ones in the same roles."""
    if not first.actors or not second.actors:
        return not first.actors and not second.actors
    smaller, larger = sorted((first.actors, second.actors), key=len)
    if len(smaller & larger) < max(1, round(0.67 * len(smaller))):
        return False
    if {first.type, second.type} & RECIPROCAL or not (first.initiators and second.initiators):
        return True
    return bool(first.doers & second.doers) and _touch(first.receivers, second.receivers)


def is_nested(first: Content, second: Content) -> bool:
    """Whether the two are different things said in one sentence: their words overlap and their predicates differ."""
    here, there = first.claim, second.claim
    if not here.evidence.overlaps(there.evidence):
        return False
    return here.predicate is None or there.predicate is None or here.predicate != there.predicate


def times_agree(first: Period | None, second: Period | None) -> bool:
    """Whether the two periods share a day, or one is not told."""
    if first is None or second is None:
        return True
    early = first.until is not None and second.since is not None and first.until <= second.since
    late = second.until is not None and first.since is not None and second.until <= first.since
    return not early and not late


def clashing(first: Content, second: Content) -> tuple[Quantity, Quantity] | None:
    """The first two figures that count the same thing and cannot both be right, None where there are none."""
    for here in first.claim.quantities:
        rivals = [there for there in second.claim.quantities if counts_alike(here, there)]
        if rivals and not any(figures_agree(here, there) for there in rivals):
            return None if tells_a_part(first) or tells_a_part(second) else (here, rivals[0])
    return None


def tells_a_part(content: Content) -> bool:
    """Whether its words say that a figure in them is of a part only."""
    return _PART.search(content.claim.evidence.text) is not None


def counts_alike(first: Quantity, second: Quantity) -> bool:
    """Whether the two figures count the same thing in the same unit."""
    if (first.unit or "") != (second.unit or ""):
        return False
    here, there = _counted(first.counted or ""), _counted(second.counted or "")
    return bool(here & there) or (not here and not there and first.unit is not None)


@lru_cache(maxsize=1 << 16)
def _counted(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text))


def figures_agree(first: Quantity, second: Quantity) -> bool:
    """Whether one value can lie within both figures, rounding allowed."""
    slack = ABOUT if first.approximate or second.approximate else ROUNDED
    low_first, high_first = _bounds(first)
    low_second, high_second = _bounds(second)
    room = slack * max(abs(each) for each in (low_first, high_first, low_second, high_second) if each not in _OPEN)
    return low_first <= high_second + room and low_second <= high_first + room


_OPEN = (float("-inf"), float("inf"))


def _bounds(figure: Quantity) -> tuple[float, float]:
    low = figure.low if figure.low is not None else _OPEN[0]
    high = figure.high if figure.high is not None else _OPEN[1]
    return low, high


def _touch(first: frozenset[str], second: frozenset[str]) -> bool:
    return not first or not second or bool(first & second)
