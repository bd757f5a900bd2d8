"""Runs are killed, starved and shut out, as often as asked: `python -m faults.kills --number 1000 --seed 1`.

After each, nothing that was acknowledged is lost; in the end each dossier equals one that nothing happened to.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

import dossier_fakes
import dossier_kills
from faults.told import asked, write


def same(folder: Path, expected: Path) -> None:
    """The two dossiers hold the same, byte for byte but for the ledger's clock."""
    assert dossier_kills.dump_of(folder) == dossier_kills.dump_of(expected)
    assert dossier_kills.segments_in(folder) == dossier_kills.segments_in(expected)


def endured(
    number: int,
    seed: int,
    source: Path,
    expected: Path,
    room: Path,
    *,
    lasts: float,
    workers: int = 1,
    log: Path | None = None,
) -> str:
    """What happened how often to how many dossiers; raises AssertionError at the first that differs."""
    chance = Random(seed)
    happened: Counter[str] = Counter()
    dossiers = done = 0
    folder, acknowledged = room / "0", room / "0.log"
    open_to_guests(room)
    while done < number:
        span = lasts * (1 if workers == 1 else 6)
        fault, code = dossier_kills.disturbed(chance, folder, source, acknowledged, lasts=span, workers=workers)
        assert code in {0, 3, -9}, f"{fault}: exit code {code}"
        assert dossier_kills.acknowledged(acknowledged) <= dossier_kills.finished(folder)
        if code:
            done += 1
            happened[fault] += 1
        write(log, f"{done}\t{fault}\t{code}\t{len(dossier_kills.finished(folder))} pieces")
        if code == 0 or done == number:
            _resumed(folder, source, acknowledged)
            same(folder, expected)
            dossiers += 1
            folder, acknowledged = room / str(dossiers), room / f"{dossiers}.log"
    told = ", ".join(f"{count} {fault}" for fault, count in sorted(happened.items()))
    told = (
        f"{done} faults ({told}) over {dossiers} dossiers, {workers} worker(s), seed {seed}: each ended as undisturbed"
    )
    write(log, told)
    return told


def _resumed(folder: Path, source: Path, acknowledged: Path) -> None:
    resumed = dossier_kills.process(dossier_kills.run, folder, source, acknowledged)
    resumed.join()
    assert resumed.exitcode == 0
    assert dossier_kills.acknowledged(acknowledged) <= dossier_kills.finished(folder)


def open_to_guests(room: Path) -> None:
    """Let another user come as far as the dossiers, so that what stops a guest is the dossier itself."""
    for each in (room, *room.parents):
        if each != Path("/") and each.stat().st_uid == os.geteuid():
            each.chmod(each.stat().st_mode | 0o055)


def main() -> int:
    """Disturb as often as asked."""
    found = asked("faults.kills", __doc__, number=50)
    with tempfile.TemporaryDirectory(prefix="foedus-kills-") as temporary:
        room = Path(temporary)
        source = dossier_fakes.write_files(room / "in", number=34)
        dossier_kills.process(dossier_kills.run, room / "warm", source, room / "warm.log").join()
        began = time.monotonic()
        dossier_kills.process(dossier_kills.run, room / "expected", source, room / "expected.log").join()
        lasts = time.monotonic() - began
        (room / "tried").mkdir()
        told = endured(found.number, found.seed, source, room / "expected", room / "tried", lasts=lasts, log=found.log)
    print(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
