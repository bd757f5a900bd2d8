"""A Parquet file enters; one draft for each row leaves, or what the row lacks. It runs in the parsing process.

Columns are named as those of JSON Lines and CSV are, so that the same rows give the same documents in any of the three.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from foedus.gather.drafts import Draft, Trouble
from foedus.gather.limits import PAGE_BYTES, mebibytes
from foedus.gather.naming import draft_of, field_of, holds_text, renamed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ROWS = 64  # unpacked at a time
_GROWN = 64 * PAGE_BYTES  # a group of rows beyond this is not unpacked


def read_parquet(path: str, columns: Mapping[str, str], *, skip: int = 0) -> Iterator[tuple[int, Draft | Trouble]]:
    """A numbered draft for each row that holds a text, in order, from the row after `skip` on."""
    pa.set_cpu_count(1)
    try:
        with pq.ParquetFile(path, memory_map=False, pre_buffer=False) as file:
            yield from _rows(file, columns, skip=skip)
    except (pa.ArrowException, OSError) as error:
        reason = str(error).split("\n", 1)[0].rstrip(".")[:200]
        yield skip + 1, Trouble(code="bad-row", says=f"The table cannot be read on ({reason}): write it again.")


def _rows(file: pq.ParquetFile, columns: Mapping[str, str], *, skip: int) -> Iterator[tuple[int, Draft | Trouble]]:
    names = file.schema_arrow.names
    wanted = [name for name in names if name in columns.values() or field_of(name) is not None]
    if not holds_text(renamed(dict.fromkeys(names, ""), columns)):
        says = "No column of this table holds a text: call it 'text', or say --map text=COLUMN."
        yield skip + 1, Trouble(code="bad-row", says=says)
        return
    for group in range(file.num_row_groups):
        if file.metadata.row_group(group).total_byte_size > _GROWN:
            says = f"A group of its rows is over {mebibytes(_GROWN)}: write it in smaller groups of rows."
            yield skip + 1, Trouble(code="too-large", says=says)
            return
    number = 0
    for batch in file.iter_batches(batch_size=_ROWS, columns=wanted, use_threads=False):
        for row in batch.to_pylist():
            number += 1
            if number > skip:
                yield number, draft_of(renamed(_plain(row), columns), place=f"#{number}")


def _plain(row: Mapping[str, object]) -> dict[str, object]:
    """The row with days as they are written in the other two formats."""
    return {
        name: value.date().isoformat() if isinstance(value, datetime)
        else value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
    }  # fmt: skip
