"""Counts of hits and misses, and the figures made of them; every figure of `foedus eval` is computed here."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    Pair = tuple[float, float]


BINS = 10  # of probabilities


@dataclass(slots=True)
class Hits:
    """How many were expected, how many were found, and how many of those are the same."""

    expected: int = 0
    found: int = 0
    same: int = 0

    def add(self, expected: AbstractSet[object], found: AbstractSet[object]) -> None:
        """Counts one text's expected and found things."""
        self.expected += len(expected)
        self.found += len(found)
        self.same += len(expected & found)

    @property
    def precision(self) -> float:
        """The share of what was found that was expected."""
        return self.same / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what was expected that was found."""
        return self.same / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> round(Hits(expected=4, found=5, same=3).f1, 3)
        0.667
        """
        total = self.expected + self.found
        return 2 * self.same / total if total else 0.0


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """The mean over the expected classes of each class's F1, for pairs of expected and found.

    >>> macro_f1([("a", "a"), ("b", "a"), ("b", "b")])
    0.6666666666666666
    """
    classes: dict[str, Hits] = {}
    for expected, found in pairs:
        classes.setdefault(expected, Hits()).expected += 1
        classes.setdefault(found, Hits()).found += 1
        if expected == found:
            classes[expected].same += 1
    kept = [hits.f1 for _, hits in sorted(classes.items()) if hits.expected]
    return sum(kept) / len(kept) if kept else 0.0


def pearson(pairs: Sequence[tuple[float, float]]) -> float:
    """Pearson's correlation of pairs; 0 when one side never varies.

    >>> pearson([(1, 2), (2, 4), (3, 6)])
    1.0
    """
    if len(pairs) < 2:
        return 0.0
    means = [sum(pair[side] for pair in pairs) / len(pairs) for side in (0, 1)]
    both = sum((a - means[0]) * (b - means[1]) for a, b in pairs)
    spread = [sum((pair[side] - means[side]) ** 2 for pair in pairs) for side in (0, 1)]
    if not all(spread):
        return 0.0
    return float(round(both / (spread[0] * spread[1]) ** 0.5, 12))


def calibration_error(pairs: Sequence[Pair]) -> float:
    """The expected calibration error of pairs of a probability and whether it came true, over ten bins of equal width.

    It is the distance between what was believed and what came true, bin by bin, weighed by the pairs in it (Guo et al.
    2017, "On Calibration of Modern Neural Networks").

    >>> calibration_error([(0.9, 1), (0.9, 0), (0.2, 0)])
    0.333
    """
    bins: dict[int, list[Pair]] = {}
    for believed, true in pairs:
        bins.setdefault(min(BINS - 1, int(believed * BINS)), []).append((believed, true))
    apart = sum(abs(sum(believed - true for believed, true in held)) for held in bins.values())
    return round(apart / len(pairs), 3) if pairs else 0.0


def interval(
    members: Sequence[Pair], figure: Callable[[Sequence[Pair]], float], *, rounds: int = 400
) -> tuple[float, float]:
    """The middle 95 % of a figure over resamples of its members, with a seed that is always the same."""
    chance = random.Random(20210715)  # noqa: S311  nothing here is secret
    drawn = sorted(figure(chance.choices(members, k=len(members))) for _ in range(rounds if members else 0))
    return (drawn[int(0.025 * rounds)], drawn[int(0.975 * rounds) - 1]) if drawn else (0.0, 0.0)
