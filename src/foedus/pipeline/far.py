"""Files in stores that only a cluster reads: an address enters, a folder of this machine leaves; tables go back.

What lies at an address is fetched to this machine and gathered like any folder: the same files give the same
documents, wherever they lay.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.pipeline.pieces import pieces
from foedus.store import TABLES, Store, schema_of, to_batch
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from foedus.engine.spark import SparkEngine

_ROWS = 4096  # encoded at a time


def is_far(path: str) -> bool:
    """Whether this is an address in some store and no path of this machine.

    >>> is_far("s3a://bucket/articles"), is_far("articles/2024")
    (True, False)
    """
    return "://" in path


@contextmanager
def near(path: str, cluster: SparkEngine | None, *, folder: Path) -> Iterator[Path]:
    """Where what lies at a path can be opened here, for as long as it is gathered.

    An address is fetched below `folder`, to a place of its own that is the same the next time: files that have not
    changed are passed over.
    """
    if not is_far(path) or cluster is None:
        yield Path(path)
        return
    place = folder.absolute() / "fetched" / fingerprint("fetched", path.rstrip("/"))
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    try:
        name = path.rstrip("/").rpartition("/")[2]
        cluster.fetch(path, place / name)
        yield place / name
    finally:
        shutil.rmtree(place.parent, ignore_errors=True)


def write_tables(store: Store, cluster: SparkEngine, address: str) -> None:
    """Every table of the dossier stands at the address, each in a folder of its name, ordered by id."""
    ledgers: dict[str, Callable[[], Sequence[Any]]] = {"judgements": store.judgements, "problems": store.problems}
    for name, record in TABLES.items():
        rows: list[Any] = sorted(ledgers[name](), key=_id) if name in ledgers else [*store.scan(name)]
        batches = (to_batch(few, record) for few in pieces(rows, _ROWS))
        cluster.write(batches, schema_of(record), place=f"{address.rstrip('/')}/{name}")


def _id(record: Any) -> str:
    return str(record.id)
