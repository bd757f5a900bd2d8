"""A dossier enters; the index that its pages ask leaves: records by their keys, flat tables, long lists."""

from __future__ import annotations

import tempfile
import weakref
from importlib.resources import files
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from foedus.pipeline.corrections import corrected
from foedus.show.server import listing
from foedus.show.server.claims import LIST as CLAIMS
from foedus.show.server.documents import LIST as DOCUMENTS
from foedus.show.server.index import Index
from foedus.show.server.propositions import LIST as PROPOSITIONS
from foedus.terms import CLAIM_IS_OF_KIND, CLAIM_IS_WRONG, CLAIM_STANDS_ON, MENTION_IS_ACTOR, Opinion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.dossier import Dossier
    from foedus.knowledge.language import Language
    from foedus.knowledge.world import World
    from foedus.records import Claim, Judgement

_SETTINGS = {
    "threads": 2, "memory_limit": "512MB", "autoinstall_known_extensions": False, "autoload_known_extensions": False,
}  # fmt: skip
_ABOUT_CLAIMS = (CLAIM_IS_WRONG, CLAIM_IS_OF_KIND, CLAIM_STANDS_ON)


def made(dossier: Dossier, world: World, language: Language) -> Index:
    """The index of all that the dossier holds now."""
    room = Path(tempfile.mkdtemp(prefix="foedus-pages-"))
    connection = duckdb.connect(str(room / "index.duckdb"), config=_SETTINGS)
    index = Index(room, connection, dossier.look_up(room / "records"), world=world, language=language)
    weakref.finalize(index, _cleared, connection, room)
    _correct(index)
    superseded = dossier.question("SELECT document FROM superseded")
    _tabulate(index, connection, superseded)
    for each in (CLAIMS, DOCUMENTS, PROPOSITIONS):
        listing.written(room / each.table, connection, each)
    index.datasets = dossier.datasets()
    index.reference = dossier.reference
    return index


def _correct(index: Index) -> None:
    """Claims are as people corrected them; those judged to be none stay, and `wrong` has the judgement."""
    held: tuple[Judgement, ...] = index.matching("judgements", "about", _ABOUT_CLAIMS)
    given = tuple(each for each in held if each.opinion is Opinion.SAME)
    places = {each.evidence.document for each in given if each.evidence is not None}
    if not places:
        return
    asked: tuple[Claim, ...] = index.matching("claims", "document", places)
    left = {each.id: each for each in corrected(asked, given, index.matching("mentions", "document", places))}
    index.wrong = {each.id: _judged_wrong(each, given) for each in asked if each.id not in left}
    index.changed = {each.id: left[each.id] for each in asked if each.id in left and left[each.id] != each}


def _judged_wrong(claim: Claim, given: Iterable[Judgement]) -> str:
    """The id of the judgement that a claim is none: of the one on this claim, else of one on its words."""
    found = [each for each in given if each.about == CLAIM_IS_WRONG]
    own = [each.id for each in found if each.subject == claim.id]
    return min(own or [each.id for each in found if each.evidence == claim.evidence])


def _tabulate(index: Index, connection: duckdb.DuckDBPyConnection, superseded: pa.Table) -> None:
    """The flat tables stand beside the records."""
    meant = index.ids(_MEANT, MENTION_IS_ACTOR)
    names = index.names
    index.register(connection)
    _enter(connection, "superseded", superseded)
    _enter(connection, "wrong", pa.table({
        "claim": pa.array([*index.wrong], pa.string()), "judgement": pa.array([*index.wrong.values()], pa.string()),
    }))  # fmt: skip
    _enter(connection, "nations", pa.table({
        "actor": pa.array(meant, pa.string()),
        "country": pa.array(map(names.country, meant), pa.string()),
        "name": pa.array(map(names.actor, meant), pa.string()),
    }))  # fmt: skip
    connection.execute("BEGIN")
    for statement in files(__package__).joinpath("index.sql").read_text("utf-8").split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute("COMMIT")


_MEANT = "SELECT DISTINCT candidate FROM judgements WHERE about = ? ORDER BY candidate"


def _enter(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    connection.register("coming", rows)
    connection.execute(f"CREATE TABLE {table} AS SELECT * FROM coming")  # noqa: S608 - a name of ours
    connection.unregister("coming")


def _cleared(connection: duckdb.DuckDBPyConnection, room: Path) -> None:
    connection.close()
    rmtree(room, ignore_errors=True)
