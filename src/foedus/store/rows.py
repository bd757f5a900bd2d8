"""Records enter and Arrow batches leave, and the other way round; both walk the fields that the record declares.

Columns are built one field at a time: no dictionary is made for a row, which is what most of such a conversion costs.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, chain, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pyarrow as pa

from foedus.records import Voice
from foedus.store.tables import Shape, schema_of, shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

R = TypeVar("R")
_FIRST_DAY = date(1970, 1, 1).toordinal()
_INSTANT = pa.timestamp("us", tz="UTC")
_FIRST_INSTANT = datetime(1970, 1, 1, tzinfo=UTC)
# How Arrow lays out a value of fixed width: the number that stands for it, and that number's own type.
_NUMBERS: dict[pa.DataType, tuple[type[np.generic], Callable[[Any], Any]]] = {
    pa.int32(): (np.int32, int),
    pa.int64(): (np.int64, int),
    pa.float64(): (np.float64, float),
    pa.bool_(): (np.bool_, bool),
    pa.date32(): (np.int32, lambda day: day.toordinal() - _FIRST_DAY),
    _INSTANT: (np.int64, lambda at: (at - _FIRST_INSTANT) // timedelta(microseconds=1)),
}

SHORT = 40  # code points up to which a string is kept once for all rows that hold it: ids, names, cues
_MOST_SHARED = 1 << 17
_shared: dict[str, str] = {}
_shared_voices: dict[tuple[Any, ...], Voice] = {}  # those that point at no words: most are a publisher's
_WHOLE = tuple(range(1 << 15))  # places in texts: each number is kept once for all rows that hold it


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


def places_of(numbers: np.ndarray[Any, Any]) -> pa.Array:
    """The numbers as a column of places, by which to take rows; without pandas, as in `_leaf`."""
    return pa.Array.from_buffers(pa.int64(), len(numbers), [None, pa.py_buffer(numbers.astype(np.int64))])


def empty_lists(count: int, arrow: pa.ListType) -> pa.Array:
    """So many lists of this type with nothing in them; without pandas, as in `_leaf`."""
    return pa.ListArray.from_arrays(_leaf([0] * (count + 1), pa.int32()), pa.nulls(0, arrow.value_type), arrow)


def _encoded(values: list[Any], shape: Shape) -> pa.Array:
    if shape.each is not None:
        return _encoded_lists(values, shape, shape.each)
    if shape.record is not None:
        return _encoded_records(values, shape)
    return _leaf(values, shape.arrow)


def _leaf(values: Sequence[Any], arrow: pa.DataType) -> pa.Array:
    """The values as a column. `pa.array` would import pandas wherever it is installed, at each start."""
    if arrow == pa.string():
        builder = pa.lib.StringBuilder()
        builder.append_values(values)
        return builder.finish()
    present = np.array([each is not None for each in values], np.bool_)
    known = None if present.all() else _bits(present)
    return pa.Array.from_buffers(arrow, len(values), [known, *_held(values, arrow)])


def _held(values: Sequence[Any], arrow: pa.DataType) -> tuple[pa.Buffer, ...]:
    """The buffers of Arrow's layout that hold the values, an absent one as nothing or zero."""
    if arrow == pa.binary():
        ends = np.array([0, *accumulate(len(each or b"") for each in values)], np.int32)
        return pa.py_buffer(ends), pa.py_buffer(b"".join(each or b"" for each in values))
    kept_as, number_of = _NUMBERS[arrow]
    numbers = np.array([0 if each is None else number_of(each) for each in values], kept_as)
    return (_bits(numbers) if arrow == pa.bool_() else pa.py_buffer(numbers),)


def _bits(flags: np.ndarray[Any, Any]) -> pa.Buffer:
    return pa.py_buffer(np.packbits(flags, bitorder="little"))


def _encoded_lists(values: list[Any], shape: Shape, each: Shape) -> pa.Array:
    offsets = _leaf([0, *accumulate(map(len, values))], pa.int32())
    return pa.ListArray.from_arrays(offsets, _encoded([*chain.from_iterable(values)], each), type=shape.arrow)


def _encoded_records(values: list[Any], shape: Shape) -> pa.Array:
    absent = [each is None for each in values]
    children = []
    for name, part in shape.parts:
        get = attrgetter(name)
        children.append(_encoded([part.blank if each is None else get(each) for each in values], part))
    mask = _leaf(absent, pa.bool_()) if shape.optional and any(absent) else None
    return pa.StructArray.from_arrays(children, fields=list(shape.arrow), mask=mask)


def _decoded(array: pa.Array, shape: Shape) -> list[Any]:
    if shape.each is not None:
        return _decoded_lists(array, shape.each)
    if shape.record is not None:
        return _decoded_records(array, shape)
    if shape.arrow == _INSTANT:
        return _instants(array)
    values: list[Any] = array.to_pylist()
    if shape.members is not None:
        members = shape.members
        return [members.get(each, each) for each in values]
    if pa.types.is_int64(shape.arrow):
        return [_WHOLE[each] if each is not None and 0 <= each < len(_WHOLE) else each for each in values]
    return _sharing(values) if pa.types.is_string(shape.arrow) else values


def _instants(array: pa.Array) -> list[datetime | None]:
    """The instants of a column; Arrow's own way imports pandas, as in `_leaf`."""
    ticks = array.view(pa.int64()).to_pylist()
    return [None if each is None else _FIRST_INSTANT + timedelta(microseconds=each) for each in ticks]


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
    if make is Voice:
        return [_voice(row, names) for row in zip(*columns, strict=True)]
    return [make(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]


def _voice(row: tuple[Any, ...], names: list[str]) -> Voice:
    """The voice of these fields; one for all rows that hold it, where it points at no words."""
    told = dict(zip(names, row, strict=True))
    if told["span"] or told["cue"] or told["mention"]:
        return Voice(**told)
    if len(_shared_voices) > _MOST_SHARED:
        _shared_voices.clear()
    found = _shared_voices.get(row)
    if found is None:
        found = _shared_voices[row] = Voice(**told)
    return found
