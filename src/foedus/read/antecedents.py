"""Who was spoken of so far, and who of them a pronoun, "the minister" or "both sides" may point back to.

A `Spoken` enters for each actor that a text comes to, in its order; those who fit the words that point leave, the
likeliest first. Towns where something happens, and whoever says "we", are nobody's antecedents.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from foedus.read.groups import OFFICES
from foedus.read.naming import is_party
from foedus.read.persons import FIRST_PERSON, SECOND_PERSON
from foedus.terms import Nature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foedus.read.page import Page
    from foedus.records import Mention

_SPEAKING = FIRST_PERSON | SECOND_PERSON  # nobody else's "he" or "they" means who speaks or is spoken to
_REACH = 6  # sentences that a pronoun looks back
_FADING = 0.6  # of what speaks for a state of two, for each sentence further back
_SUBJECT = 2.0  # what a subject counts beside another word
_SOURCE = 0.5  # ... and what an official's word counts
_JOINED = 2.0  # what it counts to have met, talked or agreed
_SHARE = 3.0  # what the share of a text's names counts
_APART = 4.0  # ... against whoever acts on them: "Ruritania urged both sides"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Someone spoken of: where, by which mentions, and whether as one or as several."""

    sentence: int
    position: int
    mentions: tuple[str, ...]
    is_plural: bool
    is_person: bool
    is_subject: bool
    noun: str  # the word that they were spoken of by
    is_scene: bool = False  # a town where something happens


class Antecedents:
    """Those spoken of so far on a page, in the order of the text."""

    def __init__(self, page: Page, noted: Mapping[str, Mention]) -> None:
        self._page = page
        self._noted = noted
        self._spoken: list[Spoken] = []

    def add(self, spoken: Spoken) -> None:
        """Remember one more."""
        self._spoken.append(spoken)

    def fitting(self, position: int, *, person: bool, plural: bool, noun: str | None = None) -> list[Spoken]:
        """Who a pronoun here may point to, the likeliest first: near, and a subject before others.

        Before all these, whose words have the noun that points back: "the minister" is Minister Brand.
        """
        now = self._page.sentence_number(position)
        others = (
            self._without_speaker(each)
            for each in self._spoken
            if each.position < position
            and now - each.sentence <= _REACH
            and each.is_person == person
            and each.is_plural == plural
            and not each.is_scene
        )
        found = [each for each in others if each is not None]
        near = sorted(found, key=lambda each: (now - each.sentence, not each.is_subject, -each.position))
        return sorted(near, key=lambda each: noun is not None and not self._has(each, noun))

    def by_noun(
        self, noun: str, position: int, *, plural: bool | None = None, person: bool | None = None
    ) -> Spoken | None:
        """Whoever was last spoken of by this noun before this place, of this number and kind where they matter."""
        found = [
            each
            for each in self._before(position)
            if each.noun == noun and plural in {None, each.is_plural} and person in {None, each.is_person}
        ]
        return found[-1] if found else None

    def joined(self, position: int) -> frozenset[str]:
        """The states of those last told of as a group before this place."""
        met = [each for each in self._before(position) if len(each.mentions) > 1]
        return self.states(met[-1].mentions) if met else frozenset()

    def group(
        self, position: int, size: int, *, lands: bool = False, besides: frozenset[str] = frozenset()
    ) -> tuple[str, ...]:
        """The mentions of so many states that the words here count, others than these; none if fewer were spoken of.

        For each state speak how often it was spoken of near by, and as a subject; for a group, that it met or agreed.
        With `lands`, no body of states is one of them.
        """
        now = self._page.sentence_number(position)
        near = [each for each in self._before(position) if now - each.sentence <= _REACH and not each.is_scene]
        weight = dict(self._shares)
        by: dict[str, tuple[str, ...]] = {}
        groups: dict[frozenset[str], tuple[float, tuple[str, ...]]] = {}
        for each in near:
            named = frozenset(one for one in self.states(each.mentions) - besides if not lands or self._is_land(one))
            counts = _FADING ** (now - each.sentence)
            acts = each.sentence == now and each.is_subject and len(named) == 1
            for state in named:
                weight[state] = weight.get(state, 0.0) + counts * self._counts(each)
                weight[state] -= _APART if acts else 0.0
            if len(named) == 1:
                by[next(iter(named))] = each.mentions
            if len(named) == size and len(each.mentions) > 1:
                groups[named] = (_JOINED * counts, each.mentions)
        best = sorted(by, key=lambda state: (-weight[state], state))[:size]
        if len(best) == size:
            groups.setdefault(frozenset(best), (0.0, tuple(dict.fromkeys(one for state in best for one in by[state]))))
        order = sorted(groups, key=lambda each: (-groups[each][0] - sum(weight[one] for one in each), sorted(each)))
        return groups[order[0]][1] if order else ()

    @cached_property
    def _shares(self) -> dict[str, float]:
        """How much of the text each state is named in, as it counts."""
        named = [each for each in self._page.names if is_party(self._page, each)]
        counts = Counter(self._page.world.takes_part_as(each.candidates[0].actor) for each in named)
        return {state: _SHARE * count / len(named) for state, count in counts.items() if state is not None}

    def states(self, mentions: tuple[str, ...]) -> frozenset[str]:
        """The states, or the bodies of states, that these mentions name or belong to."""
        world, found = self._page.world, set()
        for each in mentions:
            span = self._noted[each].span
            for name in self._page.names_in(span.start, span.end):
                if is_party(self._page, name):
                    found.add(world.takes_part_as(name.candidates[0].actor))
        return frozenset(each for each in found if each is not None)

    def _is_land(self, code: str) -> bool:
        return self._page.world.actors[code].nature is Nature.STATE

    def _counts(self, spoken: Spoken) -> float:
        """How much it counts to be spoken of so: an envoy or an official is rather a source than a side."""
        row = self._page.language.source_of(spoken.noun) if spoken.noun not in OFFICES else None
        if row is not None and row.source_class == "person":
            return _SOURCE
        return _SUBJECT if spoken.is_subject else 1.0

    def _before(self, position: int) -> list[Spoken]:
        return [each for each in self._spoken if each.position < position]

    def _has(self, spoken: Spoken, noun: str) -> bool:
        """Whether someone was spoken of with this noun."""
        return any(noun in self._noted[each].span.text.lower().split() for each in spoken.mentions)

    def _without_speaker(self, spoken: Spoken) -> Spoken | None:
        """Those spoken of but whoever says "we" or "you": no third person points back there; None if nobody is left."""
        left = tuple(each for each in spoken.mentions if self._noted[each].span.text.lower() not in _SPEAKING)
        if len(left) == len(spoken.mentions) and spoken.noun not in _SPEAKING:
            return spoken
        return replace(spoken, mentions=left) if left and spoken.noun not in _SPEAKING else None
