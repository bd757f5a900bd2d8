"""What pages order enters, as files and decisions; it is done in the background, and the newest index leaves.

One thread works and one at a time writes. Pages go on showing the last whole index while a newer one is made, and
another process may write the dossier meanwhile: what it leaves is seen as soon as it is there. An order is marked in
the dossier before it is acknowledged, and the mark goes when the work is done: who finds one takes the work up again.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
import time
import traceback
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import duckdb

from foedus.dossier import Dossier
from foedus.errors import CannotWrite, DossierBusy, FoedusError
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.show.server import home, relations, sources
from foedus.show.server.dropping import waiting
from foedus.show.server.foreseeing import Foreseeing, is_lacking
from foedus.show.server.making import made
from foedus.show.server.page import Asked
from foedus.show.server.shelf import Shelf
from foedus.store.segments import force_folder
from foedus.terms import Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from foedus.records import Judgement
    from foedus.show.server.index import Index
    from foedus.show.server.work import Step

_VERBS = (Verb.READ, Verb.RESOLVE, Verb.TRACE, Verb.ASSEMBLE, Verb.CHECK, Verb.ASSESS)
_PATIENCE_S = 20.0  # for another thread or process that writes
_BUSY_S = 0.2  # between two tries to write
_LOOK_S = 0.5  # between two looks at whether the dossier has changed
_REST = 4.0  # times as long as an index took to make, before the next while others write
_FORESEEN = 12  # relations
_VISIT = "last-visit.json"
ORDERED = "ordered"  # the mark of work that is not done yet


@dataclass(slots=True)
class Job:
    """What the pages ordered, and how far it is."""

    number: int = 0
    is_running: bool = False
    verb: str = ""
    done: int = 0
    total: int = 0
    note: str = ""
    failed: str = ""
    left: list[str] = field(default_factory=list)


class Keeper:
    """The newest index of one dossier, and the one thread that works on it."""

    def __init__(self, folder: Path, *, overlay: Path | None = None) -> None:
        self.folder = folder
        self.job = Job()
        self._overlay = overlay
        self._world, self._language = load_world(overlay), load_language()
        self._pen = threading.Lock()
        self._asked: list[tuple[Path, ...]] = []
        self._undone: list[Path] = []  # what was ordered of a job that failed; the next one begins with it
        self._wake = threading.Condition()
        self._stopped = False
        self.visited = self._last_visit()
        self._foreseeing: Foreseeing | None = None
        self._index, self._seen, self._took = self._made()
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._work, self._watch)]
        for each in self._threads:
            each.start()
        if (folder / ORDERED).exists() and os.access(folder, os.W_OK):  # a kill or a failure left something undone
            self._order(tuple(waiting(folder)))

    @property
    def index(self) -> Index:
        """The newest whole index."""
        return self._index

    def close(self) -> None:
        """No thread of ours runs on; what was finished is kept."""
        with self._wake:
            self._stopped = True
            self._wake.notify_all()
        for each in self._threads:
            each.join(timeout=10)
        self._end_foreseeing()

    def foreseen(self, dyad: str) -> Step | None:
        """How far the process that works ahead is with the relation; None where it is not at it."""
        at_work = self._foreseeing
        return at_work.step(dyad) if at_work is not None else None

    # ---- what pages order

    def gather(self, paths: Iterable[Path]) -> None:
        """These files are to be gathered, and everything to be done that follows.

        Raises:
            OSError: the order cannot be marked; nothing was ordered.
        """
        with self._wake:
            self._mark()
            self._order(tuple(paths))

    def judge(self, given: Judgement) -> Judgement:
        """The judgement, in the ledger; what follows from it is done in the background.

        Raises:
            DossierBusy: another process writes, and went on writing.
        """
        return self._written(lambda dossier: dossier.judge(given))

    def undo(self, judged: str, *, by: str, because: str) -> Judgement:
        """The judgement that puts another out of force; what follows is done in the background.

        Raises:
            DossierBusy: another process writes, and went on writing.
            UnknownId: there is no such judgement.
        """
        return self._written(lambda dossier: dossier.undo(judged, by=by, because=because))

    def _written(self, write: Callable[[Dossier], Judgement]) -> Judgement:
        with self._pen, Dossier(self.folder, create=False) as dossier:
            judged: Judgement = _patiently(lambda: write(dossier))
        with self._wake:
            with suppress(OSError):  # the decision itself is kept; only what follows from it would wait for the next
                self._mark()
            self._order(())
        return judged

    def _mark(self) -> None:
        with (self.folder / ORDERED).open("wb") as file:
            os.fsync(file.fileno())
        force_folder(self.folder)

    def _order(self, paths: tuple[Path, ...]) -> None:
        with self._wake:
            self._asked.append(paths)
            self.job.is_running = True
            self._wake.notify_all()

    # ---- the thread that works

    def _work(self) -> None:
        while True:
            with self._wake:
                while not self._asked and not self._stopped:
                    self._wake.wait()
                if self._stopped:
                    return
                asked, self._asked = self._asked, []
            self.job = Job(number=self.job.number + 1, is_running=True, note="")
            self._undone += [path for paths in asked for path in paths]
            try:
                self._run([path for path in dict.fromkeys(self._undone) if path.exists()])
                self._undone = []
                self.job.verb, self.job.total = "bringing the pages up to date", 0
                self.job.note = ""
                self._renew()
                self._unmark()
            except (FoedusError, OSError) as error:
                self.job.failed = str(error)
            except Exception as error:  # noqa: BLE001 - the page is one of the three borders
                traceback.print_exception(error)
                self.job.failed = "this is our mistake; nothing acknowledged is lost."
            self.job.is_running = bool(self._asked)

    def _unmark(self) -> None:
        """All that was ordered is done, unless more was ordered meanwhile or the server is being stopped."""
        with self._wake:
            if not self._asked and not self._stopped:
                with suppress(OSError):
                    (self.folder / ORDERED).unlink(missing_ok=True)

    def _run(self, paths: list[Path]) -> None:
        with Dossier(self.folder, create=False, overlay=self._overlay) as dossier:
            for path in paths:
                self._progress(Verb.GATHER, 0, 0, "")
                self._do(lambda path=path: dossier.gather(path, progress=self._progress))  # type: ignore[misc]
            for verb in _VERBS:
                self._progress(verb, 0, 0, "")
                self._do(lambda verb=verb: getattr(dossier, verb.value)(progress=self._progress))  # type: ignore[misc]

    def _do(self, verb: Callable[[], Any]) -> None:
        """One verb's work, so that a decision may be written before the next begins."""
        tally = None
        while tally is None:
            if self._stopped:
                return
            with suppress(DossierBusy), self._pen:
                tally = verb()
            if tally is None:  # another process writes; what was ordered waits as long as it takes
                self.job.note = "waiting until another process has written"
                time.sleep(_BUSY_S)
        left = ", ".join(f"{count} {table}" for table, count in sorted(tally.left.items()) if count)
        self.job.left.append(f"{tally.verb}: {left or 'nothing new'}")
        time.sleep(0.01)

    def _progress(self, verb: Verb, done: int, total: int, note: str) -> None:
        job = self.job
        job.verb, job.done, job.total, job.note = verb.value, done, total, note

    # ---- the newest index

    def _watch(self) -> None:
        """Renew the index when another process has written."""
        rested, worked_out = time.monotonic(), None
        while not self._stopped:
            time.sleep(_LOOK_S)
            if worked_out is not self._index:
                worked_out = self._index
                with _told():  # whoever asks for the page is told of it; the next index may hold what lacks
                    self._foresee(worked_out)
            is_due = time.monotonic() - rested > _REST * self._took
            if is_due and not self.job.is_running and self._stamp() != self._seen:
                with _told():  # the next look may find it whole, or room for it
                    self._renew()
                rested = time.monotonic()

    def _foresee(self, index: Index) -> None:
        """Work out relations before anyone asks: of a great dossier all, in a process that gives way to others.

        Of a small one, or one that may only be read, those that are told of most.
        """
        self._end_foreseeing()
        is_kept = index.shelf is not None and index.shelf.is_shared and index.room is not None
        if is_kept and index.counts["claims"] >= relations.GREAT:
            if index.room is not None and is_lacking(index):
                self._foreseeing = Foreseeing(self.folder, index.room, self._overlay)
            return
        page = next(each for each in relations.PAGES if each.path.endswith("{dyad}"))
        for each in home.relations(index, _FORESEEN):
            if self._stopped or index is not self._index:
                return
            page.make(Asked(index, self, "", {"dyad": each.dyad}, {}, ()))

    def _end_foreseeing(self) -> None:
        if self._foreseeing is not None:
            self._foreseeing.close()
            self._foreseeing = None

    def _renew(self) -> None:
        self._index, self._seen, self._took = self._made()

    def _made(self) -> tuple[Index, tuple[int, ...], float]:
        began = time.monotonic()
        stamp = self._stamp()
        with Dossier(self.folder, create=False, overlay=self._overlay) as dossier:
            try:
                instant = dossier.instant
                index = made(dossier, self._world, self._language)
            except (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException) as error:
                raise CannotWrite(tempfile.gettempdir(), "no room for the index that pages ask") from error
            if dossier.instant == instant and index.room is not None and index.reference is not None:
                index.shelf = Shelf(index.room, index.reference)
        self._remember(index)
        for page in (*home.PAGES, *sources.PAGES[:1], *relations.PAGES[:1]):  # what is worked out once for each instant
            page.make(Asked(index, self, page.path, {}, {}, page.parameters))
        return index, stamp, time.monotonic() - began

    def _stamp(self) -> tuple[int, ...]:
        """What changes whenever anyone writes."""
        found: list[int] = []
        for name in ("dossier.sqlite", "dossier.sqlite-wal"):
            try:
                told = (self.folder / name).stat()
            except OSError:
                continue
            if told.st_size:
                found += [told.st_mtime_ns, told.st_size]
        return tuple(found)

    # ---- the last visit

    def _last_visit(self) -> dict[str, Any] | None:
        try:
            told = json.loads((self.folder / _VISIT).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return told if isinstance(told, dict) else None

    def _remember(self, index: Index) -> None:
        """Note what could be seen, so that the next visit is told what came since; no clock is needed for it."""
        told = {
            "documents": index.ids("SELECT id FROM papers WHERE NOT superseded ORDER BY id"),
            "problems": index.ids("SELECT id FROM problems ORDER BY id"),
            "propositions": {
                each["id"]: [each["lower"], each["upper"]]
                for each in index.rows("SELECT id, lower, upper FROM sayings ORDER BY id")
            },
        }
        try:
            (self.folder / _VISIT).write_text(json.dumps(told, separators=(",", ":")), encoding="utf-8")
        except OSError:
            return  # a dossier that may only be read has no visits to remember


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong in the background ends no thread: a fault of ours is printed, others pass."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the page is one of the three borders
        if not isinstance(error, FoedusError | OSError):
            traceback.print_exception(error)


def _patiently(write: Callable[[], Any]) -> Any:
    """What `write` returns, once another process that writes has finished.

    Raises:
        DossierBusy: it went on writing.
    """
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return write()
        except DossierBusy:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
