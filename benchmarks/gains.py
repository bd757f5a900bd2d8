"""What each way to spare work brings, and whether it changes a claim: `python -m benchmarks.gains --write`.

Batches by length, and copies that inherit what was read in their original, are measured with and without. What a gate
by actors and a cache of sentences could spare is counted by `benchmarks.sparing`, over a dossier.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks import corpora
from foedus.encoder import Encoder, network
from foedus.read.reader import default_reader
from foedus.records import Claim, Document, document_id

if TYPE_CHECKING:
    from collections.abc import Callable

RECORD = corpora.ROOT / "benchmarks" / "gains.json"
ROUNDS = 3
TEXTS = 6
COPIES = 8


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


def claims(texts: list[Document], *, remembered: bool = False) -> list[Claim]:
    """What is claimed in them; the encoder forgets each text before the next, or remembers the last."""
    found = []
    for document in texts:
        if not remembered:
            encoder()._last = None
        found += [each for each in default_reader().read(document) if isinstance(each, Claim)]
    return found


def encoder() -> Encoder:
    """The encoder of the reader that comes with Foedus."""
    found = default_reader().encoder
    assert isinstance(found, Encoder)
    return found


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
    text = "\n\n".join(each.text for each in documents())
    long = [Document(id=document_id(publisher=None, url=None, text=text), text=text, gathered_from="long.txt")]

    def analyse() -> None:
        encoder()._analysed(text, None)

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


def by_copies() -> Gain:
    """The same text under other names and days is read by the encoder once, and by the rules each time."""
    first = documents()[0]
    copies = [
        replace(first, id=document_id(publisher=f"Gazette {number}", url=None, text=first.text),
                publisher=f"Gazette {number}", published_on=date(2024, 3, 1) + timedelta(number))
        for number in range(COPIES)
    ]  # fmt: skip
    with_it, without = least(lambda: claims(copies, remembered=True)), least(lambda: claims(copies))
    inherited, alone = claims(copies, remembered=True), claims(copies)
    alike = sum(one == other for one, other in zip(inherited, alone, strict=True))
    return Gain(
        "inherit for copies",
        f"{COPIES} copies of one text under other names and days are read in {with_it / without:.2f} of the time",
        f"nothing: {alike} of {len(alone)} claims are alike in every field",
    )


def main() -> int:
    """Measure and print, and keep what docs/benchmarks.md tells."""
    found = [by_length(), by_copies()]
    for each in found:
        print(f"| {each.name} | {each.says} | {each.changes} |")
    if "--write" in sys.argv[1:]:
        told = [[each.name, each.says, each.changes] for each in found]
        RECORD.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
