"""What a dossier holds for and against each indicator of a dyad, claim by claim and row by row.

Propositions with their claims, roots and checks enter; `Ground` records leave. What is planned, feared, demanded or
merely possible is kept apart, and so is what ended long ago: it is neither a ground nor a counter-ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from foedus.assess.roots import sources
from foedus.assess.vocabulary import folded, vocabulary
from foedus.assess.world import country_of
from foedus.terms import Disagreement, Factuality, Sort, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from foedus.assess.framework import Framework, Indicator
    from foedus.assess.roots import Source
    from foedus.assess.vocabulary import Vocabulary
    from foedus.material import Material
    from foedus.records import Check, Claim, Proposition

TELLING = frozenset({Sort.ACT, Sort.STATE, Sort.JUDGEMENT, Sort.DENIAL})
YES = frozenset({Factuality.CERTAIN, Factuality.PROBABLE})
NO = frozenset({Factuality.CERTAINLY_NOT, Factuality.PROBABLY_NOT})
UNDONE = frozenset({Status.DENIED, Status.CANCELLED})
GENERATION = timedelta(days=25 * 365)  # what ended longer ago says nothing of the relation today
MUTUAL = tuple(folded(words).rstrip() for words in ("each other", "one another", "between", "clash"))


class Side(StrEnum):
    """Which way a claim or a row of record speaks."""

    FOR = "for"
    AGAINST = "against"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One claim, or one row of record, for or against an indicator, and whose word it is."""

    indicator: str
    side: Side
    about: str  # id of the proposition, or of the check
    source: Source | None = None  # None for a row of record
    proposition: Proposition
    is_objection: bool = False  # whether the claim denies the proposition


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """What all dyads of one material share: whose word each claim is, the checks of each proposition, the terms."""

    material: Material
    framework: Framework
    sources: dict[str, Source]
    checks: dict[str, list[Check]]
    vocabulary: Vocabulary

    def grounds(self, dyad: tuple[str, str]) -> tuple[Ground, ...]:
        """Everything on the dyad, in the order of propositions, then of indicators."""
        both = sorted(self._naming.get(dyad[0], set()) & self._naming.get(dyad[1], set()))
        propositions = [self.material.propositions[place] for place in both]
        return tuple(
            ground
            for proposition in propositions
            if (relation := relation_in(proposition, dyad)) is not None
            for ground in self._of(proposition, relation)
        )

    @cached_property
    def _naming(self) -> dict[str, set[int]]:
        """Where the propositions stand that name each state."""
        found: dict[str, set[int]] = {}
        for place, each in enumerate(self.material.propositions):
            for actor in (*each.initiators, *each.targets, *each.others):
                state = country_of(actor)
                if state is not None:
                    found.setdefault(state, set()).add(place)
        return found

    def _of(self, proposition: Proposition, relation: str) -> Iterator[Ground]:
        claims = tuple(self.material.claim[each] for each in proposition.supporting if each in self.material.claim)
        text = "\n".join(dict.fromkeys((proposition.says, *(claim.evidence.text for claim in claims))))
        for indicator, turned in self._indicators(proposition, text, relation):
            told = list(self._told(indicator, proposition, claims, turned=turned))
            yield from told
            yield from self._recorded(indicator, proposition, {each.side for each in told})

    def _indicators(self, proposition: Proposition, text: str, relation: str) -> Iterator[tuple[Indicator, bool]]:
        """Each indicator that the proposition speaks of, and whether its words turn against it."""
        plain = folded(text)
        said = self.vocabulary.said(plain)
        mutual = relation == "towards" or any(words in plain for words in MUTUAL)
        for indicator in self.framework.indicators:
            by_kind = indicator.holds(proposition.kind)
            if indicator.conflict and (relation == "with" or (by_kind and not mutual)):
                continue
            if by_kind and proposition.sort is Sort.ACT:
                yield indicator, False  # an act is told as done or not done; its factuality says which
            elif indicator.id in said:
                yield indicator, said[indicator.id]

    def _told(
        self, indicator: Indicator, proposition: Proposition, claims: tuple[Claim, ...], *, turned: bool
    ) -> Iterator[Ground]:
        for claim in claims:
            side = Side.APART if self._is_past(indicator, claim) else _side(proposition, claim, turned=turned)
            source = self.sources[claim.id]
            yield Ground(
                indicator=indicator.id, side=side, about=proposition.id, source=source, proposition=proposition
            )
        for objection in proposition.denying:
            if objection.respect is Disagreement.POLARITY and objection.claim in self.material.claim:
                yield Ground(
                    indicator=indicator.id,
                    side=Side.FOR if turned else Side.AGAINST,
                    about=proposition.id,
                    source=self.sources[objection.claim],
                    proposition=proposition,
                    is_objection=True,
                )

    def _is_past(self, indicator: Indicator, claim: Claim) -> bool:
        """Whether what is told ended a generation before the latest that the dossier tells."""
        if (
            indicator.dimension in self._lasting
            or claim.when is None
            or claim.when.until is None
            or self._today is None
        ):
            return False
        return claim.when.until < self._today - GENERATION

    @cached_property
    def _lasting(self) -> frozenset[str]:
        return frozenset(each.id for each in self.framework.dimensions if each.lasting)

    @cached_property
    def _today(self) -> date | None:
        """The day of the latest document; without one, of the latest act told as done."""
        written = [each.published_on for each in self.material.documents if each.published_on is not None]
        done = [
            each.when.since
            for each in self.material.claims
            if each.sort is Sort.ACT
            and each.factuality is Factuality.CERTAIN
            and each.when is not None
            and each.when.since
        ]
        return max(written or done, default=None)

    def _recorded(self, indicator: Indicator, proposition: Proposition, sides: set[Side]) -> Iterator[Ground]:
        """Rows of record: where they agree they speak as the claims do, where they conflict against them."""
        stated = sides - {Side.APART}
        if len(stated) != 1:
            return
        said = stated.pop()
        opposite = Side.AGAINST if said is Side.FOR else Side.FOR
        for each in self.checks.get(proposition.id, ()):
            side = {Verdict.AGREES: said, Verdict.CONFLICTS: opposite}.get(each.verdict)
            if side is not None and each.topic in indicator.records:
                yield Ground(indicator=indicator.id, side=side, about=each.id, proposition=proposition)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Shelf:
    """A material and a framework, known by being these very objects: comparing a whole material is too dear."""

    material: Material
    framework: Framework

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shelf) and self.material is other.material and self.framework is other.framework

    def __hash__(self) -> int:
        return hash((id(self.material), id(self.framework)))


def gathering(material: Material, framework: Framework) -> Gathering:
    """What every dyad of the material shares; kept for the next dyad of the same material."""
    return _gathered(Shelf(material=material, framework=framework))


@lru_cache(maxsize=1)
def _gathered(shelf: Shelf) -> Gathering:
    material, framework = shelf.material, shelf.framework
    checks: dict[str, list[Check]] = {}
    for each in material.checks:
        checks.setdefault(each.proposition, []).append(each)
    return Gathering(
        material=material,
        framework=framework,
        sources=sources(material),
        checks=checks,
        vocabulary=vocabulary(framework),
    )


def relation_in(proposition: Proposition, dyad: tuple[str, str]) -> str | None:
    """How the proposition holds the two: one "towards" the other, "with" each other on a third, or "among" them.

    None where it is not about both.
    """
    one, other = dyad
    initiators = {country_of(each) for each in proposition.initiators}
    targets = {country_of(each) for each in proposition.targets}
    if (one in initiators and other in targets) or (other in initiators and one in targets):
        return "towards"
    everyone = initiators | targets | {country_of(each) for each in proposition.others}
    if one not in everyone or other not in everyone:
        return None
    return "with" if targets - {one, other, None} else "among"


def _side(proposition: Proposition, claim: Claim, *, turned: bool) -> Side:
    """Which way one claim speaks of the indicator that its proposition is about."""
    is_telling = proposition.sort in TELLING and claim.sort in TELLING
    if not is_telling or claim.status is Status.PROPOSED or claim.factuality not in YES | NO:
        return Side.APART
    if claim.factuality in NO or claim.status in UNDONE:
        return Side.AGAINST  # words that lack a thing and a denial of them are not turned twice
    return Side.AGAINST if turned else Side.FOR
