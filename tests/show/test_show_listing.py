"""Sorted columns find what a plain look at every row finds: the lists of the pages, and records by their keys."""

from __future__ import annotations

import gc
import shutil
import sys
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus import Dossier
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.records import judgement
from foedus.show.server import making
from foedus.show.server.listing import NONE, Columns, Listing, written
from foedus.show.server.making import KEPT, made
from foedus.store import TABLES
from foedus.store.ledgers import in_force

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from foedus.show.server.index import Index

WORDS = ("torpedo", "torpedoes", "navy", "the navy", "na", "y", "ships—sent", "ÉTÉ", "a\u00a0b", "x", "")
ROW = st.tuples(
    st.lists(st.sampled_from(["torpedo", "navy", "the", "ships—sent", "été", "a\u00a0b", "x\ty", "navy."]), max_size=6),
    st.sampled_from(["wire", "post", None]), st.lists(st.sampled_from(["A-B", "A-C", "B-C"]), unique=True, max_size=3),
    st.one_of(st.none(), st.integers(0, 9)),
)  # fmt: skip


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(rows=st.lists(ROW, max_size=25), data=st.data())
def test_a_list_finds_what_a_look_at_all_rows_finds(
    rows: list[Any], data: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    connection = duckdb.connect()
    table = pa.table({
        "place": pa.array(range(len(rows)), pa.int64()),
        "id": pa.array([f"{n:04}" for n in range(len(rows))], pa.string()),
        "plain": pa.array([" ".join(row[0]) for row in rows], pa.string()),
        "outlet": pa.array([row[1] for row in rows], pa.string()),
        "day": pa.array([row[3] for row in rows], pa.int64()),
    })  # fmt: skip
    pairs = [(n, each) for n, row in enumerate(rows) for each in row[2]]
    dyads = pa.table({"place": pa.array([p[0] for p in pairs], pa.int64()), "dyad": pa.array([p[1] for p in pairs], pa.string())})  # noqa: E501  # fmt: skip
    connection.register("told", table)
    connection.register("dyads", dyads)
    folder = tmp_path_factory.mktemp("list")
    order = "day DESC NULLS LAST, id"
    written(folder, connection, Columns(table="told", columns=("outlet",), numbers={"day": "day"},
            many={"dyad": "SELECT place, dyad AS value FROM dyads"}, orders={"newest": order}))  # fmt: skip
    held = Listing(folder, lambda words: [n for n, row in enumerate(rows) if words in " ".join(row[0])])

    def asked(sql: str, *values: Any) -> list[Any]:
        return connection.execute(sql, list(values)).fetchall()

    words = data.draw(st.sampled_from(WORDS))
    outlet, dyad = (
        data.draw(st.sampled_from(["wire", "post", "none"])),
        data.draw(st.sampled_from(["A-B", "B-C", "Z-Z"])),
    )
    mask = held.holding(words) & held.having("outlet", outlet)
    plainly = "contains(plain, ?) AND outlet = ?"
    assert held.page(mask, "newest", 0, 99) == [
        row[0] for row in asked(f"SELECT id FROM told WHERE {plainly} ORDER BY {order}", words, outlet)
    ]
    inside = held.holding(words)
    assert held.counted("outlet", inside) == asked(
        "SELECT outlet, count(*) AS n FROM told WHERE contains(plain, ?) AND outlet IS NOT NULL "
        "GROUP BY outlet ORDER BY n DESC, outlet", words,
    )  # fmt: skip
    assert held.counted("dyad", inside) == asked(
        "SELECT dyad, count(*) AS n FROM dyads WHERE place IN (SELECT place FROM told WHERE contains(plain, ?)) "
        "GROUP BY dyad ORDER BY n DESC, dyad", words,
    )  # fmt: skip
    assert held.counted("dyad", None) == held.counted("dyad", held.all())
    assert np.flatnonzero(held.having("dyad", dyad)).tolist() == [n for n, each in pairs if each == dyad]
    assert [None if each == NONE else each for each in held.number("day").tolist()] == [row[3] for row in rows]


def test_no_sign_parts_a_spelling_that_does_not_part_the_words_of_a_search() -> None:
    signs = [chr(each) for each in range(sys.maxunicode + 1) if not 0xD800 <= each <= 0xDFFF]
    split = pc.utf8_split_whitespace(pa.array([f"a{each}b" for each in signs]))
    parting = [each for each, count in zip(signs, pc.list_value_length(split).to_pylist(), strict=True) if count > 1]
    assert [each for each in parting if f"a{each}b".split() == [f"a{each}b"]] == []


@pytest.fixture(scope="module")
def index(house: Path) -> Iterator[tuple[Dossier, Index]]:
    with Dossier(house, create=False) as dossier:
        yield dossier, made(dossier, load_world(), load_language())


def test_records_are_found_by_their_ids_and_first_letters(index: tuple[Dossier, Index]) -> None:
    dossier, told = index
    for table in TABLES:
        if table == "judgements":
            every = sorted(in_force(dossier.judgements(in_force=False)), key=lambda each: each.id)
        else:
            held = dossier.coded.all if table == "coded_events" else getattr(dossier, table)
            every = sorted(held(), key=lambda each: each.id)
        assert told.among(table, [each.id for each in every]) == tuple(every), table
        assert told.records(table) == tuple(every), table
        for each in every[:5]:
            assert told.found(each.id) == (table, each.id)
            assert told.found(each.id[:12]) == (table, each.id)


def test_records_are_found_by_what_they_belong_to(index: tuple[Dossier, Index]) -> None:
    dossier, told = index
    for document in dossier.documents():
        mine = sorted(each.id for each in dossier.claims() if each.document == document.id)
        assert sorted(told.with_key("claims", "document", [document.id])) == mine
        either = [each for each in dossier.copies() if document.id in {each.first, each.second}]
        assert told.matching("copies", "document", [document.id]) == tuple(sorted(either, key=lambda each: each.id))
    claims = {each.id for each in dossier.claims()}
    for root in told.roots_of(claims):
        whole = next(each for each in dossier.roots() if each.id == root.id)
        assert root.claims == tuple(sorted(set(whole.claims) & claims))
    for proposition in dossier.propositions():
        for claim in (*proposition.supporting, *(each.claim for each in proposition.denying)):
            assert proposition.id in told.with_key("propositions", "claim", [claim])
    for each in dossier.assessments()[:3]:
        assert each in told.assessments(*each.dyad)


def test_the_index_is_kept_until_the_dossier_changes(house: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dossier"
    shutil.copytree(house, folder)
    shutil.rmtree(folder / KEPT, ignore_errors=True)
    with Dossier(folder, create=False) as dossier:
        made(dossier, load_world(), load_language())
        first = [each.name for each in (folder / KEPT).iterdir()]
        made(dossier, load_world(), load_language())
        assert [each.name for each in (folder / KEPT).iterdir()] == first
        given = [each for each in dossier.judgements() if each.about == "mention is actor"][:3]
        for each in given:
            other = judgement(about=each.about, subject=each.subject, candidate="CHL", by="reader", because="seen so")
            dossier.judge(other)
        dossier.undo(other.id, by="reader", because="not so")
        judged = made(dossier, load_world(), load_language())
        holding = sorted(dossier.judgements(), key=lambda each: each.id)
        assert given[0] not in holding
        assert judged.records("judgements") == tuple(holding)
        dossier.remove(dossier.documents()[0].id)
        renewed = made(dossier, load_world(), load_language())
        assert len([*(folder / KEPT).iterdir()]) == 1
        assert [each.name for each in (folder / KEPT).iterdir()] != first
        assert renewed.counts["documents"] == len(dossier.documents())


@pytest.mark.parametrize("may_be_kept", [True, False])
def test_a_question_larger_than_memory_is_answered_and_leaves_nothing(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, may_be_kept: bool
) -> None:
    monkeypatch.setitem(making._SETTINGS, "memory_limit", "24MB")
    folder = tmp_path / "dossier"
    shutil.copytree(house, folder)
    shutil.rmtree(folder / KEPT, ignore_errors=True)
    if not may_be_kept:
        monkeypatch.setattr(making, "KEPT", f"{'far' * 90}/index")  # a folder that nobody can make
    with Dossier(folder, create=False) as dossier:
        index = made(dossier, load_world(), load_language())
    large = "SELECT count(*) FROM (SELECT DISTINCT md5(i::VARCHAR) AS word FROM range(1500000) AS t (i))"
    assert index.one(large) == 1_500_000
    del index
    gc.collect()
    left = [each.name for each in (folder / KEPT).iterdir()] if may_be_kept else []
    assert [each for each in left if each.startswith("unfinished-")] == []
