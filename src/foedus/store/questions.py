"""A question in SQL enters; the rows that answer it leave, computed by DuckDB over the segments, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from foedus.errors import BadQuestion
from foedus.store.borders import first_line
from foedus.store.rows import to_batch
from foedus.store.tables import TABLES, schema_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SETTINGS = {"threads": 1, "autoinstall_known_extensions": False, "autoload_known_extensions": False}

_WRONG_QUESTION = (
    duckdb.ParserException,
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.SyntaxException,
    duckdb.ConversionException,
)

_NOT_SUPERSEDED = {
    "mentions": "span.document NOT IN (SELECT document FROM superseded)",
    "claims": "document NOT IN (SELECT document FROM superseded)",
}


def answer(
    sql: str, values: Sequence[Any], *, files: Mapping[str, Sequence[str]], ledgers: Mapping[str, Sequence[Any]],
    superseded: Sequence[str],
) -> pa.Table:  # fmt: skip
    """The answer as an Arrow table; every table of the dossier is a view with the name and columns of its record.

    Rows of superseded documents are left out of all but `documents`.

    Raises:
        BadQuestion: the SQL is wrong.
        FileNotFoundError: a segment is not there, or not what was written.
    """
    with duckdb.connect(":memory:", config=_SETTINGS) as connection:
        connection.register("superseded", pa.table({"document": pa.array(superseded, pa.string())}))
        for table, record in TABLES.items():
            if table not in sql.casefold():
                continue
            if table in ledgers:
                connection.register(table, pa.Table.from_batches([to_batch(ledgers[table], record)]))
            else:
                _view(connection, table, files.get(table, ()), left_out=bool(superseded))
        try:
            found = connection.sql(sql, params=list(values))
            return pa.table({}) if found is None else found.to_arrow_table()
        except _WRONG_QUESTION as error:
            raise BadQuestion(first_line(error)) from error
        except duckdb.Error as error:
            raise FileNotFoundError(str(error)) from error


def _view(connection: duckdb.DuckDBPyConnection, table: str, files: Sequence[str], *, left_out: bool) -> None:
    if not files:
        connection.register(table, schema_of(TABLES[table]).empty_table())
        return
    try:
        rows = connection.read_parquet(list(files))
    except duckdb.Error as error:
        raise FileNotFoundError(str(error)) from error
    if left_out and table in _NOT_SUPERSEDED:
        rows = rows.filter(_NOT_SUPERSEDED[table])
    rows.create_view(table)
