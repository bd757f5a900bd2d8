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

from foedus.assess.bearing import Bearing
from foedus.assess.roots import Sources
from foedus.assess.world import country_of
from foedus.terms import Disagreement, Factuality, Sort, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.assess.framework import Framework, Indicator
    from foedus.assess.roots import Source
    from foedus.material import Material
    from foedus.records import Check, Claim, Proposition
    from foedus.values import Period

TELLING = frozenset({Sort.ACT, Sort.STATE, Sort.JUDGEMENT, Sort.DENIAL})
YES = frozenset({Factuality.CERTAIN, Factuality.PROBABLE})
NO = frozenset({Factuality.CERTAINLY_NOT, Factuality.PROBABLY_NOT})
COMMITTED = YES | NO
UNDONE = frozenset({Status.DENIED, Status.CANCELLED})
GENERATION = timedelta(days=25 * 365)  # what ended longer ago says nothing of the relation today


Actors = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]  # initiators, targets and others of a proposition


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
    False: (Side.FOR, Side.AGAINST, Side.APART, Side.OUTSIDE),
    True: (Side.AGAINST, Side.AGAINST, Side.APART, Side.OUTSIDE),
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
    """How claims of one source stand to their proposition, whichever indicator is asked about."""

    stance: Stance
    lasting: Stance  # the same for dimensions in which what is told stands until it is ended
    source: Source
    claims: int  # how many say so in this way
    reported: date | None  # the day of the latest


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """What all dyads of one material share: whose word each claim is, the checks of each proposition, the terms."""

    material: Material
    framework: Framework
    within: Period | None
    sources: Sources
    checks: dict[str, list[Check]]
    bearing: Bearing

    def grounds(self, dyad: tuple[str, str]) -> tuple[Ground, ...]:
        """Everything on the dyad, in the order of propositions, then of indicators."""
        found: list[Ground] = []
        for place, relation in sorted(self._between(dyad)):
            self._add(found, self.material.propositions[place], relation)
        return tuple(found)

    def _between(self, dyad: tuple[str, str]) -> Iterator[tuple[int, str]]:
        """Where the propositions stand that are about both, and how they hold the two."""
        for actors in self._naming.get(dyad[0], set()) & self._naming.get(dyad[1], set()):
            relation = relation_of(actors, dyad)
            if relation is not None:
                yield from ((place, relation) for place in self._places[actors])

    @cached_property
    def _places(self) -> dict[Actors, list[int]]:
        """Where the propositions stand by whom they name, in which roles; many name the same."""
        found: dict[Actors, list[int]] = {}
        for place, each in enumerate(self.material.propositions):
            actors = (each.initiators, each.targets, each.others)
            if actors in found:
                found[actors].append(place)
            else:
                found[actors] = [place]
        return found

    @cached_property
    def _naming(self) -> dict[str, set[Actors]]:
        """Who is named where a state is named, by state."""
        found: dict[str, set[Actors]] = {}
        for actors in self._places:
            for state in {country_of(each) for role in actors for each in role}:
                if state is not None:
                    found.setdefault(state, set()).add(actors)
        return found

    def _add(self, found: list[Ground], proposition: Proposition, relation: str) -> None:
        """Add what the proposition tells of each indicator that it bears on."""
        known = self.material.claim.get
        claims = [claim for each in proposition.supporting if (claim := known(each)) is not None]
        asked = self.bearing.indicators(proposition, claims, relation)
        if not asked:
            return
        told = self._told(proposition, claims)
        denied = self._deniers(proposition) if proposition.denying else ()
        recorded = self.checks.get(proposition.id, ())
        for indicator, turned in asked:
            lasting = indicator.dimension in self._lasting
            added = _supported(indicator.id, proposition, told, (lasting, turned))
            if denied:
                added += self._denied(indicator.id, proposition, denied, (lasting, turned))
            found += added
            if recorded:
                found += _recorded(indicator, proposition, recorded, {each.side for each in added})

    def tellers(self, dyad: tuple[str, str], ground: Ground) -> Iterator[Claim]:
        """The claims of a ground's source that tell it so."""
        proposition, known = ground.proposition, self.material.claim
        if ground.source is None:
            return
        claims = [known[each] for each in proposition.supporting if each in known]
        relation = relation_of((proposition.initiators, proposition.targets, proposition.others), dyad) or ""
        asked = {each.id: (each, turned) for each, turned in self.bearing.indicators(proposition, claims, relation)}
        indicator, turned = asked[ground.indicator]
        lasting = indicator.dimension in self._lasting
        for each in self._deniers(proposition) if ground.is_objection else claims:
            if ground.is_objection:
                (side,) = (one.side for one in self._denied(indicator.id, proposition, [each], (lasting, turned)))
            else:
                told = self._telling(proposition, each)
                side = _SIDES[turned][told.lasting if lasting else told.stance]
            if side is ground.side and self.sources.of(each).id == ground.source.id:
                yield each

    def _deniers(self, proposition: Proposition) -> list[Claim]:
        objecting = [each.claim for each in proposition.denying if each.respect is Disagreement.POLARITY]
        return [self.material.claim[each] for each in objecting if each in self.material.claim]

    def _told(self, proposition: Proposition, claims: list[Claim]) -> list[Telling]:
        """How its claims tell it: each way of each source once."""
        told = [self._telling(proposition, each) for each in claims]
        if len(told) == 1:  # as most are
            return told
        found: dict[tuple[Stance, Stance, str], Telling] = {}
        for each in told:
            key = (each.stance, each.lasting, each.source.id)
            found[key] = _joined(found[key], each) if key in found else each
        return [*found.values()]

    def _telling(self, proposition: Proposition, claim: Claim) -> Telling:
        placed = lasting = _stance(proposition, claim)
        if self.within is None:
            until = claim.when.until if claim.when is not None else None
            if until is not None and self._reach is not None and until < self._reach:
                placed = Stance.APART
        else:
            placed = placed if self._is_within(claim, self.within, lasting=False) else Stance.OUTSIDE
            lasting = lasting if self._is_within(claim, self.within, lasting=True) else Stance.OUTSIDE
        return Telling(placed, lasting, self.sources.of(claim), 1, self._days.get(claim.document))

    def _denied(
        self, indicator: str, proposition: Proposition, claims: list[Claim], asked: tuple[bool, bool]
    ) -> list[Ground]:
        lasting, turned = asked
        return [
            Ground(
                indicator=indicator,
                side=(Side.FOR if turned else Side.AGAINST) if is_in else Side.OUTSIDE,
                about=proposition.id,
                source=self.sources.of(claim),
                proposition=proposition,
                is_objection=True,
                reported=self._published(claim),
            )
            for claim in claims
            for is_in in (self.within is None or self._is_within(claim, self.within, lasting=lasting),)
        ]

    def _is_within(self, claim: Claim, within: Period, *, lasting: bool) -> bool:
        """Whether what is told is of that time; a state of things without a time is of the day it was published."""
        first, last = within.since or date.min, within.until or date.max
        if claim.when is None:
            on = self._published(claim)
            return claim.sort is not Sort.ACT and on is not None and first <= on < last
        began = claim.when.since or date.min
        return began < last and (lasting or (claim.when.until or date.max) > first)

    def _published(self, claim: Claim) -> date | None:
        return self._days.get(claim.document)

    @cached_property
    def _days(self) -> dict[str, date | None]:
        """The day of each document."""
        return {each.id: each.published_on for each in self.material.documents}

    @cached_property
    def _lasting(self) -> frozenset[str]:
        return frozenset(each.id for each in self.framework.dimensions if each.lasting)

    @cached_property
    def _reach(self) -> date | None:
        return reach(self.material)


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


def _supported(indicator: str, proposition: Proposition, told: list[Telling], asked: tuple[bool, bool]) -> list[Ground]:
    """A ground for each way in which a source tells the proposition, each once."""
    lasting, sides = asked[0], _SIDES[asked[1]]
    if len(told) > 1:
        merged: dict[tuple[Side, str], Telling] = {}
        for each in told:
            key = (sides[each.lasting if lasting else each.stance], each.source.id)
            merged[key] = _joined(merged[key], each) if key in merged else each
        told = [*merged.values()]
    about = proposition.id
    return [
        Ground(indicator, sides[lasts if lasting else stance], about, proposition, source, False, claims, day)  # noqa: FBT003
        for stance, lasts, source, claims, day in told
    ]


def _joined(one: Telling, other: Telling) -> Telling:
    """Both as one, in the way of the first."""
    return one._replace(claims=one.claims + other.claims, reported=_later(one.reported, other.reported))


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


def claims_of(shelf: Shelf, dyad: tuple[str, str], ground: Ground) -> tuple[str, ...]:
    """The ids of the claims in which the source of a ground tells it so; none of a row of record."""
    return tuple(each.id for each in _gathered(shelf).tellers(dyad, ground))


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
        sources=Sources(shelf.material),
        checks=checks,
        bearing=Bearing(shelf.framework),
    )


def relation_of(actors: Actors, dyad: tuple[str, str]) -> str | None:
    """How a proposition of these actors holds the two: "towards" each other, "with" each other on a third, or "among".

    None where it is not about both.
    """
    one, other = dyad
    initiators, targets, others = ({country_of(each) for each in role} for role in actors)
    if (one in initiators and other in targets) or (other in initiators and one in targets):
        return "towards"
    everyone = initiators | targets | others
    if one not in everyone or other not in everyone:
        return None
    return "with" if targets - {one, other, None} else "among"


def _stance(proposition: Proposition, claim: Claim) -> Stance:
    """How one claim tells the proposition."""
    if proposition.sort not in TELLING or claim.sort not in TELLING or claim.status is Status.PROPOSED:
        return Stance.APART
    factuality = claim.factuality
    if factuality not in COMMITTED:
        return Stance.APART
    return Stance.DENIES if factuality in NO or claim.status in UNDONE else Stance.AFFIRMS
