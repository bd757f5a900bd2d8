"""The page of claims: facets, search and sort, each a part of the address, so that what is found can be passed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.show.server.page import PAGE, ROWS, Asked, Listed, Page, Parameter, Where, listed
from foedus.show.server.telling import Line, lines
from foedus.show.views import CERTAINTY
from foedus.terms import Factuality

if TYPE_CHECKING:
    from collections.abc import Callable

    from foedus.show.server.index import Index

MOST_CHOICES = 40  # of one facet; the rest are found by search

# What each facet asks, and the column or table that it is counted by.
_HOLDS = {
    "dyad": "id IN (SELECT claim FROM pairs WHERE dyad = ?)",
    "actor": "id IN (SELECT claim FROM sides WHERE actor = ?1 OR country = ?1)",
    "kind": "kind = ?",
    "sort": "sort = ?",
    "mode": "mode = ?",
    "root": "root = ?",
    "certainty": "certainty = ?",
    "outlet": "outlet = ?",
    "document": "document = ?",
}
_COUNTED = {
    "dyad": "SELECT dyad AS value, count(*) AS claims FROM pairs WHERE claim IN (SELECT id FROM lines WHERE {where})",
    "kind": "SELECT kind AS value, count(*) AS claims FROM lines WHERE {where} AND kind IS NOT NULL",
    "sort": "SELECT sort AS value, count(*) AS claims FROM lines WHERE {where}",
    "mode": "SELECT mode AS value, count(*) AS claims FROM lines WHERE {where} AND mode IS NOT NULL",
    "root": "SELECT root AS value, count(*) AS claims FROM lines WHERE {where} AND root IS NOT NULL",
    "certainty": "SELECT certainty AS value, count(*) AS claims FROM lines WHERE {where}",
    "outlet": "SELECT outlet AS value, count(*) AS claims FROM lines WHERE {where}",
}
_SORTS = {
    "place": "file, start, id",
    "newest": "published_on DESC NULLS LAST, file, start, id",
    "oldest": "published_on NULLS LAST, file, start, id",
    "outlet": "outlet, file, start, id",
    "root": "root_name NULLS LAST, file, start, id",
    "least sure of the reading": "confidence, file, start, id",
}
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
    index = asked.index
    where = _where(asked, but="")
    count = int(index.one(f"SELECT count(*) FROM lines WHERE {where}", *where.values))  # noqa: S608 - conditions of ours
    place = listed(asked, count)
    order = _SORTS[asked.text("order") or "place"]
    wanted = f"SELECT id FROM lines WHERE {where} ORDER BY {order} LIMIT {ROWS} OFFSET {(place.page - 1) * ROWS}"  # noqa: S608
    found = lines(index, index.ids(wanted, *where.values))
    return Claims(listed=place, facets=tuple(_facet(asked, each) for each in _COUNTED), claims=found)


def _where(asked: Asked, *, but: str) -> Where:
    """All that is asked, but for one facet: its other choices are counted as if it were not chosen."""
    where = Where()
    for name, holds in _HOLDS.items():
        given = asked.text(name)
        if given and name != but:
            where.add(holds.replace("?1", "?"), *[given] * holds.count("?"))
    where.words(asked.text("q"), "plain")
    if since := asked.day("since"):
        where.add("published_on >= ?", since)
    if until := asked.day("until"):
        where.add("published_on < ?", until)
    return where


def _facet(asked: Asked, name: str) -> Facet:
    index, chosen = asked.index, asked.text(name)
    where = _where(asked, but=name)
    question = _COUNTED[name].format(where=where) + " GROUP BY value ORDER BY claims DESC, value"
    key = ("facet", question, tuple(map(str, where.values)))
    if key not in index.kept:
        counted = f"SELECT *, count(*) OVER () AS held FROM ({question}) LIMIT {MOST_CHOICES}"  # noqa: S608
        index.keep(key, index.rows(counted, *where.values))
    rows = index.kept[key]
    named = _names(index, name)
    return Facet(
        name=name,
        chosen=chosen,
        chosen_name=named(chosen) if chosen else "",
        choices=tuple(Choice(value=each["value"], name=named(each["value"]), claims=each["claims"]) for each in rows),
        more=max(0, rows[0]["held"] - len(rows)) if rows else 0,
    )


def _names(index: Index, facet: str) -> Callable[[str], str]:
    """What gives the values of a facet their names."""
    if facet == "dyad":
        return lambda value: " and ".join(map(index.names.actor, value.split("-")))
    if facet == "root":
        names = index.root_names
        return lambda value: names.get(value, value)
    if facet == "certainty":
        return lambda value: CERTAINTY[Factuality(value)]
    if facet == "kind":
        return lambda value: ": ".join(each.replace("-", " ") for each in value.lower().split("."))
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
