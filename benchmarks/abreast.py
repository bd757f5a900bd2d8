"""What a second process brings: `python -m benchmarks.abreast` reads the same texts with one worker and with two.

Time is on the clock, of the whole command with its start, the least of the rounds, which are taken in turns; memory is
the most that any one of its processes held. Both dossiers have to hold the same bytes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from benchmarks import corpora
from foedus import Dossier

TEXTS = 64
ROUNDS = 2


def written(folder: Path, texts: int) -> Path:
    """So many texts of about 600 words, of the corpus's paragraphs in another order each, none a copy of another."""
    chance = Random(2)
    folder.mkdir(parents=True)
    for number in range(texts):
        parts, words = [f"Note {number} on the two states"], 0
        while words < corpora.WORDS:
            parts.append(chance.choice(corpora.paragraphs()))
            words += len(parts[-1].split())
        (folder / f"{number:03}.txt").write_text("\n\n".join(parts), "utf-8")
    return folder


def spent(dossier: Path, workers: int) -> tuple[float, int]:
    """The seconds that reading took, and the most MB that one of its processes held."""
    words = [sys.executable, "-m", "foedus", "read", "--workers", str(workers), "--dossier", str(dossier)]
    began = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        to = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)]
        pid = os.posix_spawn(words[0], words, os.environ, file_actions=to)
        _, status, usage = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - began, usage.ru_maxrss >> 10


def main() -> int:
    """Print how many times faster two are than one, with the memory of a process; 1 if they leave other bytes."""
    parser = argparse.ArgumentParser(prog="benchmarks.abreast", description=__doc__)
    parser.add_argument("--texts", type=int, default=TEXTS)
    asked = parser.parse_args()
    found: dict[int, list[tuple[float, int]]] = {1: [], 2: []}
    left = set()
    with tempfile.TemporaryDirectory() as room:
        papers = written(Path(room) / "papers", asked.texts)
        for turn in range(ROUNDS):
            for workers, told in found.items():
                dossier = Path(room) / f"{turn}-{workers}"
                subprocess.run(
                    [sys.executable, "-m", "foedus", "gather", str(papers), "--dossier", str(dossier)],
                    check=True, capture_output=True,
                )  # fmt: skip
                told.append(spent(dossier, workers))
                with Dossier(dossier, create=False) as held:
                    left.add(held.dump())
    one, two = (min(each for each, _ in found[workers]) for workers in (1, 2))
    most = max(memory for told in found.values() for _, memory in told)
    print(f"{asked.texts} texts: {one:.1f} s with one worker, {two:.1f} s with two, {one / two:.2f} times as many; "
          f"a process held {most} MB at most; {'the same bytes' if len(left) == 1 else 'OTHER BYTES'}")  # fmt: skip
    return int(len(left) > 1)


if __name__ == "__main__":
    sys.exit(main())
