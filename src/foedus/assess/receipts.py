"""What an assessment counts, claim by claim: who speaks for an indicator and against it, and what stands apart.

The grounds of a dyad enter; `Receipt` records leave, in the order of the grounds, each with the ids of its claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.assess.evidence import Shelf, Side, claims_of, grounds_of
from foedus.assess.framework import alignment
from foedus.assess.rounds import ordered

if TYPE_CHECKING:
    from foedus.assess.framework import Framework
    from foedus.assess.roots import Source
    from foedus.material import Material
    from foedus.values import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What one source tells of an indicator in one proposition, or what one row of record says of it."""

    indicator: str
    side: Side
    about: str  # id of the proposition, or of the check
    source: Source | None  # None for a row of record
    is_objection: bool  # whether the source denies the proposition
    claims: tuple[str, ...]  # ids


def receipts(
    material: Material, dyad: tuple[str, str], framework: Framework | None = None, *, within: Period | None = None
) -> tuple[Receipt, ...]:
    """Every ground of the dyad with the claims that it stands on, those that stand apart or outside included."""
    shelf, pair = Shelf(material, framework or alignment(), within), ordered(dyad)
    found: dict[tuple[object, ...], Receipt] = {}
    for each in grounds_of(shelf, pair):
        whose = each.source.id if each.source is not None else ""
        key = (each.indicator, each.side, each.about, whose, each.is_objection)
        if key not in found:
            found[key] = Receipt(
                indicator=each.indicator,
                side=each.side,
                about=each.about,
                source=each.source,
                is_objection=each.is_objection,
                claims=claims_of(shelf, pair, each),
            )
    return tuple(found.values())
