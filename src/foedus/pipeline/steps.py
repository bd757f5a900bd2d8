"""The steps that the engine runs: a row for each file or document enters, a row for each leaves.

The records below are those rows; their Arrow schemas come from their fields as those of the tables do.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from foedus.engine import once
from foedus.records import Claim, Document, Judgement, Mention, Problem, problem
from foedus.store import from_batch, to_batch
from foedus.terms import Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToGather:
    """A file to open."""

    name: str
    found: bytes  # pickled: only the verb knows what it holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What one file gave."""

    name: str
    documents: tuple[Document, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one document says."""

    document: str
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToResolve:
    """A document and the mentions read in it."""

    document: Document
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Who is meant in one document."""

    document: str
    judgements: tuple[Judgement, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gather:
    """Opens files."""

    open_file: Callable[[Any], Iterator[Document | Judgement | Problem]]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield what each file gave."""
        for batch in batches:
            yield to_batch([self._gathered(each) for each in from_batch(batch, ToGather)], Gathered)

    def _gathered(self, asked: ToGather) -> Gathered:
        given = [*self.open_file(pickle.loads(asked.found))]  # noqa: S301 - our own, from the process that sent it
        return Gathered(
            name=asked.name,
            documents=_only(given, Document),
            judgements=_only(given, Judgement),
            problems=_only(given, Problem),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Reads documents."""

    read: Callable[[Document, Any], Iterator[Mention | Claim | Problem]]
    reader: Callable[[str, Path | None], Any]
    told: str  # which reader
    overlay: Path | None

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield what each document says."""
        for batch in batches:
            reader = once(self.reader, self.told, self.overlay)
            yield to_batch([self._reading(each, reader) for each in from_batch(batch, Document)], Reading)

    def _reading(self, document: Document, reader: Any) -> Reading:
        given = [*self.read(document, reader)]
        return Reading(
            document=document.id,
            mentions=_only(given, Mention),
            claims=_only(given, Claim),
            problems=_only(given, Problem),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve:
    """Says who is meant."""

    resolve: Callable[[Document, Sequence[Mention], Any], Iterator[Judgement]]
    world: Callable[[Path | None], Any]
    overlay: Path | None

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield who is meant in each document."""
        for batch in batches:
            world = once(self.world, self.overlay)
            yield to_batch([self._resolved(each, world) for each in from_batch(batch, ToResolve)], Resolved)

    def _resolved(self, asked: ToResolve, world: Any) -> Resolved:
        given = [*self.resolve(asked.document, asked.mentions, world)]
        return Resolved(document=asked.document.id, judgements=_only(given, Judgement), problems=_only(given, Problem))


def gathering_failed(batch: pa.RecordBatch, reason: str) -> pa.RecordBatch:
    """What stands for a file whose opening failed."""
    name = from_batch(batch, ToGather)[0].name
    says = f"The file could not be opened ({reason}): gather it in another format, and send it to us if you can."
    failed = problem(verb=Verb.GATHER, about=name, code="opening-failed", says=says)
    return to_batch([Gathered(name=name, problems=(failed,))], Gathered)


def reading_failed(batch: pa.RecordBatch, reason: str) -> pa.RecordBatch:
    """What stands for a document whose reading failed."""
    identity = from_batch(batch, Document)[0].id
    says = f"The document could not be read ({reason}): clean it, gather it again, and send it to us if you can."
    failed = problem(verb=Verb.READ, about=identity, code="reading-failed", says=says)
    return to_batch([Reading(document=identity, problems=(failed,))], Reading)


def resolving_failed(batch: pa.RecordBatch, reason: str) -> pa.RecordBatch:
    """What stands for a document in which it could not be said who is meant."""
    identity = from_batch(batch, ToResolve)[0].document.id
    says = f"Who is meant could not be worked out ({reason}): its claims have no actors; send it to us if you can."
    failed = problem(verb=Verb.RESOLVE, about=identity, code="resolving-failed", says=says)
    return to_batch([Resolved(document=identity, problems=(failed,))], Resolved)


def _only(given: Sequence[Any], kind: type[R]) -> tuple[R, ...]:
    return tuple(each for each in given if isinstance(each, kind))
