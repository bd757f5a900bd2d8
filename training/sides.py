"""python -m training.sides EVENTS_FOLDER --out src/foedus/read: who acts in a sentence, and on whom.

Sentences with marked sources and targets enter (the BIO file of CAMEO and PLV's table, which share many); weights for
`foedus.read.sides` leave. Figures are printed of each fifth of the BIO file's sentences with the weights fitted on the
other fifths, where a sentence that both files have is left out with its twin. The weights that ship are those that
have not seen fifth 0, whose figure `foedus eval events` tells apart.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.nn.utils.rnn import pad_sequence

from foedus.encoder import Encoder
from foedus.evaluate import events
from foedus.evaluate.counts import Hits
from foedus.evaluate.sides import FIFTHS, fifth, laid, tagged
from foedus.read.sides import LIKELY, Recurrent, traits

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence

UNITS, NETWORKS, ROUNDS, BATCH = 64, 2, 10, 16
RATE, DECAY, DROPPED = 2.5e-3, 0.02, 0.3
FEWEST = 5  # words that show a trait for it to be weighed


@dataclass(frozen=True)
class Marked:
    """A sentence with a pair for each word: whether it is of the source, and of the target."""

    sentence: Sentence
    sides: tuple[tuple[bool, bool], ...]
    fifth: int
    is_asked: bool  # of the BIO file


class Reader(nn.Module):
    """A layer, a gated recurrent unit in both directions, and a score for each side."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.inner = nn.Linear(width, UNITS)
        self.states = nn.GRU(UNITS, UNITS, bidirectional=True, batch_first=True)
        self.outer = nn.Linear(2 * UNITS, 2)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, rows: Tensor) -> Tensor:
        units = self.drop(torch.relu(self.inner(self.drop(rows))))
        found: Tensor = self.outer(self.drop(self.states(units)[0]))
        return found


def of_tags(path: Path, encoder: Encoder) -> list[Marked]:
    """The sentences of a BIO file."""
    found = []
    for words, tags in tagged(path):
        text, places = laid(words)
        sides = tuple((tag.endswith(("-S", "-R")), tag.endswith(("-T", "-R"))) for tag in tags)
        found.append(Marked(encoder.parse(text, [places]).sentences[0], sides, fifth(text), is_asked=True))
    return found


def of_rows(path: Path, encoder: Encoder) -> list[Marked]:
    """The sentences of PLV's table that hold a mark."""
    found = []
    for row in events.load(path):
        for sentence in encoder.analyse(row.text).sentences:
            sides = tuple(
                (row.source[0] <= word.start < row.source[1], row.target[0] <= word.start < row.target[1])
                for word in sentence.words
            )
            if any(any(each) for each in sides):
                found.append(Marked(sentence, sides, fifth(row.text), is_asked=False))
    return found


def empty(found: list[Marked]) -> Recurrent:
    """What the rows of these sentences are made by, with no weights yet."""
    told = Counter(name for each in found for word in each.sentence.words for name in traits(word))
    vectors = np.concatenate([each.sentence.vectors for each in found if each.sentence.vectors is not None])
    none = np.zeros(0, dtype=np.float32)
    return Recurrent(
        names=tuple(sorted(name for name, count in told.items() if count >= FEWEST)),
        centre=vectors.mean(0), spread=vectors.std(0) + 1e-3, inner=none, gates=none, kept=none, outer=none,
    )  # fmt: skip


def fitted(found: list[Marked], made: Recurrent, seed: int) -> Reader:
    """A network fitted to the sentences."""
    torch.manual_seed(seed)
    rows = [torch.tensor(made.rows(each.sentence)) for each in found]
    wanted = [torch.tensor(each.sides, dtype=torch.float32) for each in found]
    model = Reader(rows[0].shape[1])
    optimiser = torch.optim.AdamW(model.parameters(), RATE, weight_decay=DECAY)
    steps = ROUNDS * ((len(found) + BATCH - 1) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    chance, order = random.Random(seed), list(range(len(found)))
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for begin in range(0, len(order), BATCH):
            part = order[begin : begin + BATCH]
            given = pad_sequence([wanted[at] for at in part], batch_first=True, padding_value=-1.0)
            scores = model(pad_sequence([rows[at] for at in part], batch_first=True))
            inside = (given >= 0).float()
            apart = binary_cross_entropy_with_logits(scores, given.clamp(min=0.0), reduction="none")
            optimiser.zero_grad()
            ((apart * inside).sum() / inside.sum()).backward()
            optimiser.step()
            schedule.step()
    return model.eval()


def with_weights(made: Recurrent, models: list[Reader]) -> Recurrent:
    """The networks' weights as `foedus.read.sides` has them."""

    def layer(weight: Tensor, bias: Tensor) -> np.ndarray:
        return np.concatenate([weight.detach().numpy().T, bias.detach().numpy()[None]]).astype(np.float32)

    def both(model: Reader, name: str) -> np.ndarray:
        held = dict(model.states.named_parameters())
        ends = ("", "_reverse")
        return np.stack([layer(held[f"weight_{name}_l0{end}"], held[f"bias_{name}_l0{end}"]) for end in ends])

    return Recurrent(
        names=made.names, centre=made.centre, spread=made.spread,
        inner=np.stack([layer(each.inner.weight, each.inner.bias) for each in models]),
        gates=np.stack([both(each, "ih") for each in models]),
        kept=np.stack([both(each, "hh") for each in models]),
        outer=np.stack([layer(each.outer.weight, each.outer.bias) for each in models]),
    )  # fmt: skip


def learned(found: list[Marked]) -> Recurrent:
    """The weights fitted to the sentences."""
    made = empty(found)
    return with_weights(made, [fitted(found, made, seed) for seed in range(NETWORKS)])


def figures(pairs: list[tuple[Marked, np.ndarray]]) -> dict[str, float]:
    """Token F1 of each side and of both pooled."""
    hits = [Hits(), Hits()]
    for each, chances in pairs:
        for side in (0, 1):
            wanted = {at for at, told in enumerate(each.sides) if told[side]}
            hits[side].add(wanted, {at for at, value in enumerate(chances[:, side]) if value >= LIKELY})
    both = Hits(*(sum(getattr(each, name) for each in hits) for name in ("expected", "found", "same")))
    told = {"token_f1": both.f1, "source_f1": hits[0].f1, "target_f1": hits[1].f1}
    return {"sentences": len(pairs), **{name: round(value, 3) for name, value in told.items()}}


def write(made: Recurrent, out: Path) -> None:
    """Write the weights with half the digits."""
    arrays = {name: getattr(made, name) for name in ("centre", "spread", "inner", "gates", "kept", "outer")}
    halves = {name: each.astype(np.float16) for name, each in arrays.items()}
    np.savez_compressed(out, names=np.array(made.names), **halves)


def main() -> None:
    """Print the figures of each fifth and of all pooled; write the weights that have not seen the first."""
    parser = argparse.ArgumentParser(prog="python -m training.sides", description=__doc__)
    parser.add_argument("events", type=Path, help="the folder with cameo-source-target-train.bio and plv-train.tsv")
    parser.add_argument("--out", type=Path, help="the folder for sides.npz; without it only figures are told")
    options = parser.parse_args()
    torch.set_num_threads(1)
    encoder = Encoder.load()
    found = of_tags(options.events / "cameo-source-target-train.bio", encoder)
    found += of_rows(options.events / "plv-train.tsv", encoder)
    pairs: list[tuple[Marked, np.ndarray]] = []
    for part in range(FIFTHS):
        made = learned([each for each in found if each.fifth != part])
        if part == 0 and options.out is not None:
            write(made, options.out / "sides.npz")
        asked = [each for each in found if each.is_asked and each.fifth == part]
        pairs += [(each, made.chances(each.sentence)) for each in asked]
        print(json.dumps({"fifth": part, **figures(pairs[-len(asked) :])}), flush=True)
    print(json.dumps({"pooled": figures(pairs)}), flush=True)


if __name__ == "__main__":
    main()
