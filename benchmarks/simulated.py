"""Tracing and assembling without texts: `python benchmarks/simulated.py 1000000` tells time and memory of each stage.

Documents are sets of fingerprints, claims rows of numbers, made by chance with a fixed seed; what finds the pairs and
grows the groups is what `foedus trace` and `foedus assemble` run. Three documents in five tell an event of their own,
the others take over all, half or a third of an earlier one. Two sorts of skew: one story of which `--wire` documents
are copies, and one pair of states that has the share `--dyad` of all claims. The comparison of two texts word by word
is left out: its cost for each pair is what `across.py` measures.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from typing import TYPE_CHECKING

import numpy as np

from foedus.assemble.clusters import groups
from foedus.assemble.columns import NONE, OPEN, Bags, Columns
from foedus.assemble.scores import Scores
from foedus.trace import fingerprints
from foedus.trace.copies import MOST_COMPARED

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

NEW_EVENT = 0.6
KEPT = (0.98, 0.5, 0.33)  # share of its model's fingerprints that a copy, an excerpt, a rewriting with quotations has
PHRASES, COMMON = 100_000, 0.03  # set phrases of the trade, and the share of fingerprints that are one
OUTLETS_FOR = 40
PARTS = 8  # in which fingerprints are joined: each part by itself, by the last bits of the fingerprint
WORDS, STEMS = 200_000, 8  # the vocabulary, and how many of it a claim has
STATES, TYPES = 190, 16
FIGURES, FIGURED = 1000, 0.3  # different figures, and the share of claims that tell one
NAMES, NAMED = 20_000, 0.4  # the same of names beside the actors
DAYS = 365
COPIED = 0.15  # share of the shorter one's fingerprints that the two must share


class _NoTexts:
    """No sentence is held against its copy, for there are none: what that costs each pair `across.py` measures."""

    def retellings(self, _one: int, _other: int) -> dict[str, float]:
        """Nothing is retold."""
        return {"sentence retold": 0.0, "retold elsewhere": 0.0}


class Told:
    """What each stage took, printed when it ends."""

    def __init__(self) -> None:
        self.rows: dict[str, float] = {}
        self._began = time.process_time()

    def stage(self, name: str, **more: float) -> None:
        """Note that a stage ended."""
        now = time.process_time()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        self.rows |= {f"{name} s": round(now - self._began, 1), f"{name} MiB": memory, **more}
        print(f"{name:10} {now - self._began:8.1f} s {memory:7} MiB  {more or ''}", flush=True)
        self._began = now


def models(count: int, wire: int, chance: Generator) -> Numbers:
    """For each document the event that it tells: its own, or one told shortly before."""
    fresh = chance.random(count) < NEW_EVENT
    fresh[0] = True
    own = np.cumsum(fresh) - 1
    back = chance.exponential(20, count).astype(np.int64)
    found = np.where(fresh, own, np.maximum(own - back, 0))
    found[chance.choice(count, min(wire, count // 2), replace=False)] = 0
    return found


def marks_of(told: Numbers, marks: int, chance: Generator) -> NDArray[np.uint64]:
    """The fingerprints of each document, a row each."""
    made = _fresh(int(told.max()) + 1, marks, chance)
    found = made[told]
    first = np.zeros(len(told), np.bool_)
    first[np.unique(told, return_index=True)[1]] = True
    share = np.where(first, 1.0, chance.choice(KEPT, len(told)))
    for begin in range(0, len(told), 1 << 16):
        some = slice(begin, begin + (1 << 16))
        other = chance.random(found[some].shape) > share[some, None]
        found[some][other] = _fresh(*found[some].shape, chance)[other]
    return found


def _fresh(rows: int, columns: int, chance: Generator) -> NDArray[np.uint64]:
    found = chance.integers(0, 2**63, (rows, columns), dtype=np.uint64)
    common = chance.random((rows, columns)) < COMMON
    found[common] = np.minimum(chance.zipf(1.3, int(common.sum())), PHRASES).astype(np.uint64)
    return found


def traced(found: NDArray[np.uint64], publishers: Numbers) -> tuple[Numbers, Numbers, int]:
    """Pairs that share fingerprints enough to be copies, and how many pairs would be compared word by word."""
    keys, times = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    rows = np.arange(len(found))
    for part in range(PARTS):
        mine = found % np.uint64(PARTS) == part
        documents = np.repeat(rows, mine.sum(axis=1))
        features = found[mine]
        order = np.lexsort((documents, features))
        index = fingerprints.Postings(features=features[order], documents=documents[order])
        index, _ = fingerprints.without_house_phrases(index, publishers)
        firsts, seconds, counts = fingerprints.pairs(index)
        other = publishers[firsts] != publishers[seconds]
        keys.append(firsts[other] << 31 | seconds[other])
        times.append(counts[other])
    merged, back = np.unique(np.concatenate(keys), return_inverse=True)
    shared = np.bincount(back.ravel(), weights=np.concatenate(times), minlength=len(merged)).astype(np.int64)
    firsts, seconds = merged >> 31, merged & (1 << 31) - 1
    kept, beside = fingerprints.strongest((firsts, seconds, shared), MOST_COMPARED)
    at = np.searchsorted(merged, kept << 31 | beside)
    copied = shared[at] >= COPIED * found.shape[1]
    return kept[copied], beside[copied], len(kept)


def columns_of(told: Numbers, claims: int, dyad: float, chance: Generator) -> Columns:
    """The claims of the documents: those of the event, with a tenth of the words otherwise in all but the first."""
    events = int(told.max()) + 1
    total = len(told) * claims
    mixed = chance.permutation(total)  # claims stand in the order of their ids, which is none
    documents, at = mixed // claims, mixed % claims
    rows = told[documents] * claims + at
    stems = np.minimum(chance.zipf(1.2, (events * claims, STEMS)), WORDS)[rows] - 1
    other = chance.random(stems.shape) < 0.1
    stems[other] = np.minimum(chance.zipf(1.2, int(other.sum())), WORDS) - 1
    states = np.minimum(chance.zipf(1.4, (events * claims, 2)), STATES) - 1
    states[chance.random(len(states)) < dyad] = (0, 1)
    days = chance.integers(0, DAYS, events * claims)[rows]
    dated = chance.random(total) < 0.3
    types = chance.integers(0, TYPES, events * claims)[rows]
    bags = _bags(stems, WORDS)
    numerals = _some(chance.integers(0, FIGURES, events * claims)[rows], FIGURES, chance.random(total) < FIGURED)
    names = _some(np.minimum(chance.zipf(1.3, events * claims), NAMES)[rows] - 1, NAMES, chance.random(total) < NAMED)
    actors = _bags(states[rows], STATES)
    doers, receivers = _bags(states[rows][:, :1], STATES), _bags(states[rows][:, 1:], STATES)
    return Columns(
        stems=bags, stem_names=[], actors=actors, doers=doers, receivers=receivers, numerals=numerals, names=names,
        documents=documents, document_names=[],
        same=(stems * np.arange(1, STEMS + 1) ** 9).sum(axis=1), types=types, typed=types > 0,
        families=np.zeros(total, np.int64), wished=np.zeros(total, np.bool_), negative=chance.random(total) < 0.05,
        places=at / claims, since=np.where(dated, days, -OPEN), until=np.where(dated, days + 1, OPEN),
        evidence=np.stack([at * 100, at * 100 + 90], axis=1), predicate=np.stack([at * 100, at * 100 + 5], axis=1),
        figures=np.full(total, NONE), figured=[], vectors=None, vector=np.full(total, NONE),
    )  # fmt: skip


def _bags(items: Numbers, kinds: int) -> Bags:
    ordered = np.sort(items, axis=1)
    fresh = np.diff(ordered, axis=1, prepend=-1) != 0
    return Bags(starts=np.concatenate([[0], np.cumsum(fresh.sum(axis=1))]), items=ordered[fresh], kinds=kinds)


def _some(items: Numbers, kinds: int, held: NDArray[np.bool_]) -> Bags:
    """One item of each row that has any."""
    return Bags(starts=np.concatenate([[0], np.cumsum(held)]), items=items[held], kinds=kinds)


def main() -> None:
    """Print what each stage takes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("documents", type=int)
    parser.add_argument("--marks", type=int, default=28, help="fingerprints of a document: one for 4.5 words")
    parser.add_argument("--claims", type=int, default=8, help="claims of a document")
    parser.add_argument("--wire", type=int, default=10_000, help="copies of one story")
    parser.add_argument("--dyad", type=float, default=0.5, help="share of all claims that one pair of states has")
    parser.add_argument("--only", choices=("trace", "assemble"), help="one of the two stages")
    asked = parser.parse_args()
    chance, told = np.random.default_rng(1), Told()
    events = models(asked.documents, asked.wire, chance)
    copied = np.zeros((2, 0), np.int64)
    if asked.only != "assemble":
        found = marks_of(events, asked.marks, chance)
        publishers = chance.integers(0, max(4, asked.documents // OUTLETS_FOR), asked.documents)
        told.stage("made")
        firsts, seconds, compared = traced(found, publishers)
        copied = np.stack([firsts, seconds])
        told.stage("trace", copies=len(firsts), compared=compared)
        del found
    if asked.only != "trace":
        columns = columns_of(events, asked.claims, asked.dyad, chance)
        told.stage("claims", claims=len(columns))
        held = np.bincount(columns.stems.items, minlength=WORDS)
        weights = np.log(1 + len(columns) / np.maximum(held, 1))
        scores = Scores(columns, _NoTexts(), range(len(columns)), weights=weights,  # type: ignore[arg-type]
                        copies=np.sort(copied[0] << 31 | copied[1]), apart=np.zeros(0, np.int64))  # fmt: skip
        told.stage("assemble", propositions=len(groups(columns, scores)))
    print(json.dumps({"documents": asked.documents, **told.rows}))


if __name__ == "__main__":
    main()
