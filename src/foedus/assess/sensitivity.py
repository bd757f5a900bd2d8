"""What would change an assessment: each root left out in turn, and the rung that is left.

The grounds of a dyad enter; `Sensitivity` records leave. A row of record goes with the root when nobody else tells
the proposition that it stands beside.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.assess.evidence import Shelf, Side, grounds_of
from foedus.assess.framework import alignment
from foedus.assess.ladder import behind, rung, standing
from foedus.assess.rounds import ordered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.assess.evidence import Ground
    from foedus.assess.framework import Framework
    from foedus.material import Material
    from foedus.values import Period

STATED = frozenset({Side.FOR, Side.AGAINST})

Tally = Counter[tuple[str, Side]]  # grounds by indicator and side


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """What becomes of the rung when one root is left out."""

    root: str
    name: str
    is_named: bool
    is_read: bool  # whether the dossier holds the root itself
    grounds: int  # how many grounds and counter-grounds stand on it
    rung: str
    without: str

    @property
    def moves(self) -> bool:
        """Whether the rung is another without it."""
        return self.rung != self.without


def sensitivity(
    material: Material,
    dyad: tuple[str, str],
    framework: Framework | None = None,
    *,
    within: Period | None = None,
) -> tuple[Sensitivity, ...]:
    """What each root carries: those without which the rung moves first, then by the number of grounds on it."""
    chosen = framework or alignment()
    grounds = grounds_of(Shelf(material, chosen, within), ordered(dyad))
    stated = tuple(each for each in grounds if each.side in STATED)
    everything = _tally(stated)
    carried = _carried(stated)
    now = _rung(everything, chosen)
    found = [
        Sensitivity(
            root=source.id,
            name=source.name,
            is_named=source.is_named,
            is_read=source.is_read,
            grounds=sum(each.claims for each in carried[source.id] if each.source is not None),
            rung=now,
            without=_without(_tally(carried[source.id]), everything, chosen, now),
        )
        for source in behind(stated)
    ]
    return tuple(sorted(found, key=lambda each: (not each.moves, -each.grounds, each.name, each.root)))


def _carried(stated: tuple[Ground, ...]) -> dict[str, list[Ground]]:
    """The grounds that go with each root: its own, and rows of record beside what it alone tells."""
    tellers: dict[str, set[str]] = {}
    found: dict[str, list[Ground]] = {}
    for each in stated:
        if each.source is not None:
            tellers.setdefault(each.proposition.id, set()).add(each.source.id)
            found.setdefault(each.source.id, []).append(each)
    for each in stated:
        told_by = tellers.get(each.proposition.id, set())
        if each.source is None and len(told_by) == 1:
            found[next(iter(told_by))].append(each)
    return found


def _without(lost: Tally, everything: Tally, framework: Framework, now: str) -> str:
    """The rung when these grounds are lost; it can be another only where a side of an indicator loses its last."""
    if all(everything[key] > count for key, count in lost.items()):
        return now
    return _rung(everything - lost, framework)


def _tally(grounds: Iterable[Ground]) -> Tally:
    return Counter((each.indicator, each.side) for each in grounds)


def _rung(tally: Tally, framework: Framework) -> str:
    standings = {
        each.id: standing(pro=tally[each.id, Side.FOR] > 0, con=tally[each.id, Side.AGAINST] > 0)
        for each in framework.indicators
    }
    return rung(standings, framework).words
