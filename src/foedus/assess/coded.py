"""Coded events enter beside what is told; what of them falls into a period, or tells the same act, leaves.

They are laid beside and never added: an event names codes and no source, so it is no root, and two files may hold the
same report.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from foedus.assess.acts import states_of
from foedus.assess.series import By
from foedus.assess.world import country_of, kinds_of_act
from foedus.knowledge.language import load_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.assess.series import Series
    from foedus.records import CodedEvent, Proposition
    from foedus.values import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """How many coded events fall into a period, and how many of them are cooperation and conflict."""

    events: int
    cooperation: int
    conflict: int


def coded_over_time(events: Iterable[CodedEvent], found: Series) -> dict[date | None, Coded]:
    """The events of the two states by the first day of their period, told of or not; None for those without one."""
    held: dict[date | None, list[CodedEvent]] = {}
    for each in events:
        if is_between(each, found.first, found.second, directed=found.directed):
            held.setdefault(_period_of(each.when, found.by), []).append(each)
    return {place: _counted(each) for place, each in held.items()}


def is_between(event: CodedEvent, first: str, second: str, *, directed: bool = False) -> bool:
    """Whether the event is one of these two states, as the first's towards the second where that is asked."""
    doers, targets = ({country_of(one) for one in side} for side in (event.initiators, event.targets))
    if directed:
        return first in doers and second in targets
    return {first, second} <= doers | targets


def same_act(proposition: Proposition, events: Iterable[CodedEvent]) -> tuple[CodedEvent, ...]:
    """The events that tell an act of the proposition's type between its states at its time, in the order of days."""
    wanted, states = _types(proposition.kind), states_of(proposition)
    if not wanted or proposition.when is None:
        return ()
    found = [
        each
        for each in events
        if _types(each.kind) & wanted
        and _touches(each.when, proposition.when)
        and len(both := {country_of(one) for one in (*each.initiators, *each.targets)} - {None}) > 1
        and both <= states
    ]
    return tuple(sorted(found, key=lambda each: (str(each.when and each.when.since), each.id)))


def _types(kind: str | None) -> set[str]:
    """PLOVER's types that a kind is of: its own, and that which it maps down to."""
    if kind is None or kind not in kinds_of_act():
        return set()
    return {one.partition(".")[0] for one in (kind, load_language().plover.get(kind, kind))}


def _counted(events: list[CodedEvent]) -> Coded:
    kinds = kinds_of_act()
    quads = Counter(kinds[each.kind].quad.partition(" ")[2] for each in events if each.kind)
    return Coded(events=len(events), cooperation=quads["cooperation"], conflict=quads["conflict"])


def _period_of(when: Period | None, by: By) -> date | None:
    """The first day of the one month or year in which the time lies; None where it lies in none."""
    if when is None or when.since is None or when.until is None:
        return None
    last = when.until - timedelta(days=1)
    starts = {each.replace(day=1) if by is By.MONTH else date(each.year, 1, 1) for each in (when.since, last)}
    return starts.pop() if len(starts) == 1 else None


def _touches(when: Period | None, other: Period) -> bool:
    """Whether the two periods share a day, an open end being no bound."""
    if when is None:
        return False
    begins = other.since is None or when.until is None or other.since < when.until
    return begins and (other.until is None or when.since is None or when.since < other.until)
