"""A path enters; documents that the dossier did not hold leave, each at its place, in pieces of a few files."""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.pipeline.pieces import pieces, regrouped
from foedus.pipeline.progress import Progress, Tally
from foedus.pipeline.steps import Gather, Gathered, ToGather, gathering_failed
from foedus.records import Document, Problem, problem
from foedus.store import Arrival, Store, Work, to_batch
from foedus.terms import Severity, Verb
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pyarrow as pa

    from foedus.engine import Engine
    from foedus.pipeline.method import Found, Method

FILES = 16  # in a piece: what a killed run does again at most
_SENT = 4  # in a batch


def gather(
    store: Store, engine: Engine, method: Method, *, path: Path, progress: Progress, guidance: Any = None
) -> Tally:
    """What was gathered from the path; files that were gathered before and have not changed are passed over.

    Raises:
        NothingToGather: nothing is at the path.
    """
    found = method.files(path)
    if guidance is not None:
        found = tuple(replace(each, guidance=guidance) for each in found)
    asked = str((path if path.is_dir() else path.parent).resolve())
    inputs = inputs_of(found, guidance)
    with store.writing():
        known = store.finished(Verb.GATHER, asked)
        pending = {name: each for name, each in _by_name(found).items() if known.get(name) != inputs[name]}
        done, left = 0, Counter[str]()
        cut = [*pieces(pending, FILES)]
        batches = engine.map(Gather(open_file=method.open_file), _asked_for(cut, pending), failed=gathering_failed)
        for names, rows in zip(cut, regrouped(batches, Gathered, _sizes(cut, pending)), strict=True):
            work = _Arrivals(store=store, asked=asked, same_place=method.same_place).work(rows)
            store.keep(replace(work, finished={name: inputs[name] for name in names}))
            done += len(names)
            left.update(_counts(work))
            progress(Verb.GATHER, done, len(pending), names[-1])
    return tally(Verb.GATHER, done, skipped=len(inputs) - len(pending), left=left)


def guidance_of(columns: Mapping[str, str] | None, library: Path | str | None) -> Any:
    """What the user tells of the files, as `gather` takes it; None where nothing.

    Raises:
        UnknownField: no field of a document has that name.
        BadLibrary: the library is no CSL-JSON.
    """
    if not columns and library is None:
        return None
    from foedus.gather import Guidance  # noqa: PLC0415  opens a room that questions do not need

    told = tuple(sorted((columns or {}).items()))
    return Guidance(columns=told, library=None if library is None else Path(library).absolute())


def tally(verb: Verb, done: int, *, skipped: int, left: Counter[str]) -> Tally:
    """The tally of these counts; notes and faults are counted under their own names."""
    tables = {name: number for name, number in left.items() if name not in {"note", "fault"}}
    return Tally(verb=verb, done=done, skipped=skipped, left=tables, notes=left["note"], faults=left["fault"])


def severities(problems: Iterable[Problem]) -> Counter[str]:
    """How many of the problems are notes, and how many are faults."""
    return Counter(each.severity.value for each in problems)


def _counts(work: Work) -> Counter[str]:
    told = severities(each for _, each in work.problems)
    return told + Counter(documents=len(work.records.get("documents", ())), judgements=len(work.judgements))


def _by_name(found: Sequence[Found]) -> dict[str, list[Found]]:
    """What there is to open under each name; an archive may be there beside what is said of it."""
    named: dict[str, list[Found]] = {}
    for each in found:
        named.setdefault(each.name, []).append(each)
    return dict(sorted(named.items()))


def _asked_for(cut: Sequence[Sequence[str]], pending: dict[str, list[Found]]) -> Iterator[pa.RecordBatch]:
    for piece in cut:
        for names in pieces(piece, _SENT):
            rows = [ToGather(name=name, found=pickle.dumps(each)) for name in names for each in pending[name]]
            yield to_batch(rows, ToGather)


def _sizes(cut: Sequence[Sequence[str]], pending: dict[str, list[Found]]) -> list[int]:
    return [sum(len(pending[name]) for name in names) for names in cut]


def inputs_of(found: Iterable[Found], guidance: Any) -> dict[str, str]:
    """A fingerprint of what lies under each name: a file that has changed is gathered again."""
    contents: dict[Path, str] = {}
    told = () if guidance is None else (guidance.fingerprint,)
    inputs: dict[str, str] = {}
    for each in found:
        if each.path not in contents:
            contents[each.path] = _content(each.path)
        inputs[each.name] = fingerprint(inputs.get(each.name, ""), contents[each.path], *told)
    return inputs


def _content(path: Path) -> str:
    try:
        if not path.is_file():  # a pipe would never end
            return "no file"
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"unreadable: {error.strerror}"


@dataclass(slots=True, kw_only=True)
class _Arrivals:
    """Decides, document by document, what is new, what is the same, and what takes another's place."""

    store: Store
    asked: str
    same_place: Callable[[Document], str]
    new: dict[str, Document] = field(default_factory=dict)
    arrivals: list[Arrival] = field(default_factory=list)
    at: dict[str, str] = field(default_factory=dict)  # this piece's documents by place
    problems: list[tuple[str, Problem]] = field(default_factory=list)

    def work(self, rows: Iterable[Gathered]) -> Work:
        """All that the rows of one piece leave."""
        judgements: list[Any] = []
        removed = self.store.removed()
        for row in rows:
            kept = {each.id for each in row.documents if self._take(each, row.name, removed)}
            dropped = {each.id for each in row.documents} - kept
            judgements += [(row.name, each) for each in row.judgements if each.subject not in dropped]
            self.problems += [(row.name, each) for each in row.problems]
        return Work(
            verb=Verb.GATHER,
            finished={},
            asked=self.asked,
            records={"documents": tuple(self.new.values())},
            arrivals=tuple(self.arrivals),
            judgements=judgements,
            problems=self.problems,
        )

    def _take(self, document: Document, name: str, removed: set[str]) -> bool:
        """Whether the document belongs to the dossier."""
        if document.id in removed:
            says = f"The document {document.id} was removed from this dossier: it stays out."
            self._note(name, "removed-before", says)
            return False
        place = self._place(document)
        before = self.at.get(place) or self.store.document_at(place)
        if document.id not in self.new and not self.store.holds(document.id):
            self.new[document.id] = replace(document, replaces=before) if before else document
        elif before != document.id:
            says = f"The text is the same as that of {document.id}, which is here already: it is counted once."
            self._note(name, "same-document", says)
        self.arrivals.append(Arrival(document=document, asked=self.asked, place=place))
        self.at[place] = document.id
        return True

    def _place(self, document: Document) -> str:
        """Its address, or its file on this machine: two folders may hold files of one name."""
        place = self.same_place(document)
        return place if place == document.url else f"{self.asked}/{place}"

    def _note(self, name: str, code: str, says: str) -> None:
        note = problem(verb=Verb.GATHER, about=name, code=code, says=says, severity=Severity.NOTE)
        self.problems.append((name, note))
