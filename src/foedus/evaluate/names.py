"""Figures of names: annotated names enter, F1 of names with their nature leaves.

A file of BIO lines (CrossNER: word and tag; UNER: number, word and tag) is compared with proper names; a folder of
re3d (`documents.json`, `entities.json`) with mentions, of which the outermost are annotated here.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from foedus.encoder import stretches
from foedus.evaluate.counts import Hits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from foedus.encoder import Analysis, Encoder
    from foedus.encoder.spans import Layer

    Named = tuple[int, int, str]

NATURES = {
    "politician": "person", "person": "person", "per": "person", "organisation": "organisation",
    "organization": "organisation", "org": "organisation", "politicalparty": "organisation", "location": "place",
    "country": "place", "loc": "place", "election": "event", "event": "event", "misc": "other",
    "nationality": "people", "weapon": "equipment", "militaryplatform": "equipment", "vehicle": "equipment",
    "documentreference": "publication",
}  # fmt: skip


def measure(path: Path, encoder: Encoder) -> dict[str, float]:
    """F1 over all natures, with precision and recall, and F1 of each nature."""
    if path.is_dir():
        return _measured(_mentions(path, encoder))
    return _measured(_names(path, encoder))


def measure_all(folder: Path, encoder: Encoder) -> dict[str, float]:
    """The figures over all folders of re3d in this one, their held-out documents pooled."""
    pairs = (pair for part in sorted(folder.iterdir()) if part.is_dir() for pair in _mentions(part, encoder))
    return _measured(pairs)


def _measured(pairs: Iterator[tuple[set[Named], set[Named]]]) -> dict[str, float]:
    total: Hits = Hits()
    by_nature: dict[str, Hits] = {}
    for expected, found in pairs:
        total.add(expected, found)
        for nature in sorted({name[2] for name in expected | found}):
            hits = by_nature.setdefault(nature, Hits())
            hits.add({name for name in expected if name[2] == nature}, {name for name in found if name[2] == nature})
    figures = {"f1": total.f1, "precision": total.precision, "recall": total.recall}
    return figures | {f"f1_{nature}": hits.f1 for nature, hits in sorted(by_nature.items()) if hits.expected}


def _names(file: Path, encoder: Encoder) -> Iterator[tuple[set[Named], set[Named]]]:
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split() for line in block.splitlines() if line.strip() and line[0] != "#"]
        if not rows:
            continue
        words = [row[1] if len(row) > 2 else row[0] for row in rows]
        tags = [row[2] if len(row) > 2 else row[-1] for row in rows]
        places, position = [], 0
        for word in words:
            places.append((position, position + len(word)))
            position += len(word) + 1
        analysis = encoder.parse(" ".join(words), [places])
        yield set(_spans(places, tags)), _found(analysis, "name")


def _spans(places: list[tuple[int, int]], tags: list[str]) -> Iterator[Named]:
    start: int | None = None
    for index, tag in enumerate([*tags, "O"]):
        if start is not None and tag[:2] != "I-":
            nature = NATURES.get(tags[start][2:].lower())
            if nature is not None:
                yield (places[start][0], places[index - 1][1], nature)
            start = None
        if tag[:2] == "B-":
            start = index


def _found(analysis: Analysis, layer: Layer) -> set[Named]:
    natures = {
        word.start: tag[2:]
        for sentence in analysis.sentences
        for word in sentence.words
        if (tag := getattr(word, layer)) is not None and tag[0] == "B"
    }
    return {(parts[0][0], parts[0][1], natures[parts[0][0]]) for parts in stretches(analysis, layer)}


def _mentions(folder: Path, encoder: Encoder) -> Iterator[tuple[set[Named], set[Named]]]:
    """re3d's held-out fifth: the documents that the shipped model was not trained on."""
    entities = [json.loads(line) for line in _lines(folder / "entities.json")]
    for line in _lines(folder / "documents.json"):
        document: dict[str, Any] = json.loads(line)
        if int(hashlib.sha256(document["_id"].encode()).hexdigest(), 16) % 5 == 0:
            own = [each for each in entities if each["documentId"] == document["_id"]]
            yield _outermost(document["text"], own), _found(encoder.analyse(document["text"]), "mention")


def _outermost(text: str, entities: list[dict[str, Any]]) -> set[Named]:
    """The entities that stand at their offsets and within no other, with their natures."""
    kept: list[Named] = []
    for each in sorted(entities, key=lambda each: (each["begin"] - each["end"], each["begin"])):
        start, end, nature = each["begin"], each["end"], NATURES.get(each["type"].lower())
        if nature is not None and text[start:end] == each["value"] and all(end <= a or b <= start for a, b, _ in kept):
            kept.append((start, end, nature))
    return set(kept)


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
