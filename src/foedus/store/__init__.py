"""Records enter as pieces of finished work and are kept in one folder; records and answers to questions leave.

`dossier.sqlite` says what is part of the dossier; `segments/` holds the rows, in immutable Parquet files. Nothing is
part of the dossier before the transaction that says so, and nothing that a transaction said is lost afterwards.
"""

from __future__ import annotations

from foedus.store.keeping import Store, open_store
from foedus.store.lock import sole_writer
from foedus.store.lookup import Lookup
from foedus.store.rows import from_batch, to_batch
from foedus.store.tables import TABLES, schema_of
from foedus.store.words import Match
from foedus.store.work import Arrival, Work

__all__ = [
    "TABLES",
    "Arrival",
    "Lookup",
    "Match",
    "Store",
    "Work",
    "from_batch",
    "open_store",
    "schema_of",
    "sole_writer",
    "to_batch",
]
