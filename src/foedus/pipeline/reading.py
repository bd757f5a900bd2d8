"""Documents of the dossier enter; their mentions and claims leave, and who is meant, in pieces of some documents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from foedus.engine import once
from foedus.pipeline.gathering import severities, tally
from foedus.pipeline.pieces import pieces, regrouped
from foedus.pipeline.steps import Read, Reading, Resolve, Resolved, ToResolve, reading_failed, resolving_failed
from foedus.records import Document
from foedus.store import Store, Work, to_batch
from foedus.terms import Verb
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from foedus.engine import Engine
    from foedus.pipeline.method import Method
    from foedus.pipeline.progress import Progress, Tally

DOCUMENTS = 64  # in a piece
_LOOKED_AT = 1024  # documents whose texts are held at once while they are put in order
_SENT = 8  # documents in a batch: small, so that two workers have work on a small dossier too


def read(store: Store, engine: Engine, method: Method, *, told: str, overlay: Path | None, progress: Progress) -> Tally:
    """What was read; documents that this reader has read are passed over, and another reader's readings replaced."""
    with store.writing():
        name = once(method.reader, told, overlay).name
        current = store.current()
        known = store.finished(Verb.READ)
        pending = _copies_together(store, [each for each in current if known.get(each) != name])
        done, left = 0, Counter[str]()
        cut = [*pieces(pending, DOCUMENTS)]
        step = Read(read=method.read, reader=method.reader, told=told, overlay=overlay)
        batches = engine.map(step, _documents(store, cut), failed=reading_failed)
        for piece, rows in zip(cut, regrouped(batches, Reading, map(len, cut)), strict=True):
            work = _reading_work(rows, inputs=name)
            store.keep(work)
            done += len(piece)
            left.update(mentions=len(work.records["mentions"]), claims=len(work.records["claims"]))
            left.update(severities(each for _, each in work.problems))
            progress(Verb.READ, done, len(pending), piece[-1])
    return tally(Verb.READ, done, skipped=len(current) - len(pending), left=left)


def resolve(store: Store, engine: Engine, method: Method, *, overlay: Path | None, progress: Progress) -> Tally:
    """Who was found to be meant; documents whose mentions and actors are as they were are passed over."""
    with store.writing():
        world = fingerprint(once(method.world, overlay).fingerprint, method.rules(Verb.RESOLVE))
        read_by = store.finished(Verb.READ)
        known = store.finished(Verb.RESOLVE)
        inputs = {each: fingerprint(world, read_by[each]) for each in store.current() if each in read_by}
        pending = [each for each in inputs if known.get(each) != inputs[each]]
        done, left = 0, Counter[str]()
        cut = [*pieces(pending, DOCUMENTS)]
        step = Resolve(resolve=method.resolve, world=method.world, overlay=overlay)
        batches = engine.map(step, _mentions(store, cut), failed=resolving_failed)
        for piece, rows in zip(cut, regrouped(batches, Resolved, map(len, cut)), strict=True):
            work = _resolving_work(rows, inputs)
            store.keep(work)
            done += len(piece)
            left.update(judgements=len(work.judgements))
            left.update(severities(each for _, each in work.problems))
            progress(Verb.RESOLVE, done, len(pending), piece[-1])
    return tally(Verb.RESOLVE, done, skipped=len(inputs) - len(pending), left=left)


def _copies_together(store: Store, documents: Sequence[str]) -> list[str]:
    """The documents in the order of what their texts are known by, so that copies of one text are read in a row.

    A document's place does not depend on the others: what is left of the list after some pieces is in the same order.
    """
    known: dict[str, str] = {}
    for few in pieces(documents, _LOOKED_AT):
        rows = store.rows_of("documents", few)
        known.update((each, fingerprint("text", rows[each][0].text)) for each in few)
    return sorted(documents, key=lambda each: (known[each], each))


def _documents(store: Store, cut: Sequence[Sequence[str]]) -> Iterator[pa.RecordBatch]:
    for piece in cut:
        rows = store.rows_of("documents", piece)
        for few in pieces(piece, _SENT):
            yield to_batch([rows[each][0] for each in few], Document)


def _mentions(store: Store, cut: Sequence[Sequence[str]]) -> Iterator[pa.RecordBatch]:
    for piece in cut:
        documents, mentions = store.rows_of("documents", piece), store.rows_of("mentions", piece)
        for few in pieces(piece, _SENT):
            yield to_batch(
                [ToResolve(document=documents[each][0], mentions=tuple(mentions[each])) for each in few], ToResolve
            )


def _reading_work(rows: Sequence[Reading], *, inputs: str) -> Work:
    return Work(
        verb=Verb.READ,
        finished=dict.fromkeys((row.document for row in rows), inputs),
        records={
            "mentions": tuple(each for row in rows for each in row.mentions),
            "claims": tuple(each for row in rows for each in row.claims),
        },
        problems=[(row.document, each) for row in rows for each in row.problems],
    )


def _resolving_work(rows: Sequence[Resolved], inputs: dict[str, str]) -> Work:
    return Work(
        verb=Verb.RESOLVE,
        finished={row.document: inputs[row.document] for row in rows},
        judgements=[(row.document, each) for row in rows for each in row.judgements],
        problems=[(row.document, each) for row in rows for each in row.problems],
    )
