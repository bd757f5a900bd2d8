"""How far one text says, sentence by sentence and in the same order, what another says in other words.

Two wordings enter; an `Rewriting` leaves: which sentences go together and how much of the shorter text they make up.
A sentence goes with another when they share telling words, names and figures, or lie near each other in meaning where
a `meaning` is given. Order counts: two reporters at one event tell the same things in different orders.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from foedus.trace.wording import SHELF_SIZE
from foedus.values import Alignment, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from foedus.trace.wording import Wording

    Matrix = NDArray[np.float64]

Meaning = Callable[[Sequence[str]], "NDArray[np.float32]"]

LIKE = 0.46  # by words alone: two sentences this alike go together
LIKE_IN_MEANING = 0.58  # with a meaning: the greater of likeness by words and by meaning
BETWEEN = 0.38  # ... of what both have between two couples of a text told anew, where order tells the rest
FEWEST_WORDS = 4  # telling words below which a sentence proves nothing
MOSTLY_QUOTED = 0.7  # share of a sentence in quotation marks that leaves it out of account
REMEMBERED = 250_000  # sentences whose meaning is kept: 1.5 KB each
LONGEST = 150  # sentences of one text that are looked at


def remembering(meaning: Meaning) -> Meaning:
    """The same meaning, which works out each text once while it remembers it."""
    kept: dict[str, NDArray[np.float32]] = {}

    def remembered(texts: Sequence[str]) -> NDArray[np.float32]:
        fresh = [text for text in dict.fromkeys(texts) if text not in kept]
        if len(kept) + len(fresh) > REMEMBERED:
            kept.clear()
            fresh = list(dict.fromkeys(texts))
        if fresh:
            kept.update(zip(fresh, meaning(fresh), strict=True))
        return np.stack([kept[text] for text in texts])

    return remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """Which sentences of two texts go together, in order."""

    aligned: tuple[Alignment, ...]
    covered: float  # share of the shorter text's telling words in sentences that go together in order
    covered_long: float  # the same of the longer text
    ordered: float  # of what goes together at all, the share that does so in order
    likeness: float  # mean likeness of the sentences that go together
    words: float  # telling words of the shorter text in those sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentences:
    spans: tuple[Span, ...]
    weights: NDArray[np.float64]
    stems: NDArray[np.uint64]  # of all sentences, in rising order
    rows: NDArray[np.int64]  # the sentence of each stem


def rewriting(first: Wording, second: Wording, meaning: Meaning | None = None) -> Rewriting:
    """How the sentences of two texts go together; `first` stays the first side of every alignment."""
    here, there = _sentences(first), _sentences(second)
    if not here.spans or not there.spans:
        return Rewriting(aligned=(), covered=0.0, covered_long=0.0, ordered=0.0, likeness=0.0, words=0.0)
    alike = _alike(here, there, meaning)
    threshold = LIKE if meaning is None else LIKE_IN_MEANING
    flipped = here.weights.sum() < there.weights.sum()
    table = alike if not flipped else alike.T  # rows: the longer text
    short, long = (there, here) if not flipped else (here, there)
    couples = _in_order(np.where(table >= threshold, table, 0.0), short.weights)
    total = max(float(short.weights.sum()), 1.0)
    any_order = float(short.weights[(table >= threshold).any(axis=0)].sum())
    covered = float(sum(short.weights[s] for _, s in couples))
    lengthy = float(sum(long.weights[each] for each in {row for row, _ in couples}))
    pairs = [(row, column) if not flipped else (column, row) for row, column in couples]
    return Rewriting(
        aligned=tuple(
            Alignment(first=here.spans[a], second=there.spans[b], likeness=round(float(alike[a, b]), 4))
            for a, b in sorted(pairs)
        ),
        covered=covered / total,
        covered_long=lengthy / max(float(long.weights.sum()), 1.0),
        ordered=covered / any_order if any_order else 0.0,
        likeness=float(np.mean([alike[a, b] for a, b in pairs])) if pairs else 0.0,
        words=covered,
    )


def filled(
    aligned: Sequence[Alignment], first: Wording, second: Wording, meaning: Meaning | None = None
) -> tuple[Alignment, ...]:
    """The couples of two texts of which one tells the other anew, with those that stand between them in like order.

    Where two sentences were told anew, what stands between them in one text comes from what stands there in the other,
    and takes less likeness to be told. What precedes the first couple and what follows the last is left as it is.
    """
    here, there = _sentences(first), _sentences(second)
    rows, columns = ({span: at for at, span in enumerate(side.spans)} for side in (here, there))
    known = sorted((rows[each.first], columns[each.second]) for each in aligned)
    alike = _alike(here, there, meaning)
    found = list(aligned)
    for (above, left), (below, right) in pairwise(known):
        block = alike[above + 1 : below, left + 1 : right]
        if block.size:
            weights = there.weights[left + 1 : right]
            for row, column in _in_order(np.where(block >= BETWEEN, block, 0.0), weights):
                one, other = above + 1 + row, left + 1 + column
                likeness = round(float(alike[one, other]), 4)
                found.append(Alignment(first=here.spans[one], second=there.spans[other], likeness=likeness))
    return tuple(sorted(found, key=lambda each: (each.first.start, each.second.start)))


def forget() -> None:
    """Nothing is remembered of any text any more: once copies are told, it would only weigh."""
    _sentences.cache_clear()


@lru_cache(maxsize=SHELF_SIZE)
def _sentences(text: Wording) -> _Sentences:
    spans, weights, stems = [], [], []
    bounds = [0, *(np.flatnonzero(np.diff(text.sentences)) + 1).tolist(), len(text)]
    for begin, end in list(pairwise(bounds))[:LONGEST]:
        telling = np.unique(text.stems[begin:end][text.telling[begin:end]])
        quoted = int(np.count_nonzero(text.quoted[begin:end]))
        said_by_others = end > begin and quoted / (end - begin) >= MOSTLY_QUOTED
        if len(telling) >= FEWEST_WORDS and not said_by_others:  # who quotes the same speaker has not rewritten another
            spans.append(text.span(begin, end - 1))
            weights.append(float(len(telling)))
            stems.append(telling)
    flat = np.concatenate([np.zeros(0, np.uint64), *stems])
    rows = np.repeat(np.arange(len(stems)), np.array([len(each) for each in stems], np.int64))
    order = np.argsort(flat, kind="stable")
    return _Sentences(spans=tuple(spans), weights=np.array(weights), stems=flat[order], rows=rows[order])


def _alike(here: _Sentences, there: _Sentences, meaning: Meaning | None) -> Matrix:
    common = _common(here, there)
    dice = 2 * common / (here.weights[:, None] + there.weights[None, :])
    inside = common / np.minimum(here.weights[:, None], there.weights[None, :])
    by_words = np.where(common >= 2, (dice + inside) / 2, 0.0)
    if meaning is None:
        return by_words
    left = meaning([span.text for span in here.spans]).astype(np.float64)
    right = meaning([span.text for span in there.spans]).astype(np.float64)
    by_meaning = np.clip(left @ right.T, 0.0, 1.0)
    return np.maximum(by_words, by_meaning)


def _common(here: _Sentences, there: _Sentences) -> Matrix:
    """How many stems each sentence of one text shares with each of the other."""
    begins, ends = (np.searchsorted(there.stems, here.stems, side) for side in ("left", "right"))
    counts = ends - begins
    firsts = np.repeat(here.rows, counts)
    inside = np.arange(len(firsts)) - np.repeat(np.cumsum(counts) - counts, counts)
    seconds = there.rows[np.repeat(begins, counts) + inside]
    rows, columns = len(here.spans), len(there.spans)
    return np.bincount(firsts * columns + seconds, minlength=rows * columns).astype(np.float64).reshape(rows, columns)


def _in_order(gains: Matrix, weights: NDArray[np.float64]) -> list[tuple[int, int]]:
    """The couples (row, column) of greatest total gain in which both rise together."""
    rows, columns = gains.shape
    best = np.zeros((columns + 1, rows + 1))
    for column in range(columns):
        taken = best[column, :-1] + gains[:, column] * weights[column]
        best[column + 1, 1:] = np.maximum.accumulate(np.maximum(best[column, 1:], taken))
    couples: list[tuple[int, int]] = []
    row = rows
    for column in range(columns, 0, -1):
        level = best[column, row]
        while row > 0 and best[column, row - 1] >= level:
            row -= 1
        if row and level > best[column - 1, row] + 1e-12:
            couples.append((row - 1, column - 1))
            row -= 1
    return couples[::-1]
