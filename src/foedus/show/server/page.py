"""What a page is: its address, what may be asked of it, and the record that fills it.

A request enters as `Asked`; a page's function makes a record of it, which the template lays out and the twin prints.
"""

from __future__ import annotations

import re
from collections.abc import Callable  # noqa: TC003 - a field's type
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from foedus.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.datastructures import ImmutableMultiDict

    from foedus.show.server.index import Index
    from foedus.show.server.keeper import Keeper

ROWS = 50  # of a list on one page
LONGEST_ASKED = 400  # characters of one thing in an address
MOST_PAGES = 100_000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class BadRequest(RequestError):
    """An address asks for what its page does not have."""

    def __init__(self, name: str, wanted: str, allowed: str) -> None:
        super().__init__(f"“{wanted}” is no {name}: give {allowed}.")


class AskedTwice(RequestError):
    """One thing is given twice, and nobody can say which counts."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name[:40]}” is given more than once: give each thing once.")


def demand_sound(told: ImmutableMultiDict[str, Any], *, longest: int | None = LONGEST_ASKED) -> None:
    """Whatever is asked is asked once, and at no greater length.

    Raises:
        AskedTwice: a name is there twice.
        BadRequest: something is longer.
    """
    seen: set[str] = set()
    for name, value in told.multi_items():
        if name in seen:
            raise AskedTwice(name)
        if longest is not None and len(value) > longest:
            raise BadRequest(name[:40], f"{value[:40]} …", f"at most {longest} characters")
        seen.add(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One thing that may be asked of a page in its address."""

    name: str
    says: str
    choices: tuple[str, ...] = ()
    kind: str = "string"  # as OpenAPI names it: string, integer, date


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the instant of the dossier that it is answered from, and what it asks for."""

    index: Index
    keeper: Keeper
    path: str
    parts: Mapping[str, str]
    query: Mapping[str, str]
    parameters: tuple[Parameter, ...]

    def text(self, name: str) -> str:
        """What was asked under this name; nothing where nothing was.

        Raises:
            BadRequest: it is none of the things that may be asked.
        """
        given = self.query.get(name, "")
        known = next(each for each in self.parameters if each.name == name)
        if given and known.choices and given not in known.choices:
            raise BadRequest(name, given, "one of " + ", ".join(known.choices))
        return given.strip()

    def day(self, name: str) -> date | None:
        """The day that was asked for."""
        given = self.query.get(name, "")
        if not given:
            return None
        try:
            if not _DAY.fullmatch(given):
                raise ValueError
            return date.fromisoformat(given)
        except ValueError:
            raise BadRequest("day", given, "year, month and day, as 2024-03-31") from None

    @property
    def number(self) -> int:
        """The number of the page of a list, the first being 1."""
        given = self.query.get("page", "1")
        if not (given.isascii() and given.isdigit()) or not 1 <= int(given[:9]) <= MOST_PAGES:
            raise BadRequest("page", given, "a whole number from 1")
        return int(given)

    def address(self, **changes: object) -> str:
        """The address of this page with something asked otherwise; what is None or empty is not asked."""
        asked = {each.name: self.query.get(each.name, "") for each in self.parameters} | changes
        if "page" not in changes:
            asked.pop("page", None)
        told = {name: str(value) for name, value in asked.items() if value not in {None, ""}}
        return quote(self.path) + (f"?{urlencode(told)}" if told else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: where it is, what may be asked of it, what fills it."""

    path: str
    title: str
    template: str
    says: str
    answer: type
    make: Callable[[Asked], Any]
    parameters: tuple[Parameter, ...] = ()
    early: Callable[[Asked], Any] | None = None  # what is shown while the rest is worked out; None where all is at hand
    early_template: str = ""

    @property
    def twin(self) -> str:
        """The address of the same for programs."""
        return "/dossier.json" if self.path == "/" else f"{self.path}.json"


PAGE = Parameter(name="page", says="Which page of the list; the first is 1.", kind="integer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Where in a list a page is."""

    all: int
    first: int
    last: int
    page: int
    pages: int


def listed(asked: Asked, count: int, rows: int = ROWS) -> Listed:
    """The place of the asked page in a list of so many."""
    pages = max(1, -(-count // rows))
    page = min(asked.number, pages)
    return Listed(
        all=count, first=min(count, (page - 1) * rows + 1), last=min(count, page * rows), page=page, pages=pages
    )


@dataclass(slots=True)
class Where:
    """Conditions of a question, gathered one by one, with their values."""

    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        """One more thing that has to hold."""
        self.conditions.append(condition)
        self.values += values

    def words(self, text: str, column: str) -> None:
        """Every word and every phrase in quotation marks has to stand in the column, whatever its case or accents."""
        for each in phrases(text):
            self.add(f"contains({column}, strip_accents(lower(?)))", each)

    def __str__(self) -> str:
        return " AND ".join(f"({each})" for each in self.conditions) or "TRUE"


def phrases(text: str) -> Sequence[str]:
    """The words of a search, phrases in quotation marks as one.

    >>> phrases('joint "air patrol" x')
    ['joint', 'air patrol', 'x']
    """
    found: list[str] = []
    for place, each in enumerate(text.replace("“", '"').replace("”", '"').split('"')):
        found += [each.strip()] if place % 2 else each.split()
    return [each for each in found if each]
