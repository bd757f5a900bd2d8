"""Speed is held where a test can hold it: as a ratio to a library's part of the same work, on the same machine."""

from __future__ import annotations

import json

from benchmarks import small


def test_no_ratio_fell_by_over_a_tenth():
    fallen = small.fallen(tries=4, rounds=3)
    assert fallen == {}, "measure again on a quiet machine: python -m benchmarks.small --write"


def test_a_ratio_that_fell_is_seen(monkeypatch, tmp_path):
    record = tmp_path / "small.json"
    record.write_text(json.dumps({"a": 1.0, "b": 1.0}), "utf-8")
    monkeypatch.setattr(small, "RECORD", record)
    told = iter([{"a": 0.89, "b": 0.95}, {"a": 0.85, "b": 0.2}])
    monkeypatch.setattr(small, "ratios", lambda _: next(told))
    assert small.fallen(tries=2, rounds=1) == {"a": (0.89, 1.0)}
    told = iter([{"a": 0.89, "b": 0.95}, {"a": 0.91, "b": 0.2}])
    assert small.fallen(tries=2, rounds=1) == {}
