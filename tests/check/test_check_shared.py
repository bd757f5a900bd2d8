"""The real datasets, where they are at hand: what the two articles say of the record, with rows."""

from __future__ import annotations

import pytest

from foedus.check import add_reference, ask, load_reference

FILES = (
    "atop-member-level.csv",
    "atop-alliance-level.csv",
    "mme_v7.csv",
    "sipri-exports-processed.csv.gz",
    "peacesciencer/gml_dirdisp.rda",
    "peacesciencer/ucdp_acd.rda",
)


@pytest.fixture(scope="module")
def reference(shared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference")
    for name in FILES:
        add_reference(shared / "data" / "reference" / name, folder)
    return load_reference(folder)


def answers(question, reference):
    return {each.dataset: each for each in ask(question, reference)}


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("CHN RUS consultation 2001", "agrees"),
        ("CHN RUS non-aggression 2002", "agrees"),
        ("CHN RUS defence pact 2001", "conflicts"),
        ("CHN RUS defence pact 2016", "conflicts"),
        ("CHN RUS defence pact 2017", "outside coverage"),
        ("CHN SUN defence pact 1955", "agrees"),
    ],
)
def test_the_treaties_of_china_and_russia(reference, question, verdict):
    found = answers(question, reference)
    assert {str(found[name].verdict) for name in ("ATOP, members", "ATOP, alliances")} == {verdict}
    if verdict == "agrees" and "RUS" in question:
        assert ("atopid", "4980") in [(cell.column, cell.value) for cell in found["ATOP, members"].row]


def test_the_clash_of_1969(reference):
    assert {str(each.verdict) for each in answers("China Russia clash 1969", reference).values()} == {"agrees"}


def test_arms_since_the_1990s_and_exercises_since_2005(reference):
    (arms,) = ask("RUS CHN arms since 1992", reference)
    (exercises,) = ask("RUS CHN joint exercises since 2005", reference)
    assert (str(arms.verdict), str(exercises.verdict)) == ("agrees", "agrees")
    assert "the first in 1999-10" in exercises.says


def test_the_last_war_of_china(reference):
    assert str(answers("CHN VNM war 1979", reference)["UCDP/PRIO armed conflict"].verdict) == "agrees"
    later = answers("China war 1980-2010", reference)
    assert str(later["UCDP/PRIO armed conflict"].verdict) == "conflicts"
    assert str(later["GML militarized disputes"].verdict) == "agrees"
    assert any(str(each.verdict) == "datasets differ" for each in later.values())
