"""Steps run on Spark as on this machine: the same batches in the same order, whoever dies on the way."""

from __future__ import annotations

import pyarrow as pa
import pytest

import engine_fakes
from foedus.errors import MissingModel

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore:PySpark does not yet fully")


def batches(*groups):
    return [pa.RecordBatch.from_pydict({"word": list(group)}) for group in groups]


def words(engine, step, *groups):
    given = engine.map(step, batches(*groups), failed=engine_fakes.failed)
    return [word for batch in given for word in batch.column("word").to_pylist()]


def test_batches_come_out_in_their_order_whoever_was_quicker(spark):
    many = [*"ab", *"cdefghijklmnopqrstuvw" * 4]
    assert words(spark, engine_fakes.slow_first, *many) == [each.upper() for each in many]


def test_no_batches_are_no_work(spark):
    assert words(spark, engine_fakes.slow_first) == []


def test_a_row_that_raises_is_told_and_the_others_go_on(spark):
    assert words(spark, engine_fakes.raises_on_x, "ab", "cxd", "e") == ["A", "B", "C", "x: ValueError: no x", "D", "E"]


def test_our_own_errors_are_raised_as_they_were(spark):
    with pytest.raises(MissingModel) as raised:
        words(spark, engine_fakes.lacks_a_model, "ab")
    assert str(raised.value) == str(MissingModel("gone"))


def test_a_row_that_ends_its_worker_again_and_again_is_told_and_the_others_go_on(spark):
    assert words(spark, engine_fakes.dies_on_x, "ab", "cx", "e") == [*"ABC", "x: it ended", "E"]


def test_a_worker_that_is_killed_once_changes_nothing(spark, tmp_path):
    step = engine_fakes.KilledOnce(str(tmp_path / "killed"))
    assert words(spark, step, *"abcdefgh") == [*"ABCDEFGH"]
    assert (tmp_path / "killed").exists()
    assert not spark._here._pool, "Spark itself did the task again"
