"""Every record of one instant of a dossier, found by its id or by what it belongs to, without the others being read.

Records enter as batches and lie in files that are mapped into memory, in the order in which they came; beside them lie
sorted columns that tell where each key stands. A key is the first sixteen digits of an id, which SHA-256 made, so that
two ids with the same key are not to be expected among fewer than thousands of millions; other words are hashed first.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from foedus.store.rows import empty_lists, from_batch, places_of, to_batch
from foedus.store.tables import TABLES, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

ROWS = 32_768  # of a batch: bounds what its text columns hold, and how many batches an answer may come from
_DIGITS = 16  # of an id that make its key
_NONE = np.empty(0, np.int64)


def _plain(*path: str) -> Callable[[pa.RecordBatch], list[tuple[pa.Array, Any]]]:
    """What stands in a field of each row, or in a field of that."""

    def read(batch: pa.RecordBatch) -> list[tuple[pa.Array, Any]]:
        """The one column at the end of the path, a value for each row."""
        found = batch.column(path[0])
        for each in path[1:]:
            found = pc.struct_field(found, each)
        return [(found, None)]

    return read


def _each(*paths: tuple[str, ...]) -> Callable[[pa.RecordBatch], list[tuple[pa.Array, Any]]]:
    """What stands in lists of each row, each with the row that it stands in."""

    def read(batch: pa.RecordBatch) -> list[tuple[pa.Array, Any]]:
        """The columns at the ends of the paths; of a list its values, each with the number of its row."""
        told = []
        for name, *inside in paths:
            held = batch.column(name)
            if not pa.types.is_list(held.type):
                told.append((held, None))
                continue
            flat = pc.list_flatten(held)
            for each in inside:
                flat = pc.struct_field(flat, each)
            told.append((flat, pc.list_parent_indices(held).to_numpy()))
        return told

    return read


def _joined(batch: pa.RecordBatch) -> list[tuple[pa.Array, Any]]:
    return [(pa.array(map("-".join, batch.column("dyad").to_pylist()), pa.string()), None)]


# By what records are found beside their own ids.
KEYS: dict[str, dict[str, Callable[[pa.RecordBatch], list[tuple[pa.Array, Any]]]]] = {
    "documents": {"replaces": _plain("replaces")},
    "mentions": {"document": _plain("span", "document")},
    "claims": {"document": _plain("document")},
    "judgements": {"subject": _plain("subject"), "candidate": _plain("candidate"), "about": _plain("about"),
                   "by": _plain("by")},
    "copies": {"document": _each(("first",), ("second",))},
    "roots": {"claim": _each(("claims",))},
    "propositions": {
        "claim": _each(("supporting",), ("denying", "claim"), ("qualifying", "claim"), ("withdrawn", "claim")),
        "root": _each(("roots",)),
        "refines": _each(("refines",)),
        "actor": _each(("initiators",), ("targets",), ("others",)),
    },
    "drifts": {"proposition": _plain("proposition")},
    "checks": {"proposition": _plain("proposition")},
    "assessments": {"dyad": _joined},
    "problems": {"document": _each(("about",)), "span": _plain("span", "document")},
    "coded_events": {"file": _plain("file"), "number": _plain("number"), "actor": _each(("initiators",), ("targets",))},
}  # fmt: skip


def key(words: str) -> int:
    """The number that stands for an id or for other words.

    >>> key("00000000000000ff1234")
    255
    """
    if len(words) > _DIGITS and words.isascii() and words.isalnum():  # a place in a document is no id of it
        try:
            return int(words[:_DIGITS], 16)
        except ValueError:
            pass
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def keys(words: pa.Array) -> NDArray[np.uint64]:
    """The keys of a whole column; rows without words have been left out."""
    if isinstance(words, pa.ChunkedArray):
        words = words.combine_chunks()
    coded = words.dictionary_encode()
    told = [key(each) for each in coded.dictionary.to_pylist()]
    return np.array(told, np.uint64)[coded.indices.to_numpy(zero_copy_only=False)] if told else np.empty(0, np.uint64)


class Writer:
    """Writes a lookup into a folder, table by table."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def table(self, name: str, batches: Iterable[pa.RecordBatch]) -> None:
        """The records of the table are in the folder, with where their keys stand."""
        found: dict[str, list[tuple[NDArray[np.uint64], NDArray[np.int64]]]] = {
            each: [] for each in ("id", *KEYS[name])
        }
        count = 0
        with (
            pa.OSFile(str(self.folder / f"{name}.arrow"), "wb") as sink,
            pa.ipc.new_file(sink, schema_of(TABLES[name])) as file,
        ):
            for batch in _regrouped(batches):
                file.write_batch(batch)
                for each, read in (("id", _plain("id")), *KEYS[name].items()):
                    found[each] += [_keyed(words, rows, count) for words, rows in read(batch)]
                count += batch.num_rows
        for each, parts in found.items():
            self._sorted(f"{name}.{each}", parts)

    def _sorted(self, name: str, parts: Sequence[tuple[NDArray[np.uint64], NDArray[np.int64]]]) -> None:
        told = np.concatenate([each[0] for each in parts]) if parts else np.empty(0, np.uint64)
        rows = np.concatenate([each[1] for each in parts]) if parts else _NONE
        order = np.argsort(told, kind="stable")
        np.save(self.folder / f"{name}.keys.npy", told[order])
        np.save(self.folder / f"{name}.rows.npy", rows[order].astype(np.uint32))


def _keyed(words: pa.Array, rows: Any, before: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The keys of the words that are there, each with the row of the whole table that it stands in."""
    places = np.arange(len(words)) if rows is None else np.asarray(rows, np.int64)
    if words.null_count:
        places, words = places[words.is_valid().to_numpy(zero_copy_only=False)], words.drop_null()
    return keys(words), places + before


def _regrouped(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
    """The same rows in batches of about as many as one shall hold."""
    pending: list[pa.RecordBatch] = []
    for batch in batches:
        pending += [batch.slice(start, ROWS) for start in range(0, batch.num_rows, ROWS)]
        if sum(each.num_rows for each in pending) >= ROWS:
            yield pa.concat_batches(pending)
            pending = []
    if pending:
        yield pa.concat_batches(pending)


class Lookup:
    """The records in a folder that a `Writer` filled; any number of threads and processes may ask at once.

    Every file is opened at the beginning, so that the folder may go while someone asks.
    """

    def __init__(self, folder: Path) -> None:
        self._columns: dict[str, tuple[NDArray[np.uint64], NDArray[np.uint32]]] = {}
        self._batches: dict[str, list[pa.RecordBatch]] = {}
        self._starts: dict[str, NDArray[np.int64]] = {}
        for table in TABLES:
            file = pa.ipc.open_file(pa.memory_map(str(folder / f"{table}.arrow")))
            held = [file.get_batch(each) for each in range(file.num_record_batches)]
            self._batches[table] = held
            self._starts[table] = np.cumsum([0, *(each.num_rows for each in held)])
            for column in ("id", *KEYS[table]):
                name = f"{table}.{column}"
                told, rows = (np.load(folder / f"{name}.{each}.npy", mmap_mode="r") for each in ("keys", "rows"))
                self._columns[name] = np.asarray(told), np.asarray(rows)  # slicing what is mapped costs far more

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many records each table has."""
        return {table: len(self._columns[f"{table}.id"][0]) for table in TABLES}

    def arrow(self, table: str, instead: Sequence[Any] = ()) -> pa.Table:
        """The table as it lies in its file, with some of its records as they are told here."""
        held = [*self._batches[table]]
        if instead:
            rows = self.rows(table, "id", [each.id for each in instead])
            of_batch = np.searchsorted(self._starts[table], rows, "right") - 1
            for place in np.unique(of_batch).tolist():
                kept = np.ones(held[place].num_rows, bool)
                kept[rows[of_batch == place] - self._starts[table][place]] = False
                held[place] = held[place].take(places_of(np.flatnonzero(kept)))
            held.append(to_batch(instead, TABLES[table]))
        return pa.Table.from_batches(held, schema_of(TABLES[table]))

    # ---- where records stand

    def rows(self, table: str, column: str, values: Iterable[str]) -> NDArray[np.int64]:
        """Where the records stand that have one of these values in the column, in the order of the table."""
        told, rows = self._columns[f"{table}.{column}"]
        wanted = np.array([key(each) for each in values], np.uint64)
        if not len(wanted) or not len(told):
            return _NONE
        first, last = np.searchsorted(told, wanted, "left"), np.searchsorted(told, wanted, "right")
        found = [rows[start:end] for start, end in zip(first.tolist(), last.tolist(), strict=True) if start < end]
        return np.unique(np.concatenate(found)).astype(np.int64) if found else _NONE

    def each(self, table: str, column: str, values: Sequence[str]) -> list[tuple[str, int]]:
        """Each value that the column has, with each row that has it, in the order given."""
        told, rows = self._columns[f"{table}.{column}"]
        wanted = np.array([key(each) for each in values], np.uint64)
        first, last = np.searchsorted(told, wanted, "left").tolist(), np.searchsorted(told, wanted, "right").tolist()
        return [
            (value, int(rows[place]))
            for value, start, end in zip(values, first, last, strict=True)
            for place in range(start, end)
        ]

    def begin_with(self, prefix: str) -> dict[str, str]:
        """The ids that begin so, each with its table."""
        try:
            low = int(prefix[:_DIGITS].ljust(_DIGITS, "0"), 16)
            high = int(prefix[:_DIGITS].ljust(_DIGITS, "f"), 16)
        except ValueError:
            return {}
        found = {}
        for table in TABLES:
            told, rows = self._columns[f"{table}.id"]
            start = int(np.searchsorted(told, np.uint64(low), "left"))
            end = int(np.searchsorted(told, np.uint64(high), "right"))
            for identity in self.values(table, "id", np.sort(rows[start:end]).astype(np.int64)):
                if identity.startswith(prefix):
                    found[identity] = table
        return found

    # ---- records

    def among(self, table: str, ids: Iterable[str]) -> tuple[Any, ...]:
        """The records with these ids that the table has, in the order of their ids."""
        wanted = set(ids)
        return tuple(each for each in self.at(table, self.rows(table, "id", wanted)) if each.id in wanted)

    def matching(self, table: str, column: str, values: Iterable[str]) -> tuple[Any, ...]:
        """The records that have one of these values in the column, in the order of their ids."""
        return self.at(table, self.rows(table, column, set(values)))

    def at(self, table: str, rows: NDArray[np.int64], *, without: Sequence[str] = ()) -> tuple[Any, ...]:
        """The records that stand there, in the order of their ids; lists under the names in `without` come empty."""
        record = TABLES[table]
        found: list[Any] = []
        for batch in self._taken(table, rows):
            for name in without:
                place = batch.schema.get_field_index(name)
                empty = empty_lists(batch.num_rows, batch.schema.field(place).type)
                batch = batch.set_column(place, batch.schema.field(place), empty)
            found += from_batch(batch, record)
        return tuple(sorted(found, key=lambda each: str(each.id)))

    def values(self, table: str, column: str, rows: NDArray[np.int64]) -> list[Any]:
        """What stands in the column there, in the order of the table."""
        return [one for batch in self._taken(table, rows, column) for one in batch.column(0).to_pylist()]

    # ---- inside

    def _taken(self, table: str, rows: NDArray[np.int64], column: str | None = None) -> Iterable[pa.RecordBatch]:
        held = self._batches[table]
        starts = self._starts[table]
        of_batch = np.searchsorted(starts, rows, "right") - 1
        for place in np.unique(of_batch).tolist():
            inside = places_of(rows[of_batch == place] - starts[place])
            batch = held[place] if column is None else held[place].select([column])
            yield batch.take(inside)
