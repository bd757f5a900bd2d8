"""How commands print: tables and progress for people, JSON for programs; colour only on a terminal."""

from __future__ import annotations

import json
import os
import re
import sys
import textwrap
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from foedus.dossier import Dossier
from foedus.errors import NotADossier
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.show.plainness import visible
from foedus.show.views import Views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

PIPED = 160  # columns where there is no terminal and COLUMNS does not say
LONG = 40  # characters from which a column wants room to wrap
_BARE = re.compile(r"[\d.]+(?: to \d+)?|yes|no")
ROOM = 34  # columns that each long column needs before a table is easier to read than a list

dossier_option = click.option(
    "--dossier",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("dossier"),
    show_default=True,
    help="The folder of the dossier.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
limit_option = click.option("--limit", type=click.IntRange(min=1), default=None, help="Print at most so many rows.")


def console() -> Console:
    """Where tables go: as wide as the terminal, else as COLUMNS says, else wide."""
    if sys.stdout.isatty():
        return Console(highlight=False, emoji=False, markup=False)
    told = os.environ.get("COLUMNS", "")
    width = max(40, int(told)) if told.isdigit() else PIPED
    return Console(width=width, highlight=False, emoji=False, markup=False, color_system=None, force_terminal=False)


def title_of(shown: int, held: int, noun: str) -> str:
    """How many rows a table shows, and of how many.

    >>> title_of(3, 3, "claims"), title_of(3, 7, "claims")
    ('3 claims', '3 of 7 claims')
    """
    return f"{held} {noun}" if shown == held else f"{shown} of {held} {noun}"


def opened(folder: Path) -> Dossier:
    """The dossier in this folder, which must exist."""
    if not folder.is_dir():
        raise NotADossier(folder)
    return Dossier(folder, create=False)


def views(dossier: Dossier) -> Views:
    """The dossier's material in the words that people read."""
    return Views(material=dossier.material(), world=load_world(), language=load_language())


def plain(value: object) -> Any:
    """The value as JSON has it: enums as their values, days in ISO 8601."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    names = getattr(value, "__dataclass_fields__", None)
    if names:
        return {name: plain(getattr(value, name)) for name in names}
    return value


def print_json(value: object) -> None:
    """Print the value as JSON, keys in the order given, the same bytes for the same value."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their headings; where they would not fit, one below the other. No cell is cut."""
    told = [tuple(visible(" ".join(each.split())) for each in row) for row in rows]
    if not told:
        click.echo(f"{title}: nothing here yet.")
        return
    out = console()
    if _fits(columns, told, out.width):
        out.print(_table(title, columns, told))
    else:
        out.print(Text(title, style="bold"))
        for row in told:
            _print_entry(columns, row, out)


def _fits(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    needed = 0
    for place, name in enumerate(columns):
        widest = max(len(name), *(len(row[place]) for row in rows))
        needed += 2 + (widest if widest <= LONG else max(ROOM, len(name)))
    return needed <= width


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(title=Text(title, style="bold"), title_justify="left", box=SIMPLE_HEAD, pad_edge=False,
                  show_edge=False)  # fmt: skip
    for place, name in enumerate(columns):
        widest = max(len(row[place]) for row in rows)
        is_number = all(row[place].replace(".", "", 1).isdigit() or not row[place] for row in rows)
        table.add_column(
            name,
            overflow="fold",
            no_wrap=widest <= LONG,
            ratio=None,
            justify="right" if is_number and name != "id" else "left",
        )
    for row in rows:
        table.add_row(*(Text(each) for each in row))
    return table


def _print_entry(columns: Sequence[str], row: Sequence[str], out: Console) -> None:
    """One row as a short paragraph: what is short on its first line, what is long below.

    A cell that is only a number or a word needs the name of its column; others speak for themselves.
    """
    short: list[str] = []
    long: list[str] = []
    for name, cell in zip(columns[1:], row[1:], strict=True):
        told = f"{name} {cell}" if _BARE.fullmatch(cell) else cell
        if cell:
            (long if len(cell) > LONG or cell.startswith("“") else short).append(told)
    indent = " " * 10
    first = " · ".join(short) or (long.pop(0) if long else "")
    lines = textwrap.wrap(first, out.width, initial_indent=f"{row[0]:<8}  ", subsequent_indent=indent)
    for told in long:
        lines += textwrap.wrap(told, out.width, initial_indent=indent, subsequent_indent=indent)
    out.print(Text("\n".join(lines) or row[0]))


def print_paragraph(told: str, *, indent: int = 0, style: str = "") -> None:
    """Print a sentence or two, wrapped to the width, later lines indented."""
    out = console()
    lines = textwrap.wrap(visible(told), out.width, subsequent_indent=" " * indent)
    out.print(Text("\n".join(lines), style=style))


def progress_line() -> Callable[[str, int, int, str], None]:
    """What the dossier calls as work goes on: a bar on a terminal, a line for each finished verb elsewhere."""
    is_terminal = sys.stderr.isatty()

    def report(verb: str, done: int, total: int, note: str) -> None:
        """How far a verb is: drawn over the line before on a terminal, and said once it is done elsewhere."""
        note = visible(" ".join(note.split()))
        if is_terminal:
            room = max(0, Console(stderr=True).width - 54)
            filled = 30 if not total else round(30 * done / total)
            bar = f"{verb:>9} [{'█' * filled}{'·' * (30 - filled)}] {done}/{total} {note[:room]}"
            click.echo(f"\r\x1b[2K{bar}", nl=done >= total, err=True)
        elif done >= total:
            click.echo(f"{verb}: {done} of {total} {note}".rstrip(), err=True)

    return report
