"""A great dossier enters; what one command prints of it leaves, fetched from the index that the pages ask too.

A small dossier is read whole: that is as quick, and asks for nothing beside it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.material import Material
from foedus.show.views import Views

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from foedus.assemble import Leaned
    from foedus.assess import Asked, Coded, Series
    from foedus.dossier import Dossier
    from foedus.records import Assessment, Claim, Proposition, Root
    from foedus.show.brief import Brief
    from foedus.show.server.index import Index

ALL = 1 << 40  # rows, more than any table has
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
    from foedus.show.server.over_time import told_of_both as bearing  # noqa: PLC0415 - a small one does not pay for it

    low, high = sorted((index.names.state(first), index.names.state(second)))
    return index.views(bearing(index, low, high)), index.assessments(low, high), (low, high)


def brief_near(dossier: Dossier, first: str, second: str) -> Brief | None:
    """The brief of a relation of a great dossier, the best supported propositions in full; None for a small one.

    Once worked out it is kept beside the index, here as by the pages.

    Raises:
        UnknownActor: one of the two is nobody.
    """
    instant, index = dossier.instant, near(dossier)
    if index is None:
        return None
    from foedus.assess import with_style  # noqa: PLC0415 - a small dossier does not pay for it
    from foedus.show.server import relations  # noqa: PLC0415 - the same
    from foedus.show.server.shelf import Shelf  # noqa: PLC0415 - the same

    if index.room is not None and index.reference is not None and dossier.instant == instant:
        index.shelf = Shelf(index.room, index.reference)
    low, high = sorted((index.names.state(first), index.names.state(second)))
    brief = relations.worked_out(index, low, high).brief
    through = brief.over_time
    if through is not None and through.picture:  # on a page of its own, where no style sheet has the picture's
        brief = replace(brief, over_time=replace(through, picture=with_style(through.picture)))
    return brief


def series_near(index: Index, dyad: tuple[str, str], asked: Asked) -> tuple[Series, Mapping[date | None, Coded]]:
    """A relation over time, and what other coders have of it."""
    from foedus.show.server import coded, over_time  # noqa: PLC0415 - a small dossier does not pay for it

    found = over_time.series_of(index, *dyad, asked)
    return found, coded.over_time(index, found)


def counts(index: Index) -> dict[str, int]:
    """How many of each there are that count: no superseded document, no claim that a person judged to be none."""
    return {**index.counts, "claims": index.counts["claims"] - len(index.wrong)}


def first_claims(index: Index, state: str | None, root: str | None, limit: int) -> tuple[Views, Sequence[Claim], int]:
    """The first claims in the order of the documents, of all, of one state's or of one root's, and how many.

    A root is meant by a part of its name, or by the first letters of its id.
    """
    held = index.listing("lines")
    mask = held.having("judged", "false")
    if state is not None:
        mask &= held.having("country", index.names.state(state))
    if root is not None:
        wanted = root.casefold()
        meant = [
            each["id"]
            for each in index.rows("SELECT id, name FROM origins")
            if wanted in each["name"].casefold() or each["id"].startswith(wanted)
        ]
        mask &= held.having_any("root", meant)
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


def first_roots(index: Index, limit: int | None) -> tuple[Sequence[Root], Mapping[str, list[str]], int]:
    """The roots with most claims, for each the files that its claims stand in, and how many roots there are."""
    ids = index.ids("SELECT id FROM origins ORDER BY held DESC, name, id LIMIT ?", limit or ALL)
    told = {each.id: each for each in index.among("roots", ids)}
    files = {each["root"]: each["files"] for each in index.rows(_FILES, ids)}
    return [told[each] for each in ids], files, index.counts["roots"]


def first_copies(index: Index, limit: int | None) -> tuple[Material, int]:
    """The first copies by the names of their files, with their documents, and how many there are."""
    told = index.among("copies", index.ids(_COPIES, limit or ALL))
    papers = index.among("documents", {one for each in told for one in (each.first, each.second)})
    return Material(documents=papers, copies=told), index.counts["copies"]


def first_drifts(index: Index, limit: int | None) -> tuple[Views, int]:
    """The first changes on the way, with what is told of their claims, and how many there are."""
    told = index.among("drifts", index.ids("SELECT id FROM drifts ORDER BY id LIMIT ?", limit or ALL))
    material = index.material({one for each in told for one in (each.earlier, each.later)}, more={"drifts": told})
    return index.views(material), index.counts["drifts"]


def first_unread(index: Index, limit: int | None) -> tuple[Sequence[Leaned], int]:
    """The roots most leaned on that the dossier does not hold, and how many there are."""
    from foedus.show.server.leaned import most_leaned_on  # noqa: PLC0415 - a small dossier does not pay for it

    return most_leaned_on(index, limit or ALL)


def picture_near(index: Index) -> tuple[str, int]:
    """The lineage of the documents most tied together, as an SVG, and how many they are."""
    from foedus.show.server.sources import lineage  # noqa: PLC0415 - a small dossier does not pay for it

    return lineage(index)


_FILES = """
SELECT b.root, list_sort(list(DISTINCT l.file)) AS files FROM bears AS b JOIN lines AS l ON l.id = b.claim
WHERE b.root IN (SELECT unnest(?)) GROUP BY b.root"""
_COPIES = """
SELECT c.id FROM copies AS c JOIN papers AS a ON a.id = c.first JOIN papers AS b ON b.id = c.second
ORDER BY a.file, b.file, c.id LIMIT ?"""
