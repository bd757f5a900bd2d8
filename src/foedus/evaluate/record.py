"""Questions of record against gold: statements enter, whether the reference data said of each what it says leaves.

The question is asked by topic, states and year, with what the statement's own words add (who owes it to whom, how a
state voted, what no dataset measures); a statement that something was not so turns agreement and conflict round. Where
several datasets answer, a difference counts first, then an answer, then what is not comparable, then silence.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from foedus.check import Reference, answers
from foedus.check.questions import Question
from foedus.check.topics import topic
from foedus.check.wording import worded
from foedus.errors import FoedusError
from foedus.evaluate.claims import load_gold
from foedus.terms import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from foedus.records import Check

TOPICS = {"nonaggression": "non-aggression", "offense": "offence"}
_TURNED = {Verdict.AGREES: Verdict.CONFLICTS, Verdict.CONFLICTS: Verdict.AGREES}
_ORDER = (
    Verdict.DATASETS_DIFFER, Verdict.AGREES, Verdict.CONFLICTS, Verdict.NOT_COMPARABLE, Verdict.OUTSIDE_COVERAGE,
)  # fmt: skip


def measure(file: Path, reference: Reference) -> tuple[dict[str, float], list[dict[str, str]]]:
    """Accuracy over the verdicts with each verdict's share, and the questions that were answered otherwise."""
    wanted: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong: list[dict[str, str]] = []
    beyond = 0
    for row in load_gold(file):
        found = verdict_of(row, reference)
        wanted[row["verdict"]] += 1
        right[row["verdict"]] += found == row["verdict"]
        beyond += row["verdict"] == Verdict.OUTSIDE_COVERAGE and found in _TURNED
        if found != row["verdict"]:
            wrong.append({"id": row["id"], "text": row["text"], "expected": row["verdict"], "found": found})
    table = {"accuracy": right.total() / max(1, wanted.total()), "answered_beyond_coverage": float(beyond)}
    table |= {f"verdict {each}": right[each] / wanted[each] for each in sorted(wanted)}
    return table | {"questions": float(wanted.total())}, wrong


def verdict_of(row: dict[str, Any], reference: Reference) -> str:
    """What the reference data says of one statement, as one of the verdicts."""
    try:
        found = answers(worded(_question(row), row["text"], reference.states), reference)
    except FoedusError:
        return Verdict.NOT_COMPARABLE.value
    return _first(found, holds=bool(row["holds"])).value


def _question(row: dict[str, Any]) -> Question:
    about = topic(TOPICS.get(row["topic"], row["topic"]))
    states, year = list(row["states"]), int(row["year"])
    return Question(
        topic=about,
        first=states[0],
        second=states[1] if len(states) > 1 else None,
        since=date(year, 1, 1),
        until=date(year, 12, 31),
        both_ways=not about.directed,
        by_hand=True,
    )


def _first(found: Iterable[Check], *, holds: bool) -> Verdict:
    verdicts = {each.verdict if holds else _TURNED.get(each.verdict, each.verdict) for each in found}
    return next((each for each in _ORDER if each in verdicts), Verdict.NOT_COMPARABLE)
