"""The scores of many pairs of claims at once: what `likeness` says of each pair, for arrays of pairs.

Columns and the likeness of a collection enter; for pairs of rows, their totals leave, equal to those of
`likeness.summed` but for the last bits. A pair that can never be of one thing has the total `NEVER`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np

from foedus.assemble.columns import NONE, OPEN
from foedus.assemble.compatible import clashing, counts_alike, figures_agree
from foedus.assemble.likeness import FEWEST_INSIDE, LARGEST, MONTH, NO_MEANING, YEAR, weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from foedus.assemble.columns import Columns, Marks, Numbers, Places, Shares
    from foedus.assemble.content import Content
    from foedus.assemble.likeness import Likeness

NEVER = -5 * LARGEST
BLOCK = 1 << 16  # pairs that are compared in one go
_REMEMBERED = 1 << 20  # pairs of figures whose comparison is kept


class Scores:
    """Totals of pairs of rows."""

    def __init__(
        self, columns: Columns, likeness: Likeness, contents: Sequence[Content], *,
        weights: Shares, copies: Numbers, apart: Numbers,
    ) -> None:  # fmt: skip
        self._columns, self._likeness, self._contents = columns, likeness, contents
        self._weights = weights  # of each stem
        self._sums = columns.stems.total(weights)
        self._copies = copies  # keys of the pairs of documents that copy each other, in order
        self._apart = apart  # keys of the pairs of rows that never join, in order
        self._figures: dict[tuple[int, int], tuple[bool, bool]] = {}

    @classmethod
    def of(
        cls, columns: Columns, likeness: Likeness, contents: Sequence[Content], apart: Mapping[str, frozenset[str]]
    ) -> Self:
        """The scores in this collection; `apart` names, for a claim's id, those that go against it."""
        weights = np.array([likeness.weight(name) for name in columns.stem_names], np.float64)
        copies = _copies(columns, likeness)
        return cls(columns, likeness, contents, weights=weights, copies=copies, apart=_opposed(contents, apart))

    def totals(self, ones: Numbers, others: Numbers) -> Shares:
        """The total of each pair, the first row below the second."""
        if not len(ones):
            return np.zeros(0)
        starts = range(0, len(ones), BLOCK)
        return np.concatenate([self._block(ones[at : at + BLOCK], others[at : at + BLOCK]) for at in starts])

    def _block(self, ones: Numbers, others: Numbers) -> Shares:
        features = self._words(ones, others) | self._kinds(ones, others) | self._parties(ones, others)
        features |= self._settings(ones, others) | self._in_copies(ones, others)
        weighs = weights()
        total = np.full(len(ones), weighs["always"])
        for name, value in features.items():
            total += weighs[name] * value
        total[self._never(ones, others)] = NEVER
        return total

    def _words(self, ones: Numbers, others: Numbers) -> dict[str, Shares]:
        columns = self._columns
        common = columns.stems.common(ones, columns.stems, others, weights=self._weights)
        here, there = self._sums[ones], self._sums[others]
        told = (here > 0) & (there > 0)
        both = np.where(told, 2 * common / np.where(told, here + there, 1.0), 0.0)
        few = np.minimum(columns.stems.sizes[ones], columns.stems.sizes[others]) < FEWEST_INSIDE
        smaller = np.where(told, np.minimum(here, there), 1.0)
        inside = np.where(told & ~few, common / smaller, both)
        return {"words": both, "words inside": inside, "meaning": self._meaning(ones, others, both)}

    def _meaning(self, ones: Numbers, others: Numbers, words: Shares) -> Shares:
        columns = self._columns
        if columns.vectors is None:
            return NO_MEANING * words
        here, there = columns.vector[ones], columns.vector[others]
        # The product of a row and a column is the very product of two vectors that a single pair has.
        dots = np.matmul(columns.vectors[here][:, None, :], columns.vectors[there][:, :, None])[:, 0, 0]
        return np.where((here == NONE) | (there == NONE), NO_MEANING * words, dots.astype(np.float64))

    def _kinds(self, ones: Numbers, others: Numbers) -> dict[str, Marks]:
        columns = self._columns
        typed, alike = columns.typed, columns.types[ones] == columns.types[others]
        return {
            "same type": alike & typed[ones],
            "other type": ~alike & typed[ones] & typed[others],
            "other family": columns.families[ones] != columns.families[others],
            "other polarity": columns.negative[ones] != columns.negative[others],
        }

    def _parties(self, ones: Numbers, others: Numbers) -> dict[str, Shares | Marks]:
        columns = self._columns
        actors, doers, receivers = columns.actors, columns.doers, columns.receivers
        here, there = actors.sizes[ones], actors.sizes[others]
        shared = actors.common(ones, actors, others)
        everyone = here + there - shared
        crossed = (doers.common(ones, receivers, others) > 0) | (doers.common(others, receivers, ones) > 0)
        acting = (doers.sizes[ones] > 0) & (doers.sizes[others] > 0)
        return {
            "shared parties": np.where(everyone > 0, shared / np.maximum(everyone, 1), 0.0),
            "no parties": everyone == 0,
            "parties of one only": (here > 0) != (there > 0),
            "other parties": (here > 0) & (there > 0) & (shared == 0),
            "reversed": (columns.types[ones] == columns.types[others])
            & acting
            & crossed
            & (doers.common(ones, doers, others) == 0),
        }

    def _settings(self, ones: Numbers, others: Numbers) -> dict[str, Marks]:
        columns = self._columns
        many = self._one_of_many(ones, others) | self._one_of_many(others, ones)
        gaps = (columns.since[ones] - columns.until[others], columns.since[others] - columns.until[ones])
        named = (columns.names.sizes[ones] > 0) & (columns.names.sizes[others] > 0)
        shared = columns.names.common(ones, columns.names, others) > 0
        same, other = self._figures_of(columns.figures[ones], columns.figures[others])
        return {
            "other time": (gaps[0] >= 0) | (gaps[1] >= 0),
            "another occasion": (np.maximum(*gaps) > MONTH) | many,
            "same figure": same,
            "same numeral": columns.numerals.common(ones, columns.numerals, others) > 0,
            "same name": named & shared,
            "other names": named & ~shared,
            "other figure": other,
            "same document": columns.documents[ones] == columns.documents[others],
        }

    def _one_of_many(self, goes_on: Numbers, once: Numbers) -> Marks:
        """Whether the first has gone on since long before the second, which was over in a year."""
        since, until = self._columns.since, self._columns.until
        lasting = (since[goes_on] > -OPEN) & (until[goes_on] == OPEN)
        brief = (since[once] > -OPEN) & (until[once] < OPEN) & (until[once] - since[once] <= YEAR)
        found: Marks = lasting & brief & (since[once] - since[goes_on] > YEAR)
        return found

    def _figures_of(self, here: Numbers, there: Numbers) -> tuple[Marks, Marks]:
        """Whether some figures of each pair agree, and whether some clash; the same figures are compared once."""
        same, other = np.zeros(len(here), np.bool_), np.zeros(len(here), np.bool_)
        both = np.flatnonzero((here != NONE) & (there != NONE))
        if len(both):
            base = len(self._columns.figured)
            keys, back = np.unique(here[both] * base + there[both], return_inverse=True)
            found = np.array([self._compared(*divmod(key, base)) for key in keys.tolist()], np.bool_)
            same[both], other[both] = found[back.ravel()].T
        return same, other

    def _compared(self, one: int, other: int) -> tuple[bool, bool]:
        found = self._figures.get((one, other))
        if found is None:
            first, second = self._columns.figured[one], self._columns.figured[other]
            here, there = first.claim.quantities, second.claim.quantities
            agreeing = any(counts_alike(a, b) and figures_agree(a, b) for a in here for b in there)
            if len(self._figures) >= _REMEMBERED:
                self._figures.clear()
            found = self._figures[one, other] = (agreeing, clashing(first, second) is not None)
        return found

    def _in_copies(self, ones: Numbers, others: Numbers) -> dict[str, Shares | Marks]:
        columns = self._columns
        here, there = columns.documents[ones], columns.documents[others]
        copied = _holds(self._copies, _key(np.minimum(here, there), np.maximum(here, there)))
        apart = np.where(copied, np.abs(columns.places[ones] - columns.places[others]), 0.0)
        retold, elsewhere = np.zeros(len(ones)), np.zeros(len(ones))
        for place in np.flatnonzero(copied).tolist():
            told = self._likeness.retellings(self._contents[int(ones[place])], self._contents[int(others[place])])
            retold[place], elsewhere[place] = told["sentence retold"], told["retold elsewhere"]
        return {"copies": copied, "apart in copies": apart, "sentence retold": retold, "retold elsewhere": elsewhere}

    def _never(self, ones: Numbers, others: Numbers) -> Marks:
        """Whether they cannot say the same: a wish and a fact, two things in one sentence, claims set apart.

        So are a negation and what is affirmed, where they have no telling word in common, or where two documents tell
        them and only one of them names a party: "no vessel has crossed the line" may be said of another line.
        """
        columns = self._columns
        wish = columns.wished[ones] != columns.wished[others]
        here, there = columns.evidence[ones], columns.evidence[others]
        overlap = (columns.documents[ones] == columns.documents[others]) & (here[:, 0] < there[:, 1])
        overlap &= there[:, 0] < here[:, 1]
        core, their_core = columns.predicate[ones], columns.predicate[others]
        one_thing = (core == their_core).all(axis=1) & (core[:, 0] != NONE)
        lone = (columns.actors.sizes[ones] > 0) != (columns.actors.sizes[others] > 0)
        lone &= columns.documents[ones] != columns.documents[others]
        unlike = lone | (columns.stems.common(ones, columns.stems, others) == 0)
        wish |= (columns.negative[ones] != columns.negative[others]) & unlike
        never: Marks = wish | (overlap & ~one_thing) | _holds(self._apart, _key(ones, others))
        return never


_SHIFT = np.int64(1 << 31)


def _key(ones: Numbers | Places, others: Numbers | Places) -> Numbers:
    return ones.astype(np.int64, copy=False) * _SHIFT + others


def _holds(keys: Numbers, wanted: Numbers) -> Marks:
    """Which of the wanted are among the keys, which are in rising order."""
    if not len(keys):
        return np.zeros(len(wanted), np.bool_)
    found: Marks = keys[np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)] == wanted
    return found


def _copies(columns: Columns, likeness: Likeness) -> Numbers:
    links = likeness.links
    number = {name: place for place, name in enumerate(columns.document_names)}
    known = np.array([number.get(name, NONE) for name in links.names], np.int64)
    ones, others = (known[np.array(each, np.int32)] for each in (links.firsts, links.seconds))
    told = (ones != NONE) & (others != NONE)
    return np.unique(_key(np.minimum(ones, others), np.maximum(ones, others))[told])


def _opposed(contents: Sequence[Content], apart: Mapping[str, frozenset[str]]) -> Numbers:
    if not apart:
        return np.zeros(0, np.int64)
    number = {each.claim.id: place for place, each in enumerate(contents)}
    found = [
        number[one] * int(_SHIFT) + number[other]
        for one, others in apart.items()
        for other in others
        if one in number and other in number and number[one] < number[other]
    ]
    return np.array(sorted(found), np.int64)
