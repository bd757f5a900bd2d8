"""How alike two claims are: a score above zero says that they are more likely of the same thing than not.

Contents enter; scores leave. The score is the log-odds of a logistic regression over features that anyone can read
(shared words, meaning, kinds, parties, times, figures); its weights stand in `likeness.toml`, with what they were
fitted on. `python -m training.likeness` fits them again.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import fsum, log
from typing import TYPE_CHECKING

import numpy as np

from foedus.assemble.alignments import Alignments
from foedus.assemble.compatible import clashing, counts_alike, figures_agree, times_agree
from foedus.linked import Links
from foedus.terms import Strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foedus.assemble.content import Content
    from foedus.records import Copy
    from foedus.values import Period

FEWEST_INSIDE = 3  # telling stems from which a claim may count as said inside a longer one
LARGEST = 6.0  # a score is held within this, so that no pair outweighs a whole group
RARE = 20  # claims added to those held, so that a small dossier does not take every word for a rare one
YEAR = 366  # days: what has gone on for longer since a day is not what was done in a year or less
MONTH = 27  # days between two periods from which they are of two events rather than of a slip
UNLIKE = -0.3  # below it being each other's likest says nothing: of two affairs something is likest too
NO_MEANING = 0.9  # share of the likeness by words that stands in for a meaning, where there is none


class Likeness:
    """Scores of pairs of claims, in a collection whose rare words tell more than its common ones."""

    def __init__(self, contents: Iterable[Content], copies: Iterable[Copy] | Links = ()) -> None:
        held: dict[str, int] = defaultdict(int)
        total = RARE
        for each in contents:
            total += 1
            for stem in each.stems:
                held[stem] += 1
        self._weights = {stem: log(1 + total / count) for stem, count in held.items()}
        self._sums: dict[str, float] = {}  # of the weights of a claim's stems
        self.links = copies if isinstance(copies, Links) else Links.of(copies)
        self._retold = Alignments(self.links, Strength.REWRITE)

    def weight(self, stem: str) -> float:
        """How telling a stem is in this collection."""
        return self._weights.get(stem, 1.0)

    def __call__(self, first: Content, second: Content) -> float:
        """The log-odds that the two say the same, by themselves."""
        return scored(self.features(first, second))

    def features(self, first: Content, second: Content) -> dict[str, float]:
        """What the score is made of, by name; a feature that is not there counts nothing."""
        words, inside = self._words(first, second)
        found = {"always": 1.0, "words": words, "words inside": inside, "meaning": _meaning(first, second, words)}
        found |= _kinds(first, second) | _parties(first, second) | _settings(first, second)
        if self.links.between(first.claim.document, second.claim.document):
            found |= {"copies": 1.0, "apart in copies": abs(first.place - second.place)}
            found |= self.retellings(first, second)
        return found

    def retellings(self, first: Content, second: Content) -> dict[str, float]:
        """Whether a sentence of one was told anew in the sentence of the other, or in another sentence."""
        meet, miss = self._retold.compared(first.claim, second.claim)
        return {"sentence retold": float(meet), "retold elsewhere": float(miss)}

    def _words(self, first: Content, second: Content) -> tuple[float, float]:
        """Shared telling words, of both claims and of the shorter one."""
        common = fsum(self._weights.get(stem, 1.0) for stem in first.stems & second.stems)
        here, there = self._sum(first), self._sum(second)
        if not here or not there:
            return 0.0, 0.0
        both = 2 * common / (here + there)
        few = min(len(first.stems), len(second.stems)) < FEWEST_INSIDE  # a few words lie inside any long sentence
        return both, both if few else common / min(here, there)

    def _sum(self, content: Content) -> float:
        found = self._sums.get(content.claim.id)
        if found is None:
            found = self._sums[content.claim.id] = fsum(self._weights.get(stem, 1.0) for stem in content.stems)
        return found


@dataclass(frozen=True, slots=True)
class Best:
    """For each claim and each other document, the claim there that is likest to it."""

    score: Mapping[tuple[int, str], tuple[float, int]]

    @classmethod
    def of(cls, pairs: Mapping[tuple[int, int], float], documents: list[str]) -> Best:
        """The likest by these totals or scores of pairs."""
        found: dict[tuple[int, str], tuple[float, int]] = {}
        for (one, other), total in pairs.items():
            here, there = documents[one], documents[other]
            if here == there:
                continue
            score = held(total)
            for this, where, that in ((one, there, other), (other, here, one)):
                known = found.get((this, where))
                if known is None or (score, -that) > known:
                    found[this, where] = (score, -that)
        return cls(found)

    def features(self, one: int, other: int, documents: list[str]) -> dict[str, float]:
        """Whether each of the two is the other's likest in its document, or one of them only."""
        name = self._told(one, other, documents)
        return {name: 1.0} if name else {}

    def bettered(self, total: float, one: int, other: int, *, documents: list[str]) -> float:
        """The score of a pair with this total, when it is also told whether they are each other's likest."""
        name = self._told(one, other, documents)
        return held(total + weights()[name] if name and total >= UNLIKE else total)

    def _told(self, one: int, other: int, documents: list[str]) -> str:
        chosen = sum(
            self.score.get((this, documents[that]), _NOBODY)[1] == -that for this, that in ((one, other), (other, one))
        )
        return ("", "likest one way", "likest both ways")[chosen]


_NOBODY = (0.0, 1)


def scored(features: Mapping[str, float]) -> float:
    """The log-odds that these features come to, held within `LARGEST`."""
    return held(summed(features))


def summed(features: Mapping[str, float]) -> float:
    """What the features come to, before it is held within `LARGEST`."""
    weighs = weights()
    return sum(weighs[name] * value for name, value in features.items())


def held(total: float) -> float:
    """The total, held within `LARGEST`."""
    return max(-LARGEST, min(LARGEST, total))


@cache
def weights() -> dict[str, float]:
    """The weight of each feature."""
    text = resources.files("foedus.assemble").joinpath("likeness.toml").read_text(encoding="utf-8")
    return {name: float(value) for name, value in tomllib.loads(text)["weights"].items()}


def _meaning(first: Content, second: Content, words: float) -> float:
    if first.vector is None or second.vector is None:
        return NO_MEANING * words
    return float(np.dot(first.vector, second.vector))


def _kinds(first: Content, second: Content) -> dict[str, float]:
    here, there = first.type, second.type
    return {
        "same type": float(here == there and here not in _UNTYPED),
        "other type": float(here != there and not {here, there} & _UNTYPED),
        "other family": float(first.family != second.family),
        "other polarity": float(first.negative != second.negative),
    }


_UNTYPED = frozenset({"", "OTHER"})


def _parties(first: Content, second: Content) -> dict[str, float]:
    here, there = first.actors, second.actors
    everyone = here | there
    did, done = first.doers, second.doers
    crossed = did & second.receivers or done & first.receivers
    return {
        "shared parties": len(here & there) / len(everyone) if everyone else 0.0,
        "no parties": float(not everyone),
        "parties of one only": float(bool(here) != bool(there)),
        "other parties": float(bool(here and there) and not here & there),
        "reversed": float(first.type == second.type and bool(did and done and crossed) and not did & done),
    }


def _settings(first: Content, second: Content) -> dict[str, float]:
    here, there = first.claim.quantities, second.claim.quantities
    agreeing = any(counts_alike(one, other) and figures_agree(one, other) for one in here for other in there)
    return {
        "other time": float(not times_agree(first.claim.when, second.claim.when)),
        "another occasion": float(
            _days_apart(first.claim.when, second.claim.when) > MONTH
            or _is_one_of_many(first.claim.when, second.claim.when)
            or _is_one_of_many(second.claim.when, first.claim.when)
        ),
        "same figure": float(agreeing),
        "same numeral": float(bool(first.numerals & second.numerals)),
        "same name": float(bool(first.names & second.names)),
        "other names": float(bool(first.names and second.names and not first.names & second.names)),
        "other figure": float(clashing(first, second) is not None),
        "same document": float(first.claim.document == second.claim.document),
    }


def _days_apart(first: Period | None, second: Period | None) -> int:
    """The days between two periods, 0 where they touch or one is not told."""
    if first is None or second is None:
        return 0
    gaps = [
        (later.since - earlier.until).days
        for earlier, later in ((first, second), (second, first))
        if later.since is not None and earlier.until is not None
    ]
    return max([0, *gaps])


def _is_one_of_many(goes_on: Period | None, once: Period | None) -> bool:
    """Whether one has gone on since long before the other, which was over in a year: "since 2005" and "in 2018"."""
    if goes_on is None or goes_on.since is None or goes_on.until is not None:
        return False
    if once is None or once.since is None or once.until is None:
        return False
    return (once.until - once.since).days <= YEAR < (once.since - goes_on.since).days
