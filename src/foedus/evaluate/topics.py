"""Copies among the papers of one topic of ECB+ (Cybulska and Vossen 2014), against what a person saw there.

A zip in the layout of ECB+ enters (a folder for each topic, a file of tokens for each paper); precision, recall and F1
leave. `ecb-copies.csv` has the pairs that were labelled: every tenth of the 633 pairs of topics 1 to 35 that share 8 %
of the shorter text's runs of five words, or 25 runs, without those that could not be told. A copy has a sentence or 25
words of the other's own telling; that both have the same quotation, statement or address does not make one, nor does
the same affair in other words.
"""

from __future__ import annotations

import csv
import re
from importlib import resources
from typing import TYPE_CHECKING

from foedus.evaluate.counts import Hits
from foedus.evaluate.ecb import papers as papers_of
from foedus.knowledge.world import load_world
from foedus.material import Material
from foedus.records import Document, document_id
from foedus.terms import Strength
from foedus.trace import copies
from foedus.trace.houses import houses

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from foedus.trace.rewrites import Meaning

COPY = "copy"
_TELLING = 25  # words outside quotation marks that a copy shares, as the labels have it
_WORD_OR_MARK = re.compile(r'["“”]|[^\s"“”]+')


def measure(archive: Path, meaning: Meaning | None = None) -> dict[str, float]:
    """The figures over the labelled pairs of the topics that the archive has, and how many pairs these are."""
    labels = _labels()
    labelled = {name for pair in labels for name in pair}
    told: dict[frozenset[str], Strength] = {}
    papers = {each.name: each.text for each in papers_of(archive) if each.name in labelled}
    for topic in sorted({name.split("_")[0] for name in papers}):
        texts = {name: text for name, text in papers.items() if name.split("_")[0] == topic}
        told |= _copies(texts, meaning)
    known = {pair: label for pair, label in labels.items() if pair <= papers.keys()}
    wanted = {pair for pair, label in known.items() if label == COPY}
    found = {pair for pair in known if pair in told}
    hits = Hits()
    hits.add(wanted, found)
    table = {"precision": hits.precision, "recall": hits.recall, "f1": hits.f1, "pairs": float(len(known))}
    table["copies"] = float(len(wanted))
    for strength in Strength:
        table[f"told {strength}"] = float(sum(told.get(pair) is strength for pair in known))
    return table


def _labels() -> dict[frozenset[str], str]:
    text = resources.files("foedus.evaluate").joinpath("ecb-copies.csv").read_text(encoding="utf-8")
    return {frozenset((row["first"], row["second"])): row["label"] for row in csv.DictReader(text.splitlines())}


def _copies(texts: Mapping[str, str], meaning: Meaning | None) -> dict[frozenset[str], Strength]:
    documents = {
        name: Document(id=document_id(publisher=name, url=None, text=text), text=text, publisher=name, language="en")
        for name, text in texts.items()
    }
    material = Material(documents=tuple(sorted(documents.values(), key=lambda each: each.id)))
    named = {each.id: name for name, each in documents.items()}
    found = copies(material, houses(material, load_world()), meaning)
    return {
        frozenset((named[each.first], named[each.second])): each.strength
        for each in found
        if each.strength is not Strength.REWRITE
        and sum(_told(texts[named[each.first]], one.first.start, one.first.end) for one in each.aligned) >= _TELLING
    }


def _told(text: str, start: int, end: int) -> int:
    """How many words of a stretch stand in no quotation; each line is looked at by itself."""
    first = text.rfind("\n", 0, start) + 1
    count = place = 0
    for line in text[first:end].split("\n"):
        quoted = False
        for each in _WORD_OR_MARK.finditer(line):
            if each[0] in '"“”':
                quoted = not quoted
            elif not quoted and first + place + each.start() >= start:
                count += 1
        place += len(line) + 1
    return count
