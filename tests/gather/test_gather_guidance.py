"""What a user tells of the files: their own names of columns, and publication data from a library of citations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from asking import foedus
from foedus import Dossier
from foedus.errors import BadLibrary, UnknownField
from foedus.gather import Guidance

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Norway sold grain to Chile, a trader in Strelsau said. The price was not told to anyone."
ITEM = {
    "id": "rassendyll2024",
    "type": "article-newspaper",
    "title": "Grain for the south",
    "container-title": "Gulf Times",
    "author": [{"family": "Rassendyll", "given": "R."}, {"literal": "The grain desk"}],
    "issued": {"date-parts": [["2024", "5", "9"]]},
    "URL": "https://www.gulf.example/grain/",
}


def library(folder: Path, *items: object) -> Path:
    file = folder / "library.json"
    file.write_text(json.dumps(list(items)), encoding="utf-8")
    return file


def gathered(folder: Path, name: str, content: str, **told: Any) -> tuple[Any, ...]:
    papers = folder / "papers"
    papers.mkdir(exist_ok=True)
    (papers / name).write_text(content, encoding="utf-8")
    with Dossier(folder / "dossier") as dossier:
        dossier.gather(papers, **told)
        return dossier.documents()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rows.csv", f'nr,leader,published,paper,text\n1,"{TEXT}",2024-05-06,Strelsau Wire,not this\n'),
        ("rows.tsv", f"nr\tleader\tpublished\tpaper\ttext\n1\t{TEXT}\t2024-05-06\tStrelsau Wire\tnot this\n"),
        ("rows.jsonl", json.dumps({"leader": TEXT, "published": "2024-05-06", "paper": "Strelsau Wire", "text": "no"})),
        ("rows.json", json.dumps({"items": [{"leader": TEXT, "published": "2024-05-06", "paper": "Strelsau Wire"}]})),
    ],
)
def test_columns_under_names_of_their_own_are_read(tmp_path: Path, name: str, content: str) -> None:
    told = {"text": "leader", "publisher": "paper"}
    (document,) = gathered(tmp_path, name, content, columns=told)
    assert document.text.strip() == TEXT
    assert (document.publisher, str(document.published_on)) == ("Strelsau Wire", "2024-05-06")


def test_a_column_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert gathered(tmp_path, "rows.csv", f'leader,day\n"{TEXT}",2024-05-06\n', columns={"text": "story"}) == ()
    with Dossier(tmp_path / "dossier") as dossier:
        (found,) = dossier.problems()
        assert "--map text=COLUMN" in found.says


def test_a_field_that_we_have_not_is_asked_for_wrongly(tmp_path: Path) -> None:
    with pytest.raises(UnknownField, match="choose one of text, title"):
        Guidance(columns=(("txt", "leader"),))
    (tmp_path / "a.csv").write_text("body\nx\n", encoding="utf-8")
    for words, sentence in (("txt=body", "no field of a document is called 'txt'"), ("body", "FIELD=COLUMN")):
        told = foedus("gather", tmp_path / "a.csv", "--map", words, "--dossier", tmp_path / "dossier")
        assert told.code == 2
        assert sentence in told.err


def test_a_map_is_told_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(f'leader,when\n"{TEXT}",2024-05-06\n', encoding="utf-8")
    asked = ("--map", "text=leader, date=when", "--dossier", tmp_path / "dossier")
    told = foedus("gather", tmp_path / "rows.csv", *asked)
    assert told.code == 0, told.err
    again = foedus("gather", tmp_path / "rows.csv", *asked)
    assert "nothing new (1 finished before)" in again.out


# ---- publication data


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("by-title.txt", f"Grain for the south\n\n{TEXT}\n"),
        ("by-head.txt", f"title: Grain  for the South\nlanguage: en\n\n{TEXT}\n"),
        ("by-address.txt", f"url: http://gulf.example/grain?from=mail\nlanguage: en\n\n{TEXT}\n"),
        ("Rassendyll2024.txt", f"{TEXT}\n"),
    ],
)
def test_a_library_tells_what_a_file_does_not(tmp_path: Path, name: str, content: str) -> None:
    (document,) = gathered(tmp_path, name, content, library=library(tmp_path, ITEM))
    assert document.publisher == "Gulf Times"
    assert str(document.published_on) == "2024-05-09"
    assert document.byline == "R. Rassendyll, The grain desk"
    with Dossier(tmp_path / "dossier") as dossier:
        (note,) = (each for each in dossier.problems() if each.code == "cited")
        assert note.severity.value == "note"
        assert "Taken from library.json" in note.says


def test_what_a_file_tells_stands(tmp_path: Path) -> None:
    head = "title: Grain for the south\npublisher: Harbour Post\ndate: 2024-05-01\n\n"
    (document,) = gathered(tmp_path, "a.txt", head + TEXT, library=library(tmp_path, ITEM))
    assert (document.publisher, str(document.published_on)) == ("Harbour Post", "2024-05-01")


@pytest.mark.parametrize(
    "items",
    [
        (
            ITEM,
            ITEM | {"id": "other", "URL": "https://elsewhere.example", "container-title": "Other"},
        ),  # two of one title
        (ITEM | {"title": "Something else", "id": "x"},),
        (),
    ],
)
def test_nothing_is_taken_where_no_item_or_several_fit(tmp_path: Path, items: tuple[object, ...]) -> None:
    (document,) = gathered(tmp_path, "a.txt", f"Grain for the south\n\n{TEXT}\n", library=library(tmp_path, *items))
    assert document.publisher is None


def test_a_day_that_is_not_told_whole_is_not_told(tmp_path: Path) -> None:
    item = ITEM | {"issued": {"date-parts": [[2024, 5]]}}
    (document,) = gathered(tmp_path, "rassendyll2024.txt", TEXT, library=library(tmp_path, item))
    assert document.publisher == "Gulf Times"
    assert document.published_on is None


def test_hostile_items_do_no_harm(tmp_path: Path) -> None:
    odd = {"id": ["x"], "title": 7, "author": {"a": 1}, "issued": {"date-parts": [["x", None, "y"]]}, "URL": {}}
    (document,) = gathered(tmp_path, "rassendyll2024.txt", TEXT, library=library(tmp_path, odd, ITEM | {"author": [3]}))
    assert document.publisher == "Gulf Times"


@pytest.mark.parametrize("content", ["", "not json", "[1, 2]", '"x"'])
def test_a_library_that_is_none_is_asked_for_wrongly(tmp_path: Path, content: str) -> None:
    file = tmp_path / "library.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadLibrary, match="export it again as CSL JSON"):
        Guidance(library=file)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    told = foedus("gather", tmp_path / "a.txt", "--cite", file, "--dossier", tmp_path / "dossier")
    assert told.code == 2


def test_a_library_that_is_told_later_makes_a_new_document_in_the_old_one_s_place(tmp_path: Path) -> None:
    (before,) = gathered(tmp_path, "rassendyll2024.txt", TEXT)
    (after,) = gathered(tmp_path, "rassendyll2024.txt", TEXT, library=library(tmp_path, ITEM))
    assert (before.publisher, after.publisher, after.replaces) == (None, "Gulf Times", before.id)


def test_our_own_csl_comes_in_again(tmp_path: Path) -> None:
    from foedus import export

    head = "title: Grain for the south\npublisher: Harbour Post\nauthor: R. Rassendyll\ndate: 2024-05-01\n\n"
    (told,) = gathered(tmp_path, "a.txt", head + TEXT)
    with Dossier(tmp_path / "dossier") as dossier:
        export(dossier, "csl", tmp_path / "out.json")
    other = tmp_path / "other"
    other.mkdir()
    (again,) = gathered(other, "b.txt", f"Grain for the south\n\n{TEXT}", library=tmp_path / "out.json")
    assert (again.publisher, again.published_on, again.byline) == (told.publisher, told.published_on, told.byline)
