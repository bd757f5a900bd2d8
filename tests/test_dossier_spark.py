"""A dossier made on Spark is the one made without: the same bytes, whoever dies on the way, and nothing goes out."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import dossier_kills
import wire
from asking import foedus
from conftest import ROOT
from foedus.dossier import Dossier
from foedus.engine.spark import SparkEngine
from foedus.errors import NothingToGather
from foedus.pipeline.verbs import METHOD
from foedus.read import read
from foedus.store import TABLES
from foedus.store.rows import from_table

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore:PySpark does not yet fully")
NUMBER = int(os.environ.get("FOEDUS_SPARK_DOCUMENTS", "128"))  # beside twelve articles of the demo corpus


@dataclass(frozen=True)
class KilledOnce:
    """Reads; the first worker that comes to this document is killed in the middle of its task."""

    mark: str
    words: str

    def __call__(self, document, reader):
        if self.words in document.text and not Path(self.mark).exists():
            Path(self.mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield from read(document, reader)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = wire.write(tmp_path_factory.mktemp("wire") / "papers", number=NUMBER)
    shutil.copytree(ROOT / "examples" / "demo" / "articles", folder / "demo")
    return folder


def test_a_run_with_a_worker_killed_in_it_leaves_the_same_bytes(spark, source, tmp_path):
    with Dossier(tmp_path / "here") as dossier:
        dossier.run(source)
        expected = dossier.dump()
        assert len(dossier.claims()) > 250, "enough that claims meet by blocks"
        assert dossier.copies()
        assert dossier.propositions()
    killing = KilledOnce(str(tmp_path / "killed"), "Report" if NUMBER == 0 else "helicopters to")
    with Dossier(tmp_path / "there", method=replace(METHOD, read=killing)).on(spark) as dossier:
        dossier.run(source)
        assert dossier.dump() == expected
    assert (tmp_path / "killed").exists(), "a worker died"
    assert spark._here._pool is None, "and Spark did its task again"
    assert dossier_kills.segments_in(tmp_path / "there") == dossier_kills.segments_in(tmp_path / "here")


def test_the_command_says_and_leaves_the_same_from_an_address(spark, tmp_path):
    few = wire.write(tmp_path / "few", number=3)
    here = foedus("run", few, "--dossier", tmp_path / "here")
    tables = tmp_path / "tables"
    asked = ("--engine", "spark", "--tables", tables.as_uri())
    there = foedus("run", few.as_uri(), "--dossier", tmp_path / "there", *asked)
    assert here.code == there.code == 1, "the broken file and the empty one are faults"
    assert there.out == here.out
    assert dossier_kills.dump_of(tmp_path / "there") == dossier_kills.dump_of(tmp_path / "here")
    again = foedus("run", few.as_uri(), "--dossier", tmp_path / "there", "--engine", "spark")
    assert "nothing new (3 finished before)" in again.out
    with Dossier(tmp_path / "here") as dossier:
        for name, record in TABLES.items():
            rows = from_table(pq.read_table(tables / name), record)
            held = [*dossier._store.scan(name)] if name not in {"judgements", "problems"} else getattr(dossier, name)()
            assert sorted(rows, key=lambda each: each.id) == sorted(held, key=lambda each: each.id), name


def test_what_is_not_there_is_told(spark, tmp_path):
    with Dossier(tmp_path / "dossier").on(spark) as dossier, pytest.raises(NothingToGather, match="nothing at file:"):
        dossier.gather((tmp_path / "nowhere").as_uri())


def test_nothing_but_this_machine_was_asked_or_opened_to(spark, loopback, tmp_path):
    refused = Path(loopback["FOEDUS_LOOPBACK_LOG"])
    assert not refused.exists() or refused.read_text() == ""
    reaching = "import socket; socket.create_connection(('192.0.2.1', 9), 1)"
    log = tmp_path / "log"
    held = {**os.environ, **loopback, "FOEDUS_LOOPBACK_LOG": str(log)}
    done = subprocess.run([sys.executable, "-c", reaching], env=held, capture_output=True, text=True, check=False)
    assert "unreachable" in done.stderr, "the guard is no guard"
    assert log.read_text() == "connect 192.0.2.1\n"


def test_a_machine_without_java_or_pyspark_is_told_so(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    if shutil.which("java") is not None:
        without = foedus("run", ROOT / "README.md", "--dossier", tmp_path / "one", "--engine", "spark")
        assert (without.code, without.out) == (2, "")
        assert without.err.count("\n") == 1
        assert "Java" in without.err
    monkeypatch.setattr("foedus.engine.session.importlib.util.find_spec", lambda _: None)
    without = foedus("run", ROOT / "README.md", "--dossier", tmp_path / "one", "--engine", "spark")
    assert (without.code, without.out) == (2, "")
    assert "pip install 'foedus[spark]'" in without.err
    assert not (tmp_path / "one").exists(), "nothing is begun"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--master", "local[2]"), "need --engine spark"),
        (("--tables", "file:///x"), "need --engine spark"),
        (("--engine", "ray"), "not one of"),
    ],
)
def test_asked_wrongly(tmp_path, words, says):
    told = foedus("run", ROOT / "README.md", "--dossier", tmp_path / "dossier", *words)
    assert told.code == 2
    assert says in told.err


def test_an_address_needs_an_engine_that_fetches(tmp_path):
    told = foedus("run", "s3a://bucket/papers", "--dossier", tmp_path / "dossier")
    assert told.code == 2
    assert "--engine spark" in told.err


def test_a_master_that_is_none_is_told(monkeypatch):
    monkeypatch.setattr("foedus.engine.session._require", lambda: None)
    monkeypatch.setattr("foedus.engine.session._active", lambda: None)
    from foedus.errors import NoCluster

    with pytest.raises(NoCluster, match="no master"):
        SparkEngine(master="everywhere").session  # noqa: B018
