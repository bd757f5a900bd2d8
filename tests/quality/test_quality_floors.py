"""Reading may not sink under its floors, and the gate that keeps them does what it says."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from foedus.evaluate.claims import load_gold
from quality import gate

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def reading() -> gate.Reading:
    return gate.measure()


def test_the_floors_belong_to_this_gold() -> None:
    assert gate.load_floors().gold == gate.digest(), "gold has changed: python tests/quality/gate.py --update"


@pytest.mark.parametrize("name", gate.FLOORED)
def test_no_figure_sinks_under_its_floor(reading: gate.Reading, name: str) -> None:
    floor = gate.load_floors().floors[name]
    assert reading.figures[name] >= floor - gate.TOLERANCE, gate.report(
        reading, gate.load_floors(), json.loads(gate.ITEMS.read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize("name", gate.CEILED)
def test_no_figure_rises_over_its_ceiling(reading: gate.Reading, name: str) -> None:
    assert reading.figures[name] <= gate.load_floors().ceilings[name] + gate.TOLERANCE


def test_every_gold_item_is_measured(reading: gate.Reading) -> None:
    assert len(reading.items) == len(load_gold(gate.GOLD / "claims.dev.jsonl"))


FIGURES = dict.fromkeys(gate.FLOORED, 0.6) | dict.fromkeys(gate.CEILED, 0.0)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gate over files of its own, with figures that the test sets."""
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(gate, "ITEMS", tmp_path / "items.json")
    monkeypatch.setattr(gate, "load_floors", lambda: gate.Floors(**json.loads((tmp_path / "floors.json").read_text())))
    return tmp_path


def run(
    monkeypatch: pytest.MonkeyPatch,
    *words: str,
    items: dict[str, str] | None = None,
    to: dict[str, float] | None = None,
) -> str:
    reading = gate.Reading(figures=FIGURES | (to or {}), items=items or {"a.txt: x": "found root"})
    monkeypatch.setattr(gate, "measure", lambda: reading)
    outcome = CliRunner().invoke(gate.main, list(words))
    return f"{outcome.exit_code} {outcome.output}"


def test_a_floor_is_not_lowered_quietly(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "--update")
    assert run(monkeypatch, "--update", to={"root": 0.5}).startswith("1 ")
    assert gate.load_floors().floors["root"] == 0.6
    assert run(monkeypatch, "--update", "--allow-regression", to={"root": 0.5}).startswith("0 ")
    assert gate.load_floors().floors["root"] == 0.5


def test_a_ceiling_is_not_raised_quietly(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "--update")
    assert run(monkeypatch, "--update", to={"claims_in_furniture": 2.0}).startswith("1 ")


def test_an_update_raises_floors_and_keeps_its_margin(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "--update")
    assert run(monkeypatch, "--update", "--margin", "0.03", to=dict.fromkeys(gate.FLOORED, 0.8)).startswith("0 ")
    assert gate.load_floors().floors["found"] == 0.77


def test_the_tolerance_is_no_more_than_it_says(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "--update")
    assert run(monkeypatch, to={"sort": 0.5955}).startswith("0 ")
    assert run(monkeypatch, to={"sort": 0.594}).startswith("1 ")


def test_the_items_that_fell_are_named(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "--update", items={"a.txt: x": "found root", "b.txt: y": "found"})
    said = run(monkeypatch, items={"a.txt: x": "found", "b.txt: y": "found sort"})
    assert "root: a.txt: x" in said
    assert "b.txt" not in said


def test_the_digest_follows_every_file_of_the_gold(tmp_path: Path) -> None:
    shutil.copytree(gate.GOLD, tmp_path / "gold")
    assert gate.digest(tmp_path / "gold") == gate.digest()
    for file in (next((tmp_path / "gold" / "articles").glob("*.txt")), tmp_path / "gold" / "claims.dev.jsonl"):
        before = gate.digest(tmp_path / "gold")
        file.write_bytes(file.read_bytes() + b"\n")
        assert gate.digest(tmp_path / "gold") != before
