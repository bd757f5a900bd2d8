"""The dyads of a dossier, and the assessment of each: one record for each indicator, and one for the whole.

Propositions, checks and roots enter; `Assessment` records leave, first the whole, then the indicators in the
framework's order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from foedus.assess.evidence import Shelf, grounds_of
from foedus.assess.framework import alignment
from foedus.assess.ladder import Rating, Standing, backing, joined, rate, rung
from foedus.assess.world import country_of
from foedus.records import Assessment
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.assess.evidence import Ground
    from foedus.assess.framework import Framework
    from foedus.assess.ladder import Backing
    from foedus.assess.roots import Source
    from foedus.material import Material
    from foedus.values import Period

ONE_DAY = timedelta(days=1)
ONE = "one root"
PERHAPS = ", so it may be one root alone"
Sides = tuple["Backing", "Backing"]  # what speaks for and against an indicator
METHOD = "stages of {name}; docs/ladder.md; rule 2"


class Footing(StrEnum):
    """On how many roots an assessment rests."""

    ONE = "one root"
    PERHAPS_ONE = "perhaps one root"  # of which only one is known to be independent
    SEVERAL = "several roots"
    NONE = "no root"


def dyads(material: Material) -> tuple[tuple[str, str], ...]:
    """The pairs of states that propositions are about, each in alphabetical order, the pairs too."""
    found: set[tuple[str, str]] = set()
    for each in material.propositions:
        states = {country_of(actor) for actor in (*each.initiators, *each.targets, *each.others)}
        found.update(combinations(sorted(state for state in states if state is not None), 2))
    return tuple(sorted(found))


def assess(
    material: Material,
    dyad: tuple[str, str],
    framework: Framework | None = None,
    *,
    within: Period | None = None,
) -> Iterator[Assessment]:
    """Yield how far the relation has come, with grounds, counter-grounds and independent roots.

    Where nothing is told of an indicator it is not known, never not reached. With `within`, what is told of other
    times is left out and counted.
    """
    chosen = framework or alignment()
    case = Case(pair=ordered(dyad), framework=chosen, within=within)
    ratings = rate(grounds_of(Shelf(material, chosen, within), case.pair), chosen)
    sides = {each.indicator.id: (backing(each.pro), backing(each.con)) for each in ratings}
    yield _whole(case, ratings, sides)
    for each in ratings:
        yield _single(case, each, sides[each.indicator.id])


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Which relation is assessed, by what, and in which time."""

    pair: tuple[str, str]
    framework: Framework
    within: Period | None

    def identity(self, *parts: object) -> str:
        """The id of an assessment with these parts; without a time it is that of the relation as a whole."""
        time = (self.within.since, self.within.until) if self.within is not None else ()
        return fingerprint("assessment", *self.pair, self.framework.id, *parts, *time)

    @property
    def method(self) -> str:
        """By what it is assessed, as a record tells it."""
        note = f"; {self.framework.note}" if self.framework.note else ""
        time = f"; {self.within.written}" if self.within is not None else ""
        return METHOD.format(name=self.framework.name) + note + time


def ordered(dyad: tuple[str, str]) -> tuple[str, str]:
    """The two in alphabetical order."""
    return (dyad[0], dyad[1]) if dyad[0] <= dyad[1] else (dyad[1], dyad[0])


def _whole(case: Case, ratings: tuple[Rating, ...], sides: dict[str, Sides]) -> Assessment:
    pair, framework = case.pair, case.framework
    staged = tuple(each for each in ratings if each.indicator.stage is not None)
    found = rung({each.indicator.id: each.standing for each in ratings}, framework)
    pro, con = (joined(*(sides[each.indicator.id][side] for each in staged)) for side in (0, 1))
    both = joined(pro, con)
    lines = [_footing(both), *(f"{each.indicator.name}: {each.standing}" for each in staged)]
    if not framework.stages:
        lines.insert(0, "the framework has no stages")
    outside = _ids(tuple(ground for each in ratings for ground in each.outside))
    if case.within is not None and outside:
        lines.append(f"left out: {_propositions(len(outside))} of other times than {case.within.written}")
    lower, upper = pro.bounds
    return Assessment(
        id=case.identity("", found.words, *pro.ids, "|", *con.ids),
        dyad=pair,
        framework=framework.id,
        dimension="stage",
        indicator=None,
        since=both.since,
        until=both.until,
        reached=found.words,
        low=found.low,
        high=found.high,
        grounds=pro.ids,
        counter_grounds=con.ids,
        lower=lower,
        upper=upper,
        says="\n".join((f"{found.words}: {lines[0]}", *lines[1:])),
        method=case.method,
    )


def _single(case: Case, rating: Rating, sides: Sides) -> Assessment:
    indicator, standing = rating.indicator, rating.standing
    pro, con = sides
    both = joined(pro, con)
    lower, upper = (pro if pro.ids else con).bounds
    lines = [f"{indicator.name}: {standing}. {_footing(both)}"]
    recent = _recency(both)
    if recent:
        lines.append(recent)
    if rating.apart:
        count = len(_ids(rating.apart))
        apart = "stands one proposition that is" if count == 1 else f"stand {count} propositions that are"
        long_past = "" if case.within is not None else " or long past"
        listed = "planned, feared or merely possible" if case.within is not None else "planned, feared, merely possible"
        lines.append(f"apart {apart} {listed}{long_past}")
    low, high = _span(standing)
    return Assessment(
        id=case.identity(indicator.id, standing, *pro.ids, "|", *con.ids),
        dyad=case.pair,
        framework=case.framework.id,
        dimension=indicator.dimension,
        indicator=indicator.id,
        since=both.since,
        until=both.until,
        reached=standing,
        low=low,
        high=high,
        grounds=pro.ids,
        counter_grounds=con.ids,
        lower=lower,
        upper=upper,
        says="\n".join(lines),
        method=case.method,
    )


def _span(standing: Standing) -> tuple[str | None, str | None]:
    if standing is Standing.NOT_KNOWN:
        return None, None
    if standing is Standing.DISPUTED:
        return Standing.NOT_REACHED, Standing.REACHED
    return standing, standing


def _footing(on: Backing) -> str:
    """On how many roots it rests; when it is one, which."""
    if not on.ids:
        return "nothing in the dossier speaks of it"
    rows = len(on.rows)
    beside = f"; {rows} {'check' if rows == 1 else 'checks'} against the record beside it" if rows else ""
    return f"rests on {_count(on.roots, on.bounds[0])}{beside}"


def _count(roots: tuple[Source, ...], independent: int) -> str:
    named = [each.name for each in roots if each.is_named]
    unnamed = len(roots) - len(named)
    if len(roots) == 1:
        return f"{ONE}, {roots[0].name}{'' if named else ', which the texts do not name'}"
    also = f" and {unnamed} that the texts do not name" if unnamed else ""
    if not named:
        return f"no named root, only on {unnamed} that the texts do not name{PERHAPS}"
    if len(named) == 1:
        return f"one named root, {named[0]},{also}{PERHAPS}"
    if independent <= 1:
        return f"{', '.join(named[:-1])} and {named[-1]}, which may rely on one another{also and f',{also}'}{PERHAPS}"
    return f"{independent} independent named roots{also}"


def footing(assessment: Assessment) -> Footing:
    """Whether an assessment rests on one root, or may, as its first line says it."""
    first = assessment.says.split("\n", 1)[0]
    if not (assessment.grounds or assessment.counter_grounds):
        return Footing.NONE
    if f"rests on {ONE}, " in first:
        return Footing.ONE
    return Footing.PERHAPS_ONE if PERHAPS in first else Footing.SEVERAL


def _ids(grounds: tuple[Ground, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.about for each in grounds))


def _recency(on: Backing) -> str:
    """The latest day that is told of, and the latest on which it was published; nothing where neither is known."""
    told = f"told of times up to {on.until - ONE_DAY}" if on.until is not None else ""
    last = f"last reported on {on.reported}" if on.reported is not None else ""
    return ", ".join(each for each in (told, last) if each)


def _propositions(count: int) -> str:
    return "one proposition" if count == 1 else f"{count} propositions"
