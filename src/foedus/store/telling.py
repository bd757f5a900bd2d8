"""The records enter; their tables leave as Markdown, for docs/dossier.md.

`python -m foedus.store.telling docs/dossier.md` brings the page into step.
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from foedus.store.tables import LEDGERS, TABLES, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_FROM, _TO = "<!-- tables: from here -->\n", "<!-- tables: to here -->\n"


def tables_told() -> str:
    """Every table with its columns, as the records declare them."""
    return "\n".join(line for table, record in TABLES.items() for line in _told(table, record)) + "\n"


def _told(table: str, record: type) -> Iterator[str]:
    kept = "in the catalogue" if table in LEDGERS else f"in `segments/{table}/`"
    yield f"### `{table}`"
    yield ""
    yield f"{(inspect.getdoc(record) or '').splitlines()[0]} Kept {kept}."
    yield ""
    yield "| column | type | may be absent |"
    yield "| --- | --- | --- |"
    for each in schema_of(record):
        yield f"| `{each.name}` | {_type(each.type)} | {'yes' if each.nullable else ''} |"
    yield ""


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"list of {_type(kind.value_type)}"
    if pa.types.is_struct(kind):
        return "(" + ", ".join(f"{each.name}: {_type(each.type)}{'?' if each.nullable else ''}" for each in kind) + ")"
    return {pa.string(): "text", pa.int64(): "whole number", pa.float64(): "number", pa.bool_(): "yes or no"}.get(
        kind, "day" if kind == pa.date32() else "instant"
    )


def bring_into_step(page: Path) -> None:
    """The page has the tables of the records between its two marks."""
    before, _, rest = page.read_text("utf-8").partition(_FROM)
    _, _, after = rest.partition(_TO)
    page.write_text(before + _FROM + tables_told() + _TO + after, "utf-8")


if __name__ == "__main__":
    bring_into_step(Path(sys.argv[1]))
