"""What docs/formats.md tells of formats, tables and the rule on events is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from foedus.flat import TABLES
from foedus.gather.naming import FIELDS
from foedus.show.commands.files import _TABLES
from foedus.show.exports import FORMATS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "formats.md"
TEXT = PAGE.read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its first two lines."""
    part = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_format_has_a_row() -> None:
    told = [
        name
        for row in rows("What each format carries, and what it loses")
        for name in re.findall(r"`([\w-]+)`", row[0])
    ]
    assert told == list(FORMATS)
    assert all(len(row) == 5 and all(row) for row in rows("What each format carries, and what it loses"))


def test_every_column_of_every_table_is_told() -> None:
    told = {
        row[0].strip("`"): row[1].strip("`").split()
        for row in rows("The tables of `csv`, `parquet` and `dossier.frame`")
    }
    assert told == {name: [column.name for column in columns] for name, columns in TABLES.items()}
    assert list(TABLES) == list(_TABLES), "the command offers what there is"


def test_the_fields_of_a_map_are_told() -> None:
    assert f"`{' '.join(FIELDS)}`" in TEXT


def test_the_extras_that_it_names_are_there() -> None:
    project = (PAGE.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    for extra in re.findall(r"foedus\[(\w+)\]", TEXT):
        assert re.search(rf"^{extra} = \[", project, flags=re.MULTILINE)
