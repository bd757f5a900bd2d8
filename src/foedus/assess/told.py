"""The acts behind a series, each with the claim that tells it, its value and whether it is counted.

A material and what was asked of a series enter; `Told` records leave, by the period in which the series has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.assess.acts import acts_of
from foedus.assess.scales import scale
from foedus.assess.series import _bins, _is_wanted, once

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from foedus.assess.acts import Act
    from foedus.assess.series import Asked
    from foedus.material import Material

Placed = tuple[str, "date | None"]  # "placed", "year only", "wide" or "undated", and the first day where there is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One act as one claim tells it."""

    claim: str
    proposition: str
    kind: str
    quad: str
    value: float | None  # on the scale
    is_counted: bool  # whether it is the one telling of its root that counts
    is_named: bool  # whether the texts name the root
    is_denied: bool


def told(material: Material, dyad: tuple[str, str], asked: Asked) -> dict[Placed, tuple[Told, ...]]:
    """Everything that a series of the dyad counts or leaves out as told before, by where it is placed."""
    acts = [each for each in acts_of(material).get((min(dyad), max(dyad)), ()) if _is_wanted(each, dyad, asked)]
    counted, bins = once(acts, asked), _bins(acts, asked)
    found: dict[Placed, Iterable[Act]] = {("wide", None): bins.wide, ("undated", None): bins.undated}
    found |= {("placed", start): held for start, held in bins.placed.items()}
    found |= {("year only", start): held for start, held in bins.year_only.items()}
    weigh = scale(asked.scale)
    return {
        place: tuple(
            Told(
                claim=each.claim,
                proposition=each.proposition,
                kind=each.kind.id,
                quad=each.kind.quad,
                value=weigh.of(each.kind),
                is_counted=each.claim in counted,
                is_named=each.source.is_named,
                is_denied=each.denied,
            )
            for each in held
        )
        for place, held in found.items()
    }
