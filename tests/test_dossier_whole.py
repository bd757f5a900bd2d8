"""The verbs of the house, on the demo's articles: the same bytes from two folders, one worker or two, any hash seed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import dossier_kills
from conftest import absent
from foedus.encoder import Encoder
from foedus.errors import MissingModel

TESTS = Path(__file__).parent
ARTICLES = sorted((TESTS.parent / "examples").rglob("*.txt"))[:4]

SCRIPT = """
import sys
from foedus import Dossier
if __name__ == "__main__":
    with Dossier(sys.argv[1], workers=int(sys.argv[3])) as dossier:
        tallies = dossier.run(sys.argv[2])
        again = dossier.run(sys.argv[2])
        assert not any(each.done for each in again), again
        print(sum(each.left.get("claims", 0) for each in tallies), sum(each.faults for each in tallies))
        open(sys.argv[1] + ".dump", "w").write(dossier.dump())
"""


def _run(folder, source, *, workers, seed):
    (folder.parent / "script.py").write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, str(folder.parent / "script.py"), str(folder), str(source), str(workers)],
        env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    claims, faults = map(int, done.stdout.split())
    assert claims > 0
    assert faults == 0
    return Path(f"{folder}.dump").read_text(), dossier_kills.segments_in(folder)


def test_two_folders_and_two_workers_give_the_same_bytes(tmp_path):
    try:
        Encoder.load()
    except MissingModel as missing:
        absent(f"the reader's model is not here: {missing}")
    assert len(ARTICLES) == 4
    here, there = tmp_path / "here", tmp_path / "in" / "another" / "place"
    for each in (here, there):
        (each / "news").mkdir(parents=True)
        for article in ARTICLES:
            shutil.copy(article, each / "news")
    first, first_segments = _run(here / "one", here / "news", workers=1, seed="1")
    second, second_segments = _run(there / "two", there / "news", workers=2, seed="2")
    assert first == second
    assert first_segments == second_segments
