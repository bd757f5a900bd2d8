"""How far something can be believed: three nested errors, by root, in the manner of INDRA's scorer.

Claims and their roots enter; a number from 0 to 1 leaves. Repeats under one root and outlet shrink only the reading
error, new outlets under one root only the relay error, and only new independent roots the root error.

For a group of roots that may be one (see `counting`), with root error R and commitment c:
    wrong = 1 - c * (1 - R) * (1 - product over outlets of (relay + (1 - relay) * product over claims of reading))
    for = 1 - product over groups of wrong;  against likewise, from denials;  belief = for * (1 - against)
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from importlib import resources
from math import prod
from typing import TYPE_CHECKING

from foedus.assemble.content import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foedus.assemble.counting import Ledger
    from foedus.records import Claim

_COMMITMENT = ("uncommitted", "possible", "probable", "certain")


@cache
def parameters() -> dict[str, dict[str, float]]:
    """The assumed errors, by their table in `belief.toml`."""
    text = resources.files("foedus.assemble").joinpath("belief.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, float]] = tomllib.loads(text)
    return found


def belief(supporting: Iterable[Claim], denying: Iterable[Claim], ledger: Ledger) -> float:
    """The belief in what the first claims say and the second deny, from 0 to 1."""
    return round(_weight(list(supporting), ledger) * (1 - _weight(list(denying), ledger)), 4)


def _weight(claims: list[Claim], ledger: Ledger) -> float:
    """The probability that at least one group of roots is right."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    resting = ledger.count(claims).groups
    for claim in claims:
        root = ledger.root_of.get(claim.id)
        final = ledger.ultimate(root.id) if root is not None else ""
        groups[resting.get(final, "unknown")].append(claim)
    return 1 - prod(_wrong(group, ledger) for _, group in sorted(groups.items()))


def _wrong(claims: list[Claim], ledger: Ledger) -> float:
    table = parameters()
    outlets: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        outlets[ledger.outlet(claim)].append(claim)
    passed = 1 - prod(_garbled(group, table) for _, group in sorted(outlets.items()))
    natures = [ledger.root_of[claim.id].nature for claim in claims if claim.id in ledger.root_of]
    error = min((table["root"][str(nature)] for nature in natures), default=table["root"]["unstated"])
    commitment = max(table["commitment"][_COMMITMENT[rank(claim.factuality)]] for claim in claims)
    return 1 - commitment * (1 - error) * passed


def _garbled(claims: list[Claim], table: Mapping[str, Mapping[str, float]]) -> float:
    """The probability that one outlet does not truly pass on what the root said."""
    relays = []
    for claim in claims:
        step = table["relay"][str(claim.manner)]
        relays.append(1 - (1 - step) ** max(len(claim.voices) - 1, 0))
    reading = prod(
        min(max(1 - claim.confidence, table["reading"]["least"]), table["reading"]["most"]) for claim in claims
    )
    relay = min(relays)
    return relay + (1 - relay) * reading
