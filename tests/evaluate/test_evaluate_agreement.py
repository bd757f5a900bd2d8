"""Agreement of two readers: full where they wrote the same, none where only chance makes them agree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asking import foedus
from foedus.evaluate.agreement import VALUES, kappa, measure

DOUBLE = Path(__file__).resolve().parents[2] / "gold" / "double"
CLAIM = {
    "doc": "a.txt", "start": 0, "end": 20, "root": "Anna Prokop", "root_org": "Ruritania", "via": ["@publisher"],
    "sort": "act", "type": "AID", "factuality": "CT+", "actors": ["RUR", "GRA"],
}  # fmt: skip


def written(folder: Path, name: str, *rows: dict[str, object]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def test_a_reading_agrees_with_itself() -> None:
    for name, table in measure(DOUBLE / "first", DOUBLE / "first", DOUBLE.parent / "articles"):
        for figure, value in table.items():
            if any(figure.endswith(end) for end in ("F1", "kappa", "root", "chain", "time", "verdict")):
                assert value == pytest.approx(1.0), f"{name}: {figure}"


def test_what_one_reader_missed_and_what_both_see_otherwise_are_told_apart(tmp_path: Path) -> None:
    other = CLAIM | {"start": 40, "end": 60}
    first = written(tmp_path / "first", "passages.dev.jsonl", CLAIM, other)
    second = written(
        tmp_path / "second", "passages.dev.jsonl", CLAIM | {"end": 18, "actors": ["RUR"], "factuality": ["PR+", "UU"]}
    )
    ((name, table),) = measure(first, second)
    assert name == "claims"
    assert table["found F1"] == pytest.approx(2 / 3)
    assert table["actors F1"] == pytest.approx(2 / 3)
    assert (table["root"], table["both"]) == (1.0, 1.0)


def test_kappa_takes_chance_away_and_weighs_distance() -> None:
    near = [("CT+", "PR+"), ("CT-", "CT-"), ("CT+", "CT+")]
    far = [("CT+", "CT-"), ("CT-", "CT-"), ("CT+", "CT+")]
    steps = {value: place for place, value in enumerate(VALUES)}
    apart = lambda a, b: float(abs(steps[a] - steps[b]))  # noqa: E731
    assert kappa(near, apart) > kappa(far, apart)
    assert kappa([]) == 0.0


def test_the_command_prints_a_table_for_each_kind() -> None:
    found = foedus(
        "eval", "agreement", DOUBLE / "first", DOUBLE / "second", "--texts", DOUBLE.parent / "articles", "--json"
    )
    assert found.code == 0
    assert set(found.json) == {"claims", "cooperation", "record", "stories"}
    assert found.json["claims"]["both"] > 500
