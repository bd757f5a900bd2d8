"""One instant of a dossier as pages ask it.

Records are handed out whole, as a `Material` of just those that a page shows, so that what formats a whole dossier
formats a page. Long lists are `Listing`s; what is asked more rarely is asked in SQL, over flat tables and the records.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from foedus.errors import AmbiguousId, UnknownId
from foedus.material import Material
from foedus.show.server.listing import Listing
from foedus.show.server.page import phrases
from foedus.show.server.work import Work
from foedus.show.views import UNSTATED, Views
from foedus.store.rows import from_table
from foedus.store.tables import TABLES
from foedus.terms import CLAIM_IS_CLAIM, ROOT_IS_ROOT, RootNature

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    import duckdb
    from numpy.typing import NDArray

    from foedus.assemble import Revision
    from foedus.knowledge.language import Language
    from foedus.knowledge.world import World
    from foedus.records import Assessment, Claim, CodedEvent, Copy, Dataset, Document, Judgement, Mention, Problem, Root
    from foedus.show.server.shelf import Shelf
    from foedus.store import Lookup

MOST_KEPT = 2_000  # things worked out
MOST_ANSWERS = 200  # whole ones
_BESIDE_THE_ACT = ("parties", "quantities", "cues")
SHORT_ID = 4  # letters of an id from which a page looks for it


class Index:
    """What pages ask of one instant of a dossier; any number of threads may ask at once."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, lookup: Lookup, *, world: World, language: Language
    ) -> None:
        self._connection = connection
        self._lookup = lookup
        self._threads = threading.local()
        self._listings: dict[str, Listing] = {}
        self.world = world
        self.language = language
        self.named_datasets: Callable[[], tuple[Dataset, ...]] = tuple  # what fetches them when they are asked for
        self.reference: Path | None = None  # where the reference data stand
        self.changed: dict[str, Claim] = {}  # claims as people corrected them
        self.read: frozenset[str] = frozenset()  # documents that the reader has read
        self.revisions: dict[str, Revision] = {}  # by the later document; the claims before are in no table here
        self.wrong: dict[str, str] = {}  # claims judged to be none, each with the judgement
        self.room: Path | None = None  # the folder that it is in
        self.shelf: Shelf | None = (
            None  # relations that were worked out, of this very state; None where nobody keeps them
        )
        self.work = Work()
        self.kept: dict[Any, Any] = {}  # what a page made of this instant at some cost
        self.answers: dict[Any, bytes] = {}  # whole, by their addresses

    def keep(self, key: Any, made: Any) -> None:
        """Remember what was made; what was remembered before goes when it becomes much."""
        if len(self.kept) >= MOST_KEPT:
            self.kept.clear()
        self.kept[key] = made

    def keep_answer(self, key: Any, answer: bytes) -> None:
        """Remember a whole answer; the same address of the same instant has the same."""
        if len(self.answers) >= MOST_ANSWERS:
            self.answers.clear()
        self.answers[key] = answer

    # ---- rows

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """The rows that answer, by the names of their columns."""
        asked = self._cursor.execute(sql, list(values))
        names = [each[0] for each in asked.description]
        return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]

    def in_order(self, table: str, ids: Iterable[str]) -> list[dict[str, Any]]:
        """The rows of a flat table with these ids, in the order given, without the words that are looked through."""
        wanted = [*ids]
        if not wanted:
            return []
        marks = ", ".join("?" * len(wanted))
        rows = self.rows(f"SELECT * EXCLUDE (plain) FROM {table} WHERE id IN ({marks})", *wanted)  # noqa: S608 - a name of ours
        held = {each["id"]: each for each in rows}
        return [held[each] for each in wanted if each in held]

    def one(self, sql: str, *values: Any) -> Any:
        """The one value that answers; None where there is none."""
        rows = self._cursor.execute(sql, list(values)).fetchall()  # an answer has to be read to its end
        return rows[0][0] if rows else None

    def ids(self, sql: str, *values: Any) -> list[str]:
        """The first column of the answer."""
        return [row[0] for row in self._cursor.execute(sql, list(values)).fetchall()]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows each table has; documents without those that a later text replaced."""
        held = dict(self._lookup.counts)
        held["documents"] -= int(self.one("SELECT count(*) FROM superseded"))
        return held

    @cached_property
    def datasets(self) -> tuple[Dataset, ...]:
        """The reference datasets."""
        return self.named_datasets()

    def listing(self, table: str) -> Listing:
        """The list that a page narrows, counts and sorts."""
        return self._listings[table]

    def open_list(self, room: Path, table: str) -> None:
        """The list in this folder is at hand from now on."""
        scan = f"SELECT place FROM {table} WHERE contains(plain, ?)"  # noqa: S608 - a name of ours
        self._listings[table] = Listing(
            room / table, lambda words: [row[0] for row in self._cursor.execute(scan, [words]).fetchall()]
        )

    def holding(self, table: str, words: str) -> NDArray[np.bool_] | None:
        """The rows of a list that hold every word, and every phrase in quotation marks; None where none is told."""
        found: NDArray[np.bool_] | None = None
        for each in phrases(words):
            key = ("holding", table, each)
            if key not in self.kept:
                self.keep(key, np.packbits(self.listing(table).holding(self.plain(each))))
            held = np.unpackbits(self.kept[key], count=len(self.listing(table))).view(np.bool_)
            found = held if found is None else found & held
        return found

    def plain(self, words: str) -> str:
        """Words as lists have them: in small letters, without accents."""
        return words.lower() if words.isascii() else str(self.one("SELECT strip_accents(lower(?))", words))

    @cached_property
    def root_names(self) -> dict[str, str]:
        """The name of each root."""
        rows = self.rows("SELECT id, name, nature FROM origins")
        return {each["id"]: UNSTATED if each["nature"] == RootNature.UNSTATED else each["name"] for each in rows}

    @property
    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's own cursor."""
        if not hasattr(self._threads, "cursor"):
            self._threads.cursor = self._connection.cursor()
            self.register(self._threads.cursor)
        held: duckdb.DuckDBPyConnection = self._threads.cursor
        return held

    def register(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Lay the records beside the flat tables, for those who ask in SQL."""
        for table in TABLES:
            connection.register(table, self._lookup.arrow(table, [*self.changed.values()] if table == "claims" else ()))

    # ---- records

    def records(self, table: str, where: str = "TRUE", *values: Any, columns: str = "*") -> tuple[Any, ...]:
        """The records of a table for which this holds, in the order of their ids."""
        asked = f"SELECT {columns} FROM {table} WHERE {where} ORDER BY id"  # noqa: S608 - names of ours
        found = self._cursor.sql(asked, params=list(values)).to_arrow_table()
        return tuple(from_table(found, TABLES[table]))

    def among(self, table: str, ids: Iterable[str]) -> tuple[Any, ...]:
        """The records with these ids that the table has, in the order of their ids."""
        return self._as_corrected(table, self._lookup.among(table, ids))

    def matching(self, table: str, column: str, values: Iterable[str]) -> tuple[Any, ...]:
        """The records that have one of these values under a key of the table, in the order of their ids."""
        return self._as_corrected(table, self._lookup.matching(table, column, values))

    def with_key(self, table: str, column: str, values: Iterable[str]) -> list[str]:
        """The ids of the records that have one of these values under a key of the table."""
        return self._lookup.values(table, "id", self._lookup.rows(table, column, set(values)))

    def _as_corrected(self, table: str, records: tuple[Any, ...]) -> tuple[Any, ...]:
        if table != "claims" or not self.changed:
            return records
        return tuple(self.changed.get(each.id, each) for each in records)

    def material(
        self,
        claims: Collection[str],
        *,
        propositions: Collection[str] = (),
        documents: Collection[str] = (),
        more: Mapping[str, tuple[Any, ...]] | None = None,
        mentions: bool = False,
        lineage: bool = False,
    ) -> Material:
        """The part of the dossier that these claims and propositions need in order to be told.

        Roots are cut to these claims. Mentions come only where they are asked for, and so does what ties roots and
        documents together, without which nothing can be counted.
        """
        held: tuple[Claim, ...] = self.among("claims", claims)
        decided = self._sameness_of(held)
        beside = {words.partition(":")[0] for each in decided for words in (each.subject, each.candidate)}
        papers: tuple[Document, ...] = self.among("documents", {*(each.document for each in held), *documents, *beside})
        subjects = {party.mention for each in held for party in each.parties} | {each.id for each in papers}
        meant: tuple[Mention, ...] = self._mentions(held) if mentions else ()
        judged = self.judgements_on(subjects | {each.id for each in meant} | {each.id for each in held})
        roots = self.roots_of([each.id for each in held])
        tied = self._tied(papers) if lineage else {}
        return Material(
            documents=papers,
            mentions=meant,
            claims=held,
            judgements=judged + decided + (self._ties if lineage else ()),
            roots=self._with_upstream(roots) if lineage else roots,
            propositions=self.among("propositions", propositions),
            **{**tied, **dict(more or {})},
        )

    def tellings(self, claims: Collection[str], propositions: Collection[str]) -> Material:
        """These propositions with what of their claims tells who did what when and on whose word, and no more of it.

        Of a hundred thousand claims that is some seconds less than whole ones would take.
        """
        bare = self._lookup.at("claims", self._lookup.rows("claims", "id", claims), without=_BESIDE_THE_ACT)
        return Material(
            claims=self._as_corrected("claims", bare),
            roots=self._with_upstream(self.roots_of(claims)),
            propositions=self.among("propositions", propositions),
        )

    def _sameness_of(self, claims: Iterable[Claim]) -> tuple[Judgement, ...]:
        """What persons judged of whether these claims say the same as others."""
        words = {each.evidence.key for each in claims} if self._sameness else set()
        return tuple(each for each in self._sameness if words & {each.subject, each.candidate})

    @cached_property
    def _sameness(self) -> tuple[Judgement, ...]:
        return self.matching("judgements", "about", [CLAIM_IS_CLAIM])

    @cached_property
    def _ties(self) -> tuple[Judgement, ...]:
        """Which origins are one root, or may rest on another."""
        return self.matching("judgements", "about", [ROOT_IS_ROOT])

    def _tied(self, papers: Iterable[Document]) -> dict[str, tuple[Any, ...]]:
        held = {each.id for each in papers}
        near: tuple[Copy, ...] = self.matching("copies", "document", held)
        return {"copies": tuple(each for each in near if {each.first, each.second} <= held)}

    def _with_upstream(self, roots: tuple[Root, ...]) -> tuple[Root, ...]:
        """The roots, and those that they rest on by their own account, without claims."""
        held = {each.id: each for each in roots}
        while missing := {each.upstream for each in held.values() if each.upstream} - held.keys():
            found = self.among("roots", missing)
            if not found:
                break
            held |= {each.id: replace(each, claims=()) for each in found}
        return tuple(held[each] for each in sorted(held))

    def _mentions(self, claims: Iterable[Claim]) -> tuple[Mention, ...]:
        named = [
            *(party.mention for each in claims for party in each.parties),
            *(voice.mention for each in claims for voice in each.voices if voice.mention),
        ]
        return self.among("mentions", named)

    def judgements_on(self, subjects: Iterable[str]) -> tuple[Judgement, ...]:
        """The judgements in force about these subjects."""
        return self.matching("judgements", "subject", subjects)

    def coded(self, ids: Iterable[str]) -> tuple[CodedEvent, ...]:
        """These coded events without the cells of their rows."""
        found: tuple[CodedEvent, ...] = self._lookup.at(
            "coded_events", self._lookup.rows("coded_events", "id", ids), without=("cells",)
        )
        return found

    def roots_of(self, claims: Collection[str]) -> tuple[Root, ...]:
        """The roots of these claims, each with only these claims under it."""
        under: dict[int, list[str]] = {}
        for claim, place in self._lookup.each("roots", "claim", sorted(claims)):
            under.setdefault(place, []).append(claim)
        places = np.array(sorted(under), np.int64)
        told = dict(zip(self._lookup.values("roots", "id", places), places.tolist(), strict=True))
        bare: tuple[Root, ...] = self._lookup.at("roots", places, without=("claims",))
        return tuple(replace(each, claims=tuple(under[told[each.id]])) for each in bare)

    def bare_roots(self, ids: Iterable[str]) -> tuple[Root, ...]:
        """These roots without their claims, of which some have very many."""
        found: tuple[Root, ...] = self._lookup.at("roots", self._lookup.rows("roots", "id", ids), without=("claims",))
        return found

    def views(self, material: Material) -> Views:
        """The material in the words that people read."""
        return Views(material=material, world=self.world, language=self.language)

    @cached_property
    def names(self) -> Views:
        """The names of actors, kinds and outlets, without any material."""
        return self.views(Material())

    def halves(self, dyad: str) -> tuple[str, ...]:
        """The two ids that a hyphen joins, whatever hyphens an id has itself; where nobody has them, the first cuts.

        What holds no hyphen is one id.
        """
        if dyad in self._pairs:
            return self._pairs[dyad]
        parts = dyad.split("-")
        ways = [("-".join(parts[:place]), "-".join(parts[place:])) for place in range(1, len(parts))]
        known = (way for way in ways if all(map(self._is_somebody, way)))
        return next(known, tuple(each for each in dyad.split("-", 1) if each))

    @cached_property
    def _pairs(self) -> dict[str, tuple[str, str]]:
        """The dyads of which something is told."""
        return {each["dyad"]: (each["first"], each["second"]) for each in self.rows("SELECT * FROM dyads")}

    def _is_somebody(self, identity: str) -> bool:
        """Whether Foedus or this dossier knows an actor of this id."""
        known = self.one("SELECT count(*) FROM nations WHERE country IN (?, ?)", identity, identity.upper())
        return bool(known) or identity.upper() in self.world.actors

    def assessments(self, first: str, second: str) -> tuple[Assessment, ...]:
        """The assessments of one relation."""
        return self.matching("assessments", "dyad", ["-".join(sorted((first, second)))])

    def bare_assessments(self, first: str, second: str) -> tuple[Assessment, ...]:
        """The assessments of one relation without what they stand on, of which some have very much."""
        rows = self._lookup.rows("assessments", "dyad", ["-".join(sorted((first, second)))])
        found: tuple[Assessment, ...] = self._lookup.at("assessments", rows, without=("grounds", "counter_grounds"))
        return found

    def problems_of(self, document: str) -> tuple[Problem, ...]:
        """The problems of one document."""
        found = (*self.matching("problems", "document", [document]), *self.matching("problems", "span", [document]))
        return tuple(sorted({each.id: each for each in found}.values(), key=lambda each: each.id))

    def found(self, prefix: str) -> tuple[str, str]:
        """The table and the id of the one record whose id begins so.

        Raises:
            UnknownId: there is none.
            AmbiguousId: there are several, and none has just this id.
        """
        wanted = prefix.strip().lower()
        if len(wanted) < SHORT_ID or not wanted.isalnum():
            raise UnknownId(prefix)
        held = self._lookup.begin_with(wanted)
        held |= {each.id: "datasets" for each in self.datasets if each.id.lower().startswith(wanted)}
        if not held:
            raise UnknownId(prefix)
        if len(held) > 1 and wanted not in held:
            raise AmbiguousId(prefix, tuple(sorted(held)))
        identity = wanted if wanted in held else next(iter(held))
        return held[identity], identity
