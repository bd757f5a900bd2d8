"""Claims of the same thing, brought together without comparing all with all.

Contents enter; groups of them leave. Claims meet only if they name the same actors and share telling stems, so the work
grows with the number of claims; groups grow from the likest pair down, and a newcomer must be like the group's first.
"""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING

import numpy as np

from foedus.assemble.compatible import is_nested, parties_agree, times_agree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from foedus.assemble.content import Content

BY_WORDS = 0.42  # likeness from which two claims say the same, by words alone
BY_MEANING = 0.58  # ... where sentences also have a meaning
FEWEST_INSIDE = 3  # telling stems from which a claim may count as said inside a longer one
SAME_KIND = 0.12  # added where both are of one kind of act
OTHER_KIND = 0.15  # taken off where both have a kind and not of one type
MORE_FOR_OTHER_TIME = 0.25  # claims of different times must be this much more alike
MORE_FOR_OTHER_FAMILY = 0.2  # ... and of something done and something yet to come
LOOSER_FOR_FIRST = 0.8  # share of the threshold that a newcomer must reach with the group's first claim
NEIGHBOURS = 12  # claims of one block and one stem that each claim meets
COMMON = 1500  # claims of one block that hold a stem before it says nothing
TELLING = 6  # of its stems, the rarest, by which a claim of a large block meets others
SMALL_BLOCK = 60  # all pairs of a block this small are looked at


class Likeness:
    """How alike two claims are, from 0 to about 1."""

    def __init__(self, contents: list[Content]) -> None:
        held: dict[str, int] = defaultdict(int)
        for each in contents:
            for stem in each.stems:
                held[stem] += 1
        total = len(contents) + 20
        self._weights = {stem: log(1 + total / count) for stem, count in held.items()}
        self.threshold = BY_MEANING if contents and contents[0].vector is not None else BY_WORDS

    def __call__(self, first: Content, second: Content) -> float:
        """The likeness of two claims by their words, their kinds and, where given, their meaning."""
        common = sum(self._weights.get(stem, 1.0) for stem in first.stems & second.stems)
        here, there = (sum(self._weights.get(stem, 1.0) for stem in each.stems) for each in (first, second))
        if not here or not there:
            return 0.0
        likeness = 2 * common / (here + there)
        if min(len(first.stems), len(second.stems)) >= FEWEST_INSIDE:  # a few words lie inside any long sentence
            likeness = (likeness + common / min(here, there)) / 2
        if len(first.stems & second.stems) < 2 and min(len(first.stems), len(second.stems)) > 1:
            likeness *= 0.5
        if first.vector is not None and second.vector is not None:
            likeness = 0.45 * likeness + 0.55 * max(0.0, float(np.dot(first.vector, second.vector)))
        if first.claim.kind and second.claim.kind:
            likeness += SAME_KIND if first.type == second.type else -OTHER_KIND
        return likeness

    def bar(self, first: Content, second: Content) -> float:
        """The likeness that these two must reach to say the same."""
        bar = self.threshold
        if not times_agree(first.claim.when, second.claim.when):
            bar += MORE_FOR_OTHER_TIME
        if first.family != second.family:
            bar += MORE_FOR_OTHER_FAMILY
        return bar


def clusters(
    contents: list[Content], likeness: Likeness, apart: Mapping[str, frozenset[str]] | None = None
) -> list[list[Content]]:
    """The contents in groups that say the same, each group and the list in the order of claim ids.

    `apart` names, for a claim's id, those that go against it in other words and so never join its group.
    """
    scored = []
    for first, second in _candidates(contents):
        here, there = contents[first], contents[second]
        if "wished" in {here.family, there.family} and here.family != there.family:
            continue
        if not parties_agree(here, there) or is_nested(here, there):
            continue
        value = likeness(here, there)
        if value >= likeness.bar(here, there):
            scored.append((-round(value, 9), first, second))
    return _grown(contents, sorted(set(scored)), likeness=likeness, apart=apart or {})


def _grown(
    contents: list[Content],
    scored: list[tuple[float, int, int]],
    *,
    likeness: Likeness,
    apart: Mapping[str, frozenset[str]],
) -> list[list[Content]]:
    home = list(range(len(contents)))
    groups = {number: [number] for number in home}
    for _, first, second in scored:
        one, other = sorted((home[first], home[second]))
        if one == other:
            continue
        heads = contents[groups[one][0]], contents[groups[other][0]]
        if not parties_agree(*heads) or is_nested(*heads) or likeness(*heads) < LOOSER_FOR_FIRST * likeness.bar(*heads):
            continue
        if _opposed(contents, groups[one], groups[other], apart):
            continue
        for member in groups[other]:
            home[member] = one
        groups[one] += groups.pop(other)
    return [[contents[member] for member in sorted(groups[key])] for key in sorted(groups)]


def _opposed(contents: list[Content], one: list[int], other: list[int], apart: Mapping[str, frozenset[str]]) -> bool:
    """Whether a member of one group goes against a member of the other."""
    if not apart:
        return False
    here, there = ([contents[each].claim.id for each in group] for group in (one, other))
    return any(not apart[each].isdisjoint(there) for each in here if each in apart)


def _candidates(contents: list[Content]) -> Iterator[tuple[int, int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    alike: dict[tuple[object, ...], int] = {}
    for number, each in enumerate(contents):
        same = (each.claim.kind, each.stems, each.actors)
        if same in alike:
            yield alike[same], number  # word for word: a chain of neighbours is enough
        alike[same] = number
        for actor in sorted(each.actors) or ["nobody"]:
            blocks[actor].append(number)
    for members in blocks.values():
        yield from _in_block(members, contents)


def _in_block(members: list[int], contents: list[Content]) -> Iterator[tuple[int, int]]:
    if len(members) <= SMALL_BLOCK:
        yield from ((first, second) for place, first in enumerate(members) for second in members[place + 1 :])
        return
    holding: dict[str, list[int]] = defaultdict(list)
    for number in members:
        for stem in sorted(contents[number].stems):
            holding[stem].append(number)
    frequency = {stem: len(group) for stem, group in holding.items()}
    told: dict[str, list[int]] = defaultdict(list)
    for number in members:
        rare = sorted((frequency[stem], stem) for stem in contents[number].stems if 1 < frequency[stem] <= COMMON)
        for _, stem in rare[:TELLING]:
            told[stem].append(number)
    met: set[tuple[int, int]] = set()
    for stem in sorted(told):
        group = told[stem]
        for place, first in enumerate(group):
            met.update((first, second) for second in group[place + 1 : place + 1 + NEIGHBOURS])
    yield from sorted(met)
