"""The root at the end of what each claim relies on, and how many of them are independent.

A root that names another as its own source counts as that other. A root that the text does not name counts in the
upper bound only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from foedus.terms import RootNature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.material import Material
    from foedus.records import Claim, Root

UNNAMED = frozenset({RootNature.UNSTATED, RootNature.DESCRIBED})


class Source(NamedTuple):
    """On whose word a claim stands in the end."""

    id: str
    name: str
    is_named: bool
    is_read: bool


class Sources:
    """The source of every claim; a claim without a root has one of its own document, unnamed."""

    def __init__(self, material: Material) -> None:
        by_id = {root.id: root for root in material.roots}
        self._held: dict[str, Source] = {}
        for root in material.roots:
            self._held.update(dict.fromkeys(root.claims, _source(_end(root, by_id))))

    def of(self, claim: Claim) -> Source:
        """The source of this claim."""
        return self._held.get(claim.id) or _unknown(claim.document)


def _unknown(document: str) -> Source:
    name = f"unknown source in {document}"
    return Source(id=name, name=name, is_named=False, is_read=False)


def bounds(behind: Iterable[Source]) -> tuple[int, int]:
    """Independent roots: those that are named, and all."""
    distinct = {source.id: source for source in behind}.values()
    return sum(source.is_named for source in distinct), len(distinct)


def _end(root: Root, by_id: dict[str, Root]) -> Root:
    seen = {root.id}
    while root.upstream in by_id and root.upstream not in seen:
        root = by_id[root.upstream]
        seen.add(root.id)
    return root


def _source(root: Root) -> Source:
    return Source(id=root.id, name=root.name, is_named=_is_named(root), is_read=root.is_read)


def _is_named(root: Root) -> bool:
    """Whether the texts tell who it is; a report of nobody, without a name of its own, is not."""
    if root.nature in UNNAMED:
        return False
    has_name = any(sign.isupper() for sign in root.name[1:])
    return root.nature is not RootNature.REPORT or bool(root.actor or root.organisation) or has_name
