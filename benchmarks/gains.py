"""What each way to spare work brings, and whether it changes a claim: `python -m benchmarks.gains --write`.

Batches by length are measured with and without. A gate by actors, a cache of sentences and copies that inherit their
original's reading are not built: what each could spare at most is counted, so that it can be weighed against its price.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks import corpora
from foedus.encoder import network
from foedus.read.reader import default_reader
from foedus.records import Claim, Document, document_id

if TYPE_CHECKING:
    from collections.abc import Callable

RECORD = corpora.ROOT / "benchmarks" / "gains.json"
ROUNDS = 3
TEXTS = 6


@dataclass(frozen=True, slots=True)
class Gain:
    """One way to spare work."""

    name: str
    says: str
    changes: str


def documents() -> list[Document]:
    """Some of the corpus, as documents."""
    return [
        Document(id=document_id(publisher=None, url=None, text=text), text=text, gathered_from=f"{number}.txt")
        for number, text in enumerate(corpora.texts()[:TEXTS])
    ]


def claims(texts: list[Document]) -> list[Claim]:
    """What is claimed in them."""
    reader = default_reader()
    return [each for document in texts for each in reader.read(document) if isinstance(each, Claim)]


def least(work: Callable[[], object]) -> float:
    """Seconds of processor time, the least of some rounds."""
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


def by_length() -> Gain:
    """Windows of one length stand in one batch, or come as they stand in the text.

    A text of 600 words is one batch either way; so all texts are read as one long one.
    """
    encoder = default_reader().encoder
    text = "\n\n".join(each.text for each in documents())
    long = [Document(id=document_id(publisher=None, url=None, text=text), text=text, gathered_from="long.txt")]

    def analyse() -> None:
        encoder.analyse(text)

    with_it, sorted_claims, fed = least(analyse), claims(long), _fed(analyse)
    network.sorted = lambda places, key: list(places)  # noqa: ARG005  (the one place where the order is decided)
    try:
        without, plain_claims, fed_without = least(analyse), claims(long), _fed(analyse)
    finally:
        del network.sorted
    assert fed != fed_without, "the order was not changed"
    same = len({each.id for each in sorted_claims} & {each.id for each in plain_claims})
    alike = len(set(map(_told, sorted_claims)) & set(map(_told, plain_claims)))
    return Gain(
        "batch by length",
        f"the encoder is fed {fed / fed_without:.2f} of the pieces and takes {with_it / without:.2f} of the time",
        f"{same} of {len(sorted_claims)} claims are found both ways, {alike} of them alike in every field",
    )


def _fed(work: Callable[[], object]) -> int:
    """How many pieces the network is fed meanwhile, those that only fill a batch included."""
    fed, kept = 0, network._fed

    def counted(windows):
        nonlocal fed
        given = kept(windows)
        fed += given["ids"].size
        return given

    network._fed = counted
    try:
        work()
    finally:
        network._fed = kept
    return fed


def _told(claim: Claim) -> str:
    return repr(claim)


def ceilings() -> list[Gain]:
    """What the ways that are not built could spare of the encoder's work, in letters of text."""
    reader = default_reader()
    sentences, unnamed, seen, repeated, total = set[str](), 0, set[str](), 0, 0
    inherited = 0
    for document in documents():
        names = [(each.start, each.end) for each in reader.world.find(document.text)]
        for sentence in reader.encoder.analyse(document.text).sentences:
            start, end = sentence.words[0].start, sentence.words[-1].end
            text, size = document.text[start:end], end - start
            total += size
            unnamed += size * (not any(start <= one and other <= end for one, other in names))
            repeated += size * (text in sentences)
            sentences.add(text)
        for paragraph in document.text.split("\n\n"):
            inherited += len(paragraph) * (paragraph in seen)
            seen.add(paragraph)
    never = "not built, so nothing changes"
    return [
        Gain("gate by actors", f"at most {unnamed / total:.2f} of the text names no actor that is known", never),
        Gain("cache by sentence", f"at most {repeated / total:.2f} of the text was there before", never),
        Gain("inherit for copies", f"at most {inherited / total:.2f} of the text is a paragraph seen before", never),
    ]


def main() -> int:
    """Measure and print, and keep what docs/benchmarks.md tells."""
    found = [by_length(), *ceilings()]
    for each in found:
        print(f"| {each.name} | {each.says} | {each.changes} |")
    if "--write" in sys.argv[1:]:
        told = [[each.name, each.says, each.changes] for each in found]
        RECORD.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
