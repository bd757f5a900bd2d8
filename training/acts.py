"""python -m training.acts DATA_FOLDER --base BASE_FOLDER: how well acts between two given parties are told apart.

PLV's rows enter, a report in JSON leaves: the encoder of all-MiniLM-L6-v2 learns on four fifths of the sentences and is
asked the fifth that it has not seen. A sentence's fifth is the remainder of its SHA-256 by five, so that rows of one
sentence stay together; the rows of fifth 0 may train nothing whose figure on them is reported.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from foedus.encoder.pieces import Pieces, windows_of
from foedus.evaluate import events
from training import corpora
from training.network import Encoder

FOLDS = 5
SOURCE, TARGET = "*", "#"  # words that stand around the two parties
_BATCH = 16


@dataclass(frozen=True)
class Row:
    """A sentence with its two parties marked, and the kind of act between them."""

    words: tuple[str, ...]
    kind: str
    fold: int


class Teller(nn.Module):
    """The encoder with one head over the marks of the two parties and the whole sentence."""

    def __init__(self, kinds: int) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.drop = nn.Dropout(0.2)
        self.hidden = nn.Linear(3 * 384, 256)
        self.out = nn.Linear(256, kinds)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, marks: Tensor) -> Tensor:
        pieces = self.encoder(ids, shapes, mask)
        rows = torch.arange(len(ids))
        whole = (pieces * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        both = [pieces[rows, marks[:, side]] for side in (0, 1)]
        return self.out(self.drop(functional.gelu(self.hidden(self.drop(torch.cat([*both, whole], dim=1))))))


def fold_of(words: list[str]) -> int:
    """The fifth that a sentence belongs to, by its words.

    >>> fold_of(["Ruritania", "helped", "Graustark"]) in range(FOLDS)
    True
    """
    return int(hashlib.sha256(" ".join(words).encode()).hexdigest(), 16) % FOLDS


def rows_of(file: Path) -> list[Row]:
    """The rows of a PLV table that have both marks."""
    found = []
    for sentence in corpora.acts(file).sentences:
        if sentence.act is not None:
            kind, source, target = sentence.act
            found.append(Row(_marked(sentence.words, source, target), kind, fold_of(sentence.words)))
    return found


def _marked(words: list[str], source: list[int], target: list[int]) -> tuple[str, ...]:
    found: list[str] = []
    for index, word in enumerate(words):
        for members, mark in ((source, SOURCE), (target, TARGET)):
            if index == members[0]:
                found.append(mark)
        found.append(word)
        for members, mark in ((source, SOURCE), (target, TARGET)):
            if index == members[-1]:
                found.append(mark)
    return tuple(found)


def batch_of(rows: list[Row], pieces: Pieces) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, shapes, mask and the places of the two marks, padded."""
    windows = [windows_of(pieces, [row.words], limit=400)[0] for row in rows]
    length = max(len(window.ids) for window in windows)
    ids, shapes = (torch.zeros(len(rows), length, dtype=torch.long) for _ in range(2))
    mask = torch.zeros(len(rows), length)
    marks = torch.zeros(len(rows), 2, dtype=torch.long)
    for number, (row, window) in enumerate(zip(rows, windows, strict=True)):
        ids[number, : len(window.ids)] = torch.tensor(window.ids)
        shapes[number, : len(window.ids)] = torch.tensor(window.shapes)
        mask[number, : len(window.ids)] = 1
        for side, mark in enumerate((SOURCE, TARGET)):
            marks[number, side] = window.firsts[row.words.index(mark)]
    return ids, shapes, mask, marks


def told(train: list[Row], test: list[Row], kinds: list[str], pieces: Pieces, options: argparse.Namespace) -> list[str]:
    """What a model that learned on the first rows tells of the second."""
    torch.manual_seed(7)
    model = Teller(len(kinds))
    model.encoder.load_base(options.base / "model.safetensors")
    groups = [
        {"params": model.encoder.parameters(), "lr": options.rate},
        {"params": [*model.hidden.parameters(), *model.out.parameters()], "lr": 20 * options.rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = options.epochs * (len(train) + _BATCH - 1) // _BATCH
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (0.1 * steps)) * max(0.0, 1 - step / (steps + 1))
    )
    numbers = {kind: number for number, kind in enumerate(kinds)}
    chance = random.Random(7)
    model.train()
    for epoch in range(options.epochs):
        order = chance.sample(train, len(train))
        total = 0.0
        for begin in range(0, len(order), _BATCH):
            part = order[begin : begin + _BATCH]
            scores = model(*batch_of(part, pieces))
            loss = functional.cross_entropy(
                scores, torch.tensor([numbers[row.kind] for row in part]), label_smoothing=0.1
            )
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        print(json.dumps({"epoch": epoch + 1, "loss": round(total * _BATCH / len(order), 3)}), file=sys.stderr)
    model.eval()
    found: list[str] = []
    with torch.no_grad():
        for begin in range(0, len(test), _BATCH):
            scores = model(*batch_of(test[begin : begin + _BATCH], pieces))
            found.extend(kinds[int(best)] for best in scores.argmax(1))
    return found


def main() -> None:
    """Train on all fifths but one, for each fifth asked for, and print the figures of the fifths pooled."""
    parser = argparse.ArgumentParser(prog="python -m training.acts", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with events/plv-train.tsv")
    parser.add_argument("--base", type=Path, required=True, help="the folder with model.safetensors, tokenizer.json")
    parser.add_argument("--only", type=int, choices=range(FOLDS), help="one fifth instead of all")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    rows = rows_of(options.data / "events/plv-train.tsv")
    kinds = sorted({row.kind for row in rows})
    pieces = Pieces(options.base / "tokenizer.json")
    pairs: list[tuple[str, str]] = []
    for fold in range(FOLDS) if options.only is None else (options.only,):
        test = [row for row in rows if row.fold == fold]
        found = told([row for row in rows if row.fold != fold], test, kinds, pieces, options)
        pairs.extend((row.kind, each) for row, each in zip(test, found, strict=True))
        print(json.dumps({"fold": fold, **events.figures(pairs[-len(test) :])}), flush=True)
    print(json.dumps({"pooled": events.figures(pairs)}))


if __name__ == "__main__":
    main()
