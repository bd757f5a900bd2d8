"""A step and a batch enter a process; the batches that the step makes of it leave, or the reason why not.

The one place where any exception is caught: here a row's failure becomes words, and the rest goes on. Our own errors
pass: they tell of a machine or a caller, not of a row.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

import pyarrow as pa

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.engine import Failed, Step

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TOKENIZERS_PARALLELISM")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that the step could not do, by its place in the batch, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Raised:
    """An error of ours on its way to the process that asked; such errors do not survive pickling."""

    kind: type[FoedusError]
    says: str


Answer = list["pa.RecordBatch | Refusal"]


def begin() -> None:
    """Make this process a worker: one thread, deaf to the keyboard, ending with the process that began it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with_one_thread()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def with_one_thread() -> None:
    """Let this process compute in one thread from now on; others like it work beside it."""
    for name in THREADS:
        os.environ.setdefault(name, "1")
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)


def perform(step: Step, batch: pa.RecordBatch) -> Answer | Raised:
    """What the step makes of the batch, in a worker."""
    try:
        return perform_here(step, batch)
    except FoedusError as error:
        return Raised(type(error), str(error))


def received(answer: Answer | Raised) -> Answer:
    """The answer of a worker; an error of ours is raised here as it was there."""
    if isinstance(answer, Raised):
        error = answer.kind.__new__(answer.kind)
        error.args = (answer.says,)
        raise error
    return answer


def settled(answer: Answer, batch: pa.RecordBatch, failed: Failed) -> Iterator[pa.RecordBatch]:
    """Yield the answer's batches, with what `failed` says in the place of each row that was refused."""
    for each in answer:
        yield failed(batch.slice(each.row, 1), each.reason) if isinstance(each, Refusal) else each


def perform_here(step: Step, batch: pa.RecordBatch) -> Answer:
    """What the step makes of the batch; where it raises, of each of its rows alone."""
    try:
        return [*step(iter([batch]))]
    except FoedusError:
        raise
    except Exception as error:  # noqa: BLE001 - the border of a unit of work
        if batch.num_rows == 1:
            return [Refusal(0, _told(error))]
    return [part for row in range(batch.num_rows) for part in _perform_row(step, batch, row)]


def _perform_row(step: Step, batch: pa.RecordBatch, row: int) -> Answer:
    return [Refusal(row, each.reason) if isinstance(each, Refusal) else each
            for each in perform_here(step, batch.slice(row, 1))]  # fmt: skip


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _end_with_parent() -> None:
    """Wait for the parent to end, and end too: nobody would collect the work."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
