"""What is kept comes back equal, whatever the record holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.records import Actor, Claim, Copy, Dataset, Judgement, Kind, Voice
from foedus.store import from_batch, schema_of, to_batch
from foedus.store.rows import from_table
from foedus.store.segments import Segments
from foedus.store.tables import TABLES, shape_of
from foedus.terms import Anonymity, Direction, Nature, RootNature, Strength, Verb
from foedus.values import Alignment, Coverage, Period, Quantity, Span

if TYPE_CHECKING:
    from pathlib import Path

SPANS = st.builds(
    lambda document, start, text: Span(document=document, start=start, end=start + len(text), text=text),
    st.text(max_size=5),
    st.integers(0, 2**40),
    st.text(min_size=1, max_size=9),
)
PERIODS = st.builds(
    lambda days, written: Period(since=min(days, default=None), until=max(days, default=None), written=written),
    st.sets(st.dates(), min_size=2, max_size=2) | st.just(set()),
    st.text(max_size=5),
)
NUMBERS = st.floats(allow_nan=False)
st.register_type_strategy(Span, SPANS)
st.register_type_strategy(Period, PERIODS)
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))
st.register_type_strategy(float, NUMBERS)
st.register_type_strategy(
    Quantity,
    st.builds(
        Quantity,
        low=NUMBERS,
        high=st.none() | NUMBERS,
        unit=st.none() | st.text(max_size=3),
        counted=st.none() | st.text(max_size=3),
        approximate=st.booleans(),
        span=SPANS,
    ),
)
RECORDS = {
    **{record: st.from_type(record) for record in TABLES.values()},
    Claim: st.builds(
        Claim, voices=st.lists(st.from_type(Voice), min_size=1, max_size=3).map(tuple), confidence=st.floats(0, 1)
    ),
    Judgement: st.builds(Judgement, by=st.sampled_from(Verb) | st.just("A. Person"), made_at=st.none()),
    Actor: st.from_type(Actor),
    Kind: st.builds(Kind, scale=st.text(min_size=1, max_size=3)),
    Dataset: st.builds(Dataset, coverage=st.lists(st.from_type(Coverage), min_size=1, max_size=3).map(tuple)),
}


@pytest.mark.parametrize("record", RECORDS, ids=lambda each: each.__name__)
def test_every_record_comes_back_equal(record):
    @settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.lists(RECORDS[record], max_size=4))
    def comes_back(records):
        batch = to_batch(records, record)
        assert from_batch(batch, record) == records
        assert from_batch(batch.slice(1), record) == records[1:]
        sink = pa.BufferOutputStream()
        pq.write_table(pa.Table.from_batches([batch]), sink)
        assert from_table(pq.read_table(pa.BufferReader(sink.getvalue())), record) == records

    comes_back()


def test_an_absent_record_within_a_record_stays_absent():
    claims = [_claim("1"), _claim("2", when=Period(since=None, until=None, written="one day"))]
    assert [each.when for each in from_batch(to_batch(claims, Claim), Claim)] == [each.when for each in claims]


def test_the_same_records_give_the_same_batch():
    assert to_batch([_claim("1")], Claim).equals(to_batch([_claim("1")], Claim))


def test_a_batch_has_the_schema_of_its_record_and_nothing_is_null_that_may_not_be():
    for record in TABLES.values():
        batch = to_batch([], record)
        assert batch.schema.equals(schema_of(record), check_metadata=True)
    to_batch([_claim("1")], Claim).validate(full=True)


def test_a_word_in_place_of_an_enumerations_member_is_kept():
    said = Judgement(
        id="1", about="claim is wrong", subject="c", candidate="", opinion="same", by="A. Person", because="I was there"
    )
    (back,) = from_batch(to_batch([said], Judgement), Judgement)
    assert back.by == "A. Person"


def test_shapes_name_every_field_in_order():
    for record in TABLES.values():
        assert [name for name, _ in shape_of(record).parts] == list(record.__dataclass_fields__)


def _claim(identity, **more):
    span = Span(document="d", start=0, end=3, text="Now")
    voice = Voice(name="@publisher", nature="outlet", anonymity="named")
    return Claim(id=identity, says="s", document="d", sort="act", evidence=span, voices=(voice,), **more)


def test_lists_that_nobody_asks_for_are_left_unread(tmp_path: Path) -> None:
    here, there = (Span(document=name, start=0, end=4, text="said") for name in "ab")
    copy = Copy(
        id="1", first="a", second="b", strength=Strength.SAME, direction=Direction.UNKNOWN, because="both say it",
        aligned=(Alignment(first=here, second=there, likeness=1.0),), share=1.0,
    )  # fmt: skip
    segments = Segments(tmp_path)
    name = segments.write("copies", [copy])
    assert segments.read("copies", name) == [copy]
    assert segments.read("copies", name, without=["aligned"]) == [replace(copy, aligned=())]


def test_a_short_string_is_kept_once() -> None:
    actors = [Actor(id=each, name=f"{'Zen'}da", nature=Nature.PLACE) for each in ("a", "b")]
    first, second = from_batch(to_batch(actors, Actor), Actor)
    assert first.name is second.name


def test_a_voice_without_words_is_kept_once_and_any_other_is_its_own() -> None:
    silent = [Voice(name="@publisher", nature=RootNature.OUTLET, anonymity=Anonymity.NAMED) for _ in range(2)]
    heard = [replace(each, span=Span(document="d", start=3, end=7, text="they")) for each in silent]
    named = [replace(each, mention=mention) for each, mention in zip(silent, ("m", "n"), strict=True)]
    whole = [*silent, replace(silent[0], nature=RootNature.PERSON), *heard, *named]
    found = from_batch(to_batch(whole, Voice), Voice)
    assert found == whole
    assert found[0] is found[1]
    assert len({id(each) for each in found}) == len(whole) - 1
