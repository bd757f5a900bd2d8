"""A framework: stages in order, dimensions, and indicators with the kinds of act and the words that speak of them.

A TOML file enters, a `Framework` leaves, or a KnowledgeError that says what is wrong with the file. `alignment.toml`
is the one that Foedus brings.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from foedus.assess.world import known_kinds
from foedus.errors import KnowledgeError

if TYPE_CHECKING:
    from pathlib import Path


_LONGEST = 200
#: What a sentence about the file says back, so that nobody reads a page of it.
Word = Annotated[str, msgspec.Meta(max_length=_LONGEST)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One rung of the ladder, above the one that it comes after."""

    id: Word
    name: str
    after: Word | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One side of a relation that is looked at beside its stage."""

    id: Word
    lasting: bool = False  # whether what is told of it stands until it is ended, like a treaty, however old it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What tells whether a stage is reached, or how a dimension stands."""

    id: Word
    name: str
    dimension: Word
    stage: Word | None = None
    conflict: bool = False  # whether it is an act of one against the other
    kinds: tuple[Word, ...] = ()
    records: tuple[str, ...] = ()  # topics of checks
    terms: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    def holds(self, kind: str | None) -> bool:
        """Whether the kind of act is one of its own or below one."""
        return kind is not None and any(kind == own or kind.startswith(f"{own}.") for own in self.kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A way to judge how deep a relation is; its stages stand from the lowest to the highest."""

    id: str
    name: str
    citation: str
    indicators: tuple[Indicator, ...]
    dimensions: tuple[Dimension, ...]
    stages: tuple[Stage, ...] = ()
    note: str = ""
    lacking: tuple[str, ...] = ()


@cache
def alignment() -> Framework:
    """The stage model of strategic alignment."""
    text = resources.files("foedus.assess").joinpath("frameworks/alignment.toml").read_text(encoding="utf-8")
    return parsed(text, "alignment.toml")


def load_framework(file: Path) -> Framework:
    """The framework that the file describes. Raises KnowledgeError where the file contradicts itself."""
    try:
        return parsed(file.read_text(encoding="utf-8"), file.name)
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{file.name} cannot be read as a framework ({error}): give a TOML file.") from error


def parsed(text: str, source: str) -> Framework:
    """The framework that the text describes, with its stages put in order."""
    try:
        told = tomllib.loads(text)
        _demand_known_words(told, source)
        found = msgspec.convert(told, Framework)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise KnowledgeError(f"{source} is not TOML ({error}): mend that line.") from error
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"{source} does not describe a framework ({error}): compare docs/ladder.md.") from error
    _demand_known(found, source)
    return replace(found, stages=in_order(found.stages, source))


def _demand_known_words(told: dict[str, Any], source: str) -> None:
    """No table and no key is there that means nothing; a misspelt one would be passed over without a word."""
    tables: dict[str, type] = {"stages": Stage, "dimensions": Dimension, "indicators": Indicator}
    for where, kind, rows in (
        ("the file", Framework, [told]),
        *((name, kind, told.get(name, [])) for name, kind in tables.items()),
    ):
        known = [each.name for each in fields(kind)]
        for row in rows if isinstance(rows, list) else ():
            for name in row if isinstance(row, dict) else ():
                if name not in known:
                    raise KnowledgeError(
                        f"{source}: {where} has '{name[:_LONGEST]}', which means nothing: use {', '.join(known)}."
                    )


def in_order(stages: tuple[Stage, ...], source: str) -> tuple[Stage, ...]:
    """The stages from the lowest to the highest; each comes after one other, but for the lowest."""
    after = {stage.after: stage for stage in stages}
    if len(after) != len(stages) or len({stage.id for stage in stages}) != len(stages):
        raise KnowledgeError(f"{source} has two stages with one name, or after the same one: order them in one line.")
    chain: list[Stage] = []
    below: str | None = None
    while (stage := after.get(below)) is not None and len(chain) < len(stages):
        chain.append(stage)
        below = stage.id
    if len(chain) != len(stages):
        left = ", ".join(sorted(stage.id for stage in stages if stage not in chain))
        raise KnowledgeError(f"{source} has stages in no line from a lowest one ({left}): mend their 'after'.")
    return tuple(chain)


def _demand_known(framework: Framework, source: str) -> None:
    """Every stage, dimension and kind that an indicator names is there, and no indicator is there twice."""
    stages = {stage.id for stage in framework.stages}
    dimensions = {dimension.id for dimension in framework.dimensions}
    kinds = known_kinds()
    seen: set[str] = set()
    if not framework.indicators:
        raise KnowledgeError(f"{source} has no indicators: add at least one.")
    for each in framework.indicators:
        if each.id in seen:
            raise KnowledgeError(f"{source} has the indicator '{each.id}' twice: rename one.")
        seen.add(each.id)
        if each.stage is not None and each.stage not in stages:
            raise KnowledgeError(f"{source}: indicator '{each.id}' is of an unknown stage '{each.stage}'.")
        if each.dimension not in dimensions:
            raise KnowledgeError(f"{source}: indicator '{each.id}' is of an unknown dimension '{each.dimension}'.")
        if unknown := [kind for kind in each.kinds if kinds and kind not in kinds]:
            raise KnowledgeError(f"{source}: indicator '{each.id}' names an unknown kind of act '{unknown[0]}'.")
        if not (each.kinds or each.terms):
            raise KnowledgeError(f"{source}: indicator '{each.id}' has neither kinds nor terms: add some.")
