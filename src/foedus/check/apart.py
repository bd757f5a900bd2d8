"""R's .rda files: one enters, its table leaves column by column, parsed in a process of its own that can be killed.

The process has bounds on memory and time, writes no file and starts nothing. What it prints is the answer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import msgspec

import foedus
from foedus.check.serialised import Strange, tables

try:
    import resource
except ImportError:  # Windows has no such bounds; time is kept by the asking process
    resource = None  # type: ignore[assignment]

SECONDS = 120  # the largest tables took three
MEMORY = 1 << 30
_ADDRESSES = 4 << 30


def r_table(file: Path) -> dict[str, list[Any]] | str:
    """The one table that the file holds, or why it cannot be had."""
    source = str(Path(foedus.__file__).parents[1])
    search = os.pathsep.join([source, os.environ.get("PYTHONPATH", "")]).strip(os.pathsep)
    try:
        done = subprocess.run(  # noqa: S603  (our own module, run by our own interpreter)
            [sys.executable, "-P", "-B", "-m", "foedus.check.apart", str(file.absolute())],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": search, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
    except subprocess.TimeoutExpired:
        return f"reading it took longer than {SECONDS} seconds"
    try:
        return msgspec.msgpack.decode(done.stdout, type=dict[str, list[Any]] | str)
    except msgspec.DecodeError:
        return "reading it took too much memory, or ended R's parser"


def _table(file: Path) -> dict[str, list[Any]] | str:
    """The columns by name, or a reason; runs in the process of its own."""
    try:
        read = tables(file.read_bytes())
    except OSError as error:
        return f"it cannot be opened ({error})"
    except Strange:  # another of R's formats, or a broken one: the slow parser tells which
        return _by_general_parser(file)
    if len(read) != 1:
        return f"it holds {len(read)} tables where one is expected"
    return {name: [_plain(value) for value in column] for name, column in read[0].items()}


def _by_general_parser(file: Path) -> dict[str, list[Any]] | str:
    import rdata  # noqa: PLC0415  (dear to import, and wanted by this process only)

    warnings.simplefilter("ignore")  # of R classes that carry no values
    try:
        found = rdata.read_rda(file)
        frames = [frame for frame in found.values() if hasattr(frame, "columns")]
    except Exception as error:  # noqa: BLE001  (the engine's unit of work: whatever a stranger's file sets off)
        told = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
        return f"R's format in it cannot be read ({told})"
    if len(frames) != 1:
        return f"it holds {len(frames)} tables where one is expected"
    names = [str(name) for name in frames[0].columns]
    return {name: [_plain(value) for value in frames[0].iloc[:, place].tolist()] for place, name in enumerate(names)}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (bool, int)):
        return str(value)
    return float(value) if isinstance(value, float) else str(value)


def _main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the parser prints goes nowhere near the answer
    if resource is not None:
        bounds = (
            (resource.RLIMIT_AS, _ADDRESSES),
            (resource.RLIMIT_DATA, MEMORY),
            (resource.RLIMIT_CPU, SECONDS),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
        )
        for limit, value in bounds:
            _, hard = resource.getrlimit(limit)
            resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    answers.write(msgspec.msgpack.encode(_table(Path(sys.argv[1]))))
    answers.flush()


if __name__ == "__main__":
    _main()
