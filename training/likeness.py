"""python -m training.likeness STORY...: from stories with their truth to the weights of the likeness of claims.

Each story is read and traced by the shipped code; its claims are paired, those that the truth puts into one proposition
against those that it keeps apart. A logistic regression is fitted to the features of `foedus.assemble.likeness`. The
figures printed are those of each story with weights fitted on the others: B-cubed over the claims found.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
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
from foedus.evaluate.stories import told_of
from foedus.read import default_reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.assemble.content import Content

NAMES = tuple(room.weights())
PENALTY = 1e-4
ASSUMED = ("another month", "reversed")  # no story can teach it; what stands in the file is kept
SKIPPED = ("likest both ways", "likest one way")  # known only once all pairs have a score


@dataclass(frozen=True, kw_only=True)
class Story:
    """The claims of a story, the proposition of each that the truth has, and the features of all pairs."""

    name: str
    contents: list[Content]
    likeness: Likeness
    truth: dict[int, str]
    pairs: dict[tuple[int, int], dict[str, float]]

    def rows(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Features and answers of the pairs whose two claims the truth places."""
        known = [(pair, found) for pair, found in self.pairs.items() if all(each in self.truth for each in pair)]
        table = torch.tensor([[found.get(name, 0.0) for name in NAMES] for _, found in known])
        answers = torch.tensor([float(self.truth[one] == self.truth[other]) for (one, other), _ in known])
        return table, answers


def story(folder: Path) -> Story:
    """A story, read."""
    told = told_of(folder)
    found = contents(told.material, default_reader().encoder.meaning)
    likeness = Likeness(found, told.material.copies)
    number = {each.claim.id: place for place, each in enumerate(found)}
    truth = {number[claim.id]: name for name, gold in told.gold if (claim := told.at(gold)) is not None}
    pairs = {
        (one, other): likeness.features(found[one], found[other])
        for one, other in combinations(range(len(found)), 2)
        if not is_nested(found[one], found[other])
    }
    return Story(name=folder.name, contents=found, likeness=likeness, truth=truth, pairs=pairs)


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
    return found | {name: room.weights()[name] for name in ASSUMED}


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
    stories = [story(folder) for folder in parser.parse_args().stories]
    totals = [0.0, 0.0, 0.0]
    for each in stories:
        others = [other for other in stories if other is not each]
        found = b_cubed(each, fitted(others))
        totals = [total + part for total, part in zip(totals, found, strict=True)]
        figures = {"precision": round(found[0] / found[2], 3), "recall": round(found[1] / found[2], 3)}
        print(json.dumps({"left out": each.name, **figures}), flush=True)
    print(json.dumps({"precision": round(totals[0] / totals[2], 3), "recall": round(totals[1] / totals[2], 3)}))
    print("[weights]", *(f'"{name}" = {value}' for name, value in fitted(stories).items()), sep="\n")


if __name__ == "__main__":
    main()
