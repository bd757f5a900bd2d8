"""A dossier enters; the index that its pages ask leaves: records by their keys, flat tables, long lists."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
import weakref
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from foedus.assess import acts_for
from foedus.pipeline.corrections import corrected
from foedus.show.server import listing
from foedus.show.server.claims import LIST as CLAIMS
from foedus.show.server.documents import LIST as DOCUMENTS
from foedus.show.server.index import Index
from foedus.show.server.propositions import LIST as PROPOSITIONS
from foedus.store import Lookup
from foedus.store.lookup import KEYS
from foedus.terms import CLAIM_IS_OF_KIND, CLAIM_IS_WRONG, CLAIM_STANDS_ON, MENTION_IS_ACTOR, Opinion
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.assemble import Revision
    from foedus.dossier import Dossier
    from foedus.knowledge.language import Language
    from foedus.knowledge.world import World
    from foedus.records import Claim, Judgement

_SETTINGS = {
    "threads": 2, "memory_limit": "512MB", "autoinstall_known_extensions": False, "autoload_known_extensions": False,
}  # fmt: skip
LISTS = (CLAIMS, DOCUMENTS, PROPOSITIONS)
KEPT = "index"  # the folder of a dossier that keeps it
_TABLES = "tables.duckdb"
_UNFINISHED = "unfinished-"
_LONG_S = 3600.0  # after which an index that nobody finished is swept
_ABOUT_CLAIMS = (CLAIM_IS_WRONG, CLAIM_IS_OF_KIND, CLAIM_STANDS_ON)


def made(dossier: Dossier, world: World, language: Language) -> Index:
    """The index of all that the dossier holds now: the one that its folder keeps, or a new one that it keeps then.

    A folder that may only be read keeps none; what is made for it goes when nobody asks it any more.
    """
    state = state_of(dossier, world)
    home = dossier.folder / KEPT
    with contextlib.suppress(OSError, duckdb.IOException):  # there is none, or another process takes it away
        return opened(home / state, dossier, world, language)
    room = _room(home)
    _fill(room, dossier, world, language)
    found = opened(room, dossier, world, language, passing=room.parent != home)
    if room.parent == home:
        _take_place(room, home / state)
        found.room = home / state
    return found


def state_of(dossier: Dossier, world: World) -> str:
    """A fingerprint of all that an index is made of: what the dossier holds now, who is known, and how it is made."""
    return fingerprint(dossier.instant, world.fingerprint, _rules())


def _rules() -> str:
    """A fingerprint of how an index is made."""
    made_by = ((__package__, "index.sql"), (__package__, "listing.py"), ("foedus.store", "lookup.py"))
    code = [Path(str(files(room).joinpath(name))).read_bytes() for room, name in made_by]
    return fingerprint(
        sha256(b"".join(code)).hexdigest(),
        CLAIMS,
        DOCUMENTS,
        PROPOSITIONS,
        sorted((table, sorted(each)) for table, each in KEYS.items()),
    )


def _room(home: Path) -> Path:
    """A new folder to fill: in the dossier, or where that may not be written among the machine's temporary files."""
    try:
        home.mkdir(exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=home))
        room.chmod(home.stat().st_mode & 0o777)  # whoever may look into the dossier may look into this
        return room
    except OSError:
        return Path(tempfile.mkdtemp(prefix="foedus-pages-"))


def _take_place(room: Path, place: Path) -> None:
    """What was filled is what the dossier keeps; what it kept before goes, though who has it open may read on."""
    try:
        room.rename(place)
    except OSError:  # another process was quicker, with the same
        rmtree(room, ignore_errors=True)
    for each in place.parent.iterdir():
        is_old = not each.name.startswith(_UNFINISHED) or time.time() - each.stat().st_mtime > _LONG_S
        if each != place and is_old:
            rmtree(each, ignore_errors=True)


def _fill(room: Path, dossier: Dossier, world: World, language: Language) -> None:
    lookup = dossier.look_up(room / "records")
    with duckdb.connect(str(room / _TABLES), config=_SETTINGS) as connection:
        index = Index(connection, lookup, world=world, language=language)
        _correct(index)
        _tabulate(index, connection, dossier.question("SELECT document FROM superseded"))
        for each in LISTS:
            listing.written(room / each.table, connection, each)


def opened(room: Path, dossier: Dossier, world: World, language: Language, *, passing: bool = False) -> Index:
    """The index that a folder holds.

    Raises:
        OSError: it holds none.
    """
    settings = {**_SETTINGS, "temp_directory": str(_spill(room, passing=passing))}
    connection = duckdb.connect(str(room / _TABLES), read_only=True, config=settings)
    index = Index(connection, Lookup(room / "records"), world=world, language=language)
    index.room = room
    for each in LISTS:
        index.open_list(room, each.table)
    weakref.finalize(index, _cleared, connection, room if passing else None)
    _correct(index)
    index.read = dossier.read_documents()
    if index.one("SELECT count(*) FROM superseded"):
        index.revisions = {each.later: each for each in dossier.revisions() if _is_of(index, each)}
    index.named_datasets = dossier.datasets
    index.reference = dossier.reference
    return index


def _spill(room: Path, *, passing: bool) -> Path:
    """Where a question that needs more memory than it may have writes for a while: a folder of this process alone.

    It is not in the room, which gets another name when it is filled, and goes when what it was made of is no longer so.
    """
    return room / "spill" if passing else room.parent / f"{_UNFINISHED}spill-{os.getpid()}-{room.name}"


def _is_of(index: Index, found: Revision) -> bool:
    """Whether the index has what the later text says: the dossier may have been written to meanwhile."""
    after = {each.id for each in (*found.new, *(each.after for each in found.altered))}
    here = {*index.with_key("documents", "id", [found.earlier, found.later])}
    return len(here) > 1 and after <= {*index.with_key("claims", "document", [found.later])}


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
    coded = index.ids(_CODED)
    _enter(connection, "coded_nations", pa.table({
        "actor": pa.array(coded, pa.string()), "country": pa.array(map(acts_for, coded), pa.string()),
    }))  # fmt: skip
    connection.execute("BEGIN")
    for statement in files(__package__).joinpath("index.sql").read_text("utf-8").split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute("COMMIT")


_CODED = "SELECT DISTINCT unnest(list_concat(initiators, targets)) AS actor FROM coded_events ORDER BY actor"
_MEANT = "SELECT DISTINCT candidate FROM judgements WHERE about = ? ORDER BY candidate"


def _enter(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    connection.register("coming", rows)
    connection.execute(f"CREATE TABLE {table} AS SELECT * FROM coming")  # noqa: S608 - a name of ours
    connection.unregister("coming")


def _cleared(connection: duckdb.DuckDBPyConnection, room: Path | None) -> None:
    connection.close()
    if room is not None:
        rmtree(room, ignore_errors=True)
