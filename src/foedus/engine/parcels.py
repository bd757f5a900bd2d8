"""A batch enters as one row of bytes and leaves so: what a step is given and gives on a cluster, column for column.

A parcel has a number, so that an answer is known from wherever it comes, and a batch in Arrow's own stream format:
the cluster moves it and does not look inside. The process that opens it does the step's work as any worker does.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from foedus import errors
from foedus.engine.worker import perform_here, settled, with_one_thread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foedus.engine import Failed, Step

PARCEL = pa.schema([pa.field("number", pa.int64(), nullable=False), pa.field("content", pa.binary(), nullable=False)])

_OURS = re.compile(r"foedus raised (\{[^\n]*\})")


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A step for parcels: a row whose work raises becomes what `failed` says, as it does on one machine."""

    step: Step
    failed: Failed

    def __call__(self, parcels: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the answer to each parcel, under the same number."""
        alone()
        for rows in parcels:
            for number, content in zip(*(column.to_pylist() for column in rows.columns), strict=True):
                yield parcel(number, [*self._made(opened(content))])

    def _made(self, batches: Sequence[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            try:
                answer = perform_here(self.step, batch)
            except errors.FoedusError as error:
                raise RuntimeError(told(error)) from error
            yield from settled(answer, batch, self.failed)


def parcel(number: int, batches: Sequence[pa.RecordBatch]) -> pa.RecordBatch:
    """One row: the batches, which have one schema, under this number."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batches[0].schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return pa.RecordBatch.from_pydict({"number": [number], "content": [sink.getvalue().to_pybytes()]}, PARCEL)


def opened(content: bytes) -> list[pa.RecordBatch]:
    """The batches that a parcel was made of."""
    with pa.ipc.open_stream(content) as reader:
        return [*reader]


def told(error: errors.FoedusError) -> str:
    """An error of ours in words that `raised_in` finds again in whatever is wrapped around them."""
    return f"foedus raised {json.dumps({'kind': type(error).__name__, 'says': str(error)})}"


def raised_in(words: str) -> errors.FoedusError | None:
    """The error of ours that a report from a cluster tells of; None where it tells of none.

    >>> raised_in("Caused by: " + told(errors.MissingModel("gone")) + "\\n at ...")
    MissingModel("the reader's model cannot be used (gone): install Foedus again.")
    """
    found = _OURS.search(words)
    if found is None:
        return None
    said = json.loads(found[1])
    kind = getattr(errors, said["kind"])
    error: errors.FoedusError = kind.__new__(kind)
    error.args = (said["says"],)
    return error


@cache
def alone() -> None:
    """This process computes in one thread: the cluster runs one for each core."""
    with_one_thread()
