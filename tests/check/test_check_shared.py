"""The real datasets, where they are at hand: what the two articles say of the record, with rows."""

from __future__ import annotations

import csv
import random
from datetime import date

import pytest

from foedus.check import add_reference, ask, load_reference
from foedus.check import answers as answered
from foedus.check.questions import Question
from foedus.check.topics import topic
from foedus.check.world import states_of_the_world

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


OBLIGATIONS = {
    "defence": "defense", "offence": "offense", "neutrality": "neutral", "non-aggression": "nonagg",
    "consultation": "consul",
}  # fmt: skip


def days(row):
    """First and last day of a member's phase, as ATOP's file has them."""

    def part(name, unknown):
        return int(row[name]) if row[name].isdigit() and int(row[name]) > 0 else unknown

    since = (int(row["yrent"]), part("moent", 1), part("dayent", 1))
    return since, (part("yrexit", 9999), part("moexit", 12), part("dayexit", 31))


def bound(rows, one, other, year):
    """The obligations that the one had towards the other on a day of the year, read off the file without Foedus."""
    found = set()
    for mine in rows.get(one, ()):
        for theirs in rows.get(other, ()):
            if mine["atopid"] == theirs["atopid"]:
                since = max(days(mine)[0], days(theirs)[0], (year, 1, 1))
                until = min(days(mine)[1], days(theirs)[1], (year, 12, 31))
                if since <= until:
                    found |= {name for name, column in OBLIGATIONS.items() if int(mine[column] or 0) > 0}
    return found


def test_obligations_of_200_dyads_and_years_are_exactly_those_of_the_file(reference, shared):
    with (shared / "data" / "reference" / "atop-member-level.csv").open(encoding="cp1252") as lines:
        rows = {}
        for row in csv.DictReader(lines):
            rows.setdefault(int(row["member"]), []).append(row)
    codes = {each.cow: each for each in states_of_the_world().rows if each.cow in rows}
    draw = random.Random(2001)
    members = next(each for each in reference.holdings if each.layout.id == "atop-member")
    seen = there = 0
    while seen < 200:
        # Half of the draws are of two that shared a treaty at some time: others seldom owe each other anything.
        one = draw.choice(sorted(codes))
        treaties = {row["atopid"] for row in rows[one]}
        partners = [code for code in sorted(codes) if any(row["atopid"] in treaties for row in rows[code])]
        other = draw.choice(partners if draw.random() < 0.5 else sorted(codes))
        year = draw.randint(1816, 2016)
        alive = [code for code in (one, other) if codes[code].within(date(year, 1, 1), date(year, 12, 31))]
        if one == other or len(alive) < 2:
            continue
        wanted = bound(rows, one, other, year)
        for name in OBLIGATIONS:
            question = Question(
                topic=topic(name),
                first=codes[one].actor,
                second=codes[other].actor,
                since=date(year, 1, 1),
                until=date(year, 12, 31),
                both_ways=False,
                by_hand=True,
            )
            found = next(each for each in answered(question, reference) if each.dataset == members.dataset.name)
            assert (str(found.verdict) == "agrees") == (name in wanted), (one, other, year, name, found.says)
        seen += 1
        there += bool(wanted)
    assert there > 20, "the draw meets obligations that were there"
