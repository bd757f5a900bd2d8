"""A long list as pages ask for it: narrowed, counted and sorted in sorted columns, without a look at its rows.

A table of the index enters once, when the index is made: the places of its rows in every order that a page offers, the
value of each row in each column that it can be narrowed by, and the words that its rows hold. What leaves later are
places: which rows are asked for, how many have each value, which fifty stand on a page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from foedus.store.rows import places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import duckdb
    from numpy.typing import NDArray

NONE = -(1 << 62)  # the number of a row that has none
_FEW = 2_000  # spellings whose places are put together one by one
_AT_ONCE = 100_000  # rows whose words are counted at a time


@dataclass(frozen=True, kw_only=True)
class Columns:
    """What a list is made of: a table with the columns `place` from 0, `id` and `plain`, and what it is narrowed by."""

    table: str
    columns: tuple[str, ...] = ()  # of which each row has one value, or none
    many: Mapping[str, str] = field(default_factory=dict)  # of which it may have several: a query for place and value
    numbers: Mapping[str, str] = field(default_factory=dict)  # by which it is cut: what gives the number of a row
    orders: Mapping[str, str] = field(default_factory=dict)


def written(folder: Path, connection: duckdb.DuckDBPyConnection, columns: Columns) -> None:
    """The folder holds the list."""
    folder.mkdir(parents=True, exist_ok=True)

    def asked(sql: str) -> pa.Table:
        return connection.sql(sql).to_arrow_table()

    _save(folder / "ids.arrow", asked(f"SELECT id FROM {columns.table} ORDER BY place"))  # noqa: S608 - names of ours
    for each in columns.columns:
        _save_column(
            folder,
            each,
            asked(f"SELECT CAST({each} AS VARCHAR) AS value FROM {columns.table} ORDER BY place"),  # noqa: S608
        )
    for name, sql in columns.many.items():
        _save_many(folder, name, asked(f"SELECT place, value FROM ({sql}) ORDER BY value, place"))  # noqa: S608
    for name, sql in columns.numbers.items():
        told = asked(f"SELECT coalesce({sql}, {NONE}) AS number FROM {columns.table} ORDER BY place")  # noqa: S608
        np.save(folder / f"{name}.number.npy", told["number"].to_numpy().astype(np.int64))
    for name, sql in columns.orders.items():
        told = asked(f"SELECT place FROM {columns.table} ORDER BY {sql}")  # noqa: S608
        np.save(folder / f"{name}.order.npy", told["place"].to_numpy().astype(np.uint32))
    _save_words(folder, connection, columns.table)


def _save(path: Path, table: pa.Table) -> None:
    table = table.combine_chunks()
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as file:
        file.write_table(table)


def _save_column(folder: Path, name: str, table: pa.Table) -> None:
    """Each row's value as the place of it among all values, which are sorted; -1 where there is none."""
    coded = table["value"].combine_chunks().dictionary_encode()
    coded = coded if isinstance(coded, pa.DictionaryArray) else coded.combine_chunks()
    values = np.array(coded.dictionary.to_pylist() or [""], object)
    order = np.argsort(values, kind="stable")
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    codes = pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False)
    np.save(folder / f"{name}.codes.npy", np.where(codes < 0, np.int32(-1), rank[codes]).astype(np.int32))
    (folder / f"{name}.values.json").write_text(json.dumps(values[order].tolist()), "utf-8")


def _save_many(folder: Path, name: str, table: pa.Table) -> None:
    """The places of each value, one value after the other."""
    coded = table["value"].combine_chunks().dictionary_encode()
    coded = coded if isinstance(coded, pa.DictionaryArray) else coded.combine_chunks()
    codes = coded.indices.to_numpy(zero_copy_only=False)
    values = coded.dictionary.to_pylist()
    np.save(folder / f"{name}.places.npy", table["place"].to_numpy().astype(np.uint32))
    np.save(folder / f"{name}.starts.npy", np.searchsorted(codes, np.arange(len(values) + 1)))
    (folder / f"{name}.values.json").write_text(json.dumps(values), "utf-8")


def _save_words(folder: Path, connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Every spelling that stands between two blanks, and the places of each."""
    known: dict[str, int] = {}
    codes, places = [np.empty(0, np.int32)], [np.empty(0, np.uint32)]
    for start, plain in _some(connection, table):
        split = pc.utf8_split_whitespace(plain)
        told = pc.list_flatten(split).dictionary_encode()
        own = np.array([known.setdefault(each, len(known)) for each in told.dictionary.to_pylist()], np.int64)
        if not len(own):
            continue
        pairs = own[told.indices.to_numpy()] << 32 | (pc.list_parent_indices(split).to_numpy() + start)
        pairs = np.unique(pairs)
        codes.append((pairs >> 32).astype(np.int32))
        places.append((pairs & 0xFFFFFFFF).astype(np.uint32))
    code, place = np.concatenate(codes), np.concatenate(places)
    order = np.argsort(code, kind="stable")
    np.save(folder / "words.places.npy", place[order])
    np.save(folder / "words.starts.npy", np.concatenate([[0], np.cumsum(np.bincount(code, minlength=len(known)))]))
    _save(folder / "words.arrow", pa.table({"word": pa.array([*known], pa.string())}))


def _some(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[tuple[int, pa.Array]]:
    count = connection.sql(f"SELECT count(*) FROM {table}").fetchall()[0][0]  # noqa: S608 - a name of ours
    for start in range(0, count, _AT_ONCE):
        found = connection.sql(
            f"SELECT plain FROM {table} WHERE place >= {start} AND place < {start + _AT_ONCE} ORDER BY place"  # noqa: S608
        ).to_arrow_table()
        yield start, found["plain"].combine_chunks()


class Listing:
    """A list in a folder; any number of threads may ask at once.

    Every file is opened at the beginning, so that the folder may go while someone asks.
    """

    def __init__(self, folder: Path, scan: Callable[[str], Iterable[int]]) -> None:
        self._scan = scan  # the places whose words hold a phrase, found by looking at all
        mapped = {each.name.removesuffix(".npy"): np.load(each, mmap_mode="r") for each in sorted(folder.glob("*.npy"))}
        self._arrays: dict[str, NDArray[Any]] = {name: np.asarray(each) for name, each in mapped.items()}
        self._values: dict[str, list[str]] = {
            each.name.removesuffix(".values.json"): json.loads(each.read_text("utf-8"))
            for each in sorted(folder.glob("*.values.json"))
        }
        self._places = {
            name: {each: place for place, each in enumerate(values)} for name, values in self._values.items()
        }
        self._ids = _read(folder / "ids.arrow")
        self._spellings = _read(folder / "words.arrow")

    def __len__(self) -> int:
        return len(self._ids)

    # ---- masks

    def all(self) -> NDArray[np.bool_]:
        """Every row."""
        return np.ones(len(self), np.bool_)

    def having(self, column: str, value: str) -> NDArray[np.bool_]:
        """The rows that have the value."""
        code = self._places[column].get(value)
        if f"{column}.codes" in self._arrays:
            return np.zeros(len(self), np.bool_) if code is None else self._arrays[f"{column}.codes"] == code
        found = np.zeros(len(self), np.bool_)
        if code is not None:
            starts = self._arrays[f"{column}.starts"]
            found[self._arrays[f"{column}.places"][starts[code] : starts[code + 1]]] = True
        return found

    def having_any(self, column: str, values: Iterable[str]) -> NDArray[np.bool_]:
        """The rows that have one of the values, in a column of which each row has one."""
        codes = [self._places[column][each] for each in values if each in self._places[column]]
        return np.isin(self._arrays[f"{column}.codes"], codes)

    def number(self, column: str) -> NDArray[np.int64]:
        """The number of each row; NONE where it has none."""
        return self._arrays[f"{column}.number"]

    def holding(self, words: str) -> NDArray[np.bool_]:
        """The rows whose words hold these, told in small letters without accents.

        What holds no blank stands within one spelling, so that looking through the spellings finds what looking through
        the rows would find.
        """
        found = np.zeros(len(self), np.bool_)
        if words.split() != [words]:
            found[np.fromiter(self._scan(words), np.int64)] = True
            return found
        spelled = pc.match_substring(self._spellings, words).combine_chunks().to_numpy(zero_copy_only=False)
        starts, places = self._arrays["words.starts"], self._arrays["words.places"]
        which = np.flatnonzero(spelled)
        if len(which) > _FEW:
            found[places[np.repeat(spelled, np.diff(starts))]] = True
        else:
            for start, end in zip(starts[which].tolist(), starts[which + 1].tolist(), strict=True):
                found[places[start:end]] = True
        return found

    # ---- what is asked of a mask

    def counted(self, column: str, mask: NDArray[np.bool_] | None) -> list[tuple[str, int]]:
        """How many of the rows have each value that one has: the most frequent first, then by the value."""
        values = self._values[column]
        if f"{column}.codes" in self._arrays:
            codes = self._arrays[f"{column}.codes"]
            codes = codes if mask is None else codes[mask]
            counts = np.bincount(codes[codes >= 0], minlength=len(values))
        elif mask is None:
            counts = np.diff(self._arrays[f"{column}.starts"])
        else:
            held = np.concatenate([[0], np.cumsum(mask[self._arrays[f"{column}.places"]])])
            counts = np.diff(held[self._arrays[f"{column}.starts"]])
        order = np.argsort(-counts, kind="stable")  # the values are sorted already
        return [(values[each], int(counts[each])) for each in order.tolist() if counts[each]]

    def page(self, mask: NDArray[np.bool_] | None, order: str, first: int, rows: int) -> list[str]:
        """The ids of so many rows in this order, from the first that is asked for; 0 is the first of all."""
        places = self._arrays[f"{order}.order"]
        if mask is not None:
            places = places[mask[places]]
        found: list[str] = self._ids.take(places_of(places[first : first + rows])).to_pylist()
        return found


def _read(path: Path) -> pa.ChunkedArray:
    """The one column of a file, mapped into memory."""
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all().column(0)
