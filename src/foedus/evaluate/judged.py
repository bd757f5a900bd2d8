"""Findings that readers judged one by one, against what Foedus reads: how much of it is worth recording, and right.

A file of judged stretches enters with the index of their documents and the corpora that hold the texts; figures leave.
A stretch was a possible claim that an earlier reading marked, so that what is read is judged wherever it is drawn from
texts at large, claims or none; what no earlier reading marked is not measured.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.evaluate import passages
from foedus.evaluate.answers import Answers
from foedus.evaluate.counts import calibration_error
from foedus.evaluate.materials import material_from
from foedus.gather import gather
from foedus.records import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.records import Claim

ALIKE = 0.5  # of the words of a claim and a judged stretch, all told, that both have
FIELDS = ("sort", "type", "factuality", "root", "actors")


def measure(file: Path, index: Path, corpora: Path) -> dict[str, float]:
    """Precision and recall over the judged stretches, calibration, and the share of each field that is right."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    pairs = list(_pairs(rows, index, corpora))
    read = [(row, claim, right) for row, claim, right in pairs if claim is not None]
    claims = [row for row, _, _ in pairs if row["claim"]]
    told = [right for row, _, right in read if row["claim"]]
    table: dict[str, float] = {
        "stretches": len(pairs),
        "worth recording": len(claims),
        "read": len(read),
        "precision": _share([bool(row["claim"]) for row, _, _ in read]),
        "recall": len(told) / max(1, len(claims)),
        "calibration error": calibration_error([(claim.confidence, float(row["claim"])) for row, claim, _ in read]),
    }
    for name in FIELDS:
        known = [right[name] for right in told if name in right]
        if known:
            table |= {f"{name} right": _share(known), f"{name} judged": len(known)}
    return table


def _share(right: list[bool]) -> float:
    return sum(right) / max(1, len(right))


def _pairs(
    rows: list[dict[str, Any]], index: Path, corpora: Path
) -> Iterator[tuple[dict[str, Any], Claim | None, dict[str, bool]]]:
    """Each judged stretch with the claim read there, if any, and what is right of it."""
    names = {row["doc"] for row in rows}
    with tempfile.TemporaryDirectory() as written:
        passages.written(index, "judged", corpora, Path(written))
        for document in gather(Path(written)):
            name = Path(document.gathered_from).name if isinstance(document, Document) else ""
            if name in names and isinstance(document, Document):
                answers = Answers(material=material_from([document]))
                head = document.text.index("\n\n") + 2  # the offsets are those of the text below its head
                for row in rows:
                    if row["doc"] == name:
                        claim = _alike(answers.material.claims, head + row["start"], head + row["end"])
                        yield row, claim, _right(row, claim, answers) if claim is not None else {}


def _alike(claims: tuple[Claim, ...], start: int, end: int) -> Claim | None:
    """The claim in most of these words."""
    shared = {
        each.id: (min(end, each.evidence.end) - max(start, each.evidence.start))
        / (max(end, each.evidence.end) - min(start, each.evidence.start))
        for each in claims
        if each.predicate is None or start <= each.predicate.start < end
    }
    best = max(sorted(shared), key=lambda name: shared[name], default=None)
    found = {each.id: each for each in claims}
    return found[best] if best is not None and shared[best] >= ALIKE else None


def _right(row: dict[str, Any], claim: Claim, answers: Answers) -> dict[str, bool]:
    """Which fields are as the reader has them; a type is asked of acts alone."""
    right = {"sort": claim.sort.value == row["sort"], "factuality": claim.factuality.value == row["factuality"]}
    if row["sort"] == "act":
        right["type"] = (answers.plover_type(claim) or "OTHER") == (row["type"] or "OTHER")
    if "root" in row:
        right["root"] = answers.root_is(claim, row["root"])
    if "actors" in row:
        right["actors"] = set(answers.actors(claim)) == set(row["actors"])
    return right
