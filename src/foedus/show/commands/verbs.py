"""The commands that work: each verb alone, and run, which does them in order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedus.dossier import Dossier
from foedus.show.near import near
from foedus.show.terminal import dossier_option, progress_line
from foedus.terms import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.pipeline import Tally

workers_option = click.option(
    "--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that read side by side."
)
overlay_option = click.option(
    "--actors", "overlay", type=click.Path(exists=True, path_type=Path), help="Your own actors, laid over ours."
)


def _columns(ctx: click.Context, param: click.Parameter, told: str | None) -> dict[str, str]:  # noqa: ARG001
    """The user's own columns by our field, out of "text=body,date=published"."""
    pairs = [each.partition("=") for each in told.split(",")] if told else []
    if not all(sign and field.strip() and column.strip() for field, sign, column in pairs):
        raise click.BadParameter(f"{told!r} is no list of FIELD=COLUMN, such as text=body,date=published.")
    return {field.strip(): column.strip() for field, _, column in pairs}


map_option = click.option(
    "--map",
    "columns",
    metavar="FIELD=COLUMN,...",
    callback=_columns,
    help="Your names of columns, for JSON and CSV: text=body,date=published.",
)
cite_option = click.option(
    "--cite",
    "library",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSL-JSON, as Zotero writes it: publication data that the files do not tell.",
)
reader_option = click.option(
    "--reader", default="shipped", show_default=True, help="Who reads: shipped, spacy:PIPELINE or llm."
)


@click.command("run")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@map_option
@cite_option
@dossier_option
@workers_option
@overlay_option
@reader_option
def run_command(paths: tuple[Path, ...], folder: Path, **chosen: Any) -> int:
    """Gather PATH..., read it and go on to the assessment; stopped, the same command goes on where it stopped."""
    told = {name: chosen.pop(name) for name in ("columns", "library")}
    with Dossier(folder, **chosen) as dossier:
        tallies = dossier.run(*paths, **told, progress=progress_line())
        near(dossier)  # made here, a great dossier's index is not waited for when it is asked
        return _closing(dossier, tallies)


@click.command("gather")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@map_option
@cite_option
@dossier_option
@workers_option
def gather_command(paths: tuple[Path, ...], folder: Path, workers: int, **told: Any) -> int:
    """Turn the files of PATH... into documents; a broken file is a problem, and the rest goes on."""
    with Dossier(folder, workers=workers) as dossier:
        tallies = [dossier.gather(path, **told, progress=progress_line()) for path in paths]
        return _closing(dossier, tallies)


def _verb(name: str, says: str) -> click.Command:
    """The command of one verb over a dossier that exists."""

    @click.command(name, help=says)
    @dossier_option
    @workers_option
    @overlay_option
    def command(folder: Path, **chosen: Any) -> int:
        with Dossier(folder, create=False, **chosen) as dossier:
            tally = getattr(dossier, name)(progress=progress_line())
            return _closing(dossier, [tally])

    return reader_option(command) if name == "read" else command


read_command = _verb("read", "Turn documents into claims with the words that say them.")
resolve_command = _verb("resolve", "Say which actor each mention means, each decision with its reason.")
trace_command = _verb("trace", "Find copies, and where each claim's chain of voices ends.")
assemble_command = _verb("assemble", "Join claims of the same thing and count independent roots in two bounds.")
check_command = _verb("check", "Hold propositions against the reference data that you added.")
assess_command = _verb("assess", "Place each relation on the ladder, with receipts and bounds.")


def _closing(dossier: Dossier, tallies: Iterable[Tally]) -> int:
    """Print what each verb left and the problems by code; the exit code is 1 where there are faults."""
    for each in tallies:
        left = ", ".join(f"{count} {table}" for table, count in sorted(each.left.items()) if count)
        again = f" ({each.skipped} finished before)" if each.skipped else ""
        click.echo(f"{each.verb:>9}: {left or 'nothing new'}{again}")
    problems = dossier.problems()
    codes: dict[tuple[str, str], int] = {}
    for problem in problems:
        key = (problem.severity.value, problem.code)
        codes[key] = codes.get(key, 0) + 1
    faults = sum(count for (severity, _), count in codes.items() if severity == Severity.FAULT.value)
    notes = sum(codes.values()) - faults
    listed = ", ".join(f"{count} {code}" for (_, code), count in sorted(codes.items()))
    click.echo(f" problems: {faults} faults, {notes} notes{f' ({listed})' if listed else ''}")
    return 1 if faults else 0
