"""The command that assesses a relation: the ladder, its receipts, what would change it, and others beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from foedus.assess import assess, footing, sensitivity
from foedus.check import load_reference
from foedus.show.beside import beside_of
from foedus.show.handles import LADDER, WITHOUT, of_dyad
from foedus.show.ladder import ladder_of
from foedus.show.lenses import against_option, comparison_of, framework_option, lens_of, time_options
from foedus.show.near import brief_near, told_of_both
from foedus.show.plainness import visible
from foedus.show.terminal import (
    dossier_option,
    json_option,
    opened,
    plain,
    print_json,
    print_paragraph,
    print_table,
)

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from foedus.check import Comparison
    from foedus.records import Assessment
    from foedus.show.beside import Beside
    from foedus.show.ladder import Ladder, Lens, Rung, Step
    from foedus.show.views import Views

RECEIPTS = 4  # ids of each side that a line prints


@click.command("relation")
@click.argument("first", metavar="STATE")
@click.argument("second", metavar="STATE")
@time_options
@against_option
@framework_option
@dossier_option
@json_option
def relation_command(  # noqa: PLR0913, PLR0917 - one parameter for each thing that can be asked
    first: str,
    second: str,
    since: date | None,
    until: date | None,
    against: tuple[str, ...],
    framework: Path | None,
    folder: Path,
    *,
    as_json: bool,
) -> None:
    """Assess the relation of two states: rungs with their receipts, what would change them, and others beside it."""
    lens = lens_of(since, until, framework)
    with opened(folder) as dossier:
        brief = brief_near(dossier, first, second) if lens is None and not against and not as_json else None
        if brief is not None:  # worked out once, and kept
            _print_ladder(brief.ladder)
            print_beside(brief.others, in_full=False)
            return
        seen, assessments, (low, high) = told_of_both(dossier, first, second)
        reference = load_reference(dossier.reference)
    found = comparison_of(seen, (low, high), reference, against=against, lens=lens)
    ladder = ladder_of(seen, (low, high), assessments, lens)
    if as_json:
        held = [each for each in assessments if each.dyad == (low, high)]
        if lens is not None:
            held = [*assess(seen.material, (low, high), lens.framework, within=lens.within)]
        _print_json((low, high), ladder, _swing(seen, (low, high), lens), (held, found), lens=lens)
        return
    _print_ladder(ladder)
    print_beside(beside_of(found) if found is not None else None, in_full=bool(against))


def _swing(seen: Views, dyad: tuple[str, str], lens: Lens | None) -> list[dict[str, object]]:
    """What each root carries, for programs."""
    framework, within = (lens.framework, lens.within) if lens is not None else (None, None)
    return [
        {
            "root": each.root,
            "name": each.name,
            "is_named": each.is_named,
            "is_read": each.is_read,
            "grounds": each.grounds,
            "rung": each.rung,
            "without": each.without,
            "moves": each.moves,
            "why": str(of_dyad(dyad, WITHOUT, within).at(each.root)),
        }
        for each in sensitivity(seen.material, dyad, framework, within=within)
    ]


def _print_json(
    dyad: tuple[str, str],
    ladder: Ladder,
    swing: list[dict[str, object]],
    found: tuple[list[Assessment], Comparison | None],
    *,
    lens: Lens | None,
) -> None:
    held, comparison = found
    within = lens.within if lens is not None else None
    rows = [
        {
            **plain(each),
            "id": each.id if ladder.is_kept else None,
            "why": str(of_dyad(dyad, LADDER, within).at(each.indicator or "")),
            "rests_on": footing(each).value,
        }
        for each in held
    ]
    answer = {"answer": ladder.answer, "footing": ladder.footing, "what_would_change_it": list(ladder.swings)}

    beside = {
        "relations": list(comparison.relations) if comparison is not None else [],
        "figures": list(comparison.figures) if comparison is not None else [],
        "orders": list(comparison.orders) if comparison is not None else [],
    }
    print_json({"dyad": list(dyad), **answer, "assessments": rows, "sensitivity": swing, **beside})


def print_beside(beside: Beside | None, *, in_full: bool) -> None:
    """How the relation stands to those beside it; in full, with every figure and its id."""
    click.echo()
    if beside is None:
        print_paragraph("Nothing to compare it with: no reference data is at hand ('foedus reference add FILE').")
        return
    print_paragraph(f"Beside other relations, by reference data alone, {beside.name} ({beside.years}) have")
    for each in beside.others:
        print_paragraph(f"- beside {each.name} ({each.years}): {each.says}", indent=2)
    if not in_full:
        print_paragraph("The figures: add --against NATO,KOR-USA or other relations.")
        return
    for line in beside.lines:
        click.echo()
        print_paragraph(f"{line.asks}: {line.dataset}, covers {line.covers}", style="bold")
        for cell in line.cells:
            if cell is not None:
                print_paragraph(f"  {cell.name}: {cell.reads}", indent=4)
                click.echo(f"    {visible(cell.id)}")  # on a line of its own, so that it is copied whole


def _print_ladder(ladder: Ladder) -> None:
    own = ladder.id[:8] if ladder.is_kept else ladder.why if ladder.id else ""
    print_paragraph(f"{ladder.answer}  {own}".rstrip(), style="bold")
    if not ladder.id:
        return
    if ladder.footing:
        print_paragraph(ladder.footing)
    click.echo()
    for rung in ladder.rungs:
        if rung.is_stage:
            print_paragraph(_drawn(rung), indent=16)
    click.echo("  ● reached  ◐ disputed  ○ not reached  · nothing told")
    click.echo()
    steps = [(rung, step) for rung in ladder.rungs for step in rung.told]
    print_table(
        ladder.framework,
        ("id", "rung", "indicator", "reached", "roots", "in words", "receipts"),
        [_row(rung, step, is_kept=ladder.is_kept) for rung, step in steps],
    )
    untold = [name for rung in ladder.rungs for name in rung.untold]
    if untold:
        print_paragraph(f"Nothing told, so not known: {'; '.join(untold)}.")
    click.echo()
    click.echo("What would change it:")
    for line in ladder.swings or ("nothing bears on it yet.",):
        print_paragraph(f"- {line}", indent=2)
    if ladder.swings:
        click.echo(f"  {visible(ladder.without)}")  # on a line of its own, so that it is copied whole


def _drawn(rung: Rung) -> str:
    """One rung of the picture: its name, and a mark for each indicator."""
    marks = "  ".join(f"{each.mark} {each.name}" for each in rung.steps)
    return f"  {rung.name.partition(' ')[0]:<10} ─┤ {marks}"


def _row(rung: Rung, step: Step, *, is_kept: bool) -> tuple[str, ...]:
    roots = f"{step.lower}" if step.lower == step.upper else f"{step.lower} to {step.upper}"
    first = next(iter((*step.grounds, *step.against)))
    identity = step.id if is_kept else first
    opens = "" if is_kept else f"; all of it: {step.why}"
    return (identity[:8], rung.name, step.name, step.reached, roots, step.says, _receipts(step) + opens)


def _receipts(step: Step) -> str:
    """The ids of what speaks for and against it, the first of each; JSON has them all."""
    told = []
    for word, held in (("for", step.grounds), ("against", step.against)):
        if held:
            more = f" and {len(held) - RECEIPTS} more" if len(held) > RECEIPTS else ""
            told.append(f"{word} it: {', '.join(each[:8] for each in held[:RECEIPTS])}{more}")
    return "; ".join(told)
