"""Runs of a dossier in processes that are meant to die: at an instant of chance, or before a write of choice."""

from __future__ import annotations

import multiprocessing
import os
import pathlib
import resource
import signal
import sqlite3
import sys
from contextlib import contextmanager
from datetime import UTC, datetime

import dossier_fakes
from foedus.dossier import Dossier
from foedus.errors import CannotWrite, DossierError
from foedus.store import catalogue, ledgers, segments

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["foedus.dossier", "foedus.show.commands.serve"])  # the slow part of a start

_WRITES = (
    "BEGIN",
    "COMMIT",
    "INSERT OR IGNORE INTO segments",
    "DELETE FROM segments",
    "INSERT OR REPLACE INTO finished",
)


def run(folder, source, log, workers=1):
    """The whole method; each piece told as done is a line of the log."""
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(verb, done, total, note):
        os.write(handle, f"{verb}\t{note}\n".encode())

    with Dossier(folder, method=dossier_fakes.METHOD, workers=workers) as dossier:
        dossier.run(source, progress=tell)
    os.close(handle)


def run_to(point, folder, source, log):
    """The whole method, up to the write of that number, before which the process ends."""
    left = [point]

    def count():
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    _count_writes(count)
    run(folder, source, log)


def count_writes(folder, source, log, told):
    """Tell how many writes the whole method makes."""
    number = [0]

    def count():
        number[0] += 1

    _count_writes(count)
    run(folder, source, log)
    told.put(number[0])


def _count_writes(count):
    force, rename, connect = os.fsync, pathlib.Path.replace, catalogue.connect

    def counted_force(handle):
        count()
        force(handle)

    def counted_rename(path, other):
        count()
        return rename(path, other)

    def counted_connect(folder, *, writable):
        connection = connect(folder, writable=writable)
        connection.set_trace_callback(lambda statement: count() if statement.startswith(_WRITES) else None)
        return connection

    segments.os.fsync = counted_force
    pathlib.Path.replace = counted_rename
    catalogue.connect = counted_connect


def read_as_a_guest(folder, source, told):
    """Tell what someone who may only read finds in the dossier, and is told on writing it."""
    import foedus.store.questions  # noqa: F401 - DuckDB; a guest may not read where Python is installed

    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    with Dossier(folder, method=dossier_fakes.METHOD) as dossier:
        counted = dossier.question("SELECT count(*) AS n FROM claims").to_pylist()[0]["n"]
        claims = len(dossier.material().claims)
        assert dossier.search("graustark")
        try:
            dossier.run(source)
        except CannotWrite as error:
            told.put((claims, counted, str(error)))


def run_on_a_full_disk(room, folder, source, log, workers=1):
    """The whole method where no file may grow beyond so many bytes; 3 is what a full disk ends it with."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    _ended_as_told(folder, source, log, workers)


def run_as_a_guest(folder, source, log, workers=1):
    """The whole method by someone who may only read; 3 is what that ends it with."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    _ended_as_told(folder, source, os.devnull, workers)


def run_while_the_clock_runs_back(folder, source, log, workers=1):
    """The whole method while every look at the clock shows an earlier year than the one before."""

    class Back:
        years = iter(range(9000, 1900, -1))
        fromisoformat = datetime.fromisoformat

        @classmethod
        def now(cls, _zone=None, **_more):
            return datetime(next(cls.years), 1, 1, tzinfo=UTC)

    ledgers.datetime = Back
    run(folder, source, log, workers)


def _ended_as_told(folder, source, log, workers):
    try:
        run(folder, source, log, workers)
    except DossierError as error:
        sys.exit(3 if str(error).endswith((".", "kept.")) else 1)


@contextmanager
def closed_to_writing(folder):
    """The folder and all in it may only be read meanwhile."""
    every = [folder, *folder.rglob("*")] if folder.exists() else []
    before = {each: each.stat().st_mode for each in every}
    for each in reversed(every):
        each.chmod(before[each] & 0o555)
    try:
        yield
    finally:
        for each in every:
            each.chmod(before[each])


# What befalls a run, and how often of a hundred times.
FAULTS = {"killed": 70, "full disk": 14, "read-only": 6, "clock back and killed": 10}


def disturbed(chance, folder, source, log, *, lasts, workers=1):
    """One run to which something happens: what, and the exit code it ended with."""
    fault = chance.choices([*FAULTS], weights=[*FAULTS.values()])[0]
    if fault == "full disk":
        started = process(run_on_a_full_disk, chance.randrange(8, 300) * 1024, folder, source, log, workers)
        started.join()
        return fault, started.exitcode
    if fault == "read-only":
        with closed_to_writing(folder):
            started = process(run_as_a_guest, folder, source, log, workers)
            started.join()
        return fault, started.exitcode
    target = run if fault == "killed" else run_while_the_clock_runs_back
    started = process(target, folder, source, log, workers)
    started.join(chance.uniform(0, lasts))
    if started.is_alive():
        started.kill()
    started.join()
    return fault, started.exitcode


def process(target, *arguments):
    started = processes.Process(target=target, args=arguments)
    started.start()
    return started


def finished(folder):
    """What the catalogue on disk holds as finished, with no code of ours in between."""
    if not (folder / catalogue.FILE).exists():
        return set()
    connection = sqlite3.connect(folder / catalogue.FILE)
    try:
        return set(connection.execute("SELECT verb, unit FROM finished").fetchall())
    except sqlite3.OperationalError:  # killed before its first table
        return set()
    finally:
        connection.close()


def acknowledged(log):
    """The last unit of each piece that was told as done."""
    if not log.exists():
        return set()
    lines = log.read_text("utf-8").splitlines()
    return {tuple(line.split("\t")) for line in lines if line.count("\t") == 1}


def dump_of(folder):
    with Dossier(folder, create=False, method=dossier_fakes.METHOD) as dossier:
        return dossier.dump()


def segments_in(folder):
    """Every file under `segments`, by its place, with its bytes."""
    root = folder / "segments"
    return {each.relative_to(root).as_posix(): each.read_bytes() for each in root.rglob("*") if each.is_file()}
