"""Many readers at once while a run writes: each is answered, and sees the dossier as of one instant.

`python -m benchmarks.clients` is the same with two hundred for a minute.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.clients import asked_by_all
from serving import Served, free_port

if TYPE_CHECKING:
    from pathlib import Path

CLIENTS, SECONDS = 30, 6.0
PAGES = ("/", "/documents", "/claims", "/claims?q=navies", "/sources", "/propositions.json", "/actors/NOR",
         "/relations", "/relations/CHL-NOR", "/judgements", "/progress")  # fmt: skip


def test_many_readers_are_answered_while_a_run_writes(house: Path, tmp_path: Path) -> None:
    folder, more = tmp_path / "dossier", tmp_path / "more"
    shutil.copytree(house, folder)
    more.mkdir()
    (more / "tugs.txt").write_text(
        "Chile bought ten tugs from Norway, the port of Strelsau said on Tuesday.\n", "utf-8"
    )
    served = Served(folder, free_port())
    before = served.keeper.index.counts["documents"]
    words = [sys.executable, "-m", "foedus", "run", str(more), "--dossier", str(folder)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as writing:
        told = asyncio.run(asked_by_all(served.port, CLIENTS, SECONDS, PAGES))
        assert writing.wait(timeout=120) == 0
    seen = served.seen(lambda: served.keeper.index.counts["documents"] > before)
    served.close()
    assert not told.wrong
    assert len(told.spent) > CLIENTS
    assert seen
