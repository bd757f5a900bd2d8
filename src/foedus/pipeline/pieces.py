"""Units of work enter, sorted; whole pieces of them leave, cut so that a resumed run cuts as an undisturbed one does.

Pieces are finished whole and in order. What is left of a sorted list after some whole pieces is cut at the same places.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from foedus.store import from_batch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa

T = TypeVar("T")
R = TypeVar("R")


def pieces(units: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Yield the units in pieces of this size; the last may be smaller.

    >>> [*pieces("abcde", 2)]
    [('a', 'b'), ('c', 'd'), ('e',)]
    """
    waiting = iter(units)
    while piece := tuple(islice(waiting, size)):
        yield piece


def regrouped(batches: Iterable[pa.RecordBatch], record: type[R], sizes: Iterable[int]) -> Iterator[Sequence[R]]:
    """Yield the records of the batches, as many at a time as the sizes say."""
    rows = (each for batch in batches for each in from_batch(batch, record))
    for size in sizes:
        yield tuple(islice(rows, size))
