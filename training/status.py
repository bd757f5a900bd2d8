"""python -m training.status FILE...: from sentences of cooperation to the weights of an act's status.

The sentences are read by the shipped code; each act that is found gives one example. The figure printed first is that
of twenty parts, each with weights fitted on the others.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from foedus.evaluate.answers import material_from
from foedus.evaluate.claims import load_gold, matched, placed_in
from foedus.evaluate.cooperation import document_of
from foedus.read.cooperation import features
from foedus.terms import Status
from training.regression import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

PENALTY = 0.01
PARTS = 20
ORDER = [each.value for each in Status]
Example = tuple[dict[str, float], int]


def examples(file: Path) -> list[Example]:
    """The features and the status of every act of cooperation that is found."""
    rows = load_gold(file)
    documents = [document_of(row) for row in rows]
    material = material_from(documents, across=False)
    items = [placed_in(document, act) for row, document in zip(rows, documents, strict=True) for act in row["acts"]]
    return [
        (
            features(
                claim.evidence.text, items[at].document.text, sort=claim.sort, factuality=claim.factuality,
                kind=claim.kind, predicate=claim.predicate.text if claim.predicate else "",
            ),
            ORDER.index(items[at].gold["status"]),
        )
        for at, claim in sorted(matched(items, material.claims).items(), key=lambda pair: pair[0])
    ]  # fmt: skip


def weighed(found: Sequence[Example], names: list[str]) -> torch.Tensor:
    """The weights of each feature for each status."""
    table = torch.tensor([[one.get(name, 0.0) for name in names] for one, _ in found])
    return fitted(table, torch.tensor([status for _, status in found]), len(ORDER), PENALTY)


def main() -> None:
    """Fits, prints the share of right statuses left out part by part, and the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.status", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", help="gold/cooperation.dev.jsonl and others in its layout")
    found = [each for file in parser.parse_args().files for each in examples(file)]
    names = sorted({name for one, _ in found for name in one})
    right = 0
    for part in range(PARTS):
        weights = weighed([each for at, each in enumerate(found) if at % PARTS != part], names)
        for one, status in found[part::PARTS]:
            scores = sum((weights[names.index(name)] * value for name, value in one.items()), torch.zeros(len(ORDER)))
            right += int(scores.argmax()) == status
    print("#", json.dumps({"acts": len(found), "right, left out": round(right / len(found), 3)}))
    print("# weights for", ", ".join(ORDER))
    print("[weights]")
    for name, row in zip(names, weighed(found, names).tolist(), strict=True):
        print(f'"{name}" = {json.dumps([round(value, 2) for value in row])}')


if __name__ == "__main__":
    main()
