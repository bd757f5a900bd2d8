"""A relation over time: acts told as done enter, what was told of each month or year leaves, with what was read.

A root tells one act once: of its tellings of one proposition the one with the most exact date counts, and so does one
of those that tell the same kind of act in the same direction on the same days. What has no date, or one wider than the
period, is counted apart and never placed. A period without acts is silent where documents of it were read, and
unread where there are none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from foedus.assess.acts import QUADS, acts_of
from foedus.assess.changes import ChangePoint, Exposed, change_points
from foedus.assess.scales import scale as scale_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.assess.acts import Act
    from foedus.assess.scales import Scale
    from foedus.material import Material


_NEVER = 10**7  # more days than any period has


class By(StrEnum):
    """How long the periods of a series are."""

    MONTH = "month"
    YEAR = "year"


class Dating(StrEnum):
    """Which day puts an act into a period: the one that the text tells, or the one on which it was published."""

    EVENT = "event"
    PUBLICATION = "publication"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How often acts are told: every claim, and once for each root, in two bounds."""

    claims: int = 0
    low: int = 0  # by roots that the texts name
    high: int = 0  # by all roots


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """Values of the scale, summed: over every claim, and once for each root, in two bounds."""

    claims: float = 0.0
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What is told of one period, and what was read of it."""

    since: date
    until: date  # the day after its last
    documents: int  # read, and published in this period
    acts: Count
    quads: dict[str, Count]  # by PLOVER's quad class, all four
    modes: dict[str, Count]  # by mode, where one is told
    cooperation: Weight  # sum of the scale's positive values
    conflict: Weight  # ... of its negative ones
    denied: int  # of the acts by all roots, those that somebody else denies
    unweighed: int  # of the acts by all roots, those that the scale has no value for
    claims: tuple[str, ...]  # ids, in order

    @property
    def mean(self) -> float | None:
        """The mean value of an act, over all roots; None where nothing is weighed."""
        weighed = self.acts.high - self.unweighed
        return round((self.cooperation.high + self.conflict.high) / weighed, 2) if weighed else None

    @property
    def is_silent(self) -> bool:
        """Whether documents of the period were read and none of what was read tells an act in it."""
        return self.documents > 0 and not self.acts.claims

    @property
    def is_unread(self) -> bool:
        """Whether no document of the period was read; what is told of it is told by later ones."""
        return self.documents == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The acts of two states over time."""

    first: str
    second: str
    directed: bool  # whether only what the first did towards the second is counted
    by: By
    dating: Dating
    scale: str
    citation: str
    points: tuple[Point, ...]  # in order: every period of the span that was read, and each other that has acts
    year_only: tuple[Point, ...]  # of a monthly series: what is told of a year and of no one month in it
    wide: Count  # told of a time wider than a year, or with an open end
    undated: Count
    documents: int  # read
    undated_documents: int  # of them, those without a date of publication
    changes: tuple[ChangePoint, ...] = ()

    @property
    def total(self) -> Count:
        """Everything that is counted, placed or not."""
        placed = (each.acts for each in (*self.points, *self.year_only))
        return _sum((*placed, self.wide, self.undated))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a series."""

    by: By = By.MONTH
    dating: Dating = Dating.EVENT
    directed: bool = False
    scale: str = "plover"
    since: date | None = None
    until: date | None = None  # the day after the last

    def holds(self, since: date, until: date) -> bool:
        """Whether the period lies within what is asked for."""
        return (self.since is None or until > self.since) and (self.until is None or since < self.until)


def series(material: Material, dyad: tuple[str, str], read: frozenset[str], asked: Asked) -> Series:
    """The acts of the dyad over time; `read` are the ids of the documents that were read."""
    weigh = scale_named(asked.scale)
    pair = (min(dyad), max(dyad))
    acts = [each for each in acts_of(material).get(pair, ()) if _is_wanted(each, dyad, asked)]
    days = [each.published_on for each in material.documents if each.id in read]
    bins = _bins(acts, asked)
    make = _Making(once=once(acts, asked), scale=weigh, days=days)
    points = make.points(bins.placed, asked.by, asked, span=True)
    return Series(
        first=dyad[0],
        second=dyad[1],
        directed=asked.directed,
        by=asked.by,
        dating=asked.dating,
        scale=weigh.name,
        citation=weigh.citation,
        points=points,
        year_only=make.points(bins.year_only, By.YEAR, asked, span=False),
        wide=make.count(bins.wide),
        undated=make.count(bins.undated),
        documents=len(days),
        undated_documents=days.count(None),
        changes=change_points([_exposed(each) for each in points if not each.is_unread]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bins:
    """Acts by the first day of their period, and those that have none."""

    placed: dict[date, list[Act]] = field(default_factory=lambda: defaultdict(list))
    year_only: dict[date, list[Act]] = field(default_factory=lambda: defaultdict(list))
    wide: list[Act] = field(default_factory=list)
    undated: list[Act] = field(default_factory=list)


def _bins(acts: Iterable[Act], asked: Asked) -> _Bins:
    found = _Bins()
    for each in acts:
        days = _days(each, asked)
        if days is None:
            (found.undated if _is_undated(each, asked) else found.wide).append(each)
            continue
        first, last = days[0], days[1] - timedelta(days=1)
        is_one_year = first.year == last.year
        if is_one_year and (asked.by is By.YEAR or first.month == last.month):
            found.placed[_start(first, asked.by)].append(each)
        elif is_one_year:
            found.year_only[_start(first, By.YEAR)].append(each)
        else:
            found.wide.append(each)
    return found


def _days(act: Act, asked: Asked) -> tuple[date, date] | None:
    """The first day of the act and the day after its last; None where either is not told."""
    if asked.dating is Dating.PUBLICATION:
        return None if act.published is None else (act.published, act.published + timedelta(days=1))
    if act.when is None or act.when.since is None or act.when.until is None:
        return None
    return act.when.since, act.when.until


def _is_undated(act: Act, asked: Asked) -> bool:
    return asked.dating is Dating.PUBLICATION or act.when is None


def _is_wanted(act: Act, dyad: tuple[str, str], asked: Asked) -> bool:
    if not asked.directed:
        return True
    return act.forth if dyad[0] <= dyad[1] else act.back


def once(acts: Iterable[Act], asked: Asked) -> frozenset[str]:
    """The claims that count by root: of each root one telling of each act, the one with the most exact date."""
    propositions: set[tuple[str, str]] = set()
    told: set[tuple[object, ...]] = set()
    kept: set[str] = set()
    for each in sorted(acts, key=lambda each: (*_exactness(each, asked), each.claim)):
        days = _days(each, asked)
        direction = None if each.kind.type == "CONSULT" else (each.forth, each.back)  # who met whom is one meeting
        same_day = (each.source.id, each.kind.id, direction, days)
        known = (each.source.id, each.proposition) in propositions or (days is not None and same_day in told)
        propositions.add((each.source.id, each.proposition))
        told.add(same_day)
        if not known:
            kept.add(each.claim)
    return frozenset(kept)


def _exactness(act: Act, asked: Asked) -> tuple[int, date]:
    """How many days the date spans, what is not told last; of equals the earlier first."""
    days = _days(act, asked)
    if days is None:
        return (_NEVER if _is_undated(act, asked) else _NEVER - 1), date.max
    return (days[1] - days[0]).days, days[0]


def _start(day: date, by: By) -> date:
    return day.replace(day=1) if by is By.MONTH else date(day.year, 1, 1)


def _next(start: date, by: By) -> date:
    if by is By.YEAR:
        return date(start.year + 1, 1, 1)
    return date(start.year + start.month // 12, start.month % 12 + 1, 1)


def _span(starts: Iterable[date], by: By) -> Iterator[date]:
    """Every period from the first to the last of these."""
    held = set(starts)
    if held:
        start = min(held)
        while start <= max(held):
            yield start
            start = _next(start, by)


@dataclass(frozen=True, kw_only=True)
class _Making:
    """Turns the acts of a period into a point."""

    once: frozenset[str]
    scale: Scale
    days: list[date | None]  # on which the documents that were read were published

    @cached_property
    def _papers(self) -> Counter[date]:
        """How many documents were published on each day: far fewer days than documents."""
        return Counter(day for day in self.days if day is not None)

    def points(self, bins: dict[date, list[Act]], by: By, asked: Asked, *, span: bool) -> tuple[Point, ...]:
        """A point for each period with acts, and with `span` for each of the time that was read."""
        papers: Counter[date] = Counter()
        for day, count in self._papers.items():
            papers[_start(day, by)] += count
        starts = {*bins, *(_span(papers, by) if span else ())}
        wanted = [start for start in sorted(starts) if asked.holds(start, _next(start, by))]
        return tuple(self.point(bins.get(start, []), start, _next(start, by), papers[start]) for start in wanted)

    def point(self, acts: list[Act], since: date, until: date, documents: int) -> Point:
        """What is told of one period, counted raw and once for each root, and how many documents of it were read."""
        by_quad: dict[str, list[Act]] = {quad: [] for quad in QUADS}
        by_mode: dict[str, list[Act]] = defaultdict(list)
        for each in acts:
            by_quad[each.kind.quad].append(each)
            if (mode := each.mode or each.kind.mode) is not None:
                by_mode[mode].append(each)
        counted = [each for each in acts if each.claim in self.once]
        named = [each for each in counted if each.source.is_named]
        values = [[self.scale.of(each.kind) or 0.0 for each in held] for held in (acts, named, counted)]
        return Point(
            since=since,
            until=until,
            documents=documents,
            acts=self.count(acts),
            quads={quad: self.count(held) for quad, held in by_quad.items()},
            modes={mode: self.count(by_mode[mode]) for mode in sorted(by_mode)},
            cooperation=_weight(values, 1),
            conflict=_weight(values, -1),
            denied=sum(each.denied for each in counted),
            unweighed=sum(self.scale.of(each.kind) is None for each in counted),
            claims=tuple(each.claim for each in acts),
        )

    def count(self, acts: Iterable[Act]) -> Count:
        held = tuple(acts)
        counted = [each for each in held if each.claim in self.once]
        return Count(claims=len(held), low=sum(each.source.is_named for each in counted), high=len(counted))


def _weight(values: list[list[float]], sign: int) -> Weight:
    """The values of one sign, summed: of all claims, of those of named roots, of those of all roots."""
    claims, low, high = (round(sum(each for each in held if each * sign > 0), 1) + 0.0 for held in values)
    return Weight(claims=claims, low=low, high=high)


def _exposed(point: Point) -> Exposed:
    cooperation = point.quads["verbal cooperation"].high + point.quads["material cooperation"].high
    return Exposed(
        since=point.since,
        until=point.until,
        documents=point.documents,
        cooperation=cooperation,
        conflict=point.acts.high - cooperation,
    )


def _sum(counts: Iterable[Count]) -> Count:
    held = tuple(counts)
    return Count(
        claims=sum(each.claims for each in held),
        low=sum(each.low for each in held),
        high=sum(each.high for each in held),
    )
