"""Mutants enter; each is tried in a process that is watched, and a finding leaves for each that did harm.

The bounds that are kept: processor time in proportion to the input, a wall clock for what only waits, and memory of
the process and of each that it starts. Time in the queue for a processor is not counted: a busy machine does no harm.
A process that goes beyond one is killed, and the mutant is kept.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

from faults.trials import Asked, serve

MEGABYTE = 1 << 20
MEMORY = 1000 * MEGABYTE  # resident, of the process and of each that it starts
CPU_SECONDS = 30.0  # for an input of no size; the commands of one trial together
BYTES_A_SECOND = 4096  # what is allowed beyond that: 600 words a second of processor time
WALL_SECONDS = 600.0  # for what waits without working
LIVES = 400  # inputs after which a process is replaced, so that each starts from a known memory
_LOOK, _SELDOM = 0.02, 0.25  # seconds from one look at the process to the next, at first and in the end
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Ending:
    """How one trial ended."""

    says: str
    harm: str  # what it should not have done; empty where all is well
    seconds: float  # of the processor
    memory: int  # bytes at the peak


@dataclass(frozen=True, slots=True)
class _Since:
    """The clocks as a trial began: of the wall, of the processor, and of waiting for the processor."""

    clock: float
    spent: float
    queued: float


@dataclass(slots=True)
class Watched:
    """A process that tries mutants, and is replaced when it ends."""

    memory: int = MEMORY
    cpu_seconds: float = CPU_SECONDS
    wall_seconds: float = WALL_SECONDS
    process: multiprocessing.process.BaseProcess | None = None
    pipe: multiprocessing.connection.Connection | None = field(default=None)
    tried: int = 0

    def close(self) -> None:
        """End the process and whatever it started."""
        if self.process is not None:
            for each in (*_below(self.process.pid or 0), self.process.pid or 0):
                _kill(each)
            self.process.join()
            self.process = None

    def attempt(self, asked: Asked, *, size: int) -> Ending:
        """How the trial ended, within its bounds or not."""
        self._begin()
        assert self.process is not None
        assert self.pipe is not None
        number = self.process.pid or 0
        since, peak = _Since(time.monotonic(), _seconds(number), _queued(number)), 0
        allowed = self.cpu_seconds + size / BYTES_A_SECOND
        self.pipe.send(asked)
        self.tried += 1
        harm, says, pause = "", "", _LOOK
        while not harm:
            if self.pipe.poll(pause):
                harm, says = self._answer()
                break
            pause = min(_SELDOM, pause * 1.5)
            peak = max(peak, _memory(number))
            harm = self._beyond(number, since=since, allowed=allowed, peak=peak)
        seconds = _seconds(number) - since.spent
        if harm and harm != "wrong":
            self.close()
        return Ending(says=says, harm=harm, seconds=max(0.0, seconds), memory=peak)

    def _answer(self) -> tuple[str, str]:
        assert self.pipe is not None
        assert self.process is not None
        try:
            harm, says = self.pipe.recv()
        except (EOFError, ConnectionResetError):
            self.process.join(5)
            return f"the process ended with {self.process.exitcode}", ""
        return harm, says

    def _beyond(self, number: int, *, since: _Since, allowed: float, peak: int) -> str:
        assert self.process is not None
        if peak > self.memory:
            return f"{peak // MEGABYTE} MB of memory"
        if (used := _seconds(number) - since.spent) > allowed:
            return f"{used:.0f} s of processor time, where {allowed:.0f} were allowed"
        if time.monotonic() - since.clock - (_queued(number) - since.queued) > self.wall_seconds:
            return f"no answer within {self.wall_seconds:.0f} s"
        return ""

    def _begin(self) -> None:
        if self.tried >= LIVES:
            self.close()
        if self.process is not None and self.process.is_alive():
            return
        started = multiprocessing.get_context("spawn")
        self.pipe, theirs = started.Pipe()
        self.process = started.Process(target=serve, args=(theirs,), daemon=False)
        self.process.start()
        theirs.close()
        self.tried = 0
        assert self.pipe.recv() == ("ready", "")


def _kill(number: int) -> None:
    try:
        os.kill(number, signal.SIGKILL)
    except ProcessLookupError:
        return


def _below(number: int) -> list[int]:
    """The processes that this one started."""
    found = []
    for each in Path(f"/proc/{number}/task").glob("*/children"):
        try:
            found += [int(child) for child in each.read_text("ascii").split()]
        except OSError:  # the thread ended while it was looked at
            continue
    return found


def _fields(number: int) -> list[str]:
    """The fields of a process's line in /proc, from its state on."""
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return []


def _seconds(number: int) -> float:
    """Processor time of the process, of those it started, and of those it waited for."""
    return sum(sum(map(int, fields[11:15])) / _TICK for each in (number, *_below(number)) if (fields := _fields(each)))


def _queued(number: int) -> float:
    """Seconds that the process and those it started were ready to work and had no processor: others had it."""
    waited = 0
    for each in (number, *_below(number)):
        for task in Path(f"/proc/{each}/task").glob("*/schedstat"):
            try:
                waited += int(task.read_text("ascii").split()[1])
            except (OSError, IndexError):
                continue
    return waited / 1e9


def _memory(number: int) -> int:
    """What the largest of the process and its children holds."""
    return max((int(fields[21]) * _PAGE for each in (number, *_below(number)) if (fields := _fields(each))), default=0)
