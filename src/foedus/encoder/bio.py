"""BIO tags: scores of words enter, the best sequences of tags leave, for attribution and for names.

Word by word the likeliest tags break spans apart; the best sequence as a whole (Viterbi) keeps them together. A
source or a cue is one stretch. A content may go on after a gap, when the gap holds a cue: what is quoted, "she said",
and the rest of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.encoder.network import Numbers

Tag = Literal["B", "I"] | None
LAYERS = ("source", "cue", "content")
GAP = 25  # words between two parts of one content, at most
_TAGS: tuple[Tag, ...] = (None, "B", "I")
_NEVER = -1e9
# What it costs to pass from outside a span into its inside, and from inside to outside; tuned on PolNeAR dev.
_COSTS = {"source": (_NEVER, -1.0), "cue": (_NEVER, -0.8), "content": (-2.0, -1.0)}
# What is taken from the score of "outside", by layer: a span missed costs more than a span too many; tuned likewise.
_OUTSIDE = np.array([[-0.8, 0.0, 0.0], [-0.6, 0.0, 0.0], [-0.3, 0.0, 0.0]], dtype=np.float32)
_OUTSIDE_OF_NAMES = -0.4
_LEAVING_NAMES = -1.0
_SURE = -0.001  # so likely outside (log) that nothing before it matters to what follows


def natures_of(scores: Numbers, labels: Sequence[str]) -> list[str | None]:
    """For each word of a sentence its tag with a nature; `labels` are "O" and then "B-x", "I-x" for each nature x."""
    likely = _logs(scores + np.where(np.arange(len(labels)) == 0, _OUTSIDE_OF_NAMES, 0.0))
    found: list[str | None] = [None] * len(likely)
    for first, last in _unsure(likely):
        path = _best_natures(likely[first:last].tolist())
        found[first:last] = [labels[state] if state else None for state in path]
    return found


def tags_of(scores: Numbers) -> list[tuple[Tag, Tag, Tag]]:
    """For each word of a document its tags as source, cue and content, from nine scores a word."""
    if not len(scores):
        return []
    likely = _logs(scores.reshape(len(scores), len(LAYERS), 3) + _OUTSIDE)
    source, cue, content = (_layer(likely[:, number], *_COSTS[name]) for number, name in enumerate(LAYERS))
    joined = _joined(content, cue)
    return [
        (_TAGS[first], _TAGS[second], _TAGS[third]) for first, second, third in zip(source, cue, joined, strict=True)
    ]


def _layer(likely: Numbers, entering: float, leaving: float) -> list[int]:
    """The best sequence of 0 (outside), 1 (begins) and 2 (goes on)."""
    found = [0] * len(likely)
    for first, last in _unsure(likely):
        found[first:last] = _best(likely[first:last].tolist(), entering, leaving)
    return found


def _logs(scores: Numbers) -> Numbers:
    """The logarithms of the shares that the scores stand for."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    logs: Numbers = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logs


def _unsure(likely: Numbers) -> list[tuple[int, int]]:
    """The stretches of words that may belong to a span."""
    unsure = np.flatnonzero(likely[:, 0] < _SURE)
    if not len(unsure):
        return []
    stretches = np.split(unsure, np.flatnonzero(np.diff(unsure) > 1) + 1)
    return [(int(stretch[0]), int(stretch[-1]) + 1) for stretch in stretches]


def _best_natures(likely: list[list[float]]) -> list[int]:
    """The best sequence of labels in which an inside follows a beginning or an inside of its own nature."""
    count = len(likely[0])
    scores = [likely[0][0], *(likely[0][state] + (_NEVER if state % 2 == 0 else 0.0) for state in range(1, count))]
    steps: list[list[int]] = []
    for word in likely[1:]:
        inner = max(range(1, count), key=scores.__getitem__)
        before = 0 if scores[0] >= scores[inner] + _LEAVING_NAMES else inner
        free = max(scores[0], scores[inner] + _LEAVING_NAMES)
        step, new = [before], [free + word[0]]
        for state in range(1, count, 2):
            own = state if scores[state] >= scores[state + 1] else state + 1
            step += (before, own)
            new += (free + word[state], scores[own] + word[state + 1])
        steps.append(step)
        scores = new
    state = max(range(count), key=lambda each: scores[each] + (_LEAVING_NAMES if each else 0.0))
    path = [state]
    for step in reversed(steps):
        state = step[state]
        path.append(state)
    return path[::-1]


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
