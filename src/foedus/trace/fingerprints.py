"""Winnowing fingerprints, and the pairs of documents that share some: no document is compared with all others.

Arrays of word hashes enter; fingerprints and candidate pairs leave. Winnowing (Schleimer, Wilkerson and Aiken 2003)
keeps the least hash of every window, so that any run of `RUN + WINDOW - 1` words which two texts share is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Numbers = NDArray[np.int64]

RUN = 8  # words in one fingerprint
WINDOW = 8  # runs of which one is kept: every shared run of 15 words is found
NEIGHBOURS = 16  # a document meets at most so many others of one fingerprint, the nearest in order
LONGEST_LIST = 2000  # a fingerprint in more documents than this is a common phrase
HOUSE_LIMIT = 3  # a fingerprint in more than so many documents of one publisher is that house's phrase
CHUNK = 1 << 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """Which document holds which feature: two arrays of one length, ordered by feature and then by document."""

    features: Hashes
    documents: Numbers


def runs(words: Hashes, length: int) -> Hashes:
    """A hash for every run of this many words, in order.

    >>> len(runs(np.arange(10, dtype=np.uint64), 8))
    3
    """
    count = len(words) - length + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    total = np.zeros(count, np.uint64)
    for place in range(length):
        total = total * np.uint64(0x100000001B3) + words[place : place + count]
    return (total ^ (total >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)


def winnowed(words: Hashes) -> Hashes:
    """The fingerprints of a text: the least run of each window, without repetition."""
    hashes = runs(words, RUN)
    if len(hashes) <= WINDOW:
        return hashes[:1] if not len(hashes) else np.array([hashes.min()], np.uint64)
    return np.unique(np.lib.stride_tricks.sliding_window_view(hashes, WINDOW).min(axis=1))


def postings(features: list[Hashes]) -> Postings:
    """Every feature of every document; the documents are numbered in the order of the list."""
    counts = np.array([len(each) for each in features], np.int64)
    documents = np.repeat(np.arange(len(features), dtype=np.int64), counts)
    joined = np.concatenate(features) if features else np.zeros(0, np.uint64)
    order = np.lexsort((documents, joined))
    return Postings(features=joined[order], documents=documents[order])


def frequencies(index: Postings) -> Numbers:
    """For each row, how many documents hold its feature."""
    bounds = np.flatnonzero(np.concatenate([[True], index.features[1:] != index.features[:-1]]))
    sizes = np.diff(np.append(bounds, len(index.features)))
    return np.repeat(sizes, sizes)


def without_house_phrases(index: Postings, publishers: Numbers) -> tuple[Postings, Hashes]:
    """The postings less what many documents of one publisher share, and this; publishers below 0 are not known."""
    if not len(index.features):
        return index, index.features
    owners = publishers[index.documents]
    order = np.lexsort((owners, index.features))
    features, owned = index.features[order], owners[order]
    fresh = np.concatenate([[True], (features[1:] != features[:-1]) | (owned[1:] != owned[:-1])])
    sizes = np.diff(np.append(np.flatnonzero(fresh), len(features)))
    crowded = np.repeat(sizes, sizes) > HOUSE_LIMIT
    banned = np.zeros(len(features), np.bool_)
    banned[order] = crowded & (owned >= 0)
    kept = Postings(features=index.features[~banned], documents=index.documents[~banned])
    return kept, np.unique(index.features[banned])


def pairs(index: Postings, *, longest: int = LONGEST_LIST) -> tuple[Numbers, Numbers, Numbers]:
    """Pairs of documents that share features, first below second, and how many they share.

    A feature of many documents pairs each with its nearest neighbours only: the work grows with the number of
    postings, and a chain of neighbours still holds every copy together.
    """
    kept = frequencies(index) <= longest if len(index.features) else np.zeros(0, np.bool_)
    features, documents = index.features[kept], index.documents[kept]
    heaps: list[tuple[Numbers, Numbers]] = []  # each more than twice the next: a key is merged log n times
    for chunk in _pair_chunks(features, documents):
        fresh, times = np.unique(chunk, return_counts=True)
        heaps.append((fresh, times.astype(np.int64)))
        while len(heaps) > 1 and len(heaps[-2][0]) <= 2 * len(heaps[-1][0]):
            heaps.append(_merged(heaps.pop(), heaps.pop()))
    while len(heaps) > 1:
        heaps.append(_merged(heaps.pop(), heaps.pop()))
    keys, counts = heaps[0] if heaps else (np.zeros(0, np.int64), np.zeros(0, np.int64))
    base = np.int64(1 << 31)
    return keys // base, keys % base, counts


def strongest(found: tuple[Numbers, Numbers, Numbers], most: int) -> tuple[Numbers, Numbers]:
    """Of these pairs those that share most, so many for each document; a pair stays where one of the two has room.

    >>> strongest((np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([5, 1, 4])), 1)[1].tolist()
    [1, 2]
    """
    firsts, seconds, counts = found
    degrees = np.bincount(np.concatenate([firsts, seconds]))
    crowded = np.flatnonzero(np.minimum(degrees[firsts], degrees[seconds]) > most) if len(firsts) else firsts
    if not len(crowded):
        return firsts, seconds
    taken = [0] * len(degrees)
    kept = np.zeros(len(firsts), np.bool_)
    order = np.lexsort((seconds, firsts, -counts))
    for place, first, second in zip(order.tolist(), firsts[order].tolist(), seconds[order].tolist(), strict=True):
        if taken[first] < most or taken[second] < most:
            taken[first] += 1
            taken[second] += 1
            kept[place] = True
    return firsts[kept], seconds[kept]


def _pair_chunks(features: Hashes, documents: Numbers) -> Iterator[Numbers]:
    base = np.int64(1 << 31)
    for begin in range(0, len(features), CHUNK):
        end = min(begin + CHUNK, len(features))
        for step in range(1, NEIGHBOURS + 1):
            last = min(end, len(features) - step)
            if last <= begin:
                break
            alike = features[begin:last] == features[begin + step : last + step]
            yield documents[begin:last][alike] * base + documents[begin + step : last + step][alike]


def _merged(one: tuple[Numbers, Numbers], other: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers]:
    keys, places = np.unique(np.concatenate([one[0], other[0]]), return_inverse=True)
    totals = np.bincount(places.ravel(), weights=np.concatenate([one[1], other[1]]), minlength=len(keys))
    return keys, totals.astype(np.int64)
