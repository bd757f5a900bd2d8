"""What the words of a statement add to its topic, states and time; the rows are made up."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from foedus.check import add_reference, answers, ask, load_reference
from foedus.check.leaders import likeness
from foedus.check.questions import Question
from foedus.check.topics import topic
from foedus.check.wording import Closer, people, unmeasured, worded

FILES = Path(__file__).resolve().parents[1] / "reference"
NAMES = (
    "atop_members", "atop_alliances", "transfers", "un_votes", "ideal_points", "archigos", "rivalries", "mid_dyads",
)  # fmt: skip
ATOP, TREATIES, SIPRI = "ATOP, members", "ATOP, alliances", "SIPRI arms transfers, by year"
VOTES, POINTS, LEADERS = "UN General Assembly votes", "UN General Assembly ideal points", "Archigos leaders"


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference")
    for name in NAMES:
        add_reference(FILES / f"{name}.csv", folder)
    return load_reference(folder)


def stated(words, reference, *, about, states, year, holds=True):
    """What each dataset says to a statement of which topic, states and year are told."""
    asked = Question(
        topic=topic(about),
        first=states[0],
        second=states[1] if len(states) > 1 else None,
        since=date(year, 1, 1),
        until=date(year, 12, 31),
        expected=holds,
        both_ways=not topic(about).directed,
        by_hand=True,
    )
    return {each.dataset: each for each in answers(worded(asked, words, reference.states), reference)}


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("Britain was bound by treaty to defend France in 1935.", "agrees"),
        ("France was under an obligation in 1935 to come to the aid of Britain.", "conflicts"),
        ("The treaty of 1930 bound the British to fight for France.", "agrees"),
        ("Britain and France had a mutual defence pact in 1935.", "conflicts"),  # only one is bound
        ("Britain and France were pledged to each other's defence in 1935.", "conflicts"),
        ("Britain and France were joined by a defence pact in 1935.", "agrees"),
    ],
)
def test_who_owes_it_to_whom_is_read_from_the_words(reference, words, verdict):
    found = stated(words, reference, about="defence", states=("GBR", "FRA"), year=1935)
    assert found[ATOP].verdict == verdict


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("Britain owed France armed help in 1935.", "agrees"),
        ("France owed the British armed help in 1935.", "conflicts"),
        ("France could count on a British guarantee of its defence in 1935.", "agrees"),
        ("Britain would have been protected by France under a treaty of 1935.", "conflicts"),
        ("A treaty of 1930 made France the sworn defender of Britain.", "conflicts"),
    ],
)
def test_a_debt_is_read_in_other_words_too(reference, words, verdict):
    found = stated(words, reference, about="defence", states=("GBR", "FRA"), year=1935)
    assert found[ATOP].verdict == verdict


def test_a_file_that_does_not_say_who_is_bound_is_not_taken_to_say_it(reference):
    found = stated("France had to defend Britain.", reference, about="defence", states=("GBR", "FRA"), year=1935)
    assert found[TREATIES].verdict == "not comparable"
    assert "does not say which of them is bound" in found[TREATIES].says
    plain = stated("They had a defence pact.", reference, about="defence", states=("GBR", "FRA"), year=1935)
    assert plain[TREATIES].verdict == "agrees"


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("Russia sold China aircraft in 1992.", "agrees"),
        ("China bought its aircraft from Russia in 1992.", "agrees"),
        ("China took delivery of Russian aircraft in 1992.", "agrees"),
        ("Russian tanks were delivered to China in 1992.", "agrees"),
        ("China was supplied with missiles by Russia in 1992.", "agrees"),
        ("China was supplied with Russian missiles in 1992.", "agrees"),
        ("Russia was equipped with Chinese missiles in 1992.", "conflicts"),
        ("China was sold Russian missiles in 1992.", "agrees"),
        ("Russian missiles were delivered to China in 1992.", "agrees"),
        ("China armed Russia in 1992.", "conflicts"),
        ("China was arming Russia in 1992.", "conflicts"),
        ("Russia imported missiles from China in 1992.", "conflicts"),
    ],
)
@pytest.mark.parametrize("states", [("RUS", "CHN"), ("CHN", "RUS")])
def test_who_armed_whom_is_read_from_the_words(reference, words, verdict, states):
    assert stated(words, reference, about="transfer", states=states, year=1992)[SIPRI].verdict == verdict


@pytest.mark.parametrize(
    ("words", "about", "because"),
    [
        ("Russia sold China aircraft for two million dollars.", "transfer", "no prices"),
        ("Russia sold China gas.", "transfer", "no major arms"),
        ("Russia sold China more aircraft than India.", "transfer", "more against less"),
        ("Russia sold China a concert hall.", "transfer", "something else"),
        ("The two fought chiefly to please a third.", "war", "a motive"),
        ("The war led to a famine.", "war", "what came of it"),
        ("Russia's engineers copied the fighter that China had delivered.", "transfer", "something else"),
        ("Fifty soldiers of the one were stationed on the other's soil.", "defence", "something else"),
        ("Their ministers promised on television to keep calm.", "non-aggression", "something else"),
        ("Most citizens were against the war.", "war", "opinions"),
        ("Hackers closed the banks.", "dispute", "computers"),
        ("The fence along the border was taken down.", "border", "people and goods|goes on at the border"),
        ("Russia used its veto in the Security Council.", "vote", "General Assembly only"),
        ("The ally kept its word and honoured the treaty.", "defence", "how the treaty was kept"),
    ],
)
def test_what_no_dataset_measures_is_not_compared(reference, words, about, because):
    assert re.search(because, unmeasured(about, words, whole=True))
    found = stated(words, reference, about=about, states=("RUS", "CHN"), year=1992)
    assert {str(each.verdict) for each in found.values()} <= {"not comparable", "outside coverage"}


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("Under the treaty signed two years earlier they owed each other neutrality.", "neutrality"),
        ("They were at war over cod.", "war"),
        ("They were in a militarised dispute over seized tankers.", "dispute"),
        ("Rather than go it alone, Russia supplied China with tanks.", "transfer"),
        ("They shared a land border.", "border"),
        ("In the spring of 1936 soldiers of both were still fighting their war.", "war"),  # a year is no number of men
        ("A spy plane brought the two into a militarised dispute.", "dispute"),
        ("For all the money that it had paid, Russia sold China tanks.", "transfer"),
        ("They were pledged to each other's defence, though few thought much of it.", "defence"),
        ("Because of an exclave they were neighbours by land.", "border"),
        ("He lost power in an irregular overthrow.", "leader"),
    ],
)
def test_plain_statements_are_compared(words, about):
    assert unmeasured(about, words, whole=True) == ""


@pytest.mark.parametrize(
    ("words", "state", "year", "verdict"),
    [
        ("India voted against the plan to divide the lakes of Ruritania in 1947.", "IND", 1947, "agrees"),
        ("India voted for the division of the lakes in 1947.", "IND", 1947, "conflicts"),
        ("China abstained on the lakes in 1947.", "CHN", 1947, "agrees"),
        ("China cast its vote against the fisheries in the Sulu Sea in 2000.", "CHN", 2000, "agrees"),
        ("China opposed resolution 55/13 in 2000.", "CHN", 2000, "conflicts"),
        ("China voted for the text on the Tasman Sea fisheries in February 2000.", "CHN", 2000, "agrees"),
        ("China took no part in the vote on the lighthouses in 2000.", "CHN", 2000, "agrees"),
        ("China voted for the lighthouses in 2000.", "CHN", 2000, "conflicts"),
        (
            "China voted against the lighting of mountains in 2000.",
            "CHN",
            2000,
            "outside coverage",
        ),  # it ends in February
        ("China voted against fisheries in 2000.", "CHN", 2000, "not comparable"),  # yes to one, no to one
        ("China voted for the lighthouses in November 2000.", "CHN", 2000, "outside coverage"),  # not February's
        ("China vetoed the lighthouses in the Security Council in 2000.", "CHN", 2000, "not comparable"),
        ("China voted against the lighthouses in 2003.", "CHN", 2003, "outside coverage"),
    ],
)
def test_a_vote_is_found_by_the_words_that_name_it(reference, words, state, year, verdict):
    assert stated(words, reference, about="vote", states=(state,), year=year)[VOTES].verdict == verdict


def test_the_receipt_of_a_vote_has_its_own_row(reference):
    found = stated("India voted against the lakes in 1947.", reference, about="vote", states=("IND",), year=1947)[VOTES]
    cells = {cell.column: cell.value for cell in found.row}
    assert (cells["rcid"], cells["vote"], cells["date"]) == ("901", "no", "1947-11-06")


def test_votes_of_two_states_are_counted(reference):
    (found,) = (each for each in ask("USA IND vote agreement 2000", reference) if each.dataset == VOTES)
    assert found.verdict == "not comparable"
    assert "alike in 1 of 3 roll calls (33%)" in found.says
    words = "India voted the same way as the United States in most roll calls of 2000."
    assert stated(words, reference, about="vote", states=("IND", "USA"), year=2000)[VOTES].verdict == "conflicts"


def test_positions_tell_who_stood_closer(reference):
    words = "India voted closer to the United States than China did in 2000."
    found = stated(words, reference, about="vote", states=("IND", "CHN", "USA"), year=2000)
    assert (found[POINTS].verdict, found[VOTES].verdict) == ("agrees", "not comparable")
    turned = stated(words.replace("closer", "further"), reference, about="vote", states=("IND", "CHN"), year=2000)
    assert turned[POINTS].verdict == "conflicts"
    # One state between two others: the same positions, asked for from its side.
    for nearer, farther, verdict in (
        ("China", "the United States", "agrees"),
        ("the United States", "China", "conflicts"),
    ):
        asked = f"India voted closer to {nearer} than to {farther} in 2000."
        assert stated(asked, reference, about="vote", states=("IND",), year=2000)[POINTS].verdict == verdict


@pytest.mark.parametrize(
    ("words", "year", "verdict"),
    [
        ("Bela Oak was at the head of India in 1975.", 1975, "agrees"),
        ("Anton Oak was at the head of India in 1975.", 1975, "conflicts"),
        ("Birch was at the head of India in 1975.", 1975, "conflicts"),
        ("Zelkowa led India in 1990.", 1990, "agrees"),
        ("Anton Oak was overthrown in 1972.", 1972, "agrees"),
        ("Anton Oak resigned in 1972.", 1972, "conflicts"),
        ("Anton Oak lost power in 1972.", 1972, "agrees"),
        ("Anton Oak lost power in 1971.", 1971, "conflicts"),
        ("Bela Oak came to power by a coup in 1972.", 1972, "agrees"),
        ("Bela Oak was elected in 1972.", 1972, "conflicts"),
        ("Bela Oak died in office in 1978.", 1978, "agrees"),
        ("Elm was assassinated in 1983.", 1983, "not comparable"),  # "Irregular, Other" does not say
        ("Zelkova wrote a book in 1990.", 1990, "not comparable"),
    ],
)
def test_leaders_by_name_and_by_how_they_came_and_went(reference, words, year, verdict):
    assert stated(words, reference, about="leader", states=("IND",), year=year)[LEADERS].verdict == verdict


def test_a_dataset_without_the_manner_does_not_tell_it(tmp_path):
    add_reference(FILES / "leaders.csv", tmp_path)
    found = stated(
        "Alpha was overthrown in 1955.", load_reference(tmp_path), about="leader", states=("RUS",), year=1955
    )
    assert [str(each.verdict) for each in found.values()] == ["not comparable"]


def test_names_are_one_in_two_spellings_and_not_for_a_family_alone():
    assert likeness("Nikita Kruschev", "Khrushchev", code=365) > 0
    assert likeness("Kim Jong Un", "Kim Jong Un", code=731) > likeness("Kim Jong Un", "Kim Jong-Il", code=731)
    assert likeness("Mao Zedong", "Mao Tse-Tung", code=710) > 0
    assert likeness("John Oak", "John Elm", code=200) == 0
    assert people("In 1990 President Vaclav Birch of France met the Germans.") == ("Vaclav Birch",)


def test_a_question_by_hand_may_be_a_sentence(reference):
    def verdict(words, dataset):
        return next(str(each.verdict) for each in ask(words, reference) if each.dataset == dataset)

    assert verdict("Did Britain have to defend France in 1935?", ATOP) == "agrees"
    assert verdict("Are the French obliged to defend Britain 1935", ATOP) == "conflicts"
    assert verdict("Britain and France had no defence pact in 1945", ATOP) == "agrees"
    assert verdict("Anglo-French defence pact 1935", ATOP) == "agrees"
    assert verdict("arms trade between China and Russia since the 1990s", SIPRI) == "agrees"
    assert verdict("Chinese arms imports from Russia before 2000", SIPRI) == "agrees"
    assert verdict("who led India in 1975", LEADERS) == "agrees"
    assert verdict("Was Bela Oak leader of India in 1990?", LEADERS) == "conflicts"
    assert verdict("How did India vote on the lakes of Ruritania in 1947?", VOTES) == "not comparable"
    assert verdict("India voted against the lakes of Ruritania in 1947", VOTES) == "agrees"
    assert verdict("Did India vote closer to the USA than China in 2000?", POINTS) == "agrees"


def test_who_led_is_told_in_the_sentence(reference):
    (found,) = ask("who led India in 1972", reference)
    assert "Oak, A., Oak, B." in found.says


def test_a_worded_question_has_an_id_of_its_own(reference):
    asked = Question(
        topic=topic("vote"), first="IND", second="CHN", since=date(2000, 1, 1), until=date(2000, 12, 31), by_hand=True
    )
    one = answers(replace(asked, vote=Closer(one="IND", other="CHN", to="USA")), reference)
    other = answers(replace(asked, vote=Closer(one="CHN", other="IND", to="USA")), reference)
    assert not {each.id for each in one} & {each.id for each in other}


def test_a_leader_whose_state_changed_its_code_in_office_led_both(tmp_path):
    rows = (FILES / "archigos.csv").read_text("utf-8").splitlines()[0] + "\n"
    rows += "GER-1,260,a,Oak,1930,M,1982-10-01,1998-10-27,Regular,Regular,Regular\n"
    (tmp_path / "given.csv").write_text(rows.replace("1982-10-01", "4656").replace("1998-10-27", "10526"))
    add_reference(tmp_path / "given.csv", tmp_path / "kept")
    held = load_reference(tmp_path / "kept")

    def verdict(year, words="Oak was chancellor."):
        return stated(words, held, about="leader", states=("DEU",), year=year)[LEADERS].verdict

    assert (verdict(1985), verdict(1990), verdict(1995)) == ("agrees", "agrees", "agrees")
    assert verdict(1995, "Elm was chancellor.") == "conflicts"


def test_nobody_is_refuted_by_a_dataset_that_has_no_leader_of_the_state_then(tmp_path):
    rows = (FILES / "archigos.csv").read_text("utf-8").splitlines()[0] + "\n"
    for state, days in (("IND-1,750", "4656,10526"), ("CHN-1,710", "3000,3500")):
        rows += f"{state},x,Elm,1930,M,{days},Regular,Regular,Regular\n"
    (tmp_path / "given.csv").write_text(rows)
    add_reference(tmp_path / "given.csv", tmp_path / "kept")
    told = stated("Elm led China.", load_reference(tmp_path / "kept"), about="leader", states=("CHN",), year=1990)
    assert told[LEADERS].verdict == "not comparable"
    assert "no leader of China" in told[LEADERS].says


@pytest.mark.parametrize(
    ("words", "because"),
    [
        ("Bright Star was held in Egypt with American troops.", ""),
        ("The two put Team Spirit's soldiers in the field together.", ""),
        ("Talks were held in Egypt with American troops.", "the words tell of something else"),
    ],
)
def test_an_exercise_may_be_told_by_its_name(words, because):
    assert unmeasured("exercise", words, whole=True) == because
