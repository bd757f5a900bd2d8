"""How far a relation has come: grounds enter, a standing for each indicator and a rung with its bounds leave.

A stage stands when an indicator of it is reached and none is disputed or not reached; it is disputed when its
indicators speak both ways. The low rung is the highest stage that stands with nothing against it or a stage below;
the high rung is the highest that stands or is disputed. A stage on which nothing is said neither holds nor breaks
the ladder. Without any evidence the rung is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from foedus.assess.evidence import Side
from foedus.assess.roots import bounds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from foedus.assess.evidence import Ground
    from foedus.assess.framework import Framework, Indicator
    from foedus.assess.roots import Source

NO_STAGE = "no stage"
NOT_KNOWN = "not known"


class Standing(StrEnum):
    """Where the evidence leaves an indicator or a stage."""

    REACHED = "reached"
    NOT_REACHED = "not reached"
    DISPUTED = "disputed"
    NOT_KNOWN = "not known"


def standing(*, pro: bool, con: bool) -> Standing:
    """Where grounds and counter-grounds leave an indicator, by whether there are any."""
    if pro:
        return Standing.DISPUTED if con else Standing.REACHED
    return Standing.NOT_REACHED if con else Standing.NOT_KNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One indicator with everything for and against it."""

    indicator: Indicator
    pro: tuple[Ground, ...]
    con: tuple[Ground, ...]
    apart: tuple[Ground, ...]
    outside: tuple[Ground, ...] = ()

    @property
    def standing(self) -> Standing:
        """Where the evidence leaves it."""
        return standing(pro=bool(self.pro), con=bool(self.con))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """The rung as an interval of stage ids; both ends None where it is not known."""

    low: str | None
    high: str | None

    @property
    def words(self) -> str:
        """The rung as one phrase."""
        if self.low is None or self.high is None:
            return NOT_KNOWN
        return self.low if self.low == self.high else f"{self.low} to {self.high}"


def rate(grounds: tuple[Ground, ...], framework: Framework) -> tuple[Rating, ...]:
    """A rating of every indicator, in the framework's order."""
    by_indicator: dict[str, dict[Side, list[Ground]]] = {}
    for each in grounds:
        by_indicator.setdefault(each.indicator, {}).setdefault(each.side, []).append(each)
    ratings = []
    for indicator in framework.indicators:
        sides = by_indicator.get(indicator.id, {})
        ratings.append(
            Rating(
                indicator=indicator,
                pro=tuple(sides.get(Side.FOR, ())),
                con=tuple(sides.get(Side.AGAINST, ())),
                apart=tuple(sides.get(Side.APART, ())),
                outside=tuple(sides.get(Side.OUTSIDE, ())),
            )
        )
    return tuple(ratings)


def rung(indicators: dict[str, Standing], framework: Framework) -> Rung:
    """The lowest and the highest stage that the standings of the indicators allow."""
    standings = [_stage(stage.id, indicators, framework) for stage in framework.stages]
    if all(each is Standing.NOT_KNOWN for each in standings):
        return Rung(low=None, high=None)
    low = high = NO_STAGE
    unbroken = True
    for stage, reached in zip(framework.stages, standings, strict=True):
        if reached is Standing.REACHED:
            low = stage.id if unbroken else low
            high = stage.id
        elif reached is Standing.DISPUTED:
            high = stage.id
        unbroken = unbroken and reached in {Standing.REACHED, Standing.NOT_KNOWN}
    return Rung(low=low, high=high)


def _stage(stage: str, indicators: dict[str, Standing], framework: Framework) -> Standing:
    of_stage = {indicators[each.id] for each in framework.indicators if each.stage == stage}
    found = of_stage - {Standing.NOT_KNOWN}
    if not found:
        return Standing.NOT_KNOWN
    return found.pop() if len(found) == 1 else Standing.DISPUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """What grounds stand on, in the order of the grounds."""

    ids: tuple[str, ...]  # of propositions and checks
    sources: dict[str, Source]  # by id
    supported: dict[str, int]  # the lower bound of each proposition that is told as so
    objecting: frozenset[str]  # ids of the sources that deny a proposition
    rows: frozenset[str]  # ids of checks
    since: date | None  # the first and the last day that is told of
    until: date | None
    reported: date | None  # the latest day on which it was published

    @property
    def roots(self) -> tuple[Source, ...]:
        """The distinct sources, in the order of their first ground."""
        return tuple(self.sources.values())

    @property
    def bounds(self) -> tuple[int, int]:
        """Independent roots behind the grounds that are claims: those that are named, and all.

        The lower bound is never above what the propositions themselves have, which knows of copies too.
        """
        named, every = bounds(self.roots)
        return min(named, sum(self.supported.values()) + len(self.objecting)), every


def backing(grounds: Iterable[Ground]) -> Backing:
    """What these grounds stand on, in one pass."""
    ids: dict[str, None] = {}
    sources: dict[str, Source] = {}
    supported: dict[str, int] = {}
    objecting, rows, days = set(), set(), set()
    since: date | None = None
    until: date | None = None
    for _, _, about, proposition, source, is_objection, _, reported in grounds:
        ids[about] = None
        days.add(reported)
        when = proposition.when
        if when is not None:
            since, until = _earlier(since, when.since), _later(until, when.until)
        if source is None:
            rows.add(about)
            continue
        sources[source.id] = source
        if is_objection:
            objecting.add(source.id)
        else:
            supported[about] = proposition.lower
    return Backing(
        ids=tuple(ids),
        sources=sources,
        supported=supported,
        objecting=frozenset(objecting),
        rows=frozenset(rows),
        since=since,
        until=until,
        reported=max((each for each in days if each is not None), default=None),
    )


def _earlier(one: date | None, other: date | None) -> date | None:
    return other if one is None or (other is not None and other < one) else one


def _later(one: date | None, other: date | None) -> date | None:
    return other if one is None or (other is not None and other > one) else one


def joined(*parts: Backing) -> Backing:
    """What all of them stand on together."""
    if sum(bool(each.ids) for each in parts) == 1:
        return next(each for each in parts if each.ids)
    sources: dict[str, Source] = {}
    supported: dict[str, int] = {}
    for each in parts:
        sources.update(each.sources)
        supported.update(each.supported)
    return Backing(
        ids=tuple(dict.fromkeys(chain.from_iterable(each.ids for each in parts))),
        sources=sources,
        supported=supported,
        objecting=frozenset().union(*(each.objecting for each in parts)),
        rows=frozenset().union(*(each.rows for each in parts)),
        since=min((each.since for each in parts if each.since is not None), default=None),
        until=max((each.until for each in parts if each.until is not None), default=None),
        reported=max((each.reported for each in parts if each.reported is not None), default=None),
    )


def behind(grounds: Iterable[Ground]) -> tuple[Source, ...]:
    """The distinct sources behind the grounds, in the order of their first ground."""
    return tuple({each.source.id: each.source for each in grounds if each.source is not None}.values())
