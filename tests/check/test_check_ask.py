"""Questions of record typed by hand, put to invented rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from foedus.check import add_reference, answers, ask, load_reference
from foedus.check.typed import parse_question
from foedus.errors import RequestError, UnknownActor

FILES = Path(__file__).resolve().parents[1] / "reference"


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference")
    for name in ("atop_members", "mid_dyads", "conflicts", "exercises", "transfers", "rivalries", "pacts"):
        add_reference(FILES / f"{name}.csv", folder)
    return load_reference(folder)


def verdicts(question, reference):
    return {each.dataset: str(each.verdict) for each in ask(question, reference)}


ATOP, GML, UCDP = "ATOP, members", "GML militarized disputes", "UCDP/PRIO armed conflict"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("GBR FRA defence pact 1935", "agrees"),  # one is bound, the other is not
        ("GBR FRA neutrality 1935", "agrees"),
        ("GBR FRA defence pact 1939", "agrees"),  # a day of the year is enough
        ("GBR FRA defence pact 1945", "conflicts"),
        ("GBR FRA defence pact 1929", "outside coverage"),
        ("USA Canada defence 1955", "conflicts"),  # Canada came in 1960
        ("USA Canada defence 1960", "agrees"),
        ("United Kingdom United States defence 1967", "conflicts"),  # and the kingdom left in 1966
        ("IND RUS consultation 1985", "agrees"),  # Russia and the Soviet Union are one code
        ("IND SUN consultation 1985", "agrees"),
        ("IND SUN consultation 2001", "not comparable"),  # there was none any more
        ("IND RUS consultation 1995", "conflicts"),
        ("IND RUS consultation 2011", "outside coverage"),
        ("IND RUS non-aggression 2005-2015", "agrees"),
        ("IND RUS defence 2005-2015", "outside coverage"),  # none until 2010, silent after
        ("IND RUS defence 2005-2010", "conflicts"),
        ("FRG POL non-aggression 1980", "agrees"),
        ("DEU POL non-aggression 1980", "agrees"),  # it continues the Federal Republic
        ("DDR POL non-aggression 1980", "conflicts"),
        ("DEU POL consultation 1995", "agrees"),
        ("UKR RUS defence 1979", "not comparable"),  # Ukraine was no state then
    ],
)
def test_obligations_in_force(reference, question, verdict):
    assert verdicts(question, reference)[ATOP] == verdict


@pytest.mark.parametrize("question", ["GBR FRA consultation 1812", "CHN VNM war 2023", "CHN RUS exercise 1950"])
def test_outside_coverage_nothing_agrees_or_conflicts(reference, question):
    assert set(verdicts(question, reference).values()) == {"outside coverage"}


def test_a_receipt_holds_the_dataset_s_own_cells(reference):
    (found,) = (each for each in ask("USA Canada defence 1970", reference) if each.dataset == ATOP)
    cells = [(cell.column, cell.value) for cell in found.row]
    assert cells[:2] == [("atopid", "9002"), ("phase", "0")]
    assert ("defense", "1") in cells
    assert (found.first_year, found.last_year, found.topic) == (1930, 2010, "defence")


def test_datasets_that_differ_are_said_to_differ(reference):
    found = verdicts("CHN VNM war 1963", reference)
    assert found[GML] == "agrees"
    assert found[UCDP] == "conflicts"
    assert found[f"{GML} | {UCDP}"] == "datasets differ"


def test_two_versions_answer_each_for_itself(tmp_path):
    for name in ("atop_members.csv", "atop_members_later.csv"):
        add_reference(FILES / name, tmp_path)
    found = {each.version: str(each.verdict) for each in ask("IND SUN defence 1980", load_reference(tmp_path))}
    assert found == {"4.01": "conflicts", "5.0": "agrees", "4.01 | 5.0": "datasets differ"}


def test_who_asks_for_what_a_dataset_lists_is_told_that_it_lists_none(reference):
    assert verdicts("USA CAN exercise 2005", reference) == {"Multinational military exercises (MME)": "conflicts"}
    (found,) = ask("RUS CHN arms 2005", reference)
    assert found.verdict == "conflicts"
    assert "major conventional arms only" in found.says, "it says what the answer is worth"


def test_a_claim_may_mean_more_than_a_dataset_lists(reference):
    asked = parse_question("RUS CHN arms 2005", reference.states)
    (found,) = answers(replace(asked, by_hand=False), reference)
    assert found.verdict == "not comparable", "rifles are arms too"


def test_transfers_have_a_direction(reference):
    name = "SIPRI arms transfers, by year"
    assert verdicts("RUS CHN arms 1992", reference) == {name: "agrees"}
    assert verdicts("CHN RUS arms 1992", reference) == {name: "conflicts"}


def test_since_tells_of_earlier_rows_too(reference):
    (found,) = ask("China Russia joint exercises since 2005", reference)
    assert found.verdict == "agrees"
    assert "1 before 2005 as well, the first in 1999-10" in found.says
    (yearly,) = ask("RUS CHN arms since 1993", reference)  # its rows are years, and have no month
    assert yearly.says.endswith("1 before 1993 as well, the first in 1992")


def test_datasets_differ_in_the_years_that_all_cover_where_the_question_has_no_end(reference):
    found = {each.dataset: each for each in ask("CHN VNM war since 1962", reference)}
    assert (found[GML].verdict, found[UCDP].verdict) == ("agrees", "outside coverage")
    differ = found[f"{GML} | {UCDP}"]
    assert differ.verdict == "datasets differ"
    assert "in 1962-" in differ.says
    same = {each.dataset: each for each in ask("CHN VNM war since 2090", reference)}
    assert f"{GML} | {UCDP}" not in same


def test_a_war_inside_a_state_is_none_between_states(reference):
    assert verdicts("VNM war 1970", reference)[UCDP] == "conflicts"


def test_codes_of_gleditsch_and_ward_are_turned_by_their_time(reference):
    assert verdicts("DEU POL clash 1995", reference)[UCDP] == "agrees"
    assert verdicts("DEU USA clash 1995", reference)[UCDP] == "agrees"  # its troops stood on the other side
    assert verdicts("POL USA clash 1995", reference)[UCDP] == "not comparable"


def test_one_state_can_be_asked_about_for_wars(reference):
    assert verdicts("China war 1961-1962", reference)[GML] == "conflicts"
    assert verdicts("China war 1959-1962", reference)[GML] == "outside coverage"
    assert verdicts("China war 1959-1964", reference)[GML] == "agrees"


def test_a_described_dataset_answers(reference):
    assert verdicts("CHN KAZ defence 2008", reference)["Pact Watch"] == "agrees"
    assert verdicts("CHN MNG defence 2008", reference)["Pact Watch"] == "not comparable"


@pytest.mark.parametrize(
    ("question", "error", "says"),
    [
        ("CHN RUS defence", RequestError, "names no time"),
        ("CHN RUS 2001", RequestError, "nothing that reference data is asked about"),
        ("CHN defence pact 2001", RequestError, "takes two"),
        ("Ruritania Graustark defence 2001", UnknownActor, "Ruritania"),
        ("CHN RUS USA defence 2001", RequestError, "more than two"),
        ("CHN RUS defence 2005-2001", RequestError, "ends before it begins"),
    ],
)
def test_an_unclear_question_is_sent_back(reference, question, error, says):
    with pytest.raises(error, match=says):
        ask(question, reference)


@pytest.mark.parametrize(
    ("file", "question", "verdict"),
    [
        ("contiguity_by_year.csv", "RUS CHN border 1950", "agrees"),
        ("contiguity_by_year.csv", "USA GBR border 1950", "conflicts"),
        ("leaders.csv", "SUN Alpha leader 1952", "agrees"),
        ("leaders.csv", "SUN Beta leader 1952", "conflicts"),
        ("leaders.csv", "SUN Beta leader 1955", "agrees"),
        ("leaders.csv", "SUN Beta leader 1961", "outside coverage"),
        ("mid_dyadic.csv", "USA GBR dispute 1902", "agrees"),
        ("mid_dyadic.csv", "GBR USA clash 1902", "conflicts"),
    ],
)
def test_publishers_own_layouts(tmp_path, file, question, verdict):
    add_reference(FILES / file, tmp_path)
    assert [str(each.verdict) for each in ask(question, load_reference(tmp_path))] == [verdict]
