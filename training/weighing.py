"""python -m training.weighing GOLD --corpora FOLDER: from judged claims to the weights of `foedus.read.weighing`.

What the shipped rules find in the development part of the gold, and in `gold/judged`, are the examples: a finding that
a reader's claim matches is a claim, of that claim's sort. What persons corrected in dossiers of theirs can be added.
The figures printed first are those of six parts, by document, each with weights fitted on the others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from foedus.evaluate import passages
from foedus.evaluate.answers import material_of
from foedus.evaluate.claims import load_gold, matched, place
from foedus.read import claims as room
from foedus.read import weighing
from foedus.read.weighing import SORTS
from training.regression import fitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foedus.material import Material
    from foedus.read.scene import Finding, Scene

PARTS = 6
PENALTY = 1e-3
FEWEST = 8  # examples that a trait needs to be weighed
DAMPED = 0.5  # the vector's places count half: they are many, and each says little
BINS = 10


@dataclass(frozen=True, kw_only=True)
class Example:
    """A finding: where it comes from, what it shows, whether it is a claim, and of which sort if that is known."""

    group: str
    document: str
    traits: frozenset[str]
    vector: np.ndarray
    is_claim: bool
    sort: int | None


def read(folder: Path, only: set[str]) -> tuple[Material, dict[tuple[str, int, int], Finding]]:
    """What is read of a folder with nothing left out as unlikely, and the finding behind each claim."""
    seen: dict[tuple[str, int, int], Finding] = {}
    plain = room._claim

    def noted(scene: Scene, found: Finding) -> object:
        claim = plain(scene, found)
        vector = scene.vector(found.predicate.start)
        if vector is not None:
            seen[claim.document, claim.evidence.start, claim.evidence.end] = found
            VECTORS[claim.document, claim.evidence.start, claim.evidence.end] = vector
        return claim

    room._claim = noted  # type: ignore[assignment]
    weighing.UNLIKELY = 0.0  # type: ignore[misc]
    try:
        return material_of(folder, only=only), seen
    finally:
        room._claim = plain


VECTORS: dict[tuple[str, int, int], np.ndarray] = {}


def of_gold(group: str, gold: list[dict[str, object]], folder: Path) -> Iterator[Example]:
    """Examples of articles in which every claim is annotated."""
    material, seen = read(folder, {str(each["doc"]) for each in gold})
    items = place(gold, material.documents)
    sorts = {claim.id: str(items[at].gold["sort"]) for at, claim in matched(items, material.claims).items()}
    for claim in material.claims:
        key = (claim.document, claim.evidence.start, claim.evidence.end)
        if key in seen:
            told = sorts.get(claim.id)
            yield example(group, key, seen[key], is_claim=told is not None, sort=told)


def of_judged(gold: Path, corpora: Path) -> Iterator[Example]:
    """Examples of claims judged one by one."""
    rows = [json.loads(line) for line in (gold / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as written:
        passages.written(gold / "documents.json", "judged", corpora, Path(written))
        material, seen = read(Path(written), {row["doc"] for row in rows})
    names = {Path(each.gathered_from).name: each for each in material.documents}
    for row in rows:
        document = names[row["doc"]]
        head = document.text.index("\n\n") + 2  # the offsets are those of the text below its head
        key = (document.id, head + row["start"], head + row["end"])
        if key in seen:
            yield example("judged", key, seen[key], is_claim=row["claim"], sort=row["sort"])


def of_corrections(folder: Path) -> Iterator[Example]:
    """Examples of what persons corrected, as `foedus judgements export` writes it; nobody judged their sort."""
    rows = load_gold(folder / "judged" / "claims.jsonl")
    material, seen = read(folder / "articles", {str(row["doc"]) for row in rows})
    names = {Path(each.gathered_from).name: each.id for each in material.documents}
    for row in rows:
        key = (names[row["doc"]], row["start"], row["end"])
        if key in seen:
            yield example("corrections", key, seen[key], is_claim=row["claim"], sort=row["sort"])


def example(group: str, key: tuple[str, int, int], found: Finding, *, is_claim: bool, sort: str | None) -> Example:
    """One example."""
    place = None if sort is None else [each.value for each in SORTS].index(sort)
    return Example(
        group=group, document=key[0], traits=found.traits, vector=VECTORS[key], is_claim=is_claim, sort=place
    )


def table(found: Sequence[Example], names: Sequence[str]) -> torch.Tensor:
    """One row an example: its traits, then its vector."""
    at = {name: place for place, name in enumerate(names)}
    rows = torch.zeros(len(found), len(names))
    for number, each in enumerate(found):
        rows[number, [at[name] for name in each.traits if name in at]] = 1.0
    return torch.cat([rows, DAMPED * torch.tensor(np.stack([each.vector for each in found]))], 1)


def crossed(rows: torch.Tensor, answers: torch.Tensor, parts: torch.Tensor, classes: int) -> torch.Tensor:
    """The probabilities of each example with weights fitted on the other parts."""
    found = torch.zeros(len(rows), classes)
    for part in range(PARTS):
        weights = fitted(rows[parts != part], answers[parts != part], classes, PENALTY)
        found[parts == part] = torch.softmax(rows[parts == part] @ weights, 1)
    return found


def error(probable: torch.Tensor, true: torch.Tensor) -> float:
    """The expected calibration error over ten bins of equal width (Guo et al. 2017)."""
    total = 0.0
    for low in range(BINS):
        inside = (probable >= low / BINS) & (probable < (low + 1) / BINS)
        if inside.any():
            total += float(inside.float().mean() * (probable[inside].mean() - true[inside].mean()).abs())
    return round(total, 3)


def main() -> None:
    """Reads, fits, prints the figures left out part by part, and writes the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.weighing", description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--corrections", type=Path, nargs="*", default=[], help="folders of 'foedus judgements export'")
    parser.add_argument("--out", type=Path, required=True, help="src/foedus/read/weights.json")
    given = parser.parse_args()
    found = list(of_gold("articles", load_gold(given.gold / "claims.dev.jsonl"), given.gold / "articles"))
    with tempfile.TemporaryDirectory() as written:
        passages.written(given.gold / "documents.json", "dev", given.corpora, Path(written))
        quoted = passages.quoted(given.gold / "passages.dev.jsonl", Path(written))
        found += of_gold("documents", quoted, Path(written))
    found += of_judged(given.gold / "judged", given.corpora)
    for folder in given.corrections:
        found += of_corrections(folder)
    counted: dict[str, int] = {}
    for each in found:
        for name in each.traits:
            counted[name] = counted.get(name, 0) + 1
    names = sorted(name for name, count in counted.items() if count >= FEWEST)
    rows = table(found, names)
    parts = torch.tensor([int(hashlib.sha256(each.document.encode()).hexdigest(), 16) % PARTS for each in found])
    known = torch.tensor([each.sort is not None for each in found])
    sorts = torch.tensor([each.sort or 0 for each in found])
    claims = torch.tensor([int(each.is_claim) for each in found])
    report(found, crossed(rows[known], sorts[known], parts[known], len(SORTS)), crossed(rows, claims, parts, 2)[:, 1])
    by_sort = fitted(rows[known], sorts[known], len(SORTS), PENALTY)
    by_claim = fitted(rows, claims, 2, PENALTY)
    both = torch.cat([by_sort, (by_claim[:, 1] - by_claim[:, 0])[:, None]], 1)
    written_down = {
        "fitted": "python -m training.weighing, on the development part of the gold and on gold/judged",
        "columns": [*(each.value for each in SORTS), "is a claim"],
        "traits": {name: [round(value, 3) for value in both[at].tolist()] for at, name in enumerate(names)},
        "vector": [[round(DAMPED * value, 4) for value in row.tolist()] for row in both[len(names) :]],
    }
    given.out.write_text(json.dumps(written_down, indent=None) + "\n", encoding="utf-8")


def report(found: Sequence[Example], by_sort: torch.Tensor, probable: torch.Tensor) -> None:
    """Prints, for each group, the share of right sorts, and how well the probabilities are calibrated."""
    known = [each for each in found if each.sort is not None]
    best = by_sort.argmax(1).tolist()
    for group in sorted({each.group for each in found}):
        right = [each.sort == best[at] for at, each in enumerate(known) if each.group == group]
        inside = torch.tensor([each.group == group for each in found])
        true = torch.tensor([float(each.is_claim) for each in found])
        print(json.dumps({
            "group": group, "findings": int(inside.sum()), "claims": round(float(true[inside].mean()), 3),
            "sorts known": len(right), "sort right": round(sum(right) / len(right), 3),
            "calibration error": error(probable[inside], true[inside]),
        }))  # fmt: skip
    true = torch.tensor([float(each.is_claim) for each in found])
    print(json.dumps({"group": "all", "calibration error": error(probable, true)}))


if __name__ == "__main__":
    main()
