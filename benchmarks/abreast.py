"""What a second process brings: `python -m benchmarks.abreast` reads the same texts with one worker and with two.

Time is on the clock, of the whole command with its start, the least of the rounds, which are taken in turns; memory is
the most that any one of its processes held. Both dossiers have to hold the same bytes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import corpora
from benchmarks.daily import run
from foedus import Dossier

TEXTS = 64
ROUNDS = 2


def main() -> int:
    """Print how many times faster two are than one, with the memory of a process; 1 if they leave other bytes."""
    parser = argparse.ArgumentParser(prog="benchmarks.abreast", description=__doc__)
    parser.add_argument("--texts", type=int, default=TEXTS)
    asked = parser.parse_args()
    found: dict[int, list[tuple[float, int]]] = {1: [], 2: []}
    left = set()
    with tempfile.TemporaryDirectory() as room:
        papers = corpora.written(Path(room) / "papers", as_pages=False, count=asked.texts)
        for turn in range(ROUNDS):
            for workers, told in found.items():
                dossier = Path(room) / f"{turn}-{workers}"
                subprocess.run(
                    [sys.executable, "-m", "foedus", "gather", str(papers), "--dossier", str(dossier)],
                    check=True, capture_output=True,
                )  # fmt: skip
                told.append(run(["read", "--workers", str(workers), "--dossier", str(dossier)]))
                with Dossier(dossier, create=False) as held:
                    left.add(held.dump())
    one, two = (min(each for each, _ in found[workers]) for workers in (1, 2))
    most = max(memory for told in found.values() for _, memory in told)
    print(f"{asked.texts} texts: {one:.1f} s with one worker, {two:.1f} s with two, {one / two:.2f} times as many; "
          f"a process held {most} MB at most; {'the same bytes' if len(left) == 1 else 'OTHER BYTES'}")  # fmt: skip
    return int(len(left) > 1)


if __name__ == "__main__":
    sys.exit(main())
