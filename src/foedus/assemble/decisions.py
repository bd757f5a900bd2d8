"""A person's word on which claims say the same: groups as the likeness has them enter, as that person has them leave.

Who is judged the same stands together, with all that stood with either; who is judged not the same leaves, with
whatever was judged to be the same as it. Where the two contradict each other, neither is followed, and it is told.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from foedus.records import problem
from foedus.terms import CLAIM_IS_CLAIM, Opinion, Severity, Verb

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.assemble.content import Content
    from foedus.assemble.oppositions import Opposition
    from foedus.records import Judgement, Problem

Pair = tuple[str, str]


class Decisions:
    """What persons judged of pairs of claims, by claim id."""

    def __init__(self, contents: Iterable[Content], judgements: Iterable[Judgement]) -> None:
        self.contradictions: list[Problem] = []
        self._parted: list[Pair] = []
        self._bundles = _Bundles()
        told: dict[str, list[Content]] = defaultdict(list)
        for each in contents:
            told[each.claim.evidence.key].append(each)
        given = [judged for judged in judgements if judged.about == CLAIM_IS_CLAIM]
        for judged in given:
            if judged.opinion is Opinion.SAME:
                for one, other in _pairs(judged, told):
                    self._bundles.unite(one, other)
        for judged in given:
            if judged.opinion is Opinion.DIFFERENT:
                self._part(judged, told)

    def _part(self, judged: Judgement, told: dict[str, list[Content]]) -> None:
        for one, other in _pairs(judged, told):
            if self._bundles.home(one) != self._bundles.home(other):
                self._parted.append((one, other))
                continue
            first, second = (told[each][0].claim.evidence for each in (judged.subject, judged.candidate))
            says = f"“{first.text}” and “{second.text}” were judged the same, and not the same: take one decision back"
            self.contradictions.append(
                problem(verb=Verb.ASSEMBLE, about=first.document, code="decisions-contradict", says=says,
                        severity=Severity.NOTE, span=first)
            )  # fmt: skip
            return

    def followed(self, groups: list[list[Content]]) -> list[list[Content]]:
        """The groups as persons have them, each and the list in the order of claim ids."""
        if not self._parted and not self._bundles:
            return groups
        united = self._united(groups)
        home = {each.claim.id: number for number, group in enumerate(united) for each in group}
        for leaver, stays in self._parted:
            if home[leaver] == home[stays]:
                whole = united[home[leaver]]
                leaving = [each for each in whole if self._bundles.home(each.claim.id) == self._bundles.home(leaver)]
                united[home[leaver]] = [each for each in whole if each not in leaving]
                home |= {each.claim.id: len(united) for each in leaving}
                united.append(leaving)
        return sorted((sorted(group, key=_id) for group in united if group), key=lambda group: _id(group[0]))

    def _united(self, groups: list[list[Content]]) -> list[list[Content]]:
        """The groups, with those that share a bundle made one."""
        at: dict[str, int] = {}
        found: list[list[Content]] = []
        for group in groups:
            bundles = {self._bundles.home(each.claim.id) for each in group}
            places = sorted({at[each] for each in bundles if each in at})
            place = places[0] if places else len(found)
            if not places:
                found.append([])
            found[place] = [*found[place], *(each for other in places[1:] for each in found[other]), *group]
            for other in places[1:]:
                found[other] = []
            at |= {self._bundles.home(each.claim.id): place for each in found[place]}
        return [group for group in found if group]

    def beside(self, opposed: Iterable[Opposition], groups: list[list[Content]]) -> list[Opposition]:
        """The oppositions without those between propositions that were judged to be of other things."""
        opposed = list(opposed)
        apart = self.apart(groups)
        if not apart:
            return opposed
        home = {each.claim.id: number for number, group in enumerate(groups) for each in group}
        return [
            each for each in opposed if frozenset((home[each.first.claim.id], home[each.second.claim.id])) not in apart
        ]

    def apart(self, groups: list[list[Content]]) -> frozenset[frozenset[int]]:
        """Pairs of numbers of groups of which a person said that they are not the same."""
        home = {each.claim.id: number for number, group in enumerate(groups) for each in group}
        found = (frozenset((home[one], home[other])) for one, other in self._parted)
        return frozenset(each for each in found if len(each) > 1)


class _Bundles:
    """Claims judged to be the same, directly or over others; each bundle is named by one of its claims."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._above)

    def home(self, claim: str) -> str:
        """The name of the bundle that the claim is in: its own where nobody judged it the same as another."""
        while claim in self._above:
            claim = self._above[claim]
        return claim

    def unite(self, one: str, other: str) -> None:
        """The two are in one bundle."""
        first, second = sorted((self.home(one), self.home(other)))
        if first != second:
            self._above[second] = first


def _pairs(judged: Judgement, told: dict[str, list[Content]]) -> list[Pair]:
    """The claims that a judgement is on: those of its two places, which one sentence may have several of."""
    here, there = told.get(judged.subject, ()), told.get(judged.candidate, ())
    return [(one.claim.id, other.claim.id) for one in here for other in there if one.claim.id != other.claim.id]


def _id(content: Content) -> str:
    return content.claim.id
