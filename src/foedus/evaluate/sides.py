"""Who and to whom, as words: sentences with tagged sources and targets enter, token F1 of each side leaves."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from foedus.errors import BadGold
from foedus.evaluate.counts import Hits
from foedus.read.sides import LIKELY, sides_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from foedus.encoder import Encoder


FIFTHS = 5
_UNSEEN = 0  # the fifth that the network's weights were not fitted to
_BOTH = "-R"  # who acts on each other: source and target alike


def measure(path: Path, encoder: Encoder) -> dict[str, float]:
    """Token F1 of the source, of the target and of both pooled, over the sentences of a BIO file.

    S and T tag them; words tagged R are of those who act on each other, and count on both sides. `unseen` tells the
    same of the fifth of the file's sentences that would have been left out of training, were it the file trained on.
    """
    whole, unseen = (Hits(), Hits()), (Hits(), Hits())
    counts = [0, 0]
    for words, tags in tagged(path):
        text, places = laid(words)
        told = sides_of(encoder.parse(text, [places]).sentences[0])
        parts = (whole, unseen) if fifth(text) == _UNSEEN else (whole,)
        counts = [counts[0] + 1, counts[1] + len(parts) - 1]
        for side, letter, chances in ((0, "S", told.source), (1, "T", told.target)):
            ends = (f"-{letter}", _BOTH)
            wanted = {at for at, tag in enumerate(tags) if tag.endswith(ends)}
            for part in parts:
                part[side].add(wanted, {at for at, chance in enumerate(chances) if chance >= LIKELY})
    if not counts[0]:
        raise BadGold(path, "it has no lines of a word and its tag")
    table = {"sentences": float(counts[0]), **_told(whole), "unseen_sentences": float(counts[1])}
    return table | {f"unseen_{name}": value for name, value in _told(unseen).items()}


def _told(sides: tuple[Hits, Hits]) -> dict[str, float]:
    both = Hits(*(sum(getattr(each, name) for each in sides) for name in ("expected", "found", "same")))
    table = {"token_f1": both.f1}
    for name, hits in zip(("source", "target"), sides, strict=True):
        table |= {f"{name}_f1": hits.f1, f"{name}_precision": hits.precision, f"{name}_recall": hits.recall}
    return table


def fifth(text: str) -> int:
    """The fifth that a sentence belongs to, by its letters and figures; twins in two files belong to one.

    >>> fifth("Ruritania helped Graustark .") == fifth("Ruritania helped Graustark.")
    True
    """
    letters = re.sub(r"\W", "", text).casefold()
    return int(hashlib.sha256(letters.encode()).hexdigest(), 16) % FIFTHS


def tagged(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """The sentences of a BIO file, each as its words and their tags."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.rsplit(" ", 1) for line in block.splitlines() if " " in line]
        if rows:
            yield [word for word, _ in rows], [tag for _, tag in rows]


def laid(words: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Words with a space between them, and where each stands."""
    places, at = [], 0
    for word in words:
        places.append((at, at + len(word)))
        at += len(word) + 1
    return " ".join(words), places
