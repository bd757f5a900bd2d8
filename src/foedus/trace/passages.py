"""The passages that two documents share, with their edits: stretches of words in the same order on both sides.

Two wordings enter; alignments and the shares they cover leave. Exact runs are found by their hashes and joined across
small edits. Words that stand inside quotation marks on both sides are counted apart: two outlets that quote a third
party share a source, and do not copy each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from foedus.trace.fingerprints import RUN, runs
from foedus.trace.wording import SHELF_SIZE
from foedus.values import Alignment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from foedus.trace.wording import Wording

    Hashes = NDArray[np.uint64]
    Numbers = NDArray[np.int64]

SEED = 5  # words in the runs that an alignment grows from
LARGEST_EDIT = 24  # words that may differ between two runs of one passage
SHORTEST = 15  # matching words that make a passage, those quoted on both sides left out
PHRASE = 0.08  # share of its fingerprints from which a passage is a house's phrase
LONGEST_RUN = 9  # ... of which so many must stand in one unbroken run


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """What two documents share word by word."""

    aligned: tuple[Alignment, ...]
    matched: int  # words that agree, inside the aligned passages
    unquoted: int  # ... and do not stand in quotation marks on both sides
    first_quoted: float  # share of the agreeing words that stand in quotation marks, on the first side
    second_quoted: float
    of_first: float  # share of the first text's words that agree
    of_second: float


@dataclass(slots=True)
class _Run:
    first: int
    second: int
    length: int


def shared(first: Wording, second: Wording, *, phrases: Hashes | None = None) -> Passages:
    """The passages that both hold, in the first one's order; none where only quotations of others agree.

    `phrases` are fingerprints of what one house prints again and again; a passage made of them is left out.
    """
    found = []
    matched = unquoted = 0
    quoted = np.zeros(2, np.int64)
    for block in _blocks(_runs(first, second)):
        words, open_words, longest = _weigh(block, first, second)
        if open_words < SHORTEST or longest < LONGEST_RUN or _is_phrase(block, first, phrases):
            continue
        found.append(_aligned(block, first, second))
        matched += words
        unquoted += open_words
        for run in block:
            quoted[0] += int(first.quoted[run.first : run.first + run.length].sum())
            quoted[1] += int(second.quoted[run.second : run.second + run.length].sum())
    return Passages(
        aligned=tuple(found),
        matched=matched,
        unquoted=unquoted,
        first_quoted=float(quoted[0]) / max(matched, 1),
        second_quoted=float(quoted[1]) / max(matched, 1),
        of_first=matched / max(len(first), 1),
        of_second=matched / max(len(second), 1),
    )


def quotation_only(first: Wording, second: Wording) -> bool:
    """Whether what the two share word by word stands in quotation marks on both sides."""
    weights = [_weigh(block, first, second) for block in _blocks(_runs(first, second))]
    long_ones = [weight for weight in weights if weight[2] >= LONGEST_RUN]
    return bool(long_ones) and all(weight[1] < SHORTEST for weight in long_ones)


def _runs(first: Wording, second: Wording) -> list[_Run]:
    """Maximal runs of equal words, each word of the first text in at most one, by place in the first text."""
    here, at = _seeds(first)
    there, to = _seeds(second)
    places = np.minimum(np.searchsorted(there, here), max(len(there) - 1, 0))
    common = np.flatnonzero(there[places] == here) if len(there) else places[:0]
    if not len(common):
        return []
    at, to = at[common], to[places[common]]
    order = np.lexsort((at, to - at))
    at, to = at[order], to[order]
    diagonal = to - at
    fresh = np.concatenate([[True], (diagonal[1:] != diagonal[:-1]) | (at[1:] - at[:-1] > SEED)])
    begins = np.flatnonzero(fresh)
    ends = np.append(begins[1:], len(at)) - 1
    found = [_Run(int(at[b]), int(to[b]), int(at[e] - at[b]) + SEED) for b, e in zip(begins, ends, strict=True)]
    found.sort(key=lambda run: (run.first, run.second))
    return found


def forget() -> None:
    """Nothing is remembered of any text any more: once copies are told, it would only weigh."""
    _seeds.cache_clear()
    _fingerprints.cache_clear()


@lru_cache(maxsize=SHELF_SIZE)
def _seeds(text: Wording) -> tuple[Hashes, Numbers]:
    """The different runs of a text in rising order, each with the place where it stands first."""
    found, at = np.unique(runs(text.hashes, SEED), return_index=True)
    return found, at


@lru_cache(maxsize=SHELF_SIZE)
def _fingerprints(text: Wording) -> Hashes:
    """The run that begins at each word."""
    return runs(text.hashes, RUN)


def _blocks(found: list[_Run]) -> list[list[_Run]]:
    """Runs joined across small edits, where both texts go on in the same order."""
    blocks: list[list[_Run]] = []
    for run in found:
        for block in reversed(blocks[-4:]):
            last = block[-1]
            here = run.first - (last.first + last.length)
            there = run.second - (last.second + last.length)
            if -SEED < here <= LARGEST_EDIT and -SEED < there <= LARGEST_EDIT:
                overlap = max(0, -here, -there)
                if run.length > overlap:
                    block.append(_Run(run.first + overlap, run.second + overlap, run.length - overlap))
                break
        else:
            blocks.append([run])
    return blocks


def _weigh(block: list[_Run], first: Wording, second: Wording) -> tuple[int, int, int]:
    """How many words of the block agree, how many outside common quotation marks, and the longest run of these."""
    words = open_words = longest = 0
    for run in block:
        both = first.quoted[run.first : run.first + run.length] & second.quoted[run.second : run.second + run.length]
        free = run.length - int(both.sum())
        words += run.length
        open_words += free
        longest = max(longest, run.length)
    return words, open_words, longest


def _is_phrase(block: list[_Run], text: Wording, phrases: Hashes | None) -> bool:
    if phrases is None or not len(phrases):
        return False
    hashes = _fingerprints(text)[block[0].first : max(block[-1].first + block[-1].length - RUN + 1, block[0].first)]
    if not len(hashes):
        return False
    among = phrases[np.minimum(np.searchsorted(phrases, hashes), len(phrases) - 1)] == hashes
    return float(among.mean()) >= PHRASE


def _aligned(block: list[_Run], first: Wording, second: Wording) -> Alignment:
    begin, end = block[0], block[-1]
    here = first.span(begin.first, end.first + end.length - 1)
    there = second.span(begin.second, end.second + end.length - 1)
    words = sum(run.length for run in block)
    longest = max(end.first + end.length - begin.first, end.second + end.length - begin.second)
    return Alignment(first=here, second=there, likeness=round(min(1.0, words / longest), 4))
