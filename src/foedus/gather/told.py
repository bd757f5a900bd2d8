"""What a row of a coded file tells, before it is known whom its codes stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus.values import Cell, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An actor by its codes."""

    written: str  # as the file has it
    country: str
    sector: str
    own: str = ""  # an id that may be one of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event as its row has it."""

    row: int
    form: str
    number: str
    code: str
    kind: str | None
    first: tuple[Side, ...]
    second: tuple[Side, ...]
    when: Period | None
    url: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoEvent:
    """A row that says of itself that nothing happened."""

    row: int
