"""Servers are killed, starved and shut out while people send files and decide: `python -m faults.server --number 100`.

Whatever a server acknowledged is there after each; in the end each dossier holds what an undisturbed one holds.
"""

from __future__ import annotations

import codecs
import hashlib
import http.client
import os
import resource
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import dossier_fakes
import dossier_kills
import serving_alone as serving
from faults.kills import open_to_guests
from faults.told import asked, write
from foedus.dossier import Dossier
from foedus.errors import FoedusError
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.records import document_id
from foedus.show.commands import serve
from foedus.show.server import keeper
from foedus.show.server.making import made
from foedus.store import ledgers
from foedus.store.tables import TABLES

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

FAULTS = {"killed": 70, "full disk": 12, "read-only": 8, "clock back and killed": 10}
FILES, DECISIONS = 8, 4
_LEFT = 3  # the exit code of a server that could not begin, and said so


class _Nothing(tuple[str, ...]):
    """No reference data, as the plain verbs and the pages ask for them."""

    __slots__ = ()
    datasets = ()


def no_reference(_: Path) -> _Nothing:
    """A dossier without reference data."""
    return _Nothing()


METHOD = replace(dossier_fakes.METHOD, reference=no_reference)


_ROOMS = ("gather", "read", "resolve", "trace", "assemble", "check", "assess")

# ---- in the process that something happens to


def served(
    folder: Path, told: Connection, limit: int | None = None, *, guest: bool = False, clock: bool = False
) -> None:
    """Serve the dossier with verbs that are quick, and tell the port; or say why not and end."""
    keeper.Dossier = partial(Dossier, method=METHOD)  # type: ignore[misc]
    if guest and os.geteuid() == 0:
        for room in _ROOMS:  # a guest may not be able to read where the machine keeps Python
            import_module(f"foedus.{room}")
        with tempfile.TemporaryDirectory() as room, Dossier(Path(room) / "dossier") as empty:
            made(empty, load_world(), load_language())
        for each in ("ascii", "latin-1", "idna", "utf-8-sig"):
            codecs.lookup(each)
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    if clock:
        ledgers.datetime = _Back  # type: ignore[misc,assignment]
    if limit is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        kept = keeper.Keeper(folder)
    except (FoedusError, OSError) as error:
        told.send(str(error))
        sys.exit(_LEFT)
    port = serve._free()
    told.send(port)
    serve.server(kept, port=port).run()


class _Back:
    """A clock of which every look shows an earlier year than the one before."""

    years = iter(range(9000, 1900, -1))
    fromisoformat = datetime.fromisoformat

    @classmethod
    def now(cls, _zone: object = None) -> datetime:
        return datetime(next(cls.years), 1, 1, tzinfo=UTC)


# ---- what people send


@dataclass(frozen=True, slots=True)
class Step:
    """A file that is sent, or a decision on the first text of one that was."""

    name: str
    content: bytes
    because: str = ""

    def send(self, port: int) -> int:
        """The status of the answer; a refusal is a sentence."""
        told = {"Origin": f"http://127.0.0.1:{port}", "Accept": "application/json"}
        if self.because:
            body, kind = urlencode(self._form()).encode(), serving.FORM
        else:
            body, kind = (
                serving.multipart(self.name, self.content),
                f"multipart/form-data; boundary={serving.BOUNDARY}",
            )
        path = "/judgements" if self.because else "/documents"
        answer = serving.asked(port, path, method="POST", body=body, Content_Type=kind, **told)
        if answer.status >= 300:
            assert len(answer.json["error"].split()) > 3, answer.text
        return answer.status

    def _form(self) -> dict[str, str]:
        publisher, _, rest = self.content.decode().partition("\n")
        text = rest.strip().split("\n\n")[0]
        document = document_id(publisher=publisher, url=None, text=text)
        return {"about": "publisher is outlet", "subject": document, "candidate": "Another", "because": self.because}

    def is_kept(self, folder: Path) -> bool:
        """Whether the dossier on disk holds it."""
        if not self.because:
            place = folder / "dropped" / hashlib.sha256(self.content).hexdigest()[:20] / self.name
            return place.exists() and place.read_bytes() == self.content
        with Dossier(folder, create=False, method=METHOD) as dossier:
            return any(each.because == self.because for each in dossier.judgements())


def steps(room: Path) -> list[Step]:
    """Files, decisions on some of them, more files, more decisions."""
    source = dossier_fakes.write_files(room / "in", number=FILES)
    files = [Step(each.name, each.read_bytes()) for each in sorted(source.glob("0*.txt"))]
    decided = [Step(each.name, each.content, because=f"seen in {each.name}") for each in files[:DECISIONS]]
    half = FILES // 2
    return [*files[:half], *decided[: DECISIONS // 2], *files[half:], *decided[DECISIONS // 2 :]]


def state(folder: Path) -> dict[str, Any]:
    """All that the dossier holds, but for the ledger's clock."""
    with Dossier(folder, create=False, method=METHOD) as dossier:
        return {
            table: sorted(
                str({name: value for name, value in row.items() if name != "made_at"})
                for row in dossier.question(f"SELECT * FROM {table}").to_pylist()
            )
            for table in TABLES
        }


# ---- what happens


def endured(number: int, seed: int, room: Path, *, log: Path | None = None) -> str:
    """What happened how often to how many dossiers; raises AssertionError where something acknowledged is lost."""
    chance, happened = Random(seed), Counter[str]()
    plan = steps(room)
    expected, lasts = _undisturbed(plan, room / "expected")
    done = dossiers = 0
    left, sent, folder = [*plan], [], room / "0"
    Dossier(folder, method=METHOD).close()
    open_to_guests(room)
    while done < number:
        fault = chance.choices([*FAULTS], weights=[*FAULTS.values()])[0]
        code = _disturbed(fault, chance, folder, left, sent, lasts=lasts)
        lost = [each for each in sent if not each.is_kept(folder)]
        assert not lost, f"{fault}: acknowledged and lost: {lost}"
        done += 1
        happened[fault] += 1
        write(log, f"{done}\t{fault}\t{code}\t{len(sent)} acknowledged, {len(left)} to send")
        if not left or done == number:
            finish(left, sent, folder)
            assert state(folder) == expected
            dossiers += 1
            left, sent, folder = [*plan], [], room / str(dossiers)
            Dossier(folder, method=METHOD).close()
    told = ", ".join(f"{count} {fault}" for fault, count in sorted(happened.items()))
    told = (
        f"{done} faults ({told}) over {dossiers} served dossiers, seed {seed}: nothing acknowledged was lost, "
        "each ended as undisturbed"
    )
    write(log, told)
    return told


def _disturbed(
    fault: str, chance: Random, folder: Path, left: list[Step], sent: list[Step], *, lasts: float
) -> int | None:
    """Send what is left to a server to which that happens; its exit code."""
    if fault == "full disk":
        return _over(folder, left, sent, until=lasts * 2, limit=chance.randrange(16, 900) * 1024)
    if fault == "read-only":
        with dossier_kills.closed_to_writing(folder):
            return _over(folder, left, sent, until=lasts / 2, guest=True)
    return _over(folder, left, sent, until=chance.uniform(0, lasts), clock=fault != "killed")


def _over(folder: Path, left: list[Step], sent: list[Step], *, until: float, **how: Any) -> int | None:
    started, port = begun(folder, **how)
    if isinstance(port, int):
        killing = threading.Timer(until, started.kill)
        killing.start()
        try:
            serving.until_open(port, started.is_alive)
            send(left, sent, port)
            serving.rest(port)
        except (OSError, http.client.HTTPException):
            started.join(60)  # it was killed while it was asked
        killing.cancel()
        started.kill()
    started.join()
    assert started.exitcode in {_LEFT, -9}, started.exitcode
    return started.exitcode


def begun(folder: Path, **how: Any) -> tuple[Any, int | str]:
    """A server, and the port that it serves at; or the sentence with which it did not begin."""
    ours, theirs = dossier_kills.processes.Pipe()
    started = dossier_kills.processes.Process(target=served, args=(folder, theirs), kwargs=how)
    started.start()
    theirs.close()
    told = ours.recv() if ours.poll(serving.PATIENCE_S) else ""
    assert isinstance(told, int) or len(told.split()) > 3, told
    return started, told


def send(left: list[Step], sent: list[Step], port: int) -> None:
    """Send one after the other until one is refused; what is acknowledged is no longer left."""
    while left:
        status = left[0].send(port)
        if status == 404:  # a decision on what the pages do not show yet
            serving.rest(port)
            status = left[0].send(port)
        if status >= 300:
            return
        sent.append(left.pop(0))


def finish(left: list[Step], sent: list[Step], folder: Path) -> float:
    """Send the rest to a server that nothing happens to, and wait until all is done; the seconds that it took."""
    started, port = begun(folder)
    assert isinstance(port, int), port
    began = time.monotonic()
    serving.until_open(port)
    send(left, sent, port)
    ended = serving.rest(port)
    lasted = time.monotonic() - began
    started.kill()
    started.join()
    assert not left
    assert ended["failed"] == ""
    assert not (folder / keeper.ORDERED).exists()
    return lasted


def _undisturbed(plan: list[Step], folder: Path) -> tuple[dict[str, Any], float]:
    Dossier(folder, method=METHOD).close()
    lasts = finish([*plan], [], folder)
    return state(folder), lasts


def main() -> int:
    """Disturb as often as asked."""
    found = asked("faults.server", __doc__, number=20)
    with tempfile.TemporaryDirectory(prefix="foedus-served-") as temporary:
        told = endured(found.number, found.seed, Path(temporary), log=found.log)
    print(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
