"""Steps and batches of rows enter; the batches that the steps make of them leave, in order, wherever the work ran.

A step is a picklable callable from an iterator of record batches to an iterator of record batches, each output row
made of one input row, in its order. That is what a cluster's map over Arrow batches takes, so that the same step runs
there. What a step needs for many rows (a model, the actors) it asks of `once`, which makes it once per process.
`foedus.engine.spark` is that cluster; it is imported by whoever asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import pyarrow as pa

from foedus.engine.local import LocalEngine
from foedus.engine.resources import once

Step = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]

# What stands for one row whose work failed: the row and the reason enter, one row of the step's output leaves.
Failed = Callable[[pa.RecordBatch, str], pa.RecordBatch]


class Engine(Protocol):
    """Where work runs."""

    def map(self, step: Step, batches: Iterable[pa.RecordBatch], *, failed: Failed) -> Iterator[pa.RecordBatch]:
        """Yield what the step makes of the batches, in their order, whatever the number of workers.

        A row whose work raises or ends the process is tried alone, and then stands as `failed` has it.
        """
        ...

    def close(self) -> None:
        """End what was started."""
        ...


__all__ = ["Engine", "Failed", "LocalEngine", "Step", "once"]
