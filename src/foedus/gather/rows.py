"""JSON Lines, JSON and CSV enter as a stream; one draft for each row leaves, or what the row lacks."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from foedus.gather.decoding import decode
from foedus.gather.drafts import Draft, Trouble
from foedus.gather.limits import ROW_BYTES, mebibytes
from foedus.gather.naming import draft_of, holds_text, renamed

Columns = Mapping[str, str]  # the user's own names of columns, by our field
NONE: Columns = {}
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_ADVICE = "set it right or leave it out"
_LISTS = ("articles", "documents", "items", "data", "results", "entries")


def read_json_lines(stream: BinaryIO, columns: Columns = NONE) -> Iterator[Draft | Trouble]:
    """A draft for each line that holds an object with a text, in order; a broken line costs only itself."""
    for number, line in enumerate(_lines(stream), start=1):
        if isinstance(line, Trouble):
            yield Trouble(code=line.code, says=f"Row {number}: {line.says}")
        elif line.strip():
            yield from _json_row(line, columns, number=number)


def read_json(content: bytes, columns: Columns = NONE) -> Iterator[Draft | Trouble]:
    """A draft for each object of a list, or for the one object that the file is."""
    text, troubles = decode(content)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        yield Trouble(code="bad-row", says="The file is not valid JSON: save it again from the program that wrote it.")
        return
    yield from troubles
    rows = [_named(row, columns) for row in _rows_of(value, columns)]
    if not any(isinstance(row, Mapping) and holds_text(row) for row in rows):
        says = "No object in this JSON file has a text: name the field 'text', or leave the file out."
        yield Trouble(code="unknown-format", says=says)
        return
    for number, row in enumerate(rows, start=1):
        yield _checked(row, number=number)


def read_csv(content: bytes, columns: Columns = NONE) -> Iterator[Draft | Trouble]:
    """A draft for each row under a header that names a text column, in order."""
    text, troubles = decode(content)
    text = text.replace("\0", "")
    yield from troubles
    csv.field_size_limit(ROW_BYTES)
    try:
        rows = csv.DictReader(_text_lines(text), delimiter=_delimiter(text))
        if not holds_text(renamed({name: "" for name in rows.fieldnames or () if name}, columns)):
            says = "No column of this table holds a text: call it 'text' in the first line, or say --map text=COLUMN."
            yield Trouble(code="bad-row", says=says)
            return
        number = 0
        for number, row in enumerate(rows, start=1):
            yield _row_of(row, columns, number=number)
        if not number:
            yield Trouble(code="empty-file", says="This table has a first line and no other: fill it, or leave it out.")
    except csv.Error as error:
        yield Trouble(code="bad-row", says=f"The table cannot be read on ({error}): save it again as CSV in UTF-8.")


def _row_of(row: Mapping[str | None, object], columns: Columns, *, number: int) -> Draft | Trouble:
    if None in row or None in row.values():
        says = f"Row {number} has not as many fields as the header: quote fields that hold the delimiter, or {_ADVICE}."
        return Trouble(code="bad-row", says=says)
    told = renamed({str(name): value for name, value in row.items()}, columns)
    return draft_of(told, place=f"#{number}")


def _json_row(line: bytes, columns: Columns, *, number: int) -> Iterator[Draft | Trouble]:
    text, troubles = decode(line)
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        yield Trouble(code="bad-row", says=f"Row {number} is not valid JSON: {_ADVICE}.")
        return
    yield from troubles
    yield _checked(_named(row, columns), number=number)


def _checked(row: object, *, number: int) -> Draft | Trouble:
    if not isinstance(row, Mapping):
        return Trouble(code="bad-row", says=f"Row {number} is no object with named fields: {_ADVICE}.")
    return draft_of({str(name): value for name, value in row.items()}, place=f"#{number}")


def _named(row: object, columns: Columns) -> object:
    return renamed({str(name): each for name, each in row.items()}, columns) if isinstance(row, Mapping) else row


def _rows_of(value: object, columns: Columns) -> list[object]:
    """The rows in a JSON value: a list, the list under a usual name, or the value itself."""
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping) and not holds_text(renamed(value, columns)):
        for name in _LISTS:
            if isinstance(value.get(name), list):
                return list(value[name])
    return [value]


def _lines(stream: BinaryIO) -> Iterator[bytes | Trouble]:
    """The lines of the stream; one beyond the limit is passed over without being held."""
    while line := stream.readline(ROW_BYTES):
        if len(line) < ROW_BYTES or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(ROW_BYTES)
        yield Trouble(code="too-large", says=f"it is longer than {mebibytes(ROW_BYTES)}: cut it into several texts.")


def _text_lines(text: str) -> Iterator[str]:
    """The lines of the text with their ends, one at a time: a StringIO would hold it once more, four bytes a letter."""
    return (match[0] for match in _LINE.finditer(text))


def _delimiter(text: str) -> str:
    """The sign that parts the columns: the one that the header uses most."""
    return max(",;\t|", key=text.split("\n", 1)[0].count)
