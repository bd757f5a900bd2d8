"""Adding reference files: what is recognised, what is refused, what stands side by side."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from foedus.check import add_reference, load_reference
from foedus.errors import BadReference, DamagedDossier

FILES = Path(__file__).resolve().parents[1] / "reference"


def coverage(dataset):
    return {each.variable: (each.first_year, each.last_year) for each in dataset.coverage}


@pytest.mark.parametrize(
    ("file", "name", "years"),
    [
        ("atop_members.csv", "atop-member-4.01", (1930, 2010)),
        ("mid_dyads.csv", "gml-mid-gml-9.9", (1961, 1990)),
        ("conflicts.csv", "ucdp-acd-25.9", (1961, 1995)),
        ("rivalries.csv", "tss-rivalries-unstated-", (1816, 2020)),
        ("transfers.csv", "sipri-values-unstated-", (1992, 2015)),
        ("pacts.csv", "pact-watch-3", (2003, 2009)),
    ],
)
def test_a_layout_is_recognised_by_its_columns(tmp_path, file, name, years):
    dataset = add_reference(FILES / file, tmp_path)
    assert dataset.id.startswith(name)
    assert coverage(dataset)["rows"] == years
    assert dataset.added_from == file
    assert [each.id for each in load_reference(tmp_path).datasets] == [dataset.id]


def test_a_variable_is_covered_where_it_has_values_only(tmp_path):
    found = coverage(add_reference(FILES / "atop_members.csv", tmp_path))
    assert found["defense"] == (1930, 2010)
    assert found["milcon"] == (1930, 2010)
    rows = coverage(add_reference(FILES / "mid_dyads.csv", tmp_path))
    assert rows["hostlev1"] == (1961, 1990)


def test_the_same_file_twice_is_one_dataset(tmp_path):
    assert add_reference(FILES / "atop_members.csv", tmp_path) == add_reference(FILES / "atop_members.csv", tmp_path)
    assert len(load_reference(tmp_path).datasets) == 1


def test_two_versions_stand_side_by_side(tmp_path):
    for file in ("atop_members.csv", "atop_members_later.csv"):
        add_reference(FILES / file, tmp_path)
    assert [each.version for each in load_reference(tmp_path).datasets] == ["4.01", "5.0"]


def test_another_file_under_the_same_version_is_refused(tmp_path):
    add_reference(FILES / "atop_members.csv", tmp_path)
    other = tmp_path / "other.csv"
    other.write_text((FILES / "atop_members.csv").read_text().replace("1930", "1931"))
    with pytest.raises(BadReference, match=r"already kept as atop-member-4\.01"):
        add_reference(other, tmp_path)


def test_the_same_bytes_from_two_folders(tmp_path):
    for place in ("one", "two"):
        add_reference(FILES / "atop_members.csv", tmp_path / place)
    for name in ("rows.parquet", "dataset.json"):
        first, second = (tmp_path / place / "atop-member-4.01" / name for place in ("one", "two"))
        assert first.read_bytes() == second.read_bytes()


def test_a_gzipped_file_is_read(tmp_path):
    packed = tmp_path / "transfers.csv.gz"
    packed.write_bytes(gzip.compress((FILES / "transfers.csv").read_bytes()))
    assert add_reference(packed, tmp_path / "kept").layout == "sipri-values"


def test_what_could_not_be_placed_is_kept_with_the_dataset(tmp_path):
    add_reference(FILES / "exercises.csv", tmp_path)
    (kept,) = tmp_path.glob("*/dataset.json")
    assert json.loads(kept.read_text())["left_out"] == ["no state is called 'Federal Republic of Nowhere': 1 times"]


MEMBERS = (FILES / "atop_members.csv").read_text()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (MEMBERS.replace("yrexit,", "yrleft,"), "lacks the column 'yrexit'"),
        (MEMBERS.replace("9001,200,", "9001,England,"), "'England' is no code of a state"),
        (MEMBERS.replace("9001,200,", "9001,99999,"), "'99999' is no code of a state"),
        (MEMBERS.splitlines()[0] + "\n", "holds no rows"),
        ("", "no table"),
        ("a,b,c\n1,2,3\n", "fit no layout that Foedus knows"),
        ("\0\0\0\0", "neither a CSV file nor an .rda file"),
        (MEMBERS.replace(",1930,", ",-5,"), "-5 is no year"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_is_half_loaded(tmp_path, content, says):
    file = tmp_path / "given.csv"
    file.write_text(content)
    kept = tmp_path / "kept"
    with pytest.raises(BadReference, match=says):
        add_reference(file, kept)
    assert not kept.exists() or not list(kept.iterdir())


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadReference, match="there is no such file"):
        add_reference(tmp_path / "absent.csv", tmp_path)


def test_a_broken_rda_file_is_refused(tmp_path):
    file = tmp_path / "broken.rda"
    file.write_bytes(b"RDX3\nnot really")
    with pytest.raises(BadReference, match="R's format"):
        add_reference(file, tmp_path / "kept")


def test_a_description_with_an_unknown_word_is_refused(tmp_path):
    (tmp_path / "own.csv").write_text("a,b,y\nCHN,RUS,2000\n")
    (tmp_path / "own.toml").write_text('id="o"\nname="O"\nshape="circle"\nsince=["y"]\n')
    with pytest.raises(BadReference, match="shape 'circle' is none of"):
        add_reference(tmp_path / "own.csv", tmp_path / "kept")


def test_a_damaged_dataset_is_named(tmp_path):
    add_reference(FILES / "atop_members.csv", tmp_path)
    (tmp_path / "atop-member-4.01" / "dataset.json").write_text("{")
    with pytest.raises(DamagedDossier, match="damaged"):
        load_reference(tmp_path)


def test_no_folder_is_no_reference(tmp_path):
    assert load_reference(tmp_path / "none").datasets == ()


def test_an_addition_that_was_interrupted_is_not_loaded(tmp_path):
    add_reference(FILES / "atop_members.csv", tmp_path)
    (tmp_path / "atop-member-4.01").rename(tmp_path / ".adding-x")
    assert load_reference(tmp_path).datasets == ()


def test_what_an_earlier_foedus_placed_in_another_way_is_read_again(tmp_path):
    kept = add_reference(FILES / "rivalries.csv", tmp_path)
    told = tmp_path / kept.id / "dataset.json"
    told.write_text(told.read_text("utf-8").replace('"read_as": 2', '"read_as": 1'), "utf-8")
    assert add_reference(FILES / "rivalries.csv", tmp_path) == kept
    assert '"read_as": 2' in told.read_text("utf-8")
