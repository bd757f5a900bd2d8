"""A great dossier enters; what one command prints of it leaves, fetched from the index that the pages ask too.

A small dossier is read whole: that is as quick, and asks for nothing beside it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.dossier import Dossier
    from foedus.records import Claim, Proposition
    from foedus.show.server.index import Index
    from foedus.show.views import Views

GREAT = 20_000  # claims from which on a dossier is not read whole for a few rows


def near(dossier: Dossier) -> Index | None:
    """What finds single records of a great dossier; None for a small one."""
    if dossier.held("claims") < GREAT:
        return None
    from foedus.show.server.making import made  # noqa: PLC0415 - a small dossier does not pay for it

    return made(dossier, load_world(), load_language())


def counts(index: Index) -> dict[str, int]:
    """How many of each there are that count: no superseded document, no claim that a person judged to be none."""
    return {**index.counts, "claims": index.counts["claims"] - len(index.wrong)}


def first_claims(index: Index, state: str | None, limit: int) -> tuple[Views, Sequence[Claim], int]:
    """The first claims in the order of the documents, of all or of one state's, and how many there are."""
    held = index.listing("lines")
    mask = held.having("judged", "false")
    if state is not None:
        mask &= held.having("country", index.names.state(state))
    ids = held.page(mask, "end", 0, limit)
    views = index.views(index.material(ids))
    return views, [views.material.claim[each] for each in ids], int(np.count_nonzero(mask))


def first_propositions(index: Index, limit: int) -> tuple[Views, Sequence[Proposition], int]:
    """The best supported propositions, with what is told of their claims and roots, and how many there are."""
    held = index.listing("sayings")
    ids = held.page(None, "best supported", 0, limit)
    told = {each.id: each for each in index.among("propositions", ids)}
    claims = {
        one
        for each in told.values()
        for one in (*each.supporting, *(objection.claim for objection in (*each.denying, *each.qualifying)))
    }
    roots = index.bare_roots({root for each in told.values() for root in each.roots})
    views = index.views(replace(index.material(claims), roots=roots))
    return views, [told[each] for each in ids], len(held)
