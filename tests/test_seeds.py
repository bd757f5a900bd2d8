"""The two real articles that the project began with: figures on their claims, roots, damage, contradiction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foedus import Dossier
from foedus.evaluate.answers import Answers
from foedus.evaluate.claims import figures, load_gold, outcomes, place
from foedus.evaluate.materials import material_of
from foedus.terms import Factuality, Sort

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.material import Material

# A little under what the shipped reader reaches on its development claims.
FLOORS = {"found": 0.96, "root": 0.92, "chain": 0.88, "factuality": 0.92, "actors": 0.88, "type": 0.88, "time": 0.83}
HAPPENED = {Factuality.CERTAIN, Factuality.PROBABLE}
FORCE = ("ASSAULT", "MOBILIZE", "COERCE")


@pytest.fixture(scope="module")
def answers(shared: Path) -> Answers:
    return Answers(material=material_of(shared / "seeds"))


@pytest.fixture(scope="module")
def material(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Material:
    with Dossier(tmp_path_factory.mktemp("seeds") / "dossier") as dossier:
        dossier.run(shared / "seeds")
        return dossier.material()


def test_figures_stay_over_their_floors(shared: Path, answers: Answers) -> None:
    gold = load_gold(shared / "gold" / "seeds-claims.dev.jsonl")
    items = place(gold, answers.material.documents)
    assert len(items) == len(gold)
    table = figures(gold, outcomes(items, answers), answers)
    assert {name: table[name] for name, floor in FLOORS.items() if table[name] < floor} == {}
    assert table["claims_in_furniture"] == 0


def test_no_feared_or_planned_invasion_is_an_act_that_happened(answers: Answers) -> None:
    wrong = [
        claim.evidence.text
        for claim in answers.material.claims
        if claim.sort is Sort.ACT and claim.factuality in HAPPENED and (claim.kind or "").startswith(FORCE)
        if "TWN" in answers.actors(claim) or "Europe" in claim.evidence.text
    ]
    assert wrong == []


def test_roots_are_told_apart_and_joined(material: Material) -> None:
    names = [{each.name, *each.names} for each in material.roots]
    for wanted in ("RUSI report", "The Washington Post", "CNN", "Wen-Ti Sung", "The Week", "RAND"):
        assert any(wanted in each for each in names), wanted
    assert any({"RAND", "Mark Cozad"} <= each for each in names)


def test_damage_and_contradiction_are_told(shared: Path, tmp_path: Path) -> None:
    with Dossier(tmp_path / "dossier") as dossier:
        dossier.run(shared / "seeds")
        problems = dossier.problems()
    garbled = [each.span.text for each in problems if each.code == "garbled" and each.span is not None]
    assert any("Korean airspace" in each for each in garbled)
    assert any("Merger In the 1850s" in each for each in garbled)
    contradicted = [each.says for each in problems if each.code == "contradicts-itself"]
    assert any("Successful alliances" in each for each in contradicted)
