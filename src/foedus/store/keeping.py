"""The store of one dossier: pieces of work enter; records, answers and a canonical dump leave."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from foedus.errors import AmbiguousId, CannotWrite, NotADossier, UnknownId
from foedus.linked import Copies
from foedus.records import Problem
from foedus.store import catalogue, ledgers, replacing
from foedus.store.borders import foreign_errors_told
from foedus.store.changes import bring_up_to_date, check_format, format_of
from foedus.store.dumping import dump
from foedus.store.lock import sole_writer
from foedus.store.lookup import Lookup, Writer
from foedus.store.rows import to_batch
from foedus.store.segments import Segments, force_folder
from foedus.store.tables import BY_DOCUMENT, SEGMENTED
from foedus.store.words import Match, forget_leftovers, forget_words, index_claims, index_documents, matches
from foedus.values import fingerprint

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from foedus.records import Document, Judgement
    from foedus.store.work import Work
    from foedus.terms import Verb

T = TypeVar("T")

_OURS = frozenset({"segments", "reference", "dropped", "index", "last-visit.json", "ordered", "writer.lock"})
_TRIES = 5  # a reader whose segment was replaced under its eyes looks again


def open_store(folder: Path, *, create: bool) -> Store:
    """The store in this folder, in today's format; a new one where there is none and `create` allows it.

    Raises:
        NotADossier: there is none, or the folder holds other things.
        NewerFormat: a later Foedus made it.
        DamagedDossier: its catalogue cannot be read.
    """
    with foreign_errors_told(folder):
        if not (folder / catalogue.FILE).exists():
            _make_room(folder, create=create)
        writable = catalogue.is_writable(folder)
        connection = catalogue.connect(folder, writable=writable)
        store = Store(folder, connection, writable=writable)
        try:
            if not check_format(connection, folder):
                if not writable:
                    raise CannotWrite(folder, "its format is an older one and has to be changed first")
                with sole_writer(folder):
                    bring_up_to_date(connection, folder, scan=store.scan)
                force_folder(folder)
        except BaseException:
            connection.close()
            raise
    return store


def _make_room(folder: Path, *, create: bool) -> None:
    strange = folder.is_dir() and any(
        each.name not in _OURS and not each.name.startswith(catalogue.FILE) for each in folder.iterdir()
    )
    if not create or strange or (folder.exists() and not folder.is_dir()):
        raise NotADossier(folder)
    (folder / "segments").mkdir(parents=True, exist_ok=True)


class Store:
    """A folder of tables: what is kept in it, and what is asked of it."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        self.folder = folder
        self._connection = connection
        self._writable = writable
        self._segments = Segments(folder / "segments")
        self._writers = 0

    def close(self) -> None:
        """Leave the folder; nothing is pending at any time."""
        self._connection.close()

    # ---- writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """This store alone writes meanwhile; leftovers of a run that was cut short are swept first.

        Raises:
            DossierBusy: another process writes.
            CannotWrite: the folder may not be written.
        """
        if self._writers:
            yield
            return
        if not self._writable:
            raise CannotWrite(self.folder, "it may only be read")
        with sole_writer(self.folder):
            self._writers += 1
            try:
                self.sweep()
                yield
            finally:
                self._writers -= 1

    def keep(self, work: Work) -> None:
        """Make the work part of the dossier, all of it, on disk when this returns."""
        connection = self._connection
        with self.writing(), foreign_errors_told(self.folder):
            changes = replacing.replacements(connection, self._segments, work)
            with catalogue.transaction(connection):
                ledgers.forget_units(connection, work.finished, verb=work.verb, asked=work.asked)
                for each in changes:
                    replacing.enter(connection, each)
                    if each.table == "claims":
                        forget_words(connection, table="claims", ids=each.gone)
                for arrival in work.arrivals:
                    catalogue.add_arrival(connection, arrival)
                ledgers.add_judgements(connection, work.judgements, verb=work.verb, asked=work.asked)
                ledgers.add_problems(connection, work.problems, asked=work.asked)
                index_documents(connection, work.records.get("documents", ()))
                index_claims(connection, work.records.get("claims", ()))
                catalogue.add_finished(connection, work.finished, verb=work.verb, asked=work.asked)

    def judge(self, judgement: Judgement) -> None:
        """Enter a person's judgement in the ledger."""
        with self.writing(), foreign_errors_told(self.folder), catalogue.transaction(self._connection):
            ledgers.add_judgements(self._connection, [("", judgement)], verb="")

    def forget(self, document: str) -> None:
        """Take the document out, and everything that stood on it; what looks across documents is to be done again."""
        connection = self._connection
        with self.writing():
            with foreign_errors_told(self.folder):
                if not catalogue.holds_document(connection, document):
                    raise UnknownId(document)
                changes = [
                    replacing.without(connection, self._segments, table=table, documents={document})
                    for table in BY_DOCUMENT
                ]
                with catalogue.transaction(connection):
                    for each in changes:
                        replacing.enter(connection, each)
                    self._forget_across()
                    forget_words(connection, table="documents", ids=[document])
                    forget_words(connection, table="claims", ids=changes[2].gone)
                    forget_leftovers(connection)
                    catalogue.forget_document(connection, document, subjects=changes[1].gone + changes[2].gone)
                connection.execute("PRAGMA wal_checkpoint (TRUNCATE)")  # the log may hold what was there before
            self.sweep()

    def forget_file(self, file: str, *, verb: Verb, asked: str) -> None:
        """Take out the coded events of a file, what is noted of it, and that it was ever read."""
        with self.writing(), foreign_errors_told(self.folder):
            change = replacing.without(self._connection, self._segments, table="coded_events", documents={file})
            with catalogue.transaction(self._connection):
                replacing.enter(self._connection, change)
                ledgers.forget_units(self._connection, [file], verb=verb, asked=asked)
                catalogue.forget_finished(self._connection, file, verb=verb, asked=asked)
            self.sweep()

    def ids_of_others(self, table: str, file: str) -> set[str]:
        """The ids of a table's rows but those of this file."""
        own = catalogue.segments_of(self._connection, table, [file])
        names = [each for each in catalogue.segment_names(self._connection, table) if each not in own]
        return self._steadily(lambda: {identity for identity, _ in self._segments.ids(table, names, "")})

    def _forget_across(self) -> None:
        for verb, tables in replacing.ACROSS.items():
            catalogue.forget_verbs(self._connection, [verb])
            for table in tables:
                for name in catalogue.segment_names(self._connection, table):
                    catalogue.drop_segment(self._connection, table=table, name=name)

    def sweep(self) -> int:
        """The number of files removed that are no part of the dossier."""
        with foreign_errors_told(self.folder):
            return self._segments.sweep(catalogue.all_segments(self._connection))

    # ---- reading

    def scan(self, table: str) -> tuple[Any, ...]:
        """The rows of a table, in the order of their ids."""
        return self._steadily(lambda: self._rows(table, catalogue.segment_names(self._connection, table)))

    def scan_all(
        self, tables: Sequence[str], *, without: Mapping[str, Collection[str]] | None = None
    ) -> tuple[dict[str, Sequence[Any]], list[Judgement], list[str]]:
        """The rows of these tables, all judgements, and the superseded documents, as of one instant.

        `without` names, by table, the lists that nobody asks for: they are not read, and empty. Copies stand as
        columns, each made when it is asked for.
        """

        def read() -> tuple[dict[str, Sequence[Any]], list[Judgement], list[str]]:
            with catalogue.transaction(self._connection, kind="DEFERRED"):
                names = {table: catalogue.segment_names(self._connection, table) for table in tables}
                judged = ledgers.all_judgements(self._connection)
                superseded = catalogue.superseded_documents(self._connection)
            left = without or {}
            found: dict[str, Sequence[Any]] = {}
            for table, each in names.items():
                if table == "copies":
                    found[table] = self._copies(each, found.get("documents", ()), without=left.get(table, ()))
                else:
                    found[table] = self._rows(table, each, without=left.get(table, ()))
            return found, judged, superseded

        return self._steadily(read)

    def rows_of(self, table: str, documents: Collection[str]) -> dict[str, list[Any]]:
        """The rows of `documents`, `mentions` or `claims` that belong to these documents, by document."""

        def read() -> dict[str, list[Any]]:
            found: dict[str, list[Any]] = {each: [] for each in documents}
            for name, wanted in sorted(catalogue.segments_of(self._connection, table, documents).items()):
                for record in self._segments.read(table, name):
                    place = replacing.owner(table, record)
                    if place in wanted:
                        found[place].append(record)
            return found

        return self._steadily(read)

    def judgements(self) -> list[Judgement]:
        """Every judgement of the ledger."""
        with foreign_errors_told(self.folder):
            return ledgers.all_judgements(self._connection)

    def problems(self) -> list[Problem]:
        """Every problem of the ledger."""
        with foreign_errors_told(self.folder):
            return ledgers.all_problems(self._connection)

    def find(self, prefix: str) -> Any:
        """The one record whose id begins so.

        Raises:
            UnknownId: there is none.
            AmbiguousId: there are several, and none has just this id.
        """
        found = self._steadily(lambda: self._begin_with(prefix)) if prefix else {}
        if not found:
            raise UnknownId(prefix)
        if len(found) > 1 and prefix not in found:
            raise AmbiguousId(prefix, tuple(sorted(found)))
        return found[prefix if prefix in found else next(iter(found))]

    def search(self, words: str, *, limit: int = 20) -> list[Match]:
        """The documents and claims that hold all these words, the best of each first."""
        with foreign_errors_told(self.folder):
            return matches(self._connection, words, limit=limit)

    def question(self, sql: str, *values: Any) -> pa.Table:
        """The answer to a question in SQL over the tables of the dossier."""
        from foedus.store.questions import answer  # noqa: PLC0415 - DuckDB is loaded for the first question

        def ask() -> pa.Table:
            """The answer over the segments as they are now; asked again where one of them has gone meanwhile."""
            with catalogue.transaction(self._connection, kind="DEFERRED"):
                names = {table: catalogue.segment_names(self._connection, table) for table in SEGMENTED}
                judged = ledgers.all_judgements(self._connection) if "judgements" in sql.casefold() else []
                problems = ledgers.all_problems(self._connection) if "problems" in sql.casefold() else []
                superseded = catalogue.superseded_documents(self._connection)
            files = {table: [str(self._segments.path(table, each)) for each in names[table]] for table in names}
            own = {"judgements": ledgers.in_force(judged), "problems": problems}
            return answer(sql, values, files=files, ledgers=own, superseded=superseded)

        return self._steadily(ask)

    def look_up(self, folder: Path) -> Lookup:
        """What now counts, written into the folder so that each record is found by itself."""

        def write() -> None:
            """What counts now is in the folder; written again where a segment has gone meanwhile."""
            with catalogue.transaction(self._connection, kind="DEFERRED"):
                names = {table: catalogue.segment_names(self._connection, table) for table in SEGMENTED}
                superseded = catalogue.superseded_documents(self._connection)
                writer = Writer(folder)
                writer.table("judgements", ledgers.in_force_batches(self._connection))
                problems = ledgers.all_problems(self._connection)
            writer.table("problems", [to_batch(problems, Problem)])
            for table, each in names.items():
                writer.table(table, self._segments.batches(table, each, without=superseded))

        self._steadily(write)
        return Lookup(folder)

    def held(self, table: str) -> int:
        """How many rows the segments of a table hold."""
        with foreign_errors_told(self.folder):
            return catalogue.held(self._connection, table)

    def instant(self) -> str:
        """A fingerprint of what the dossier holds, quickly told: of its segments, and how far its ledgers have come."""
        with foreign_errors_told(self.folder):
            return catalogue.instant(self._connection)

    def dump(self) -> str:
        """The catalogue in one canonical text: no clock, no path of this machine."""
        with foreign_errors_told(self.folder):
            return dump(self._connection)

    # ---- what is done and what is not

    @property
    def format(self) -> int:
        """The number of the dossier's format."""
        return format_of(self._connection)

    def finished(self, verb: Verb, asked: str = "") -> dict[str, str]:
        """The finished units of a verb's work, each with the fingerprint of what it was made from."""
        with foreign_errors_told(self.folder):
            return catalogue.finished_units(self._connection, verb, asked)

    def current(self) -> list[str]:
        """Ids of the documents that no later text from their place supersedes, in order."""
        with foreign_errors_told(self.folder):
            return catalogue.current_documents(self._connection)

    def removed(self) -> set[str]:
        """Ids of the documents that someone removed."""
        with foreign_errors_told(self.folder):
            return catalogue.removed_documents(self._connection)

    def holds(self, document: str) -> bool:
        """Whether the dossier has the document, superseded or not."""
        with foreign_errors_told(self.folder):
            return catalogue.holds_document(self._connection, document)

    def document_at(self, place: str) -> str | None:
        """The id of the document that holds this place now."""
        with foreign_errors_told(self.folder):
            return catalogue.document_at(self._connection, place)

    def state(self, tables: Sequence[str], verbs: Sequence[Verb]) -> str:
        """A fingerprint of these tables' rows, of who is superseded, and of what these verbs and people judged."""
        with foreign_errors_told(self.folder):
            names = [(table, name) for table in tables for name in catalogue.segment_names(self._connection, table)]
            judged = ledgers.judgement_ids(self._connection, verbs)
            return fingerprint(names, catalogue.superseded_documents(self._connection), judged)

    # ---- inside

    def _rows(self, table: str, names: Sequence[str], *, without: Collection[str] = ()) -> tuple[Any, ...]:
        found = [record for name in names for record in self._segments.read(table, name, without=without)]
        return tuple(sorted(found, key=lambda each: each.id))

    def _copies(self, names: Sequence[str], documents: Iterable[Document], *, without: Collection[str]) -> Copies:
        found = Copies({each.id: each for each in documents})
        for name in names:
            for each in self._segments.one_by_one("copies", name, without=without):
                found.add(each)
        return found.by_id()

    def _begin_with(self, prefix: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for table in SEGMENTED:
            for identity, name in self._segments.ids(table, catalogue.segment_names(self._connection, table), prefix):
                found[identity] = next(each for each in self._segments.read(table, name) if each.id == identity)
        ledger: list[Any] = [
            *ledgers.all_judgements(self._connection, prefix=prefix),
            *ledgers.all_problems(self._connection, prefix=prefix),
        ]
        return found | {each.id: each for each in ledger}

    def _steadily(self, read: Callable[[], T]) -> T:
        """What `read` returns, once no segment was replaced while it read."""
        with foreign_errors_told(self.folder):
            for _ in range(_TRIES - 1):
                try:
                    return read()
                except FileNotFoundError:
                    continue
            return read()
