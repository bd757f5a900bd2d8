"""What tracing and assembling cost as a corpus grows, by `python benchmarks/across.py`: time, memory, exponents.

The demo articles are read once; every further document is an edit of one of them. Three edits in five tell a new event:
other states, other figures, most telling words replaced. The others are written from an earlier document of
that event: a reprint with slips, an excerpt, a text in which every other paragraph is its own. Replacements keep the
length of what they replace, so that every span still stands on its words. Each size runs in a process of its own.

Claims are compared by their words; `--meaning` has the encoder compare them too, whose cost is told beside. Two sorts
of skew: `--wire` gives the number of documents that copy one story word by word, `--dyad` the share of new events that
two states alone have.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.assemble import assemble
from foedus.knowledge.world import load_world
from foedus.linked import Copies
from foedus.material import Material
from foedus.pipeline.verbs import METHOD
from foedus.records import Claim, Copy, Document, Judgement, Mention, Root, Voice, document_id
from foedus.store.rows import SHORT
from foedus.terms import MENTION_IS_ACTOR
from foedus.trace import trace
from foedus.values import Span, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1000, 2000, 4000, 8000)
TARGET = 100_000
NEW_EVENT = 0.6  # share of documents that tell an event of their own
REPLACED = 0.85  # share of telling words that a new event has otherwise; names and what carries a claim stay
DYAD = ("CHN", "RUS")
OUTLETS_FOR = 40  # documents for each outlet
_WORD = re.compile(r"[^\W\d_]{4,}|\d")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document with what was read from it."""

    document: Document
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    judgements: tuple[Judgement, ...]


def read_papers() -> list[Paper]:
    """The demo articles, read and resolved."""
    reader, world = METHOD.reader("shipped", None), METHOD.world(None)
    found = []
    for each in METHOD.files(ROOT / "examples" / "demo" / "articles"):
        for document in (one for one in METHOD.open_file(each) if isinstance(one, Document)):
            told = [*METHOD.read(document, reader)]
            mentions = tuple(one for one in told if isinstance(one, Mention))
            judged = tuple(one for one in METHOD.resolve(document, mentions, world) if isinstance(one, Judgement))
            claims = tuple(one for one in told if isinstance(one, Claim))
            found.append(Paper(document=document, mentions=mentions, claims=claims, judgements=judged))
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """How many documents, how many of them copy one story, and how much of what is told one pair of states has."""

    size: int
    wire: int = 0
    dyad: float = 0.0
    with_meaning: bool = False


class Editor:
    """Writes edits; the same chance from the same number, so that every run has the same corpus."""

    def __init__(self, papers: list[Paper], asked: Asked) -> None:
        self._papers, self._size, self._asked = papers, asked.size, asked
        self._chance = random.Random(1)
        self._states = sorted(each.id for each in load_world().actors.values() if re.fullmatch("[A-Z]{3}", each.id))
        self._kept = {mention.span.text for paper in papers for mention in paper.mentions}
        self._kept = {word for text in self._kept for word in _WORD.findall(text) if word[0].isupper()}
        self._spoken = {
            word.lower()
            for paper in papers
            for claim in paper.claims
            for span in [claim.predicate, *(cue.span for cue in claim.cues), *(v.cue for v in claim.voices)]
            if span is not None
            for word in _WORD.findall(span.text)
        }

    def corpus(self) -> Iterator[Paper]:
        """As many documents as asked for."""
        events: list[Paper] = []
        for number in range(self._asked.wire):
            yield self._written(self._papers[0], number, share=0.0)
        for number in range(self._asked.wire, self._size):
            if not events or self._chance.random() < NEW_EVENT:
                made = self._written(self._chance.choice(self._papers), number, share=REPLACED, move=True)
                events.append(made)
                yield made
            else:
                model = events[max(0, len(events) - 1 - int(self._chance.expovariate(0.05)))]
                share, kept = self._chance.choice([(0.01, 1.0), (0.02, 0.5), (0.15, 0.7)])
                yield self._written(model, number, share=share, kept=kept)

    def _written(self, paper: Paper, number: int, *, share: float, kept: float = 1.0, move: bool = False) -> Paper:
        text = self._replaced(paper.document.text, share)
        publisher = f"Outlet {self._chance.randrange(max(4, self._size // OUTLETS_FOR))}"
        identity = document_id(publisher=publisher, url=f"https://example.org/{number}", text=text)
        day = paper.document.published_on
        document = replace(
            paper.document, id=identity, text=text, publisher=publisher, url=f"https://example.org/{number}",
            title=None, replaces=None, published_on=day + timedelta(days=self._chance.randrange(40)) if day else None,
        )  # fmt: skip
        claims = [each for each in paper.claims if self._chance.random() < kept]
        states = DYAD if self._asked.dyad and self._chance.random() < self._asked.dyad else self._states
        others = {each: self._chance.choice(states) for each in self._states} if move else {}

        spans: dict[tuple[int, int], Span] = {}

        def renewed(value: Any) -> Any:
            return _renewed(value, paper.document.id, document, spans)

        return Paper(
            document=document,
            mentions=tuple(renewed(each) for each in paper.mentions),
            claims=tuple(renewed(each) for each in claims),
            judgements=tuple(
                replace(renewed(each), candidate=others.get(each.candidate, each.candidate))
                if each.about == MENTION_IS_ACTOR else renewed(each)
                for each in paper.judgements
            ),
        )  # fmt: skip

    def _replaced(self, text: str, share: float) -> str:
        def other(match: re.Match[str]) -> str:
            word = match[0]
            kept = word in self._kept or word.lower() in self._spoken
            if (kept and not word.isdigit()) or self._chance.random() >= share:
                return word
            if word.isdigit():
                return str(self._chance.randrange(1, 10))
            new = self._word(len(word))
            return new.capitalize() if word[0].isupper() else new

        return _WORD.sub(other, text)

    def _word(self, length: int) -> str:
        """A word that is met about as often as its rank among all words lets one expect."""
        rank = int(self._chance.paretovariate(0.7)) % 200_000
        chance = random.Random(rank * 64 + length)
        return "".join(chance.choice("bdfgklmnprstvz" if place % 2 else "aeiou") for place in range(length))


_OWN = re.compile(r"[0-9a-f]{20}")


def _renewed(value: Any, old: str, document: Document, spans: dict[tuple[int, int], Span]) -> Any:
    """The record as it stands in the new document: its spans, and all ids that are of the old one."""
    if isinstance(value, Span):
        if (value.start, value.end) not in spans:
            text = document.text[value.start : value.end]
            text = sys.intern(text) if len(text) <= SHORT else text
            spans[value.start, value.end] = replace(value, document=document.id, text=text)
        return spans[value.start, value.end]
    if isinstance(value, str):
        if value == old:
            return document.id
        # One string for all that hold it, as records from the store have it; so have short texts.
        own = type(value) is str and _OWN.fullmatch(value) is not None
        return sys.intern(fingerprint(value, document.id)) if own else value
    if isinstance(value, tuple):
        return tuple(_renewed(each, old, document, spans) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        told = {each.name: _renewed(getattr(value, each.name), old, document, spans) for each in fields(value)}
        without_words = isinstance(value, Voice) and value.span is value.cue is value.mention is None
        return value if without_words else type(value)(**told)  # one for all, as records from the store have it
    return value


def measured(asked: Asked) -> dict[str, float]:
    """Seconds of processor time of each verb, memory before and after, over a corpus of this size."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as reading:
        read = reading.submit(read_papers).result()  # so that the reader is no part of what is measured
    papers = [*Editor(read, asked).corpus()]
    material = Material(
        documents=tuple(sorted((each.document for each in papers), key=lambda each: each.id)),
        mentions=tuple(sorted((one for each in papers for one in each.mentions), key=lambda each: each.id)),
        claims=tuple(sorted((one for each in papers for one in each.claims), key=lambda each: each.id)),
        judgements=tuple(sorted((one for each in papers for one in each.judgements), key=lambda each: each.id)),
    )
    del papers, read
    meaning = METHOD.meaning() if asked.with_meaning else None
    told: dict[str, float] = {"documents": asked.size, "claims": len(material.claims), "held": _memory()}
    kept: dict[type, list[Any]] = defaultdict(list)
    copies = Copies(material.document)

    def traced() -> int:
        for each in trace(material, load_world(), meaning):
            if isinstance(each, Copy):
                copies.add(each)
            else:
                kept[type(each)].append(each)
        return 0

    _timed(traced, "trace", told)
    material = replace(
        material, copies=copies, roots=tuple(kept[Root]), judgements=(*material.judgements, *kept[Judgement])
    )
    told |= {"copies": len(material.copies), "roots": len(material.roots)}
    rows = _timed(lambda: sum(1 for _ in assemble(material, meaning)), "assemble", told)
    return told | {"rows": rows}


def _timed(work: Callable[[], int], name: str, told: dict[str, float]) -> int:
    began = time.process_time()
    found = work()
    told[name] = round(time.process_time() - began, 2)
    told[f"{name} memory"] = _memory()
    return found


def _memory() -> int:
    """The most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def exponent(first: tuple[float, float], last: tuple[float, float]) -> float:
    """The power of the size with which the cost grows between two measurements."""
    return math.log(last[1] / first[1]) / math.log(last[0] / first[0])


def main() -> None:
    """Print the curve, and what it comes to at the size that is aimed at."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="numbers of documents")
    parser.add_argument("--meaning", action="store_true", help="compare by the encoder's meaning too")
    parser.add_argument("--wire", type=int, default=0, help="documents that copy one story")
    parser.add_argument("--dyad", type=float, default=0.0, help="share of new events that two states alone have")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    told = parser.parse_args()
    asked = [Asked(each, wire=told.wire, dyad=told.dyad, with_meaning=told.meaning) for each in told.sizes]
    if told.one:
        print(json.dumps(measured(asked[0])))
        return
    rows: list[dict[str, float]] = []
    print("documents   claims   copies    roots  trace s  assemble s  exponents    MiB  of it corpus", flush=True)
    for each in asked:
        rows.append(_apart(each))
        row = rows[-1]
        powers = ["    " if len(rows) < 2 else f"{_power(rows[-2:], name):4.2f}" for name in ("trace", "assemble")]
        print(
            f"{each.size:9} {row['claims']:8} {row['copies']:8} {row['roots']:8} {row['trace']:8.1f}"
            f" {row['assemble']:11.1f}  {powers[0]} {powers[1]} {row['assemble memory']:7} {row['held']:10}",
            flush=True,
        )
    if len(rows) > 1:
        _extrapolated(rows)


def _power(rows: list[dict[str, float]], name: str) -> float:
    first, last = rows[0], rows[-1]
    return exponent((first["documents"], max(first[name], 0.01)), (last["documents"], max(last[name], 0.01)))


def _extrapolated(rows: list[dict[str, float]]) -> None:
    last = rows[-1]
    for name, unit in (("trace", "s"), ("assemble", "s"), ("assemble memory", "MiB")):
        power = _power(rows, name)
        there = last[name] * (TARGET / last["documents"]) ** power
        print(f"{name}: exponent {power:.2f} over all sizes; {there:.0f} {unit} at {TARGET} documents, extrapolated")


def _apart(asked: Asked) -> dict[str, float]:
    command = [sys.executable, __file__, str(asked.size), "--one", "--wire", str(asked.wire), "--dyad", str(asked.dyad),
               *(["--meaning"] if asked.with_meaning else [])]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=folder)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
