"""The commands that work: each verb alone, and run, which does them in order."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedus.dossier import Dossier
from foedus.show.near import near
from foedus.show.terminal import dossier_option, progress_line
from foedus.terms import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.engine.spark import SparkEngine
    from foedus.pipeline import Tally

workers_option = click.option(
    "--workers", type=click.IntRange(min=1), default=1, show_default=True, help="How many work side by side."
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
engine_option = click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Where documents are read and compared: this machine, or Spark (docs/spark.md).",
)
master_option = click.option(
    "--master",
    help="Which Spark: local[2], spark://HOST:PORT, yarn; as Spark is told otherwise, or all of this machine.",
)
tables_option = click.option(
    "--tables", metavar="ADDRESS", help="With Spark: write every table there as Parquet, in any store that it reads."
)


@click.command("run")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@map_option
@cite_option
@dossier_option
@workers_option
@overlay_option
@reader_option
@engine_option
@master_option
@tables_option
def run_command(paths: tuple[str, ...], folder: Path, **chosen: Any) -> int:
    """Gather PATH..., read it and go on to the assessment; stopped, the same command goes on where it stopped.

    With Spark a PATH may be an address in any store that it reads, such as s3a://BUCKET/FOLDER.
    """
    told = {name: chosen.pop(name) for name in ("columns", "library")}
    engine, master, tables = (chosen.pop(name) for name in ("engine", "master", "tables"))
    with ExitStack() as stack:
        cluster = stack.enter_context(_cluster(paths, engine=engine, master=master, tables=tables))
        dossier = stack.enter_context(Dossier(folder, **chosen))
        if cluster is not None:
            dossier.on(cluster)
        tallies = dossier.run(*paths, **told, progress=progress_line())
        if tables is not None:
            dossier.write_tables(tables)
        near(dossier)  # made here, a great dossier's index is not waited for when it is asked
        return _closing(dossier, tallies)


@contextmanager
def _cluster(
    paths: tuple[str, ...], *, engine: str, master: str | None, tables: str | None
) -> Iterator[SparkEngine | None]:
    """The cluster that was asked for, begun, so that what it lacks is told before anything is done."""
    if engine == "local":
        if master is not None or tables is not None:
            raise click.UsageError("--master and --tables need --engine spark.")
        far = next((each for each in paths if "://" in each), None)
        if far is not None:
            raise click.UsageError(f"{far} is an address: give --engine spark, which can fetch it, or a path.")
        yield None
        return
    from foedus.engine.spark import SparkEngine  # noqa: PLC0415  an optional extra

    cluster = SparkEngine(master=master)
    try:
        click.echo(f"Spark is ready, {cluster.tasks} tasks side by side", err=True)
        yield cluster
    finally:
        cluster.close()


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
