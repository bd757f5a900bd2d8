"""Whether what is told of allies lies above what is told of rivals on the scale of cooperation and conflict.

A dossier's material and reference data enter; the area under the curve leaves, with its interval, the number of dyads
and each dyad's own figures. Defence pacts and strategic rivalries of the last year that the reference data covers are
labels for this one question and nothing else: they enter no reading and no assessment. A dyad that is both, or neither,
is left out and counted. Acts that ended a generation before the latest document count no more here than on the ladder.

The mean of one or two acts is mostly chance. So the area is given twice: of the dyads' plain means, and of the means
drawn towards that of all dyads by as many acts as the spread between dyads is worth, which is reckoned from the acts
alone and from no label (analysis of variance with one random effect: Searle 1971; shrinkage: Efron and Morris 1975).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from foedus.assess import Asked, acts_of, once, scale, states_of
from foedus.assess.evidence import reach
from foedus.check import answers
from foedus.check.questions import Question
from foedus.check.topics import topic
from foedus.errors import BadReference, FoedusError
from foedus.terms import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from foedus.assess import Act
    from foedus.check import Reference
    from foedus.material import Material

FEWEST = 20  # claims that name both: below, one article decides
RESAMPLES, SEED = 2000, 20  # of the bootstrap; the seed is fixed, so that the interval is the same every time
ALLIES, RIVALS = "defence", "rivalry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """Where a dyad is looked for of which nothing is told yet, and how many acts that is worth."""

    mean: float
    acts: float  # infinite where the dyads differ by no more than chance

    def steadied(self, values: Sequence[float]) -> float:
        """The mean of the values, drawn towards the prior one."""
        weight = len(values) / (len(values) + self.acts)
        return self.mean + weight * (sum(values) / len(values) - self.mean)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One dyad with its label and where it lies on the scale."""

    dyad: tuple[str, str]
    is_ally: bool
    mean: float  # of the acts told as done, once for each root
    steadied: float  # the same, drawn towards the mean of all dyads
    acts: int
    claims: int  # that name both, of any sort


def measure(material: Material, reference: Reference, *, fewest: int = FEWEST) -> tuple[dict[str, float], list[Placed]]:
    """The area under the curve with its bounds and counts, and the dyads, those furthest on the wrong side first."""
    years = {each: last_year(reference, each) for each in (ALLIES, RIVALS)}
    naming = claims_naming(material)
    held, since = acts_of(material), reach(material)
    values = {pair: found for pair, acts in held.items() if (found := values_of(acts, since))}
    prior = prior_of([*values.values()])
    placed, both, neither, silent = [], 0, 0, 0
    for dyad in sorted(pair for pair, claims in naming.items() if claims >= fewest):
        is_ally, is_rival = (holds(reference, each, dyad, years[each]) for each in (ALLIES, RIVALS))
        if is_ally == is_rival:
            both, neither = both + is_ally, neither + (not is_ally)
        elif (told := values.get(dyad)) is None:
            silent += 1
        else:
            mean, steadied = sum(told) / len(told), prior.steadied(told)
            placed.append(
                Placed(dyad=dyad, is_ally=is_ally, mean=mean, steadied=steadied, acts=len(told), claims=naming[dyad])
            )
    plain, drawn = _split(placed, "mean"), _split(placed, "steadied")
    (low, high), (drawn_low, drawn_high) = interval(*plain), interval(*drawn)
    table = {
        "area under the curve": area(*plain),
        "low (95 %)": low,
        "high (95 %)": high,
        "steadied: area": area(*drawn),
        "steadied: low (95 %)": drawn_low,
        "steadied: high (95 %)": drawn_high,
        "steadied: by acts": prior.acts,
        "dyads": float(len(placed)),
        "allies": float(sum(each.is_ally for each in placed)),
        "rivals": float(sum(not each.is_ally for each in placed)),
        "left out: both": float(both),
        "left out: neither": float(neither),
        "left out: no act told as done": float(silent),
        "defence pacts of": float(years[ALLIES]),
        "rivalries of": float(years[RIVALS]),
    }
    middle = float(np.median([each.mean for each in placed])) if placed else 0.0
    return table, sorted(placed, key=lambda each: ((each.mean - middle) * (1 if each.is_ally else -1), each.dyad))


def claims_naming(material: Material) -> Mapping[tuple[str, str], int]:
    """How many claims, of whatever sort, are of a proposition that names both states of a pair."""
    found: Counter[tuple[str, str]] = Counter()
    for each in material.propositions:
        for pair in combinations(sorted(states_of(each)), 2):
            found[pair] += len(each.standing)
    return found


def values_of(acts: Sequence[Act], since: date | None = None) -> list[float]:
    """The values of the acts on the scale, once for each root; none where the scale weighs none of them.

    What ended before the day is left out: old wars told in passing say nothing of the relation today.
    """
    weigh, kept = scale("plover"), once(acts, Asked())
    counted = (each for each in acts if each.claim in kept and not _is_past(each, since))
    return [value for each in counted if (value := weigh.of(each.kind)) is not None]


def _is_past(act: Act, since: date | None) -> bool:
    ended = act.when.until if act.when is not None else None
    return since is not None and ended is not None and ended < since


def prior_of(groups: Sequence[Sequence[float]]) -> Prior:
    """The mean over the groups and the ratio of the variance within them to that between them, by moments.

    >>> prior_of([[1.0, 1.0], [5.0, 5.0]])
    Prior(mean=3.0, acts=0.0)
    """
    sizes = np.array([len(each) for each in groups], dtype=float)
    total, free = sizes.sum(), sizes.sum() - len(groups)
    means = np.array([sum(each) / len(each) for each in groups])
    if len(groups) < 2 or free <= 0:
        return Prior(mean=float(means.mean()) if len(groups) else 0.0, acts=0.0)
    inside = sum(float(((np.asarray(each) - mean) ** 2).sum()) for each, mean in zip(groups, means, strict=True)) / free
    whole = float((sizes * means).sum() / total)
    among = float((sizes * (means - whole) ** 2).sum()) / (len(groups) - 1)
    between = (among - inside) / ((total - float((sizes**2).sum()) / total) / (len(groups) - 1))
    if between <= 0:
        return Prior(mean=whole, acts=float("inf"))
    acts = float(inside / between)
    weights = sizes / (sizes + acts)
    return Prior(mean=float((weights * means).sum() / weights.sum()), acts=acts)


def last_year(reference: Reference, about: str) -> int:
    """The last year in which a dataset at hand measures the topic.

    Raises:
        BadReference: none does.
    """
    years = [
        each.last_year
        for holding in reference.holdings
        if about in holding.layout.answers
        for each in holding.dataset.coverage
    ]
    if not years:
        raise BadReference(about, "no dataset at hand measures it; docs/reference.md says which do")
    return max(years)


def holds(reference: Reference, about: str, dyad: tuple[str, str], year: int) -> bool:
    """Whether a dataset says that it was so between the two in that year."""
    question = Question(
        topic=topic(about), first=dyad[0], second=dyad[1], since=date(year, 1, 1), until=date(year, 12, 31),
        by_hand=True,
    )  # fmt: skip
    try:
        found = answers(question, reference)
    except FoedusError:
        return False
    return any(each.verdict is Verdict.AGREES for each in found)


def area(allies: Sequence[float], rivals: Sequence[float]) -> float:
    """The probability that an ally drawn at random lies above a rival drawn at random, ties counted half.

    >>> area([3.0, 2.0], [1.0, 2.0])
    0.875
    """
    if not allies or not rivals:
        return float("nan")
    above = np.subtract.outer(np.asarray(allies), np.asarray(rivals))
    return float(((above > 0) + 0.5 * (above == 0)).mean())


def interval(allies: Sequence[float], rivals: Sequence[float]) -> tuple[float, float]:
    """The middle 95 % of the area over resampled dyads, allies and rivals each among themselves (Efron 1979)."""
    if not allies or not rivals:
        return float("nan"), float("nan")
    chance = np.random.default_rng(SEED)
    one, other = np.asarray(allies), np.asarray(rivals)
    found = [
        area(chance.choice(one, len(one)).tolist(), chance.choice(other, len(other)).tolist()) for _ in range(RESAMPLES)
    ]
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)


def _split(placed: Sequence[Placed], figure: str) -> tuple[list[float], list[float]]:
    """The figure of the allies and that of the rivals."""
    of_allies = [getattr(each, figure) for each in placed if each.is_ally]
    return of_allies, [getattr(each, figure) for each in placed if not each.is_ally]
