"""What every test may need: the data folder beside the repository, and reasons to skip where something is absent."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.engine.spark import SparkEngine

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def absent(what: str) -> None:
    """Skip for want of something a fresh machine need not have; fail where nothing may be skipped."""
    if os.environ.get("FOEDUS_NOTHING_SKIPPED") and "beside the repository" not in what:
        pytest.fail(f"nothing may be skipped here, but {what}")
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data beside the repository."""
    if not SHARED.is_dir():
        absent("there is no shared data folder beside the repository")
    return SHARED


@pytest.fixture(scope="session")
def loopback(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which a process and its children reach this machine alone, and write down what they tried."""
    compiler = shutil.which("cc")
    if compiler is None:
        absent("there is no C compiler")
    folder = tmp_path_factory.mktemp("loopback")
    source = Path(__file__).parent / "engine" / "loopback.c"
    built = folder / "loopback.so"
    subprocess.run([str(compiler), "-shared", "-fPIC", "-O1", "-o", built, source, "-ldl"], check=True)
    return {"LD_PRELOAD": str(built), "FOEDUS_LOOPBACK_LOG": str(folder / "refused.log")}


@pytest.fixture(scope="session")
def spark(loopback: dict[str, str]) -> Iterator[SparkEngine]:
    """Spark on this machine with two workers, which can reach nothing but this machine."""
    if importlib.util.find_spec("pyspark") is None:
        absent("PySpark is not installed")
    if shutil.which("java") is None:
        absent("Java is not installed")
    from foedus.engine.spark import SparkEngine

    engine = SparkEngine(master="local[2]")
    with mock.patch.dict(os.environ, loopback):
        engine.session  # noqa: B018 - begun here, so that Java and the workers are held to it
    yield engine
    engine.close()
