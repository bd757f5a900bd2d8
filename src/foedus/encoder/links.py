"""Links: the spans of source, cue and content enter, with what each word says of its partners; attributions leave.

Each cue chooses its source and its content among the spans whose first word stands in its own window, or none, by the
product of two vectors that the model gives (a cue's side, a span's side).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from foedus.encoder.analysis import Attribution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.encoder.analysis import Parts, Word
    from foedus.encoder.bio import Tag
    from foedus.encoder.network import Numbers, Read

LINKED = ("source", "content")
_NONE = {"source": 0.0, "content": -2.0}  # what is added to the score of having none; tuned on PolNeAR dev


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of words of the document, by the indices of its words."""

    words: tuple[int, ...]

    def parts(self, words: Sequence[Word]) -> Parts:
        """The offsets of its unbroken parts."""
        found: list[tuple[int, int]] = []
        last = -2
        for index in self.words:
            start = found.pop()[0] if index == last + 1 and found else words[index].start
            found.append((start, words[index].end))
            last = index
        return tuple(found)


def stretched(tags: Sequence[Tag]) -> list[Stretch]:
    """The spans that BIO tags stand for; an "I" after a gap goes on with the span before it."""
    found: list[list[int]] = []
    for index, tag in enumerate(tags):
        if tag == "B" or (tag == "I" and not found):
            found.append([index])
        elif tag == "I":
            found[-1].append(index)
    return [Stretch(tuple(each)) for each in found]


def linked(words: Sequence[Word], layers: dict[str, list[Stretch]], reads: Sequence[Read]) -> tuple[Attribution, ...]:
    """An attribution for each cue, in the order of the text."""
    found = []
    window_of, row_of = _rows(reads)
    for cue in layers["cue"]:
        first = cue.words[0]
        read = reads[window_of[first]]
        chosen: dict[str, Stretch | None] = {}
        for number, layer in enumerate(LINKED):
            near = [each for each in layers[layer] if window_of[each.words[0]] == window_of[first]]
            chosen[layer] = _chosen(read, row_of, first, (number, near))
        source, content = chosen["source"], chosen["content"]
        found.append(
            Attribution(
                cue=cue.parts(words),
                source=source.parts(words) if source else None,
                content=content.parts(words) if content else None,
            )
        )
    return tuple(found)


def _rows(reads: Sequence[Read]) -> tuple[list[int], list[int]]:
    """For each word of the document the window that it stands in, and its row there."""
    windows, rows = [], []
    for number, read in enumerate(reads):
        for row in range(len(read.window.places)):
            windows.append(number)
            rows.append(row)
    return windows, rows


def _chosen(read: Read, row_of: Sequence[int], cue: int, among: tuple[int, list[Stretch]]) -> Stretch | None:
    """The span that the cue's vector fits best, or None where having none fits better."""
    number, near = among
    if not near:
        return None
    width = read.heads["link_cue"].shape[1] // len(LINKED)
    part = slice(number * width, (number + 1) * width)
    rows = [0, *(row_of[each.words[0]] + 1 for each in near)]
    scores: Numbers = read.heads["link_span"][rows, part] @ read.heads["link_cue"][row_of[cue], part] * width**-0.5
    scores[0] += _NONE[LINKED[number]]
    best = int(np.argmax(scores))
    return near[best - 1] if best else None
