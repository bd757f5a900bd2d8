"""Origins joined to roots, each join a judgement with its reason; what a person has judged stands.

Origins and judgements enter; groups of origins and new judgements leave. A person's "different" keeps two groups apart
however many reasons would join them; a person's "same" joins them whatever the text says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.records import judgement
from foedus.terms import ROOT_IS_ROOT, Opinion, Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.records import Judgement
    from foedus.values import Span


class Groups:
    """Origins in groups that grow; two origins in one group are one root."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._above: dict[str, str] = {}
        self._made: dict[str, Judgement] = {}
        self._apart: list[tuple[str, str]] = []
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

    def join(self, one: str, other: str, *, because: str, evidence: Span | None = None) -> bool:
        """Whether the two are one root now; False where a person has judged them different."""
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
        self._above[second] = first

    def _kept_apart(self, one: str, other: str) -> bool:
        here, there = self.find(one), self.find(other)
        return any({self.find(a), self.find(b)} == {here, there} and here != there for a, b in self._apart)

    def _judged(self, one: str, other: str) -> bool:
        return any({one, other} == {a, b} for a, b in self._apart)
