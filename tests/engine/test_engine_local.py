"""Steps run wherever there is room; what comes out, and in which order, does not depend on it."""

from __future__ import annotations

import pyarrow as pa
import pytest

import engine_fakes
from foedus.engine import LocalEngine, once
from foedus.errors import MissingModel, WorkersDie


def batches(*groups):
    return [pa.RecordBatch.from_pydict({"word": list(group)}) for group in groups]


def words(engine, step, *groups):
    given = engine.map(step, batches(*groups), failed=engine_fakes.failed)
    return [word for batch in given for word in batch.column("word").to_pylist()]


@pytest.fixture(params=[1, 2], scope="module")
def engine(request):
    made = LocalEngine(workers=request.param)
    yield made
    made.close()


def test_batches_come_out_in_their_order_whoever_was_quicker(engine):
    assert words(engine, engine_fakes.slow_first, "ab", "c", "def", "g") == list("ABCDEFG")


def test_no_batches_are_no_work(engine):
    assert words(engine, engine_fakes.slow_first) == []


def test_a_row_that_raises_is_told_and_the_others_go_on(engine):
    assert words(engine, engine_fakes.raises_on_x, "ab", "cxd", "e") == ["A", "B", "C", "x: ValueError: no x", "D", "E"]


def test_our_own_errors_are_raised_as_they_were(engine):
    with pytest.raises(MissingModel) as raised:
        words(engine, engine_fakes.lacks_a_model, "ab")
    assert str(raised.value) == str(MissingModel("gone"))


def test_a_consumer_may_stop_before_the_end(engine):
    given = engine.map(engine_fakes.slow_first, batches("a", "b", "c", "d", "e", "f"), failed=engine_fakes.failed)
    assert next(iter(given)).column("word").to_pylist() == ["A"]
    given.close()
    assert words(engine, engine_fakes.slow_first, "xy") == ["X", "Y"]


def test_a_row_that_ends_the_process_is_told_and_the_others_go_on():
    engine = LocalEngine(workers=2)
    try:
        assert words(engine, engine_fakes.dies_on_x, "ab", "cx", "e") == [*"ABC", "x: it ended", "E"]
    finally:
        engine.close()


def test_processes_that_end_again_and_again_are_an_error_not_a_wait(monkeypatch):
    monkeypatch.setattr("foedus.engine.local._DEATHS", 1)
    engine = LocalEngine(workers=2)
    try:
        with pytest.raises(WorkersDie, match="use one worker"):
            words(engine, engine_fakes.dies_on_x, "x", "x", "x")
    finally:
        engine.close()


def test_what_is_needed_for_many_rows_is_made_once_in_a_process():
    assert once(engine_fakes.thing) is once(engine_fakes.thing)
    engine = LocalEngine(workers=2)
    try:
        made = words(engine, engine_fakes.names_its_thing, *"abcdefgh")
    finally:
        engine.close()
    assert len(set(made)) <= 2
