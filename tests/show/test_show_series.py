"""A relation over time in the terminal, as JSON, as a picture and in the brief; and what is asked wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from asking import foedus

if TYPE_CHECKING:
    from pathlib import Path

TOLD = """\
publisher: Strelsau Wire
date: 2024-05-06

The navies of Norway and Chile held a joint exercise in April 2024, the foreign ministry of Norway said.

Chile expelled two Norwegian diplomats on 3 May 2024, the foreign ministry of Chile said.

Norway may impose sanctions on Chile in June 2024, the foreign ministry of Norway said.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("series")
    (here / "news").mkdir()
    (here / "news" / "story.txt").write_text(TOLD, encoding="utf-8")
    told = foedus("run", here / "news", "--dossier", here / "dossier")
    assert told.code == 0, told.err
    return here / "dossier"


def test_the_chart_shows_both_sides_and_what_was_read(folder: Path) -> None:
    told = foedus("series", "Chile", "NOR", "--dossier", folder)
    assert told.code == 0
    april, may = (
        next(line for line in told.out.splitlines() if line.startswith(each)) for each in ("2024-04", "2024-05")
    )
    assert "█" in april
    assert "┆" in april, "nothing of April was read"
    assert "▒" in may
    assert "│" in may
    assert "2024-06" not in told.out, "what may come is no act"
    assert "PLOVER" in told.out


def test_json_has_the_claims_behind_every_period(folder: Path) -> None:
    found = foedus("series", "NOR", "CHL", "--json", "--dossier", folder).json
    assert [each["period"] for each in found["points"]] == ["2024-04", "2024-05"]
    assert [each["unread"] for each in found["points"]] == [True, False]
    (exercise,) = found["points"][0]["claims"]
    assert "exercise" in foedus("why", exercise, "--dossier", folder).out
    assert found["points"][0]["modes"] == {"exercise": {"claims": 1, "low": 1, "high": 1}}


def test_direction_and_time_cut_the_series(folder: Path) -> None:
    there = foedus("series", "CHL", "NOR", "--directed", "--since", "2024-05", "--json", "--dossier", folder).json
    back = foedus("series", "NOR", "CHL", "--directed", "--since", "2024-05", "--json", "--dossier", folder).json
    assert [each["acts"]["claims"] for each in there["points"]] == [1]
    assert [each["acts"]["claims"] for each in back["points"]] == [0]


def test_by_publication_is_named_so(folder: Path) -> None:
    told = foedus("series", "NOR", "CHL", "--dated", "publication", "--dossier", folder)
    assert "by month of publication, not of the event" in told.out
    assert "2024-04" not in told.out


def test_a_period_lists_its_claims(folder: Path) -> None:
    told = foedus("series", "NOR", "CHL", "--at", "2024-04", "--dossier", folder)
    assert "joint exercise" in told.out
    assert "expelled" not in told.out


def test_the_picture_is_well_formed_and_described(folder: Path, tmp_path: Path) -> None:
    told = foedus("series", "NOR", "CHL", "--svg", tmp_path / "new" / "picture.svg", "--dossier", folder)
    assert told.code == 0
    root = ET.parse(tmp_path / "new" / "picture.svg").getroot()
    assert root.get("role") == "img"
    described = root.findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert "1 of cooperation, 1 of conflict. Periods: 2, and of 1 of them nothing was read." in described


@pytest.mark.parametrize("kind", ["html", "md"])
def test_the_brief_has_it(folder: Path, tmp_path: Path, kind: str) -> None:
    assert foedus("brief", "NOR", "CHL", "-o", tmp_path / f"brief.{kind}", "--dossier", folder).code == 0
    page = (tmp_path / f"brief.{kind}").read_text(encoding="utf-8")
    assert "Over time" in page
    assert "2024-04" in page
    assert ('class="timeline"' in page) == (kind == "html")


def test_states_without_a_told_act_are_no_error(folder: Path) -> None:
    told = foedus("series", "NOR", "JPN", "--dossier", folder)
    assert told.code == 0
    assert "No claim in this dossier tells an act of the one towards the other as done." in told.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("NOR", "NOR"), "no relation with itself"),
        (("NOR", "Ruritania"), "Ruritania"),
        (("NOR", "CHL", "--since", "May"), "'May' is no period: write a year (2024) or a month (2024-03)"),
        (("NOR", "CHL", "--since", "2024", "--until", "2023"), "ends before it begins"),
        (("NOR", "CHL", "--scale", "richter"), "richter"),
    ],
)
def test_what_is_asked_wrongly_is_told(folder: Path, words: tuple[str, ...], says: str) -> None:
    told = foedus("series", *words, "--dossier", folder)
    assert told.code == 2
    assert says in told.err
    assert "Traceback" not in told.err
