"""The layouts of reference data: which columns a file must have, what they mean, what they can be asked.

`layouts.toml` enters, `Layout` records leave; a TOML file beside a CSV file of another layout describes it in the
same words.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import msgspec

from foedus.errors import BadReference

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SHAPES = frozenset({"members", "list", "sides", "states"})
CLOCKS = frozenset({"parts", "year", "days", "session", "date"})
CODES = frozenset({"cow", "gw", "iso3", "name"})
# What each shape cannot do without.
_NEEDS = {"members": ("group", "first"), "list": ("states",), "sides": ("first", "second"), "states": ("first",)}
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How one topic is read off a layout's columns, and what the absence of a row is worth.

    Without `column`, the row itself is the answer. `measure` marks a number that agrees or conflicts with nothing.
    """

    column: str = ""  # one or several columns, of which any will do
    at_least: float | None = None
    at_most: float | None = None
    exhaustive: bool = False
    asked_all: bool = False  # exhaustive within its scope, for a person who asks for just that
    measure: bool = False
    tell: str = ""  # the column that a sentence tells: the leader, the exercise, the value
    scope: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are looked at."""
        return tuple(self.column.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A column with the values that matter, and why."""

    column: str
    values: tuple[str, ...]
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A second file of the same publisher, without which the rows of the first have no meaning."""

    files: tuple[str, ...]  # its names, without the ending
    key: str  # the column that both have
    requires: tuple[str, ...]
    of: tuple[str, ...]  # the names of the first file


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """How a layout tells single votes: which roll call, how each state voted, what the roll call was on."""

    key: str
    vote: str
    titles: tuple[str, ...]
    number: str = "unres"  # the column with the number of the resolution
    parts: tuple[str, ...] = ()  # columns that are 1 where the vote was on an amendment or a paragraph
    values: dict[str, str] = field(default_factory=dict)  # the publisher's codes to yes, no, abstain, absent


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A way in which publishers lay out reference data."""

    id: str
    name: str
    shape: str
    requires: tuple[str, ...] = ()
    codes: str = "cow"
    clock: str = "year"
    since: tuple[str, ...]
    until: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    states: str = ""
    group: str = ""
    side: str = ""  # of a group: only members on different sides are paired
    directed: bool = False
    open: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    only: Condition | None = None
    loose: Condition | None = None
    unequal: Condition | None = None  # where it does not say which of the two is bound
    beside: Beside | None = None
    votes: Votes | None = None
    version: str = ""  # the column that holds it; in a user's own description, the version itself
    row: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    answers: dict[str, Answer] = field(default_factory=dict)
    citation: str = ""
    licence: str = ""

    def wants(self) -> tuple[str, ...]:
        """Every column without which the layout means nothing."""
        group = (self.group,) if self.group else ()
        roles = (*self.requires, *group, *self.first, *self.second, *self.since, *self.until, *self.row)
        asked = (name for answer in self.answers.values() for name in answer.columns)
        return tuple(dict.fromkeys((*roles, *asked)))


@cache
def known() -> tuple[Layout, ...]:
    """The layouts that Foedus brings, in the order of their file."""
    text = resources.files("foedus.check").joinpath("layouts.toml").read_text(encoding="utf-8")
    return tuple(_layout(each, "layouts.toml") for each in tomllib.loads(text)["layout"])


def described(file: Path) -> Layout | None:
    """The layout that a TOML file beside the file describes, where there is one with a shape."""
    beside = file.parent / f"{file.name.split('.')[0]}.toml"
    if not beside.is_file():
        return None
    try:
        found = tomllib.loads(beside.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadReference(beside.name, f"it is not TOML ({error})") from error
    return _layout(found, beside.name) if "shape" in found else None  # a version alone describes no layout


def recognise(file: Path, columns: Iterable[str]) -> Layout:
    """The layout whose columns the file has; the one that requires most, where several fit."""
    own = described(file)
    have = set(columns)
    if own is not None:
        _demand(file, own, have)
        return own
    fitting = [each for each in known() if have.issuperset(each.wants())]
    if fitting:
        return max(fitting, key=lambda each: len(each.wants()))
    nearest = max(known(), key=lambda each: len(have.intersection(each.wants())) / len(each.wants()))
    if 2 * len(have.intersection(nearest.wants())) >= len(nearest.wants()):
        _demand(file, nearest, have)
    raise BadReference(file.name, "its columns fit no layout that Foedus knows; describe them in a TOML file beside it")


def _demand(file: Path, layout: Layout, have: set[str]) -> None:
    lacking = [name for name in layout.wants() if name not in have]
    if lacking:
        columns = ", ".join(f"'{name}'" for name in lacking)
        raise BadReference(file.name, f"it looks like {layout.name}, but lacks the column {columns}")


def _layout(found: dict[str, Any], source: str) -> Layout:
    try:
        layout = msgspec.convert(found, Layout)
    except msgspec.ValidationError as error:
        raise BadReference(source, f"it does not describe a layout ({error})") from error
    closed = ((layout.shape, SHAPES, "shape"), (layout.clock, CLOCKS, "clock"), (layout.codes, CODES, "codes"))
    for value, allowed, what in closed:
        if value not in allowed:
            raise BadReference(source, f"its {what} '{value}' is none of {', '.join(sorted(allowed))}")
    if wrong := _incoherent(layout):
        raise BadReference(source, wrong)
    return layout


def _incoherent(layout: Layout) -> str:
    """What of the description contradicts the rest of it; empty where nothing does."""
    if not _ID.fullmatch(layout.id):
        return f"its id '{layout.id[:60]}' is not made of at most 60 small letters, digits and hyphens"
    for name in _NEEDS[layout.shape]:
        if not getattr(layout, name):
            return f"a layout of the shape '{layout.shape}' needs '{name}'"
    if not layout.since or (layout.until and len(layout.until) != len(layout.since)):
        return "'since' names no column, or 'until' names more or fewer than 'since'"
    if len(layout.names) not in {0, 2}:
        return "'names' are two columns or none"
    if strange := [each for each in layout.variables if each not in layout.keep]:
        return f"the variable '{strange[0]}' is not among the columns that are kept"
    return ""
