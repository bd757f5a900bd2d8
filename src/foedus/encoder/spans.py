"""Stretches: an analysis enters, the spans that its BIO tags stand for leave."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.encoder.analysis import Analysis, Sentence, Word

Layer = Literal["source", "cue", "content", "name", "mention"]
_GAP = 60  # words between two parts of one content, at most


def stretches(analysis: Analysis, layer: Layer) -> list[tuple[tuple[int, int], ...]]:
    """Each span of the layer as its parts, in order; only a content can have more parts than one."""
    found: list[list[tuple[int, int]]] = []
    last = -2
    for place, word in enumerate(word for sentence in analysis.sentences for word in sentence.words):
        tag: str | None = getattr(word, layer)
        if tag is None:
            continue
        if tag[0] == "B" or not found:
            found.append([(word.start, word.end)])
        elif last == place - 1:
            found[-1][-1] = (found[-1][-1][0], word.end)
        else:
            found[-1].append((word.start, word.end))
        last = place
    return [tuple(parts) for parts in found]


def repaired(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences with BIO tags in which no span begins with "I", save a content's further part after a short gap."""
    count = 0
    last = {"source": -_GAP, "cue": -_GAP, "content": -_GAP}
    found = []
    for sentence in sentences:
        words = []
        for word in sentence.words:
            words.append(_repaired(word, count, last))
            count += 1
        found.append(replace(sentence, words=tuple(words)) if tuple(words) != sentence.words else sentence)
    return tuple(found)


def _repaired(word: Word, place: int, last: dict[str, int]) -> Word:
    changes: dict[str, str] = {}
    for layer, before in last.items():
        tag = getattr(word, layer)
        if tag is None:
            continue
        if tag == "I" and place - before > (_GAP if layer == "content" else 1):
            changes[layer] = "B"
        last[layer] = place
    return replace(word, **changes) if changes else word  # type: ignore[arg-type]
