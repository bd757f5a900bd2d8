"""One of a dossier's flat tables enters; CSV or Parquet leaves. docs/formats.md has the columns."""

from __future__ import annotations

import csv
import io
import json

import pyarrow.parquet as pq

from foedus.flat import flat_table
from foedus.show.exports import Given, Made
from foedus.show.plainness import visible


def csv_file(given: Given) -> Made:
    """The table in UTF-8 with a heading; a list is a JSON list in its cell, and nothing told is an empty cell."""
    table = flat_table(given.table, given.views.material, given.assessments)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.column_names)
    for row in table.to_pylist():
        writer.writerow([_cell(value) for value in row.values()])
    return Made(content=out.getvalue().encode("utf-8", "replace"), count=table.num_rows)


def parquet_file(given: Given) -> Made:
    """The table with its types: lists as lists, days as days."""
    table = flat_table(given.table, given.views.material, given.assessments)
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return Made(content=out.getvalue(), count=table.num_rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return visible(str(value))
