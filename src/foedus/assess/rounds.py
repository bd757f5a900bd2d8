"""The dyads of a dossier, and the assessment of each: one record for each indicator, and one for the whole.

Propositions, checks and roots enter; `Assessment` records leave, first the whole, then the indicators in the
framework's order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from foedus.assess.evidence import Shelf, grounds_of
from foedus.assess.framework import alignment
from foedus.assess.ladder import Rating, Standing, behind, named_bounds, rate, rung
from foedus.assess.world import country_of
from foedus.records import Assessment
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from foedus.assess.evidence import Ground
    from foedus.assess.framework import Framework
    from foedus.assess.roots import Source
    from foedus.material import Material
    from foedus.records import Proposition
    from foedus.values import Period

ONE_DAY = timedelta(days=1)
METHOD = "stages of {name}; docs/ladder.md; rule 2"


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
    yield _whole(case, ratings)
    for each in ratings:
        yield _single(case, each)


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


def _whole(case: Case, ratings: tuple[Rating, ...]) -> Assessment:
    pair, framework = case.pair, case.framework
    staged = tuple(each for each in ratings if each.indicator.stage is not None)
    found = rung({each.indicator.id: each.standing for each in ratings}, framework)
    pro = tuple(ground for each in staged for ground in each.pro)
    con = tuple(ground for each in staged for ground in each.con)
    lines = [_footing((*pro, *con)), *(f"{each.indicator.name}: {each.standing}" for each in staged)]
    if not framework.stages:
        lines.insert(0, "the framework has no stages")
    outside = _ids(tuple(ground for each in ratings for ground in each.outside))
    if case.within is not None and outside:
        lines.append(f"left out: {_propositions(len(outside))} of other times than {case.within.written}")
    lower, upper = named_bounds(pro)
    since, until = _extent(pro, con)
    return Assessment(
        id=case.identity("", found.words, *_ids(pro), "|", *_ids(con)),
        dyad=pair,
        framework=framework.id,
        dimension="stage",
        indicator=None,
        since=since,
        until=until,
        reached=found.words,
        low=found.low,
        high=found.high,
        grounds=_ids(pro),
        counter_grounds=_ids(con),
        lower=lower,
        upper=upper,
        says="\n".join((f"{found.words}: {lines[0]}", *lines[1:])),
        method=case.method,
    )


def _single(case: Case, rating: Rating) -> Assessment:
    indicator, standing = rating.indicator, rating.standing
    lower, upper = named_bounds(rating.pro or rating.con)
    since, until = _extent(rating.pro, rating.con)
    pro, con = _ids(rating.pro), _ids(rating.con)
    lines = [f"{indicator.name}: {standing}. {_footing((*rating.pro, *rating.con))}"]
    recent = _recency(rating.pro, rating.con)
    if recent:
        lines.append(recent)
    if rating.apart:
        count = len(_ids(rating.apart))
        apart = "stands one proposition that is" if count == 1 else f"stand {count} propositions that are"
        long_past = "" if case.within is not None else " or long past"
        joined = "planned, feared or merely possible" if case.within is not None else "planned, feared, merely possible"
        lines.append(f"apart {apart} {joined}{long_past}")
    low, high = _span(standing)
    return Assessment(
        id=case.identity(indicator.id, standing, *pro, "|", *con),
        dyad=case.pair,
        framework=case.framework.id,
        dimension=indicator.dimension,
        indicator=indicator.id,
        since=since,
        until=until,
        reached=standing,
        low=low,
        high=high,
        grounds=pro,
        counter_grounds=con,
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


def _footing(grounds: tuple[Ground, ...]) -> str:
    """On how many roots it rests; when it is one, which."""
    if not grounds:
        return "nothing in the dossier speaks of it"
    roots = behind(grounds)
    rows = len({each.about for each in grounds if each.source is None})
    beside = f"; {rows} {'check' if rows == 1 else 'checks'} against the record beside it" if rows else ""
    return f"rests on {_count(roots, named_bounds(grounds)[0])}{beside}"


def _count(roots: tuple[Source, ...], independent: int) -> str:
    named = [each.name for each in roots if each.is_named]
    unnamed = len(roots) - len(named)
    if len(roots) == 1:
        return f"one root, {roots[0].name}{'' if named else ', which the texts do not name'}"
    also = f" and {unnamed} that the texts do not name" if unnamed else ""
    if not named:
        return f"no named root, only on {unnamed} that the texts do not name"
    if len(named) == 1:
        return f"one named root, {named[0]},{also}"
    if independent <= 1:
        return f"one independent root: {', '.join(named)} rely on one another{also}"
    return f"{independent} independent named roots{also}"


def _ids(grounds: tuple[Ground, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.about for each in grounds))


def _extent(*sides: tuple[Ground, ...]) -> tuple[date | None, date | None]:
    """The first and the last day that the grounds tell of."""
    told: list[Proposition] = [ground.proposition for side in sides for ground in side]
    starts = [each.when.since for each in told if each.when is not None and each.when.since is not None]
    ends = [each.when.until for each in told if each.when is not None and each.when.until is not None]
    return min(starts, default=None), max(ends, default=None)


def _recency(*sides: tuple[Ground, ...]) -> str:
    """The latest day that is told of, and the latest on which it was published; nothing where neither is known."""
    _, until = _extent(*sides)
    reported = max((each.reported for side in sides for each in side if each.reported is not None), default=None)
    told = f"told of times up to {until - ONE_DAY}" if until is not None else ""
    last = f"last reported on {reported}" if reported is not None else ""
    return ", ".join(each for each in (told, last) if each)


def _propositions(count: int) -> str:
    return "one proposition" if count == 1 else f"{count} propositions"
