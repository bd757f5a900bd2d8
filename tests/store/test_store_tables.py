"""The tables are what the records declare, and the page on them says so."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pytest

from foedus.records import Claim, Document, Mention
from foedus.store.tables import SEGMENTED, TABLES, schema_of
from foedus.store.telling import tables_told

PAGE = Path(__file__).resolve().parents[2] / "docs" / "dossier.md"


def test_a_field_that_may_be_absent_is_a_column_that_may_be_null():
    schema = schema_of(Document)
    assert schema.field("published_on") == pa.field("published_on", pa.date32(), nullable=True)
    assert schema.field("text") == pa.field("text", pa.string(), nullable=False)


def test_tuples_are_lists_and_records_within_records_are_structs():
    evidence = schema_of(Claim).field("evidence").type
    assert [each.name for each in evidence] == ["document", "start", "end", "text"]
    quantities = schema_of(Claim).field("quantities").type
    assert quantities.value_type.field("span").type == evidence
    assert quantities.value_type.field("low").type == pa.float64()
    assert schema_of(Mention).field("refers_to").type.value_type == pa.string()


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_a_type_that_a_cluster_can_read(table):
    def leaves(kind):
        if pa.types.is_struct(kind):
            return [leaf for each in kind for leaf in leaves(each.type)]
        return leaves(kind.value_type) if pa.types.is_list(kind) else [kind]

    allowed = {pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.date32(), pa.timestamp("us", tz="UTC")}
    assert {leaf for each in schema_of(TABLES[table]) for leaf in leaves(each.type)} <= allowed


def test_every_segmented_record_has_an_id():
    assert all("id" in record.__dataclass_fields__ for record in SEGMENTED.values())


def test_enumerations_are_words():
    assert issubclass(type(Claim.__dataclass_fields__["manner"].default), StrEnum)
    assert schema_of(Claim).field("manner").type == pa.string()


def test_the_page_has_the_tables_that_the_records_give():
    assert tables_told() in PAGE.read_text("utf-8"), "run: python -m foedus.store.telling docs/dossier.md"
