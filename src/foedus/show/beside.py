"""A comparison enters; it leaves as people read it: what stands beside, the figures in a table, more and less."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.check import Figure, measures  # OpenAPI reads the annotations of a Brief
from foedus.show.steps import Reason
from foedus.show.views import dataset as named

if TYPE_CHECKING:
    from foedus.check import Comparison, Order

SHORT = 22  # characters of a name that a picture has room for
WORDS = {"above": "more", "below": "less", "alike": "alike in", "datasets differ": "datasets differ on"}
SILENT = ("not known",)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One measure in one dataset, with a figure for each relation; None where the dataset is not asked."""

    measure: str
    asks: str
    dataset: str
    covers: str
    unit: str
    how: str
    is_pictured: bool
    cells: tuple[Figure | None, ...]

    def number(self, cell: Figure) -> str:
        """The value alone, in the line's unit."""
        value = cell.value or 0.0
        if self.how in {"years", "agreement"}:
            return f"{value:.0%}" if value in {0.0, 1.0} else f"{min(max(value, 0.01), 0.99):.0%}"
        if self.how == "distance":
            return f"{value:.2f}"
        return f"{value:,.0f}" if value >= 10 or not value else f"{value:.2g}"

    @property
    def numbers(self) -> int:
        """How many relations have a number here."""
        return sum(each is not None and each.value is not None for each in self.cells)


@dataclass(frozen=True, kw_only=True)
class Other:
    """A relation that stands beside, and how the one assessed stands to it."""

    id: str
    name: str
    years: str
    about: str
    says: str


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The relation assessed and those beside it."""

    id: str
    name: str
    years: str
    others: tuple[Other, ...]
    lines: tuple[Line, ...]
    pictured: tuple[Line, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """A short name for each column."""
        return (self.name if len(self.name) <= SHORT else self.id, *(each.id for each in self.others))

    @property
    def columns(self) -> tuple[str, ...]:
        """Who has a column, the relation assessed first."""
        return (self.name, *(each.name for each in self.others))


def beside_of(found: Comparison) -> Beside | None:
    """The comparison as people read it; None where no reference data was there to ask."""
    if not found.figures:
        return None
    own, *rest = found.relations
    lines = _lines(found)
    others = tuple(
        Other(
            id=each.id,
            name=each.name,
            years=each.years,
            about=each.about,
            says=told([one for one in found.orders if one.second == each.id]),
        )
        for each in rest
    )
    return Beside(id=own.id, name=own.name, years=own.years, others=others, lines=lines, pictured=_pictured(lines))


def _lines(found: Comparison) -> tuple[Line, ...]:
    held: dict[tuple[str, str, str], dict[str, Figure]] = {}
    for each in found.figures:
        held.setdefault((each.measure, each.dataset, each.version), {})[each.relation] = each
    asked = {each.id: each for each in measures()}
    lines = []
    for (measure, dataset, version), cells in held.items():
        one = next(iter(cells.values()))
        lines.append(
            Line(
                measure=measure,
                asks=one.asks,
                dataset=named(f"{dataset} {version}"),
                covers=f"{one.first_year} to {one.last_year}",
                unit=asked[measure].unit,
                how=asked[measure].how,
                is_pictured=asked[measure].pictured,
                cells=tuple(cells.get(each.id) for each in found.relations),
            )
        )
    return tuple(lines)


def _pictured(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """For each measure of the picture the dataset that has most numbers, the first of equals."""
    chosen: dict[str, Line] = {}
    for each in lines:
        before = chosen.get(each.measure)
        if each.is_pictured and each.numbers > (before.numbers if before is not None else 0):
            chosen[each.measure] = each
    return tuple(chosen.values())


def told(orders: list[Order]) -> str:
    """How a relation stands to another, in one sentence.

    >>> told([])
    'nothing that both can be compared on'
    """
    parts = []
    for stands, word in WORDS.items():
        named = [each.dimension for each in orders if each.stands == stands]
        if named:
            parts.append(f"{word} {_listed(named)}")
    unknown = [each.dimension for each in orders if each.stands in SILENT]
    if parts and unknown:
        parts.append(f"not known: {_listed(unknown)}")
    return "; ".join(parts) or "nothing that both can be compared on"


def _listed(words: list[str]) -> str:
    """The words as a sentence lists them."""
    return " and ".join(", ".join(words).rsplit(", ", 1))


def of_figure(figure: Figure) -> Reason:
    """A figure of a relation, with the first of the rows that it stands on."""
    rows = tuple(Reason(says=f"row: {', '.join(f'{each.column}={each.value}' for each in row)}") for row in figure.rows)
    dataset = f"{named(f'{figure.dataset} {figure.version}')}, covers {figure.first_year} to {figure.last_year}"
    counted = f"{figure.counted} row{'' if figure.counted == 1 else 's'}"
    return Reason(
        says=f"figure: {figure.asks}: {figure.reads}",
        id=figure.id,
        below=(Reason(says=figure.says), Reason(says=f"{dataset}; {counted}"), *rows),
    )
