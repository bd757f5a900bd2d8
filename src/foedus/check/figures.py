"""One measure of one relation in one dataset: a figure with its years, its sentence and its rows.

A `Comparator`, a `Measure` and a `Holding` enter, a `Figure` leaves. Years that the dataset does not cover are left
out; where it covers none, or does not list everything and has nothing, there is no number, and the figure says why.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import msgspec

from foedus.check.comparators import pair_years
from foedus.check.counting import COUNTS, Case, Count
from foedus.check.topics import topic
from foedus.check.verdicts import cells_of, coverage_of
from foedus.terms import Verdict
from foedus.values import Cell  # noqa: TC001 - OpenAPI reads the annotations of a Figure

if TYPE_CHECKING:
    from foedus.check.comparators import Comparator
    from foedus.check.reference import Holding
    from foedus.check.states import States
    from foedus.values import Coverage

SHOWN = 8  # rows that a figure's receipt prints; the sentence tells how many there are


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What relations are compared on, and how it is counted."""

    id: str
    name: str
    topic: str
    dimension: str
    how: str
    unit: str
    alike: float
    more: bool = True
    pictured: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one dataset makes of one measure of one relation.

    The id is the question itself, so that it can be asked again: relation/measure/dataset.
    """

    id: str
    relation: str  # id of the comparator
    name: str  # of the relation
    measure: str
    asks: str  # the measure in words
    dimension: str
    dataset: str
    version: str
    first_year: int  # covered by the dataset
    last_year: int
    since: int | None  # first and last year that were counted
    until: int | None
    value: float | None  # None where there is no number
    verdict: Verdict | None  # why there is none: outside coverage, not comparable
    reads: str  # the figure in a few words
    says: str
    rows: tuple[tuple[Cell, ...], ...]  # the first of them
    counted: int  # how many rows it stands on


@cache
def least_years() -> int:
    """How many covered years a figure needs so that relations are ordered by it."""
    text = resources.files("foedus.check").joinpath("measures.toml").read_text(encoding="utf-8")
    return int(tomllib.loads(text)["least"])


@cache
def measures() -> tuple[Measure, ...]:
    """Every measure, in the order of the file."""
    text = resources.files("foedus.check").joinpath("measures.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["measure"], tuple[Measure, ...])


def figure(
    asked: Comparator, measure: Measure, holding: Holding, states: States, *, rows: int | None = SHOWN
) -> Figure | None:
    """The figure, or None where the dataset does not measure this in this way."""
    answer = holding.layout.answers.get(measure.topic)
    coverage = coverage_of(holding, answer) if answer is not None else None
    if answer is None or coverage is None or not COUNTS[measure.how].fits(holding.layout, answer):
        return None
    pairs = pair_years(asked, states, first=coverage.first_year, last=coverage.last_year)
    if not pairs.years:
        return _figure(asked, measure, holding, coverage, count=_uncovered(coverage))
    case = Case(holding=holding, answer=answer, pairs=pairs, single=len(asked.compared) == 1)
    return _figure(asked, measure, holding, coverage, count=COUNTS[measure.how].count(case), rows=rows)


def _uncovered(coverage: Coverage) -> Count:
    return Count(
        value=None,
        verdict=Verdict.OUTSIDE_COVERAGE,
        reads=Verdict.OUTSIDE_COVERAGE.value,
        says=f"it says nothing of that time: it covers {coverage.first_year} to {coverage.last_year}",
    )


def _figure(
    asked: Comparator, measure: Measure, holding: Holding, coverage: Coverage, *, count: Count, rows: int | None = SHOWN
) -> Figure:
    dataset = holding.dataset
    shown = tuple(cells_of(holding, each) for each in holding.rows_at(count.rows[:rows])) if count.rows else ()
    about = topic(measure.topic).about
    is_cut = rows is not None and len(count.rows) > rows
    kept = f"; {len(count.rows)} rows, the first {rows} are shown" if is_cut else ""
    return Figure(
        id=f"{asked.key}/{measure.id}/{dataset.id}",
        relation=asked.id,
        name=asked.name,
        measure=measure.id,
        asks=measure.name,
        dimension=measure.dimension,
        dataset=dataset.name,
        version=dataset.version,
        first_year=coverage.first_year,
        last_year=coverage.last_year,
        since=count.since,
        until=count.until,
        value=count.value,
        verdict=count.verdict,
        reads=count.reads,
        says=f"{asked.name} ({asked.years}), {about}: {count.says}{_scope(holding, measure)}{kept}",
        rows=shown,
        counted=len(count.rows),
    )


def _scope(holding: Holding, measure: Measure) -> str:
    scope = holding.layout.answers[measure.topic].scope
    return f" (it measures {scope})" if scope else ""
