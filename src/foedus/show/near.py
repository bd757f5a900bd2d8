"""A great dossier enters; what one command prints of it leaves, fetched from the index that the pages ask too.

A small dossier is read whole: that is as quick, and asks for nothing beside it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.show.views import Views

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.dossier import Dossier
    from foedus.records import Assessment, Claim, Proposition
    from foedus.show.brief import Brief
    from foedus.show.server.index import Index

_STANDING = "SELECT DISTINCT claim FROM stands WHERE proposition IN (SELECT unnest(?)) ORDER BY claim"
GREAT = 20_000  # claims from which on a dossier is not read whole for a few rows


def near(dossier: Dossier) -> Index | None:
    """What finds single records of a great dossier; None for a small one."""
    if dossier.held("claims") < GREAT:
        return None
    from foedus.show.server.making import made  # noqa: PLC0415 - a small dossier does not pay for it

    return made(dossier, load_world(), load_language())


def told_of_both(dossier: Dossier, first: str, second: str) -> tuple[Views, tuple[Assessment, ...], tuple[str, str]]:
    """What is told of two states in the words that people read, how far they have come, and their codes in order.

    Of a great dossier only the propositions that concern both are fetched, with all that stands for and against them.

    Raises:
        UnknownActor: one of the two is nobody.
    """
    index = near(dossier)
    if index is None:
        seen = Views(material=dossier.material(), world=load_world(), language=load_language())
        low, high = sorted((seen.state(first), seen.state(second)))
        return seen, dossier.assessments(), (low, high)
    from foedus.show.server.over_time import OF_BOTH  # noqa: PLC0415 - a small dossier does not pay for it

    low, high = sorted((index.names.state(first), index.names.state(second)))
    told = index.ids(OF_BOTH, low, high)
    claims = index.ids(_STANDING, told) if told else []
    return index.views(index.material(claims, propositions=told)), index.assessments(low, high), (low, high)


def brief_near(dossier: Dossier, first: str, second: str) -> Brief | None:
    """The brief of a relation of a great dossier, the best supported propositions in full; None for a small one.

    Raises:
        UnknownActor: one of the two is nobody.
    """
    index = near(dossier)
    if index is None:
        return None
    from foedus.show.server import over_time, relations  # noqa: PLC0415 - a small dossier does not pay for it

    low, high = sorted((index.names.state(first), index.names.state(second)))
    brief = relations.worked_out(index, low, high).brief
    brief.over_time = over_time.shown(index, low, high, is_styled=True)
    return brief


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
