"""The command that assesses a relation: the ladder, its receipts, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from foedus.assess import sensitivity
from foedus.show.ladder import ladder_of
from foedus.show.terminal import dossier_option, json_option, opened, print_json, print_paragraph, print_table, views

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.show.ladder import Ladder, Rung, Step


@click.command("relation")
@click.argument("first", metavar="STATE")
@click.argument("second", metavar="STATE")
@dossier_option
@json_option
def relation_command(first: str, second: str, folder: Path, *, as_json: bool) -> None:
    """Assess the relation of two states: rungs with their receipts, and what would change them."""
    with opened(folder) as dossier:
        seen, assessments = views(dossier), dossier.assessments()
    low, high = sorted((seen.state(first), seen.state(second)))
    ladder = ladder_of(seen, (low, high), assessments)
    if as_json:
        held = [each for each in assessments if each.dyad == (low, high)]
        swing = [
            {
                "root": each.root,
                "name": each.name,
                "is_named": each.is_named,
                "is_read": each.is_read,
                "grounds": each.grounds,
                "rung": each.rung,
                "without": each.without,
                "moves": each.moves,
            }
            for each in sensitivity(seen.material, (low, high))
        ]
        answer = {"answer": ladder.answer, "footing": ladder.footing, "what_would_change_it": list(ladder.swings)}
        print_json({"dyad": [low, high], **answer, "assessments": held, "sensitivity": swing})
        return
    _print_ladder(ladder)


def _print_ladder(ladder: Ladder) -> None:
    print_paragraph(f"{ladder.answer}  {ladder.id[:8]}".rstrip(), style="bold")
    if not ladder.id:
        return
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
        ("id", "rung", "indicator", "reached", "roots", "in words"),
        [_row(rung, step) for rung, step in steps],
    )
    untold = [name for rung in ladder.rungs for name in rung.untold]
    if untold:
        print_paragraph(f"Nothing told, so not known: {'; '.join(untold)}.")
    click.echo()
    click.echo("What would change it:")
    for line in ladder.swings or ("nothing bears on it yet.",):
        print_paragraph(f"- {line}", indent=2)


def _drawn(rung: Rung) -> str:
    """One rung of the picture: its name, and a mark for each indicator."""
    marks = "  ".join(f"{each.mark} {each.name}" for each in rung.steps)
    return f"  {rung.name.partition(' ')[0]:<10} ─┤ {marks}"


def _row(rung: Rung, step: Step) -> tuple[str, ...]:
    roots = f"{step.lower}" if step.lower == step.upper else f"{step.lower} to {step.upper}"
    return (step.id[:8], rung.name, step.name, step.reached, roots, step.says)
