"""Claims of the same thing, brought together without comparing all with all.

Contents enter; groups of them leave. Claims meet if they name the same actors, stand in copies of each other or share
telling stems, so that the work grows with the number of claims; groups grow from the likest pair down, and two groups
join only if their members are alike on average.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import nsmallest
from itertools import islice, product
from typing import TYPE_CHECKING

import numpy as np

from foedus.assemble.compatible import is_nested
from foedus.assemble.likeness import LARGEST, Best, held, summed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from foedus.assemble.content import Content
    from foedus.assemble.likeness import Likeness

NEIGHBOURS = 12  # claims of one block and one stem that each claim meets
COMMON = 1500  # claims that hold a stem before it says nothing
TELLING = 6  # of its stems, the rarest, by which a claim of a large block meets others
SMALL_BLOCK = 60  # all pairs of a block this small are looked at
SMALL = 250  # ... and of a collection this small
LOOKED_AT = 6  # members of a group, the first, that a newcomer is compared with
HOPELESS = -4.0  # log-odds below which a pair is forgotten

Scores = dict[tuple[int, int], float]


def clusters(
    contents: list[Content], likeness: Likeness, apart: Mapping[str, frozenset[str]] | None = None
) -> list[list[Content]]:
    """The contents in groups that say the same, each group and the list in the order of claim ids.

    `apart` names, for a claim's id, those that go against it in other words and so never join its group.
    """
    found = _Pairs(contents, likeness, apart or {})
    base = len(contents)
    for key in _candidates(contents).tolist():
        found.note(*divmod(key, base))
    return found.grown()


class _Pairs:
    """The scores of the pairs looked at, and the groups that grow from them; a hopeless pair is not kept."""

    def __init__(self, contents: list[Content], likeness: Likeness, apart: Mapping[str, frozenset[str]]) -> None:
        self._contents, self._likeness, self._apart = contents, likeness, apart
        self._documents = [each.claim.document for each in contents]
        self._totals: Scores = {}
        self._late: Scores = {}  # scores of pairs that met only in groups

    def note(self, one: int, other: int) -> None:
        """Score a pair."""
        total = self._total(one, other)
        if held(total) >= HOPELESS:
            self._totals[one, other] = total

    def _total(self, one: int, other: int) -> float:
        here, there = self._contents[one], self._contents[other]
        return -5 * LARGEST if self._never(here, there) else summed(self._likeness.features(here, there))

    def _never(self, first: Content, second: Content) -> bool:
        """Whether they cannot be of one thing: a wish and a fact, two things in one sentence, claims set apart.

        So is a negation that has no telling word in common with what is affirmed.
        """
        if first.negative != second.negative and not first.stems & second.stems:
            return True
        wished = "wished" in {first.family, second.family} and first.family != second.family
        return wished or second.claim.id in self._apart.get(first.claim.id, ()) or is_nested(first, second)

    def grown(self) -> list[list[Content]]:
        """The groups, from the likest pair down."""
        best = Best.of(self._totals, self._documents)
        for one, other in self._totals:
            self._totals[one, other] = best.bettered(self._totals[one, other], one, other, documents=self._documents)
        ordered = sorted((-round(score, 9), *pair) for pair, score in self._totals.items() if score > 0)
        home = list(range(len(self._contents)))
        groups = {number: [number] for number in home}
        for _, first, second in ordered:
            one, other = sorted((home[first], home[second]))
            if one != other and self._joined(groups[one], groups[other]):
                for member in groups[other]:
                    home[member] = one
                groups[one] += groups.pop(other)
        return [[self._contents[member] for member in sorted(groups[key])] for key in sorted(groups)]

    def _joined(self, one: list[int], other: list[int]) -> bool:
        """Whether the members of two groups are alike on average."""
        met = list(product(one[:LOOKED_AT], other[:LOOKED_AT]))
        total = 0.0
        for first, second in met:
            pair = (min(first, second), max(first, second))
            score = self._totals.get(pair)
            total += score if score is not None else self._score_of_strangers(pair)
        return total > 0

    def _score_of_strangers(self, pair: tuple[int, int]) -> float:
        if pair not in self._late:
            total = self._total(*pair)
            self._late[pair] = total if total == -5 * LARGEST else held(total)
        return self._late[pair]


def _candidates(contents: list[Content]) -> NDArray[np.int64]:
    """The pairs to look at, each once and in order, the first number times that of all contents plus the second."""
    base = len(contents)
    if base <= SMALL:
        return _keys(_all_pairs(list(range(base))), base)
    blocks: dict[str, list[int]] = defaultdict(list)
    alike: dict[tuple[object, ...], int] = {}
    chained: list[tuple[int, int]] = []
    for number, each in enumerate(contents):
        same = (each.claim.kind, each.stems, each.actors)
        if same in alike:
            chained.append((alike[same], number))  # word for word: a chain of neighbours is enough
        alike[same] = number
        for actor in sorted(each.actors):
            blocks[actor].append(number)
    found = [_keys(chained, base)]
    for members in blocks.values():
        met = _all_pairs(members) if len(members) <= SMALL_BLOCK else _by_stems(members, contents)
        found.append(np.unique(_keys(met, base)))
    return np.unique(np.concatenate([*found, _keys(_by_stems(list(range(base)), contents), base)]))


def _keys(pairs: Iterable[tuple[int, int]], base: int) -> NDArray[np.int64]:
    return np.fromiter((one * base + other for one, other in pairs), np.int64)


def _all_pairs(members: list[int]) -> Iterator[tuple[int, int]]:
    for place, first in enumerate(members):
        yield from ((first, second) for second in islice(members, place + 1, None))


def _by_stems(members: list[int], contents: list[Content]) -> Iterator[tuple[int, int]]:
    """Pairs of claims that share one of their rarest stems and stand near each other in the list of those that do."""
    holding: dict[str, int] = defaultdict(int)
    for number in members:
        for stem in contents[number].stems:
            holding[stem] += 1
    told: dict[str, list[int]] = defaultdict(list)
    for number in members:
        counts = [(holding[stem], stem) for stem in contents[number].stems if 1 < holding[stem] <= COMMON]
        for _, stem in nsmallest(TELLING, counts):
            told[stem].append(number)
    for group in told.values():
        for place, first in enumerate(group):
            yield from ((first, second) for second in group[place + 1 : place + 1 + NEIGHBOURS])
