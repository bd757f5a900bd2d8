"""The finding of copies cut into pieces that can be done anywhere: what a document is known by, what two share.

Documents and pairs of them enter; signs and copies leave, the same that `copies` finds. What has to see everything,
the choice among candidates and the copies that follow from others, takes numbers and copies only, no texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.linked import Copies
from foedus.trace import fingerprints, rewrites
from foedus.trace.copies import (
    COMMON_FEATURE,
    SAMPLED_FROM,
    SHORTEST_TEXT,
    SMALL_DOSSIER,
    _by_passage,
    _by_rewriting,
    _identical,
    _one_house,
    _Scene,
    _telling_features,
    likeliest,
    of_different_houses,
)
from foedus.trace.copies import with_siblings as _with_siblings
from foedus.trace.wording import Shelf, wording
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from foedus.records import Copy, Document
    from foedus.trace.houses import House
    from foedus.trace.rewrites import Meaning

    Hashes = NDArray[np.uint64]

__all__ = [
    "Comparer",
    "Signs",
    "Ways",
    "bounds",
    "likeliest",
    "looked_at",
    "of_different_houses",
    "owners",
    "signs",
    "with_siblings",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What a document is found by: all its words, its fingerprints, its rare names, figures and stems."""

    whole: str
    marks: Hashes
    features: Hashes


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How two documents met: by all their words, by fingerprints, by rare features."""

    words: bool
    marks: bool
    features: bool


def bounds(documents: int) -> dict[str, int]:
    """How far documents meet by what they share, in a dossier of so many."""
    small = documents <= SMALL_DOSSIER
    return {
        "reach": fingerprints.NEIGHBOURS,
        "longest": fingerprints.LONGEST_LIST,
        "house_limit": fingerprints.HOUSE_LIMIT,
        "common": SMALL_DOSSIER if small else COMMON_FEATURE,
    }


def looked_at(documents: Iterable[Document]) -> list[Document]:
    """The documents among which copies are looked for, in their order."""
    return [each for each in documents if each.language in {None, "en"}]


def signs(document: Document, *, of: int) -> Signs:
    """What this document, one `of` so many, is found by."""
    text = wording(document)
    if len(text) < SHORTEST_TEXT:
        return Signs(whole="", marks=text.hashes[:0], features=text.hashes[:0])
    return Signs(
        whole=fingerprint(text.hashes.tobytes().hex()),
        marks=fingerprints.winnowed(text.hashes),
        features=_telling_features(text, thin=of > SAMPLED_FROM),
    )


def owners(documents: Iterable[Document], houses: Mapping[str, House]) -> list[int]:
    """A number for each document's house, -1 where it is not told."""
    found = [houses[each.id] for each in documents]
    numbers = {key: number for number, key in enumerate(sorted({each.key for each in found if each.told}))}
    return [numbers[each.key] if each.told else -1 for each in found]


class Comparer:
    """Compares the documents that it was given, two at a time."""

    def __init__(
        self, documents: Iterable[Document], houses: Mapping[str, House], *, meaning: Meaning | None, phrases: Hashes
    ) -> None:
        held = {each.id: each for each in documents}
        remembered = rewrites.remembering(meaning) if meaning is not None else None
        self._phrases = phrases
        self._scene = _Scene(documents=held, houses=houses, shelf=Shelf(held), meaning=remembered)

    def compared(self, first: str, second: str, ways: Ways) -> Copy | None:
        """The copy that the two are, None where they are none."""
        found: Copy | None = None
        if ways.words:
            return _identical(first, second, self._scene)
        if ways.marks and not _one_house(first, second, self._scene):
            found = _by_passage(first, second, scene=self._scene, phrases=self._phrases)
        if found is None and ways.features:
            found = _by_rewriting(first, second, self._scene)
        return found


def with_siblings(found: Iterable[Copy], documents: Mapping[str, Document], houses: Mapping[str, House]) -> Copies:
    """The copies found, and those that follow from them, by id."""
    scene = _Scene(documents=documents, houses=houses, shelf=Shelf(documents), meaning=None)
    return _with_siblings(Copies.of(found, documents), scene)
