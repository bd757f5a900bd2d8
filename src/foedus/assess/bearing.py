"""Which indicators of a framework a proposition bears on: by the kind of its act, and by the words that tell it.

Propositions with their claims enter; indicators leave, each with whether the words turn against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.assess.vocabulary import folded, vocabulary
from foedus.terms import Sort

if TYPE_CHECKING:
    from foedus.assess.framework import Framework, Indicator
    from foedus.records import Claim, Proposition

MUTUAL = tuple(folded(words).rstrip() for words in ("each other", "one another", "between", "clash"))

Asked = tuple["Indicator", bool]  # an indicator, and whether the words turn against it


class Bearing:
    """What propositions bear on, by one framework."""

    def __init__(self, framework: Framework) -> None:
        self._indicators = framework.indicators
        self._vocabulary = vocabulary(framework)
        self._places = {each.id: place for place, each in enumerate(framework.indicators)}
        self._kinds: dict[str | None, tuple[int, ...]] = {}  # places of the indicators that a kind of act is about

    def indicators(self, proposition: Proposition, claims: list[Claim], relation: str) -> list[Asked]:
        """Each indicator that the proposition speaks of, and whether its words turn against it."""
        text = _words(proposition, claims)
        said = self._vocabulary.said(folded(text)) if self._vocabulary.may_say(text) else {}
        by_kind = self._kinds.get(proposition.kind)
        if by_kind is None:  # a kind that no indicator is about has an empty answer, which is one too
            by_kind = self._of_kind(proposition.kind)
        is_act = proposition.sort is Sort.ACT
        if not said and not (is_act and by_kind):
            return []
        found: list[Asked] = []
        for place in sorted({*by_kind, *(self._places[each] for each in said)}) if said else by_kind:
            indicator, is_kind = self._indicators[place], place in by_kind
            if indicator.conflict and not _is_between(relation, text, is_kind=is_kind):
                continue
            if is_kind and is_act:
                found.append((indicator, False))  # an act is told as done or not done; its factuality says which
            elif indicator.id in said:
                found.append((indicator, said[indicator.id]))
        return found

    def _of_kind(self, kind: str | None) -> tuple[int, ...]:
        held = tuple(place for place, each in enumerate(self._indicators) if each.holds(kind))
        self._kinds[kind] = held
        return held


def _is_between(relation: str, text: str, *, is_kind: bool) -> bool:
    """Whether a conflict that is told of is one between the two themselves, by the words where nothing else says it."""
    if relation == "with":
        return False
    return not is_kind or relation == "towards" or any(words in folded(text) for words in MUTUAL)


def _words(proposition: Proposition, claims: list[Claim]) -> str:
    """The words that tell a proposition, its own and its claims', each once."""
    said = proposition.says
    if len(claims) == 1:
        text = claims[0].evidence.text
        return said if text == said else f"{said}\n{text}"
    return "\n".join(dict.fromkeys([said, *[claim.evidence.text for claim in claims]]))
