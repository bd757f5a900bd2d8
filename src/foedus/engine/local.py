"""Steps and batches enter; batches leave, made in this process or by a pool of processes on this machine.

One worker is this process. Several are fresh processes with one thread each, at most two batches each in flight. A
worker that dies takes its batch down; the batch is halved until the one row that kills stands alone, and that row
becomes what `failed` says of it.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing import get_context
from typing import TYPE_CHECKING

from foedus.engine.worker import Answer, Raised, begin, perform, perform_here, received, settled
from foedus.errors import WorkersDie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    from foedus.engine import Failed, Step

_AHEAD = 2  # batches in flight for each worker: enough to keep it busy, few enough to bound memory
_DEATHS = 40  # more than this is no fault of single documents

DIED = "the process that read it ended"


@dataclass(slots=True)
class _Flying:
    """A batch and the answer that is to come."""

    batch: pa.RecordBatch
    answer: Future[Answer | Raised]


@dataclass(slots=True)
class LocalEngine:
    """This machine: one process, or several that stay until `close`."""

    workers: int = 1
    _pool: ProcessPoolExecutor | None = field(default=None, init=False)
    _deaths: int = field(default=0, init=False)

    def close(self) -> None:
        """End the worker processes; what was not begun is not begun any more."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def map(self, step: Step, batches: Iterable[pa.RecordBatch], *, failed: Failed) -> Iterator[pa.RecordBatch]:
        """Yield what the step makes of the batches, in their order, whatever the number of workers.

        Raises:
            FoedusError: what the step raised of ours: a machine that lacks something, never a matter of one row.
            WorkersDie: worker processes end again and again.
        """
        if self.workers <= 1:
            for batch in batches:
                yield from settled(perform_here(step, batch), batch, failed)
        else:
            yield from self._map_apart(step, batches, failed)

    def _map_apart(self, step: Step, batches: Iterable[pa.RecordBatch], failed: Failed) -> Iterator[pa.RecordBatch]:
        waiting = iter(batches)
        flight: deque[_Flying] = deque()
        try:
            while self._launch(step, waiting, flight) or flight:
                try:
                    answer = received(flight[0].answer.result())
                    batch = flight.popleft().batch
                    yield from settled(answer, batch, failed)
                except BrokenProcessPool:
                    self.close()
                    # Any of those in flight may be to blame: each goes alone before the others go on.
                    while flight:
                        yield from self._alone(step, flight.popleft().batch, failed)
        finally:
            for each in flight:
                each.answer.cancel()

    def _launch(self, step: Step, waiting: Iterator[pa.RecordBatch], flight: deque[_Flying]) -> bool:
        """Whether a batch is under way that was not before; as many are as the workers need."""
        launched = False
        while len(flight) < _AHEAD * self.workers:
            batch = next(waiting, None)
            if batch is None:
                break
            flight.append(_Flying(batch, self._sent(step, batch)))
            launched = True
        return launched

    def _sent(self, step: Step, batch: pa.RecordBatch) -> Future[Answer | Raised]:
        """The answer to come; it is a broken pool's where the pool broke meanwhile."""
        if self._pool is None:
            self._pool = _pool(self.workers)
        try:
            return self._pool.submit(perform, step, batch)
        except BrokenProcessPool as error:
            future: Future[Answer | Raised] = Future()
            future.set_exception(error)
            return future

    def _alone(self, step: Step, batch: pa.RecordBatch, failed: Failed) -> Iterator[pa.RecordBatch]:
        """Yield the batch's answer from a process of its own, halved as often as that process dies."""
        try:
            with _pool(1) as pool:
                answer = received(pool.submit(perform, step, batch).result())
        except BrokenProcessPool:
            self._deaths += 1
            if self._deaths > _DEATHS:
                raise WorkersDie(self._deaths) from None
            if batch.num_rows <= 1:
                yield failed(batch, DIED)
                return
            half = batch.num_rows // 2
            parts = (self._alone(step, each, failed) for each in (batch.slice(0, half), batch.slice(half)))
            yield from chain.from_iterable(parts)
        else:
            yield from settled(answer, batch, failed)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=begin)
