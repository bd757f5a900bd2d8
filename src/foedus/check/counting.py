"""How figures are counted from rows: years, events, sums, distances and votes alike.

A `Case`, one relation before one dataset, enters; a `Count` leaves with its value, its words and the rows behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from foedus.terms import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from foedus.check.comparators import Pair, PairYears
    from foedus.check.layouts import Answer, Layout
    from foedus.check.reference import Holding, Place

ABSENT = frozenset({"8", "9", "absent", "no member"})  # codes of roll calls in which a state took no part
CALL, VOTE = "rcid", "vote"  # the columns of roll calls

Year = tuple["Pair", int]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One relation before one dataset, in the years that the dataset covers."""

    holding: Holding
    answer: Answer
    pairs: PairYears
    single: bool  # whether it is one pair of states

    @cached_property
    def span(self) -> tuple[int, int]:
        """The first and the last year that are counted."""
        years = [year for _, year in self.pairs.years]
        return min(years), max(years)

    @property
    def whole(self) -> bool:
        """Whether no row means that there was nothing, within what the dataset lists."""
        return self.answer.exhaustive or self.answer.asked_all

    @property
    def over(self) -> str:
        """Over which years and pairs it is counted, in words."""
        first, last = self.span
        pairs = len({pair for pair, _ in self.pairs.years})
        return f"{first}-{last}" if self.single else f"{first}-{last}, {pairs} pairs and {len(self.pairs.years)} years"

    def touched(self, place: Place) -> Iterator[Year]:
        """The years of the relation that a row on two states is about."""
        first, last = self.span
        one, other = min(place.first, place.second), max(place.first, place.second)
        ends = last if place.until is None else min(last, place.until.year)
        for year in range(max(first, place.since.year), ends + 1):
            pair = self.pairs.coded.get((year, one, other))
            if pair is not None:
                yield pair, year

    def opinion(self, place: Place) -> bool | None:
        """Whether a row says yes; None where its value is missing, or where the layout says that it cannot tell."""
        cells = place.cells[: self.looked_at]
        if cells not in self._opinions:
            self._opinions[cells] = self._opinion(cells)
        return self._opinions[cells]

    @cached_property
    def looked_at(self) -> int:
        """How many of a row's cells tell whether it says yes; others may follow."""
        return len(self.answer.columns) + (self.holding.layout.loose is not None)

    @cached_property
    def _opinions(self) -> dict[tuple[str | None, ...], bool | None]:
        """What rows with the same cells say, filled as they are met."""
        return {}

    def _opinion(self, cells: tuple[str | None, ...]) -> bool | None:
        loose = self.holding.layout.loose
        values = [_number(each) for each in cells[: len(self.answer.columns)]]
        if values and all(each is None for each in cells[: len(values)]):
            return None
        low, high = self.answer.at_least, self.answer.at_most
        found = not values or any(
            value is not None and (low is None or value >= low) and (high is None or value <= high) for value in values
        )
        return None if found and loose is not None and cells[-1] in loose.values else found

    def places(self) -> list[Place]:
        """The rows on its states, with the cells that the answer looks at."""
        return self.holding.among(self.pairs.codes, self.columns)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that tell whether a row says yes."""
        loose = self.holding.layout.loose
        return (*self.answer.columns, *(() if loose is None else (loose.column,)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number with its words and its rows; no value where there is none to be had, and why."""

    value: float | None
    reads: str
    says: str
    verdict: Verdict | None = None
    since: int | None = None
    until: int | None = None
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way of counting: which layouts it fits, and how it is done."""

    fits: Callable[[Layout, Answer], bool]
    count: Callable[[Case], Count]


def count_years(case: Case) -> Count:
    """The share of the years in which a row says so."""
    yes: set[Year] = set()
    unclear: set[Year] = set()
    rows: dict[int, None] = {}
    for place in case.places():
        opinion = case.opinion(place)
        if opinion is False:
            continue
        years = [*case.touched(place)]
        (yes if opinion else unclear).update(years)
        if years:
            rows[place.row] = None
    if unclear - yes:
        loose = case.holding.layout.loose
        return _none(case, loose.because if loose is not None else "some of its values are missing", rows=(*rows,))
    if not yes and not case.whole:
        return _none(case, f"it lists none, and it does not list all: {case.answer.scope or 'such events'}")
    total = len(case.pairs.years)
    named = sorted({year for _, year in yes})
    when = f", from {named[0]} to {named[-1]}" if named else ""
    reads = f"{len(yes)} of {total} years" if case.single else f"{_share(len(yes), total)} of the years"
    return _count(case, len(yes) / total, reads=reads, says=f"{len(yes)} of {total} years{when}", rows=(*rows,))


def count_lasting(case: Case) -> Count:
    """In how many years a treaty was in force between any two of them, from the first to the last."""
    share = count_years(case)
    if share.value is None:
        return share
    years: set[int] = set()
    for place in case.places():
        if case.opinion(place):
            years |= {year for _, year in case.touched(place)}
    number = len(years)
    when = f", {min(years)}-{max(years)}" if years else ""
    return _count(case, number, reads=f"{number} years{when}", says=f"{number} years{when}", rows=share.rows)


def count_events(case: Case) -> Count:
    """How many events a year and pair; one that lasts over years is one."""
    name = case.holding.layout.row[0]
    columns = (*case.columns, name)
    events: dict[str, set[Pair]] = {}
    rows: dict[int, None] = {}
    for place in case.holding.among(case.pairs.codes, columns):
        if place.cells[-1] is None or not case.opinion(place):
            continue
        for pair, _ in case.touched(place):
            events.setdefault(place.cells[-1], set()).add(pair)
            rows[place.row] = None
    if not events and not case.whole:
        return _none(case, f"it lists none, and it does not list all: {case.answer.scope or 'such events'}")
    value = sum(len(each) for each in events.values()) / len(case.pairs.years)
    number = len(events)
    reads = f"{number} ({value:.2g} a year)" if case.single else f"{number} ({value:.2g} a year and pair)"
    return _count(case, value, reads=reads if events else "none", says=f"{number or 'none'} in all", rows=(*rows,))


def count_sum(case: Case) -> Count:
    """How much a year and pair, both directions together; between two states each direction is told."""
    totals: dict[Pair, float] = {}
    rows: dict[int, None] = {}
    for place in case.places():
        value = _number(place.cells[0])
        for _, year in case.touched(place):
            if value is not None:
                way = case.pairs.states[year, place.first], case.pairs.states[year, place.second]
                totals[way] = totals.get(way, 0.0) + value
                rows[place.row] = None
    if not rows and not case.whole:
        return _none(case, f"it lists none, and it does not list all: {case.answer.scope or 'such events'}")
    ways = sorted(totals, key=lambda way: (-totals[way], way))
    told = "; ".join(f"{one} to {other} {totals[one, other]:,.0f}" for one, other in ways[:4])
    value = sum(totals.values()) / len(case.pairs.years)
    more = f" and {len(ways) - 4} directions more" if len(ways) > 4 else ""
    reads = f"{value:,.0f} a year{'' if case.single else ' and pair'}" if rows else "none"
    return _count(case, value, reads=reads, says=f"{told}{more}" if rows else "none", rows=(*rows,))


def count_distance(case: Case) -> Count:
    """How far apart the values of the two states lie, as the mean over the years in which both have one."""
    column = case.answer.columns[0]
    held: dict[tuple[int, int], tuple[float, int]] = {}
    for place in case.holding.among(case.pairs.codes, (column,)):
        value = _number(place.cells[0])
        if value is not None:
            held[place.since.year, place.first] = value, place.row
    apart: dict[Year, float] = {}
    rows: dict[int, None] = {}
    for (year, one, other), pair in sorted(case.pairs.coded.items()):
        if (year, one) in held and (year, other) in held:
            apart[pair, year] = abs(held[year, one][0] - held[year, other][0])
            rows |= {held[year, each][1]: None for each in (one, other)}
    if not apart:
        return _none(case, "it has no year with values for both")
    value = sum(apart.values()) / len(apart)
    years = [year for _, year in apart]
    says = f"{value:.2f} apart on average of {len(apart)} years with values for both, {min(years)}-{max(years)}"
    return _count(case, value, reads=f"{value:.2f} apart", says=says, rows=(*rows,))


def count_agreement(case: Case) -> Count:
    """The share of the roll calls in which both took part that they voted alike in."""
    votes: dict[int, dict[str, tuple[str, int, int]]] = {}
    for place in case.holding.among(case.pairs.codes, (CALL, VOTE)):
        call, vote = place.cells
        if call is not None and vote is not None and vote not in ABSENT:
            votes.setdefault(place.first, {})[call] = vote, place.since.year, place.row
    alike = both = 0
    rows: list[int] = []
    for one, other in sorted({(one, other) for _, one, other in case.pairs.coded}):
        first, second = votes.get(one, {}), votes.get(other, {})
        for call in first.keys() & second.keys():
            if (first[call][1], one, other) in case.pairs.coded:
                both += 1
                alike += first[call][0] == second[call][0]
                rows += (first[call][2], second[call][2])
    if not both:
        return _none(case, "it has no roll call in which both took part")
    says = f"alike in {alike} of {both} votes of two"
    return _count(
        case, alike / both, reads=f"{_share(alike, both)} of the votes", says=says, rows=(*sorted(set(rows)),)
    )


def _count(case: Case, value: float, *, reads: str, says: str, rows: tuple[int, ...]) -> Count:
    first, last = case.span
    return Count(value=value, reads=reads, says=f"{says} ({case.over})", since=first, until=last, rows=rows)


def _none(case: Case, because: str, *, rows: tuple[int, ...] = ()) -> Count:
    first, last = case.span
    verdict = Verdict.NOT_COMPARABLE
    return Count(value=None, verdict=verdict, reads=verdict.value, says=because, since=first, until=last, rows=rows)


def _share(part: int, whole: int) -> str:
    """A share in per cent, which is 0 or 100 only where it is so.

    >>> _share(999, 1000), _share(1, 1000), _share(1, 2)
    ('over 99%', 'under 1%', '50%')
    """
    percent = 100 * part / whole
    if 0 < percent < 1:
        return "under 1%"
    return "over 99%" if 99 < percent < 100 else f"{percent:.0f}%"


def _number(cell: str | None) -> float | None:
    try:
        return None if cell is None else float(cell)
    except ValueError:
        return None


def _pairwise(layout: Layout, answer: Answer) -> bool:
    return layout.shape != "states" and not answer.measure


COUNTS = {
    "years": Way(fits=_pairwise, count=count_years),
    "lasting": Way(fits=_pairwise, count=count_lasting),
    "events": Way(fits=_pairwise, count=count_events),
    "sum": Way(fits=_pairwise, count=count_sum),
    "distance": Way(fits=lambda layout, answer: layout.shape == "states" and answer.measure, count=count_distance),
    "agreement": Way(fits=lambda layout, _: {CALL, VOTE} <= {*layout.keep}, count=count_agreement),
}
