"""python -m training.weighing GOLD --corpora FOLDER: from judged findings to the weights of reading.

Three small networks are fitted: what a finding is taken for (`foedus.read.weighing`), which states take part in it
(`foedus.read.taking`), and on whose word it stands (`foedus.read.whose`). The figures printed first are those of six
parts, by document, each with weights fitted on the others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from foedus.evaluate.counts import calibration_error
from foedus.read.weighing import SORTS, TYPES, share_of
from training.findings import Example, examples
from training.layers import Plan, fitted, scored, written
from training.taking import Takers
from training.whose import Listeners

if TYPE_CHECKING:
    from collections.abc import Sequence

PARTS = 6
FEWEST = 8  # examples that a trait needs to be weighed
# How often an article counts: they alone are news on relations throughout, and the other texts are many more.
COUNTS = {"articles": 2.5, "more articles": 2.5, "stories": 1.5}
UNTOLD = 0.3  # what a finding of a story counts that no proposition holds: it may yet be a claim
DAMPED = 0.5  # the vector's places count half: they are many, and each says little
BESIDE = 0.5  # what the sort, and the type, count beside whether a finding is a claim
PLAN = Plan(units=64, rounds=15, rate=1e-3, decay=0.1, batch=128, dropped=0.4, unseen=0.2, seeds=3)
SORT = slice(1, 1 + len(SORTS))
TYPE = slice(1 + len(SORTS), 1 + len(SORTS) + len(TYPES))
COLUMNS = ("claim", *(each.value for each in SORTS), *TYPES)


class Claims:
    """Examples as rows and answers: claim or none, the sort, and the type of an act."""

    def __init__(self, found: Sequence[Example]) -> None:
        self.found = found
        counted = Counter(name for each in found for name in each.traits)
        self.names = sorted(name for name, count in counted.items() if count >= FEWEST)
        at = {name: place for place, name in enumerate(self.names)}
        vectors, self.centre = centred(found)
        self.rows = torch.zeros(len(found), len(self.names) + vectors.shape[1])
        self.rows[:, len(self.names) :] = DAMPED * torch.tensor(vectors)
        for number, each in enumerate(found):
            self.rows[number, [at[name] for name in each.traits if name in at]] = 1.0
        sorts = [each.value for each in SORTS]
        self.claims = torch.tensor([float(each.is_claim) for each in found])
        self.sorts = torch.tensor([-100 if each.sort is None else sorts.index(each.sort) for each in found])
        self.types = torch.tensor([-100 if each.type not in TYPES else TYPES.index(each.type) for each in found])
        self.counts = torch.tensor([counted_as(each) for each in found])

    @property
    def shape(self) -> tuple[int, int, int]:
        """Columns, all of them direct, and scores."""
        return self.rows.shape[1], self.rows.shape[1], len(COLUMNS)

    def loss(self, scores: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
        """How far the scores are from the answers: the sum over the three."""
        counts = self.counts[chosen]
        found = binary_cross_entropy_with_logits(scores[:, 0], self.claims[chosen], reduction="none")
        for place, answers in ((SORT, self.sorts), (TYPE, self.types)):
            found = found + BESIDE * cross_entropy(scores[:, place], answers[chosen], reduction="none")
        return (counts * found).mean()

    def crossed(self, parts: torch.Tensor) -> torch.Tensor:
        """The scores of each example with weights fitted on the other parts."""
        found = torch.zeros(len(self.rows), len(COLUMNS))
        for part in range(PARTS):
            others = torch.nonzero(parts != part).flatten()
            networks = fitted(self.rows.__getitem__, others, self.loss, shape=self.shape, plan=PLAN)
            found[parts == part] = scored(networks, self.rows[parts == part])
        return found

    def report(self, scores: torch.Tensor) -> None:
        """Print, for each group, how well claims are told from none, and the sorts and types that are right."""
        probable, groups = torch.sigmoid(scores[:, 0]), [each.group for each in self.found]
        for group in (*sorted(set(groups)), "all"):
            inside = torch.tensor([group in {each, "all"} for each in groups])
            told = {"group": group, "findings": int(inside.sum())} | _figures(probable[inside], self.claims[inside])
            for name, place, answers in (("sort", SORT, self.sorts), ("type", TYPE, self.types)):
                known = inside & (answers >= 0) & (self.claims > 0)
                right = scores[known][:, place].argmax(1) == answers[known]
                if len(right):
                    told[f"{name} right"] = round(float(right.float().mean()), 3)
            print(json.dumps(told), flush=True)


def counted_as(each: Example) -> float:
    """How often an example counts."""
    if each.group == "stories" and not each.is_claim:
        return UNTOLD
    return COUNTS.get(each.group, 1.0)


def centred(found: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    """The vectors, each document left as what sets it apart from the mean of the documents; that mean."""
    vectors = np.stack([each.vector for each in found]).astype(np.float32)
    size = vectors.shape[1] // 4  # predicate, words, sentence, document
    shares = np.array([share_of(each.sentences) for each in found], dtype=np.float32)
    seen = {each.document: vectors[at, -size:] / shares[at] for at, each in enumerate(found)}
    centre: np.ndarray = np.mean([seen[name] for name in sorted(seen)], axis=0)
    vectors[:, -size:] -= centre * shares[:, None]
    return vectors, centre


def _figures(probable: torch.Tensor, true: torch.Tensor) -> dict[str, float]:
    """How often a claim is held likelier than what is none, the calibration error, and what is kept from 0.3."""
    claims, others = probable[true > 0], probable[true == 0]
    above = (claims[:, None] > others[None, :]).float() + 0.5 * (claims[:, None] == others[None, :]).float()
    kept = true[probable >= 0.3]
    return {
        "claims": round(float(true.mean()), 3),
        "area under the curve": round(float(above.mean()), 3),
        "calibration error": calibration_error([*zip(probable.tolist(), true.tolist(), strict=True)]),
        "precision at 0.3": round(float(kept.mean()), 3),
        "recall at 0.3": round(float(kept.sum() / true.sum()), 3),
    }


def parts_of(found: Sequence[Example]) -> torch.Tensor:
    """The part of each example, by its document."""
    return torch.tensor([int(hashlib.sha256(each.document.encode()).hexdigest(), 16) % PARTS for each in found])


def main() -> None:
    """Reads, fits, prints the figures left out part by part, and writes the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.weighing", description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--corrections", type=Path, nargs="*", default=[], help="folders of 'foedus judgements export'")
    parser.add_argument("--out", type=Path, required=True, help="src/foedus/read")
    given = parser.parse_args()
    found = examples(given.gold, given.corpora, given.corrections)
    claims = Claims(found)
    claims.report(claims.crossed(parts_of(found)))
    every = torch.arange(len(found))
    networks = fitted(claims.rows.__getitem__, every, claims.loss, shape=claims.shape, plan=PLAN)
    written(
        given.out / "weights.npz", networks, names=claims.names, columns=COLUMNS, damped=DAMPED, centre=claims.centre
    )
    known = [each for each in found if each.actors is not None]
    takers = Takers(known)
    takers.report(takers.crossed(parts_of(known)))
    takers.written(given.out / "taking.npz")
    listeners = Listeners(found)
    listeners.report(listeners.crossed(parts_of(listeners.found)))
    listeners.written(given.out / "whose.npz")


if __name__ == "__main__":
    main()
