"""Speed is held where a test can hold it: as a ratio to a library's part of the same work, on the same machine."""

from __future__ import annotations

import json

from benchmarks import simulated, small
from benchmarks.dictionary import Coder, Event
from benchmarks.sparing import gates
from foedus.encoder import Encoder
from foedus.knowledge.world import load_world
from foedus.records import Document


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


def test_the_simulation_still_runs_what_the_verbs_run(monkeypatch, capsys):
    for asked in (["400", "--wire", "100"], ["400", "--wire", "0", "--dyad", "0"]):
        monkeypatch.setattr("sys.argv", ["simulated", *asked])
        simulated.main()
        told = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert 0 < told["propositions"] < told["claims"] == 3200
        assert told["copies"] > 20


def test_a_dictionary_coder_finds_who_did_what_to_whom():
    analysis = Encoder.load().analyse("China condemned Japan on Monday. Russia’s army attacked Ukraine. It rained.")
    assert Coder().events(analysis) == [Event("CHN", "ACCUSE.disapprove", "JPN"), Event("RUSMIL", "ASSAULT", "UKR")]


def test_gates_open_where_somebody_may_be_a_party():
    text = "China sold tanks to Russia. They were old. The Strelsau Works made none. Rain fell."
    found = [*gates(load_world(), Document(id="d", text=text))]
    assert [text[start:end].split(maxsplit=1)[0] for start, end, _ in found] == ["China", "They", "The", "Rain"]
    assert [opened for _, _, opened in found] == [(True,) * 3, (False, True, True), (False, True, True), (False,) * 3]
