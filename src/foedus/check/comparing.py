"""Relations side by side: the figures of each, and which of two stands above the other on a dimension.

Comparators and reference data enter; `Figure` records leave, in the order of the measures, the datasets, the
relations. On a dimension the first measure on which two relations differ decides; where datasets that measure it
say opposite things, none does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.check.comparators import comparator, named_comparators, relation
from foedus.check.figures import SHOWN, Figure, Measure, figure, least_years, measures
from foedus.errors import RequestError, UnknownId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.check.comparators import Comparator
    from foedus.check.reference import Holding, Reference
    from foedus.check.states import States

ABOVE, BELOW, ALIKE = "above", "below", "alike"
DIFFER, UNKNOWN = "datasets differ", "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How one relation stands to another on a dimension, and by which figures."""

    first: str
    second: str
    dimension: str
    stands: str  # the first: above, below, alike, datasets differ, not known
    measure: str | None  # what decided
    figures: tuple[str, ...]  # ids of the figures that were held against each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One relation beside others: who they are, their figures, and how the first stands to each."""

    relations: tuple[Comparator, ...]
    figures: tuple[Figure, ...]
    orders: tuple[Order, ...]


def compared(
    pair: tuple[str, str],
    reference: Reference,
    *,
    against: tuple[str, ...] = (),
    years: tuple[int | None, int | None] = (None, None),
) -> Comparison:
    """The relation of two states in those years beside others: the named ones, unless some are given.

    A named one that is this very relation in the same years is left out: it would stand beside itself.

    Raises UnknownActor or RequestError for words that name no relation.
    """
    own = relation(pair, reference.states, first=years[0], last=years[1])
    asked = tuple(comparator(each, reference.states) for each in against)
    others = asked or tuple(each for each in named_comparators() if not _is_same(own, each))
    relations = tuple({each.id: each for each in (own, *others)}.values())
    figures = compare(relations, reference)
    orders = tuple(order(own.id, each.id, one, figures) for each in relations[1:] for one in dimensions())
    return Comparison(relations=relations, figures=figures, orders=orders)


def _is_same(one: Comparator, other: Comparator) -> bool:
    """Whether both are of the same two states, and share a year."""
    if {frozenset(each) for each in one.compared} != {frozenset(each) for each in other.compared}:
        return False
    (began, ended), (begins, ends) = (each.belongs(each.members[0].state) for each in (one, other))
    return began <= ends and begins <= ended


def compare(relations: tuple[Comparator, ...], reference: Reference) -> tuple[Figure, ...]:
    """Every figure of every relation, in the order of the measures, of the datasets, of the relations."""
    return tuple(
        found
        for measure in measures()
        for holding in reference.holdings
        for each in relations
        if (found := _figure_of(each, measure, holding, reference.states)) is not None
    )


def _figure_of(asked: Comparator, measure: Measure, holding: Holding, states: States) -> Figure | None:
    """The figure; those of the named relations stand beside every other, and are counted once in each dataset."""
    if asked not in named_comparators():
        return figure(asked, measure, holding, states)
    told = holding.counted.get((asked.key, measure.id))
    if told is None or told[0] is not states:
        told = holding.counted[asked.key, measure.id] = (states, figure(asked, measure, holding, states))
    return told[1]


def dimensions() -> tuple[str, ...]:
    """The dimensions on which relations are ordered."""
    return tuple(dict.fromkeys(each.dimension for each in measures()))


def order(first: str, second: str, dimension: str, figures: tuple[Figure, ...]) -> Order:
    """How the relation with the first id stands to that with the second on the dimension.

    Raises RequestError for a dimension that nothing measures.
    """
    asked = [each for each in measures() if each.dimension == dimension]
    if not asked:
        raise RequestError(f"nothing measures '{dimension}': choose one of {', '.join(dimensions())}.")
    seen: list[str] = []
    known = False
    for measure in asked:
        pairs = [*_pairs(first, second, measure, figures)]
        seen += [each.id for pair in pairs for each in pair]
        stands = {_stands(measure, *pair) for pair in pairs}
        known = known or bool(stands)
        apart = stands - {ALIKE}
        if apart:
            decided = apart.pop() if len(apart) == 1 else DIFFER
            return _order((first, second), dimension, (decided, measure.id), tuple(seen))
    return _order((first, second), dimension, (ALIKE if known else UNKNOWN, None), tuple(seen))


def _order(pair: tuple[str, str], dimension: str, found: tuple[str, str | None], seen: tuple[str, ...]) -> Order:
    first, second = pair
    stands, measure = found
    return Order(first=first, second=second, dimension=dimension, stands=stands, measure=measure, figures=seen)


def _pairs(first: str, second: str, measure: Measure, figures: tuple[Figure, ...]) -> Iterator[tuple[Figure, Figure]]:
    """The numbers of both relations, dataset by dataset; a dataset that has one of the two is not asked."""
    held = [each for each in figures if each.measure == measure.id and _counts(each)]
    for one in held:
        for other in held:
            same = (one.dataset, one.version) == (other.dataset, other.version)
            if same and (one.relation, other.relation) == (first, second):
                yield one, other


def _counts(each: Figure) -> bool:
    """Whether it is a number of enough years."""
    is_number = each.value is not None and each.since is not None and each.until is not None
    return is_number and (each.until or 0) - (each.since or 0) + 1 >= least_years()


def _stands(measure: Measure, one: Figure, other: Figure) -> str:
    apart = (one.value or 0.0) - (other.value or 0.0)
    if abs(apart) <= measure.alike:
        return ALIKE
    return ABOVE if (apart > 0) == measure.more else BELOW


def figure_of(identity: str, reference: Reference, *, rows: int | None = SHOWN) -> Figure:
    """The figure with this id, counted anew, with so many of the rows that it stands on; None for all.

    Raises UnknownId where no dataset at hand measures that.
    """
    words, _, rest = identity.partition("/")
    measure_id, _, dataset = rest.partition("/")
    measure = next((each for each in measures() if each.id == measure_id.lower()), None)
    holding = next((each for each in reference.holdings if each.dataset.id.lower() == dataset.lower()), None)
    found = None
    if measure is not None and holding is not None:
        found = figure(comparator(words, reference.states), measure, holding, reference.states, rows=rows)
    if found is None:
        raise UnknownId(identity)
    return found
