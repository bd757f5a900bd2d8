"""The roots that a dossier leans on and does not hold: the index enters, the most leaned on first leave.

What `assemble.unread` counts over a whole dossier is counted here in SQL where the bounds alone decide it; the
propositions for which it matters which root rests on which are fetched and weighed, for the roots that can be among
the first.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from foedus.assemble import Leaned, is_leaned_on, on_it_alone

if TYPE_CHECKING:
    from foedus.records import Root
    from foedus.show.server.index import Index


def most_leaned_on(index: Index, limit: int) -> tuple[tuple[Leaned, ...], int]:
    """The first of the roots that are leaned on and not read, as `assemble.unread` ranks them, and how many there are.

    Their claims are counted and not named.
    """
    key = ("leaned", limit)
    if key not in index.kept:
        index.keep(key, _ranked(index, limit))
    found: tuple[tuple[Leaned, ...], int] = index.kept[key]
    return found


def _ranked(index: Index, limit: int) -> tuple[tuple[Leaned, ...], int]:
    wanted: dict[str, Root] = {
        each.id: each for each in index.bare_roots(index.ids("SELECT id FROM roots WHERE document IS NULL"))
    }
    held = {each["id"]: int(each["held"]) for each in index.rows("SELECT id, held FROM origins")}
    wanted = {each: root for each, root in wanted.items() if is_leaned_on(root, held[each])}
    told = index.rows(_COUNTED)
    behind, alone = _by_root(told, "all", wanted), _by_root(told, "alone", wanted)
    unsure = _by_root(told, "unsure", wanted)
    first = sorted(wanted, key=lambda each: (-alone[each], -behind[each], -held[each], wanted[each].name, each))
    least = alone[first[limit - 1]] if len(first) > limit else 0
    weighed = {each for each in wanted if unsure[each] and alone[each] + unsure[each] >= least}
    alone.update(_weighed(index, weighed))
    first.sort(key=lambda each: (-alone[each], -behind[each], -held[each], wanted[each].name, each))
    outlets = {each["root"]: int(each["outlets"]) for each in index.rows(_OUTLETS, first[:limit])}
    rows = (
        Leaned(root=wanted[each], alone=alone[each], propositions=behind[each], claims=held[each],
               outlets=outlets.get(each, 0))
        for each in first[:limit]
    )  # fmt: skip
    return tuple(rows), len(first)


def _by_root(told: list[dict[str, Any]], column: str, wanted: dict[str, Root]) -> Counter[str]:
    return Counter({each["root"]: int(each[column]) for each in told if each["root"] in wanted})


def _weighed(index: Index, roots: set[str]) -> Counter[str]:
    """How many propositions stand on each of the roots alone, of those that name several and have one behind them."""
    unsure = index.ids(_UNSURE, sorted(roots)) if roots else []
    claims = index.ids("SELECT claim FROM stands WHERE stance = 'for' AND proposition IN (SELECT unnest(?))", unsure)
    material = index.material(claims, propositions=unsure, lineage=True)
    return Counter(root for _, root in on_it_alone(material, roots))


_COUNTED = """
SELECT root, count(*) AS "all", count(*) FILTER (lower = 0 OR (lower = 1 AND bases = 1)) AS alone,
    count(*) FILTER (lower = 1 AND bases > 1) AS unsure
FROM behind GROUP BY root"""
_UNSURE = """
SELECT DISTINCT proposition FROM behind
WHERE lower = 1 AND bases > 1 AND root IN (SELECT unnest(?)) ORDER BY proposition"""
_OUTLETS = """
SELECT b.root, count(DISTINCT coalesce(nullif(d.publisher, ''), d.id)) AS outlets
FROM bears AS b JOIN lines AS l ON l.id = b.claim JOIN documents AS d ON d.id = l.document
WHERE b.root IN (SELECT unnest(?)) GROUP BY b.root"""
