"""Judgements and problems enter as verbs and people give them; what is in force leaves.

A verb's judgements and problems stand for one unit of its work and go when that unit is done anew. A person's are
never erased: a later judgement replaces them. The ledger's clock is the only one in a dossier, and nothing reads it
to decide anything.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from foedus.records import Judgement, Problem
from foedus.store.tables import schema_of
from foedus.terms import (
    CLAIM_IS_OF_KIND,
    CLAIM_STANDS_ON,
    MENTION_IS_ACTOR,
    MENTION_IS_MENTION,
    PUBLISHER_IS_OUTLET,
    Opinion,
    Severity,
    Verb,
)
from foedus.values import Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

_Pair = tuple[str, str, str]  # what is judged about, and the two that it is judged of

_VERBS = {each.value: each for each in Verb}
_ADD_JUDGEMENT = """
INSERT OR IGNORE INTO judgements (
    verb, asked, unit, id, about, subject, candidate, opinion, by, because,
    evidence_document, evidence_start, evidence_end, evidence_text, replaces, made_at
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_ADD_PROBLEM = """
INSERT OR IGNORE INTO problems (
    asked, unit, id, verb, about, code, says, severity, span_document, span_start, span_end, span_text
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_ALL_JUDGEMENTS = """
SELECT
    id, about, subject, candidate, opinion, by, because,
    evidence_document, evidence_start, evidence_end, evidence_text, replaces, made_at, min(number)
FROM judgements WHERE substr(id, 1, length(?1)) = ?1 GROUP BY id ORDER BY verb = '', id"""
_LEDGER = (
    "id", "about", "subject", "candidate", "opinion", "by", "because",
    "evidence_document", "evidence_start", "evidence_end", "evidence_text", "replaces", "made_at", "number",
)  # fmt: skip
_COLUMNS_OF_JUDGEMENTS = f"SELECT {', '.join(_LEDGER[:-1])}, min(number) FROM judgements"  # noqa: S608 - names of ours
_SOME_JUDGEMENTS = f"{_COLUMNS_OF_JUDGEMENTS} WHERE by NOT IN ({', '.join('?' * len(Verb))}) OR replaces IS NOT NULL"
_ROWS = 50_000  # read at a time
_ALL_PROBLEMS = """
SELECT id, verb, about, code, says, severity, span_document, span_start, span_end, span_text
FROM problems WHERE substr(id, 1, length(?1)) = ?1 GROUP BY id ORDER BY verb, about, code, id"""

# A subject of these is one thing only: a person's word on it stands against every candidate that a verb found.
_ONE_ANSWER = frozenset({MENTION_IS_ACTOR, MENTION_IS_MENTION, PUBLISHER_IS_OUTLET, CLAIM_IS_OF_KIND, CLAIM_STANDS_ON})


def add_judgements(
    connection: sqlite3.Connection, given: Iterable[tuple[str, Judgement]], *, verb: str, asked: str = ""
) -> None:
    """Enter the judgements, each with the unit of work that it comes from."""
    now = datetime.now(UTC).isoformat()
    connection.executemany(
        _ADD_JUDGEMENT,
        ((verb, asked, unit, *_judgement_row(each), now) for unit, each in given),
    )


def add_problems(connection: sqlite3.Connection, given: Iterable[tuple[str, Problem]], *, asked: str = "") -> None:
    """Enter the problems, each with the unit of work that it comes from."""
    connection.executemany(
        _ADD_PROBLEM,
        (
            (asked, unit, each.id, each.verb, each.about, each.code, each.says, each.severity, *_span_row(each.span))
            for unit, each in given
        ),
    )


def forget_units(connection: sqlite3.Connection, units: Iterable[str], *, verb: str, asked: str = "") -> None:
    """Drop what a verb once said of these units of its work."""
    keys = [(verb, asked, unit) for unit in units]
    connection.executemany("DELETE FROM judgements WHERE verb = ? AND asked = ? AND unit = ?", keys)
    connection.executemany("DELETE FROM problems WHERE verb = ? AND asked = ? AND unit = ?", keys)


def all_judgements(connection: sqlite3.Connection, *, prefix: str = "") -> list[Judgement]:
    """Every judgement whose id begins so, once, a person's last, else in the order of their ids."""
    return [_judgement(row) for row in connection.execute(_ALL_JUDGEMENTS, (prefix,)).fetchall()]


def all_problems(connection: sqlite3.Connection, *, prefix: str = "") -> list[Problem]:
    """Every problem whose id begins so, once, in the order of its verb, its subject, its code and its id."""
    rows = connection.execute(_ALL_PROBLEMS, (prefix,)).fetchall()
    order = {each: place for place, each in enumerate(Verb)}
    return sorted((_problem(row) for row in rows), key=lambda each: order[each.verb])


def judgement_ids(connection: sqlite3.Connection, verbs: Iterable[str]) -> list[str]:
    """Ids of what these verbs and any person judged, in order."""
    wanted = {*map(str, verbs), ""}
    rows = connection.execute("SELECT DISTINCT id, verb FROM judgements ORDER BY id").fetchall()
    return [identity for identity, verb in rows if verb in wanted]


def in_force_batches(connection: sqlite3.Connection) -> Iterator[pa.RecordBatch]:
    """The judgements that hold, as `in_force` has them, column by column: a ledger may have millions."""
    rows = connection.execute(f"{_SOME_JUDGEMENTS} GROUP BY id", sorted(_VERBS)).fetchall()
    few = [_judgement(row) for row in rows]
    replaced, single, pairs = _overruling(few)
    by_people = {each.id for each in few if is_by_person(each)}
    asked = connection.execute(f"{_COLUMNS_OF_JUDGEMENTS} GROUP BY id")
    while some := asked.fetchmany(_ROWS):
        kept = [
            row for row in some
            if row[0] not in replaced
            and (row[0] in by_people or ((row[1], row[2]) not in single and _pair_of(*row[1:4]) not in pairs))
        ]  # fmt: skip
        yield _batch_of(kept)


def _batch_of(rows: Sequence[Sequence[Any]]) -> pa.RecordBatch:
    """Rows of the ledger as a table of judgements has them."""
    schema = schema_of(Judgement)
    told = [*zip(*rows, strict=True)] or [()] * len(_LEDGER)
    column = dict(zip(_LEDGER, told, strict=True))
    span = schema.field("evidence").type
    inside = [pa.array(column[f"evidence_{each.name}"], each.type) for each in span]
    inside = [pc.fill_null(each, "" if pa.types.is_string(each.type) else 0) for each in inside]
    absent = pa.array([each is None for each in column["evidence_document"]], pa.bool_())
    column["evidence"] = pa.StructArray.from_arrays(inside, fields=list(span), mask=absent)
    column["made_at"] = pa.array(
        [datetime.fromisoformat(each) for each in column["made_at"]], schema.field("made_at").type
    )
    arrays = [
        column[each.name] if isinstance(column[each.name], pa.Array) else pa.array(column[each.name], each.type)
        for each in schema
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def in_force(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that hold: none that a later one replaces, and none of a verb's that a person decided otherwise.

    Undoing what undid a judgement puts it back in force.
    """
    replaced, single, pairs = _overruling(judgements)
    return tuple(
        each
        for each in judgements
        if each.id not in replaced
        and (is_by_person(each) or ((each.about, each.subject) not in single and _pair(each) not in pairs))
    )


def _overruling(judgements: Sequence[Judgement]) -> tuple[frozenset[str], set[tuple[str, str]], set[_Pair]]:
    """What is replaced, what a person answered, and the pairs that a person decided."""
    replaced = _replaced(judgements)
    people = [each for each in judgements if each.id not in replaced and is_by_person(each)]
    single = {(each.about, each.subject) for each in people if _is_answer(each)}
    return replaced, single, {_pair(each) for each in people if each.opinion is not Opinion.UNSURE}


def is_by_person(judgement: Judgement) -> bool:
    """Whether a person, not a verb, decided."""
    return judgement.by not in _VERBS


def _is_answer(judgement: Judgement) -> bool:
    return is_by_person(judgement) and judgement.about in _ONE_ANSWER and judgement.opinion is Opinion.SAME


def _pair(judgement: Judgement) -> _Pair:
    return _pair_of(judgement.about, judgement.subject, judgement.candidate)


def _pair_of(about: str, first: str, second: str) -> _Pair:
    return (about, second, first) if about not in _ONE_ANSWER and second < first else (about, first, second)


def _replaced(judgements: Sequence[Judgement]) -> frozenset[str]:
    """Ids of judgements that one in force replaces."""
    by_target: dict[str, list[str]] = {}
    for each in judgements:
        if each.replaces is not None:
            by_target.setdefault(each.replaces, []).append(each.id)
    known: dict[str, bool] = {}
    for target in by_target:
        _settle(target, by_target, known)
    return frozenset(target for target, replaced in known.items() if replaced)


def _settle(target: str, by_target: dict[str, list[str]], known: dict[str, bool]) -> None:
    """Decide whether the target is replaced, after all that would replace it.

    An id covers what its judgement replaces, so no chain runs in a circle.
    """
    pending = [target]
    while pending:
        last = pending[-1]
        open_ones = [each for each in by_target.get(last, ()) if each not in known and each not in pending]
        if open_ones:
            pending += open_ones
            continue
        known[last] = any(not known.get(each, False) for each in by_target.get(last, ()))
        pending.pop()


def _span_row(span: Span | None) -> tuple[Any, ...]:
    return (span.document, span.start, span.end, span.text) if span else (None, None, None, None)


def _span(row: Sequence[Any]) -> Span | None:
    return Span(document=row[0], start=row[1], end=row[2], text=row[3]) if row[0] is not None else None


def _judgement_row(each: Judgement) -> tuple[Any, ...]:
    said = (each.id, each.about, each.subject, each.candidate, each.opinion, each.by, each.because)
    return (*said, *_span_row(each.evidence), each.replaces)


def _judgement(row: Sequence[Any]) -> Judgement:
    return Judgement(
        id=row[0],
        about=row[1],
        subject=row[2],
        candidate=row[3],
        opinion=Opinion(row[4]),
        by=_VERBS.get(row[5], row[5]),
        because=row[6],
        evidence=_span(row[7:11]),
        replaces=row[11],
        made_at=datetime.fromisoformat(row[12]),
    )


def _problem(row: Sequence[Any]) -> Problem:
    return Problem(
        id=row[0],
        verb=Verb(row[1]),
        about=row[2],
        code=row[3],
        says=row[4],
        severity=Severity(row[5]),
        span=_span(row[6:10]),
    )
