"""Who acts in a sentence and on whom, word by word: the source and the target of what it tells above all.

A sentence enters; for each of its words two probabilities leave. A small recurrent network reads the words in both
directions, each by what the encoder sees of it, its grammar and its tags; the weights stand in `sides.npz`, and
`python -m training.sides` fits them to sentences of which coders of CAMEO marked source and target. The network
knows no act but the one that the coders took the sentence for: of a second act it tells nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foedus.encoder.analysis import Sentence, Word

Numbers = NDArray[np.float32]

LIKELY = 0.45  # from which a word is of the source, or of the target; set by cross-validation
SMALL = frozenset({"ADP", "SCONJ", "PART", "AUX", "CCONJ", "PRON", "PUNCT"})  # words that tell by their lemma
_FAR = 30  # words from the beginning, from which on the place tells no more
_LIMIT = 5.0  # how far a place of a vector may be from the mean, in standard deviations
_SIDES = 2
_ALONE = 1 << 18  # multiplications for which the linear algebra wakes no second thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """For each word of a sentence, in order, the probability that it is of the source, and of the target."""

    source: tuple[float, ...]
    target: tuple[float, ...]

    def acts(self, words: Sequence[Word]) -> float:
        """How likely these words are of the source, on the mean."""
        return _mean(self.source, words)

    def suffers(self, words: Sequence[Word]) -> float:
        """How likely these words are of the target, on the mean."""
        return _mean(self.target, words)


@dataclass(frozen=True, kw_only=True)
class Recurrent:
    """Networks that read a sentence in both directions; all arrays but the first three have a network to each row.

    `gates` and `kept` hold reset, update and new state beside each other, forwards and backwards one behind the other.
    """

    names: tuple[str, ...]
    centre: Numbers  # mean of the vectors
    spread: Numbers  # ... and their standard deviation
    inner: Numbers  # networks, traits and places of the vector and one for all, units
    gates: Numbers  # networks, 2, units and one for all, 3 units
    kept: Numbers  # networks, 2, units and one for all, 3 units
    outer: Numbers  # networks, 2 units and one for all, sides

    @classmethod
    def of(cls, package: str, file: str) -> Self:
        """The weights in a file of a package."""
        with np.load(BytesIO(resources.files(package).joinpath(file).read_bytes()), allow_pickle=False) as told:
            arrays = {name: told[name].astype(np.float32) for name in told.files if name != "names"}
            return cls(names=tuple(told["names"].tolist()), **arrays)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names)}

    def rows(self, sentence: Sentence) -> Numbers:
        """A row for each word: its traits, its vector and its place."""
        place, width = self._place, len(self.names)
        found = np.zeros((len(sentence.words), width + len(self.centre) + 1), dtype=np.float32)
        for number, word in enumerate(sentence.words):
            found[number, [place[each] for each in traits(word) if each in place]] = 1.0
            found[number, -1] = min(number, _FAR) / _FAR
        if sentence.vectors is not None:
            told = (sentence.vectors - self.centre) / self.spread
            found[:, width:-1] = np.clip(told, -_LIMIT, _LIMIT)
        return found

    def chances(self, sentence: Sentence) -> Numbers:
        """The probability of each word for each side, the mean of all networks."""
        units = np.maximum(_affine(self.rows(sentence), self.inner), 0.0)  # networks, words, units
        both = np.stack([units, units[:, ::-1]], axis=1)
        told = _read(_affine(both, self.gates), self.kept)
        states = np.concatenate([told[:, 0], told[:, 1, ::-1]], axis=-1)
        found: Numbers = _likely(_affine(states, self.outer)).mean(axis=0)
        return found


def sides_of(sentence: Sentence) -> Sides:
    """Who acts in a sentence and on whom; of a sentence without vectors, which another analysis left, nobody."""
    if sentence.vectors is None or not sentence.words:
        nobody = (0.0,) * len(sentence.words)
        return Sides(source=nobody, target=nobody)
    found = weights().chances(sentence)
    return Sides(source=tuple(found[:, 0].tolist()), target=tuple(found[:, 1].tolist()))


def traits(word: Word) -> Iterator[str]:
    """What a word shows besides its vector, by name."""
    yield f"upos {word.upos}"
    yield f"deprel {word.deprel}"
    yield f"name {word.name or 'none'}"
    yield f"mention {word.mention or 'none'}"
    if word.upos in SMALL:
        yield f"lemma {word.lemma.lower()}"


@cache
def weights() -> Recurrent:
    """What was learned from coded sentences."""
    return Recurrent.of("foedus.read", "sides.npz")


def _affine(rows: Numbers, weighed: Numbers) -> Numbers:
    """The rows times the weights, and the last row of these added; so few rows at a time that one thread does it."""
    weights, always = weighed[..., :-1, :], weighed[..., -1:, :]
    step = max(1, _ALONE // (weights.shape[-1] * weights.shape[-2]))
    parts = [rows[..., at : at + step, :] @ weights for at in range(0, rows.shape[-2], step)]
    found: Numbers = np.concatenate(parts, axis=-2) + always
    return found


def _read(given: Numbers, kept: Numbers) -> Numbers:
    """The states of a gated recurrent unit after each word: Cho et al. 2014, with the reset behind the product."""
    units = kept.shape[-1] // 3
    always = kept[..., -1:, :]
    # In two parts, each too small for the linear algebra to wake a second thread for every word.
    sides = (np.ascontiguousarray(kept[..., :-1, : 2 * units]), np.ascontiguousarray(kept[..., :-1, 2 * units :]))
    state = np.zeros((*given.shape[:2], 1, units), dtype=np.float32)
    found = np.zeros((*given.shape[:3], units), dtype=np.float32)
    for at in range(given.shape[2]):
        new, old = given[:, :, at : at + 1], np.concatenate([state @ each for each in sides], axis=-1) + always
        gates = _likely(new[..., : 2 * units] + old[..., : 2 * units])  # reset, then update
        fresh = np.tanh(new[..., 2 * units :] + gates[..., :units] * old[..., 2 * units :])
        state = fresh + gates[..., units:] * (state - fresh)
        found[:, :, at] = state[:, :, 0]
    return found


def _likely(scores: Numbers) -> Numbers:
    found: Numbers = (1.0 / (1.0 + np.exp(-scores))).astype(np.float32)
    return found


def _mean(chances: tuple[float, ...], words: Sequence[Word]) -> float:
    return sum(chances[each.index] for each in words) / len(words) if words else 0.0
