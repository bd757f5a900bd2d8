"""Figures of certainty: sentences whose predicates bear a degree enter, correlation and classes leave.

The layout of a line: `text`, its words parted by single spaces, and `targets`, each with `span1` (the index of the
word and the one after) and `label` (the degree, from -3 to 3).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from foedus.evaluate.counts import interval, macro_f1, pearson

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from foedus.encoder import Encoder


def measure(file: Path, encoder: Encoder) -> dict[str, float]:
    """Pearson's r, the mean absolute error, and macro-F1 of {not so, between, so} with its interval."""
    pairs: list[tuple[float, float]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        places = _placed(row["text"])
        words = [word for sentence in encoder.parse(row["text"], [places]).sentences for word in sentence.words]
        at = {word.start: word for word in words}
        starts = _starts(row["text"])
        pairs.extend(
            (float(each["label"]), at[starts[each["span1"][0]]].factuality)
            for each in row["targets"]
            if each["span1"][0] < len(starts) and starts[each["span1"][0]] in at
        )
    low, high = interval(pairs, _macro)
    return {
        "pearson": pearson(pairs),
        "mean_error": sum(abs(a - b) for a, b in pairs) / len(pairs) if pairs else 0.0,
        "macro_f1": _macro(pairs),
        "macro_f1_low": low,
        "macro_f1_high": high,
        "predicates": float(len(pairs)),
    }


def _macro(pairs: Sequence[tuple[float, float]]) -> float:
    return macro_f1((_class(expected), _class(found)) for expected, found in pairs)


def _class(degree: float) -> str:
    """The class of a degree of factuality.

    >>> _class(-3.0), _class(0.5), _class(1.5)
    ('not so', 'between', 'so')
    """
    if degree <= -1.5:
        return "not so"
    return "so" if degree >= 1.5 else "between"


def _starts(text: str) -> list[int]:
    """Where each of the words begins, which single spaces part."""
    starts, position = [], 0
    for word in text.split(" "):
        starts.append(position)
        position += len(word) + 1
    return starts


def _placed(text: str) -> list[tuple[int, int]]:
    return [(start, start + len(word)) for start, word in zip(_starts(text), text.split(" "), strict=True) if word]
