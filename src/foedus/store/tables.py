"""Records enter as classes; their table names and the Arrow schemas that their fields give leave.

Nothing here lists a field: a field added to a record is a column at once, and the page in the documents says so.
"""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Union

import pyarrow as pa

from foedus.records import (
    Assessment,
    Check,
    Claim,
    CodedEvent,
    Copy,
    Document,
    Drift,
    Judgement,
    Mention,
    Problem,
    Proposition,
    Root,
)

# What the verbs leave in segments, in the order in which they leave it.
SEGMENTED: dict[str, type] = {
    "documents": Document,
    "mentions": Mention,
    "claims": Claim,
    "copies": Copy,
    "roots": Root,
    "propositions": Proposition,
    "drifts": Drift,
    "checks": Check,
    "assessments": Assessment,
    "coded_events": CodedEvent,
}
# The two ledgers, kept in the catalogue.
LEDGERS: dict[str, type] = {"judgements": Judgement, "problems": Problem}
TABLES: dict[str, type] = {**SEGMENTED, **LEDGERS}

# Tables whose rows belong to one document each, or to one file of coded events; the others are replaced as a whole.
BY_DOCUMENT = ("documents", "mentions", "claims")
OWNED = (*BY_DOCUMENT, "coded_events")

_LEAVES: dict[type, tuple[pa.DataType, Any]] = {
    str: (pa.string(), ""),
    int: (pa.int64(), 0),
    float: (pa.float64(), 0.0),
    bool: (pa.bool_(), False),
    date: (pa.date32(), date(1970, 1, 1)),
    datetime: (pa.timestamp("us", tz="UTC"), None),
    bytes: (pa.binary(), b""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How the values of one annotation lie in a column."""

    arrow: pa.DataType
    optional: bool = False
    blank: Any = None  # what stands in a child column where its optional parent is absent
    members: dict[str, Any] | None = None  # of an enumeration, by value
    each: Shape | None = None  # of a tuple
    record: type | None = None  # of a nested record
    parts: tuple[tuple[str, Shape], ...] = ()


def shape_of(record: type) -> Shape:
    """The shape of a record: a struct with one child for each field, in the order of the fields.

    >>> shape_of(Mention).arrow.field("nature").type
    DataType(string)
    """
    return _record(record)


def schema_of(record: type) -> pa.Schema:
    """The Arrow schema of a table of these records.

    >>> schema_of(Mention).field("span").type.field("start").type
    DataType(int64)
    """
    return _schema(record)


@cache
def _record(record: type) -> Shape:
    assert is_dataclass(record)
    hints = typing.get_type_hints(record)
    parts = tuple((each.name, _shape(hints[each.name])) for each in fields(record))
    struct = pa.struct([pa.field(name, part.arrow, nullable=part.optional) for name, part in parts])
    return Shape(arrow=struct, record=record, parts=parts)


@cache
def _schema(record: type) -> pa.Schema:
    return pa.schema(list(_record(record).arrow))


def _shape(annotation: Any) -> Shape:
    origin = typing.get_origin(annotation)
    if origin in {Union, types.UnionType}:
        return _union(typing.get_args(annotation))
    if origin is tuple:
        each = _shape(typing.get_args(annotation)[0])
        return Shape(arrow=pa.list_(pa.field("item", each.arrow, nullable=each.optional)), each=each, blank=())
    if is_dataclass(annotation) and isinstance(annotation, type):
        return shape_of(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return Shape(arrow=pa.string(), members={each.value: each for each in annotation}, blank="")
    arrow, blank = _LEAVES[annotation]
    return Shape(arrow=arrow, blank=blank)


def _union(choices: tuple[Any, ...]) -> Shape:
    """The shape of `X | None`, or of an enumeration that other words may stand in for (`Verb | str`)."""
    optional = types.NoneType in choices
    given = [each for each in choices if each is not types.NoneType]
    shape = next((each for each in map(_shape, given) if each.members is not None), None) or _shape(given[0])
    return Shape(
        arrow=shape.arrow,
        optional=optional,
        blank=None if optional else shape.blank,
        members=shape.members,
        each=shape.each,
        record=shape.record,
        parts=shape.parts,
    )
