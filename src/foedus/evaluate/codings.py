"""A claim as a coder of events would file it: who, what type, to whom; claims enter, rows of two countries leave.

The conventions are those of the field's coders, not of our claims, which say only what their words say:

- PLOVER codes an act to come as the word given for it: a promised visit is AGREE, a demanded one REQUEST, one that will
  not be made REJECT; the kinds say what each turns into. What is told not to have happened is no event.
- Acts that both sides take part in are filed in both directions; so is what two actors did together with no one else.
- What happens inside one country is filed from that country to itself: a curfew, a strike, a protest; so is what a
  doer of no country told does to one country's, and of an act towards nobody told the one other state named after it
  is the target.
- Harm whose doer the text does not name is filed from the country where it is told to have happened.
- Who says that another must do something requests it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from foedus.terms import Role, Sort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.evaluate.answers import Answers
    from foedus.records import Claim

_TURNS = {Sort.INTENT: "promised", Sort.FORECAST: "promised", Sort.DEMAND: "demanded", Sort.RECOMMENDATION: "demanded"}
_TO_COME = frozenset({Sort.INTENT, Sort.FORECAST})
_REQUESTS = frozenset({Sort.DEMAND, Sort.RECOMMENDATION})
_SPOKEN = {Sort.DEMAND: "REQUEST", Sort.RECOMMENDATION: "REQUEST", Sort.THREAT: "THREATEN"}
_INSIDE = frozenset({"PROTEST", "COERCE", "ASSAULT", "CONCEDE", "RETREAT"})  # types that one country is enough for
_HARM = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT", "REJECT"})
_HOME = frozenset({"COERCE", "CONCEDE", "RETREAT"})  # whom these are done to is at hand, or unnamed at home
_FILED_INSIDE = frozenset({"ACCUSE", "REJECT", "REQUEST", "AGREE"})
_TRIED = ("tr", "attempt", "struggl")
_MOST = 0.5  # of a kind's rows, from which on it goes both ways


class Coding(NamedTuple):
    """One row: initiator, PLOVER 2021 type, target."""

    initiator: str
    type: str
    target: str

    @property
    def dyad(self) -> tuple[str, str]:
        """Who to whom."""
        return self.initiator, self.target


def _is_tried(claim: Claim) -> bool:
    """Whether what is wanted was also tried: an attempt at an act is the act."""
    return any(each.signals.startswith("intent") and each.span.text.lower().startswith(_TRIED) for each in claim.cues)


@dataclass(frozen=True, kw_only=True)
class Coder:
    """Turns the claims of a material into codings."""

    answers: Answers

    def codings(self, claim: Claim) -> tuple[Coding, ...]:
        """The rows of a claim, in order; none where it has no type or names nobody on one side."""
        told = self._type(claim)
        if told is None:
            return ()
        return tuple(dict.fromkeys(Coding(first, told, second) for first, second in self._dyads(claim, told)))

    def _type(self, claim: Claim) -> str | None:
        language = self.answers.language
        if claim.sort in _SPOKEN and (claim.sort in _REQUESTS or claim.kind is None):
            return _SPOKEN[claim.sort]
        if claim.kind is None or claim.kind not in language.kinds:
            return None
        turn = None if _is_tried(claim) else _TURNS.get(claim.sort)
        if claim.factuality.value.endswith("-"):
            if claim.sort not in _TO_COME:
                return None
            turn = "refused"
        kind = (language.turn(claim.kind, turn) if turn else None) or claim.kind
        told = language.kinds[kind].type
        return None if told == "OTHER" else told

    def _dyads(self, claim: Claim, told: str) -> Iterator[tuple[str, str]]:
        by_role = {role: self._states(claim, role) for role in Role}
        doing, suffering = by_role[Role.INITIATOR], by_role[Role.TARGET]
        if claim.sort in _REQUESTS:
            asked = doing or suffering
            yield from ((one, other) for one in self._speaker(claim) for other in asked)
            return
        others = tuple(each for each in by_role[Role.OTHER] if each not in doing)
        if not doing:
            doing, others = self._unnamed_doer(claim, told, suffering, others)
        if not (suffering or others) and told not in _HOME:
            others = self._later(claim, doing)
        if not suffering and len(doing) > 1 and told in _TOGETHER:
            yield from ((one, other) for i, one in enumerate(doing) for j, other in enumerate(doing) if i != j)
            return
        if not doing or not (suffering or others):
            yield from self._inside(told, doing or suffering or others, by_whom=bool(doing))
            return
        is_mutual = claim.kind in self._mutual
        for one in dict.fromkeys(doing):
            for other in dict.fromkeys(suffering or others):
                yield one, other
                if is_mutual:
                    yield other, one

    def _unnamed_doer(
        self, claim: Claim, told: str, suffering: tuple[str, ...], others: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who acts where no doer is named: the speaker of a word given, or those of the place of a harm."""
        if claim.sort in _TURNS or claim.sort is Sort.THREAT:
            return self._speaker(claim), others
        if told in _HARM and suffering and others:
            return others[:1], ()
        return (), others

    @staticmethod
    def _inside(told: str, named: tuple[str, ...], *, by_whom: bool) -> Iterator[tuple[str, str]]:
        """A country's own affair: where no other is named, or where a doer of no country does it to that country's."""
        if (told in _INSIDE or (told in _FILED_INSIDE and not by_whom)) and len(set(named)) == 1:
            yield named[0], named[0]

    @cached_property
    def _mutual(self) -> frozenset[str]:
        """The kinds that most of their wordings take to go both ways."""
        rows: dict[str, list[bool]] = {}
        for row in self.answers.language.acts:
            if row.kind is not None:
                rows.setdefault(row.kind, []).append(row.is_reciprocal)
        return frozenset(kind for kind, both in rows.items() if sum(both) > _MOST * len(both))

    def _states(self, claim: Claim, role: Role) -> tuple[str, ...]:
        """The states in a role, once for each party that is of one; what nobody resolved is read by its own words."""
        parties = [each for each in claim.parties if each.role is role]
        known = self.answers.material.actors_of
        return tuple(
            code
            for each in parties
            for code in (
                self.answers.state_of(each.mention) if each.mention in known else self.answers.states_in(each.words)
            )
        )

    def _later(self, claim: Claim, doing: tuple[str, ...]) -> tuple[str, ...]:
        """The one other state that the claim's own words name after its predicate, where no party is towards anyone."""
        start = claim.predicate.end - claim.evidence.start if claim.predicate is not None else 0
        named = self.answers.states_in(claim.evidence.text[max(0, start) :])
        found = tuple(each for each in named if each not in doing)
        return found if len(found) == 1 else ()

    def _speaker(self, claim: Claim) -> tuple[str, ...]:
        """The countries of the root: who demands, promises, threatens."""
        mention = claim.root_voice.mention
        return self.answers.state_of(mention) if mention is not None else ()
