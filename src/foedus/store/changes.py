"""A catalogue of an older format enters; the same in today's format leaves, and a copy of the old one beside it.

A change has a number, and is never edited once a dossier was made with it: a new one is added. A new catalogue goes
through all of them, so that there is one way to today's format.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from foedus.errors import NewerFormat
from foedus.store.words import index_claims, index_documents

if TYPE_CHECKING:
    from pathlib import Path

# The records of a table as its segments hold them now.
Scan = Callable[[str], Iterable[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step from a format to the next."""

    number: int  # the format it leads to
    says: str
    statements: str  # a file beside this one
    fill: Callable[[sqlite3.Connection, Scan], None] | None = None  # what SQL alone cannot do


def _fill_words(connection: sqlite3.Connection, scan: Scan) -> None:
    index_documents(connection, scan("documents"))
    index_claims(connection, scan("claims"))


CHANGES = (
    Change(number=1, says="the first catalogue", statements="format_1.sql"),
    Change(number=2, says="search over documents and claims", statements="format_2.sql", fill=_fill_words),
)
TODAY = CHANGES[-1].number


def format_of(connection: sqlite3.Connection) -> int:
    """The format that the catalogue has; 0 for an empty one."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def check_format(connection: sqlite3.Connection, folder: Path) -> bool:
    """Whether the catalogue has today's format.

    Raises:
        NewerFormat: it was made by a later Foedus.
    """
    found = format_of(connection)
    if found > TODAY:
        raise NewerFormat(folder, found, TODAY)
    return found == TODAY


def bring_up_to_date(connection: sqlite3.Connection, folder: Path, *, scan: Scan) -> tuple[Change, ...]:
    """The changes made, each in one transaction; what was there before is copied first."""
    found = format_of(connection)
    missing = tuple(each for each in CHANGES if each.number > found)
    if found and missing:
        _back_up(connection, folder / f"dossier.format-{found}.sqlite")
    for change in missing:
        _make(connection, change, scan)
    return missing


def _make(connection: sqlite3.Connection, change: Change, scan: Scan) -> None:
    statements = files(__package__).joinpath(change.statements).read_text("utf-8")
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _split(statements):
            connection.execute(statement)
        if change.fill is not None:
            change.fill(connection, scan)
        connection.execute(f"PRAGMA user_version = {change.number}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _split(statements: str) -> list[str]:
    """The single statements of a file; `executescript` would commit before each."""
    found, pending = [], ""
    for line in statements.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found


def _back_up(connection: sqlite3.Connection, path: Path) -> None:
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    copy = sqlite3.connect(unfinished)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    unfinished.replace(path)
