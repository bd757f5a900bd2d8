"""python -m training.cooperation GOLD --out FILE: from annotated sentences to the weights of mode and status.

The sentences and articles are read by the shipped code. Each act that is found gives an example of its mode and of its
status; what is found in a sentence that only looks like cooperation, or elsewhere in an article, gives an example of no
mode. The figures printed are those of five parts, by sentence, article or story, each fitted on the others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from foedus.evaluate.claims import load_gold, matched, placed_in
from foedus.evaluate.cooperation import document_of
from foedus.evaluate.materials import material_from
from foedus.gather import gather
from foedus.knowledge.modes import modes
from foedus.read import claims as room
from foedus.read.cooperation import (
    HOSTILE,
    NAMED,
    NONE,
    Told,
    by_words,
    lengthened,
    shown_of_mode,
    shown_of_status,
    words_of,
)
from foedus.records import Document
from foedus.terms import Status
from training.regression import fitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from foedus.material import Material
    from foedus.read.scene import Finding, Scene
    from foedus.records import Claim

PENALTIES = {"mode": 3e-4, "status": 1e-3}
FEWEST = 4  # examples that a trait needs to be weighed
PARTS = 5
ALIKE, LEAST = 0.5, 0.2  # of the words of two quotes, all told, that both have
_SEALED = "21"  # the first article that trains nothing
COLUMNS = {"mode": (*(each.name for each in modes()), NONE), "status": tuple(each.value for each in Status)}
SHOWN = {"mode": shown_of_mode, "status": shown_of_status}


@dataclass(frozen=True, kw_only=True)
class Example:
    """A claim, what it shows of itself, and what a reader says of it."""

    group: str  # what is left out together: a sentence, an article, a story
    in_article: bool
    told: Told
    mode: str
    status: str | None


def read(documents: Sequence[Document]) -> tuple[Material, dict[str, Told]]:
    """What the sentences are read as, and what each claim shows that may be of cooperation."""
    heard: list[Told] = []
    shown: dict[str, Told] = {}
    plain, asked = room._claim, room.mode_of

    def noted(told: Told) -> str | None:
        heard.append(told)
        return asked(told)

    def claim(scene: Scene, finding: Finding) -> Claim:
        heard.clear()
        made = plain(scene, finding)
        if heard and (heard[-1].kind or "").partition(".")[0] not in HOSTILE:
            shown[made.id] = heard[-1]
        return made

    room._claim, room.mode_of = claim, noted
    try:
        return material_from(documents, across=False), shown
    finally:
        room._claim, room.mode_of = plain, asked


def examples(file: Path) -> list[Example]:
    """The acts that are found in sentences, and what is found where no act is."""
    rows = load_gold(file)
    documents = [document_of(row) for row in rows]
    material, shown = read(documents)
    items = [placed_in(document, act) for row, document in zip(rows, documents, strict=True) for act in row["acts"]]
    acts = {claim.id: items[at].gold for at, claim in matched(items, material.claims).items()}
    empty = {document.id for row, document in zip(rows, documents, strict=True) if not row["acts"]}
    return [
        Example(
            group=claim.document,
            in_article=False,
            told=shown[claim.id],
            mode=acts.get(claim.id, {}).get("mode", NONE),
            status=acts.get(claim.id, {}).get("status"),
        )
        for claim in material.claims
        if claim.id in shown and (claim.id in acts or claim.document in empty)
    ]


def in_articles(gold: Path) -> list[Example]:
    """What is found in the articles and stories of the development part: most of it tells no cooperation.

    A finding takes the answer of the annotated words that it shares most with; one that shares only some with them is
    left out.
    """
    rows = load_gold(gold / "cooperation-in-articles.jsonl")
    found = []
    for folder in sorted({row["folder"] for row in rows}):
        own = [(set(row["quote"].lower().split()), row) for row in rows if row["folder"] == folder]
        only = {file.name for file in (gold / folder).glob("*.txt") if folder != "articles" or file.name < _SEALED}
        gathered = [each for each in gather(gold / folder) if isinstance(each, Document)]
        material, shown = read([each for each in gathered if Path(each.gathered_from).name in only])
        for claim in material.claims:
            told = set(claim.evidence.text.lower().split())
            shared, row = max(
                ((len(told & each) / len(told | each), row) for each, row in own), key=lambda pair: pair[0]
            )
            if claim.id in shown and not LEAST < shared < ALIKE:
                act = row if shared >= ALIKE else {}
                group = claim.document if folder == "articles" else folder
                answer = {"mode": act.get("mode", NONE), "status": act.get("status")}
                found.append(Example(group=group, in_article=True, told=shown[claim.id], **answer))
    return found


class Fit:
    """The weights of what is asked, from examples."""

    def __init__(self, asked: str, found: Sequence[Example], centre: NDArray[np.float32]) -> None:
        self.asked, self.centre = asked, centre
        counted = Counter(name for each in found for name in SHOWN[asked](each.told))
        self.names = sorted(name for name, count in counted.items() if count >= FEWEST)
        answers = torch.tensor([COLUMNS[asked].index(getattr(each, asked)) for each in found])
        self.weights = fitted(self.table(found), answers, len(COLUMNS[asked]), PENALTIES[asked])

    def table(self, found: Sequence[Example]) -> torch.Tensor:
        """One row an example: its traits, then how the encoder sees its words."""
        at = {name: place for place, name in enumerate(self.names)}
        rows = torch.zeros(len(found), len(self.names))
        for number, each in enumerate(found):
            for name, value in SHOWN[self.asked](each.told).items():
                if name in at:
                    rows[number, at[name]] = value
        if self.asked == "status":
            return rows
        seen = [lengthened(words_of(vector_of(each)) - self.centre) for each in found]
        return torch.cat([rows, torch.tensor(np.stack(seen))], 1)

    def answers(self, found: Sequence[Example]) -> list[str]:
        """The likeliest answer to each example."""
        scores = self.table(found) @ self.weights
        for row, each in enumerate(found):
            named = by_words(each.told) if self.asked == "mode" else None
            if named is not None:
                scores[row, COLUMNS["mode"].index(named)] += NAMED
        return [COLUMNS[self.asked][place] for place in scores.argmax(1).tolist()]

    def written(self) -> dict[str, object]:
        """The weights as the file holds them."""
        rows = [[round(value, 2) for value in row] for row in self.weights.tolist()]
        count = len(self.names)
        told: dict[str, object] = {"columns": COLUMNS[self.asked], "traits": dict(zip(self.names, rows, strict=False))}
        return told | ({"vector": rows[count:]} if rows[count:] else {})


def vector_of(each: Example) -> NDArray[np.float32]:
    """How the encoder sees the example."""
    assert each.told.vector is not None
    return each.told.vector


def centre_of(found: Sequence[Example]) -> NDArray[np.float32]:
    """The mean of what the encoder sees of their words."""
    mean: NDArray[np.float32] = np.mean([words_of(vector_of(each)) for each in found], axis=0)
    return mean.round(4).astype(np.float32)


def asked_of(asked: str, found: Sequence[Example]) -> list[Example]:
    """The examples that answer what is asked: only acts have a status."""
    return [each for each in found if asked == "mode" or each.status is not None]


def left_out(asked: str, found: Sequence[Example]) -> Iterator[tuple[str, int, float]]:
    """How many answers there are and the share that is right, for acts and for what is none, by groups left out."""
    parts = [int(hashlib.sha256(each.group.encode()).hexdigest(), 16) % PARTS for each in found]
    right: dict[str, list[bool]] = {}
    for part in range(PARTS):
        others = [each for each, own in zip(found, parts, strict=True) if own != part]
        tried = [each for each, own in zip(found, parts, strict=True) if own == part]
        for each, answer in zip(tried, Fit(asked, others, centre_of(others)).answers(tried), strict=True):
            what = "none" if each.status is None else "acts"
            where = "articles" if each.in_article else "sentences"
            right.setdefault(f"{what} in {where}", []).append(answer == getattr(each, asked))
    for name in sorted(right):
        yield name, len(right[name]), round(sum(right[name]) / len(right[name]), 3)


def main() -> None:
    """Reads, fits, prints the figures of the parts left out, and writes the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.cooperation", description=__doc__)
    parser.add_argument("gold", type=Path, help="the folder with cooperation.*.jsonl, articles and stories")
    parser.add_argument("--out", type=Path, required=True, help="src/foedus/read/cooperation.json")
    given = parser.parse_args()
    found = [each for part in ("dev", "train") for each in examples(given.gold / f"cooperation.{part}.jsonl")]
    found += in_articles(given.gold)
    centre = centre_of(found)
    written: dict[str, object] = {
        "fitted": "python -m training.cooperation, on the development and training parts of gold/cooperation",
        "centre": centre.tolist(),
    }
    for asked in COLUMNS:
        answering = asked_of(asked, found)
        for name, count, share in left_out(asked, answering):
            print(f"{asked}: {name}: {share} of {count}", flush=True)
        written[asked] = Fit(asked, answering, centre).written()
    given.out.write_text(json.dumps(written, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
