"""The command that writes what the dossier holds for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from foedus.show.exports import FORMATS, export
from foedus.show.terminal import dossier_option, opened

_TABLES = ("documents", "claims", "propositions", "roots", "copies", "drifts", "checks", "assessments")


@click.command("export")
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    required=True,
    type=click.Choice(list(FORMATS)),
    help=f"What to write: {', '.join(FORMATS)}.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write; else print, where it is text.")
@click.option(
    "--table",
    metavar="TABLE",
    type=click.Choice(_TABLES),
    default="claims",
    show_default=True,
    help=f"Of csv and parquet: {', '.join(_TABLES)}.",
)
@click.option("--relation", nargs=2, metavar="STATE STATE", help="Of html, markdown, docx and pdf: whose brief.")
@dossier_option
def export_command(form: str, output: Path | None, folder: Path, **chosen: Any) -> None:
    """Write what the dossier holds for other programs; what a format cannot carry is counted, by reason."""
    if output is None and not FORMATS[form].is_text:
        raise click.UsageError(f"{form} is no text: say with -o into which file, such as brief{FORMATS[form].suffix}.")
    if FORMATS[form].needs_relation and chosen["relation"] is None:
        raise click.UsageError(f"{form} tells of one relation: add --relation and two states, such as CHN RUS.")
    with opened(folder) as dossier:
        made = export(dossier, form, output, **chosen)
    if output is None:
        sys.stdout.flush()
        click.echo(made.content.decode("utf-8"), nl=False)
    else:
        click.echo(f"wrote {output}: {made.count}", err=True)
    if made.left_out:
        told = "; ".join(f"{count} {reason}" for reason, count in sorted(made.left_out.items()) if count)
        click.echo(f"left out: {told}", err=True)
