"""Multinomial logistic regression with a ridge: rows and answers enter, weights leave."""

from __future__ import annotations

import torch
from torch.nn.functional import cross_entropy


def fitted(
    rows: torch.Tensor, answers: torch.Tensor, classes: int, penalty: float, *, counts: torch.Tensor | None = None
) -> torch.Tensor:
    """The weights of each column for each class, where the penalised loss is least.

    `counts` says how often each row counts; without it each counts once.
    """
    share = torch.ones(len(rows)) if counts is None else counts.float()
    share = share / share.sum()
    weights = torch.zeros(rows.shape[1], classes, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = (share * cross_entropy(rows @ weights, answers, reduction="none")).sum() + penalty * (weights**2).sum()
        value.backward()
        return value

    optimiser.step(loss)
    return weights.detach()
