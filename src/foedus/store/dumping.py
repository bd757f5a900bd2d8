"""A catalogue enters; its canonical text leaves: the same for the same work, whenever, wherever and by how many."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

# All but clocks, row numbers and paths of this machine. A segment's name covers every byte of its rows.
_TOLD = {
    "format": "SELECT user_version FROM pragma_user_version",
    "segments": "SELECT records, name, rows FROM segments",
    "contents": "SELECT records, document, segment FROM contents",
    "documents": "SELECT id, title, publisher, published_on, language, gathered_from, superseded_by FROM documents",
    "removed": "SELECT document FROM removed",
    "finished": "SELECT verb, unit, inputs FROM finished",
    "judgements": (
        "SELECT id, verb, unit, about, subject, candidate, opinion, by, because,"
        " evidence_document, evidence_start, evidence_end, evidence_text, replaces FROM judgements"
    ),
    "problems": (
        "SELECT id, verb, unit, about, code, says, severity, span_document, span_start, span_end, span_text"
        " FROM problems"
    ),
}


def dump(connection: sqlite3.Connection) -> str:
    """One line of JSON for each row of the catalogue, tables in a fixed order, rows in the order of their text."""
    lines = []
    for table, statement in _TOLD.items():
        rows = connection.execute(statement).fetchall()
        lines += sorted(json.dumps([table, *row], ensure_ascii=False) for row in rows)
    return "\n".join(lines) + "\n"
