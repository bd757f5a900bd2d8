"""Figures of copies: what is known of pairs and of wire stories enters, precision, recall and F1 leave.

Three measures. `pairs` takes what a person labelled: two names, and the strength or none. `wire` takes the metadata of
PolNeAR (tab-separated, with `filename`, `publisher`, `author` and `wire`, where `NA` means that nobody knows) and its
texts. `duplicates` takes documents and counts the groups of equal text that are found whole.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from typing import TYPE_CHECKING

from foedus.evaluate.counts import Hits
from foedus.records import Document
from foedus.terms import Strength
from foedus.trace.credits import credit
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from foedus.records import Copy

Pair = frozenset[str]


def pairs(
    expected: Mapping[Pair, Strength], found: Iterable[Copy], *, names: Mapping[str, str], looked_at: set[Pair] | None
) -> dict[str, float]:
    """Precision, recall and F1 of pairs by strength, and of pairs whatever their strength.

    `names` gives each document's name by its id. Where `looked_at` is given, found pairs that nobody labelled are left
    out: they are neither right nor wrong.
    """
    told = {frozenset((names[copy.first], names[copy.second])): copy.strength for copy in found}
    if looked_at is not None:
        told = {pair: strength for pair, strength in told.items() if pair in looked_at}
    figures: dict[str, float] = {}
    for strength in (None, *Strength):
        hits = Hits()
        hits.add(
            {pair for pair, each in expected.items() if strength in {None, each}},
            {pair for pair, each in told.items() if strength in {None, each}},
        )
        label = "any" if strength is None else str(strength)
        figures |= {f"{label}_precision": hits.precision, f"{label}_recall": hits.recall, f"{label}_f1": hits.f1}
    return figures


def wire(metadata: Path, texts: Iterable[Path], *, compartment: str | None = None) -> dict[str, float]:
    """Precision, recall and F1 of telling wire stories by their credit lines; rows of unknown truth are left out."""
    bodies = {}
    for file in texts:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            bodies[row["id"]] = row["text"]
    hits = Hits()
    with metadata.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            name = row["filename"]
            if row["wire"] == "NA" or name not in bodies or compartment not in {None, row["compartment"]}:
                continue
            document = Document(
                id=fingerprint(name), text=bodies[name], publisher=row["publisher"], byline=_told(row["author"])
            )
            found = credit(document)
            hits.add({name} & {name if _told(row["wire"]) else ""}, {name} if found and found.whole else set())
    return {"precision": hits.precision, "recall": hits.recall, "f1": hits.f1, "stories": float(hits.expected)}


def duplicates(documents: Iterable[Document], found: Iterable[Copy]) -> dict[str, float]:
    """How many groups of documents with the same words there are, and how many were found whole."""
    groups: dict[str, set[str]] = defaultdict(set)
    for each in documents:
        groups[" ".join(each.text.split())].add(each.id)
    wanted = [group for group in groups.values() if len(group) > 1]
    home: dict[str, str] = {}

    def top(one: str) -> str:
        while home.get(one, one) != one:
            one = home[one]
        return one

    for copy in found:
        if copy.strength is Strength.SAME:
            home[top(copy.second)] = top(copy.first)
    return {
        "groups": float(len(wanted)),
        "found": float(sum(len({top(one) for one in group}) == 1 for group in wanted)),
    }


def _told(value: str) -> str | None:
    return None if value in {"", "None"} else value
