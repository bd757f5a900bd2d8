"""A piece of work enters; what it changes among the segments leaves, with the new files already on disk.

Nothing is part of the dossier yet: the catalogue says so afterwards, in one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from foedus.store import catalogue
from foedus.store.tables import OWNED
from foedus.terms import Verb

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from foedus.store.segments import Segments
    from foedus.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A segment on disk and what it holds."""

    name: str
    rows: int
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """Segments of a table that go and those that come instead."""

    table: str
    added: tuple[Added, ...]
    dropped: tuple[str, ...]
    gone: tuple[str, ...] = ()  # ids of documents' rows that were there before


def owner(table: str, record: Any) -> str:
    """The document that a row of `documents`, `mentions` or `claims` belongs to; the file of a coded event."""
    if table == "mentions":
        return str(record.span.document)
    if table == "coded_events":
        return str(record.file)
    return str(record.id if table == "documents" else record.document)


def replacements(connection: sqlite3.Connection, segments: Segments, work: Work) -> list[Replacement]:
    """What the work changes, table by table."""
    found = []
    for table, records in work.records.items():
        new = added(segments, table, records)
        if table == "documents":
            found.append(Replacement(table=table, added=new, dropped=()))
        elif table in OWNED:
            old = without(connection, segments, table=table, documents=work.finished)
            found.append(Replacement(table=table, added=new + old.added, dropped=old.dropped, gone=old.gone))
        else:
            names = catalogue.segment_names(connection, table)
            found.append(Replacement(table=table, added=new, dropped=tuple(names)))
    return found


def added(segments: Segments, table: str, records: Sequence[Any]) -> tuple[Added, ...]:
    """One new segment of the records, or none for no records."""
    if not records:
        return ()
    documents = {owner(table, each) for each in records} if table in OWNED else ()
    return (Added(name=segments.write(table, records), rows=len(records), documents=tuple(sorted(documents))),)


def without(
    connection: sqlite3.Connection, segments: Segments, *, table: str, documents: Collection[str]
) -> Replacement:
    """The table's segments without the rows of these documents."""
    instead: tuple[Added, ...] = ()
    dropped, gone = [], []
    for name in sorted(catalogue.segments_of(connection, table, documents)):
        records = segments.read(table, name)
        gone += [each.id for each in records if owner(table, each) in documents]
        instead += added(segments, table, [each for each in records if owner(table, each) not in documents])
        dropped.append(name)
    return Replacement(table=table, added=instead, dropped=tuple(dropped), gone=tuple(gone))


def enter(connection: sqlite3.Connection, replacement: Replacement) -> None:
    """Say in the catalogue what goes and what comes."""
    coming = {each.name for each in replacement.added}
    for name in replacement.dropped:
        if name not in coming:
            catalogue.drop_segment(connection, table=replacement.table, name=name)
    for each in replacement.added:
        catalogue.add_segment(
            connection, table=replacement.table, name=each.name, rows=each.rows, documents=each.documents
        )


# The verbs whose work looks across documents, each with the tables that it alone writes.
ACROSS: dict[Verb, tuple[str, ...]] = {
    Verb.TRACE: ("copies", "roots"),
    Verb.ASSEMBLE: ("propositions", "drifts"),
    Verb.CHECK: ("checks",),
    Verb.ASSESS: ("assessments",),
}
