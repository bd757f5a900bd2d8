"""The SQLite file of a dossier: which segments are part of it, which work is finished, where each document is from.

One transaction makes a piece of work part of the dossier. A write is on disk when its transaction has returned.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from foedus.store.work import Arrival

FILE = "dossier.sqlite"
_PATIENCE_S = 30.0


def connect(folder: Path, *, writable: bool) -> sqlite3.Connection:
    """A connection to the catalogue; each transaction is forced to disk before it returns, and what is deleted is gone.

    Where nothing may be written, not even the memory that readers share, a file without a log is read as it stands.
    """
    path = folder / FILE
    if writable:
        return _connected(path.resolve().as_uri(), "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
                          "PRAGMA secure_delete = ON")  # fmt: skip
    try:
        return _connected(f"{path.resolve().as_uri()}?mode=ro")
    except sqlite3.OperationalError:
        log = path.with_name(f"{FILE}-wal")
        if log.exists() and log.stat().st_size:
            raise
        return _connected(f"{path.resolve().as_uri()}?mode=ro&immutable=1")


def _connected(address: str, *settings: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False)
    try:
        for each in settings:
            connection.execute(each)
        connection.execute("SELECT count(*) FROM sqlite_schema")
    except BaseException:
        connection.close()
        raise
    return connection


def is_writable(folder: Path) -> bool:
    """Whether this process may write the folder and the catalogue in it."""
    path = folder / FILE
    return os.access(folder, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


@contextmanager
def transaction(connection: sqlite3.Connection, *, kind: str = "IMMEDIATE") -> Iterator[None]:
    """All that happens meanwhile is kept, or none of it."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # a full disk has undone it already
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


# ---- segments


def segment_names(connection: sqlite3.Connection, table: str) -> list[str]:
    """The segments of a table, in the order of their names."""
    return [row[0] for row in connection.execute("SELECT name FROM segments WHERE records = ? ORDER BY name", (table,))]


def all_segments(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Every segment of the dossier: its table and its name."""
    return set(connection.execute("SELECT records, name FROM segments").fetchall())


def add_segment(connection: sqlite3.Connection, *, table: str, name: str, rows: int, documents: Iterable[str]) -> None:
    """Make a segment part of the dossier."""
    connection.execute("INSERT OR IGNORE INTO segments (records, name, rows) VALUES (?, ?, ?)", (table, name, rows))
    connection.executemany(
        "INSERT OR IGNORE INTO contents (records, document, segment) VALUES (?, ?, ?)",
        ((table, each, name) for each in sorted(set(documents))),
    )


def drop_segment(connection: sqlite3.Connection, *, table: str, name: str) -> None:
    """Take a segment out of the dossier; its file is swept later."""
    connection.execute("DELETE FROM segments WHERE records = ? AND name = ?", (table, name))
    connection.execute("DELETE FROM contents WHERE records = ? AND segment = ?", (table, name))


def held(connection: sqlite3.Connection, table: str) -> int:
    """How many rows the segments of a table hold."""
    found = connection.execute("SELECT coalesce(sum(rows), 0) FROM segments WHERE records = ?", (table,)).fetchone()
    return int(found[0])


def segments_of(connection: sqlite3.Connection, table: str, documents: Iterable[str]) -> dict[str, set[str]]:
    """The segments that hold rows of these documents: which of them each holds."""
    found: dict[str, set[str]] = {}
    for document in documents:
        wanted = (table, document)
        rows = connection.execute("SELECT segment FROM contents WHERE records = ? AND document = ?", wanted)
        for (segment,) in rows.fetchall():
            found.setdefault(segment, set()).add(document)
    return found


def instant(connection: sqlite3.Connection) -> str:
    """A fingerprint of the segments, of who is superseded, and of how far the ledgers have come.

    A row that comes has a higher number than any before it; where rows only go, there are fewer.
    """
    with transaction(connection, kind="DEFERRED"):
        held = connection.execute("SELECT records, name FROM segments ORDER BY records, name").fetchall()
        counted = [
            connection.execute(f"SELECT max(number), count(*) FROM {each}").fetchone()  # noqa: S608 - names of ours
            for each in ("judgements", "problems")
        ]
        return fingerprint(held, superseded_documents(connection), counted)


# ---- documents


def add_arrival(connection: sqlite3.Connection, arrival: Arrival) -> None:
    """Note where a document is from; the one that held its place before is superseded, and this one is not."""
    each = arrival.document
    day = each.published_on.isoformat() if each.published_on else None
    connection.execute(
        "UPDATE documents SET superseded_by = ? WHERE place = ? AND superseded_by IS NULL AND id != ?",
        (each.id, arrival.place, each.id),
    )
    connection.execute(
        "INSERT INTO documents (id, title, publisher, published_on, language, gathered_from, asked, place)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET superseded_by = NULL, place = excluded.place",
        (each.id, each.title, each.publisher, day, each.language, each.gathered_from, arrival.asked, arrival.place),
    )


def document_at(connection: sqlite3.Connection, place: str) -> str | None:
    """The document that holds this place now."""
    wanted = "SELECT id FROM documents WHERE place = ? AND superseded_by IS NULL"
    row = connection.execute(wanted, (place,)).fetchone()
    return row[0] if row else None


def holds_document(connection: sqlite3.Connection, identity: str) -> bool:
    """Whether the dossier has the document, superseded or not."""
    return connection.execute("SELECT 1 FROM documents WHERE id = ?", (identity,)).fetchone() is not None


def current_documents(connection: sqlite3.Connection) -> list[str]:
    """Ids of the documents that no later text from their place supersedes, in order."""
    rows = connection.execute("SELECT id FROM documents WHERE superseded_by IS NULL ORDER BY id")
    return [row[0] for row in rows]


def superseded_documents(connection: sqlite3.Connection) -> list[str]:
    """Ids of the documents whose place a later text has taken, in order."""
    rows = connection.execute("SELECT id FROM documents WHERE superseded_by IS NOT NULL ORDER BY id")
    return [row[0] for row in rows]


def removed_documents(connection: sqlite3.Connection) -> set[str]:
    """Ids of the documents that someone removed."""
    return {row[0] for row in connection.execute("SELECT document FROM removed")}


# ---- finished work


def finished_units(connection: sqlite3.Connection, verb: str, asked: str) -> dict[str, str]:
    """The finished units of a verb's work, each with the fingerprint of what it was made from."""
    rows = connection.execute("SELECT unit, inputs FROM finished WHERE verb = ? AND asked = ?", (verb, asked))
    return dict(rows.fetchall())


def add_finished(connection: sqlite3.Connection, units: Mapping[str, str], *, verb: str, asked: str) -> None:
    """Note that these units are done."""
    connection.executemany(
        "INSERT OR REPLACE INTO finished (verb, asked, unit, inputs) VALUES (?, ?, ?, ?)",
        ((verb, asked, unit, inputs) for unit, inputs in units.items()),
    )


def forget_finished(connection: sqlite3.Connection, unit: str, *, verb: str, asked: str) -> None:
    """Leave the unit to be done again."""
    connection.execute("DELETE FROM finished WHERE verb = ? AND asked = ? AND unit = ?", (verb, asked, unit))


def forget_verbs(connection: sqlite3.Connection, verbs: Iterable[str]) -> None:
    """Leave these verbs' work to be done again, and nothing that they said."""
    for verb in verbs:
        for statement in (
            "DELETE FROM finished WHERE verb = ?",
            "DELETE FROM judgements WHERE verb = ?",
            "DELETE FROM problems WHERE verb = ?",
        ):
            connection.execute(statement, (verb,))


def forget_document(connection: sqlite3.Connection, document: str, *, subjects: Sequence[str]) -> None:
    """Leave no row about the document or about its mentions and claims, but that it was removed."""
    connection.execute("UPDATE documents SET superseded_by = NULL WHERE superseded_by = ?", (document,))
    for statement in (
        "DELETE FROM documents WHERE id = ?",
        "DELETE FROM contents WHERE document = ?",
        "DELETE FROM finished WHERE unit = ?",
        "DELETE FROM judgements WHERE unit = ?",
        "DELETE FROM judgements WHERE evidence_document = ?",
        "DELETE FROM judgements WHERE candidate LIKE ? || ':%'",
        "DELETE FROM problems WHERE unit = ?",
        "DELETE FROM problems WHERE about = ?",
        "DELETE FROM problems WHERE span_document = ?",
        "INSERT OR IGNORE INTO removed (document) VALUES (?)",
    ):
        connection.execute(statement, (document,))
    connection.executemany("DELETE FROM judgements WHERE subject = ?", ((each,) for each in (document, *subjects)))
