"""Records enter and Arrow batches leave, and the other way round; both walk the fields that the record declares.

Columns are built one field at a time: no dictionary is made for a row, which is what most of such a conversion costs.
"""

from __future__ import annotations

from itertools import accumulate, chain, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa

from foedus.store.tables import Shape, schema_of, shape_of

if TYPE_CHECKING:
    from collections.abc import Sequence

R = TypeVar("R")

SHORT = 40  # code points up to which a string is kept once for all rows that hold it: ids, names, cues
_MOST_SHARED = 1 << 17
_shared: dict[str, str] = {}


def to_batch(records: Sequence[R], record: type[R]) -> pa.RecordBatch:
    """The records as one batch, a row each, in their order."""
    shape = shape_of(record)
    columns = [_encoded([*map(attrgetter(name), records)], part) for name, part in shape.parts]
    return pa.RecordBatch.from_arrays(columns, schema=schema_of(record))


def from_batch(batch: pa.RecordBatch, record: type[R]) -> list[R]:
    """The records that a batch holds, equal to those it was made of."""
    return _built([batch.column(name) for name, _ in shape_of(record).parts], shape_of(record))


def from_table(table: pa.Table, record: type[R]) -> list[R]:
    """The records that a table holds, in its order."""
    return [*chain.from_iterable(from_batch(batch, record) for batch in table.to_batches())]


def _encoded(values: list[Any], shape: Shape) -> pa.Array:
    if shape.each is not None:
        return _encoded_lists(values, shape, shape.each)
    if shape.record is not None:
        return _encoded_records(values, shape)
    return pa.array(values, shape.arrow)


def _encoded_lists(values: list[Any], shape: Shape, each: Shape) -> pa.Array:
    offsets = pa.array([0, *accumulate(map(len, values))], pa.int32())
    return pa.ListArray.from_arrays(offsets, _encoded([*chain.from_iterable(values)], each), type=shape.arrow)


def _encoded_records(values: list[Any], shape: Shape) -> pa.Array:
    absent = [each is None for each in values]
    children = []
    for name, part in shape.parts:
        get = attrgetter(name)
        children.append(_encoded([part.blank if each is None else get(each) for each in values], part))
    mask = pa.array(absent) if shape.optional and any(absent) else None
    return pa.StructArray.from_arrays(children, fields=list(shape.arrow), mask=mask)


def _decoded(array: pa.Array, shape: Shape) -> list[Any]:
    if shape.each is not None:
        return _decoded_lists(array, shape.each)
    if shape.record is not None:
        return _decoded_records(array, shape)
    values: list[Any] = array.to_pylist()
    if shape.members is not None:
        members = shape.members
        return [members.get(each, each) for each in values]
    return _sharing(values) if pa.types.is_string(shape.arrow) else values


def _sharing(values: list[Any]) -> list[Any]:
    """The same strings, of which the short ones that were met before are those that were met."""
    if len(_shared) > _MOST_SHARED:
        _shared.clear()
    return [_shared.setdefault(each, each) if each is not None and len(each) <= SHORT else each for each in values]


def _decoded_lists(array: pa.Array, each: Shape) -> list[Any]:
    offsets = array.offsets.to_pylist()
    first = offsets[0] if offsets else 0
    flat = _decoded(array.values.slice(first, offsets[-1] - first if offsets else 0), each)
    return [tuple(flat[start - first : end - first]) for start, end in pairwise(offsets)]


def _decoded_records(array: pa.Array, shape: Shape) -> list[Any]:
    if not array.null_count:
        return _built([array.field(name) for name, _ in shape.parts], shape)
    kept = array.filter(array.is_valid())
    present = iter(_built([kept.field(name) for name, _ in shape.parts], shape))
    return [next(present) if valid else None for valid in array.is_valid().to_pylist()]


def _built(arrays: list[pa.Array], shape: Shape) -> list[Any]:
    names = [name for name, _ in shape.parts]
    columns = [_decoded(array, part) for array, (_, part) in zip(arrays, shape.parts, strict=True)]
    make = shape.record
    assert make is not None
    return [make(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]
