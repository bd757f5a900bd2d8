"""The steps of `spread`: rows for a document, a claim or a bucket of pairs enter; signs, copies and totals leave.

The records below are those rows. They run in the cluster's workers, where `once` keeps what they need for many.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pyarrow as pa

from foedus.assemble import piecemeal as claims
from foedus.engine import once
from foedus.records import Copy, Document
from foedus.store import from_batch, schema_of, to_batch
from foedus.trace import piecemeal as documents
from foedus.trace.houses import House  # noqa: TC001 - the rows' columns come from the annotations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from foedus.assemble.content import Content
    from foedus.assemble.likeness import Likeness
    from foedus.pipeline.method import Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document by its number, with its house, and that by a number too; -1 where it is not told."""

    number: int
    owner: int
    document: Document
    house: House


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What a document is found by; the bits of unsigned numbers stand in signed ones, as SQL has no others."""

    number: int
    owner: int
    whole: str
    marks: tuple[int, ...]
    features: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Two documents or claims by their numbers."""

    first: int
    second: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Two documents, and by what they met."""

    first: int
    second: int
    words: bool
    marks: bool
    features: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim by its number, with what it meets others by."""

    number: int
    actors: tuple[str, ...]
    stems: tuple[str, ...]
    same: str
    content: bytes  # pickled: only the verb knows what it holds

    @classmethod
    def of(cls, number: int, content: Content) -> Self:
        """The row of a content."""
        return cls(
            number=number,
            actors=tuple(sorted(content.actors)),
            stems=tuple(sorted(content.stems)),
            same=claims.same(content),
            content=pickle.dumps(content),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """How alike two claims are."""

    first: int
    second: int
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMean:
    """A text whose meaning is asked for."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The meaning of a text: the bytes of its vector."""

    vector: bytes


@dataclass(frozen=True, slots=True)
class Sign:
    """Says what each document, one `of` so many, is found by."""

    of: int

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield what each document is found by."""
        for batch in batches:
            yield to_batch([self._signed(each) for each in from_batch(batch, Paper)], Signed)

    def _signed(self, paper: Paper) -> Signed:
        found = documents.signs(paper.document, of=self.of)
        marks, features = (each.view(np.int64).tolist() for each in (found.marks, found.features))
        return Signed(
            number=paper.number, owner=paper.owner, whole=found.whole, marks=tuple(marks), features=tuple(features)
        )


@dataclass(frozen=True, slots=True)
class Compare:
    """Compares documents in pairs."""

    meaning: Callable[[], Meaning | None] | None
    phrases: bytes

    def __call__(self, met: pa.Table, papers: pa.Table) -> pa.Table:
        """The copies among the pairs."""
        held = {each.number: each for batch in papers.to_batches() for each in from_batch(batch, Paper)}
        comparer = documents.Comparer(
            (each.document for each in held.values()),
            {each.document.id: each.house for each in held.values()},
            meaning=once(self.meaning) if self.meaning else None,
            phrases=np.frombuffer(self.phrases, np.uint64),
        )
        pairs = [each for batch in met.to_batches() for each in from_batch(batch, Met)]
        found = []
        for each in sorted(pairs, key=lambda pair: (pair.first, pair.second)):
            ways = documents.Ways(words=each.words, marks=each.marks, features=each.features)
            copy = comparer.compared(held[each.first].document.id, held[each.second].document.id, ways)
            found += [copy] if copy is not None else []
        return pa.Table.from_batches([to_batch(found, Copy)])


@dataclass(frozen=True, slots=True)
class Score:
    """Says how alike claims are, in pairs."""

    likeness: Likeness
    apart: Mapping[str, frozenset[str]]

    def __call__(self, met: pa.Table, said: pa.Table) -> pa.Table:
        """The totals of the pairs that are not hopeless."""
        rows = sorted(zip(*(said.column(name).to_pylist() for name in ("number", "content")), strict=True))
        numbers = np.array([number for number, _ in rows], np.int64)
        contents = [pickle.loads(content) for _, content in rows]  # noqa: S301 - our own, from the process that sent it
        ones, others = (
            np.searchsorted(numbers, met.column(name).to_numpy().astype(np.int64)) for name in ("first", "second")
        )
        first, second, total = claims.totals(contents, (ones, others), self.likeness, self.apart)
        columns = {"first": numbers[first], "second": numbers[second], "total": total}
        return pa.table(columns, schema=schema_of(Scored))


@dataclass(frozen=True, slots=True)
class Mean:
    """Turns texts into meanings."""

    meaning: Callable[[], Any]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the meaning of each text."""
        for batch in batches:
            meaning = once(self.meaning)
            rows = meaning([each.text for each in from_batch(batch, ToMean)])
            yield to_batch([Meant(vector=np.ascontiguousarray(row, np.float32).tobytes()) for row in rows], Meant)


def not_meant(batch: pa.RecordBatch, reason: str) -> pa.RecordBatch:
    """Raise: a text has a meaning, or something is wrong with us."""
    raise RuntimeError(f"the meaning of {from_batch(batch, ToMean)[0].text!r} could not be worked out: {reason}")
