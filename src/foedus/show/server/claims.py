"""The page of claims: facets, search and sort, each a part of the address, so that what is found can be passed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from foedus.show.server.listing import NONE, Columns
from foedus.show.server.page import PAGE, ROWS, Asked, Listed, Page, Parameter, listed
from foedus.show.server.telling import Line, lines
from foedus.show.views import CERTAINTY
from foedus.terms import Factuality

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from foedus.show.server.index import Index

MOST_CHOICES = 40  # of one facet; the rest are found by search

_FACETS = ("dyad", "kind", "sort", "mode", "root", "certainty", "outlet")
_NARROWED = (*_FACETS, "actor", "document")
_SORTS = {
    "place": "file, start, id",
    "newest": "published_on DESC NULLS LAST, file, start, id",
    "oldest": "published_on NULLS LAST, file, start, id",
    "outlet": "outlet, file, start, id",
    "root": "root_name NULLS LAST, file, start, id",
    "least sure of the reading": "confidence, file, start, id",
}
LIST = Columns(
    table="lines",
    columns=("kind", "sort", "mode", "root", "certainty", "outlet", "document", "judged"),
    many={
        "dyad": "SELECT place, dyad AS value FROM pairs JOIN lines ON lines.id = pairs.claim",
        "actor": """SELECT DISTINCT place, value FROM (
            SELECT claim, actor AS value FROM sides UNION ALL SELECT claim, country FROM sides
        ) JOIN lines ON lines.id = claim""",
        "country": "SELECT DISTINCT place, country AS value FROM sides JOIN lines ON lines.id = claim",
        "party": "SELECT DISTINCT place, actor AS value FROM sides JOIN lines ON lines.id = claim",
    },
    numbers={"published_on": "epoch_ms(published_on) // 86400000"},
    orders={**_SORTS, "end": 'file, start, "end", id'},
)
PARAMETERS = (
    Parameter(name="q", says="Words that the claim's own words hold; phrases in quotation marks."),
    Parameter(name="dyad", says="Two states, as CHN-RUS."),
    Parameter(name="actor", says="An actor or a state, by id."),
    Parameter(name="kind", says="The kind of act, as COOPERATE.exercise."),
    Parameter(name="sort", says="What the claim does: act, state, intent, and so on."),
    Parameter(name="mode", says="The mode of cooperation."),
    Parameter(name="root", says="The id of the root on whose word it stands."),
    Parameter(name="certainty", says="FactBank's value.", choices=tuple(each.value for each in Factuality)),
    Parameter(name="outlet", says="The outlet that published it."),
    Parameter(name="document", says="The id of the document that it stands in."),
    Parameter(name="since", says="Published on this day or later.", kind="date"),
    Parameter(name="until", says="Published before this day.", kind="date"),
    Parameter(name="order", says="How the list is sorted.", choices=tuple(_SORTS)),
    PAGE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a facet, its name, and how many claims it would leave."""

    value: str
    name: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to narrow the list."""

    name: str
    chosen: str
    chosen_name: str
    choices: tuple[Choice, ...]
    more: int  # choices that are not listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """A page of claims, and how it can be narrowed."""

    listed: Listed
    facets: tuple[Facet, ...]
    claims: tuple[Line, ...]


def claims(asked: Asked) -> Claims:
    """The claims that were asked for."""
    index, held = asked.index, asked.index.listing("lines")
    masks = _masks(asked)
    mask = _all_of(masks.values())
    place = listed(asked, len(held) if mask is None else int(np.count_nonzero(mask)))
    shown = held.page(mask, asked.text("order") or "place", (place.page - 1) * ROWS, ROWS)
    return Claims(
        listed=place, facets=tuple(_facet(asked, each, masks) for each in _FACETS), claims=lines(index, shown)
    )


def _masks(asked: Asked) -> dict[str, NDArray[np.bool_]]:
    """The rows that each thing asked leaves, by what it is called."""
    held = asked.index.listing("lines")
    found = {each: held.having(each, asked.text(each)) for each in _NARROWED if asked.text(each)}
    holding = asked.index.holding("lines", asked.text("q"))
    if holding is not None:
        found["q"] = holding
    day = held.number("published_on") if asked.day("since") or asked.day("until") else None
    if day is not None and (since := asked.day("since")):
        found["since"] = day >= _day(since)
    if day is not None and (until := asked.day("until")):
        found["until"] = (day < _day(until)) & (day != NONE)
    return found


def _day(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def _all_of(masks: Iterable[NDArray[np.bool_]]) -> NDArray[np.bool_] | None:
    """The rows that all leave; None where nothing narrows the list."""
    found = [*masks]
    return np.logical_and.reduce(found) if found else None


def _facet(asked: Asked, name: str, masks: dict[str, NDArray[np.bool_]]) -> Facet:
    """What can be chosen; its other choices are counted as if none of it were chosen."""
    index, chosen = asked.index, asked.text(name)
    key = ("facet", name, tuple((each, asked.text(each)) for each in sorted(masks) if each != name))
    if key not in index.kept:
        mask = _all_of(held for each, held in masks.items() if each != name)
        index.keep(key, index.listing("lines").counted(name, mask))
    counted: list[tuple[str, int]] = index.kept[key]
    named = _names(index, name)
    return Facet(
        name=name,
        chosen=chosen,
        chosen_name=named(chosen) if chosen else "",
        choices=tuple(Choice(value=each, name=named(each), claims=held) for each, held in counted[:MOST_CHOICES]),
        more=max(0, len(counted) - MOST_CHOICES),
    )


def _names(index: Index, facet: str) -> Callable[[str], str]:
    """What gives the values of a facet their names."""
    if facet == "dyad":
        return lambda value: " and ".join(map(index.names.actor, index.halves(value)))
    if facet == "root":
        names = index.root_names
        return lambda value: names.get(value, value)
    if facet == "certainty":
        return lambda value: CERTAINTY[Factuality(value)]
    if facet == "kind":
        return lambda value: (
            "of none of the listed kinds"
            if value == "OTHER"
            else ": ".join(each.replace("-", " ") for each in value.lower().split("."))
        )
    return str


PAGES = (
    Page(
        path="/claims",
        title="Claims",
        template="claims.html",
        says="Claims: who, what, to whom, on whose word, how sure, in which words.",
        answer=Claims,
        make=claims,
        parameters=PARAMETERS,
    ),
)
