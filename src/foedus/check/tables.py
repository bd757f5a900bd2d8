"""A reference file as rows of text: CSV (also gzipped) and R's .rda enter, one mapping a row leaves.

Nothing is interpreted here: a cell is the text that the file holds, and a number of an .rda file is written the
shortest way that is exact. An empty cell is None.
"""

from __future__ import annotations

import csv
import gzip
import math
import re
import zlib
from typing import TYPE_CHECKING, Any

from foedus.check.apart import r_table
from foedus.errors import BadReference

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, "str | None"]

ENDINGS = (".rda", ".RData", ".rdata", ".csv", ".csv.gz", ".tab", ".tsv")
PREAMBLE = 40  # lines that may stand before the names of the columns
WIDE = 8  # separators in a line that can be nothing but names of columns
TABLE_BYTES = 128 << 20  # unpacked; the largest of those that Foedus knows has about 30 MB
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
NOTHING = frozenset({"", "NA", "NaN", "nan", "<NA>", "."})


def rows_of(file: Path) -> list[Row]:
    """The rows of the file, in its order, each by column name."""
    if not file.is_file():
        raise BadReference(file.name, "there is no such file")
    rows = _from_r(file) if file.suffix.lower() in {".rda", ".rdata"} else _from_csv(file)
    if not rows:
        raise BadReference(file.name, "it holds no rows")
    return rows


def _from_csv(file: Path) -> list[Row]:
    text = _decoded(file)
    text = text[_heading(text) :]
    sample = text[: text.find("\n") if "\n" in text else None]
    delimiter = max(",;\t", key=sample.count)
    lines = (line.group() for line in _LINE.finditer(text))  # one at a time: io.StringIO takes four bytes for a letter
    reader = csv.DictReader(lines, delimiter=delimiter, strict=True)
    try:
        reader.fieldnames = [name.strip().rstrip(";") for name in reader.fieldnames or ()]
        names = [name for name in reader.fieldnames if name]
        if len(names) < 2:
            raise BadReference(file.name, "it is no table: its first line names fewer than two columns")
        return [{name: _cell(row.get(name)) for name in names} for row in reader]
    except csv.Error as error:
        raise BadReference(file.name, f"it is no regular CSV file ({error})") from error


def _heading(text: str) -> int:
    """Where the line with the names of the columns begins: some publishers put lines of explanation before it."""
    place = 0
    lines = text.split("\n", PREAMBLE)[:PREAMBLE]
    if max(map(lines[0].count, ",;\t")) > 0:
        return 0
    for line in (f"{each}\n" for each in lines):
        if max(map(line.count, ",;\t")) >= WIDE:
            return place
        place += len(line)
    return 0


def _decoded(file: Path) -> str:
    content = _unpacked(file)
    if b"\0" in content[:4096]:
        raise BadReference(file.name, "it is neither a CSV file nor an .rda file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _unpacked(file: Path) -> bytes:
    try:
        with gzip.open(file) if file.suffix.lower() == ".gz" else file.open("rb") as stream:
            content = stream.read(TABLE_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadReference(file.name, f"it cannot be opened ({error})") from error
    if len(content) > TABLE_BYTES:
        raise BadReference(file.name, f"it has more than {TABLE_BYTES >> 20} MB: keep the columns that are asked for")
    return content


def _from_r(file: Path) -> list[Row]:
    found = r_table(file)
    if isinstance(found, str):
        raise BadReference(file.name, found)
    columns = {name: _numbers(cells) for name, cells in found.items()}
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _numbers(cells: list[Any]) -> list[str | None]:
    """The cells as text; each value is written once, however often it stands there."""
    written = {value: _number(value) for value in {*cells}}
    return [written[value] for value in cells]


def _number(value: Any) -> str | None:
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return str(int(value)) if value.is_integer() else repr(value)
    return _cell(None if value is None else str(value))


def _cell(value: object) -> str | None:
    text = value.strip() if isinstance(value, str) else None
    return None if text is None or text in NOTHING else text
