"""Each layout that publishers use is recognised, and answers; the rows are made up."""

from __future__ import annotations

import csv
import random
import shutil
from pathlib import Path

import pytest

from foedus.check import add_reference, ask, load_reference
from foedus.errors import BadReference

FILES = Path(__file__).resolve().parents[1] / "reference"
OBLIGATIONS = {
    "defence": "defense", "offence": "offense", "neutrality": "neutral", "non-aggression": "nonagg",
    "consultation": "consul",
}  # fmt: skip
NAMES = {"200": "GBR", "220": "FRA", "2": "USA", "20": "CAN", "750": "IND", "365": "RUS", "260": "DEU", "255": "DEU"}


@pytest.mark.parametrize(
    ("file", "layout", "years"),
    [
        ("atop_members.csv", "atop-member", (1930, 2010)),
        ("atop_alliances.csv", "atop-alliance", (1930, 1980)),
        ("atop_directed.csv", "atop-directed-publisher", (1935, 1990)),
        ("mid_dyads.csv", "gml-mid", (1961, 1990)),
        ("mid_dyadic.csv", "cow-mid-dyadic", (1902, 1902)),
        ("mid_participants.csv", "mid-participants", (1961, 1970)),
        ("capabilities.csv", "cow-nmc", (1990, 1991)),
        ("un_votes.csv", "un-votes", (1947, 2000)),
        ("un_roll_calls.csv", "un-votes", (1947, 2000)),
        ("un_votes_publisher.csv", "un-votes-publisher", (1999, 1999)),
        ("ideal_points.csv", "un-ideal-points", (2000, 2000)),
        ("transfers.csv", "sipri-values", (1992, 2015)),
        ("sipri_register.csv", "sipri-register", (1982, 2003)),
        ("exercises.csv", "mme", (1999, 2010)),
        ("jme.csv", "jme", (2003, 2012)),
        ("conflicts.csv", "ucdp-acd", (1961, 1995)),
        ("rivalries.csv", "tss-rivalries", (1816, 2020)),
        ("contiguity_by_year.csv", "cow-contiguity-yearly", (1950, 1950)),
        ("archigos.csv", "archigos", (1967, 1994)),
        ("leaders.csv", "archigos-publisher", (1950, 1960)),
        ("pacts.csv", "pact-watch", (2003, 2009)),
    ],
)
def test_the_layout_and_its_years(tmp_path, file, layout, years):
    found = add_reference(FILES / file, tmp_path)
    rows = next(each for each in found.coverage if each.variable == "rows")
    assert (found.layout, (rows.first_year, rows.last_year)) == (layout, years)
    assert found.citation.startswith("@")
    assert found.licence
    assert len(found.sha256) == 64


@pytest.mark.parametrize(
    ("file", "question", "verdict"),
    [
        ("atop_directed.csv", "Britain obliged to defend France 1935", "agrees"),
        ("atop_directed.csv", "France obliged to defend Britain 1935", "conflicts"),
        ("mid_participants.csv", "CHN VNM clash 1961", "agrees"),
        ("mid_participants.csv", "CHN RUS clash 1961", "agrees"),
        ("mid_participants.csv", "VNM RUS clash 1961", "conflicts"),  # they stood on one side
        ("mid_participants.csv", "CHN RUS dispute 1965", "conflicts"),
        ("mid_participants.csv", "IND PAK war 1970", "agrees"),
        ("sipri_register.csv", "Russia sold tanks to India 1982", "agrees"),
        ("sipri_register.csv", "arms from India to Russia 1982", "conflicts"),
        ("jme.csv", "CHN RUS joint exercise 2003", "agrees"),
        ("jme.csv", "CHN USA joint exercise 2003", "conflicts"),
        ("jme.csv", "CHN RUS joint exercise 2013", "outside coverage"),
        ("un_votes_publisher.csv", "China voted against the upkeep of harbours 1999", "agrees"),
        ("un_votes_publisher.csv", "India did not vote on the upkeep of harbours 1999", "agrees"),
        ("atop_alliances.csv", "USA IND non-aggression 1975", "agrees"),
        ("atop_alliances.csv", "USA CAN defence 1965", "not comparable"),  # multilateral: who belonged when is not told
        ("capabilities.csv", "China military power 1991", "not comparable"),
    ],
)
def test_each_layout_answers(tmp_path, file, question, verdict):
    add_reference(FILES / file, tmp_path)
    assert [str(each.verdict) for each in ask(question, load_reference(tmp_path))] == [verdict]


def test_votes_and_roll_calls_are_one_dataset_whichever_is_given(tmp_path):
    one = add_reference(FILES / "un_votes.csv", tmp_path / "one")
    other = add_reference(FILES / "un_roll_calls.csv", tmp_path / "other")
    assert one == other
    assert add_reference(FILES / "un_roll_calls.csv", tmp_path / "one") == one
    assert one.added_from == "un_votes.csv + un_roll_calls.csv"


@pytest.mark.parametrize("file", ["un_votes.csv", "un_roll_calls.csv"])
def test_votes_without_their_roll_calls_are_refused(tmp_path, file):
    shutil.copy(FILES / file, tmp_path)
    with pytest.raises(BadReference, match="which has to lie beside it"):
        add_reference(tmp_path / file, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_roll_calls_that_lack_a_column_are_refused(tmp_path):
    shutil.copy(FILES / "un_votes.csv", tmp_path)
    lines = (FILES / "un_roll_calls.csv").read_text().replace("descr", "about", 1)
    (tmp_path / "un_roll_calls.csv").write_text(lines)
    with pytest.raises(BadReference, match="lacks the column 'descr'"):
        add_reference(tmp_path / "un_votes.csv", tmp_path / "kept")


def test_a_version_alone_may_stand_beside_a_publishers_file(tmp_path):
    shutil.copy(FILES / "transfers.csv", tmp_path)
    first = add_reference(tmp_path / "transfers.csv", tmp_path / "kept")
    (tmp_path / "transfers.toml").write_text('version = "2024"\n')
    second = add_reference(tmp_path / "transfers.csv", tmp_path / "kept")
    assert (first.id, second.id) == (f"sipri-values-{first.version}", "sipri-values-2024")
    assert len(load_reference(tmp_path / "kept").datasets) == 2


def test_what_was_read_in_another_way_is_read_again(tmp_path):
    dataset = add_reference(FILES / "archigos.csv", tmp_path)
    kept = tmp_path / dataset.id / "dataset.json"
    kept.write_text(kept.read_text().replace('"the effective leader of each state"', '"something"'))
    assert add_reference(FILES / "archigos.csv", tmp_path) == dataset
    assert "the effective leader of each state" in kept.read_text()
    assert sorted(each.name for each in kept.parent.iterdir()) == ["dataset.json", "rows.parquet"]
    assert [each.name for each in tmp_path.iterdir()] == [dataset.id]


def rows_of(file):
    with (FILES / file).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def bound(rows, first, second, year, column):
    """Whether the one had the obligation towards the other in the year, read off the file's rows by hand."""

    def span(row):
        end = int(row["yrexit"])
        return (int(row["yrent"]), int(row["moent"]), int(row["dayent"])), (
            (end, int(row["moexit"]) or 12, int(row["dayexit"]) or 31) if end else (9999, 12, 31)
        )

    for mine in (row for row in rows if row["member"] == first and row[column] != "0"):
        for theirs in (row for row in rows if row["member"] == second and row["atopid"] == mine["atopid"]):
            since = max(span(mine)[0], span(theirs)[0], (year, 1, 1))
            until = min(span(mine)[1], span(theirs)[1], (year, 12, 31))
            if since <= until:
                return True
    return False


def test_obligations_by_dyad_and_year_are_those_of_the_file(tmp_path):
    add_reference(FILES / "atop_members.csv", tmp_path)
    reference, rows = load_reference(tmp_path), rows_of("atop_members.csv")
    draw = random.Random(7)
    held = [row for row in rows if row["member"] in NAMES.keys() - {"255", "260", "290"}]
    yes = 0
    for _ in range(200):
        first = draw.choice(held)
        together = draw.random() < 0.5
        others = [row for row in held if row["member"] != first["member"]]
        second = draw.choice([row for row in others if row["atopid"] == first["atopid"] or not together])
        first, second = first["member"], second["member"]
        year, topic = draw.randint(1930, 2010), draw.choice(sorted(OBLIGATIONS))
        told = [bound(rows, *pair, year, OBLIGATIONS[topic]) for pair in ((first, second), (second, first))]
        (found,) = ask(f"{NAMES[first]} {NAMES[second]} {topic} {year}", reference)
        if str(found.verdict) == "not comparable":
            assert "did not exist" in found.says
            continue
        assert (str(found.verdict) == "agrees") == any(told), (first, second, year, topic)
        yes += any(told)
    assert yes > 8, "the draw meets obligations that were there"
