"""Where a relation changes: acts of cooperation and of conflict per document read enter, change points leave.

The counts of a stretch are taken as Poisson with one rate of cooperation and one of conflict for each document read, so
that more reading is not taken for more acts. Of all ways to cut the time into stretches the one with the least cost is
found exactly (optimal partitioning: Jackson et al. 2005, IEEE Signal Processing Letters 12(2), doi
10.1109/LSP.2001.838216; penalised cost as in Killick, Fearnhead and Eckley 2012, Journal of the American Statistical
Association 107(500), doi 10.1080/01621459.2012.737745). Each cut costs three parameters by the Bayesian information
criterion (Yao 1988, Statistics and Probability Letters 6(3), doi 10.1016/0167-7152(88)90118-6). News comes in bursts:
the deviance is divided by a dispersion taken from neighbouring periods (quasi-Poisson, McCullagh and Nelder 1989;
successive differences, von Neumann 1941), and the cuts are sought in running medians of three (Tukey 1977), so that a
burst of one period is no change. The rates that are told are those of the counts themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import log
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

SHORTEST = 2  # periods between two change points: one alone is a burst
PARAMETERS = 3  # of a cut: where it is, and the two rates after it
PER = 100  # documents for which rates are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    """The acts of one period by all roots, and how many documents of it were read: at least one."""

    since: date
    until: date
    documents: int
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Acts for a hundred documents read."""

    cooperation: float
    conflict: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePoint:
    """The first day of a period from which acts are told at other rates than before."""

    at: date
    before: Rate
    after: Rate


def change_points(periods: Sequence[Exposed]) -> tuple[ChangePoint, ...]:
    """Where the rates change, in order; none where too few periods were read to tell."""
    if len(periods) < 2 * SHORTEST:
        return ()
    papers = [each.documents for each in periods]
    told = [_Told.of([getattr(each, name) for each in periods], papers) for name in ("cooperation", "conflict")]
    cuts = _cuts(told, len(periods))
    rates = [
        Rate(**{name: each.rate(*ends) for name, each in zip(("cooperation", "conflict"), told, strict=True)})
        for ends in pairwise((0, *cuts, len(periods)))
    ]
    return tuple(
        ChangePoint(at=periods[cut].since, before=before, after=after)
        for cut, (before, after) in zip(cuts, pairwise(rates), strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One sort of acts over all periods: sums up to each, beside those of the documents."""

    acts: list[float]
    smooth: list[float]
    papers: list[float]
    dispersion: float

    @classmethod
    def of(cls, acts: list[int], papers: list[int]) -> _Told:
        smooth = _medians(acts, papers)
        return cls(
            acts=_summed(acts), smooth=_summed(smooth), papers=_summed(papers), dispersion=_dispersion(acts, papers)
        )

    def cost(self, start: int, end: int) -> float:
        """Twice the negative log-likelihood of a stretch at its own rate, by the dispersion."""
        acts, papers = self.smooth[end] - self.smooth[start], self.papers[end] - self.papers[start]
        return 2 * (acts - acts * log(acts / papers)) / self.dispersion if acts > 1e-9 else 0.0

    def rate(self, start: int, end: int) -> float:
        acts, papers = self.acts[end] - self.acts[start], self.papers[end] - self.papers[start]
        return round(PER * acts / papers, 1)


def _summed(values: Sequence[float]) -> list[float]:
    return [0.0, *accumulate(values)]


def _medians(acts: Sequence[int], papers: Sequence[int]) -> list[float]:
    """The acts of each period at the middle one of its own rate and its neighbours' two."""
    rates = [one / few for one, few in zip(acts, papers, strict=True)]
    found = []
    for place, few in enumerate(papers):
        start = min(max(0, place - 1), len(rates) - 3)
        found.append(median(rates[start : start + 3]) * few)
    return found


def _dispersion(acts: Sequence[int], papers: Sequence[int]) -> float:
    """How much more neighbours differ than Poisson counts of one rate would; at least 1."""
    found = []
    for (one, other), (few, many) in zip(pairwise(acts), pairwise(papers), strict=True):
        if one + other:
            expected = (one + other) / (few + many) * (1 / few + 1 / many)
            found.append((one / few - other / many) ** 2 / expected)
    return max(1.0, sum(found) / len(found)) if found else 1.0


def _cuts(told: Sequence[_Told], periods: int) -> tuple[int, ...]:
    """The first period of each stretch but the first; of equal costs the earlier last cut wins."""
    penalty = PARAMETERS * log(periods)
    best = [-penalty] + [float("inf")] * periods
    last = [0] * (periods + 1)
    for end in range(SHORTEST, periods + 1):
        for start in (0, *range(SHORTEST, end - SHORTEST + 1)):
            cost = best[start] + penalty + sum(each.cost(start, end) for each in told)
            if cost < best[end] - 1e-9:
                best[end], last[end] = cost, start
    cuts = []
    end = periods
    while last[end]:
        end = last[end]
        cuts.append(end)
    return tuple(reversed(cuts))
