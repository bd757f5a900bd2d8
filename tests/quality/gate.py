"""Figures of reading on the project's own gold, beside the floors that they may not sink under.

    python tests/quality/gate.py                                  print figures, floors, and the items that fell
    python tests/quality/gate.py --update [--margin 0.03]         raise the floors to what is measured, less the margin
    python tests/quality/gate.py --update --allow-regression      lower them, where that is meant

`floors.json` holds the floors with a digest of the gold that they were measured on; `items.json` tells, for each gold
item, which fields were right at the last update, so that a fallen figure can be traced to the items that fell.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus.evaluate.answers import Answers
from foedus.evaluate.claims import Outcome, figures, load_gold, outcomes, place
from foedus.evaluate.materials import material_of

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).resolve().parent
GOLD = HERE.parents[1] / "gold"
FLOORS = HERE / "floors.json"
ITEMS = HERE / "items.json"
TOLERANCE = 0.005
FLOORED = ("found", "root", "chain", "sort", "factuality", "actors", "type", "time", "quantity", "precision")
CEILED = ("claims_in_furniture",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was measured: the figures, and the fields that are right of each gold item."""

    figures: Mapping[str, float]
    items: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """What may not be fallen short of: floors, ceilings, and the digest of the gold that they belong to."""

    gold: str
    floors: Mapping[str, float]
    ceilings: Mapping[str, float]
    comment: str


def measure(gold: Path = GOLD) -> Reading:
    """The figures of reading the articles of a gold folder, and what became of each item."""
    wanted = load_gold(gold / "claims.dev.jsonl")
    answers = Answers(material=material_of(gold / "articles", only={each["doc"] for each in wanted}))
    found = outcomes(place(wanted, answers.material.documents), answers)
    table = figures(wanted, found, answers)
    matched = sum(each.claim is not None for each in found)
    table["precision"] = round(matched / max(1, len(answers.material.claims)), 4)
    return Reading(
        figures={name: table[name] for name in (*FLOORED, *CEILED)},
        items={_name_of(each): _right(each) for each in found},
    )


def _name_of(outcome: Outcome) -> str:
    return f"{outcome.item.gold['doc']}: {outcome.item.gold['quote']}"


def _right(outcome: Outcome) -> str:
    if outcome.claim is None:
        return ""
    return " ".join(("found", *(name for name, share in outcome.right.items() if share >= 1)))


def digest(gold: Path = GOLD) -> str:
    """The fingerprint of the articles of the development part and their claims."""
    whole = hashlib.sha256()
    articles = {gold / "articles" / each["doc"] for each in load_gold(gold / "claims.dev.jsonl")}
    for file in (*sorted(articles), gold / "claims.dev.jsonl"):
        content = file.read_bytes()
        whole.update(f"{file.name} {len(content)}\n".encode())
        whole.update(content)
    return whole.hexdigest()


def load_floors(path: Path = FLOORS) -> Floors:
    """The floors as the repository keeps them."""
    return Floors(**json.loads(path.read_text(encoding="utf-8")))


def sunk(reading: Mapping[str, float], floors: Floors) -> list[str]:
    """The names of the figures beyond their floor or ceiling by more than the tolerance."""
    low = [name for name, floor in floors.floors.items() if reading[name] < floor - TOLERANCE]
    return low + [name for name, ceiling in floors.ceilings.items() if reading[name] > ceiling + TOLERANCE]


def raised(reading: Mapping[str, float], *, margin: float, gold: str, comment: str) -> Floors:
    """Floors at what was measured, less the margin; ceilings at what was measured."""
    return Floors(
        gold=gold,
        floors={name: round(max(0.0, reading[name] - margin), 3) for name in FLOORED},
        ceilings={name: reading[name] for name in CEILED},
        comment=comment,
    )


def lowered(old: Floors, new: Floors) -> list[str]:
    """The names of what the new floors would ask less of than the old."""
    less = [name for name, floor in old.floors.items() if new.floors.get(name, 0.0) < floor]
    return less + [name for name, ceiling in old.ceilings.items() if new.ceilings.get(name, ceiling + 1) > ceiling]


def fallen(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """One line for each gold item that has fewer fields right than at the last update."""
    lines = []
    for name, had in before.items():
        lost = [field for field in had.split() if field not in after.get(name, "").split()]
        if name in after and lost:
            lines.append(f"{', '.join(lost)}: {name}")
    return lines


def report(reading: Reading, floors: Floors | None, items: Mapping[str, str]) -> str:
    """The figures beside their floors, and the items that fell."""
    bounds = {} if floors is None else {**floors.floors, **floors.ceilings}
    below = [] if floors is None else sunk(reading.figures, floors)
    lines = [f"{'figure':<20} {'measured':>9} {'floor':>7}"]
    for name, value in reading.figures.items():
        bound = f"{bounds[name]:.3f}" if name in bounds else "none"
        lines.append(f"{name:<20} {value:>9.3f} {bound:>7}{'  SUNK' if name in below else ''}")
    if less := fallen(items, reading.items):
        lines += ["", f"{len(less)} items have fields wrong that were right at the last update:", *less]
    return "\n".join(lines)


def write(floors: Floors, items: Mapping[str, str]) -> None:
    """Floors and items, as files of the repository."""
    table = {"comment": floors.comment, "gold": floors.gold, "floors": floors.floors, "ceilings": floors.ceilings}
    for path, whole in ((FLOORS, table), (ITEMS, items)):
        path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@click.command()
@click.option("--update", is_flag=True, help="Move the floors to what is measured.")
@click.option("--allow-regression", is_flag=True, help="Let an update lower a floor.")
@click.option("--margin", default=0.0, show_default=True, help="How far under the figures an update puts the floors.")
@click.option("--comment", default="", help="Why, for whoever reads floors.json.")
def main(*, update: bool, allow_regression: bool, margin: float, comment: str) -> None:
    """Compare reading on the project's gold with its floors; exit 1 where one is sunk or may not be lowered."""
    floors = load_floors() if FLOORS.exists() else None
    items = json.loads(ITEMS.read_text(encoding="utf-8")) if ITEMS.exists() else {}
    reading = measure()
    click.echo(report(reading, floors, items))
    if not update:
        if floors is not None and floors.gold != digest():
            click.echo("\nThe gold is not the one that the floors were measured on: run with --update.")
        raise SystemExit(int(bool(floors and (sunk(reading.figures, floors) or floors.gold != digest()))))
    new = raised(reading.figures, margin=margin, gold=digest(), comment=comment or (floors.comment if floors else ""))
    less = lowered(floors, new) if floors else []
    if less and not allow_regression:
        raise click.ClickException(f"this would lower {', '.join(less)}: mend it, or say --allow-regression")
    write(new, reading.items)
    click.echo(f"\nfloors.json written{' (lowered: ' + ', '.join(less) + ')' if less else ''}.")


if __name__ == "__main__":
    main()
