"""What all documents say enters; copies, roots, propositions, drifts, checks and assessments leave.

Each verb is done anew when anything it was made from has changed, and its old rows go in the same transaction.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from foedus.engine import once
from foedus.linked import Copies
from foedus.material import Material
from foedus.pipeline.corrections import corrected
from foedus.pipeline.gathering import severities, tally
from foedus.pipeline.pieces import pieces
from foedus.records import Assessment, Check, Copy, Drift, Judgement, Problem, Proposition, Root
from foedus.store import Store, Work
from foedus.store.ledgers import in_force, is_by_person
from foedus.terms import Verb
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from foedus.pipeline.method import Meaning, Method
    from foedus.pipeline.progress import Progress, Tally

    _Made = tuple[Material, Iterable[Any]]  # what a verb is given, and what it makes of it

# What each verb is made from, and by which verbs' judgements it goes.
_READ = ("documents", "mentions", "claims")
_TRACED = (*_READ, "copies", "roots")
_ASSEMBLED = (*_TRACED, "propositions", "drifts")
_CHECKED = (*_ASSEMBLED, "checks")
_JUDGES = (Verb.GATHER, Verb.READ, Verb.RESOLVE)
# The passages of copies, most of what they weigh: tracing makes them, assembling compares claims by them, and no verb
# after these reads them.
_UNREAD = {"copies": ("aligned",)}
_TURNS = 4  # of each thread, so that one with long texts does not keep the others waiting

WRITES: dict[Verb, dict[str, type]] = {
    Verb.TRACE: {"copies": Copy, "roots": Root},
    Verb.ASSEMBLE: {"propositions": Proposition, "drifts": Drift},
    Verb.CHECK: {"checks": Check},
    Verb.ASSESS: {"assessments": Assessment},
}


def trace(store: Store, method: Method, *, overlay: Path | None, workers: int = 1, progress: Progress) -> Tally:
    """On whose word claims stand, and which documents copy which."""
    world = once(method.world, overlay)

    def traced() -> _Made:
        whole = material(store, _READ, _JUDGES)
        return whole, method.trace(whole, world, side_by_side(once(method.meaning), workers))

    inputs = fingerprint(store.state(_READ, _JUDGES), world.fingerprint, method.rules(Verb.TRACE))
    return _redo(store, Verb.TRACE, inputs=inputs, make=traced, progress=progress)


def assemble(store: Store, method: Method, *, workers: int = 1, progress: Progress) -> Tally:
    """What is said once, however many say it."""
    judges = (*_JUDGES, Verb.TRACE)

    def assembled() -> _Made:
        whole = material(store, _TRACED, judges)
        return whole, method.assemble(whole, side_by_side(once(method.meaning), workers))

    inputs = fingerprint(store.state(_TRACED, judges), method.rules(Verb.ASSEMBLE))
    return _redo(store, Verb.ASSEMBLE, inputs=inputs, make=assembled, progress=progress)


def side_by_side(meaning: Meaning | None, workers: int) -> Meaning | None:
    """The same meaning of each text, worked out by so many threads: the encoder holds no lock while it computes."""
    if meaning is None or workers < 2:
        return meaning

    def spread(texts: Sequence[str]) -> Any:
        if len(texts) < 2 * workers:
            return meaning(texts)
        with ThreadPoolExecutor(workers) as pool:
            return np.concatenate([*pool.map(meaning, pieces(texts, -(-len(texts) // (workers * _TURNS))))])

    return spread


def check(store: Store, method: Method, *, reference: Path, progress: Progress) -> Tally:
    """What the reference datasets say of the propositions."""
    judges = (*_JUDGES, Verb.TRACE)

    def checked() -> _Made:
        whole = material(store, _ASSEMBLED, judges, without=_UNREAD)
        return whole, method.check(whole, method.reference(reference))

    inputs = fingerprint(store.state(_ASSEMBLED, judges), _content(reference), method.rules(Verb.CHECK))
    return _redo(store, Verb.CHECK, inputs=inputs, make=checked, progress=progress)


def assess(store: Store, method: Method, *, progress: Progress) -> Tally:
    """How far each relation has come."""
    judges = (*_JUDGES, Verb.TRACE)

    def assessed() -> _Made:
        whole = material(store, _CHECKED, judges, without=_UNREAD)
        return whole, (each for dyad in sorted(method.dyads(whole)) for each in method.assess(whole, dyad))

    inputs = fingerprint(store.state(_CHECKED, judges), method.rules(Verb.ASSESS))
    return _redo(store, Verb.ASSESS, inputs=inputs, make=assessed, progress=progress)


def material(
    store: Store, tables: Sequence[str], judges: Iterable[Verb], *, without: Mapping[str, Sequence[str]] | None = None
) -> Material:
    """What these tables hold of documents that are not superseded, with what these verbs and people judged.

    `without` names, by table, the lists that are left unread, and so are empty.
    """
    rows, judged, superseded = store.scan_all(tables, without=without)
    old, heard = frozenset(superseded), frozenset(judges)
    documents = tuple(each for each in rows["documents"] if each.id not in old)
    mentions = tuple(each for each in rows.get("mentions", ()) if each.span.document not in old)
    absent = {each.id for each in rows.get("mentions", ())} - {each.id for each in mentions} | old
    judgements = [each for each in judged if is_by_person(each) or each.by in heard]
    holding = tuple(
        sorted((each for each in in_force(judgements) if each.subject not in absent), key=lambda each: each.id)
    )
    claims = (each for each in rows.get("claims", ()) if each.document not in old)
    return Material(
        documents=documents,
        mentions=mentions,
        claims=corrected(claims, holding, mentions),
        judgements=holding,
        copies=rows.get("copies", ()),
        **{name: tuple(rows[name]) for name in ("roots", "propositions", "drifts", "checks") if name in rows},
    )


def _redo(store: Store, verb: Verb, *, inputs: str, make: Callable[[], _Made], progress: Progress) -> Tally:
    """What the verb left, or nothing done where all that it is made from is as it was."""
    with store.writing():
        if store.finished(verb).get("") == inputs:
            return tally(verb, 0, skipped=1, left=Counter())
        records, judgements, problems = _sorted(*make(), WRITES[verb])
        work = Work(
            verb=verb,
            finished={"": inputs},
            records=records,
            judgements=[("", each) for each in judgements],
            problems=[("", each) for each in problems],
        )
        store.keep(work)
        store.sweep()
        progress(verb, 1, 1, "")
    left = Counter({table: len(rows) for table, rows in records.items()})
    left.update(severities(problems), judgements=len(judgements))
    return tally(verb, 1, skipped=0, left=+left)


def _sorted(
    whole: Material, made: Iterable[Any], tables: Mapping[str, type]
) -> tuple[dict[str, Sequence[Any]], list[Judgement], list[Problem]]:
    """What a verb made, by table and in the order of ids; of copies the records are not kept, but columns."""
    copies = Copies(whole.document)
    kept: dict[type, list[Any]] = defaultdict(list)
    for each in made:
        if isinstance(each, Copy):
            copies.add(each)
        else:
            kept[type(each)].append(each)
    records: dict[str, Sequence[Any]] = {}
    for table, kind in tables.items():
        records[table] = copies.by_id() if kind is Copy else tuple(sorted(kept[kind], key=_id))
    return records, sorted(kept[Judgement], key=_id), kept[Problem]


def _id(record: Any) -> str:
    return str(record.id)


def _content(folder: Path) -> str:
    """A fingerprint of the files in a folder: their names in it and their bytes."""
    parts: list[str] = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file():
            with path.open("rb") as file:
                parts += [path.relative_to(folder).as_posix(), hashlib.file_digest(file, "sha256").hexdigest()]
    return fingerprint(*parts)
