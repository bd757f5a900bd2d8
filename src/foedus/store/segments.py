"""Records enter; immutable Parquet files leave, each named by the fingerprint of its bytes.

A file is whole from the instant it has its name: it is written under another name, forced to disk, and renamed. A
file that the catalogue does not name belongs to a run that was cut short, and is swept.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from foedus.errors import DamagedDossier
from foedus.store.rows import from_table, to_batch
from foedus.store.tables import SEGMENTED, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

_ROWS = 4096  # encoded at a time: bounds what a text column of one batch can hold
# The document that a row belongs to, where it goes with a superseded one.
_OWNER: dict[str, Callable[[pa.Table], pa.ChunkedArray]] = {
    "claims": lambda rows: rows["document"],
    "mentions": lambda rows: pc.struct_field(rows["span"], "document"),
}
_UNFINISHED = ".unfinished"
_MADE = 1 << 13  # rows whose records are made at a time


class Segments:
    """The folder of Parquet files of a dossier."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, table: str, name: str) -> Path:
        """Where the segment of that name lies."""
        return self.folder / table / f"{name}.parquet"

    def write(self, table: str, records: Sequence[Any]) -> str:
        """The name of the segment that now holds the records, whole and on disk."""
        content = _parquet(records, SEGMENTED[table])
        name = _name(content)
        path = self.path(table, name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(path, content)
        return name

    def read(self, table: str, name: str, *, without: Collection[str] = ()) -> list[Any]:
        """The records of a segment, in their order; `without` names lists that are left unread, and so are empty.

        Raises:
            DamagedDossier: the file's bytes are not those that were written.
        """
        return [*self.one_by_one(table, name, without=without)]

    def one_by_one(self, table: str, name: str, *, without: Collection[str] = ()) -> Iterator[Any]:
        """Yield the records of a segment as `read` has them, a few thousand made at a time.

        Raises:
            DamagedDossier: the file's bytes are not those that were written.
        """
        record = SEGMENTED[table]
        content = self.path(table, name).read_bytes()
        if _name(content) != name:
            raise DamagedDossier(self.folder.parent, f"segments/{table}/{name}.parquet has changed")
        schema = schema_of(record)
        wanted = [each for each in schema.names if each not in without]
        file = pq.ParquetFile(pa.BufferReader(content))
        for batch in file.iter_batches(batch_size=_MADE, columns=wanted, use_threads=False):
            found = pa.Table.from_batches([batch])
            for each in without:
                found = found.append_column(schema.field(each), pa.array([[]] * len(found), schema.field(each).type))
            yield from from_table(found.select(schema.names), record)

    def batches(self, table: str, names: Sequence[str], *, without: Collection[str] = ()) -> Iterator[pa.RecordBatch]:
        """The rows of the segments as they lie there, without the mentions and claims of some documents."""
        left_out = pa.array(sorted(without), pa.string())
        for name in names:
            rows = pq.read_table(self.path(table, name), schema=schema_of(SEGMENTED[table]), use_threads=False)
            if without and table in _OWNER:
                rows = rows.filter(pc.invert(pc.is_in(_OWNER[table](rows), left_out)))
            yield from rows.to_batches()

    def ids(self, table: str, names: Sequence[str], prefix: str) -> list[tuple[str, str]]:
        """The ids that begin so, each with its segment, in the order of the ids."""
        if not names:
            return []
        import pyarrow.dataset as pads  # noqa: PLC0415 - it imports pandas wherever that is installed

        files = pads.dataset([str(self.path(table, name)) for name in names], schema=schema_of(SEGMENTED[table]))
        begins = pc.starts_with(pads.field("id"), pattern=prefix)
        found = files.to_table(columns=["id", "__filename"], filter=begins, use_threads=False).to_pylist()
        return sorted((row["id"], row["__filename"].rpartition("/")[2].removesuffix(".parquet")) for row in found)

    def sweep(self, named: Collection[tuple[str, str]]) -> int:
        """The number of files removed: those that the catalogue does not name."""
        swept = 0
        for path in sorted(self.folder.glob("*/*")):
            if path.name.endswith(_UNFINISHED) or (path.parent.name, path.stem) not in named:
                path.unlink(missing_ok=True)
                swept += 1
        return swept


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:20]


def _parquet(records: Sequence[Any], record: type) -> bytes:
    """The bytes of a Parquet file of the records; the same records give the same bytes."""
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(
        sink,
        schema_of(record),
        version="2.6",
        compression="zstd",
        compression_level=3,
        data_page_version="1.0",
        write_page_checksum=True,
    ) as writer:
        for start in range(0, len(records), _ROWS):
            writer.write_batch(to_batch(records[start : start + _ROWS], record))
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _write_whole(path: Path, content: bytes) -> None:
    unfinished = path.with_name(path.name + _UNFINISHED)
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    force_folder(path.parent)


def force_folder(folder: Path) -> None:
    """Force the names in a folder to disk, so that a new file is found again after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
