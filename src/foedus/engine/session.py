"""A name of a cluster enters; a session on it leaves, quiet and closed to the outside, or one sentence why not.

The one place that starts Spark. On this machine all that it opens is bound to the loopback; of a cluster's own
network the cluster's configuration decides. Its web page is off, and it is given no package to fetch.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import warnings
from importlib import resources
from pathlib import Path
from typing import Any

from foedus.engine.worker import THREADS
from foedus.errors import NoCluster

OLDEST_JAVA = 17
FAILURES = 4  # attempts at one task before the work around it is called off
_LOCAL = re.compile(r"local(?:\[(\*|\d+)(?:,\s*\d+)?\])?")
_ON_LOOPBACK = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
_ALWAYS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.driver.maxResultSize": "0",
}


def begun(master: str | None) -> tuple[Any, bool]:
    """A Spark session on this master, and whether it was begun here; where this process has one, that one.

    No master stands for the one that Spark was told of, else for this machine.

    Raises:
        NoCluster: Spark or Java is not installed, or the session does not start.
    """
    _require()
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
    found = _active()
    if found is not None:
        return found, False
    chosen = master or (None if _is_submitted() else "local[*]")
    local = _LOCAL.fullmatch(chosen or "")
    settings = dict(_ALWAYS)
    if local is not None:
        chosen = f"local[{local[1] or 1},{FAILURES}]"  # without the second number nothing is tried twice
        settings |= _ON_LOOPBACK | _for_workers() | _for_one_machine(local[1] or "1")
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        for name in THREADS:
            os.environ.setdefault(name, "1")
    elif chosen is not None and not re.match(r"(?:spark|k8s|local-cluster)\W|yarn$", chosen):
        raise NoCluster(f"'{chosen}' is no master: local[2], spark://HOST:PORT, k8s://HOST:PORT and yarn are")
    return _session(chosen, settings), True


def _active() -> Any:
    from pyspark.sql import SparkSession  # noqa: PLC0415  an optional extra

    return SparkSession.getActiveSession()


def _session(master: str | None, settings: dict[str, str]) -> Any:
    from pyspark.errors import PySparkException  # noqa: PLC0415  an optional extra
    from pyspark.sql import SparkSession  # noqa: PLC0415

    builder = SparkSession.builder.appName("foedus")
    builder = builder.master(master) if master else builder
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError, ValueError) as error:
        raise NoCluster(_first_line(error)) from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] == "py4j":
            raise NoCluster(_first_line(error)) from error
        raise
    session.sparkContext.setLogLevel("OFF")
    return session


def _require() -> None:
    if importlib.util.find_spec("pyspark") is None:
        raise NoCluster("PySpark is not installed: pip install 'foedus[spark]' brings it")
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if java is None or not Path(java).exists():
        raise NoCluster(f"there is no Java: install Java {OLDEST_JAVA}, or set JAVA_HOME to where it is")
    done = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603 - the user's own
    told = re.search(r'version "(\d+)', done.stderr)
    if told is None or int(told[1]) < OLDEST_JAVA:
        found = f"Java {told[1]}" if told else f"what {java} is cannot be told"
        raise NoCluster(f"Spark needs Java {OLDEST_JAVA} or later, and here is {found}: install it, or set JAVA_HOME")


def _is_submitted() -> bool:
    """Whether `spark-submit` or the user's configuration names the master."""
    return "PYSPARK_GATEWAY_PORT" in os.environ or "MASTER" in os.environ


def _for_workers() -> dict[str, str]:
    """Workers of this machine run our interpreter and find what it finds."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    path = os.pathsep.join(each for each in sys.path if each)
    return {"spark.executorEnv.PYTHONPATH": path} | {f"spark.executorEnv.{name}": "1" for name in THREADS}


def _for_one_machine(tasks: str) -> dict[str, str]:
    """Few parts of a table, code that is compiled quickly rather than well, and no log but ours."""
    file = Path(str(resources.files("foedus.engine").joinpath("log4j2.properties")))
    count = (os.cpu_count() or 1) if tasks == "*" else int(tasks)
    return {
        "spark.sql.shuffle.partitions": str(2 * count),
        "spark.driver.extraJavaOptions": f"-XX:TieredStopAtLevel=1 -Dlog4j2.configurationFile={file.as_uri()}",
    }


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    cause = next((line for line in lines if "Exception" in line and ":" in line), lines[0] if lines else "no reason")
    return f"Spark does not start: {cause.rpartition('Exception:')[2].strip() or cause}"
