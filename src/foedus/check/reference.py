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
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from foedus.check.layouts import Layout, recognise
from foedus.check.normalise import Entry, Normaliser
from foedus.check.tables import Row, rows_of
from foedus.check.world import states_of_the_world
from foedus.errors import BadReference, DamagedDossier
from foedus.records import Dataset
from foedus.values import Coverage

if TYPE_CHECKING:
    from foedus.check.states import States

_VERSION_LETTERS = 60
ROWS = "rows"  # the variable that stands for the rows themselves


@dataclass(frozen=True, kw_only=True)
class Holding:
    """A dataset in its folder, with the layout that reads it; its rows are read when first asked for."""

    dataset: Dataset
    layout: Layout
    folder: Path
    left_out: tuple[str, ...] = ()
    rows_sha256: str = ""  # of rows.parquet; those that an earlier Foedus kept have none

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

    def between(self, pair: tuple[int, int]) -> list[Entry]:
        """The rows on both states, in the order of their days within each direction."""
        first, second = self._places
        one, other = pair
        return self._entries(((first == one) & (second == other)) | ((first == other) & (second == one)))

    def of_state(self, code: int) -> list[Entry]:
        """The rows that name the state."""
        first, second = self._places
        return self._entries((first == code) | (second == code))

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
    rows = rows_of(file)
    layout = recognise(file, rows[0])
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    normaliser = Normaliser(layout=layout, states=states_of_the_world(), file=file.name)
    entries = normaliser.entries(rows)
    version = _version(file, layout, rows) or f"unstated-{digest[:8]}"
    dataset = Dataset(
        id=f"{layout.id}-{version}",
        name=layout.name,
        version=version,
        layout=layout.id,
        coverage=_coverage(layout, entries),
        citation=layout.citation,
        licence=layout.licence,
        sha256=digest,
        added_from=file.name,
    )
    left_out = tuple(f"{reason}: {times} times" for reason, times in sorted(normaliser.left_out.items()))
    _keep(Holding(dataset=dataset, layout=layout, folder=folder / dataset.id, left_out=left_out), entries)
    return dataset


def _version(file: Path, layout: Layout, rows: list[Row]) -> str | None:
    """The version that a file beside it, its own column, or its name states."""
    beside = file.parent / f"{file.name.split('.')[0]}.toml"
    if beside.is_file() and (stated := tomllib.loads(beside.read_text(encoding="utf-8")).get("version")):
        return _plain(str(stated))
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
    if target.exists():
        if _opened(target / "dataset.json").dataset.sha256 == holding.dataset.sha256:
            return
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
            "rows_sha256": hashlib.sha256((beside / "rows.parquet").read_bytes()).hexdigest(),
        }
        (beside / "dataset.json").write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=1))
        beside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _table(layout: Layout, entries: list[Entry]) -> pa.Table:
    columns = {
        "first": pa.array([each.first for each in entries], pa.int32()),
        "second": pa.array([each.second for each in entries], pa.int32()),
        "since": pa.array([each.since for each in entries], pa.date32()),
        "until": pa.array([each.until for each in entries], pa.date32()),
    }
    for number in range(len(layout.keep)):
        # Numbered, because a publisher's column may be called "first" too; dataset.json has the names.
        columns[f"cell {number}"] = pa.array([each.cells[number] for each in entries], pa.string())
    return pa.table(columns)


def _damaged(file: Path, reason: object) -> DamagedDossier:
    return DamagedDossier(file.parent, (str(reason).splitlines() or [""])[0][:200])


class _Content(msgspec.Struct, frozen=True, kw_only=True):
    dataset: Dataset
    layout: Layout
    left_out: tuple[str, ...] = ()
    rows_sha256: str = ""


def _opened(file: Path) -> Holding:
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
    )
