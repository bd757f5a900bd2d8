"""Relations side by side, on invented rows: what is counted, what is outside coverage, which stands above which."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.check import add_reference, compare, compared, figure_of, load_reference, measures, named_comparators, order
from foedus.check.comparators import comparator
from foedus.errors import RequestError, UnknownActor, UnknownId

FILES = Path(__file__).resolve().parents[1] / "reference"
POINTS = """id = "points"
name = "Points"
version = "1"
shape = "states"
codes = "iso3"
clock = "year"
since = ["year"]
first = ["who"]
row = ["who", "year"]
keep = ["who", "year", "point"]
variables = ["point"]
[answers]
vote = { column = "point", measure = true, scope = "invented positions" }
"""
CALLS = (
    POINTS.replace("points", "calls")
    .replace("Points", "Calls")
    .replace('keep = ["who", "year", "point"]', 'keep = ["who", "year", "rcid", "vote"]')
    .replace('variables = ["point"]', 'variables = ["vote"]')
    .replace('column = "point", measure = true', 'column = "vote"')
)

VOTES = (
    "CHN,1990,a,yes",
    "RUS,1990,a,yes",
    "CHN,1990,b,no",
    "RUS,1990,b,yes",
    "CHN,1991,c,absent",
    "RUS,1991,c,absent",
    "CHN,1991,d,no",
    "RUS,1991,d,no",
)


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    given = tmp_path_factory.mktemp("given")
    for name, told, rows in (
        ("points", POINTS, "who,year,point\nCHN,1990,1\nCHN,1991,2\nRUS,1990,1.5\nRUS,1991,4\nUSA,1991,9\n"),
        (
            "calls",
            CALLS,
            "who,year,rcid,vote\n" + "".join(f"{each}\n" for each in VOTES),
        ),
    ):
        (given / f"{name}.toml").write_text(told)
        (given / f"{name}.csv").write_text(rows)
        add_reference(given / f"{name}.csv", folder)
    for name in ("atop_members", "exercises", "transfers", "mid_dyads", "rivalries"):
        add_reference(FILES / f"{name}.csv", folder)
    return load_reference(folder)


def figures(reference, *words):
    relations = tuple(comparator(each, reference.states) for each in words)
    return {(each.relation, each.measure): each for each in compare(relations, reference)}


@pytest.mark.parametrize(
    ("words", "measure", "value", "reads"),
    [
        ("GBR-USA:1950-1969", "defence", 17 / 20, "17 of 20 years"),
        ("GBR-USA:1950-1969", "command", 17 / 20, "17 of 20 years"),
        ("GBR-USA:1950-1969", "duration", 17, "17 years, 1950-1966"),
        ("CAN-USA:1960-", "defence", 1, "51 of 51 years"),
        ("FRA-GBR:1930-1939", "neutrality", 1, "10 of 10 years"),
        ("CHN-RUS:1999-2010", "exercises", 3 / 12, "3 (0.25 a year)"),
        ("CHN-RUS:1992-1995", "transfers", 255, "255 a year"),
        ("CHN-RUS:1996-1999", "transfers", 0, "none"),
        ("CAN-USA:1985-1990", "disputes", 1 / 6, "1 (0.17 a year)"),
        ("CAN-USA:1985-1990", "force", 0, "none"),
        ("CHN-RUS:1980-1999", "rivalry", 10 / 20, "10 of 20 years"),
        ("CHN-RUS:1980-1999", "distance", 1.25, "1.25 apart"),
        ("CHN-RUS:1980-1999", "agreement", 2 / 3, "67% of the votes"),
    ],
)
def test_a_figure_is_counted_from_the_rows(reference, words, measure, value, reads):
    found = figures(reference, words)[words, measure]
    assert (found.value, found.reads) == (pytest.approx(value), reads)
    assert found.counted or not value
    assert len(found.rows) == min(8, found.counted)
    assert figure_of(found.id, reference) == found


@pytest.mark.parametrize(("words", "measure"), [("CHN-RUS:1990-1995", "exercises"), ("GBR-USA:2015-2019", "defence")])
def test_outside_coverage_is_no_zero(reference, words, measure):
    found = figures(reference, words)[words, measure]
    assert (found.value, str(found.verdict), found.reads) == (None, "outside coverage", "outside coverage")
    assert f"{found.first_year} to {found.last_year}" in found.says


def test_what_is_not_all_listed_is_not_comparable(reference):
    found = figures(reference, "CHN-RUS:1999-2010")["CHN-RUS:1999-2010", "bases"]
    assert (found.value, str(found.verdict)) == (None, "not comparable")


def test_each_direction_of_transfers_is_told(reference):
    assert "RUS to CHN 1,020" in figures(reference, "CHN-RUS:1992-1995")["CHN-RUS:1992-1995", "transfers"].says


def test_one_relation_stands_above_another(reference):
    words = ("CAN-USA:1960-", "CHN-RUS:1990-2010", "CHN-RUS:2001-2003", "CHN-RUS:1961-1988", "GBR-USA:1941-1945")
    found = compare(tuple(comparator(each, reference.states) for each in words), reference)
    first, second, short, rivals, war = words
    assert order(first, second, "formal commitment", found).stands == "above"
    assert order(second, first, "formal commitment", found).stands == "below"
    assert order(first, second, "integration", found).measure == "command"
    assert order(rivals, second, "friction", found).stands == "above"
    assert order(rivals, second, "friction", found).measure == "rivalry"
    assert order(war, first, "materiel", found).stands == "not known"
    assert order(short, first, "formal commitment", found).stands == "not known", "three years are too few"
    with pytest.raises(RequestError, match="nothing measures 'charm'"):
        order(first, second, "charm", found)


def test_named_relations_are_of_states_that_existed(reference):
    for each in named_comparators():
        assert each.about
        assert each.source
        for member in each.members:
            assert reference.states.knows(member.state)
            first, _ = each.belongs(member.state)
            day = member.since or each.since
            assert reference.states.codes(member.state, day, day), (each.id, member.state, first)


@pytest.mark.parametrize("words", ["nato", "Warsaw Pact", "US-South Korea", "treaty-2001", "kor-usa", "KOR-USA:-1980"])
def test_a_relation_is_named_or_given_by_two_codes(reference, words):
    found = comparator(words, reference.states)
    assert comparator(found.key, reference.states) == found


@pytest.mark.parametrize(
    ("words", "error", "says"),
    [
        ("SEATO", RequestError, "'SEATO' is no relation to compare with: choose one of NATO"),
        ("XXX-USA", UnknownActor, "no actor is called 'XXX'"),
        ("USA-USA", RequestError, "cannot be compared with itself"),
        ("KOR-USA:1990-1980", RequestError, "ends before it begins"),
    ],
)
def test_a_wrong_relation_is_told_in_a_sentence(reference, words, error, says):
    with pytest.raises(error, match=says):
        comparator(words, reference.states)


@pytest.mark.parametrize("identity", ["CHN-RUS/charm/mme-7", "CHN-RUS/defence/none-1", "CHN-RUS/defence"])
def test_a_figure_that_nothing_measures_has_no_id(reference, identity):
    with pytest.raises(UnknownId):
        figure_of(identity, reference)


def test_the_same_question_has_the_same_answer(reference):
    first, second = (compared(("RUS", "CHN"), reference, against=("NATO", "KOR-USA")) for _ in range(2))
    assert first == second
    assert [each.id for each in first.relations] == ["CHN-RUS", "NATO", "KOR-USA"]
    assert {each.measure for each in first.figures} == {each.id for each in measures()}


def test_no_named_relation_stands_beside_itself(reference):
    def beside(*pair, years=(None, None), against=()):
        found = compared(pair, reference, years=years, against=against)
        return {each.id for each in found.relations[1:]}

    everything = {each.id for each in named_comparators()}
    assert everything - beside("CHN", "RUS", years=(1998, None)) == {"treaty-2001"}
    assert everything - beside("USA", "KOR") == {"US-South Korea"}
    assert beside("CHN", "RUS", years=(1961, 1988)) == everything  # the same two, in years that it has nothing of
    assert beside("CHN", "RUS", against=("treaty-2001",)) == {"treaty-2001"}  # who asks for it gets it
