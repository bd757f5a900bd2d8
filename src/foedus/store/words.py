"""Words that someone looks for enter; the documents and claims that hold them leave, the best first."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from foedus.records import Claim, Document

_WORD = re.compile(r'"[^"]+"|[^\s"]+')

_FIND = {
    "documents": """
        SELECT id, snippet(documents_words, 2, '', '', '…', 24) FROM documents_words
        WHERE documents_words MATCH ? ORDER BY rank, id LIMIT ?""",
    "claims": "SELECT id, words FROM claims_words WHERE claims_words MATCH ? ORDER BY rank, id LIMIT ?",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A record whose words were looked for, and the words around them."""

    table: str  # "documents" or "claims"
    id: str
    words: str


def index_documents(connection: sqlite3.Connection, documents: Iterable[Document]) -> None:
    """Leave the words of the documents to be found."""
    rows = sorted((_row_of(each.id), each.id, each.title or "", each.text) for each in documents)
    connection.executemany("INSERT OR REPLACE INTO documents_words (rowid, id, title, text) VALUES (?, ?, ?, ?)", rows)


def index_claims(connection: sqlite3.Connection, claims: Iterable[Claim]) -> None:
    """Leave the words of the claims to be found."""
    rows = sorted((_row_of(each.id), each.id, each.evidence.text) for each in claims)
    connection.executemany("INSERT OR REPLACE INTO claims_words (rowid, id, words) VALUES (?, ?, ?)", rows)


def forget_words(connection: sqlite3.Connection, *, table: str, ids: Iterable[str]) -> None:
    """Leave nothing of these records to be found."""
    statement = {
        "documents": "DELETE FROM documents_words WHERE rowid = ?",
        "claims": "DELETE FROM claims_words WHERE rowid = ?",
    }[table]
    connection.executemany(statement, sorted((_row_of(each),) for each in ids))


def forget_leftovers(connection: sqlite3.Connection) -> None:
    """Leave no trace of forgotten words in the index, which else drops them when it is next merged."""
    connection.execute("INSERT INTO documents_words (documents_words) VALUES ('optimize')")
    connection.execute("INSERT INTO claims_words (claims_words) VALUES ('optimize')")


def _row_of(identity: str) -> int:
    """The row of a record in the index: made of its id, so that it is found without a search.

    Rows are entered in ascending order: the index is written out anew whenever the order is broken.
    """
    return int.from_bytes(hashlib.blake2b(identity.encode(), digest_size=8).digest(), "big") >> 1


def query_of(words: str) -> str:
    """The words as a full-text query: each one as it stands, phrases in quotation marks, signs without meaning.

    >>> query_of('joint "air patrol" NOT*')
    '"joint" "air patrol" "NOT*"'
    """
    return " ".join('"' + each.strip('"') + '"' for each in _WORD.findall(words) if any(map(str.isalnum, each)))


def matches(connection: sqlite3.Connection, words: str, *, limit: int) -> list[Match]:
    """The documents and claims that hold all the words, the best of each first, documents before claims."""
    query = query_of(words)
    if not query:
        return []
    found = []
    for table, statement in _FIND.items():
        rows = connection.execute(statement, (query, limit)).fetchall()
        found += [Match(table=table, id=row[0], words=row[1]) for row in rows]
    return found
