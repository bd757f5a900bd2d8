"""Ratios that a test can hold: small, within one process, in turns. `python -m benchmarks.small --write` keeps them.

Each sets what we do beside a part of the same work that a library does on the same machine at the same moment, so that
a slow machine slows both.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from typing import TYPE_CHECKING

from benchmarks import corpora
from foedus.gather.pages import read_page
from foedus.read.reader import default_reader
from foedus.records import Document, document_id

if TYPE_CHECKING:
    from collections.abc import Callable

RECORD = corpora.ROOT / "benchmarks" / "small.json"
FALL = 0.10
TEXTS = 2


def ratios(rounds: int) -> dict[str, float]:
    """How many times as much we do in the time as what stands beside it; the least time of the rounds of each."""
    reader = default_reader()
    documents = [
        Document(id=document_id(publisher=None, url=None, text=text), text=text, gathered_from="a.txt")
        for text in corpora.texts()[:TEXTS]
    ]
    pages = [each.encode() for each in corpora.pages()[:TEXTS]]
    return {
        "read : the encoder alone": _ratio(
            lambda: [[*reader.read(each)] for each in documents],
            lambda: [reader.encoder.analyse(each.text) for each in documents],
            rounds,
        ),
        "a page's parts : trafilatura": _ratio(
            lambda: [read_page(each) for each in pages], lambda: [_extracted(each) for each in pages], rounds
        ),
    }


def _extracted(page: bytes) -> object:
    import trafilatura

    found = trafilatura.bare_extraction(page, with_metadata=True)
    assert found is not None
    return found


def _ratio(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> float:
    gc.collect()
    gc.freeze()  # what else the process holds is gone through by nobody meanwhile
    try:
        return _measured(ours, theirs, rounds)
    finally:
        gc.unfreeze()


def _measured(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> float:
    spent: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):  # the first is to warm up
        for place, work in enumerate((ours, theirs)):
            began = time.process_time()
            work()
            if number:
                spent[place].append(time.process_time() - began)
    return round(min(spent[1]) / min(spent[0]), 3)


def fallen(tries: int, rounds: int) -> dict[str, tuple[float, float]]:
    """The ratios that were lower than those kept by over a tenth each time, with the best found and the one kept."""
    kept: dict[str, float] = json.loads(RECORD.read_text("utf-8"))
    best: dict[str, float] = {}
    for _ in range(tries):
        for name, value in ratios(rounds).items():
            best[name] = max(value, best.get(name, 0.0))
        if all(best[name] >= value * (1 - FALL) for name, value in kept.items()):
            return {}
    return {name: (best[name], value) for name, value in kept.items() if best[name] < value * (1 - FALL)}


def main() -> int:
    """Measure, and print or keep."""
    parser = argparse.ArgumentParser(prog="benchmarks.small", description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the ratios")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each")
    asked = parser.parse_args()
    found = ratios(asked.rounds)
    print(json.dumps(found, indent=1, sort_keys=True))
    if asked.write:
        RECORD.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
