"""The commands on other coders' events: taken in from their files, listed, and taken out again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus.assess import is_between
from foedus.dossier import Dossier
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.material import Material
from foedus.show.coded import APART, coded_line
from foedus.show.commands.verbs import overlay_option
from foedus.show.terminal import (
    dossier_option,
    json_option,
    limit_option,
    opened,
    print_json,
    print_paragraph,
    print_table,
    progress_line,
)
from foedus.show.views import Views
from foedus.terms import Severity

if TYPE_CHECKING:
    from foedus.records import CodedEvent

relation_option = click.option(
    "--relation", nargs=2, default=None, metavar="STATE STATE", help="Only the events between these two states."
)


@click.group("events")
def events_command() -> None:
    """Take in events that others coded, of GDELT 2.0 or PLOVER: propositions without words, which count for nothing."""


@events_command.command("add")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH...")
@relation_option
@dossier_option
@overlay_option
def _add(paths: tuple[Path, ...], relation: tuple[str, str] | None, folder: Path, overlay: Path | None) -> int:
    """Add files of events: GDELT 2.0's event table, zipped or not, or PLOVER's JSON Lines.

    They stand beside what the articles say, marked as coded. A file of the same name takes the earlier one's place.
    """
    seen = Views(material=Material(), world=load_world(overlay), language=load_language())
    between = tuple(seen.state(each) for each in relation or ())
    with Dossier(folder, overlay=overlay) as dossier:
        tallies = [
            tally for each in paths for tally in dossier.coded.add(each, between=between, progress=progress_line())
        ]
        added = dossier.coded.files()
        problems = [each for each in dossier.problems() if each.about in added]
    count, again = sum(each.left.get("coded_events", 0) for each in tallies), sum(each.skipped for each in tallies)
    passed = f"; {_counted(again, 'file')} added before" if again else ""
    click.echo(f"added {_counted(count, 'coded event')} from {_counted(len(tallies) - again, 'file')}{passed}")
    for each in problems:
        print_paragraph(f"{each.severity}: {each.about}: {each.says}", indent=2)
    return 1 if any(each.severity is Severity.FAULT for each in problems) else 0


@events_command.command("list")
@relation_option
@dossier_option
@json_option
@limit_option
def _list(relation: tuple[str, str] | None, folder: Path, *, as_json: bool, limit: int | None) -> None:
    """List the coded events, the earliest first: who, towards whom, what, when, and from which row of which file."""
    with opened(folder) as dossier:
        held = dossier.coded.all()
    seen = Views(material=Material(), world=load_world(), language=load_language())
    if relation is not None:
        first, second = (seen.state(each) for each in relation)
        held = tuple(each for each in held if is_between(each, first, second))
    told = sorted(held, key=_day)
    if as_json:
        print_json(told[:limit])
        return
    rows = []
    for each in told[:limit]:
        line = coded_line(each, seen)
        rows.append((line.id[:8], line.who, line.what, line.code, line.when, f"row {line.row} of {line.file}"))
    heading = (
        f"{len(rows)} of {len(told)} coded events" if len(rows) < len(told) else _counted(len(told), "coded event")
    )
    print_table(f"{heading}, {APART}", ("id", "who", "what", "code", "when", "from"), rows)


def _day(event: CodedEvent) -> tuple[str, str]:
    return (str(event.when.since) if event.when else "9999", event.id)


@events_command.command("files")
@dossier_option
@json_option
def _files(folder: Path, *, as_json: bool) -> None:
    """List the files of events that were added, with how many events each left."""
    with opened(folder) as dossier:
        counts = Counter(each.file for each in dossier.coded.all())
        rows = [(each, counts[each]) for each in dossier.coded.files()]
    if as_json:
        print_json([{"file": name, "events": count} for name, count in rows])
        return
    print_table(
        f"{_counted(len(rows), 'file')} of events", ("file", "events"), [(name, str(count)) for name, count in rows]
    )


@events_command.command("remove")
@click.argument("file", metavar="FILE")
@dossier_option
def _remove(file: str, folder: Path) -> None:
    """Take the events of FILE out again; its name is as 'foedus events files' lists it."""
    with opened(folder) as dossier:
        count = sum(each.file == file for each in dossier.coded.all())
        dossier.coded.remove(file)
    click.echo(f"gone: {_counted(count, 'coded event')} of {file}")


def _counted(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"
