"""A run that is killed at any instant resumes, loses nothing that was acknowledged, and ends as an undisturbed one."""

from __future__ import annotations

import os
import random
import sys
import time

import pytest

import dossier_fakes
import dossier_kills
from faults.kills import endured, same

KILLS = int(os.environ.get("FOEDUS_KILLS", "50"))
SEED = int(os.environ.get("FOEDUS_KILL_SEED", "20"))


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return dossier_fakes.write_files(tmp_path_factory.mktemp("news") / "in", number=34)


@pytest.fixture(scope="module")
def undisturbed(source, tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    dossier_kills.process(dossier_kills.run, folder / "warm", source, folder / "warm.log").join()
    began = time.monotonic()
    dossier_kills.process(dossier_kills.run, folder / "dossier", source, folder / "log").join()
    return folder / "dossier", time.monotonic() - began


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_disturbed_at_instants_of_chance_ends_as_an_undisturbed_one(
    source, undisturbed, tmp_path, workers, capsys
):
    expected, lasts = undisturbed
    number = KILLS if workers == 1 else max(2, KILLS // 6)
    told = endured(number, SEED + workers, source, expected, tmp_path, lasts=lasts, workers=workers)
    with capsys.disabled():
        sys.stdout.write(f"\n{told}\n")


def test_a_run_killed_before_a_write_ends_as_an_undisturbed_one(source, undisturbed, tmp_path, capsys):
    told = dossier_kills.processes.SimpleQueue()
    counting = dossier_kills.process(dossier_kills.count_writes, tmp_path / "count", source, tmp_path / "c.log", told)
    writes = told.get()
    counting.join()
    points = sorted(random.Random(SEED).sample(range(1, writes + 1), min(KILLS // 2, writes)))
    for point in points:
        folder, log = tmp_path / str(point), tmp_path / f"{point}.log"
        dying = dossier_kills.process(dossier_kills.run_to, point, folder, source, log)
        dying.join()
        assert dying.exitcode == -9
        assert dossier_kills.acknowledged(log) <= dossier_kills.finished(folder)
        resumed = dossier_kills.process(dossier_kills.run, folder, source, log)
        resumed.join()
        assert resumed.exitcode == 0
        same(folder, undisturbed[0])
    with capsys.disabled():
        sys.stdout.write(f"\nkilled before {len(points)} of {writes} writes, seed {SEED}\n")
