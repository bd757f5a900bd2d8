"""Actor strings are coded as well as the figures say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.evaluate.actors import figures

STRINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "actors" / "actor-codes.dev.jsonl"


def test_a_case_counts_only_what_it_asserts(tmp_path: Path) -> None:
    rows = [
        {"call": "agent", "args": ["'Chinese troops'"], "kwargs": {}, "expect": ["code['country'] == 'CHN'"]},
        {"call": "agent", "args": ["'Chinese troops near'"], "kwargs": {}, "expect": ["code['code_1'] == 'GOV'"]},
        {"call": "agent", "args": ["'kittens'"], "kwargs": {}, "expect": ["code is None"]},
        {"call": "query_wiki", "args": ["'China'"], "kwargs": {}, "expect": ["wiki['title'] == 'China'"]},
    ]
    file = tmp_path / "strings.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    found = figures(file)
    assert found["strings"] == 3
    assert found["country"] == 1.0
    assert found["no_country"] == 1.0
    assert found["sector"] == 0.5
    assert [row["given"] for row in found["wrong"]] == [["CHN", "MIL"]]


@pytest.mark.skipif(not STRINGS.exists(), reason="the shared actor strings are not beside this repository")
def test_figures_on_the_shared_strings() -> None:
    found = figures(STRINGS)
    assert found["country"] >= 0.96
    assert found["sector"] >= 0.88
    assert found["no_country"] >= 0.95
