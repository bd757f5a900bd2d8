"""Which claims tell an act between two states as done, and on whose word each of them stands.

Propositions with their claims and roots enter, `Act` records leave, by the pair of states. What is denied, feared,
planned, foreseen, demanded, threatened or merely possible is no act that was done, and is left out:

- the claim's sort is an act; an intent, a forecast, a judgement, a recommendation and a denial are none. A demand or a
  threat that was made is an act itself (REQUEST, THREATEN); what is demanded or threatened is not;
- its factuality is certain or probable, and positive;
- it is neither denied nor cancelled, and a material cooperation is more than proposed;
- nobody has taken it back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from foedus.assess.bearing import MUTUAL
from foedus.assess.evidence import UNDONE, YES
from foedus.assess.roots import Sources
from foedus.assess.vocabulary import folded
from foedus.assess.world import country_of, kinds_of_act
from foedus.terms import Disagreement, Sort, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from foedus.assess.roots import Source
    from foedus.material import Material
    from foedus.records import Claim, Kind, Proposition
    from foedus.values import Period

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One claim that tells as done what one of two states did towards the other, or both did together."""

    claim: str
    proposition: str
    kind: Kind
    mode: str | None
    forth: bool  # whether the first of the pair, in alphabetical order, is told to have done it
    back: bool  # ... and whether the second is
    when: Period | None
    published: date | None  # when the document was, that tells it
    source: Source
    denied: bool  # whether somebody else denies it

    @property
    def is_cooperation(self) -> bool:
        """Whether its quad class is one of cooperation."""
        return self.kind.quad.endswith("cooperation")


def acts_of(material: Material) -> Mapping[Pair, tuple[Act, ...]]:
    """All acts told as done, by pair of states in alphabetical order, each pair's in the order of their claims.

    Kept for the next pair of the same material.
    """
    return _kept(_Same(material))


def states_of(proposition: Proposition) -> frozenset[str]:
    """The states whose actors the proposition names, in whatever role."""
    return frozenset(_states((*proposition.initiators, *proposition.targets, *proposition.others)))


def is_done(claim: Claim, kind: Kind) -> bool:
    """Whether the claim tells an act of this kind as done."""
    if claim.sort is not Sort.ACT or claim.factuality not in YES or claim.status in UNDONE:
        return False
    return not (claim.status is Status.PROPOSED and kind.quad == "material cooperation")


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A material, known by being this very object: comparing a whole one is too dear."""

    material: Material

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.material is other.material

    def __hash__(self) -> int:
        return id(self.material)


@lru_cache(maxsize=1)
def _kept(same: _Same) -> Mapping[Pair, tuple[Act, ...]]:
    material = same.material
    whose = Sources(material)
    found: dict[Pair, list[Act]] = defaultdict(list)
    for proposition in material.propositions:
        denied = any(each.respect is Disagreement.POLARITY for each in proposition.denying)
        for claim, kind in _done(proposition, material):
            for pair, forth, back in _directions(proposition, claim, kind):
                act = Act(
                    claim=claim.id,
                    proposition=proposition.id,
                    kind=kind,
                    mode=claim.mode,
                    forth=forth,
                    back=back,
                    when=claim.when,
                    published=material.document[claim.document].published_on,
                    source=whose.of(claim),
                    denied=denied,
                )
                found[pair].append(act)
    return {pair: tuple(sorted(found[pair], key=lambda each: each.claim)) for pair in sorted(found)}


def _done(proposition: Proposition, material: Material) -> Iterator[tuple[Claim, Kind]]:
    """The claims that support the proposition, were not taken back and tell an act as done, with its kind."""
    kinds = kinds_of_act()
    for each in proposition.standing:
        claim = material.claim.get(each)
        kind = kinds.get(claim.kind) if claim is not None and claim.kind is not None else None
        if claim is not None and kind is not None and kind.quad in QUADS and is_done(claim, kind):
            yield claim, kind


def _directions(proposition: Proposition, claim: Claim, kind: Kind) -> Iterator[tuple[Pair, bool, bool]]:
    """Each pair of states between which the act is told, and which of the two did it.

    Without one of the two as its target, a cooperation of several initiators is an act of each pair of them, if it
    has no third for a target; a conflict is one only where the words say that it was mutual.
    """
    doers, targets = _states(proposition.initiators), _states(proposition.targets)
    aimed = {(one, other) for one in doers for other in targets if one != other}
    for pair in sorted({(min(each), max(each)) for each in aimed}):
        yield pair, pair in aimed, pair[::-1] in aimed
    if targets - doers:
        return
    if kind.quad.endswith("cooperation") or any(words in folded(claim.evidence.text) for words in MUTUAL):
        for pair in combinations(sorted(doers), 2):
            if pair not in aimed and pair[::-1] not in aimed:
                yield pair, True, True


def _states(actors: tuple[str, ...]) -> set[str]:
    return {state for each in actors if (state := country_of(each)) is not None}
