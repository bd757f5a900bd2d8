"""Figures while training: a sample of the development parts enters, quick figures without any decoding leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from foedus.evaluate.counts import pearson
from training.batches import (
    IGNORED,
    Stack,
    batches_of,
    certainty_targets,
    parts_of,
    span_targets,
    syntax_targets,
)
from training.fit import apart

if TYPE_CHECKING:
    from foedus.encoder.pieces import Pieces
    from training.batches import Part
    from training.corpora import Corpus
    from training.network import Reader


class Sample:
    """Some windows of each development part, the same at every measure."""

    def __init__(self, corpora: list[Corpus], pieces: Pieces, *, windows: int = 120) -> None:
        self._batches: list[list[Part]] = []
        for corpus in corpora:
            parts = parts_of(corpus, pieces, None)
            self._batches.extend(batches_of(parts[:: max(1, len(parts) // windows)], 2048, None))

    def figures(self, model: Reader, tables: dict[str, dict[str, int]]) -> dict[str, float]:
        """Shares of right parts of speech and relations, token F1 of attribution, correlation of certainty."""
        model.eval()
        counts: dict[str, list[float]] = {}
        pairs: list[tuple[float, float]] = []
        with torch.inference_mode():
            for batch in self._batches:
                stack = Stack(batch)
                words = model.words(model.pieces(stack.ids, stack.shapes, stack.mask), stack.firsts)
                if batch[0].task == "syntax":
                    _syntax(model, stack, words, (tables, counts))
                elif batch[0].task == "attribution":
                    _spans(model, stack, words, counts)
                elif batch[0].task == "certainty":
                    wanted = certainty_targets(stack)
                    known = ~wanted.isnan()
                    pairs.extend(zip(wanted[known].tolist(), model.certainties(words)[known].tolist(), strict=True))
        model.train()
        shares = {name: round(right / max(total, 1.0), 4) for name, (right, total) in sorted(counts.items())}
        return {**shares, "certainty": round(pearson(pairs), 4)}


def _syntax(
    model: Reader, stack: Stack, words: torch.Tensor, held: tuple[dict[str, dict[str, int]], dict[str, list[float]]]
) -> None:
    tables, counts = held
    targets = syntax_targets(stack, tables)
    known = targets["upos"] != IGNORED
    governors = (model.arcs(words) + apart(stack)).argmax(-1)
    right = governors == targets["governor"]
    labelled = right & (model.labels(words, governors).argmax(-1) == targets["deprel"])
    tagged = model.upos(words).argmax(-1) == targets["upos"]
    for name, hits in (("uas", right), ("las", labelled), ("upos", tagged)):
        count = counts.setdefault(name, [0.0, 0.0])
        count[0] += float((hits & known).sum())
        count[1] += float(known.sum())


def _spans(model: Reader, stack: Stack, words: torch.Tensor, counts: dict[str, list[float]]) -> None:
    targets = span_targets(stack)
    found = model.spans(words).view(*targets.shape, 3).argmax(-1)
    for layer, name in enumerate(("source", "cue", "content")):
        wanted, read = targets[:, :, layer], found[:, :, layer]
        known = wanted != IGNORED
        count = counts.setdefault(name, [0.0, 0.0])
        count[0] += 2.0 * float(((wanted > 0) & (read > 0) & known).sum())
        count[1] += float(((wanted > 0) & known).sum() + ((read > 0) & known).sum())
