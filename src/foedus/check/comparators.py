"""Relations to compare with: named ones from `comparators.toml`, or any two states with years.

Words such as "NATO" or "KOR-USA:1954-" enter, a `Comparator` leaves; with the states of the world it gives its pairs
of states, year by year, under the codes that datasets have for them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from itertools import combinations, product
from typing import TYPE_CHECKING

import msgspec

from foedus.check.states import folded
from foedus.errors import RequestError, UnknownActor

if TYPE_CHECKING:
    from foedus.check.states import States

DYAD = re.compile(r"([A-Za-z]{3})-([A-Za-z]{3})(?::(\d{4})?-(\d{4})?)?")
YEARS = (date.min.year, date.max.year)  # of a relation without a beginning or an end

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A state and the days from which and until which it belonged; None where it is the relation's own."""

    state: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """A relation of two or more states in a stretch of time, and what it is."""

    id: str
    name: str
    about: str
    members: tuple[Member, ...]
    since: date | None = None
    until: date | None = None
    pairs: tuple[Pair, ...] = ()
    source: str = ""

    @property
    def key(self) -> str:
        """Its id as part of a figure's: without spaces."""
        return self.id if DYAD.fullmatch(self.id) else folded(self.id).replace(" ", "-")

    @property
    def years(self) -> str:
        """Its years as people write them."""
        if self.since is None:
            return "all years" if self.until is None else f"until {self.until.year}"
        return f"since {self.since.year}" if self.until is None else f"{self.since.year}-{self.until.year}"

    @property
    def compared(self) -> tuple[Pair, ...]:
        """The pairs of states that are looked at."""
        return self.pairs or tuple(combinations((each.state for each in self.members), 2))

    def belongs(self, state: str) -> tuple[int, int]:
        """The first and the last year in which the state belonged."""
        member = next(each for each in self.members if each.state == state)
        first, last = member.since or self.since, member.until or self.until
        return first.year if first else YEARS[0], last.year if last else YEARS[1]


def named_comparators() -> tuple[Comparator, ...]:
    """The comparators that Foedus brings, in the order of their file."""
    return _named()


@cache
def _named() -> tuple[Comparator, ...]:
    text = resources.files("foedus.check").joinpath("comparators.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["comparator"], tuple[Comparator, ...])


def comparator(words: str, states: States) -> Comparator:
    """The comparator of this name, or the relation of the two states whose codes the words give, with years or without.

    >>> from foedus.check.world import states_of_the_world
    >>> comparator("warsaw pact", states_of_the_world()).years
    '1955-1991'
    >>> comparator("usa-kor:1954-1980", states_of_the_world()).name
    'South Korea and United States'

    Raises UnknownActor for a code of no state, RequestError for what is neither a name nor two codes.
    """
    wanted = folded(words)
    for each in _named():
        if wanted in {folded(each.id), folded(each.name)}:
            return each
    found = DYAD.fullmatch(words.strip())
    if found is None:
        names = ", ".join(each.id for each in _named())
        raise RequestError(
            f"'{words}' is no relation to compare with: choose one of {names}, or give two states as KOR-USA, "
            "with years as KOR-USA:1954-1991."
        )
    first, last = (None if each is None else int(each) for each in found.group(3, 4))
    return relation((found[1].upper(), found[2].upper()), states, first=first, last=last)


def relation(pair: Pair, states: States, *, first: int | None = None, last: int | None = None) -> Comparator:
    """The relation of two states from the first year to the last, both included."""
    one, other = sorted(pair)
    for each in (one, other):
        if not states.knows(each):
            raise UnknownActor(each)
    if one == other:
        raise RequestError(f"{one} cannot be compared with itself: name two states.")
    if first is not None and last is not None and last < first:
        raise RequestError(f"{first}-{last} ends before it begins: write the earlier year first.")
    years = f":{first or ''}-{last or ''}" if first or last else ""
    name = f"{states.name(one)} and {states.name(other)}"
    return Comparator(
        id=f"{one}-{other}{years}",
        name=name,
        about="named by who asks",
        members=(Member(state=one), Member(state=other)),
        since=date(first, 1, 1) if first else None,
        until=date(last, 12, 31) if last else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PairYears:
    """The years of each pair of a comparator in which both were states, by year and the codes that they had then."""

    years: frozenset[tuple[Pair, int]]
    coded: dict[tuple[int, int, int], Pair]  # year, lower code, higher code
    states: dict[tuple[int, int], str]  # who had a code in a year

    @property
    def codes(self) -> frozenset[int]:
        """Every code that one of its states had."""
        return frozenset(code for _, one, other in self.coded for code in (one, other))


@lru_cache(maxsize=64)
def pair_years(asked: Comparator, states: States, *, first: int, last: int) -> PairYears:
    """Its pairs in the years from the first to the last in which both belonged and both were states."""
    years: set[tuple[Pair, int]] = set()
    coded: dict[tuple[int, int, int], Pair] = {}
    held: dict[tuple[int, int], str] = {}
    codes = cache(lambda state, year: states.codes(state, date(year, 1, 1), date(year, 12, 31)))
    for pair in asked.compared:
        spells = [asked.belongs(each) for each in pair]
        begins, ends = max(first, *(each[0] for each in spells)), min(last, *(each[1] for each in spells))
        for year in range(begins, ends + 1):
            for one, other in product(codes(pair[0], year), codes(pair[1], year)):
                if one != other:
                    coded[year, min(one, other), max(one, other)] = pair
                    held |= {(year, one): pair[0], (year, other): pair[1]}
                    years.add((pair, year))
    return PairYears(years=frozenset(years), coded=coded, states=held)
