"""Which proposition is a narrower case of which: sold 37 vehicles, sold weapons, cooperated militarily.

Drafts enter; for each, the numbers of the wider ones leave. Support flows from the narrow to the wide, denial does not.
A wider proposition has the same parties, a kind that holds the narrower one, and nothing that the narrower lacks.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from foedus.assemble.compatible import parties_agree, times_agree

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from foedus.assemble.content import Content
    from foedus.assemble.propositions import Draft

MOST_MET = 60  # wider candidates that one proposition meets in one block
HELD = 0.99  # share of the wider one's stems that the narrower has, where both are of one kind


def refinements(drafts: list[Draft], apart: AbstractSet[frozenset[int]] = frozenset()) -> dict[int, list[int]]:
    """For each proposition's number, those that it refines; no circle, because each step is strictly narrower.

    Two that are `apart`, by their numbers, do not refine each other.
    """
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    faces = [made.face for made in drafts]
    for number, face in enumerate(faces):
        if len(face.actors) >= 2:
            blocks[tuple(sorted(face.actors))].append(number)
    found: dict[int, list[int]] = {}
    for members in blocks.values():
        wide = sorted(members, key=lambda number: (len(faces[number].stems), number))[:MOST_MET]
        narrower = {(a, b) for a in wide for b in wide if a != b and is_narrower(faces[a], faces[b])}
        for special in members:
            met = (g for g in wide if g != special and frozenset((special, g)) not in apart)
            generals = [g for g in met if is_narrower(faces[special], faces[g])]
            if generals:
                found[special] = _nearest(generals, narrower)
    return found


def is_narrower(special: Content, general: Content) -> bool:
    """Whether the first is strictly a case of the second."""
    if special.negative or general.negative or special.family != general.family or special.family == "wished":
        return False
    if not parties_agree(special, general) or not times_agree(special.claim.when, general.claim.when):
        return False
    if general.claim.quantities and not special.claim.quantities:
        return False
    here, there = special.claim.kind, general.claim.kind
    if here is None or there is None:
        return False
    if here == there:
        held = len(special.stems & general.stems) / max(1, len(general.stems))
        return held >= HELD and len(special.stems) > len(general.stems)
    deeper = here.startswith(f"{there}.")
    return deeper and bool(special.stems & general.stems)


def _nearest(generals: list[int], narrower: AbstractSet[tuple[int, int]]) -> list[int]:
    """Of the wider ones, those that are not wider than another of them."""
    return [one for one in generals if not any((other, one) in narrower for other in generals)]
