"""The project's gold as a whole: its folder and a part enter, the figures of each of its kinds leave, kind by kind."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.evaluate import cooperation, passages, record, stories
from foedus.evaluate.answers import Answers
from foedus.evaluate.claims import figures, load_gold, outcomes, place
from foedus.evaluate.counts import calibration_error
from foedus.evaluate.materials import material_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from foedus.check import Reference

PARTS = ("dev", "sealed")


def measure(
    gold: Path, part: str, *, corpora: Path | None, reference: Reference | None, progress: Callable[[str], None]
) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield the name and the figures of each kind of gold in turn; a kind whose data is not at hand is left out."""
    if (gold / f"claims.{part}.jsonl").exists():
        wanted = load_gold(gold / f"claims.{part}.jsonl")
        yield "articles", claims(wanted, gold / "articles")
    if corpora is not None and (gold / f"passages.{part}.jsonl").exists():
        yield from _passages(gold, part, corpora)
    if (gold / f"cooperation.{part}.jsonl").exists():
        yield "cooperation", cooperation.measure(gold / f"cooperation.{part}.jsonl")
    folders = stories_of(gold, part)
    if folders:
        yield "stories", stories.measure(folders, progress)
    if reference is not None and (gold / f"record.{part}.jsonl").exists():
        yield "questions of record", record.measure(gold / f"record.{part}.jsonl", reference)[0]


def stories_of(gold: Path, part: str) -> list[Path]:
    """The folders of the stories of this part, in order."""
    folders = sorted(each.parent for each in (gold / "stories").glob("*/truth.json"))
    return [each for each in folders if json.loads((each / "truth.json").read_text("utf-8"))["part"] == part]


def claims(wanted: Sequence[dict[str, Any]], folder: Path, *, whole: bool = False) -> dict[str, float]:
    """The figures of claims in the documents of a folder, with the share of found claims that are in the gold.

    A claim that matches one of the gold is right; by that its confidence is measured.
    Only the documents with gold are read, or, with `whole`, all: one without a claim counts in the precision.
    """
    answers = Answers(material=material_of(folder, only=None if whole else {each["doc"] for each in wanted}))
    found = outcomes(place(wanted, answers.material.documents), answers)
    table = figures(wanted, found, answers)
    right = {each.claim.id for each in found if each.claim is not None}
    matched = len(right)
    table["precision"] = matched / max(1, len(answers.material.claims))
    believed = [(each.confidence, float(each.id in right)) for each in answers.material.claims]
    table["confidence, mean"] = sum(each for each, _ in believed) / max(1, len(believed))
    table["confidence, calibration error"] = calibration_error(believed)
    total = len(wanted) + len(answers.material.claims)
    return table | {"claims_f1": 2 * matched / total if total else 0.0, "items": float(len(wanted))}


def _passages(gold: Path, part: str, corpora: Path) -> Iterator[tuple[str, dict[str, float]]]:
    with tempfile.TemporaryDirectory() as place_of_texts:
        folder = Path(place_of_texts)
        if passages.written(gold / "documents.json", part, corpora, folder):
            wanted = passages.quoted(gold / f"passages.{part}.jsonl", folder)
            yield "real documents", claims(wanted, folder, whole=True)
