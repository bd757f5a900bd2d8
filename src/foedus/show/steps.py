"""What a way from an id to the words is made of: steps that say what they are, and the words that they end in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus.material import Material
    from foedus.records import Root


@dataclass(frozen=True, kw_only=True)
class Words:
    """Exact words of a document, with a little of what stands around them."""

    before: str
    text: str
    after: str
    address: str
    title: str
    marks: tuple[tuple[int, int], ...] = ()  # cue words, as offsets in `text`


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One step: what is said, the id behind it, the words, and the steps below."""

    says: str
    id: str = ""
    words: Words | None = None
    below: tuple[Reason, ...] = ()


def resting_on(root: Root, material: Material) -> tuple[Root, ...]:
    """The roots that rest on one as their source in the end, itself among them."""
    known = material.root
    end = _end(root, known)
    return tuple(each for each in material.roots if each.id == root.id or end in {each.id, _end(each, known)})


def _end(root: Root, known: dict[str, Root]) -> str:
    """The id of the root where those end that name one another as their source."""
    seen = {root.id}
    while root.upstream in known and root.upstream not in seen:
        root = known[root.upstream]
        seen.add(root.id)
    return root.id
