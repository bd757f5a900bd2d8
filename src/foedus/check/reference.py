"""Reference datasets in their folder: a publisher's file enters, a dataset with its coverage and receipts leaves.

`folder/<name>-<version>/` holds `rows.parquet` and `dataset.json`, written whole or not at all. Two versions of one
dataset stand side by side. Nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from foedus.check.files import digest_of, opened
from foedus.check.layouts import Layout, described, known
from foedus.check.normalise import Entry, Normaliser
from foedus.check.world import states_of_the_world
from foedus.errors import BadReference, DamagedDossier
from foedus.records import Dataset
from foedus.values import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from foedus.check.figures import Figure
    from foedus.check.states import States
    from foedus.check.tables import Row

CELL = pa.dictionary(pa.int32(), pa.string())  # the titles of roll calls recur with every vote
_VERSION_LETTERS = 60
_READ_AS = 2  # one more with each change in how rows are placed: what was kept before is then read again
ROWS = "rows"  # the variable that stands for the rows themselves


class Place(NamedTuple):
    """Where a row stands in its dataset, whom and when it is about, and some of its cells."""

    row: int
    first: int
    second: int  # 0 where it is about one state
    since: date
    until: date | None
    cells: tuple[str | None, ...]


@dataclass(frozen=True, kw_only=True)
class Holding:
    """A dataset in its folder, with the layout that reads it; its rows are read when first asked for."""

    dataset: Dataset
    layout: Layout
    folder: Path
    left_out: tuple[str, ...] = ()
    rows_sha256: str = ""  # of rows.parquet; those that an earlier Foedus kept have none
    read_as: int = _READ_AS

    def coverage(self, variable: str) -> Coverage | None:
        """The years in which the variable is measured."""
        return next((each for each in self.dataset.coverage if each.variable == variable), None)

    @cached_property
    def _table(self) -> pa.Table:
        wanted = {"first", "second", "since", "until", *(f"cell {place}" for place in range(len(self.layout.keep)))}
        try:
            content = (self.folder / "rows.parquet").read_bytes()
            if self.rows_sha256 and hashlib.sha256(content).hexdigest() != self.rows_sha256:
                raise _damaged(self.folder / "rows.parquet", "rows.parquet has changed")
            table = pq.read_table(pa.BufferReader(content))
        except (OSError, pa.ArrowException) as error:
            raise _damaged(self.folder / "rows.parquet", error) from error
        if set(table.column_names) != wanted:
            raise _damaged(self.folder / "rows.parquet", "its columns are not those of its layout")
        return table

    @cached_property
    def _places(self) -> tuple[np.ndarray, np.ndarray]:
        """The codes of each row's states; 0 where a row is about one state."""
        codes = [self._table[name].fill_null(0).to_numpy() for name in ("first", "second")]
        return codes[0], codes[1]

    def among(self, codes: frozenset[int], columns: tuple[str, ...]) -> list[Place]:
        """Where the rows stand that name only these states, with the cells of these columns."""
        rows, ends = self._naming(codes)
        names = [f"cell {self.layout.keep.index(each)}" for each in columns]
        cells = [self._table[name].take(pa.array(rows)).to_pylist() for name in names]
        told = zip(*cells, strict=True) if cells else [()] * len(rows)
        return [Place(*each, cells=row) for each, row in zip(ends, told, strict=True)]

    def _naming(self, codes: frozenset[int]) -> tuple[np.ndarray, list[tuple[int, int, int, date, date | None]]]:
        """The places, states and days of the rows that name only these states; kept for the next question."""
        if codes not in self._named:
            first, second = self._places
            wanted = [*codes]
            rows = np.flatnonzero(np.isin(first, wanted) & (np.isin(second, wanted) | (second == 0)))
            days = [self._table[name].take(pa.array(rows)).to_pylist() for name in ("since", "until")]
            ends = zip(rows.tolist(), first[rows].tolist(), second[rows].tolist(), *days, strict=True)
            self._named[codes] = rows, [*ends]
        return self._named[codes]

    @cached_property
    def _named(self) -> dict[frozenset[int], tuple[np.ndarray, list[tuple[int, int, int, date, date | None]]]]:
        return {}

    @cached_property
    def counted(self) -> dict[tuple[str, str], tuple[States, Figure | None]]:
        """The figures of relations that stand beside every other, by relation and measure, with the states asked of."""
        return {}

    def rows_at(self, places: Iterable[int]) -> list[Entry]:
        """The rows that stand there."""
        wanted = np.zeros(self._table.num_rows, dtype=bool)
        wanted[[*places]] = True
        return self._entries(wanted)

    def between(self, pair: tuple[int, int]) -> list[Entry]:
        """The rows on both states, in the order of their days within each direction."""
        first, second = self._places
        one, other = pair
        return self._entries(((first == one) & (second == other)) | ((first == other) & (second == one)))

    def of_state(self, code: int) -> list[Entry]:
        """The rows that name the state."""
        first, second = self._places
        return self._entries((first == code) | (second == code))

    def one_of_each(self, column: str, since: date, until: date) -> list[Entry]:
        """The first row of each value of the column, of the rows that begin in these days."""
        began = self._table["since"].to_numpy()
        inside = np.flatnonzero((began >= np.datetime64(since)) & (began <= np.datetime64(until)))
        cells = self._table[f"cell {self.layout.keep.index(column)}"].take(pa.array(inside)).to_pylist()
        first = {cell: place for place, cell in zip(inside[::-1].tolist(), reversed(cells), strict=True)}
        wanted = np.zeros(len(began), dtype=bool)
        wanted[list(first.values())] = True
        return self._entries(wanted)

    def _entries(self, wanted: np.ndarray) -> list[Entry]:
        rows = self._table.take(pa.array(np.flatnonzero(wanted))).to_pylist()
        cells = [f"cell {number}" for number in range(len(self.layout.keep))]
        return [
            Entry(
                first=row["first"],
                second=row["second"],
                since=row["since"],
                until=row["until"],
                cells=tuple(row[name] for name in cells),
            )
            for row in rows
        ]


@dataclass(frozen=True, kw_only=True)
class Reference:
    """The reference datasets at hand, in the order of their ids, and the states that they are asked about."""

    holdings: tuple[Holding, ...] = ()
    states: States

    @property
    def datasets(self) -> tuple[Dataset, ...]:
        """What is at hand: name, version, coverage, citation."""
        return tuple(each.dataset for each in self.holdings)


def load_reference(folder: Path) -> Reference:
    """The datasets that were added to the folder; none where it does not exist yet."""
    found = sorted(folder.glob("[!.]*/dataset.json")) if folder.is_dir() else []  # a dot marks one that was interrupted
    return Reference(holdings=tuple(_opened(each) for each in found), states=states_of_the_world())


def add_reference(file: Path, folder: Path) -> Dataset:
    """The dataset that the file holds, now in the folder for every later question.

    The same file twice is one dataset. Raises BadReference, and leaves the folder as it was, when the file is of no
    known layout, lacks a column, has a wrong code, or is another file under the name and version of an earlier one.
    """
    if (kept := _kept(file, folder)) is not None:
        return kept
    found = opened(file)
    layout, digest = found.layout, found.digest
    normaliser = Normaliser(layout=layout, states=states_of_the_world(), file=file.name)
    entries = normaliser.entries(found.rows)
    version = _version(file, layout, found.rows) or f"unstated-{digest[:8]}"
    dataset = Dataset(
        id=f"{layout.id}-{version}",
        name=layout.name,
        version=version,
        layout=layout.id,
        coverage=_coverage(layout, entries),
        citation=layout.citation,
        licence=layout.licence,
        sha256=digest,
        added_from=found.names,
    )
    left_out = tuple(f"{reason}: {times} times" for reason, times in sorted(normaliser.left_out.items()))
    _keep(Holding(dataset=dataset, layout=layout, folder=folder / dataset.id, left_out=left_out), entries)
    return dataset


def _kept(file: Path, folder: Path) -> Dataset | None:
    """The dataset that was made of this very file before, in the same words of description."""
    if not file.is_file() or described(file) is not None:
        return None
    digest = digest_of(file)
    # One that an earlier Foedus read in another way is read again.
    held = (
        each.dataset
        for each in load_reference(folder).holdings
        if each.dataset.sha256 == digest and each.layout in known() and each.read_as == _READ_AS
    )
    return next((each for each in held if not _restated(file, each)), None)


def _restated(file: Path, dataset: Dataset) -> bool:
    """Whether a file beside it now states another version than the one that the dataset is kept under."""
    stated = _stated(file)
    return stated is not None and stated != dataset.version


def _stated(file: Path) -> str | None:
    beside = file.parent / f"{file.name.split('.')[0]}.toml"
    version = tomllib.loads(beside.read_text(encoding="utf-8")).get("version") if beside.is_file() else None
    return _plain(str(version)) if version else None


def _version(file: Path, layout: Layout, rows: Sequence[Row]) -> str | None:
    """The version that a file beside it, its own column, or its name states."""
    if (stated := _stated(file)) is not None:
        return stated
    stated = next((row[layout.version] for row in rows if row.get(layout.version)), None) if layout.version else None
    if stated:
        # Publishers' floats: 4.0100002 is 4.01.
        return _plain(f"{float(stated):.4g}" if re.fullmatch(r"\d+\.\d{5,}", stated) else stated)
    named = re.search(r"(?<![a-z0-9])v(?:ersion)?[._ ]?(\d+(?:[._]\d+)*)", file.name.lower())
    return _plain(named[1].replace("_", ".")) if named else None


def _plain(version: str) -> str:
    return re.sub(r"[^0-9A-Za-z.]+", "-", version[:_VERSION_LETTERS]).strip("-.") or "unstated"


def _coverage(layout: Layout, entries: list[Entry]) -> tuple[Coverage, ...]:
    """The years from the first to the last in which each variable has a value.

    A spell that had not ended is known to last until the latest day that the dataset tells of, no further.
    """
    days = [day for entry in entries for day in (entry.since, entry.until) if day is not None]
    horizon = max(days).year
    covered = [Coverage(variable=ROWS, first_year=min(days).year, last_year=horizon)]
    for variable in layout.variables:
        place = layout.keep.index(variable)
        known = [entry for entry in entries if entry.cells[place] is not None]
        if known:
            last = max(horizon if entry.until is None else entry.until.year for entry in known)
            first = min(entry.since.year for entry in known)
            covered.append(Coverage(variable=variable, first_year=first, last_year=last))
    return tuple(covered)


def _keep(holding: Holding, entries: list[Entry]) -> None:
    """Write beside, then move: the folder is there with all its files, or not at all."""
    target = holding.folder
    earlier = _opened(target / "dataset.json") if target.exists() else None
    if earlier is not None and _is_kept(earlier, holding):
        return
    if earlier is not None and earlier.dataset.sha256 != holding.dataset.sha256:
        raise BadReference(
            holding.dataset.added_from,
            f"another file is already kept as {holding.dataset.id}; state its own version in a TOML file beside it",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".adding-", dir=target.parent))
    try:
        pq.write_table(_table(holding.layout, entries), beside / "rows.parquet", compression="zstd")
        content = {
            "dataset": holding.dataset,
            "layout": holding.layout,
            "left_out": holding.left_out,
            "read_as": holding.read_as,
            "rows_sha256": hashlib.sha256((beside / "rows.parquet").read_bytes()).hexdigest(),
        }
        (beside / "dataset.json").write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=1))
        if earlier is not None:
            target.rename(beside / "earlier")
        beside.rename(target)
        shutil.rmtree(target / "earlier", ignore_errors=True)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _is_kept(earlier: Holding, holding: Holding) -> bool:
    """Whether the earlier one is of the same file, read in the same way."""
    is_same_file = earlier.dataset.sha256 == holding.dataset.sha256
    return is_same_file and earlier.layout == holding.layout and earlier.read_as == holding.read_as


def _table(layout: Layout, entries: list[Entry]) -> pa.Table:
    columns = {
        "first": pa.array([each.first for each in entries], pa.int32()),
        "second": pa.array([each.second for each in entries], pa.int32()),
        "since": pa.array([each.since for each in entries], pa.date32()),
        "until": pa.array([each.until for each in entries], pa.date32()),
    }
    for number in range(len(layout.keep)):
        # Numbered, because a publisher's column may be called "first" too; dataset.json has the names.
        columns[f"cell {number}"] = pa.array([each.cells[number] for each in entries], CELL)
    return pa.table(columns)


def _damaged(file: Path, reason: object) -> DamagedDossier:
    return DamagedDossier(file.parent, (str(reason).splitlines() or [""])[0][:200])


class _Content(msgspec.Struct, frozen=True, kw_only=True):
    dataset: Dataset
    layout: Layout
    left_out: tuple[str, ...] = ()
    rows_sha256: str = ""
    read_as: int = 1


def _opened(file: Path) -> Holding:
    """The dataset as it lies there now; who asks again for an unchanged one is given the same, rows and all."""
    stamps = []
    for each in (file, file.parent / "rows.parquet"):
        told = each.stat() if each.exists() else None
        stamps.append((told.st_mtime_ns, told.st_size, told.st_ino) if told is not None else None)
    return _decoded(file, tuple(stamps))


@lru_cache(maxsize=64)
def _decoded(file: Path, _stamps: tuple[tuple[int, int, int] | None, ...]) -> Holding:
    try:
        content = msgspec.json.decode(file.read_bytes(), type=_Content)
    except (OSError, ValueError, RecursionError, msgspec.DecodeError) as error:
        raise _damaged(file, error) from error
    return Holding(
        dataset=content.dataset,
        layout=content.layout,
        folder=file.parent,
        left_out=content.left_out,
        rows_sha256=content.rows_sha256,
        read_as=content.read_as,
    )
