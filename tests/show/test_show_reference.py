"""What `foedus ask` and `foedus reference` print; the rows are made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asking import foedus

FILES = Path(__file__).resolve().parents[1] / "reference"


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked") / "dossier"
    for name in ("atop_members.csv", "atop_members_later.csv", "archigos.csv"):
        assert foedus("reference", "add", str(FILES / name), "--dossier", str(folder)).code == 0
    return folder


def test_an_answer_prints_its_rows(dossier):
    told = foedus("ask", "who led India in 1975", "--dossier", str(dossier)).out
    assert "agrees" in told
    assert "1972-09-27" in told, "days since 1970 are printed as days of the calendar"
    assert "Natural Death" in told


def test_the_list_has_versions_years_and_hashes(dossier):
    told = foedus("reference", "list", "--dossier", str(dossier)).out
    held = json.loads(foedus("reference", "list", "--json", "--dossier", str(dossier)).out)
    assert [each["id"] for each in held if each["layout"] == "atop-member"] == ["atop-member-4.01", "atop-member-5.0"]
    assert all(each["sha256"][:12] in told for each in held)
    assert "1930 to 2010: rows, defense" in " ".join(told.split())
    citations = foedus("reference", "list", "--bibtex", "--dossier", str(dossier)).out
    assert citations.count("@article{leeds2002atop") == 1, "one citation for two versions"


def test_a_name_that_is_no_states_is_asked_wrongly(dossier):
    told = foedus("ask", "Ruritania China defence pact 2001", "--dossier", str(dossier))
    assert (told.code, "Ruritania" in told.err) == (2, True)


def test_what_no_dataset_at_hand_measures_is_said_so(dossier):
    told = foedus("ask", "China Russia border 2001", "--dossier", str(dossier))
    assert (told.code, told.out.startswith("No dataset at hand measures that")) == (0, True)
    assert foedus("ask", "China Russia border 2001", "--json", "--dossier", str(dossier)).out.strip() == "[]"
