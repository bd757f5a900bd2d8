"""Which documents rely on each other's text, or on a third's: the same text, a shared passage, a rewrite.

Documents and their houses enter; `Copy` records leave, ordered by id. Candidates come from an index of fingerprints
(words) and of rare names, figures and stems (rewrites), never from comparing all with all. What a house publishes
again under its own name is an update, not a copy by others; only the very same words twice are told.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from foedus.linked import Copies
from foedus.records import Copy
from foedus.terms import Direction, Strength
from foedus.trace import fingerprints, passages, rewrites
from foedus.trace.directions import directed
from foedus.trace.siblings import siblings
from foedus.trace.wording import Shelf
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from foedus.material import Material
    from foedus.records import Document
    from foedus.trace.houses import House
    from foedus.trace.rewrites import Meaning, Rewriting
    from foedus.trace.wording import Wording
    from foedus.values import Alignment

    _Shared = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]  # pairs, and how much each shares
    _Couples = tuple[NDArray[np.int64], NDArray[np.int64]]

SHORTEST_TEXT = 20  # words below which a text is too short to be somebody's
SAME_OF_SHORTER = 0.85  # share of its words that agree
SAME_OF_LONGER = 0.75
FEWEST_FEATURES = 6  # rare names, figures and stems that make two texts candidates for a rewrite
COMMON_FEATURE = 64  # documents that hold a feature before it stops being rare
MOST_CANDIDATES = 12  # for a rewrite, for each document, beyond a small dossier
MOST_COMPARED = 16  # documents with whom it shares most fingerprints, likewise
SMALL_DOSSIER = 128
SAMPLED_FROM = 5000  # documents from which on only a fixed quarter of the stems is indexed
MOSTLY_PASSAGE = 0.6  # share of the shorter text in passages from which nobody asks for a rewrite
REWRITTEN = 0.35  # share of the shorter text that goes together with the longer, in order
REWRITTEN_OF_LONGER = 0.3
REWRITTEN_ORDER = 0.85
REWRITTEN_LIKENESS = 0.62  # mean over the sentences that go together
FEWEST_SENTENCES = 4
# ... or one fewer, where they are more of both texts, more alike, and long: of so many telling words
REWRITTEN_BY_THREE = (0.36, 0.66, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What every comparison needs."""

    documents: Mapping[str, Document]
    houses: Mapping[str, House]
    shelf: Shelf
    meaning: Meaning | None


@dataclass(frozen=True, slots=True)
class _Finding:
    strength: Strength
    because: str
    share: float
    aligned: tuple[Alignment, ...]
    quoted: tuple[float, float] = (0.0, 0.0)


def copies(
    material: Material,
    houses: Mapping[str, House],
    meaning: Meaning | None = None,
    *,
    passed_over: Callable[[int], None] | None = None,
) -> Copies:
    """Every copy among the documents, by id; `passed_over` is told how many pairs `MOST_COMPARED` leaves out."""
    documents = [each for each in material.documents if each.language in {None, "en"}]
    remembered = rewrites.remembering(meaning) if meaning is not None else None
    scene = _Scene(documents=material.document, houses=houses, shelf=Shelf(material.document), meaning=remembered)
    names = [each.id for each in documents]
    lengths, whole, marks, features = _features(names, scene)
    found, pairs = Copies(material.document), set[int]()

    def take(first: int, second: int, copy: Copy | None) -> None:
        if copy is not None:
            pairs.add(first * len(names) + second)
            found.add(copy)

    for first, second in _same_words(whole, lengths):
        take(first, second, _identical(names[first], names[second], scene))
    owners = _publishers(names, scene)
    index, phrases = fingerprints.without_house_phrases(fingerprints.postings(marks), owners)
    candidates, left = _by_fingerprints(index, owners)
    if left and passed_over is not None:
        passed_over(left)
    for first, second in candidates:
        if first * len(names) + second not in pairs and not _one_house(names[first], names[second], scene):
            take(first, second, _by_passage(names[first], names[second], scene=scene, phrases=phrases))
    for first, second in _by_features(features):
        if first * len(names) + second not in pairs:
            take(first, second, _by_rewriting(names[first], names[second], scene))
    return with_siblings(found, scene)


def with_siblings(found: Copies, scene: _Scene) -> Copies:
    """The copies found and those that follow from them, by id."""
    for each in siblings(found, one_house=lambda first, second: _one_house(first, second, scene)):
        found.add(each)
    passages.forget()
    rewrites.forget()
    return found.by_id()


def _features(
    names: list[str], scene: _Scene
) -> tuple[list[int], list[str], list[NDArray[np.uint64]], list[NDArray[np.uint64]]]:
    """For each document: its length, a hash of all its words, its fingerprints, its rewrite features."""
    lengths, whole, marks, features = [], [], [], []
    thin = len(names) > SAMPLED_FROM
    for name in names:
        text = scene.shelf[name]
        enough = len(text) >= SHORTEST_TEXT
        lengths.append(len(text))
        whole.append(fingerprint(text.hashes.tobytes().hex()) if enough else "")
        marks.append(fingerprints.winnowed(text.hashes) if enough else text.hashes[:0])
        features.append(_telling_features(text, thin=thin) if enough else text.hashes[:0])
    return lengths, whole, marks, features


def _telling_features(text: Wording, *, thin: bool) -> NDArray[np.uint64]:
    chosen = text.naming & text.telling
    stems = text.telling if not thin else text.telling & ((text.stems & np.uint64(3)) == 0)
    found: NDArray[np.uint64] = np.unique(text.stems[chosen | stems])
    return found


def _same_words(whole: list[str], lengths: list[int]) -> Iterator[tuple[int, int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for number, (each, length) in enumerate(zip(whole, lengths, strict=True)):
        if each and length >= SHORTEST_TEXT:
            groups[each].append(number)
    for group in groups.values():
        for place, first in enumerate(group):
            for second in group[place + 1 : place + 1 + fingerprints.NEIGHBOURS]:
                yield first, second


def _by_fingerprints(index: fingerprints.Postings, owners: NDArray[np.int64]) -> tuple[Iterator[tuple[int, int]], int]:
    """Candidates that share fingerprints and come from different houses, and how many more there would have been."""
    (kept, beside), left = of_different_houses(fingerprints.pairs(index), owners)
    return zip(kept.tolist(), beside.tolist(), strict=True), left


def of_different_houses(found: _Shared, owners: NDArray[np.int64]) -> tuple[_Couples, int]:
    """Of the pairs that share fingerprints, the strongest of each document, and how many more there would have been."""
    firsts, seconds, counts = found
    other = (owners[firsts] != owners[seconds]) | (owners[firsts] < 0)
    firsts, seconds, counts = firsts[other], seconds[other], counts[other]
    most = MOST_COMPARED if len(owners) > SMALL_DOSSIER else SMALL_DOSSIER
    kept = fingerprints.strongest((firsts, seconds, counts), most)
    return kept, len(firsts) - len(kept[0])


def _publishers(names: list[str], scene: _Scene) -> NDArray[np.int64]:
    """A number for each document's house, -1 where it is not told."""
    keys = sorted({scene.houses[name].key for name in names if scene.houses[name].told})
    numbers = {key: number for number, key in enumerate(keys)}
    return np.array([numbers.get(scene.houses[name].key, -1) for name in names], np.int64)


def _by_features(features: list[NDArray[np.uint64]]) -> Iterator[tuple[int, int]]:
    """Candidates for rewrites: those that share the most rare features, by document."""
    index = fingerprints.postings(features)
    common = COMMON_FEATURE if len(features) > SMALL_DOSSIER else SMALL_DOSSIER
    kept, beside = likeliest(fingerprints.pairs(index, longest=common), documents=len(features))
    yield from zip(kept.tolist(), beside.tolist(), strict=True)


def likeliest(found: _Shared, *, documents: int) -> _Couples:
    """Of the pairs that share rare features, those worth comparing: the strongest of each document."""
    firsts, seconds, counts = found
    strong = counts >= FEWEST_FEATURES
    most = MOST_CANDIDATES if documents > SMALL_DOSSIER else SMALL_DOSSIER
    return fingerprints.strongest((firsts[strong], seconds[strong], counts[strong]), most)


def _one_house(first: str, second: str, scene: _Scene) -> bool:
    """Whether both come from one house, or one replaces the other: then likeness is an update, not a copy."""
    here, there = scene.documents[first], scene.documents[second]
    if scene.houses[first].key == scene.houses[second].key and scene.houses[first].told:
        return True
    same_place = here.url is not None and here.url == there.url
    return same_place or second == here.replaces or first == there.replaces


def _identical(first: str, second: str, scene: _Scene) -> Copy:
    shared = passages.shared(scene.shelf[first], scene.shelf[second])
    because = "both have the same words from first to last"
    if _one_house(first, second, scene):
        because += "; both come from one publisher"
    return _copy((first, second), _Finding(Strength.SAME, because, 1.0, shared.aligned), scene=scene)


def _by_passage(first: str, second: str, *, scene: _Scene, phrases: NDArray[np.uint64]) -> Copy | None:
    here, there = scene.shelf[first], scene.shelf[second]
    shared = passages.shared(here, there, phrases=phrases)
    if not shared.aligned:
        return None
    shorter, longer = max(shared.of_first, shared.of_second), min(shared.of_first, shared.of_second)
    if shorter < MOSTLY_PASSAGE:
        whole = rewrites.rewriting(here, there, scene.meaning)
        if _is_rewrite(whole) and whole.covered >= 2 * shorter:
            return _rewrite(first, second, whole, scene=scene)
    strength = Strength.SAME if shorter >= SAME_OF_SHORTER and longer >= SAME_OF_LONGER else Strength.PASSAGE
    held = "one passage" if len(shared.aligned) == 1 else f"{len(shared.aligned)} passages"
    because = f"{shared.matched} words agree in {held}, {shorter:.0%} of the shorter text"
    quoted = (shared.first_quoted, shared.second_quoted)
    return _copy((first, second), _Finding(strength, because, shorter, shared.aligned, quoted), scene=scene)


def _by_rewriting(first: str, second: str, scene: _Scene) -> Copy | None:
    if _one_house(first, second, scene):
        return None
    found = rewrites.rewriting(scene.shelf[first], scene.shelf[second], scene.meaning)
    return _rewrite(first, second, found, scene=scene) if _is_rewrite(found) else None


def _is_rewrite(found: Rewriting) -> bool:
    firsts = {alignment.first.start for alignment in found.aligned}
    seconds = {alignment.second.start for alignment in found.aligned}
    couples = min(len(firsts), len(seconds))
    share, likeness, words = REWRITTEN_BY_THREE
    most = min(found.covered, found.covered_long) >= share and found.likeness >= likeness and found.words >= words
    enough = couples >= FEWEST_SENTENCES or (couples == FEWEST_SENTENCES - 1 and most)
    enough = enough and found.covered_long >= REWRITTEN_OF_LONGER and found.likeness >= REWRITTEN_LIKENESS
    return enough and found.covered >= REWRITTEN and found.ordered >= REWRITTEN_ORDER


def _rewrite(first: str, second: str, found: Rewriting, *, scene: _Scene) -> Copy:
    because = (
        f"{len(found.aligned)} sentences say the same in the same order in other words, "
        f"{found.covered:.0%} of the shorter text"
    )
    aligned = rewrites.filled(found.aligned, scene.shelf[first], scene.shelf[second], scene.meaning)
    return _copy((first, second), _Finding(Strength.REWRITE, because, found.covered, aligned), scene=scene)


def _copy(couple: tuple[str, str], found: _Finding, *, scene: _Scene) -> Copy:
    first, second = couple
    here, there = scene.documents[first], scene.documents[second]
    direction, reason = directed(here, there, houses=scene.houses, quoted=found.quoted)
    return Copy(
        id=fingerprint("copy", first, second),
        first=first,
        second=second,
        strength=found.strength,
        direction=direction,
        because=found.because if direction is Direction.UNKNOWN else f"{found.because}; {reason}",
        aligned=found.aligned,
        share=round(min(1.0, found.share), 4),
    )
