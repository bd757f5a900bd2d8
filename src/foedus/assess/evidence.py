"""What a dossier holds for and against each indicator of a dyad, claim by claim and row by row.

Propositions with their claims, roots and checks enter; `Ground` records leave. What is planned, feared, demanded or
merely possible is kept apart, and so is what ended long ago: it is neither a ground nor a counter-ground. Where a
time is looked at, what is told of other times is outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from foedus.assess.roots import sources
from foedus.assess.vocabulary import folded, vocabulary
from foedus.assess.world import country_of
from foedus.terms import Disagreement, Factuality, Sort, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.assess.framework import Framework, Indicator
    from foedus.assess.roots import Source
    from foedus.assess.vocabulary import Vocabulary
    from foedus.material import Material
    from foedus.records import Check, Claim, Proposition
    from foedus.values import Period

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
    OUTSIDE = "outside"  # of the time that is looked at


class Stance(IntEnum):
    """How a claim tells its proposition: as so, as not so, as neither, or of another time than the one looked at."""

    AFFIRMS = 0
    DENIES = 1
    APART = 2
    OUTSIDE = 3


# The side of each stance, by whether the proposition's words turn against the indicator: words that lack a thing and a
# denial of them are not turned twice.
_SIDES = {
    (Stance.AFFIRMS, False): Side.FOR,
    (Stance.AFFIRMS, True): Side.AGAINST,
    **{(Stance.DENIES, turned): Side.AGAINST for turned in (False, True)},
    **{(Stance.APART, turned): Side.APART for turned in (False, True)},
    **{(Stance.OUTSIDE, turned): Side.OUTSIDE for turned in (False, True)},
}


class Ground(NamedTuple):
    """What one source tells for or against an indicator in one proposition; or one row of record.

    A named tuple, because a dyad may have hundreds of thousands.
    """

    indicator: str
    side: Side
    about: str  # id of the proposition, or of the check
    proposition: Proposition
    source: Source | None = None  # None for a row of record
    is_objection: bool = False  # whether the source denies the proposition
    claims: int = 1  # how many claims of the source say so
    reported: date | None = None  # the day of the latest document with one of them


class Telling(NamedTuple):
    """How one claim stands to its proposition, whichever indicator is asked about."""

    stance: Stance
    lasting: Stance  # the same for dimensions in which what is told stands until it is ended
    source: Source


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """What all dyads of one material share: whose word each claim is, the checks of each proposition, the terms."""

    material: Material
    framework: Framework
    within: Period | None
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
        known = self.material.claim
        claims = [known[each] for each in proposition.supporting if each in known]
        asked = self._indicators(proposition, claims, relation)
        if not asked:
            return
        told = self._told(proposition, claims)
        objecting = [each.claim for each in proposition.denying if each.respect is Disagreement.POLARITY]
        denied = [known[each] for each in objecting if each in known]
        recorded = self.checks.get(proposition.id, ())
        for indicator, turned in asked:
            lasting = indicator.dimension in self._lasting
            found = _supported(indicator.id, proposition, told, (lasting, turned))
            if denied:
                found += self._denied(indicator.id, proposition, denied, (lasting, turned))
            yield from found
            if recorded:
                yield from _recorded(indicator, proposition, recorded, {each.side for each in found})

    def _indicators(self, proposition: Proposition, claims: list[Claim], relation: str) -> list[tuple[Indicator, bool]]:
        """Each indicator that the proposition speaks of, and whether its words turn against it."""
        told = _Words(proposition, claims)
        said = self.vocabulary.said(told.plain) if self.vocabulary.may_say(told.text) else {}
        by_kind = self._kinds.get(proposition.kind)
        if by_kind is None:  # a kind that no indicator is about has an empty answer, which is one too
            by_kind = self._of_kind(proposition.kind)
        found: list[tuple[Indicator, bool]] = []
        for place in sorted(by_kind.union(self._places[each] for each in said)) if said else sorted(by_kind):
            indicator, is_kind = self.framework.indicators[place], place in by_kind
            if indicator.conflict and (relation == "with" or (is_kind and relation != "towards" and not told.mutual)):
                continue
            if is_kind and proposition.sort is Sort.ACT:
                found.append((indicator, False))  # an act is told as done or not done; its factuality says which
            elif indicator.id in said:
                found.append((indicator, said[indicator.id]))
        return found

    @cached_property
    def _places(self) -> dict[str, int]:
        return {each.id: place for place, each in enumerate(self.framework.indicators)}

    @cached_property
    def _kinds(self) -> dict[str | None, frozenset[int]]:
        """Places of the indicators that each kind of act is about; filled as kinds are met."""
        return {}

    def _of_kind(self, kind: str | None) -> frozenset[int]:
        held = frozenset(place for place, each in enumerate(self.framework.indicators) if each.holds(kind))
        self._kinds[kind] = held
        return held

    def _told(self, proposition: Proposition, claims: list[Claim]) -> dict[Telling, tuple[int, date | None]]:
        """How its claims tell it: how many claims of a source do so in one way, and the day of the latest."""
        found: dict[Telling, tuple[int, date | None]] = {}
        for claim in claims:
            stance = _stance(proposition, claim)
            telling = Telling(self._placed(stance, claim), self._lasted(stance, claim), self.sources[claim.id])
            day = self._published(claim)
            if telling in found:
                count, latest = found[telling]
                found[telling] = (count + 1, _later(latest, day))
            else:
                found[telling] = (1, day)
        return found

    def _denied(
        self, indicator: str, proposition: Proposition, claims: list[Claim], asked: tuple[bool, bool]
    ) -> list[Ground]:
        lasting, turned = asked
        return [
            Ground(
                indicator=indicator,
                side=(Side.FOR if turned else Side.AGAINST) if is_in else Side.OUTSIDE,
                about=proposition.id,
                source=self.sources[claim.id],
                proposition=proposition,
                is_objection=True,
                reported=self._published(claim),
            )
            for claim in claims
            for is_in in (self.within is None or self._is_within(claim, self.within, lasting=lasting),)
        ]

    def _placed(self, stance: Stance, claim: Claim) -> Stance:
        """The stance, unless what is told is of another time than the one that is looked at."""
        if self.within is not None:
            return stance if self._is_within(claim, self.within, lasting=False) else Stance.OUTSIDE
        if claim.when is None or claim.when.until is None or self._reach is None:
            return stance
        return Stance.APART if claim.when.until < self._reach else stance

    def _lasted(self, stance: Stance, claim: Claim) -> Stance:
        """The same of what stands until it is ended."""
        if self.within is None or self._is_within(claim, self.within, lasting=True):
            return stance
        return Stance.OUTSIDE

    def _is_within(self, claim: Claim, within: Period, *, lasting: bool) -> bool:
        """Whether what is told is of that time; a state of things without a time is of the day it was published."""
        first, last = within.since or date.min, within.until or date.max
        if claim.when is None:
            on = self._published(claim)
            return claim.sort is not Sort.ACT and on is not None and first <= on < last
        began = claim.when.since or date.min
        return began < last and (lasting or (claim.when.until or date.max) > first)

    def _published(self, claim: Claim) -> date | None:
        document = self.material.document.get(claim.document)
        return document.published_on if document is not None else None

    @cached_property
    def _lasting(self) -> frozenset[str]:
        return frozenset(each.id for each in self.framework.dimensions if each.lasting)

    @cached_property
    def _reach(self) -> date | None:
        return reach(self.material)


class _Words:
    """The words that tell a proposition, its own and its claims', folded only for who asks."""

    def __init__(self, proposition: Proposition, claims: list[Claim]) -> None:
        texts = [proposition.says, *[claim.evidence.text for claim in claims]]
        self.text = "\n".join(dict.fromkeys(texts))

    @cached_property
    def plain(self) -> str:
        return folded(self.text)

    @cached_property
    def mutual(self) -> bool:
        """Whether the words themselves say that each did it to the other."""
        return any(words in self.plain for words in MUTUAL)


def _recorded(
    indicator: Indicator, proposition: Proposition, checks: Iterable[Check], sides: set[Side]
) -> Iterator[Ground]:
    """Rows of record: where they agree they speak as the claims do, where they conflict against them."""
    stated = sides - {Side.APART, Side.OUTSIDE}
    if len(stated) != 1:
        return
    said = stated.pop()
    opposite = Side.AGAINST if said is Side.FOR else Side.FOR
    for each in checks:
        side = {Verdict.AGREES: said, Verdict.CONFLICTS: opposite}.get(each.verdict)
        if side is not None and each.topic in indicator.records:
            yield Ground(indicator=indicator.id, side=side, about=each.id, proposition=proposition)


def _supported(
    indicator: str,
    proposition: Proposition,
    told: dict[Telling, tuple[int, date | None]],
    asked: tuple[bool, bool],
) -> list[Ground]:
    """A ground for each way in which a source tells the proposition, each once."""
    lasting, turned = asked
    if len(told) == 1:  # as most are
        ((placed, lasted, source), (count, latest)) = next(iter(told.items()))
        side = _SIDES[lasted if lasting else placed, turned]
        return [Ground(indicator, side, proposition.id, proposition, source, claims=count, reported=latest)]
    merged: dict[tuple[Side, Source], tuple[int, date | None]] = {}
    for (placed, lasted, source), (count, latest) in told.items():
        key = (_SIDES[lasted if lasting else placed, turned], source)
        if key in merged:
            before, day = merged[key]
            merged[key] = (before + count, _later(day, latest))
        else:
            merged[key] = (count, latest)
    return [
        Ground(indicator, side, proposition.id, proposition, source, claims=count, reported=latest)
        for (side, source), (count, latest) in merged.items()
    ]


def _later(one: date | None, other: date | None) -> date | None:
    return other if one is None or (other is not None and other > one) else one


def reach(material: Material) -> date | None:
    """The day from which on what is told counts for today: a generation before the latest that the dossier tells."""
    latest = latest_day(material)
    return None if latest is None else latest - GENERATION


def latest_day(material: Material) -> date | None:
    """The day of the latest document; without one, of the latest act told as done."""
    written = [each.published_on for each in material.documents if each.published_on is not None]
    done = [
        each.when.since
        for each in material.claims
        if each.sort is Sort.ACT and each.factuality is Factuality.CERTAIN and each.when is not None and each.when.since
    ]
    return max(written or done, default=None)


class Shelf:
    """A material, a framework and a time, known by being these very objects: comparing a material is too dear."""

    def __init__(self, material: Material, framework: Framework, within: Period | None) -> None:
        self.material, self.framework, self.within = material, framework, within

    def __eq__(self, other: object) -> bool:
        """Whether the other holds the very same objects."""
        return isinstance(other, Shelf) and self._key() == other._key()

    def __hash__(self) -> int:
        """The same for the very same objects."""
        return hash(self._key())

    def _key(self) -> tuple[int, int, Period | None]:
        return id(self.material), id(self.framework), self.within


def grounds_of(shelf: Shelf, dyad: tuple[str, str]) -> tuple[Ground, ...]:
    """Everything on the dyad, in the order of propositions, then of indicators; kept for whoever asks next."""
    return _grounds(shelf, dyad)


@lru_cache(maxsize=1)
def _grounds(shelf: Shelf, dyad: tuple[str, str]) -> tuple[Ground, ...]:
    return _gathered(shelf).grounds(dyad)


@lru_cache(maxsize=1)
def _gathered(shelf: Shelf) -> Gathering:
    checks: dict[str, list[Check]] = {}
    for each in shelf.material.checks:
        checks.setdefault(each.proposition, []).append(each)
    return Gathering(
        material=shelf.material,
        framework=shelf.framework,
        within=shelf.within,
        sources=sources(shelf.material),
        checks=checks,
        vocabulary=vocabulary(shelf.framework),
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


def _stance(proposition: Proposition, claim: Claim) -> Stance:
    """How one claim tells the proposition."""
    is_telling = proposition.sort in TELLING and claim.sort in TELLING
    if not is_telling or claim.status is Status.PROPOSED or claim.factuality not in YES | NO:
        return Stance.APART
    return Stance.DENIES if claim.factuality in NO or claim.status in UNDONE else Stance.AFFIRMS
