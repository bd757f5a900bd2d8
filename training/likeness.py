"""python -m training.likeness STORY...: from stories with their truth to the weights of the likeness of claims.

Each story is read and traced by the shipped code; its claims are paired, those that the truth puts into one proposition
against those that it keeps apart. A logistic regression is fitted to the features of `foedus.assemble.likeness`. The
figures printed are those of each story with weights fitted on the others: B-cubed over the claims found.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from foedus.assemble import likeness as room
from foedus.assemble.clusters import clusters
from foedus.assemble.compatible import is_nested
from foedus.assemble.content import contents
from foedus.assemble.likeness import Best, Likeness
from foedus.evaluate.claims import load_gold
from foedus.evaluate.materials import material_of
from foedus.evaluate.pairs import ends
from foedus.evaluate.stories import told_of
from foedus.read import default_reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.assemble.content import Content
    from foedus.material import Material

NAMES = tuple(room.weights())
PENALTY = 2e-5
ASSUMED = ("another occasion", "reversed")  # no story can teach it; what stands in the file is kept
SET_ASIDE = ("other polarity", "other parties")  # fitted, so that no other stands for them; the file's are kept
SKIPPED = ("likest both ways", "likest one way")  # known only once all pairs have a score


@dataclass(frozen=True, kw_only=True)
class Story:
    """The claims of a story, the proposition of each that the truth has, and the features of all pairs."""

    name: str
    contents: list[Content]
    likeness: Likeness
    truth: dict[int, str]
    pairs: dict[tuple[int, int], dict[str, float]]
    answers: dict[tuple[int, int], bool]  # whether the two say the same, of the pairs that are judged

    def rows(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Features and answers of the pairs that are judged."""
        known = [(pair, self.pairs[pair]) for pair in self.pairs if pair in self.answers]
        table = torch.tensor([[found.get(name, 0.0) for name in NAMES] for _, found in known]).reshape(-1, len(NAMES))
        return table, torch.tensor([float(self.answers[pair]) for pair, _ in known])


def story(folder: Path) -> Story:
    """A story, read."""
    told = told_of(folder)
    made = _paired(folder.name, told.material)
    number = {each.claim.id: place for place, each in enumerate(made.contents)}
    truth = {number[claim.id]: name for name, gold in told.gold if (claim := told.at(gold)) is not None}
    answers = {(one, other): truth[one] == truth[other] for one, other in made.pairs if {one, other} <= truth.keys()}
    return replace(made, truth=truth, answers=answers)


def pairs_of(folder: Path) -> Story:
    """What persons judged the same, or not, as `foedus judgements export` writes it."""
    rows = load_gold(folder / "pairs.jsonl")
    material = material_of(folder / "articles", only={row[key] for row in rows for key in ("doc", "other_doc")})
    made = _paired(folder.name, material)
    number = {each.claim.id: place for place, each in enumerate(made.contents)}
    answers = {
        (min(both), max(both)): row["same"]
        for row, (one, other) in zip(rows, ends(rows, material), strict=True)
        if one is not None and other is not None and (both := {number[one.id], number[other.id]})
    }
    return replace(made, answers=answers)


def _paired(name: str, material: Material) -> Story:
    held = contents(material, default_reader().encoder.meaning)
    likeness = Likeness(held, material.copies)
    pairs = {
        (one, other): likeness.features(held[one], held[other])
        for one, other in combinations(range(len(held)), 2)
        if not is_nested(held[one], held[other])
    }
    return Story(name=name, contents=held, likeness=likeness, truth={}, pairs=pairs, answers={})


def fitted(stories: Sequence[Story]) -> dict[str, float]:
    """The weights that tell these stories' pairs apart best; the likest of each document is looked for twice."""
    weights = _regressed(stories, SKIPPED)
    for each in stories:
        documents = [one.claim.document for one in each.contents]
        scores = {
            pair: sum(weights.get(name, 0.0) * value for name, value in found.items() if name not in SKIPPED)
            for pair, found in each.pairs.items()
        }
        best = Best.of({pair: score for pair, score in scores.items() if score >= -room.LARGEST}, documents)
        for pair, found in each.pairs.items():
            for name in SKIPPED:
                found.pop(name, None)
            found.update(best.features(*pair, documents))
    return _regressed(stories, ())


def _regressed(stories: Sequence[Story], skipped: tuple[str, ...]) -> dict[str, float]:
    parts = [each.rows() for each in stories]
    table, answers = (torch.cat([part[place] for part in parts]) for place in (0, 1))
    kept = torch.tensor([float(name not in (*skipped, *ASSUMED)) for name in NAMES])
    weights = torch.zeros(len(NAMES), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=300)

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        found = binary_cross_entropy_with_logits(table @ (weights * kept), answers)
        found = found + PENALTY * (weights[1:] ** 2).sum()
        found.backward()
        return found

    optimiser.step(loss)
    found = {name: round(float(value), 2) for name, value in zip(NAMES, (weights * kept).detach(), strict=True)}
    return found | {name: room.weights()[name] for name in (*ASSUMED, *SET_ASIDE)}


def b_cubed(each: Story, weights: dict[str, float]) -> tuple[float, float, int]:
    """The sums of precision and recall over the claims that the truth places, and how many these are."""
    known = room.weights()
    before = dict(known)
    known.update(weights)
    home = {one.claim.id: place for place, group in enumerate(clusters(each.contents, each.likeness)) for one in group}
    known.update(before)
    made = {number: home[each.contents[number].claim.id] for number in each.truth}
    precision = recall = 0.0
    for one in each.truth:
        found = {other for other in made if made[other] == made[one]}
        right = {other for other in each.truth if each.truth[other] == each.truth[one]}
        precision += len(found & right) / len(found)
        recall += len(found & right) / len(right)
    return precision, recall, len(each.truth)


def main() -> None:
    """Fits, prints the figures left out one by one, and the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.likeness", description=__doc__)
    parser.add_argument("stories", type=Path, nargs="+", help="folders with articles and truth.json")
    parser.add_argument("--pairs", type=Path, nargs="*", default=[], help="folders of 'foedus judgements export'")
    given = parser.parse_args()
    stories, judged = [story(folder) for folder in given.stories], [pairs_of(folder) for folder in given.pairs]
    totals = [0.0, 0.0, 0.0]
    for each in stories:
        others = [*(other for other in stories if other is not each), *judged]
        found = b_cubed(each, fitted(others))
        totals = [total + part for total, part in zip(totals, found, strict=True)]
        figures = {"precision": round(found[0] / found[2], 3), "recall": round(found[1] / found[2], 3)}
        print(json.dumps({"left out": each.name, **figures}), flush=True)
    print(json.dumps({"precision": round(totals[0] / totals[2], 3), "recall": round(totals[1] / totals[2], 3)}))
    print("[weights]", *(f'"{name}" = {value}' for name, value in fitted([*stories, *judged]).items()), sep="\n")


if __name__ == "__main__":
    main()
