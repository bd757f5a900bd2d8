"""Origins joined to roots, each join a judgement with its reason; what a person has judged stands.

Origins and judgements enter; groups of origins and new judgements leave. A person's "different" keeps two groups apart
however many reasons would join them; a person's "same" joins them whatever the text says. No reason that is read off a
text makes two states, or two bodies, one root: of ten thousand such reasons a few are wrong, and one is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.records import judgement
from foedus.terms import ROOT_IS_ROOT, Opinion, Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.records import Judgement
    from foedus.values import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Which states, bodies of states and others an origin speaks for, and whose leader it is: by ids of actors."""

    states: frozenset[str] = frozenset()
    unions: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()

    def __or__(self, other: Standing) -> Standing:
        return Standing(
            states=self.states | other.states,
            unions=self.unions | other.unions,
            others=self.others | other.others,
            homes=self.homes | other.homes,
        )

    @property
    def is_one(self) -> bool:
        """Whether one root can be all of this.

        A state's officials are one root with their state, or with a body of states whose office they hold, not with
        another state, a party or an armed group.

        >>> Standing(unions=frozenset({"NATO"}), homes=frozenset({"NOR", "NLD"})).is_one
        True
        >>> Standing(states=frozenset({"UKR"}), homes=frozenset({"RUS"})).is_one
        False
        """
        if len(self.states) + len(self.unions) + len(self.others) > 1 or (self.others and self.homes):
            return False
        return self.homes <= self.states if self.states else bool(self.unions) or len(self.homes) <= 1


_NOBODY = Standing()


class Groups:
    """Origins in groups that grow; two origins in one group are one root."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._above: dict[str, str] = {}
        self._made: dict[str, Judgement] = {}
        self._apart: list[tuple[str, str]] = []
        self._standing: dict[str, Standing] = {}
        mine = {verb.value for verb in Verb}
        personal = sorted(
            (each for each in judgements if each.about == ROOT_IS_ROOT and str(each.by) not in mine),
            key=lambda each: each.id,
        )
        self._apart = [(each.subject, each.candidate) for each in personal if each.opinion is Opinion.DIFFERENT]
        self._together = {frozenset((e.subject, e.candidate)) for e in personal if e.opinion is Opinion.SAME}
        for each in personal:
            if each.opinion is Opinion.SAME:
                self._unite(each.subject, each.candidate)

    def find(self, one: str) -> str:
        """The group that the origin is in, named by one of its members."""
        path = []
        while self._above.get(one, one) != one:
            path.append(one)
            one = self._above[one]
        for each in path:
            self._above[each] = one
        return one

    def stand(self, one: str, standing: Standing) -> None:
        """Note for whom the origin speaks."""
        group = self.find(one)
        self._standing[group] = self._standing.get(group, _NOBODY) | standing

    def join(self, one: str, other: str, *, because: str, evidence: Span | None = None) -> bool:
        """Whether the two are one root now; False where a person has judged them different, or they cannot be one."""
        if one == other:
            return True
        if self._kept_apart(one, other):
            return False
        self._unite(one, other)
        if frozenset((one, other)) not in self._together:
            self._note(one, other, opinion=Opinion.SAME, because=because, evidence=evidence)
        return True

    def doubt(self, one: str, other: str, *, because: str, evidence: Span | None = None) -> None:
        """Note that the first may rest on the second, and that the text does not tell."""
        if one != other and not self._judged(one, other):
            self._note(one, other, opinion=Opinion.UNSURE, because=because, evidence=evidence)

    def judgements(self) -> Iterator[Judgement]:
        """What was decided here, by id; doubts about two origins that became one root are left out."""
        for each in sorted(self._made.values(), key=lambda made: made.id):
            if each.opinion is not Opinion.UNSURE or self.find(each.subject) != self.find(each.candidate):
                yield each

    def _note(self, one: str, other: str, *, opinion: Opinion, because: str, evidence: Span | None) -> None:
        made = judgement(
            about=ROOT_IS_ROOT, subject=one, candidate=other, opinion=opinion, by=Verb.TRACE, because=because,
            evidence=evidence,
        )  # fmt: skip
        self._made.setdefault(made.id, made)

    def _unite(self, one: str, other: str) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self._above.setdefault(first, first)
        if first == second:
            return
        self._above[second] = first
        together = self._standing.get(first, _NOBODY) | self._standing.pop(second, _NOBODY)
        if together != _NOBODY:
            self._standing[first] = together

    def _kept_apart(self, one: str, other: str) -> bool:
        here, there = self.find(one), self.find(other)
        first, second = self._standing.get(here, _NOBODY), self._standing.get(there, _NOBODY)
        # What a person has made one root stands in the way of nothing more.
        if here != there and first.is_one and second.is_one and not (first | second).is_one:
            return True
        return any({self.find(a), self.find(b)} == {here, there} and here != there for a, b in self._apart)

    def _judged(self, one: str, other: str) -> bool:
        return any({one, other} == {a, b} for a, b in self._apart)
