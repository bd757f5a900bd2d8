"""A method enters; the same method leaves with its looking across documents spread over a cluster.

What is worked out for one document, one claim or one pair goes to the cluster's workers; which pairs there are is
asked in SQL; what has to see everything in order stays here: the choice of candidates, the roots, the growing of groups
and the counting. docs/spark.md tells what that means for the size of a dossier.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from foedus.assemble import piecemeal as claims
from foedus.assemble.clusters import clusters
from foedus.pipeline.pieces import pieces
from foedus.pipeline.spread_questions import (
    CLAIMS_MEETING,
    CROWDED,
    DOCUMENTS_MEETING,
    FEATURES_SHARED,
    MARKS_SHARED,
    NEEDED,
)  # fmt: skip
from foedus.pipeline.spread_steps import (
    Compare,
    Mean,
    Meant,
    Paired,
    Paper,
    Said,
    Score,
    Scored,
    Sign,
    Signed,
    ToMean,
    not_meant,
)  # fmt: skip
from foedus.records import Copy
from foedus.store import from_batch, schema_of, to_batch
from foedus.store.rows import from_table
from foedus.trace import piecemeal as documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from foedus.assemble.content import Content
    from foedus.assemble.likeness import Likeness
    from foedus.engine.spark import Frame, SparkEngine
    from foedus.linked import Copies
    from foedus.material import Material
    from foedus.pipeline.method import Meaning, Method
    from foedus.trace.houses import House

    Numbers = NDArray[np.int64]

_ROWS = 1024  # records turned into one batch
_TEXTS = 64  # whose meaning is asked for in one batch
_IN_BUCKET = 20_000  # pairs that one task compares at most, with what it has to hold for them


def spread(method: Method, engine: SparkEngine) -> Method:
    """The method with copies found and claims compared by the engine; its results are the same, byte for byte."""
    here = _Across(method, engine)
    return replace(method, trace=here.trace, assemble=here.assemble)


@dataclass(frozen=True, slots=True)
class _Across:
    """The two verbs that look across documents, as the cluster does them."""

    method: Method
    engine: SparkEngine

    def trace(self, material: Material, world: Any, meaning: Meaning | None) -> Iterator[Any]:
        """What `trace` of the method yields."""
        yield from self.method.trace(material, world, meaning, find=self._copies)

    def assemble(self, material: Material, meaning: Meaning | None) -> Iterator[Any]:
        """What `assemble` of the method yields."""
        yield from self.method.assemble(material, meaning and self._meaning, group=self._groups)

    # ---- trace

    def _copies(
        self,
        material: Material,
        houses: Mapping[str, House],
        meaning: Meaning | None,
        *,
        passed_over: Callable[[int], None],
    ) -> Copies:
        held = documents.looked_at(material.documents)
        if len(held) < 2:
            return documents.with_siblings((), material.document, houses)
        owners = documents.owners(held, houses)
        rows = (
            Paper(number=number, owner=owner, document=each, house=houses[each.id])
            for number, (each, owner) in enumerate(zip(held, owners, strict=True))
        )
        papers = self._laid(rows, Paper)
        signed = self.engine.mapped(papers, Sign(of=len(held)), schema_of(Signed))
        phrases = self.engine.fetched(self.engine.asked(CROWDED, signed=signed, **documents.bounds(len(held))))
        crowded = self.engine.laid(phrases.to_batches(), phrases.schema)
        met, left = self._documents_meeting(signed, crowded, owners=np.array(owners, np.int64))
        if left:
            passed_over(left)
        marks = np.unique(_column(phrases, "mark")).view(np.uint64)
        step = Compare(meaning=self.method.meaning if meaning else None, phrases=marks.tobytes())
        found = from_table(self._compared(met, papers, step=step, record=Copy), Copy)
        self.engine.dropped(papers, signed, crowded, met)
        return documents.with_siblings(found, material.document, houses)

    def _documents_meeting(self, signed: Frame, crowded: Frame, *, owners: Numbers) -> tuple[Frame, int]:
        """The pairs to compare, in buckets, and how many were passed over."""
        number = len(owners)
        shared = [
            self._shared(question, signed=signed, crowded=crowded, **documents.bounds(number))
            for question in (MARKS_SHARED, FEATURES_SHARED)
        ]
        by_marks, left = documents.of_different_houses(shared[0], owners)
        by_features = documents.likeliest(shared[1], documents=number)
        marks, features = (
            self._laid((Paired(first=int(a), second=int(b)) for a, b in zip(*each, strict=True)), Paired)
            for each in (by_marks, by_features)
        )
        named = {"signed": signed, "marks": marks, "features": features, **documents.bounds(number)}
        return self._parted(self.engine.asked(DOCUMENTS_MEETING, **named)), left

    def _shared(self, question: str, **named: Any) -> tuple[Numbers, Numbers, Numbers]:
        """Pairs and how much each shares, in their order."""
        found = self.engine.fetched(self.engine.asked(question, **named))
        first, second, shared = (_column(found, name) for name in ("first", "second", "shared"))
        order = np.lexsort((second, first))
        return first[order], second[order], shared[order]

    # ---- assemble

    def _meaning(self, texts: Sequence[str]) -> Any:
        """One row for each text, as the reader's encoder has it."""
        batches = (to_batch([ToMean(text=each) for each in few], ToMean) for few in pieces(texts, _TEXTS))
        given = self.engine.map(Mean(self.method.meaning), batches, failed=not_meant)
        rows = [np.frombuffer(each.vector, np.float32) for batch in given for each in from_batch(batch, Meant)]
        return np.stack(rows)

    def _groups(
        self, told: list[Content], likeness: Likeness, apart: Mapping[str, frozenset[str]]
    ) -> list[list[Content]]:
        if len(told) <= claims.SMALL:
            return clusters(told, likeness, apart)
        said = self._laid((Said.of(number, each) for number, each in enumerate(told)), Said)
        met = self._parted(self.engine.asked(CLAIMS_MEETING, said=said, **claims.BOUNDS))
        scored = self._compared(met, said, step=Score(likeness, apart), record=Scored)
        self.engine.dropped(said, met)
        total = scored.column("total").to_numpy().astype(np.float64)
        known = (_column(scored, "first"), _column(scored, "second"), total)
        return claims.grown(told, likeness, apart, known=known)

    # ---- both

    def _laid(self, rows: Iterable[Any], record: type) -> Frame:
        batches = (to_batch(few, record) for few in pieces(rows, _ROWS))
        return self.engine.laid(batches, schema_of(record))

    def _parted(self, met: Frame) -> Frame:
        """The pairs in buckets of a size that one task can hold.

        They come here and go out again as bare numbers: a frame carries the plan of all that it was made of, and a
        plan that joins such a frame with itself takes Spark minutes to think about.
        """
        table = self.engine.fetched(met)
        buckets = max(4 * self.engine.tasks, table.num_rows // _IN_BUCKET + 1)
        parted = table.append_column("bucket", pa.array(_column(table, "first") % buckets))
        return self.engine.laid(parted.to_batches(), parted.schema)

    def _compared(self, met: Frame, rows: Frame, *, step: Any, record: type) -> pa.Table:
        """What the step makes of the pairs, each with its two rows at hand."""
        needed = self.engine.asked(NEEDED, met=met, rows=rows)
        found = self.engine.matched(step, schema_of(record), by="bucket", frames=(met, needed))
        return self.engine.fetched(found)


def _column(table: pa.Table, name: str) -> Numbers:
    found: Numbers = table.column(name).to_numpy().astype(np.int64)
    return found
