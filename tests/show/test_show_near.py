"""Commands print of a great dossier what they would print had they read it whole."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from asking import foedus
from foedus import Dossier
from foedus.records import judgement
from foedus.show import near
from foedus.show.server import relations

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def corrected(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with a claim that a person judged to be none, and one of another kind."""
    folder = tmp_path_factory.mktemp("near") / "dossier"
    shutil.copytree(house, folder)
    with Dossier(folder, create=False) as dossier:
        acts = [each for each in dossier.claims() if each.kind]
        for claim, about, candidate in (
            (acts[0], "claim is wrong", "no claim"),
            (acts[1], "claim is of kind", "CONSULT"),
        ):
            dossier.judge(judgement(about=about, subject=claim.id, candidate=candidate, by="reader", because="seen so",
                                    evidence=claim.evidence))  # fmt: skip
        dossier.run()
    return folder


def _first_ids(folder: Path) -> list[str]:
    with Dossier(folder, create=False) as dossier:
        told = (dossier.claims()[5:], dossier.propositions(), dossier.roots(), dossier.documents(), dossier.problems(),
                dossier.mentions(), dossier.judgements(), dossier.assessments())  # fmt: skip
        return [each[0].id for each in told if each]


def test_a_great_dossier_is_told_of_as_if_it_were_read_whole(corrected: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = [("series", "CHL", "CHL"), ("series", "CHL", "Ruritania")]
    asked = [("show",), ("problems",), ("problems", "--limit", "2"),
             ("claims", "--limit", "7"), ("claims", "--of", "NOR", "--limit", "9"),
             ("propositions", "--limit", "6"), ("relation", "CHL", "NOR"),
             ("relation", "NOR", "CHL", "--since", "2020"), ("relation", "NOR", "FRA"),
             ("relation", "NOR", "CHL", "--against", "NATO"),
             ("sources", "--limit", "5"), ("sources", "--copies", "--limit", "3"), ("drift", "--limit", "2"),
             ("unread", "--limit", "3"), ("sources",), ("sources", "--copies"), ("drift",), ("unread",),
             ("claims", "--root", "a", "--limit", "9"), ("claims", "--root", "e", "--of", "NOR", "--limit", "9"),
             ("series", "CHL", "NOR", "--by", "year"),
             ("series", "NOR", "CHL", "--directed"), ("series", "CHL", "NOR", "--by", "year", "--at", "2024"),
             *refused, *(("why", each) for each in _first_ids(corrected))]  # fmt: skip
    for words in asked:
        for form in ((), ("--json",)):
            monkeypatch.setattr(near, "GREAT", 10**9)
            whole = foedus(*words, *form, "--dossier", corrected)
            monkeypatch.setattr(near, "GREAT", 0)
            told = foedus(*words, *form, "--dossier", corrected)
            assert (told.code, told.out, told.err) == (whole.code, whole.out, whole.err), (words, form)
            assert (whole.code == 0) == (words not in refused), (words, whole.err)


def test_the_brief_of_a_great_dossier_claims_the_same_and_counts_what_it_leaves_out(
    corrected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    for least in (10**9, 0):
        monkeypatch.setattr(near, "GREAT", least)
        told = foedus("brief", "CHL", "NOR", "--dossier", corrected)
        assert told.code == 0, told.err
        claimed = told.out.partition("## Read with care")[0].partition("Leaned on and not read")[0]
        said.append(claimed)  # what comes then is counted over what it tells
    assert said[0] == said[1]
    assert "more, less supported" not in said[1]
    shutil.rmtree(corrected / "index")  # what was worked out is kept there
    monkeypatch.setattr(relations, "MOST_OF_BOTH", 0)
    near_again = foedus("brief", "CHL", "NOR", "--dossier", corrected)
    assert re.search(r"\d+ more, less supported: `foedus propositions` lists them\.", near_again.out)


def test_the_brief_of_a_great_dossier_has_the_same_picture_over_time(
    corrected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    for least in (10**9, 0):
        monkeypatch.setattr(near, "GREAT", least)
        foedus("brief", "CHL", "NOR", "-o", tmp_path / "brief.html", "--dossier", corrected)
        page = (tmp_path / "brief.html").read_text()
        drawn.append(re.findall(r"<svg(?:(?!</svg>).)*timeline-title.*?</svg>", page, re.DOTALL))
    assert len(drawn[0]) == 1
    assert "<style>" in drawn[0][0]
    assert drawn[0] == drawn[1]


def test_what_would_change_a_relation_is_told_from_all_of_it(corrected: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "GREAT", 10**9)
    whole = foedus("relation", "CHL", "NOR", "--dossier", corrected)
    monkeypatch.setattr(near, "GREAT", 0)
    monkeypatch.setattr(relations, "MOST_OF_BOTH", 1)
    monkeypatch.setattr(relations, "MOST_BESIDE", 0)
    shutil.rmtree(corrected / "index")  # what was worked out is kept there
    first, again = (foedus("relation", "CHL", "NOR", "--dossier", corrected) for _ in range(2))
    assert "What would change it" in whole.out
    assert first.out == whole.out
    assert again.out == whole.out
