"""python -m training.weighing GOLD --corpora FOLDER: from judged claims to the weights of `foedus.read.weighing`.

What the shipped rules find in the development and training parts of the gold, and in `gold/judged`, are the examples:
a finding that a reader's claim matches is a claim, of that claim's sort. What persons corrected in dossiers of theirs
can be added. The figures printed first are those of six parts, by document, each with weights fitted on the others.
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
from foedus.evaluate.claims import load_gold, matched, place
from foedus.evaluate.counts import calibration_error
from foedus.evaluate.materials import material_of
from foedus.read import claims as room
from foedus.read import weighing
from foedus.read.weighing import SORTS
from training.regression import fitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foedus.material import Material
    from foedus.read.scene import Finding, Scene

PARTS = 6
PENALTY = 4e-3
FEWEST = 8  # examples that a trait needs to be weighed
# How often an article counts: they alone are news on relations throughout, and the other texts are many more.
COUNTS = {"articles": 2.5}
DAMPED = 0.5  # the vector's places count half: they are many, and each says little
ALIKE = 0.5  # of the words of two findings, all told, that both have

Key = tuple[str, int, int]  # document, start, end


@dataclass(frozen=True, kw_only=True)
class Example:
    """A finding: where it comes from, what it shows, whether it is a claim, and of which sort if that is known."""

    group: str
    document: str
    traits: frozenset[str]
    vector: np.ndarray
    is_claim: bool
    sort: int | None


def read(folder: Path, only: set[str]) -> tuple[Material, dict[Key, Finding]]:
    """What is read of a folder with nothing left out as unlikely, and the finding behind each claim."""
    seen: dict[Key, Finding] = {}
    plain, kept = room._claim, (weighing.UNLIKELY, weighing.weights)

    def noted(scene: Scene, found: Finding) -> object:
        claim = plain(scene, found)
        vector = weighing.seen(scene, found)
        if vector is not None:
            seen[claim.document, claim.evidence.start, claim.evidence.end] = found
            VECTORS[claim.document, claim.evidence.start, claim.evidence.end] = vector
            SENTENCES[claim.document] = len(scene.page.sentences)
        return claim

    room._claim = noted  # type: ignore[assignment]
    weighing.UNLIKELY = 0.0  # type: ignore[misc]
    weighing.weights = Unweighed  # type: ignore[assignment]
    try:
        return material_of(folder, only=only), seen
    finally:
        room._claim = plain
        weighing.UNLIKELY, weighing.weights = kept  # type: ignore[misc]


class Unweighed:
    """Weights of nothing: what is read to be judged is not weighed by what was fitted before."""

    centre = np.zeros(1, dtype=np.float32)

    def scores(self, *_: object) -> np.ndarray:
        """Nought for each sort and for being a claim."""
        return np.zeros(len(SORTS) + 1, dtype=np.float32)


VECTORS: dict[Key, np.ndarray] = {}
SENTENCES: dict[str, int] = {}  # of a document


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
        key = _alike(seen, document.id, head + row["start"], head + row["end"])
        if key is not None:
            yield example("judged", key, seen[key], is_claim=row["claim"], sort=row["sort"])


def of_corrections(folder: Path) -> Iterator[Example]:
    """Examples of what persons corrected, as `foedus judgements export` writes it; nobody judged their sort."""
    rows = load_gold(folder / "judged" / "claims.jsonl")
    material, seen = read(folder / "articles", {str(row["doc"]) for row in rows})
    names = {Path(each.gathered_from).name: each.id for each in material.documents}
    for row in rows:
        key = _alike(seen, names[row["doc"]], row["start"], row["end"])
        if key is not None:
            yield example("corrections", key, seen[key], is_claim=row["claim"], sort=row["sort"])


def _alike(seen: dict[Key, Finding], document: str, start: int, end: int) -> Key | None:
    """The finding in most of these words: rules that cut a clause otherwise than when it was judged leave it judged."""
    shared = {
        key: (min(end, key[2]) - max(start, key[1])) / (max(end, key[2]) - min(start, key[1]))
        for key, found in seen.items()
        if key[0] == document and start <= found.predicate.start < end
    }
    best = max(shared, key=lambda key: shared[key], default=None)
    return best if best is not None and shared[best] >= ALIKE else None


def example(group: str, key: Key, found: Finding, *, is_claim: bool, sort: str | None) -> Example:
    """One example."""
    place = None if sort is None else [each.value for each in SORTS].index(sort)
    return Example(
        group=group, document=key[0], traits=found.traits, vector=VECTORS[key].copy(), is_claim=is_claim, sort=place
    )


def centred(found: Sequence[Example]) -> np.ndarray:
    """The mean of the documents; each example's document is left as what sets it apart from that."""
    size = len(found[0].vector) // 4  # predicate, words, sentence, document
    shares = {each.document: SENTENCES[each.document] / (SENTENCES[each.document] + weighing._FEW) for each in found}
    seen = {each.document: each.vector[-size:] / shares[each.document] for each in found}
    centre: np.ndarray = np.mean([seen[name] for name in sorted(seen)], axis=0)
    for each in found:
        each.vector[-size:] -= centre * shares[each.document]
    return centre


def table(found: Sequence[Example], names: Sequence[str]) -> torch.Tensor:
    """One row an example: its traits, then its vector."""
    at = {name: place for place, name in enumerate(names)}
    rows = torch.zeros(len(found), len(names))
    for number, each in enumerate(found):
        rows[number, [at[name] for name in each.traits if name in at]] = 1.0
    return torch.cat([rows, DAMPED * torch.tensor(np.stack([each.vector for each in found]))], 1)


def crossed(
    rows: torch.Tensor, answers: torch.Tensor, parts: torch.Tensor, classes: int, *, counts: torch.Tensor
) -> torch.Tensor:
    """The probabilities of each example with weights fitted on the other parts."""
    found = torch.zeros(len(rows), classes)
    for part in range(PARTS):
        others = parts != part
        weights = fitted(rows[others], answers[others], classes, PENALTY, counts=counts[others])
        found[parts == part] = torch.softmax(rows[parts == part] @ weights, 1)
    return found


def apart(probable: torch.Tensor, true: torch.Tensor) -> float:
    """The expected calibration error of probabilities."""
    return calibration_error([*zip(probable.tolist(), true.tolist(), strict=True)])


def area(probable: torch.Tensor, true: torch.Tensor) -> float:
    """How often a claim is held likelier than what is none, ties counted half."""
    claims, others = probable[true > 0], probable[true == 0]
    above = (claims[:, None] > others[None, :]).float() + 0.5 * (claims[:, None] == others[None, :]).float()
    return round(float(above.mean()), 3)


def examples(gold: Path, corpora: Path, corrections: Sequence[Path]) -> list[Example]:
    """Everything to fit by: articles, documents, what was judged one by one, and what persons corrected."""
    found = list(of_gold("articles", load_gold(gold / "claims.dev.jsonl"), gold / "articles"))
    for part in ("dev", "train"):
        with tempfile.TemporaryDirectory() as written:
            passages.written(gold / "documents.json", part, corpora, Path(written))
            quoted = passages.quoted(gold / f"passages.{part}.jsonl", Path(written))
            found += of_gold(f"documents {part}", quoted, Path(written))
    found += of_judged(gold / "judged", corpora)
    for folder in corrections:
        found += of_corrections(folder)
    return found


def main() -> None:
    """Reads, fits, prints the figures left out part by part, and writes the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.weighing", description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--corrections", type=Path, nargs="*", default=[], help="folders of 'foedus judgements export'")
    parser.add_argument("--out", type=Path, required=True, help="src/foedus/read/weights.json")
    given = parser.parse_args()
    found = examples(given.gold, given.corpora, given.corrections)
    counted: dict[str, int] = {}
    for each in found:
        for name in each.traits:
            counted[name] = counted.get(name, 0) + 1
    names = sorted(name for name, count in counted.items() if count >= FEWEST)
    centre = centred(found)
    rows = table(found, names)
    parts = torch.tensor([int(hashlib.sha256(each.document.encode()).hexdigest(), 16) % PARTS for each in found])
    known = torch.tensor([each.sort is not None for each in found])
    sorts = torch.tensor([each.sort or 0 for each in found])
    claims = torch.tensor([int(each.is_claim) for each in found])
    counts = torch.tensor([COUNTS.get(each.group, 1.0) for each in found])
    report(
        found,
        crossed(rows[known], sorts[known], parts[known], len(SORTS), counts=counts[known]),
        crossed(rows, claims, parts, 2, counts=counts)[:, 1],
    )
    by_sort = fitted(rows[known], sorts[known], len(SORTS), PENALTY, counts=counts[known])
    by_claim = fitted(rows, claims, 2, PENALTY, counts=counts)
    both = torch.cat([by_sort, (by_claim[:, 1] - by_claim[:, 0])[:, None]], 1)
    written_down = {
        "fitted": "python -m training.weighing, on the development and training parts of the gold and on gold/judged",
        "columns": [*(each.value for each in SORTS), "is a claim"],
        "centre": [round(value, 4) for value in centre.tolist()],
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
            "area under the curve": area(probable[inside], true[inside]),
            "calibration error": apart(probable[inside], true[inside]),
        }))  # fmt: skip
    true = torch.tensor([float(each.is_claim) for each in found])
    print(json.dumps({
        "group": "all", "area under the curve": area(probable, true), "calibration error": apart(probable, true)
    }))  # fmt: skip


if __name__ == "__main__":
    main()
