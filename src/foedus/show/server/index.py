"""One instant of a dossier as pages ask it: a small database of its own, made from the tables and thrown away.

Rows for lists and facets are flat and asked in SQL; records are handed out whole, as a `Material` of just those that a
page shows, so that what formats a whole dossier formats a page.
"""

from __future__ import annotations

import tempfile
import threading
import weakref
from dataclasses import replace
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from foedus.errors import AmbiguousId, UnknownId
from foedus.material import Material
from foedus.pipeline.corrections import corrected
from foedus.records import Claim
from foedus.show.server.page import Where
from foedus.show.views import Views
from foedus.store.rows import from_table, to_batch
from foedus.store.tables import TABLES
from foedus.terms import (
    CLAIM_IS_CLAIM,
    CLAIM_IS_OF_KIND,
    CLAIM_IS_WRONG,
    CLAIM_STANDS_ON,
    MENTION_IS_ACTOR,
    ROOT_IS_ROOT,
    Opinion,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from foedus.assemble import Revision
    from foedus.dossier import Dossier
    from foedus.knowledge.language import Language
    from foedus.knowledge.world import World
    from foedus.records import Assessment, Document, Judgement, Mention, Problem, Root

_SETTINGS = {"threads": 2, "autoinstall_known_extensions": False, "autoload_known_extensions": False}
_MEANT = f"SELECT DISTINCT candidate AS actor FROM judgements WHERE about = '{MENTION_IS_ACTOR}' ORDER BY actor"  # noqa: S608 - a constant
MOST_KEPT = 2_000  # answers
MOST_LOOKED_UP = 400  # ids; more are joined
SHORT_ID = 4  # letters of an id from which a page looks for it


def made(dossier: Dossier, world: World, language: Language) -> Index:
    """The index of all that the dossier holds now."""
    room = Path(tempfile.mkdtemp(prefix="foedus-pages-"))
    connection = duckdb.connect(str(room / "index.duckdb"), config=_SETTINGS)
    index = Index(connection, world=world, language=language)
    weakref.finalize(index, _cleared, connection, room)
    index.read = dossier.read_documents()
    connection.execute("BEGIN")
    for table in TABLES:
        _enter(connection, table, dossier.question(f"SELECT * FROM {table}"))  # noqa: S608 - a name of ours
    _enter(connection, "superseded", dossier.question("SELECT document FROM superseded"))
    connection.execute("COMMIT")
    _correct(index, connection)
    connection.execute("BEGIN")
    views = Views(material=Material(), world=world, language=language)
    meant = [row[0] for row in connection.execute(_MEANT).fetchall()]
    connection.execute("CREATE TABLE nations (actor VARCHAR, country VARCHAR, name VARCHAR)")
    if meant:
        connection.executemany(
            "INSERT INTO nations VALUES (?, ?, ?)", [(each, views.country(each), views.actor(each)) for each in meant]
        )
    for statement in files(__package__).joinpath("index.sql").read_text("utf-8").split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute("COMMIT")
    if index.one("SELECT count(*) FROM superseded"):
        index.revisions = {each.later: each for each in dossier.revisions()}
    index.datasets = dossier.datasets()
    index.reference = dossier.reference
    return index


def _enter(connection: duckdb.DuckDBPyConnection, table: str, rows: Any) -> None:
    connection.register("coming", rows)
    connection.execute(f"CREATE TABLE {table} AS SELECT * FROM coming")  # noqa: S608 - a name of ours
    connection.unregister("coming")


def _correct(index: Index, connection: duckdb.DuckDBPyConnection) -> None:
    """Claims are as people corrected them; those judged to be none stay, and `wrong` has the judgement."""
    connection.execute("CREATE TABLE wrong (claim VARCHAR, judgement VARCHAR)")
    given: tuple[Judgement, ...] = index.records(
        "judgements",
        "about IN (?, ?, ?) AND opinion = ?",
        CLAIM_IS_WRONG,
        CLAIM_IS_OF_KIND,
        CLAIM_STANDS_ON,
        Opinion.SAME,
    )
    places = {each.evidence.document for each in given if each.evidence is not None}
    if not places:
        return
    asked: tuple[Claim, ...] = index.records("claims", "document IN (SELECT unnest(?))", sorted(places))
    mentions = index.records("mentions", "span.document IN (SELECT unnest(?))", sorted(places))
    left = {each.id: each for each in corrected(asked, given, mentions)}
    changed = [left[each.id] for each in asked if each.id in left and left[each.id] != each]
    index.wrong = {each.id: _judged_wrong(each, given) for each in asked if each.id not in left}
    if index.wrong:
        connection.executemany("INSERT INTO wrong VALUES (?, ?)", sorted(index.wrong.items()))
    if changed:
        connection.execute("DELETE FROM claims WHERE id IN (SELECT unnest(?))", [[each.id for each in changed]])
        connection.register("coming", pa.Table.from_batches([to_batch(changed, Claim)]))
        connection.execute("INSERT INTO claims SELECT * FROM coming")
        connection.unregister("coming")


def _judged_wrong(claim: Claim, given: Iterable[Judgement]) -> str:
    """The id of the judgement that a claim is none: of the one on this claim, else of one on its words."""
    found = [each for each in given if each.about == CLAIM_IS_WRONG]
    own = [each.id for each in found if each.subject == claim.id]
    return min(own or [each.id for each in found if each.evidence == claim.evidence])


def _cleared(connection: duckdb.DuckDBPyConnection, room: Path) -> None:
    connection.close()
    rmtree(room, ignore_errors=True)


def one_of(column: str, values: Iterable[str]) -> Where:
    """The condition that a column has one of these values; without values it holds for nothing.

    A few are told one by one, which the database looks up in its own indexes; many are joined.
    """
    wanted = sorted(set(values))
    where = Where()
    if not wanted:
        where.add("FALSE")
    elif len(wanted) > MOST_LOOKED_UP:
        where.add(f"{column} IN (SELECT unnest(?))", wanted)
    else:
        where.add(f"{column} IN ({', '.join('?' * len(wanted))})", *wanted)
    return where


class Index:
    """What pages ask of one instant of a dossier; any number of threads may ask at once."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, world: World, language: Language) -> None:
        self._connection = connection
        self._threads = threading.local()
        self.world = world
        self.language = language
        self.datasets: tuple[Any, ...] = ()
        self.reference: Path | None = None  # where the reference data stand
        self.read: frozenset[str] = frozenset()  # documents that the reader has read
        self.revisions: dict[str, Revision] = {}  # by the later document; the claims before are in no table here
        self.wrong: dict[str, str] = {}  # claims judged to be none, each with the judgement
        self.kept: dict[Any, Any] = {}  # what a page made of this instant at some cost

    def keep(self, key: Any, made: Any) -> None:
        """Remember what was made; what was remembered before goes when it becomes much."""
        if len(self.kept) >= MOST_KEPT:
            self.kept.clear()
        self.kept[key] = made

    # ---- rows

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """The rows that answer, by the names of their columns."""
        asked = self._cursor.execute(sql, list(values))
        names = [each[0] for each in asked.description]
        return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]

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
        held = {table: int(self.one(f"SELECT count(*) FROM {table}")) for table in TABLES}  # noqa: S608 - a name of ours
        held["documents"] -= int(self.one("SELECT count(*) FROM superseded"))
        return held

    @cached_property
    def root_names(self) -> dict[str, str]:
        """The name of each root."""
        return {each["id"]: each["name"] for each in self.rows("SELECT id, name FROM roots")}

    @property
    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's own cursor."""
        if not hasattr(self._threads, "cursor"):
            self._threads.cursor = self._connection.cursor()
        cursor: duckdb.DuckDBPyConnection = self._threads.cursor
        return cursor

    # ---- records

    def records(self, table: str, where: str = "TRUE", *values: Any, columns: str = "*") -> tuple[Any, ...]:
        """The records of a table for which this holds, in the order of their ids."""
        asked = f"SELECT {columns} FROM {table} WHERE {where} ORDER BY id"  # noqa: S608 - names of ours
        found = self._cursor.sql(asked, params=list(values)).to_arrow_table()
        return tuple(from_table(found, TABLES[table]))

    def among(self, table: str, ids: Iterable[str]) -> tuple[Any, ...]:
        """The records with these ids that the table has, in the order of their ids."""
        return self.matching(table, "id", ids)

    def matching(self, table: str, column: str, values: Iterable[str]) -> tuple[Any, ...]:
        """The records that have one of these values in the column, in the order of their ids."""
        where = one_of(column, values)
        return self.records(table, str(where), *where.values) if where.values else ()

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

    def _sameness_of(self, claims: Iterable[Claim]) -> tuple[Judgement, ...]:
        """What persons judged of whether these claims say the same as others."""
        words = {each.evidence.key for each in claims} if self._sameness else set()
        return tuple(each for each in self._sameness if words & {each.subject, each.candidate})

    @cached_property
    def _sameness(self) -> tuple[Judgement, ...]:
        return self.records("judgements", "about = ?", CLAIM_IS_CLAIM)

    @cached_property
    def _ties(self) -> tuple[Judgement, ...]:
        """Which origins are one root, or may rest on another."""
        return self.records("judgements", "about = ?", ROOT_IS_ROOT)

    def _tied(self, papers: Iterable[Document]) -> dict[str, tuple[Any, ...]]:
        held = [each.id for each in papers]
        both = "first IN (SELECT unnest($1)) AND second IN (SELECT unnest($1))"
        return {"copies": self.records("copies", both, held)} if held else {}

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

    def roots_of(self, claims: Collection[str]) -> tuple[Root, ...]:
        """The roots of these claims, each with only these claims under it."""
        where = one_of("claim", claims)
        under: dict[str, list[str]] = {}
        for each in self.rows(f"SELECT root, claim FROM bears WHERE {where} ORDER BY claim", *where.values):  # noqa: S608
            under.setdefault(each["root"], []).append(each["claim"])
        return tuple(replace(each, claims=tuple(under[each.id])) for each in self.bare_roots(under))

    def bare_roots(self, ids: Iterable[str]) -> tuple[Root, ...]:
        """These roots without their claims, of which some have very many."""
        where = one_of("id", ids)
        bare = "* REPLACE ([]::VARCHAR[] AS claims)"
        found: tuple[Root, ...] = self.records("roots", str(where), *where.values, columns=bare)
        return found

    def views(self, material: Material) -> Views:
        """The material in the words that people read."""
        return Views(material=material, world=self.world, language=self.language)

    @cached_property
    def names(self) -> Views:
        """The names of actors, kinds and outlets, without any material."""
        return self.views(Material())

    def assessments(self, first: str, second: str) -> tuple[Assessment, ...]:
        """The assessments of one relation."""
        return self.records("assessments", "dyad = ?", sorted((first, second)))

    def problems_of(self, document: str) -> tuple[Problem, ...]:
        """The problems of one document."""
        return self.records("problems", "about = $1 OR span.document = $1", document)

    def found(self, prefix: str) -> tuple[str, str]:
        """The table and the id of the one record whose id begins so.

        Raises:
            UnknownId: there is none.
            AmbiguousId: there are several, and none has just this id.
        """
        wanted = prefix.strip().lower()
        if len(wanted) < SHORT_ID or not wanted.isalnum():
            raise UnknownId(prefix)
        asked = " UNION ALL ".join(f"SELECT '{each}', id FROM {each} WHERE starts_with(id, $1)" for each in TABLES)  # noqa: S608
        held = {identity: table for table, identity in self._cursor.execute(asked, [wanted]).fetchall()}
        held |= {each.id: "datasets" for each in self.datasets if each.id.lower().startswith(wanted)}
        if not held:
            raise UnknownId(prefix)
        if len(held) > 1 and wanted not in held:
            raise AmbiguousId(prefix, tuple(sorted(held)))
        identity = wanted if wanted in held else next(iter(held))
        return held[identity], identity
