from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.read.dates import Dated, parsed, periods, periods_over
from foedus.values import Period, iso

PUBLISHED = date(2024, 3, 13)  # a Wednesday
TIMEBANK = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "time" / "timebank-tml.zip"


def read(text: str, published_on: date | None = PUBLISHED) -> list[tuple[str, str, str | None]]:
    rows = periods(text, published_on=published_on)
    return [(row.written, row.relation, row.period and iso(row.period)) for row in rows]


@pytest.mark.parametrize(
    ("text", "written", "relation", "meant"),
    [
        ("Graustark has armed itself since 2005", "2005", "since", "2005/.."),
        ("They have sold ships since the 1990s.", "the 1990s", "since", "1990/.."),
        ("In the 1850s, the fleet came.", "the 1850s", "during", "185X"),
        ("the 19th century", "the 19th century", "during", "18XX"),
        ("It must be ready by 2027.", "2027", "by", "../2027"),
        ("The pact held until May 2011.", "May 2011", "until", "../2011-05"),
        ("before 2014 nobody asked", "2014", "before", "../2013"),
        ("after 2014 nobody asked", "2014", "after", "2015/.."),
        ("between 2014 and 2016", "2014 and 2016", "between", "2014/2016"),
        ("from May to July 2020", "May to July 2020", "between", "2020-05/2020-07"),
        ("from 2014 onward", "2014", "since", "2014/.."),
        ("in the years 2014-2016", "2014-2016", "during", "2014/2016"),
        ("since marching into Freedonia in 1979", "1979", "during", "1979"),
        ("since its invasion of Sylvania in February 2022", "February 2022", "during", "2022-02"),
        ("In a 2001 treaty of amity they swore", "2001", "during", "2001"),
        ("at the Sever-2018 exercise", "2018", "during", "2018"),
        ("on 3 March 2014", "3 March 2014", "during", "2014-03-03"),
        ("on March 15, 2007,", "March 15, 2007", "during", "2007-03-15"),
        ("dated 2021-03-04", "2021-03-04", "during", "2021-03-04"),
        ("May 5-8, 2021", "May 5-8, 2021", "during", "2021-05-05/2021-05-08"),
        ("in the first quarter of 2025", "the first quarter of 2025", "during", "2025-01/2025-03"),
        ("in early 2023", "early 2023", "during", "2023-01/2023-04"),
        ("in the winter of 1994", "the winter of 1994", "during", "1994-12/1995-02"),
        ("in nineteen ninety-six", "nineteen ninety-six", "during", "1996"),
    ],
)
def test_a_date_written_out_needs_no_anchor(text: str, written: str, relation: str, meant: str) -> None:
    assert read(text, None) == [(written, relation, meant)]
    assert not periods(text, published_on=None)[0].anchored


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("They met on Tuesday.", "2024-03-12"),
        ("They will meet on Tuesday.", "2024-03-19"),
        ("Friday's summit failed", "2024-03-08"),
        ("yesterday", "2024-03-12"),
        ("last week", "2024-03-04/2024-03-10"),
        ("last month", "2024-02"),
        ("next year", "2025"),
        ("two years ago", "2022"),
        ("last May", "2023-05"),
        ("The embargo would expire in June.", "2024-06"),
        ("The envoys met in November.", "2023-11"),
        ("it shrank in the past five years", "2019-03-13/2024-03-13"),
        ("They have had a troubled bond for over 75 years.", "1949-03-13/2024-03-13"),
        ("by the end of the month", "../2024-03"),
        ("signed on Feb. 2", "2024-02-02"),
    ],
)
def test_a_relative_date_leans_on_the_day_of_publication(text: str, meant: str) -> None:
    (row,) = periods(text, published_on=PUBLISHED)
    assert row.anchored
    assert row.period is not None
    assert iso(row.period) == meant
    (without,) = periods(text, published_on=None)
    assert without.period is None
    assert without.written == row.written


@pytest.mark.parametrize(
    "text",
    [
        "around 3,200 troops and only 1,600 there",
        "killed 2000 people",
        "about 1900 soldiers marched",
        "The May government fell",
        "Sun rises over March Air base",
        "may march on",
        "costs $2000 or 2015%",
        "Resolution 1973 passed",
        "once upon a winning streak",
        "",
    ],
)
def test_other_numbers_and_names_are_no_dates(text: str) -> None:
    assert read(text) == []


def test_a_given_tense_decides_where_the_words_do_not() -> None:
    text = "Talks on Friday"
    (past,) = periods(text, published_on=PUBLISHED, tense=lambda _: "past")
    (ahead,) = periods(text, published_on=PUBLISHED, tense=lambda _: "future")
    assert past.period is not None
    assert ahead.period is not None
    assert past.period.since == date(2024, 3, 8)
    assert ahead.period.since == date(2024, 3, 15)


def test_only_the_asked_stretch_is_read_and_offsets_are_those_of_the_text() -> None:
    text = "In 1979 they fought; in 1989 they made peace."
    (row,) = periods(text, published_on=None, start=20)
    assert (row.written, text[row.start : row.end]) == ("1989", "1989")


def test_a_length_without_an_anchor_stays_a_length() -> None:
    (row,) = periods("a truce for three years", published_on=PUBLISHED)
    assert (row.kind, row.timex, row.period, row.relation) == ("duration", "P3Y", None, "for")


@given(st.dates(date(1000, 1, 1), date(2900, 1, 1)), st.integers(1, 5000))
@settings(max_examples=60, deadline=None)
def test_a_period_survives_being_written_and_read(since: date, days: int) -> None:
    period = Period(since=since, until=date.fromordinal(since.toordinal() + days), written="x")
    again = parsed(iso(period))
    assert again is not None
    assert (again.since, again.until) == (period.since, period.until)


WORDS = st.sampled_from(
    [
        "in",
        "since",
        "by",
        "until",
        "the",
        "last",
        "next",
        "past",
        "May",
        "March",
        "2005",
        "1990s",
        "'90s",
        "century",
        "19th",
        "first",
        "quarter",
        "of",
        "year",
        "years",
        "ago",
        "two",
        "-5",
        "5",
        "31",
        "Feb.",
        "29,",
        "9999",
        "early",
        "mid-",
        "Tuesday",
        "at",
        "9",
        "p.m.",
        "13/25/2020",
        "decade",
        "overnight",
        "from",
        "to",
        "and",
        "between",
        "end",
        "2",
        "1/2",
    ]
)


@given(st.lists(WORDS | st.text(max_size=4), max_size=12).map(" ".join), st.dates() | st.none())
@settings(max_examples=150, deadline=None)
def test_no_text_makes_it_fail_and_every_span_is_the_text(text: str, published_on: date | None) -> None:
    rows = periods(text, published_on=published_on)
    for row in rows:
        assert isinstance(row, Dated)
        assert text[row.start : row.end] == row.written != ""
        assert row.relation in {"during", "since", "until", "by", "before", "after", "for", "between"}
        assert row.kind in {"date", "time", "duration", "set"}
    assert all(one.end <= other.start for one, other in itertools.pairwise(rows))


@pytest.mark.skipif(not TIMEBANK.exists(), reason="TimeBank is not beside the repository")
def test_timebank_stays_above_its_floor() -> None:
    from foedus.evaluate.periods import figures

    reached = figures(TIMEBANK)
    assert reached["span_f1"] >= 0.92
    assert reached["value_f1"] >= 0.78


def test_days_told_from_a_date_in_an_earlier_paragraph_count_from_it() -> None:
    text = (
        "Talks broke off on 10 March 2019.\n\nTen days later tanks came. On the 23rd they left."
        "\n\nPeace was signed the following February."
    )
    spans = [(begin, begin + len(part)) for part in text.split("\n\n") if (begin := text.index(part)) >= 0]
    found = [one.period.since.isoformat() for one in periods_over(text, spans, published_on=date(2021, 7, 1))]
    assert found == ["2019-03-10", "2019-03-20", "2019-03-23", "2020-02-01"]


def test_feasts_are_the_nearest_that_the_tense_allows() -> None:
    told = [
        periods(words, published_on=date(2024, 1, 20))[0].period.since.isoformat()
        for words in ("On New Year's Day they met.", "It will open at Christmas.", "They signed on Christmas Eve.")
    ]
    assert told == ["2024-01-01", "2024-12-25", "2023-12-24"]
