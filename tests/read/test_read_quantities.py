from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.read.quantities import casualties, quantities, toll

RELEASES = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "quantity" / "isaf-releases-to-2011.jsonl"

Row = tuple[float | None, float | None, str | None, str | None, bool]


def read(text: str) -> list[Row]:
    rows = quantities(text, document="d")
    return [(row.low, row.high, row.unit, row.counted, row.approximate) for row in rows]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("They ran some 25 joint drills involving ships.", (25, 25, None, "joint drills", True)),
        ("around 3,200 troops to the border", (3200, 3200, None, "troops", True)),
        ("the 300,000-strong Sever-2018 exercise", (300000, 300000, None, "troops", False)),
        ("a 1,200-strong crowd", (1200, 1200, None, "people", False)),
        ("the island of 23 million, which", (23e6, 23e6, None, "people", False)),
        ("dozens of fighters", (24, None, None, "fighters", True)),
        ("hundreds of thousands of refugees", (200000, None, None, "refugees", True)),
        ("a dozen ships", (12, 12, None, "ships", False)),
        ("at least 12 people were killed", (12, None, None, "people", False)),
        ("up to 300,000 reservists", (None, 300000, None, "reservists", False)),
        ("fewer than 50 aircraft", (None, 50, None, "aircraft", False)),
        ("from 10 to 15 ships", (10, 15, None, "ships", False)),
        ("between 10 and 15 tanks", (10, 15, None, "tanks", False)),
        ("10-15 drones", (10, 15, None, "drones", False)),
        ("37 armoured vehicles", (37, 37, None, "armoured vehicles", False)),
        ("30 F-16 jets", (30, 30, None, "F-16 jets", False)),
        ("six S-400 battalions", (6, 6, None, "S-400 battalions", False)),
        ("twenty-five thousand men", (25000, 25000, None, "men", False)),
        ("more than $2.5 billion in aid", (2.5e9, None, "USD", None, False)),
        ("€300m", (3e8, 3e8, "EUR", None, False)),
        ("20 billion rubles", (2e10, 2e10, "RUB", None, False)),
        ("$5-7 billion", (5e9, 7e9, "USD", None, False)),
        ("fell to 12.5%", (12.5, 12.5, "%", None, False)),
        ("5 per cent of exports", (5, 5, "%", "exports", False)),
        ("their 2,600-mile border,", (2600, 2600, "mi", "border", False)),
        ("350,000 square miles of Graustark land.", (350000, 350000, "mi2", "Graustark land", False)),
        ("118 sea miles off the coast", (118, 118, "nmi", None, False)),
        ("100,000 tons of grain", (1e5, 1e5, "t", "grain", False)),
        ("40-odd advisers", (40, 40, None, "advisers", True)),
        ("drones worth 60m dollars", (6e7, 6e7, "USD", None, False)),
        ("12 of Graustark's diplomats", (12, 12, None, "diplomats", False)),
        ("two thirds of the 90 tanks", (90, 90, None, "tanks", False)),
    ],
)
def test_a_figure_has_its_bounds_its_unit_and_what_it_counts(text: str, row: Row) -> None:
    assert read(text) == [row]


@pytest.mark.parametrize(
    ("text", "part", "whole", "noun"),
    [
        ("lost 40 of its 120 drones", 40, 120, "drones"),
        ("freed two of the forty Ruritanian prisoners", 2, 40, "Ruritanian prisoners"),
        ("sent 3,200 of the 300,000 shells it had promised", 3200, 300000, "shells"),
        ("expelled 12 of Graustark's 40 diplomats", 12, 40, "diplomats"),
        ("sent 30 out of 50 trucks", 30, 50, "trucks"),
    ],
)
def test_a_part_counts_what_its_whole_counts(text: str, part: int, whole: int, noun: str) -> None:
    assert read(text) == [(part, part, None, noun, False), (whole, whole, None, noun, False)]


def test_a_figure_without_a_noun_counts_what_the_one_before_it_counts() -> None:
    rows = quantities("It sent 3,200 troops to one drill but only 1,600 to another.", document="d")
    assert [(row.low, row.counted) for row in rows] == [(3200, "troops"), (1600, "troops")]


@pytest.mark.parametrize(
    "text",
    [
        "for five years",
        "in 1979 and since the 1990s",
        "the 19th century",
        "Article 5 says",
        "1. First item",
        "at 10:30",
        "a 23-year-old",
        "G7 and COVID-19",
        "one expert said",
        "the two countries agreed",
        "Resolution 2231",
        "",
    ],
)
def test_times_names_ordinals_and_pairs_are_no_quantities(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "killed", "wounded", "captured"),
    [
        ("The raid killed two gunmen and wounded three others.", 2, 3, 0),
        ("A rebel leader and two associates were detained. The leader was captured at home.", 0, 0, 3),
        ("Guards captured a smuggler, along with four suspects.", 0, 0, 5),
        ("They detained a commander. Two additional suspects were detained.", 0, 0, 3),
        ("The clash resulted in 18 insurgents killed, one wounded.", 18, 1, 0),
        ("More than 10 militants were killed.", 11, 0, 0),
        ("They arrested several suspects.", 0, 0, None),
        ("He planned the attack that killed four soldiers.", 0, 0, 0),
    ],
)
def test_a_toll_counts_each_person_once(text: str, killed: int, wounded: int, captured: int | None) -> None:
    found = casualties(text)
    assert [toll(found, fate=fate) for fate in ("killed", "wounded", "captured")] == [killed, wounded, captured]


WORDS = st.sampled_from(
    [
        "some",
        "25",
        "3,200",
        "$",
        "$5",
        "billion",
        "to",
        "10-15",
        "-",
        "one",
        "dozen",
        "of",
        "dozens",
        "people",
        "%",
        "miles",
        "1/0",
        "two",
        "and",
        "between",
        "9",
        "9,99",
        "strong",
        "-strong",
        "killed",
        "was",
        "ships",
        "1e9",
        "more",
        "than",
        "million",
        "k",
        "m",
        "007",
        "½",
        "²",
        "were",
        "detained",
    ]
)


@given(st.lists(WORDS | st.text(max_size=4), max_size=12).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_it_fail_and_every_span_is_the_text(text: str) -> None:
    rows = quantities(text, document="d")
    for row in rows:
        assert text[row.span.start : row.span.end] == row.span.text
        assert row.low is None or row.high is None or row.low <= row.high
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(rows))
    for one in casualties(text):
        assert 0 <= one.start < one.end <= len(text)


@pytest.mark.skipif(not RELEASES.exists(), reason="the coded releases are not beside the repository")
def test_the_releases_stay_above_their_floor() -> None:
    from foedus.evaluate.quantities import figures

    reached = figures(RELEASES)
    assert reached["killed"] >= 0.9
    assert reached["captured"] >= 0.9
    assert reached["start_date_months_in_step"] >= 0.9


@pytest.mark.parametrize(
    "words", ["7" * 1900, "7." + "7" * 1900, "1" + ",777" * 500, "one " * 1900, "from 7 to " * 900]
)
def test_a_line_of_thousands_of_digits_or_numbers_is_gone_through_once(words):
    began = time.process_time()
    quantities(f"They said about {words} troops left.", document="d")
    assert time.process_time() - began < 3, "looked at from each of its digits anew"
