"""Small networks of `foedus.read.layers`: rows of traits enter, an NPZ file leaves.

Several networks are fitted from other beginnings and averaged: their units stand side by side in one file. Each has
units that see all rows at once, beside plain sums of those that `direct` names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn
from torch.nn.functional import relu

if TYPE_CHECKING:
    from pathlib import Path

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]  # scores and the numbers of their rows to one figure


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a network is fitted; measured on the parts left out."""

    units: int
    rounds: int
    rate: float
    decay: float
    batch: int
    dropped: float  # share of the units left out at each step
    unseen: float  # share of the traits left out at each step
    seeds: int


class Network(nn.Module):
    """Scores of rows: sums over the direct columns, and units over all."""

    def __init__(self, columns: int, direct: int, scores: int, plan: Plan) -> None:
        super().__init__()
        self.sums = nn.Linear(direct, scores)
        self.inner = nn.Linear(columns, plan.units)
        self.outer = nn.Linear(plan.units, scores, bias=False)
        self.dropped, self.unseen, self.direct = nn.Dropout(plan.dropped), nn.Dropout(plan.unseen), direct

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """A score for each row and column."""
        seen = self.unseen(rows)
        found: torch.Tensor = self.sums(seen[:, : self.direct]) + self.outer(self.dropped(relu(self.inner(seen))))
        return found


def fitted(
    rows: Callable[[torch.Tensor], torch.Tensor], numbers: torch.Tensor, loss: Loss, *, shape: tuple[int, int, int],
    plan: Plan,
) -> list[Network]:  # fmt: skip
    """A network for each seed, fitted to these numbers of rows; `shape` is columns, direct columns, scores."""
    return [_fitted(rows, numbers, loss, shape=shape, plan=plan, seed=seed) for seed in range(plan.seeds)]


def _fitted(
    rows: Callable[[torch.Tensor], torch.Tensor], numbers: torch.Tensor, loss: Loss, *, shape: tuple[int, int, int],
    plan: Plan, seed: int,
) -> Network:  # fmt: skip
    torch.manual_seed(seed)
    made = Network(*shape, plan)
    optimiser = torch.optim.AdamW(made.parameters(), lr=plan.rate, weight_decay=plan.decay)
    steps = plan.rounds * (len(numbers) // plan.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, plan.rate, total_steps=steps)
    made.train()
    for _ in range(plan.rounds):
        order = numbers[torch.randperm(len(numbers))]
        for start in range(0, len(order), plan.batch):
            chosen = order[start : start + plan.batch]
            optimiser.zero_grad()
            loss(made(rows(chosen)), chosen).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    made.eval()
    return made


def scored(found: Sequence[Network], rows: torch.Tensor) -> torch.Tensor:
    """The scores of the networks on average."""
    with torch.no_grad():
        return torch.stack([each(rows) for each in found]).mean(0)


def written(
    out: Path, found: Sequence[Network], *, names: Sequence[str], columns: Sequence[str], damped: float,
    centre: np.ndarray,
) -> None:  # fmt: skip
    """Write the networks into a file, side by side; the rows behind the names are a vector's, damped as in fitting."""
    share = 1.0 / len(found)
    every = found[0].inner.in_features
    scale = torch.ones(every)
    scale[len(names) :] = damped
    direct = torch.zeros(every, len(columns))
    direct[: found[0].direct] = share * torch.stack([each.sums.weight.T for each in found]).sum(0)
    bias = share * torch.stack([each.sums.bias for each in found]).sum(0)
    inner = torch.cat([each.inner.weight.T for each in found], 1)
    start = torch.cat([each.inner.bias for each in found])
    outer = share * torch.cat([each.outer.weight.T for each in found])
    with torch.no_grad():
        np.savez_compressed(
            out,
            names=np.array(names), columns=np.array(columns), centre=centre.astype(np.float32),
            direct=torch.cat([direct * scale[:, None], bias[None]]).numpy().astype(np.float16),
            inner=torch.cat([inner * scale[:, None], start[None]]).numpy().astype(np.float16),
            outer=outer.numpy().astype(np.float16),
        )  # fmt: skip
