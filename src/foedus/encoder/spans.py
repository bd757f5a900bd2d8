"""Stretches: an analysis enters, the spans that its BIO tags stand for leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from foedus.encoder.analysis import Analysis

Layer = Literal["source", "cue", "content", "name", "mention"]


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
