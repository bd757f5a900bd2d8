"""Claims of the same thing, brought together without comparing all with all.

Contents enter; groups of them leave. Claims meet if they name the same actors, stand in copies of each other or share
telling stems, so that the work grows with the number of claims; groups grow from the likest pair down, and two groups
join only if their members are alike on average.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice, product
from typing import TYPE_CHECKING

from foedus.assemble.compatible import is_nested
from foedus.assemble.likeness import LARGEST, Best, scored

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    for one, other in _candidates(contents):
        found.note(min(one, other), max(one, other))
    return found.grown()


class _Pairs:
    """The scores of the pairs looked at, and the groups that grow from them."""

    def __init__(self, contents: list[Content], likeness: Likeness, apart: Mapping[str, frozenset[str]]) -> None:
        self._contents, self._likeness, self._apart = contents, likeness, apart
        self._documents = [each.claim.document for each in contents]
        self._features: dict[tuple[int, int], dict[str, float]] = {}
        self._scores: Scores = {}

    def note(self, one: int, other: int) -> None:
        """Score a pair, once."""
        if one == other or (one, other) in self._scores:
            return
        here, there = self._contents[one], self._contents[other]
        if self._never(here, there):
            self._scores[one, other] = -5 * LARGEST
            return
        features = self._likeness.features(here, there)
        self._scores[one, other] = score = scored(features)
        if score >= HOPELESS:
            self._features[one, other] = features

    def _never(self, first: Content, second: Content) -> bool:
        """Whether they cannot say the same: a wish and a fact, two things in one sentence, claims set apart."""
        wished = "wished" in {first.family, second.family} and first.family != second.family
        return wished or second.claim.id in self._apart.get(first.claim.id, ()) or is_nested(first, second)

    def grown(self) -> list[list[Content]]:
        """The groups, from the likest pair down."""
        best = Best.of({pair: self._scores[pair] for pair in self._features}, self._documents)
        for (one, other), features in self._features.items():
            self._scores[one, other] = scored(features | best.features(one, other, self._documents))
        ordered = sorted((-round(self._scores[pair], 9), *pair) for pair in self._features if self._scores[pair] > 0)
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
            self.note(*pair)
            total += self._scores[pair]
        return total > 0


def _candidates(contents: list[Content]) -> Iterator[tuple[int, int]]:
    if len(contents) <= SMALL:
        yield from _all_pairs(list(range(len(contents))))
        return
    blocks: dict[str, list[int]] = defaultdict(list)
    alike: dict[tuple[object, ...], int] = {}
    for number, each in enumerate(contents):
        same = (each.claim.kind, each.stems, each.actors)
        if same in alike:
            yield alike[same], number  # word for word: a chain of neighbours is enough
        alike[same] = number
        for actor in sorted(each.actors):
            blocks[actor].append(number)
    for members in blocks.values():
        if len(members) <= SMALL_BLOCK:
            yield from _all_pairs(members)
        else:
            yield from _by_stems(members, contents)
    yield from _by_stems(list(range(len(contents))), contents)


def _all_pairs(members: list[int]) -> Iterator[tuple[int, int]]:
    for place, first in enumerate(members):
        yield from ((first, second) for second in islice(members, place + 1, None))


def _by_stems(members: list[int], contents: list[Content]) -> Iterator[tuple[int, int]]:
    """Pairs of claims that share one of their rarest stems and stand near each other in the list of those that do."""
    holding: dict[str, list[int]] = defaultdict(list)
    for number in members:
        for stem in sorted(contents[number].stems):
            holding[stem].append(number)
    told: dict[str, list[int]] = defaultdict(list)
    for number in members:
        counts = sorted((len(holding[stem]), stem) for stem in contents[number].stems)
        for _, stem in [each for each in counts if 1 < each[0] <= COMMON][:TELLING]:
            told[stem].append(number)
    met: set[tuple[int, int]] = set()
    for stem in sorted(told):
        group = told[stem]
        for place, first in enumerate(group):
            met.update((first, second) for second in group[place + 1 : place + 1 + NEIGHBOURS])
    yield from sorted(met)
