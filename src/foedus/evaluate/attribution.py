"""Figures of attribution: articles with their sources, cues and contents enter, F1 of each leaves.

The layout of a line: `id`, `text`, `attributions`, each of these a mapping with `Source`, `Cue` and `Content` (any of
them may be absent), each a list of `[start, end]`: a span with several parts counts as the union of them.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.encoder import stretches
from foedus.evaluate.counts import Hits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from foedus.encoder import Analysis, Encoder, Word

    Parts = tuple[tuple[int, int], ...]

KEYS = {"source": "Source", "cue": "Cue", "content": "Content"}
ENOUGH = 0.8  # of a relation's content: token F1


@dataclass(frozen=True, slots=True)
class Relation:
    """Who says what by which words; a source or a cue may be unstated."""

    source: Parts | None
    cue: Parts | None
    content: Parts | None


def measure(file: Path, encoder: Encoder) -> dict[str, float]:
    """Exact and token F1 of each layer, and F1 of whole relations."""
    exact = {layer: Hits() for layer in KEYS}
    token = {layer: Hits() for layer in KEYS}
    whole = Hits()
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        analysis = encoder.analyse(row["text"])
        words = [word for sentence in analysis.sentences for word in sentence.words]
        expected = [Relation(*(_parts(each, key) for key in KEYS.values())) for each in row["attributions"]]
        for layer in ("source", "cue", "content"):
            gold = Counter(_indices(words, parts) for each in expected if (parts := getattr(each, layer)))
            found = Counter(_indices(words, parts) for parts in stretches(analysis, layer))
            exact[layer].add(_distinct(gold), _distinct(found))
            token[layer].add(_united(gold), _united(found))
        read = [Relation(each.source, each.cue, each.content) for each in analysis.attributions]
        _count_relations(whole, analysis, expected, read)
    figures = {}
    for layer in KEYS:
        figures[f"{layer}_exact"] = exact[layer].f1
        figures[f"{layer}_token"] = token[layer].f1
    return {**figures, "relation": whole.f1}


def _parts(each: dict[str, list[list[int]]], key: str) -> Parts | None:
    return tuple((start, end) for start, end in each[key]) if each.get(key) else None


def _indices(words: list[Word], parts: Parts) -> frozenset[int]:
    return frozenset(
        index for index, word in enumerate(words) if any(word.start < end and start < word.end for start, end in parts)
    )


def _distinct(spans: Counter[frozenset[int]]) -> set[object]:
    """The spans once each: one source of two attributions is one span of the text."""
    return {span for span in spans if span}


def _united(spans: Counter[frozenset[int]]) -> set[object]:
    return {index for span in spans for index in span}


def _count_relations(whole: Hits, analysis: Analysis, expected: Sequence[Relation], found: Sequence[Relation]) -> None:
    """Counts relations: cues overlap, sources share their head or both are unstated, contents are alike enough."""
    words = [word for sentence in analysis.sentences for word in sentence.words]
    shift, heads = 0, {}
    for sentence in analysis.sentences:
        for word in sentence.words:
            heads[shift + word.index] = None if word.head is None else shift + word.head
        shift += len(sentence.words)
    gold = [_Compared.of(words, heads, each) for each in expected]
    read = [_Compared.of(words, heads, each) for each in found]
    whole.expected += len(gold)
    whole.found += len(read)
    free = list(range(len(read)))
    for each in gold:
        match = next((place for place in free if each.same(read[place])), None)
        if match is not None:
            free.remove(match)
            whole.same += 1


@dataclass(frozen=True, slots=True)
class _Compared:
    cue: frozenset[int]
    source_head: int | None
    content: frozenset[int]

    @classmethod
    def of(cls, words: list[Word], heads: dict[int, int | None], relation: Relation) -> _Compared:
        source = _indices(words, relation.source) if relation.source else frozenset()
        head = next((index for index in sorted(source) if heads[index] not in source), None)
        cue = _indices(words, relation.cue) if relation.cue else frozenset()
        return cls(cue, head, _indices(words, relation.content) if relation.content else frozenset())

    def same(self, other: _Compared) -> bool:
        cues = bool(self.cue & other.cue) or not (self.cue or other.cue)
        total = len(self.content) + len(other.content)
        alike = 2 * len(self.content & other.content) / total if total else 1.0
        return cues and self.source_head == other.source_head and alike >= ENOUGH
