"""Which states take part though the rules find none, and what is a state's own affair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from foedus.evaluate.answers import Answers
from foedus.evaluate.materials import material_of
from foedus.knowledge.world import load_world
from foedus.read.layers import Layers, likely
from foedus.read.taking import weights as of_takers
from foedus.read.weighing import SORTS, TYPES, weights

if TYPE_CHECKING:
    from pathlib import Path

READOUT = """publisher: President of Ukraine
title: The President received the President of Romania
date: 2021-07-29

President of Ukraine Volodymyr Zelenskyy met with President of Romania Klaus Iohannis in Kyiv on Thursday.

The head of state thanked his guest for a loan of buses and spoke of the harvest.

The Presidents discussed the clearing of mines. They agreed to meet again in the autumn.
"""
ROADS = """publisher: The White House
title: Remarks on roads
date: 2022-05-04

We have cut the price of insulin for our seniors. Medicare will now bargain with the makers of drugs.
Last year we filled two million potholes, and our schools have hired ten thousand nurses.

The Congress will pass a road bill in June, and the governors have promised to pay their share. Families in Ohio save
three hundred dollars a year. Our teachers have earned a rise. Nobody has forgotten the winter storms.
"""


def answers(tmp_path: Path, text: str) -> Answers:
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    return Answers(material=material_of(tmp_path / "text.txt"))


def test_both_states_take_part_in_what_the_presidents_discussed(tmp_path: Path) -> None:
    found = answers(tmp_path, READOUT)
    discussed = next(each for each in found.material.claims if "mines" in each.evidence.text)
    assert found.actors(discussed) == ("ROU", "UKR")
    agreed = next(each for each in found.material.claims if "autumn" in each.evidence.text)
    assert found.actors(agreed) == ("ROU", "UKR")
    for each in (discussed, agreed):
        for party in each.parties:
            mention = found.material.mention[party.mention]
            assert found.material.documents[0].text[mention.span.start : mention.span.end] == mention.span.text


def test_what_a_government_says_of_its_own_roads_and_schools_is_no_claim(tmp_path: Path) -> None:
    assert not answers(tmp_path, ROADS).material.claims


def test_an_organ_takes_part_as_the_organisation_whose_it_is() -> None:
    world = load_world()
    assert world.takes_part_as("EU-COM") == "EU"
    assert world.takes_part_as("UNSC") == "UNSC"  # the gold names it by itself
    assert world.takes_part_as("G7") is None  # a forum
    assert world.takes_part_as("CHN/MIL") == "CHN"
    assert world.takes_part_as("nobody-known") is None


def layers() -> Layers:
    """One trait that adds 1 directly, two that only together lift a unit above nought, and one place of a vector."""
    return Layers(
        names=("alone", "here", "there"), columns=("score",),
        direct=np.array([[1.0], [0.0], [0.0], [2.0], [-0.5]], dtype=np.float32),
        inner=np.array([[0.0], [1.0], [1.0], [0.0], [-1.0]], dtype=np.float32),
        outer=np.array([[3.0]], dtype=np.float32), centre=np.zeros(1, dtype=np.float32),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("traits", "wanted"),
    [([], -0.5), (["alone"], 0.5), (["here"], -0.5), (["here", "there"], 2.5), (["unheard of"], -0.5)],
)
def test_scores_are_sums_and_units_that_see_several_traits(traits: list[str], wanted: float) -> None:
    assert layers().scores(traits)[0] == pytest.approx(wanted)
    assert layers().each([], [traits])[0] == pytest.approx(wanted)
    assert layers().each(traits[:1], [traits[1:]])[0] == pytest.approx(wanted)
    assert layers().scores(traits, np.array([0.5], dtype=np.float32))[0] == pytest.approx(wanted + 1.0)


def test_the_shipped_weights_have_the_columns_that_reading_takes() -> None:
    assert weights().columns == ("claim", *(each.value for each in SORTS), *TYPES)
    rows = len(weights().names) + 4 * len(weights().centre) + 1
    assert weights().direct.shape == (rows, len(weights().columns))
    assert of_takers().direct.shape == (len(of_takers().names) + 1, 1)
    assert all(np.isfinite(each).all() for each in (weights().inner, weights().outer, of_takers().inner))
    assert likely(0.0) == 0.5


def test_a_fitted_network_is_read_as_it_was_fitted(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    from training.layers import Plan, fitted, scored, written

    rows = torch.tensor([[1.0, 0.0, 0.5], [0.0, 1.0, 1.0], [1.0, 1.0, 0.0]])
    plan = Plan(units=4, rounds=20, rate=1e-2, decay=0.0, batch=3, dropped=0.0, unseen=0.0, seeds=2)
    wanted = torch.tensor([1.0, -1.0, 2.0])
    found = fitted(
        rows.__getitem__, torch.arange(3), lambda scores, at: ((scores[:, 0] - wanted[at]) ** 2).mean(),
        shape=(3, 2, 1), plan=plan,
    )  # fmt: skip
    file = tmp_path / "weights.npz"
    written(file, found, names=["one", "two"], columns=["score"], damped=0.5, centre=np.zeros(1))
    with np.load(file) as told:
        kept = Layers(
            names=tuple(told["names"].tolist()), columns=tuple(told["columns"].tolist()),
            **{name: told[name].astype(np.float32) for name in ("direct", "inner", "outer", "centre")},
        )  # fmt: skip
    traits = [["one"], ["two"], ["one", "two"]]
    vectors = [np.array([value], dtype=np.float32) for value in (1.0, 2.0, 0.0)]  # the rows hold half of them
    read = [float(kept.scores(each, vector)[0]) for each, vector in zip(traits, vectors, strict=True)]
    assert read == pytest.approx(scored(found, rows)[:, 0].tolist(), abs=5e-3)


def test_the_we_of_an_official_is_his_state(tmp_path: Path) -> None:
    told = '"We will send two frigates to Poland in June," President Emmanuel Macron said in Brest on 3 May 2024.\n'
    found = answers(tmp_path, told)
    sending = next(each for each in found.material.claims if "frigates" in each.evidence.text)
    meant = [found.material.actors_of[each.mention] for each in sending.parties if each.words == "We"]
    assert meant == [("FRA",)]
