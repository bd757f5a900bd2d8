"""BIO tags of attribution: a document's scores enter, the best sequences of tags leave.

Word by word the likeliest tags break spans apart; the best sequence as a whole (Viterbi) keeps them together. A
source or a cue is one stretch. A content may go on after a gap, when the gap holds a cue: what is quoted, "she said",
and the rest of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from foedus.encoder.network import Numbers

Tag = Literal["B", "I"] | None
LAYERS = ("source", "cue", "content")
GAP = 25  # words between two parts of one content, at most
_TAGS: tuple[Tag, ...] = (None, "B", "I")
_NEVER = -1e9
# What it costs to pass from outside a span into its inside, and from inside to outside; tuned on PolNeAR dev.
_COSTS = {"source": (_NEVER, -0.5), "cue": (_NEVER, -0.5), "content": (-2.0, -1.0)}
_SURE = -0.001  # so likely outside (log) that nothing before it matters to what follows


def tags_of(scores: Numbers) -> list[tuple[Tag, Tag, Tag]]:
    """For each word of a document its tags as source, cue and content, from nine scores a word."""
    if not len(scores):
        return []
    shaped = scores.reshape(len(scores), len(LAYERS), 3).astype(np.float64)
    shaped -= shaped.max(axis=2, keepdims=True)
    likely = shaped - np.log(np.exp(shaped).sum(axis=2, keepdims=True))
    source, cue, content = (_layer(likely[:, number], *_COSTS[name]) for number, name in enumerate(LAYERS))
    joined = _joined(content, cue)
    return [
        (_TAGS[first], _TAGS[second], _TAGS[third]) for first, second, third in zip(source, cue, joined, strict=True)
    ]


def _layer(likely: Numbers, entering: float, leaving: float) -> list[int]:
    """The best sequence of 0 (outside), 1 (begins) and 2 (goes on)."""
    found = [0] * len(likely)
    unsure = np.flatnonzero(likely[:, 0] < _SURE)
    if not len(unsure):
        return found
    for stretch in np.split(unsure, np.flatnonzero(np.diff(unsure) > 1) + 1):
        first, last = int(stretch[0]), int(stretch[-1]) + 1
        found[first:last] = _best(likely[first:last].tolist(), entering, leaving)
    return found


def _best(likely: list[list[float]], entering: float, leaving: float) -> list[int]:
    outside, begins, goes_on = likely[0][0], likely[0][1], likely[0][2] + entering
    steps: list[tuple[int, int, int]] = []
    for out, new, more in likely[1:]:
        inner, inner_from = (goes_on, 2) if goes_on > begins else (begins, 1)
        left = inner + leaving
        to_out, to_new, to_more = outside, left, outside + entering
        out_from = inner_from if left > to_out else 0
        new_from = inner_from if left > outside else 0
        more_from = inner_from if inner > to_more else 0
        steps.append((out_from, new_from, more_from))
        outside, begins, goes_on = max(to_out, left) + out, max(outside, to_new) + new, max(inner, to_more) + more
    state = max(range(3), key=(outside, begins + leaving, goes_on + leaving).__getitem__)
    path = [state]
    for step in reversed(steps):
        state = step[state]
        path.append(state)
    return path[::-1]


def _joined(content: list[int], cue: list[int]) -> list[int]:
    """The content's tags, where a part after a gap goes on only when a cue stands in a short gap."""
    found = list(content)
    last = -GAP
    for place, tag in enumerate(content):
        if tag == 0:
            continue
        gap = place - last - 1
        if tag == 2 and gap and (gap >= GAP or not any(cue[last + 1 : place])):
            found[place] = 1
        last = place
    return found
