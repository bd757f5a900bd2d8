"""Steps and batches enter; batches leave, made by the Python workers of a Spark cluster, and tables joined by its SQL.

Batches go out in waves, two at a time, and come back in their order. A worker that dies is Spark's to replace: it does
the task again. Where the task ends its workers again and again, the wave is done by processes of this machine, which
find the row that is to blame. A frame is one of Spark's own; only this room looks inside one.
"""

from __future__ import annotations

import re
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from foedus.engine.local import LocalEngine
from foedus.engine.parcels import PARCEL, Forwarded, alone, opened, parcel, raised_in
from foedus.engine.session import begun
from foedus.errors import ClusterFailed, NothingToGather

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from foedus.engine import Failed, Step

Frame = Any

_IN_TASK = 8  # batches: enough to outweigh a task's own cost
_WAVES = 2  # in flight: the cluster has work while the last answers are kept
_ROWS = 4096  # of a table in one part of a frame
_ENDED = re.compile(r"Python worker (?:exited|process)|crashed unexpectedly|ExecutorLost|executor .{0,80} exited")


@dataclass(slots=True)
class SparkEngine:
    """A Spark cluster, or as many processes of this machine as `local[N]` says; begun when first needed."""

    master: str | None = None
    _session: Any = field(default=None, init=False)
    _ours: bool = field(default=False, init=False)
    _here: LocalEngine = field(default_factory=lambda: LocalEngine(workers=2), init=False)

    @property
    def session(self) -> Any:
        """The Spark session.

        Raises:
            NoCluster: Spark or Java is not installed, or the session does not start.
        """
        if self._session is None:
            self._session, self._ours = begun(self.master)
        return self._session

    @property
    def tasks(self) -> int:
        """How many tasks run side by side."""
        return int(self.session.sparkContext.defaultParallelism)

    def close(self) -> None:
        """End what was begun here; a session that the process had before goes on."""
        self._here.close()
        if self._session is not None and self._ours:
            self._session.stop()
        self._session = None

    # ---- one row at a time

    def map(self, step: Step, batches: Iterable[pa.RecordBatch], *, failed: Failed) -> Iterator[pa.RecordBatch]:
        """Yield what the step makes of the batches, in their order, whatever the number of workers.

        Raises:
            FoedusError: what the step raised of ours: a machine that lacks something, never a matter of one row.
            ClusterFailed: the cluster gave up for a reason of its own.
        """
        waiting = iter(batches)
        size = _IN_TASK * self.tasks
        flight: deque[tuple[list[pa.RecordBatch], Future[pa.Table]]] = deque()
        with ThreadPoolExecutor(_WAVES) as threads:
            try:
                while True:
                    while len(flight) < _WAVES and (wave := [*islice(waiting, size)]):
                        frame = _mapped(self._parcels(wave), Forwarded(step, failed), PARCEL)
                        flight.append((wave, threads.submit(frame.toArrow)))
                    if not flight:
                        return
                    wave, answer = flight.popleft()
                    yield from self._answered(step, wave, answer=answer, failed=failed)
            finally:
                if flight:
                    self.session.sparkContext.cancelAllJobs()

    def _answered(
        self, step: Step, wave: Sequence[pa.RecordBatch], *, answer: Future[pa.Table], failed: Failed
    ) -> Iterator[pa.RecordBatch]:
        """Yield the wave's answer; where it ended its workers, that of processes of this machine."""
        try:
            table = answer.result()
        except Exception as error:
            if not _ENDED.search(str(error)) or raised_in(str(error)) is not None:
                raise _told(error) from error
            yield from self._here.map(step, wave, failed=failed)
            return
        for content in table.sort_by("number").column("content").to_pylist():
            yield from opened(content)

    def _parcels(self, wave: Sequence[pa.RecordBatch]) -> Frame:
        """A frame with the batches as parcels, a task's worth in each part."""
        parcels = [parcel(number, [batch]) for number, batch in enumerate(wave)]
        parts = [_as_one(parcels[start : start + _IN_TASK]) for start in range(0, len(parcels), _IN_TASK)]
        return self.session.createDataFrame(pa.Table.from_batches(parts))

    # ---- whole tables

    def laid(self, batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Frame:
        """A frame of these rows, spread over the cluster."""
        table = pa.Table.from_batches(batches, schema)
        if not table.num_rows:
            return self.session.createDataFrame([], _spark_schema(schema))
        rows = max(1, min(_ROWS, -(-table.num_rows // (4 * self.tasks))))
        parts = table.combine_chunks().to_batches(max_chunksize=rows)
        return self.session.createDataFrame(pa.Table.from_batches(parts, schema)).persist()

    def mapped(self, frame: Frame, step: Step, schema: pa.Schema) -> Frame:
        """A frame of what the step makes of the rows, kept until the session ends or it is `dropped`."""
        return _mapped(frame, step, schema).persist()

    def asked(self, sql: str, **named: Any) -> Frame:
        """The answer to a question in Spark SQL; `{name}` stands for the frame or the number of that name."""
        try:
            return self.session.sql(sql, **named)
        except Exception as error:
            raise _told(error) from error

    def matched(
        self, step: Callable[[pa.Table, pa.Table], pa.Table], schema: pa.Schema, *, by: str, frames: tuple[Frame, Frame]
    ) -> Frame:
        """A frame of what the step makes of the rows of two frames that agree in one column."""

        def together(left: pa.Table, right: pa.Table) -> pa.Table:
            alone()
            return step(left, right)

        first, second = (each.groupBy(by) for each in frames)
        return first.cogroup(second).applyInArrow(together, _spark_schema(schema))

    def fetched(self, frame: Frame) -> pa.Table:
        """The rows of a frame, here.

        Raises:
            ClusterFailed: what was to be worked out could not be.
        """
        try:
            return frame.toArrow()
        except Exception as error:
            raise _told(error) from error

    def dropped(self, *frames: Frame) -> None:
        """Forget the rows of these frames."""
        for each in frames:
            each.unpersist()

    # ---- files of any store

    def write(self, batches: Iterable[pa.RecordBatch], schema: pa.Schema, *, place: str) -> None:
        """Make the folder at this address hold these rows and no others, in Parquet.

        Raises:
            ClusterFailed: the address cannot be written.
        """
        frame = self.laid(batches, schema)
        try:
            frame.coalesce(1).write.mode("overwrite").parquet(place)
        except Exception as error:
            raise _told(error) from error
        finally:
            self.dropped(frame)

    def fetch(self, address: str, folder: Path) -> None:
        """Copy the file or folder at this address, in any store that Spark reads, into a folder of this machine.

        Raises:
            NothingToGather: nothing is there.
            ClusterFailed: it cannot be read.
        """
        jvm, context = self.session._jvm, self.session.sparkContext
        try:
            source = jvm.org.apache.hadoop.fs.Path(address)
            store = source.getFileSystem(context._jsc.hadoopConfiguration())
            target = jvm.org.apache.hadoop.fs.Path(folder.as_uri())
            if not store.exists(source):
                raise NothingToGather(address)
            store.copyToLocalFile(False, source, target, True)  # noqa: FBT003 - delete the source; write no checksums
        except NothingToGather:
            raise
        except Exception as error:
            raise _told(error) from error


def _mapped(frame: Frame, step: Step, schema: pa.Schema) -> Frame:
    def apart(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        alone()
        yield from step(batches)

    return frame.mapInArrow(apart, _spark_schema(schema))


def _as_one(batches: Sequence[pa.RecordBatch]) -> pa.RecordBatch:
    return pa.Table.from_batches(batches).combine_chunks().to_batches()[0]


def _spark_schema(schema: pa.Schema) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415  an optional extra

    return from_arrow_schema(schema)


def _told(error: Exception) -> Exception:
    """The error of ours that the cluster's tells of, else that the cluster failed, with its last word."""
    words = str(error)
    ours = raised_in(words)
    if ours is not None:
        return ours
    lines = [line.strip() for line in words.splitlines() if line.strip() and not line.lstrip().startswith("at ")]
    told = [line for line in lines if re.match(r"(?:[\w.]+\.)?\w*(?:Error|Exception)\b.*:", line)]
    return ClusterFailed((told or lines or [type(error).__name__])[-1][:300])
