"""A dossier: a folder of tables that you can open; one method for each verb, and questions on what they left.

Paths and judgements enter; records leave. A dossier is a door: it holds no state that a verb reads, and any number of
processes may look into one while one of them writes. Each thread opens its own.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from foedus import pipeline
from foedus.engine import LocalEngine
from foedus.errors import UnknownFormat, UnknownId
from foedus.flat import LIBRARIES, TABLES, flat_table
from foedus.pipeline import CodedEvents
from foedus.pipeline.far import near, write_tables
from foedus.pipeline.verbs import METHOD
from foedus.records import judgement
from foedus.store import ledgers, open_store
from foedus.store.replacing import owner
from foedus.terms import Opinion, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    import pyarrow as pa

    from foedus.assemble import Revision
    from foedus.assess import Asked, Series
    from foedus.engine.spark import SparkEngine
    from foedus.material import Material
    from foedus.pipeline import Method, Progress, Tally
    from foedus.records import (
        Assessment,
        Check,
        Claim,
        Copy,
        Dataset,
        Document,
        Drift,
        Judgement,
        Mention,
        Problem,
        Proposition,
        Root,
    )
    from foedus.store import Lookup, Match

_EVERYTHING = ("documents", "mentions", "claims", "copies", "roots", "propositions", "drifts", "checks")


class Dossier:
    """A folder of what was gathered on some relations, and of what was made of it.

    Raises:
        NotADossier: the folder holds none, and `create` is off or it holds other things.
        NewerFormat: a later Foedus wrote it.
    """

    def __init__(
        self,
        folder: Path | str,
        *,
        create: bool = True,
        overlay: Path | None = None,
        reader: str = "shipped",
        workers: int = 1,
        method: Method = METHOD,
    ) -> None:
        self.folder = Path(folder)
        self._overlay = overlay
        self._reader = reader
        self._method = method
        self._engine = LocalEngine(workers=workers)
        self._cluster: SparkEngine | None = None
        self._store = open_store(self.folder, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def on(self, cluster: SparkEngine) -> Self:
        """This dossier; its documents are read and compared by the cluster from now on, and the results are the same.

        The cluster stays yours to close; docs/spark.md tells what runs there and what here.
        """
        from foedus.pipeline.spread import spread  # noqa: PLC0415  for an optional extra, and it opens two rooms

        self._cluster = cluster
        self._method = spread(self._method, cluster)
        return self

    def write_tables(self, address: str) -> None:
        """Every table is at this address too, as Parquet, in any store that the cluster of `on` writes.

        Raises:
            ClusterFailed: the address cannot be written.
        """
        if self._cluster is None:
            raise ValueError("only a cluster writes to other stores: say Dossier.on(SparkEngine()) first")
        write_tables(self._store, self._cluster, address)

    def close(self) -> None:
        """Leave the folder; nothing is pending at any time."""
        self._engine.close()
        self._store.close()

    # ---- the verbs

    def gather(
        self,
        path: Path | str,
        *,
        columns: Mapping[str, str] | None = None,
        library: Path | str | None = None,
        progress: Progress = pipeline.silent,
    ) -> Tally:
        """The documents of a file or folder are in the dossier; what was gathered before is passed over.

        `columns` has the names of your own columns by our field ("text", "date"), for JSON and CSV. `library` is a file
        of CSL-JSON that tells what the files do not: publisher, day, author, title.

        Raises:
            UnknownField: no field of a document has that name.
            BadLibrary: the library is no CSL-JSON.
        """
        guidance = pipeline.guidance_of(columns, library)
        with near(str(path), self._cluster, folder=self.folder) as here:
            return pipeline.gather(
                self._store, self._engine, self._method, path=here, progress=progress, guidance=guidance
            )

    def read(self, *, progress: Progress = pipeline.silent) -> Tally:
        """Every document's mentions and claims are in the dossier, as the present reader reads them."""
        engine = self._cluster or self._engine
        return pipeline.read(
            self._store, engine, self._method, told=self._reader, overlay=self._overlay, progress=progress
        )

    def resolve(self, *, progress: Progress = pipeline.silent) -> Tally:
        """Every mention has a judgement on whom it means, where the text and what we know allow one."""
        engine = self._cluster or self._engine
        return pipeline.resolve(self._store, engine, self._method, overlay=self._overlay, progress=progress)

    def trace(self, *, progress: Progress = pipeline.silent) -> Tally:
        """Every claim's chain ends in a root, and documents that copy each other are known."""
        workers = self._engine.workers
        return pipeline.trace(self._store, self._method, overlay=self._overlay, workers=workers, progress=progress)

    def assemble(self, *, progress: Progress = pipeline.silent) -> Tally:
        """What is said once, however many say it, is one proposition with its independent roots counted."""
        return pipeline.assemble(self._store, self._method, workers=self._engine.workers, progress=progress)

    def check(self, *, progress: Progress = pipeline.silent) -> Tally:
        """Each reference dataset has said what it can of each proposition."""
        return pipeline.check(self._store, self._method, reference=self.reference, progress=progress)

    def assess(self, *, progress: Progress = pipeline.silent) -> Tally:
        """Each relation's rungs stand with their bounds, grounds and counter-grounds."""
        return pipeline.assess(self._store, self._method, progress=progress)

    def run(
        self,
        *paths: Path | str,
        columns: Mapping[str, str] | None = None,
        library: Path | str | None = None,
        progress: Progress = pipeline.silent,
    ) -> tuple[Tally, ...]:
        """All verbs have done their work, in order; what was finished before is passed over.

        `columns` and `library` are told to `gather`.
        """
        with self._store.writing():
            gathered = [self.gather(each, columns=columns, library=library, progress=progress) for each in paths]
            verbs = (self.read, self.resolve, self.trace, self.assemble, self.check, self.assess)
            return (*gathered, *(verb(progress=progress) for verb in verbs))

    # ---- what they left

    def documents(self, *, superseded: bool = False) -> tuple[Document, ...]:
        """The documents; with `superseded`, those too whose place a later text has taken."""
        current = frozenset(self._store.current())
        return tuple(each for each in self._store.scan("documents") if superseded or each.id in current)

    def mentions(self, *, document: str | None = None) -> tuple[Mention, ...]:
        """The mentions of the documents that are not superseded, or of one document."""
        return self._of_documents("mentions", document)

    def claims(self, *, document: str | None = None) -> tuple[Claim, ...]:
        """The claims of the documents that are not superseded, or of one document."""
        return self._of_documents("claims", document)

    def judgements(self, *, in_force: bool = True) -> tuple[Judgement, ...]:
        """The judgements that hold, or every one that the ledger has."""
        every = self._store.judgements()
        return tuple(ledgers.in_force(every) if in_force else every)

    def problems(self) -> tuple[Problem, ...]:
        """What could not or would not be done, in the order of the verbs."""
        return tuple(self._store.problems())

    def copies(self) -> tuple[Copy, ...]:
        """Which documents copy which."""
        return self._store.scan("copies")

    def roots(self) -> tuple[Root, ...]:
        """On whose word claims stand."""
        return self._store.scan("roots")

    def propositions(self) -> tuple[Proposition, ...]:
        """What is said, once, with who says so."""
        return self._store.scan("propositions")

    def drifts(self) -> tuple[Drift, ...]:
        """What changed on the way."""
        return self._store.scan("drifts")

    def checks(self) -> tuple[Check, ...]:
        """What the reference datasets say."""
        return self._store.scan("checks")

    def assessments(self) -> tuple[Assessment, ...]:
        """How far each relation has come."""
        return self._store.scan("assessments")

    def series(
        self, first: str, second: str, asked: Asked | None = None, *, material: Material | None = None
    ) -> Series:
        """What the two states, given by their codes, are told to have done, month by month or year by year.

        `asked` says how: by month or year, dated by the event or by publication, directed or not, from when to when,
        on which scale; docs/series.md tells what the figures mean and what they cannot tell. A `material` of this
        dossier that is at hand is not fetched again.

        Raises:
            UnknownScale: there is no scale of this name.
        """
        return pipeline.series(self._store, (first, second), asked, whole=material)

    def revisions(self) -> tuple[Revision, ...]:
        """What changed where a later text took a document's place, of those that were read, in the order of files."""
        from foedus.assemble import revision  # noqa: PLC0415  opens a room that questions do not need

        every = {each.id: each for each in self.documents(superseded=True)}
        later = sorted(every.values(), key=lambda each: (each.gathered_from, each.id))
        read = self.read_documents() & every.keys()
        pairs = [(each.replaces, each.id) for each in later if each.replaces in read and each.id in read]
        held = self._store.rows_of("claims", sorted({one for pair in pairs for one in pair}))
        return tuple(revision(old, new, held[old], held[new]) for old, new in pairs)

    def read_documents(self) -> frozenset[str]:
        """The ids of the documents that the reader has read, superseded ones among them."""
        return frozenset(self._store.finished(Verb.READ))

    def material(self) -> Material:
        """Everything that counts, as of one instant: no superseded document, no judgement that another replaced."""
        return pipeline.material(self._store, _EVERYTHING, tuple(Verb))

    def frame(self, table: str = "claims", *, library: str = "pandas") -> Any:
        """One flat row for each record: a frame of pandas or polars, or a table of "arrow"; docs/formats.md.

        Raises:
            UnknownFormat: no table, or no library, has this name.
            MissingExtra: the library is not installed.
        """
        if table not in TABLES or library not in LIBRARIES:
            known = tuple(TABLES) if table not in TABLES else tuple(LIBRARIES)
            raise UnknownFormat(table if table not in TABLES else library, known)
        return LIBRARIES[library](flat_table(table, self.material(), self.assessments()))

    def find(self, prefix: str) -> Any:
        """The one record whose id begins so.

        Raises:
            UnknownId: there is none.
            AmbiguousId: there are several.
        """
        return self._store.find(prefix)

    def search(self, words: str, *, limit: int = 20) -> list[Match]:
        """The documents and claims that hold all these words, the best of each first."""
        return self._store.search(words, limit=limit)

    def question(self, sql: str, *values: Any) -> pa.Table:
        """The answer to a question in SQL over the dossier's tables; docs/dossier.md has their columns."""
        return self._store.question(sql, *values)

    def look_up(self, folder: Path) -> Lookup:
        """What now counts, written into the folder so that each record is found without the others being read."""
        return self._store.look_up(folder)

    def held(self, table: str) -> int:
        """How many rows the table has, those of superseded documents among them; quickly told."""
        return self._store.held(table)

    @property
    def instant(self) -> str:
        """A fingerprint of what the dossier holds, quickly told."""
        return self._store.instant()

    def dump(self) -> str:
        """The dossier's catalogue as one canonical text: the same for the same work, wherever it was done."""
        return self._store.dump()

    # ---- what people do

    def judge(self, given: Judgement) -> Judgement:
        """A person's judgement, now in the ledger; it stands against what verbs find.

        Make it with `foedus.records.judgement`. What was judged before and undone is judged again.
        """
        if not ledgers.is_by_person(given):
            raise ValueError(f"{given.by!r} is a verb: give the name of the person who judges")
        every = self._store.judgements()
        holding = {each.id: each for each in ledgers.in_force(every)}
        known = {each.id for each in every}
        while given.id in known and given.id not in holding:
            undone_by = next(each.id for each in holding.values() if each.replaces == given.id)
            given = _anew(given, replaces=undone_by)
        self._store.judge(given)
        return given

    def undo(self, judged: str, *, by: str, because: str) -> Judgement:
        """The judgement that puts another out of force; undoing it in turn brings that one back.

        Raises:
            UnknownId: the ledger has no judgement with this id.
        """
        undone = next((each for each in self._store.judgements() if each.id == judged), None)
        if undone is None:
            raise UnknownId(judged)
        return self.judge(_anew(replace(undone, by=by, because=because, opinion=Opinion.UNSURE), replaces=undone.id))

    def remove(self, document: str) -> None:
        """The document is gone, with all that stood on it; it is not taken in again when its file is gathered.

        What looks across documents is gone too, and is made anew by `run`.

        Raises:
            UnknownId: there is no such document.
        """
        self._store.forget(document)

    @property
    def coded(self) -> CodedEvents:
        """Other coders' events, which stand beside what is told, without words, and are in no count."""
        return CodedEvents(self._store, self._method, self._overlay)

    # ---- reference data

    @property
    def reference(self) -> Path:
        """The folder of reference datasets."""
        return self.folder / "reference"

    def add_reference(self, file: Path | str) -> Dataset:
        """The dataset, now among those that `check` asks.

        Raises:
            BadReference: the file has no layout that we know.
        """
        with self._store.writing():
            return self._method.add_reference(Path(file), self.reference)

    def datasets(self) -> tuple[Dataset, ...]:
        """The reference datasets, with the years that each covers."""
        found: tuple[Dataset, ...] = tuple(self._method.reference(self.reference).datasets)
        return found

    # ---- inside

    def _of_documents(self, table: str, document: str | None) -> tuple[Any, ...]:
        if document is not None:
            return tuple(sorted(self._store.rows_of(table, [document])[document], key=lambda each: str(each.id)))
        current = frozenset(self._store.current())
        return tuple(each for each in self._store.scan(table) if owner(table, each) in current)


def _anew(given: Judgement, *, replaces: str) -> Judgement:
    return judgement(
        about=given.about,
        subject=given.subject,
        candidate=given.candidate,
        opinion=given.opinion,
        by=given.by,
        because=given.because,
        evidence=given.evidence,
        replaces=replaces,
    )
