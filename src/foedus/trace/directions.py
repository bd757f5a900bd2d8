"""Which of two copies had the text first, as far as credits, quotation marks, dates and slips of the pen tell.

Two documents enter; a `Direction` and its reason leave. Where the signs are silent the direction stays unknown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.terms import Direction
from foedus.trace.credits import agency_name, credit
from foedus.trace.houses import plain_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foedus.records import Document
    from foedus.trace.houses import House

MOSTLY_QUOTED = 0.8
HARDLY_QUOTED = 0.3
MORE_SLIPS = 3

# Traces of machine rewriting and careless pasting: a word twice, a stop glued to a word, a bracket or mark left over.
_SLIPS = re.compile(r"\b(\w{3,}) \1\b|[a-z]{2}[.!?][A-Z][a-z]|\w[”\"]\w|\[[a-z ]{3,40}\][”\"]")


def directed(
    first: Document, second: Document, *, houses: Mapping[str, House], quoted: tuple[float, float] = (0.0, 0.0)
) -> tuple[Direction, str]:
    """Which of the two had the text first, and why; `quoted` is the share of it in quotation marks on each side."""
    here, there = _leans_on(first, second, houses), _leans_on(second, first, houses)
    if bool(here) != bool(there):
        return (Direction.SECOND_TO_FIRST, here) if here else (Direction.FIRST_TO_SECOND, there)
    if quoted[1] >= MOSTLY_QUOTED and quoted[0] <= HARDLY_QUOTED:
        return Direction.FIRST_TO_SECOND, "the second has it in quotation marks, the first in its own voice"
    if quoted[0] >= MOSTLY_QUOTED and quoted[1] <= HARDLY_QUOTED:
        return Direction.SECOND_TO_FIRST, "the first has it in quotation marks, the second in its own voice"
    if first.published_on and second.published_on and first.published_on != second.published_on:
        if first.published_on < second.published_on:
            return Direction.FIRST_TO_SECOND, f"the first is dated {first.published_on}, before the second"
        return Direction.SECOND_TO_FIRST, f"the second is dated {second.published_on}, before the first"
    return _by_slips(first, second)


def _leans_on(document: Document, other: Document, houses: Mapping[str, House]) -> str:
    """Why the document leans on the other's house; empty where nothing says so."""
    house = houses[other.id]
    if not house.told:
        return ""
    given = credit(document)
    if given and plain_name(given.agency) in {plain_name(house.name), plain_name(agency_name(house.name) or "")}:
        return given.because.replace("its ", "a ", 1)
    own = houses[document.id]
    named = len(house.name) > 2 and _names(document.text, house.name)
    if named and not (own.told and _names(other.text, own.name)):
        return f"one names {house.name}, which published the other"
    return ""


def _names(text: str, name: str) -> bool:
    """Whether the name stands in the text as words of its own."""
    return name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _by_slips(first: Document, second: Document) -> tuple[Direction, str]:
    here, there = len(_SLIPS.findall(first.text)), len(_SLIPS.findall(second.text))
    if here >= there + MORE_SLIPS and here >= 2 * there:
        return Direction.SECOND_TO_FIRST, f"the first has {here} slips of copying, the second {there}"
    if there >= here + MORE_SLIPS and there >= 2 * here:
        return Direction.FIRST_TO_SECOND, f"the second has {there} slips of copying, the first {here}"
    return Direction.UNKNOWN, ""
