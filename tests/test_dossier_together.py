"""Three processes on one dossier: each gets what is correct, or is refused with a sentence; nothing is ever corrupt."""

from __future__ import annotations

import os
import signal
import time

import pytest

import dossier_fakes
import dossier_kills
import serving_alone as serving
from faults import server
from foedus import Dossier
from foedus.errors import DossierBusy
from foedus.records import judgement
from foedus.store import ledgers, sole_writer
from foedus.terms import PUBLISHER_IS_OUTLET


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return dossier_fakes.write_files(tmp_path_factory.mktemp("news") / "in", number=34)


@pytest.fixture(scope="module")
def undisturbed(source, tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed") / "dossier"
    dossier_kills.process(dossier_kills.run, folder, source, folder.parent / "log").join()
    return folder


def look(folder, stop, told):
    """Read the dossier until told to stop; say how often, and what was wrong."""
    looked = 0
    try:
        while not stop.is_set():
            with Dossier(folder, create=False, method=dossier_fakes.METHOD) as dossier:
                material = dossier.material()
                assert {each.document for each in material.claims} <= set(material.document)
                assert {each for root in material.roots for each in root.claims} <= set(material.claim)
                assert all(each.text for each in material.documents)
                assert dossier.question("SELECT count(*) AS n FROM claims").to_pylist()[0]["n"] >= len(material.claims)
                dossier.search("graustark")
                ledgers.in_force(dossier.judgements())
            looked += 1
    except BaseException as error:
        told.put((looked, f"{type(error).__name__}: {error}"))
        raise
    told.put((looked, ""))


def run_or_be_refused(folder, source, log, told):
    """Run, and say how it ended: with the whole done, or with the sentence of the refusal."""
    try:
        dossier_kills.run(folder, source, log)
    except DossierBusy as busy:
        told.put(str(busy))
        return
    told.put("done")


def same(folder, expected):
    assert dossier_kills.dump_of(folder) == dossier_kills.dump_of(expected)
    assert dossier_kills.segments_in(folder) == dossier_kills.segments_in(expected)


@pytest.mark.parametrize("killed", [False, True])
def test_two_readers_and_a_run(source, undisturbed, tmp_path, killed):
    folder = tmp_path / "dossier"
    Dossier(folder, method=dossier_fakes.METHOD).close()
    stop, told = dossier_kills.processes.Event(), dossier_kills.processes.SimpleQueue()
    readers = [dossier_kills.process(look, folder, stop, told) for _ in range(2)]
    if killed:  # the readers go on over what the dead writer left
        dying = dossier_kills.process(dossier_kills.run_to, 60, folder, source, tmp_path / "log")
        dying.join()
        assert dying.exitcode == -signal.SIGKILL
    writer = dossier_kills.process(dossier_kills.run, folder, source, tmp_path / "log")
    writer.join()
    stop.set()
    ends = [told.get() for _ in readers]
    for each in readers:
        each.join()
    assert writer.exitcode == 0
    assert [harm for _, harm in ends] == ["", ""]
    same(folder, undisturbed)


def test_two_runs_at_once(source, undisturbed, tmp_path):
    for turn in range(4):
        folder = tmp_path / str(turn)
        told = dossier_kills.processes.SimpleQueue()
        runs = []
        for number in range(2):
            log = tmp_path / f"{turn}-{number}.log"
            runs.append(dossier_kills.process(run_or_be_refused, folder, source, log, told))
            time.sleep(0.05 * turn)
        ends = sorted(told.get() for _ in runs)
        for each in runs:
            each.join()
        assert ends[0] == "done" or "another process is writing" in ends[0]
        assert ends[-1] == "done"
        assert all(each == "done" or each.endswith("then run this again.") for each in ends)
        same(folder, undisturbed)


def test_two_runs_and_a_reader_while_the_lock_is_held(source, undisturbed, tmp_path):
    folder = tmp_path / "dossier"
    dossier_kills.process(dossier_kills.run, folder, source, tmp_path / "log").join()
    told = dossier_kills.processes.SimpleQueue()
    with sole_writer(folder):
        runs = [dossier_kills.process(run_or_be_refused, folder, source, os.devnull, told) for _ in range(2)]
        ends = [told.get() for _ in runs]
        for each in runs:
            each.join()
        with Dossier(folder, create=False, method=dossier_fakes.METHOD) as dossier:
            assert dossier.claims()
    assert all("wait until it has finished, then run this again." in each for each in ends)
    same(folder, undisturbed)


def decide(folder, writer):
    """Decide while the other writes and some times after; what was acknowledged, and the sentences of refusals."""
    made, refused, after = [], [], 0
    with Dossier(folder, create=False, method=dossier_fakes.METHOD) as dossier:
        held = sorted(each.id for each in dossier.material().documents)
        while after < 5:
            after += not writer.is_alive()
            number = len(made) + len(refused)
            given = judgement(
                about=PUBLISHER_IS_OUTLET, subject=held[number % len(held)], candidate=f"Outlet {number % 3}", by="Eve",
                because=f"seen {number}",
            )  # fmt: skip
            try:
                made.append(dossier.judge(given))
            except DossierBusy as busy:
                refused.append(str(busy))
            time.sleep(0.02)
    return made, refused


def test_a_run_and_decisions(source, tmp_path):
    folder, apart = tmp_path / "dossier", tmp_path / "apart"
    for each in (folder, apart):
        dossier_kills.run(each, source / "000.txt", os.devnull)
    told = dossier_kills.processes.SimpleQueue()
    writer = dossier_kills.process(run_or_be_refused, folder, source, tmp_path / "log", told)
    made, refused = decide(folder, writer)
    writer.join()
    ends = [*refused, told.get()]
    assert len(made) >= 5
    assert all(each == "done" or each.endswith("wait until it has finished, then run this again.") for each in ends)
    with Dossier(apart, method=dossier_fakes.METHOD) as dossier:
        for each in made:
            dossier.judge(each)
    for each in (folder, apart):
        dossier_kills.run(each, source, os.devnull)
    assert {each.id for each in made} <= {each["id"] for each in _judged(folder)}
    assert server.state(folder) == server.state(apart)


def _judged(folder):
    with Dossier(folder, create=False, method=dossier_fakes.METHOD) as dossier:
        return dossier.question("SELECT id FROM judgements").to_pylist()


def test_a_server_and_a_run(source, tmp_path):
    plan = server.steps(tmp_path)
    rest = tmp_path / "rest"
    rest.mkdir()
    for each in sorted(source.glob("0[123]*.txt")):
        (rest / each.name).write_bytes(each.read_bytes())
    apart, folder = tmp_path / "apart", tmp_path / "dossier"
    for each in (apart, folder):
        Dossier(each, method=server.METHOD).close()
    dossier_kills.run(apart, rest, os.devnull)
    server.finish([*plan], [], apart)
    started, port = server.begun(folder)
    serving.until_open(port)
    told = dossier_kills.processes.SimpleQueue()
    writer = dossier_kills.process(run_or_be_refused, folder, rest, tmp_path / "log", told)
    left, acknowledged = [*plan], []
    while left:
        server.send(left, acknowledged, port)  # a refusal is a sentence; it is sent again
        for path in ("/", "/documents", "/claims.json", "/sources", "/propositions.json"):
            assert serving.asked(port, path).status == 200
    assert all(each.is_kept(folder) for each in acknowledged)
    writer.join()
    end = told.get()
    assert end == "done" or end.endswith("then run this again.")
    assert serving.rest(port)["failed"] == ""
    if end != "done":
        run_or_be_refused(folder, rest, tmp_path / "log", told)
        assert told.get() == "done"
    started.kill()
    started.join()
    dossier_kills.run(folder, rest, os.devnull)
    assert server.state(folder) == server.state(apart)
