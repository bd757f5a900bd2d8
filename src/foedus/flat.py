"""A dossier's material enters; flat tables leave, one row for each record, as programs of statistics take them.

Nothing is nested but lists of words and ids. A cell is empty where the text does not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from foedus.errors import MissingExtra
from foedus.terms import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from foedus.material import Material
    from foedus.records import Assessment, Claim

_TEXT, _COUNT, _SHARE, _DAY, _FLAG = pa.string(), pa.int64(), pa.float64(), pa.date32(), pa.bool_()
_LIST = pa.list_(pa.string())


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its name, its type, and what it takes of a record and the material that it stands in."""

    name: str
    type: pa.DataType
    cell: Callable[[Any, Material], object]


def _plain(name: str, kind: pa.DataType = _TEXT) -> _Column:
    """The column that is a field of the record, under its name."""
    return _Column(name, kind, lambda each, _: getattr(each, name))


def actors_in(claim: Claim, material: Material, role: Role) -> tuple[str, ...]:
    """The actors that a claim's parties in this role mean, in order, each once."""
    held = (material.actors_of.get(each.mention, ()) for each in claim.parties if each.role is role)
    return tuple(dict.fromkeys(actor for actors in held for actor in actors))


def _document(name: str) -> Callable[[Claim, Material], object]:
    return lambda each, material: getattr(material.document[each.document], name)


def _role(role: Role) -> Callable[[Claim, Material], object]:
    return lambda each, material: actors_in(each, material, role)


def _words(role: Role) -> Callable[[Claim, Material], object]:
    return lambda each, _: [party.words for party in each.parties if party.role is role]


def _root(name: str) -> Callable[[Claim, Material], object]:
    return lambda each, material: getattr(material.root_of.get(each.id), name, None)


def _claims_of(name: str) -> Callable[[Any, Material], object]:
    return lambda each, _: [objection.claim for objection in getattr(each, name)]


_WHEN = (
    _Column("since", _DAY, lambda each, _: each.when and each.when.since),
    _Column("until", _DAY, lambda each, _: each.when and each.when.until),
    _Column("time_words", _TEXT, lambda each, _: each.when and each.when.written),
)
_SIDES = tuple(_plain(name, _LIST) for name in ("initiators", "targets", "others"))

TABLES: dict[str, tuple[_Column, ...]] = {
    "documents": (
        _plain("id"),
        _plain("title"),
        _Column("publisher", _TEXT, lambda each, material: material.outlet_of.get(each.id)),
        _plain("byline"),
        _plain("url"),
        _plain("published_on", _DAY),
        _plain("language"),
        _Column("file", _TEXT, lambda each, _: each.gathered_from),
        _plain("replaces"),
        _plain("text"),
    ),
    "claims": (
        _plain("id"),
        _plain("document"),
        _Column("file", _TEXT, _document("gathered_from")),
        _Column("publisher", _TEXT, lambda each, material: material.outlet_of.get(each.document)),
        _Column("published_on", _DAY, _document("published_on")),
        _Column("quote", _TEXT, lambda each, _: each.evidence.text),
        _Column("start", _COUNT, lambda each, _: each.evidence.start),
        _Column("end", _COUNT, lambda each, _: each.evidence.end),
        _plain("sort"),
        _plain("kind"),
        _plain("mode"),
        _plain("status"),
        _Column("initiators", _LIST, _role(Role.INITIATOR)),
        _Column("targets", _LIST, _role(Role.TARGET)),
        _Column("others", _LIST, _role(Role.OTHER)),
        _Column("initiator_words", _LIST, _words(Role.INITIATOR)),
        _Column("target_words", _LIST, _words(Role.TARGET)),
        _Column("other_words", _LIST, _words(Role.OTHER)),
        _Column("chain", _LIST, lambda each, _: [voice.name for voice in each.voices]),
        _Column("root", _TEXT, _root("name")),
        _Column("root_id", _TEXT, _root("id")),
        _plain("manner"),
        _plain("factuality"),
        _plain("publisher_factuality"),
        *_WHEN,
        _Column("quantities", _LIST, lambda each, _: [figure.span.text for figure in each.quantities]),
        _Column("cues", _LIST, lambda each, _: [cue.span.text for cue in each.cues]),
        _plain("damaged", _FLAG),
        _plain("confidence", _SHARE),
        _plain("read_by"),
    ),
    "propositions": (
        _plain("id"),
        _plain("says"),
        _plain("sort"),
        _plain("kind"),
        *_SIDES,
        *_WHEN,
        _plain("supporting", _LIST),
        *(_Column(name, _LIST, _claims_of(name)) for name in ("denying", "qualifying", "withdrawn")),
        _plain("refines", _LIST),
        _plain("roots", _LIST),
        *(_plain(name, _COUNT) for name in ("lower", "upper", "outlets", "unknown")),
        _plain("belief", _SHARE),
    ),
    "roots": (
        *(_plain(name) for name in ("id", "name", "nature", "actor", "organisation")),
        _plain("names", _LIST),
        _plain("claims", _LIST),
        *(_plain(name) for name in ("upstream", "document", "because")),
    ),
    "copies": (
        *(_plain(name) for name in ("id", "first", "second", "strength", "direction")),
        _plain("share", _SHARE),
        _plain("because"),
    ),
    "drifts": (
        *(_plain(name) for name in ("id", "proposition", "earlier", "later", "change")),
        _Column("before", _TEXT, lambda each, _: each.before.text),
        _Column("after", _TEXT, lambda each, _: each.after.text),
        _plain("says"),
    ),
    "checks": (
        *(_plain(name) for name in ("id", "proposition", "dataset", "version", "topic", "verdict")),
        _plain("first_year", _COUNT),
        _plain("last_year", _COUNT),
        _plain("says"),
    ),
    "assessments": (
        _plain("id"),
        _Column("first", _TEXT, lambda each, _: each.dyad[0]),
        _Column("second", _TEXT, lambda each, _: each.dyad[1]),
        *(_plain(name) for name in ("framework", "dimension", "indicator")),
        _plain("since", _DAY),
        _plain("until", _DAY),
        *(_plain(name) for name in ("reached", "low", "high")),
        _plain("lower", _COUNT),
        _plain("upper", _COUNT),
        _plain("grounds", _LIST),
        _plain("counter_grounds", _LIST),
        _plain("says"),
    ),
}


def flat_table(name: str, material: Material, assessments: Iterable[Assessment] = ()) -> pa.Table:
    """The table of this name, its rows in the order of their ids.

    >>> from foedus.material import Material
    >>> flat_table("copies", Material()).column_names[:3]
    ['id', 'first', 'second']
    """
    columns = TABLES[name]
    records: Iterable[Any] = assessments if name == "assessments" else getattr(material, name)
    held = sorted(records, key=lambda each: str(each.id))
    schema = pa.schema([(each.name, each.type) for each in columns])
    cells = [pa.array([_cell(column.cell(each, material)) for each in held], type=column.type) for column in columns]
    return pa.Table.from_arrays(cells, schema=schema)


def _cell(value: object) -> object:
    """The value as Arrow takes it: lists, text that is UTF-8, and None for nothing."""
    if isinstance(value, tuple | list):
        return [_cell(each) for each in value]
    return str(value).encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _pandas(table: pa.Table) -> Any:
    try:
        import pandas as pd  # noqa: F401, PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtra("pandas") from error
    return table.to_pandas(date_as_object=False)


def _polars(table: pa.Table) -> Any:
    try:
        import polars as pl  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtra("polars") from error
    return pl.from_arrow(table)


LIBRARIES: dict[str, Callable[[pa.Table], Any]] = {"pandas": _pandas, "polars": _polars, "arrow": lambda table: table}
