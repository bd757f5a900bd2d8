"""Who and to whom, as words: sentences with tagged sources and targets enter, token F1 of each side leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.errors import BadGold
from foedus.evaluate.clauses import Told, told_in
from foedus.evaluate.counts import Hits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from foedus.encoder import Encoder


_BOTH = "-R"  # who acts on each other: source and target alike


def measure(path: Path, encoder: Encoder) -> dict[str, float]:
    """Token F1 of the source, of the target and of both pooled, over the sentences of a BIO file.

    S and T tag them; words tagged R are of those who act on each other, and count on both sides.
    """
    sides = {"source": Hits(), "target": Hits()}
    sentences = 0
    for words, tags in _sentences(path):
        sentences += 1
        text, places = _laid(words)
        told = _chosen(told_in(text, encoder, places))
        for name, letter, found in (
            ("source", "S", told.doing if told else frozenset()),
            ("target", "T", told.suffering if told else frozenset()),
        ):
            ends = (f"-{letter}", _BOTH)
            wanted = {start for (start, _), tag in zip(places, tags, strict=True) if tag.endswith(ends)}
            sides[name].add(wanted, found)
    if not sentences:
        raise BadGold(path, "it has no lines of a word and its tag")
    both = Hits(*(sum(getattr(each, name) for each in sides.values()) for name in ("expected", "found", "same")))
    table = {"sentences": float(sentences), "token_f1": both.f1}
    for name, hits in sides.items():
        table |= {f"{name}_f1": hits.f1, f"{name}_precision": hits.precision, f"{name}_recall": hits.recall}
    return table


def _sentences(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.rsplit(" ", 1) for line in block.splitlines() if " " in line]
        if rows:
            yield [word for word, _ in rows], [tag for _, tag in rows]


def _laid(words: list[str]) -> tuple[str, list[tuple[int, int]]]:
    places, at = [], 0
    for word in words:
        places.append((at, at + len(word)))
        at += len(word) + 1
    return " ".join(words), places


def _chosen(told: tuple[Told, ...]) -> Told | None:
    """The act that the sentence tells: one with a kind and both sides before one that lacks some of these."""
    return max(
        told,
        key=lambda each: (bool(each.doing) + bool(each.suffering) + (each.type is not None), each.is_main),
        default=None,
    )
