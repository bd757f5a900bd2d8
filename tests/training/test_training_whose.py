"""Which of several sources in earshot a reader holds to be the root, and whether that is learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

torch = pytest.importorskip("torch", reason="training needs torch: install foedus[training]")

from training import whose  # noqa: E402 - not without torch
from training.findings import Example, Told  # noqa: E402

NUMBER = 900  # of claims: fewer are gone through in too few steps


def told(*names: str, traits: Sequence[str] = (), states: Sequence[str] = (), is_own: bool = False) -> Told:
    return Told(is_own=is_own, names=names, states=frozenset(states), traits=frozenset(traits))


@pytest.mark.parametrize(
    ("source", "roots", "wanted"),
    [
        (told("@publisher", is_own=True), ["@publisher"], True),
        (told("@publisher", is_own=True), ["Otto Brand"], False),
        (told("Brand"), ["Otto Brand", "Norway"], True),
        (told("Otto Brand"), ["Ilse Brandvold"], False),
        (told("spokesman", "Norway's foreign ministry"), ["Norwegian foreign ministry"], True),
        (told("Oslo", states=["NOR"]), ["Norway"], True),
        (told("Oslo", states=["NOR"]), ["Sweden"], False),
    ],
)
def test_a_source_is_the_root_by_any_of_its_names(source: Told, roots: list[str], *, wanted: bool) -> None:
    assert whose.is_root(source, roots) is wanted


def example(number: int) -> Example:
    """A claim whose root is the source where speech runs on, and the outlet where a paragraph begins."""
    runs_on = number % 2 == 0
    heard = (
        told("@publisher", traits=["is own", "the rules say so"], is_own=True),
        told("Otto Brand", traits=["is person", "spoke before 1"]),
    )
    return Example(
        group="articles", document=f"{number}.txt", sentences=9, traits=frozenset(), vector=np.zeros(4), reach={},
        around=frozenset(), heard=heard, beside=frozenset({"runs on" if runs_on else "begins anew"}), is_claim=True,
        sort="act", type=None, actors=None, roots=("Otto Brand",) if runs_on else ("@publisher",),
    )  # fmt: skip


def test_who_runs_on_is_learned_and_who_begins_anew_too() -> None:
    listeners = whose.Listeners([example(number) for number in range(NUMBER)])
    shares = listeners.crossed(torch.tensor([number // 2 % whose.PARTS for number in range(NUMBER)]))
    right = [listeners.right[number][whose.chosen(each)] for number, each in enumerate(shares)]
    assert sum(right) == NUMBER
