"""From claims of which readers told the root to the weights of `foedus.read.whose`.

Every source in earshot of a claim is a row: what speaks for it, and what the claim shows whoever is asked about. The
rows of one claim are weighed against each other.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import torch

from foedus.knowledge.world import load_world
from foedus.read.whose import MARGIN
from training.layers import Network, Plan, fitted, scored, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from training.findings import Example, Told

PARTS = 6
FEWEST = 12  # rows that a trait needs to be weighed
COUNTS = {"articles": 3.0, "more articles": 3.0, "stories": 3.0}  # transcripts and releases are many, and plain
PLAN = Plan(units=64, rounds=12, rate=4e-3, decay=0.02, batch=128, dropped=0.3, unseen=0.1, seeds=3)
PUBLISHER = "@publisher"
_SMALL = frozenset(  # words that tell nobody from another
    {"the", "a", "an", "of", "for", "in", "s", "and", "its", "his", "her", "their", "two", "three", "on", "at", "by"}
    | {"from", "to", "with"}
)
_BOTH = 2


class Listeners:
    """Sources in earshot of claims, and which of them readers hold to be the root."""

    def __init__(self, found: Sequence[Example]) -> None:
        told = [each for each in found if len(each.heard) >= _BOTH and each.roots]
        self.found = [each for each in told if any(is_root(one, each.roots) for one in each.heard)]
        self.lost = len(told) - len(self.found)  # whose root is none of those heard
        direct = Counter(name for each in self.found for one in each.heard for name in one.traits)
        shared = Counter(name for each in self.found for name in each.beside)
        self.direct = sorted(name for name, count in direct.items() if count >= FEWEST)
        self.names = self.direct + sorted(
            name for name, count in shared.items() if count >= FEWEST and name not in direct
        )
        at = {name: place for place, name in enumerate(self.names)}
        self.places = [
            [[at[name] for name in one.traits | each.beside if name in at] for one in each.heard] for each in self.found
        ]
        self.right = [[float(is_root(one, each.roots)) for one in each.heard] for each in self.found]
        self.counts = torch.tensor([COUNTS.get(each.group, 1.0) for each in self.found])

    def rows(self, chosen: torch.Tensor) -> torch.Tensor:
        """The rows of these claims, one claim after the other."""
        places = [row for number in chosen.tolist() for row in self.places[number]]
        made = torch.zeros(len(places), len(self.names))
        for place, row in enumerate(places):
            made[place, row] = 1.0
        return made

    def _shares(self, scores: torch.Tensor, chosen: torch.Tensor) -> list[torch.Tensor]:
        sizes = [len(self.places[number]) for number in chosen.tolist()]
        return [torch.softmax(each, 0) for each in torch.split(scores[:, 0], sizes)]

    def loss(self, scores: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
        """How little of each claim's weight is on a root that a reader told."""
        right = [torch.tensor(self.right[number]) for number in chosen.tolist()]
        held = torch.stack([(a * b).sum() for a, b in zip(self._shares(scores, chosen), right, strict=True)])
        counts = self.counts[chosen]
        lost: torch.Tensor = -(counts * torch.log(held + 1e-9)).sum() / counts.sum()
        return lost

    def _fitted(self, numbers: torch.Tensor) -> list[Network]:
        return fitted(self.rows, numbers, self.loss, shape=(len(self.names), len(self.direct), 1), plan=PLAN)

    def crossed(self, parts: torch.Tensor) -> list[torch.Tensor]:
        """The shares of each claim's sources with weights fitted on the other parts."""
        found: list[torch.Tensor] = [torch.zeros(0)] * len(self.found)
        for part in range(PARTS):
            inside = torch.nonzero(parts == part).flatten()
            networks = self._fitted(torch.nonzero(parts != part).flatten())
            shares = self._shares(scored(networks, self.rows(inside)), inside)
            for number, each in zip(inside.tolist(), shares, strict=True):
                found[number] = each
        return found

    def report(self, shares: Sequence[torch.Tensor]) -> None:
        """Print, for each group, how often the root is right: by the rules, and with what was weighed."""
        for group in (*sorted({each.group for each in self.found}), "all"):
            inside = [number for number, each in enumerate(self.found) if group in {each.group, "all"}]
            print(json.dumps({
                "group": group, "claims": len(inside),
                "root right by the rules": _mean(self.right[number][0] for number in inside),
                "root right": _mean(self.right[number][chosen(shares[number])] for number in inside),
            }), flush=True)  # fmt: skip
        print(json.dumps({"claims whose root is nobody in earshot": self.lost}), flush=True)

    def written(self, out: Path) -> None:
        """Fit to everything and write the weights."""
        networks = self._fitted(torch.arange(len(self.found)))
        empty = np.zeros(0, dtype=np.float32)
        written(out, networks, names=self.names, columns=["is the root"], damped=1.0, centre=empty)


def _mean(values: Iterator[float]) -> float:
    return round(float(np.mean([*values])), 3)


def chosen(shares: torch.Tensor) -> int:
    """The number of the source that is taken: that of the rules, unless another is likelier by the margin."""
    best = int(shares.argmax())
    return best if float(shares[best] - shares[0]) >= MARGIN else 0


def is_root(told: Told, roots: Sequence[str]) -> bool:
    """Whether a source goes by a name that a reader gave the root, or is the state that a name tells."""
    if told.is_own:
        return PUBLISHER in roots
    names = [each for each in roots if each != PUBLISHER]
    if any(_same(one, other) for one in told.names for other in names if one != PUBLISHER):
        return True
    return any(len(_states(each)) == 1 and _is_name(each) and told.states == _states(each) for each in names)


def _same(one: str, other: str) -> bool:
    """Whether two names may be of one: the words of one are among the other's, or both name one state."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    both = set(first) & set(second)
    if first[-1] == second[-1] and len(both) >= _BOTH:
        return True
    alike = bool(_states(one)) and _states(one) == _states(other)
    return alike and (_is_name(one) or _is_name(other) or bool(both))


def _words(name: str) -> list[str]:
    told = re.findall(r"\w+", name.lower().replace("’s", "").replace("'s", ""))
    return [each.removesuffix("s") if len(each) > 3 else each for each in told if each not in _SMALL]


@cache
def _states(name: str) -> frozenset[str]:
    world = load_world()
    found = (world.takes_part_as(each.actor) for one in world.find(name) for each in one.candidates[:1])
    return frozenset(each for each in found if each is not None)


@cache
def _is_name(name: str) -> bool:
    """Whether nothing but names of states, capitals and the like stands in these words."""
    found = load_world().find(name)
    return bool(found) and sum(len(_words(each.words)) for each in found) >= len(_words(name))
