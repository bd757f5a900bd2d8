"""What rests on whom: the count without one root, and the roots that are leaned on but were not read.

Material with roots and propositions enters; bounds and a ranking leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.assemble.counting import Ledger, is_unknown
from foedus.terms import RootNature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from foedus.material import Material
    from foedus.records import Claim, Proposition, Root


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaned:
    """A root that is not in the dossier, and how much rests on it."""

    root: Root
    alone: int  # propositions that no other root of the lower bound supports
    propositions: int
    claims: int
    outlets: int


def without(proposition: Proposition, root_id: str, material: Material) -> tuple[int, int]:
    """The two bounds of the proposition when one root, and what rests on it, is left out."""
    ledger = Ledger(material)
    claims = [material.claim[each] for each in proposition.standing if each in material.claim]
    target = ledger.ultimate(root_id)
    upper = ledger.count(
        claim for claim in claims
        if (root := ledger.root_of.get(claim.id)) is not None and target not in {ledger.ultimate(root.id), root.id}
    )  # fmt: skip
    lower = ledger.count(_left(claims, root_id, groups=ledger.count(claims).groups, ledger=ledger)).lower
    return lower, upper.upper


def _left(claims: list[Claim], root_id: str, *, groups: Mapping[str, str], ledger: Ledger) -> list[Claim]:
    """Those of the claims, whose roots stand in these groups, that stay without one root and what may rest on it."""
    target = ledger.ultimate(root_id)
    gone = {root for root, sink in groups.items() if target in {root, sink}} | {target}
    return [
        claim for claim in claims
        if (root := ledger.root_of.get(claim.id)) is not None and ledger.ultimate(root.id) not in gone
    ]  # fmt: skip


def is_leaned_on(root: Root, claims: int) -> bool:
    """Whether a root may be leaned on without being in the dossier: by name, and by claims if it is an outlet."""
    return not (root.is_read or is_unknown(root) or (root.nature is RootNature.OUTLET and not claims))


def on_it_alone(material: Material, roots: AbstractSet[str]) -> Iterator[tuple[Proposition, str]]:
    """Each proposition with each of these roots that no other root of its lower bound stands beside."""
    ledger = Ledger(material)
    for each in material.propositions:
        for name, alone in _behind(each, roots, material, ledger):
            if alone:
                yield each, name


def _behind(
    proposition: Proposition, roots: AbstractSet[str], material: Material, ledger: Ledger
) -> Iterator[tuple[str, bool]]:
    """Those of the roots that stand behind a proposition, and whether each does so alone."""
    final = ({ledger.ultimate(root) for root in proposition.roots} | set(proposition.roots)) & roots
    if not final:
        return
    if proposition.lower != 1:  # nobody vouches for it, or another who is independent does too
        yield from ((name, not proposition.lower) for name in sorted(final))
        return
    claims = [material.claim[one] for one in proposition.standing if one in material.claim]
    groups = ledger.count(claims).groups
    for name in sorted(final):
        yield name, not ledger.has_a_root(_left(claims, name, groups=groups, ledger=ledger))


def unread(material: Material) -> list[Leaned]:
    """The named roots that the dossier leans on and does not hold, the heaviest first."""
    ledger = Ledger(material)
    wanted = {each.id: each for each in material.roots if is_leaned_on(each, len(each.claims))}
    behind: dict[str, list[bool]] = {}
    for each in material.propositions:
        for name, alone in _behind(each, wanted.keys(), material, ledger):
            behind.setdefault(name, []).append(alone)
    found = []
    for root in wanted.values():
        leaning = behind.get(root.id, [])
        outlets = {ledger.outlet(material.claim[claim]) for claim in root.claims if claim in material.claim}
        found.append(
            Leaned(
                root=root,
                alone=sum(leaning),
                propositions=len(leaning),
                claims=len(root.claims),
                outlets=len(outlets),
            )
        )
    return sorted(found, key=lambda each: (-each.alone, -each.propositions, -each.claims, each.root.name, each.root.id))


def independence(claims: Iterable[str], material: Material) -> tuple[int, int]:
    """The lower and upper number of independent roots behind any set of claims, by their ids."""
    count = Ledger(material).count(material.claim[each] for each in claims)
    return count.lower, count.upper
