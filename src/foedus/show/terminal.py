"""How commands print: tables and progress for people, JSON for programs; colour only on a terminal."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from foedus.dossier import Dossier
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.show.views import Views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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
    """Where tables go: as wide as the terminal, and wide enough to lose nothing where there is none."""
    return Console(width=None if sys.stdout.isatty() else 160, highlight=False, soft_wrap=False)


def opened(folder: Path) -> Dossier:
    """The dossier in this folder, which must exist."""
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
    names = getattr(value, "__slots__", None)
    if names and hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def print_json(value: object) -> None:
    """Print the value as JSON, keys in the order given, the same bytes for the same value."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their headings; a long cell wraps, none is cut."""
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold", no_wrap=name == "id")
    count = 0
    for row in rows:
        table.add_row(*(each.replace("[", "\\[") for each in row))
        count += 1
    if count:
        console().print(table)
    else:
        click.echo(f"{title}: nothing here yet.")


def progress_line() -> Callable[[str, int, int, str], None]:
    """What the dossier calls as work goes on: a bar on a terminal, a line for each finished verb elsewhere."""
    bar = Console(stderr=True, highlight=False)

    def report(verb: str, done: int, total: int, note: str) -> None:
        if bar.is_terminal:
            width = 30
            filled = width if not total else round(width * done / total)
            end = "\n" if done >= total else "\r"
            text = f"{verb:>9} [{'█' * filled}{'·' * (width - filled)}] {done}/{total} {note[:40]:<40}"
            click.echo(text, nl=False, err=True)
            click.echo(end, nl=False, err=True)
        elif done >= total:
            click.echo(f"{verb}: {done} of {total} {note}".rstrip(), err=True)

    return report
