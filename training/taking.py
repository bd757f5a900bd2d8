"""From claims of which readers told the actors to the weights of `foedus.read.taking`.

Every state in reach of a claim is a row: what speaks for its taking part, and what the claim shows whoever takes part.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from foedus.read.taking import EXCLUDED, LIKELY, UNLIKELY
from training.layers import Network, Plan, fitted, scored, written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.findings import Example

PARTS = 6
FEWEST = 20  # rows that a trait needs to be weighed
COUNTS = {"articles": 5.0, "more articles": 5.0}  # how often an article counts: few are news on relations throughout
PLAN = Plan(units=64, rounds=12, rate=4e-3, decay=0.02, batch=256, dropped=0.3, unseen=0.1, seeds=2)


def least(told: frozenset[str]) -> float:
    """How likely a state has to be to take part, by what the rules took it for."""
    if told & {"rule initiator named", "rule target named"}:
        return EXCLUDED
    return UNLIKELY if any(each.startswith("rule ") for each in told) else LIKELY


class Takers:
    """States in reach of claims, and whether readers hold each to take part."""

    def __init__(self, found: Sequence[Example]) -> None:
        self.found = found
        self.own = [(number, code) for number, each in enumerate(found) for code in sorted(each.reach)]
        direct = Counter(name for each in found for told in each.reach.values() for name in told)
        shared = Counter(name for each in found for name in each.around)
        self.direct = sorted(name for name, count in direct.items() if count >= FEWEST)
        self.names = self.direct + sorted(
            name for name, count in shared.items() if count >= FEWEST and name not in direct
        )
        at = {name: place for place, name in enumerate(self.names)}
        self.places = [
            [at[name] for name in found[number].reach[code] | found[number].around if name in at]
            for number, code in self.own
        ]
        self.takes = torch.tensor([float(code in (found[number].actors or ())) for number, code in self.own])
        self.counts = torch.tensor([COUNTS.get(found[number].group, 1.0) for number, _ in self.own])
        self.claims = torch.tensor([number for number, _ in self.own])

    def rows(self, chosen: torch.Tensor) -> torch.Tensor:
        """The rows of these numbers."""
        made = torch.zeros(len(chosen), len(self.names))
        for place, number in enumerate(chosen.tolist()):
            made[place, self.places[number]] = 1.0
        return made

    def loss(self, scores: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
        """How far the scores are from what readers hold."""
        found = binary_cross_entropy_with_logits(scores[:, 0], self.takes[chosen], reduction="none")
        return (self.counts[chosen] * found).mean()

    def _fitted(self, numbers: torch.Tensor) -> list[Network]:
        return fitted(self.rows, numbers, self.loss, shape=(len(self.names), len(self.direct), 1), plan=PLAN)

    def crossed(self, parts: torch.Tensor) -> torch.Tensor:
        """The probability of each row with weights fitted on the other parts."""
        found = torch.zeros(len(self.own))
        of_row = parts[self.claims]
        for part in range(PARTS):
            inside = torch.nonzero(of_row == part).flatten()
            networks = self._fitted(torch.nonzero(of_row != part).flatten())
            found[inside] = torch.sigmoid(scored(networks, self.rows(inside))[:, 0])
        return found

    def report(self, chance: torch.Tensor) -> None:
        """Print, for each group, of how many claims all actors are right: by the rules, and with what was weighed."""
        by_rule: list[set[str]] = [set() for _ in self.found]
        made: list[set[str]] = [set() for _ in self.found]
        more: list[set[str]] = [set() for _ in self.found]
        pointed: Counter[int] = Counter()
        for (number, code), value in zip(self.own, chance.tolist(), strict=True):
            told = self.found[number].reach[code]
            ruled = any(each.startswith("rule ") for each in told)
            if ruled:
                by_rule[number].add(code)
            if value >= least(told):
                (made if ruled else more)[number].add(code)
                pointed[number] += any(each.startswith("rule ") and each.endswith("pointed to") for each in told)
        for number, codes in enumerate(more):
            made[number] |= codes if pointed[number] <= 1 else set()
        for group in (*sorted({each.group for each in self.found}), "all"):
            inside = [number for number, each in enumerate(self.found) if group in {each.group, "all"}]
            print(json.dumps({
                "group": group, "claims": len(inside),
                "all actors right by the rules": self._right(by_rule, inside),
                "all actors right": self._right(made, inside),
            }), flush=True)  # fmt: skip

    def _right(self, made: list[set[str]], inside: list[int]) -> float:
        return round(float(np.mean([made[number] == self.found[number].actors for number in inside])), 3)

    def written(self, out: Path) -> None:
        """Fit to everything and write the weights."""
        networks = self._fitted(torch.arange(len(self.own)))
        empty = np.zeros(0, dtype=np.float32)
        written(out, networks, names=self.names, columns=["takes part"], damped=1.0, centre=empty)
