"""A full disk, a folder that may not be written, a damaged file, two at once: each is told, and nothing is lost."""

from __future__ import annotations

import os
import resource
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

import dossier_fakes
import dossier_kills
from foedus import Dossier
from foedus.errors import BadQuestion, CannotWrite, DamagedDossier, DossierBusy, DossierError
from foedus.records import judgement
from foedus.store import catalogue, ledgers, segments, sole_writer

METHOD = dossier_fakes.METHOD


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    source = dossier_fakes.write_files(folder / "in", number=20)
    with Dossier(folder / "dossier", method=METHOD) as dossier:
        dossier.run(source)
    return folder / "dossier", source


@pytest.fixture
def copied(whole, tmp_path):
    shutil.copytree(whole[0], tmp_path / "dossier")
    return tmp_path / "dossier", whole[1]


def ended_as_undisturbed(folder, whole):
    with Dossier(folder, method=METHOD) as dossier:
        dossier.run(whole[1])
    assert dossier_kills.dump_of(folder) == dossier_kills.dump_of(whole[0])
    assert dossier_kills.segments_in(folder) == dossier_kills.segments_in(whole[0])


@pytest.mark.parametrize("kibibytes", [16, 60, 100, 200])
def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(whole, tmp_path, kibibytes):
    def no_room(folder, source):
        resource.setrlimit(resource.RLIMIT_FSIZE, (kibibytes * 1024, resource.RLIM_INFINITY))
        try:
            with Dossier(folder, method=METHOD) as dossier:
                dossier.run(source)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    with pytest.raises(CannotWrite, match="what was finished before is kept"):
        no_room(tmp_path / "dossier", whole[1])
    ended_as_undisturbed(tmp_path / "dossier", whole)


def test_a_disk_that_fills_while_a_segment_is_written_leaves_no_part_of_it(whole, tmp_path, monkeypatch):
    calls = []

    def full(handle):
        calls.append(handle)
        if len(calls) == 5:
            raise OSError(28, os.strerror(28))

    monkeypatch.setattr(segments.os, "fsync", full)
    with Dossier(tmp_path / "dossier", method=METHOD) as dossier, pytest.raises(CannotWrite, match="No space left"):
        dossier.run(whole[1])
    monkeypatch.undo()
    ended_as_undisturbed(tmp_path / "dossier", whole)


def test_a_folder_that_may_only_be_read_is_read_and_not_written(copied):
    folder, source = copied
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o555 if each.is_dir() else 0o444)
    for each in folder.parents:
        if each != Path("/") and each.stat().st_uid == os.geteuid():
            each.chmod(each.stat().st_mode | 0o055)
    told = dossier_kills.processes.SimpleQueue()
    reading = dossier_kills.process(dossier_kills.read_as_a_guest, folder, source, told)
    reading.join()
    for each in (folder, *(each for each in folder.rglob("*") if each.is_dir())):
        each.chmod(0o755)
    assert reading.exitcode == 0
    claims, counted, said = told.get()
    assert claims == counted > 0
    assert "cannot be written" in said
    assert "make room or allow writing" in said


def test_every_damaged_byte_of_a_segment_is_told(copied):
    folder, _ = copied
    for table in ("documents", "claims"):
        path = next((folder / "segments" / table).glob("*.parquet"))
        whole_bytes = path.read_bytes()
        for place in (0, len(whole_bytes) // 3, len(whole_bytes) // 2, len(whole_bytes) - 6, len(whole_bytes) - 1):
            path.write_bytes(whole_bytes[:place] + bytes([whole_bytes[place] ^ 0xFF]) + whole_bytes[place + 1 :])
            with Dossier(folder, method=METHOD) as dossier, pytest.raises(DamagedDossier, match="put back a copy"):
                dossier.material()
        for length in (0, 4, len(whole_bytes) // 2):
            path.write_bytes(whole_bytes[:length])
            with Dossier(folder, method=METHOD) as dossier, pytest.raises(DamagedDossier):
                dossier.material()
        path.write_bytes(whole_bytes)


def test_a_segment_that_is_gone_is_told(copied):
    next((copied[0] / "segments" / "claims").glob("*.parquet")).unlink()
    with Dossier(copied[0], method=METHOD) as dossier:
        with pytest.raises(DamagedDossier):
            dossier.claims()
        with pytest.raises(DamagedDossier):
            dossier.question("SELECT count(*) FROM claims")


@pytest.mark.parametrize("content", [b"not a database at all, but words" * 200, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_catalogue_that_is_none_is_told(copied, content):
    for each in copied[0].glob("dossier.sqlite-*"):
        each.unlink()
    (copied[0] / catalogue.FILE).write_bytes(content)
    with pytest.raises(DamagedDossier):
        Dossier(copied[0], method=METHOD)


def test_a_damaged_catalogue_is_told_or_read_never_a_crash(copied):
    path = copied[0] / catalogue.FILE
    whole_bytes = path.read_bytes()
    for place in range(0, len(whole_bytes), max(1, len(whole_bytes) // 12)):
        path.write_bytes(whole_bytes[:place] + b"\xa5" * 64 + whole_bytes[place + 64 :])
        try:
            with Dossier(copied[0], method=METHOD) as dossier:
                dossier.dump()
                dossier.search("graustark")
                dossier.material()
        except (DossierError, ValueError):
            pass


def test_two_writers_are_one_too_many(copied):
    with Dossier(copied[0], method=METHOD) as dossier, sole_writer(copied[0]):
        assert dossier.claims()
        with pytest.raises(DossierBusy, match="wait until it has finished"):
            dossier.run(copied[1])
        with pytest.raises(DossierBusy):
            dossier.judge(judgement(about="a", subject="b", candidate="c", by="A. Person", because="d"))


def test_readers_see_whole_pieces_while_another_process_writes(whole, tmp_path):
    folder = tmp_path / "dossier"
    Dossier(folder, method=METHOD).close()
    writing = dossier_kills.process(dossier_kills.run, folder, whole[1], tmp_path / "log")
    seen = []
    while writing.is_alive():
        with Dossier(folder, method=METHOD) as dossier:
            material = dossier.material()
            assert {each.document for each in material.claims} <= set(material.document)
            assert {each for root in material.roots for each in root.claims} <= set(material.claim)
            seen.append(len(material.claims))
            dossier.question("SELECT count(*) FROM claims")
    writing.join()
    assert writing.exitcode == 0
    assert seen == sorted(seen)
    assert dossier_kills.dump_of(folder) == dossier_kills.dump_of(whole[0])


def test_a_clock_that_runs_back_changes_nothing_but_its_own_column(whole, tmp_path, monkeypatch):
    class Back:
        years = iter(range(2100, 1900, -1))

        @classmethod
        def now(cls, _zone):
            return datetime(next(cls.years), 1, 1, tzinfo=UTC)

        fromisoformat = datetime.fromisoformat

    monkeypatch.setattr(ledgers, "datetime", Back)
    with Dossier(tmp_path / "dossier", method=METHOD) as dossier:
        dossier.run(whole[1])
        said = dossier.judge(judgement(about="a", subject="b", candidate="c", by="A. Person", because="d"))
        undone = dossier.undo(said.id, by="A. Person", because="no")
        held = {each.id for each in dossier.judgements()}
        assert undone.id in held
        assert said.id not in held


def test_a_wrong_question_is_the_askers(whole):
    with Dossier(whole[0], method=METHOD) as dossier:
        for sql in ("SELEC", "SELECT nothing FROM claims", "SELECT 1 FROM nowhere"):
            with pytest.raises(BadQuestion):
                dossier.question(sql)


@pytest.mark.parametrize("workers", [1, 2])
def test_files_and_documents_that_break_a_verb_are_told_and_the_rest_goes_on(tmp_path, workers):
    source = dossier_fakes.write_files(tmp_path / "in", number=3)
    (source / "crash.txt").write_text("Outlet\nCRASH")
    (source / "raise.txt").write_text("Outlet\nRAISE the flag. It visited them.")
    if workers == 2:
        (source / "kill.txt").write_text("Outlet\nKILL the lights. It visited them.")
    with Dossier(tmp_path / "dossier", method=METHOD, workers=workers) as dossier:
        tallies = dossier.run(source)
        codes = [each.code for each in dossier.problems() if each.severity == "fault"]
        assert len(dossier.claims()) == 12
    expected = ["opening-failed", "empty-file", *["reading-failed"] * workers]
    assert sorted(codes) == sorted(expected)
    assert sum(each.faults for each in tallies) == len(expected)
