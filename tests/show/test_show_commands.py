"""What each command prints, for people and for programs, and the exit code that it leaves."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from asking import foedus
from foedus.show.cli import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

LISTS = {
    "claims": {"id", "document", "publisher", "quote", "start", "end", "sort", "kind", "status", "parties", "actors",
               "voices", "root", "root_id", "manner", "factuality", "publisher_factuality", "time", "quantities",
               "cues", "damaged", "confidence", "read_by"},
    "sources": {"id", "name", "nature", "organisation", "names", "claims", "documents", "in_dossier", "upstream",
                "because"},
    "propositions": {"id", "says", "sort", "kind", "initiators", "targets", "others", "claims", "roots", "root_ids",
                     "lower", "upper", "outlets", "unknown", "belief", "refines"},
    "unread": {"id", "name", "nature", "alone", "propositions", "claims", "outlets"},
    "problems": {"id", "verb", "about", "code", "says", "severity", "span"},
}  # fmt: skip


@pytest.mark.parametrize("command", LISTS)
def test_a_list_has_the_documented_shape_for_programs(house: Path, command: str) -> None:
    told = foedus(command, "--dossier", house, "--json")
    assert told.code == 0
    assert told.json, f"the papers leave something for {command}"
    for row in told.json:
        assert set(row) == LISTS[command]


def test_copies_and_drifts_have_the_documented_shape(house: Path) -> None:
    copies = foedus("sources", "--copies", "--dossier", house, "--json").json
    assert [(each["a"], each["b"], each["strength"]) for each in copies] == [("a-wire.txt", "b-post.txt", "same")]
    assert set(copies[0]) == {"id", "a", "b", "strength", "direction", "share", "because"}
    for row in foedus("drift", "--dossier", house, "--json").json:
        assert set(row) == {"id", "change", "says", "proposition", "earlier", "later"}


@pytest.mark.parametrize("command", [*LISTS, "drift", "show"])
def test_the_same_question_gets_the_same_bytes(house: Path, command: str) -> None:
    first, second = (foedus(command, "--dossier", house, "--json").out for _ in range(2))
    assert first == second


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("command", [*LISTS, "show", "drift"])
def test_tables_keep_to_the_width_and_lose_no_id(house: Path, command: str, columns: int) -> None:
    told = foedus(command, "--dossier", house, columns=columns)
    assert told.code == 0
    assert max(len(line) for line in told.out.splitlines()) <= columns
    assert "\x1b" not in told.out, "a pipe gets no colour, and no paper can steer the terminal"
    rows = foedus(command, "--dossier", house, "--json").json
    for row in rows if isinstance(rows, list) else []:
        assert row["id"][:8] in told.out


@pytest.mark.parametrize("columns", [80, 160])
def test_tables_lose_no_words(house: Path, columns: int) -> None:
    told = re.sub(r"\s+", "", foedus("propositions", "--dossier", house, columns=columns).out)
    if columns == 80:
        for row in foedus("propositions", "--dossier", house, "--json").json:
            assert re.sub(r"[\s\x00-\x1f\u202a-\u202e]+", "", row["says"]) in told.replace("\ufffd", "")


def test_show_counts_what_the_lists_hold(house: Path) -> None:
    counts = foedus("show", "--dossier", house, "--json").json
    assert counts["documents"] == 5
    assert counts["claims"] == len(foedus("claims", "--dossier", house, "--json").json)
    assert counts["roots"] == len(foedus("sources", "--dossier", house, "--json").json)
    assert counts["faults"] == 0


def test_claims_are_chosen_by_actor_and_by_root(house: Path) -> None:
    every = foedus("claims", "--dossier", house, "--json").json
    of = foedus("claims", "--of", "CHL", "--dossier", house, "--json").json
    assert of
    assert foedus("claims", "--of", "Peru", "--dossier", house, "--json").json == []
    root = every[0]["root_id"]
    on = foedus("claims", "--root", root[:8], "--dossier", house, "--json").json
    assert {each["root_id"] for each in on} == {root}
    assert len(foedus("claims", "--limit", 2, "--dossier", house, "--json").json) == 2


def test_a_relation_says_its_answer_first_and_what_would_change_it(house: Path) -> None:
    told = foedus("relation", "NOR", "CHL", "--dossier", house, columns=80)
    lines = told.out.splitlines()
    assert told.code == 0
    assert "● reached" in told.out
    assert "What would change it:" in lines
    assert max(len(line) for line in lines) <= 80
    answer = foedus("relation", "NOR", "CHL", "--dossier", house, "--json").json
    assert answer["dyad"] == ["CHL", "NOR"]
    of = [each["rests_on"] for each in answer["assessments"] if each["indicator"] and each["reached"] != "not known"]
    assert set(of) == {"one root", "several roots"}
    of_one = f"{of.count('one root')} of {len(of)}"
    assert lines[0].startswith(f"Chile and Norway ({of_one} indicators on one root alone): ")
    parts = {"dyad", "answer", "footing", "what_would_change_it", "assessments", "sensitivity"}
    assert set(answer) == parts | {"relations", "figures", "orders"}
    assert all(each["id"][:8] in told.out for each in answer["assessments"] if each["reached"] != "not known")


def test_a_relation_of_which_nothing_is_told_is_not_known(house: Path) -> None:
    told = foedus("relation", "ISL", "PER", "--dossier", house)
    assert told.code == 0
    assert "not known" in told.out.splitlines()[0]


def test_search_finds_words(house: Path) -> None:
    assert (
        "a-wire" in foedus("why", _first(foedus("search", "torpedoes", "--dossier", house).out), "--dossier", house).out
    )


def _first(listing: str) -> str:
    return re.findall(r"\b[0-9a-f]{8}\b", listing)[0]


def test_the_lineage_is_drawn_into_a_file(house: Path, tmp_path: Path) -> None:
    told = foedus("sources", "--svg", tmp_path / "new" / "lineage.svg", "--dossier", house)
    drawn = (tmp_path / "new" / "lineage.svg").read_text(encoding="utf-8")
    assert told.code == 0
    assert drawn.startswith("<svg")
    assert "<script>" not in drawn
    assert "\u202e" not in drawn


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("claims",), "is not a dossier"),
        (("run", "nowhere"), "there is nothing at"),
        (("relation", "NOR", "CHL"), "is not a dossier"),
        (("brief", "NOR", "CHL", "-o", "x.docx"), "ends neither in .html nor in .md"),
        (("cliams",), "No such command"),
        (("claims", "--limit", "0"), "Invalid value"),
    ],
)
def test_a_wrong_question_leaves_2_and_a_sentence(tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    command, *rest = words
    more = [tmp_path / each if each == "nowhere" else each for each in rest]
    dossier = [] if command == "cliams" else ["--dossier", tmp_path / "none"]
    told = foedus(command, *more, *dossier)
    assert told.code == 2
    assert sentence in told.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("why", "0123456789"), "nothing in this dossier has an id"),
        (("why", ""), "nothing in this dossier has an id"),
        (("relation", "Atlantis", "NOR"), "no actor is called 'Atlantis'"),
        (("remove", "0123456789"), "nothing in this dossier has an id"),
        (("judge", "same", "a"), "say what"),
        (("reference", "add", "nowhere.csv"), "does not exist"),
    ],
)
def test_what_is_not_in_the_dossier_leaves_2(house: Path, words: tuple[str, ...], sentence: str) -> None:
    told = foedus(*words, "--dossier", house)
    assert told.code == 2
    assert sentence in told.err


def test_an_id_that_begins_several_things_says_so(house: Path) -> None:
    ids = [each["id"] for each in foedus("claims", "--dossier", house, "--json").json]
    twice = next(digit for digit in "0123456789abcdef" if sum(each.startswith(digit) for each in ids) > 1)
    told = foedus("why", twice, "--dossier", house)
    assert told.code == 2
    assert "begins several ids" in told.err


def test_a_machine_that_refuses_leaves_3(house: Path, tmp_path: Path) -> None:
    (tmp_path / "full").write_text("not a folder", encoding="utf-8")
    told = foedus("brief", "NOR", "CHL", "-o", tmp_path / "full" / "brief.md", "--dossier", house)
    assert told.code == 3
    assert "the machine refused" in told.err


def test_a_folder_in_place_of_a_file_leaves_2(tmp_path: Path) -> None:
    told = foedus("eval", "claims", tmp_path, tmp_path)
    assert told.code == 2
    assert f"{tmp_path} is a folder where a file was asked for" in told.err


def test_a_run_again_does_nothing_and_says_so(house: Path, papers: Path) -> None:
    told = foedus("run", papers, "--dossier", house)
    assert told.code == 0
    assert "nothing new (5 finished before)" in told.out


def test_judging_and_taking_back(house: Path, tmp_path: Path) -> None:
    house = shutil.copytree(house, tmp_path / "dossier")
    first, second = (each["id"] for each in foedus("sources", "--dossier", house, "--json").json[:2])
    told = foedus("judge", "different", first[:8], second[:8], "--because", "I know both", "--dossier", house)
    assert told.code == 0
    made = _first(told.out)
    assert "I know both" in foedus("why", made, "--dossier", house).out
    assert foedus("judge", "--undo", made, "--because", "a slip", "--dossier", house).code == 0
    assert foedus("judge", "same", first, second, "--because", "x", "--by", "read", "--dossier", house).code == 2


def test_help_is_quick_and_loads_neither_arrays_nor_tables() -> None:
    program = (
        "import sys; from foedus.show.cli import foedus; foedus.main(['--help'], standalone_mode=False); "
        "sys.exit(any(name in sys.modules for name in ('numpy', 'pyarrow', 'onnxruntime', 'duckdb', 'rich')))"
    )
    told = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    assert all(f"  {name} " in told.stdout for name in COMMANDS)


def test_every_command_explains_itself() -> None:
    for name in COMMANDS:
        told = foedus(name, "--help")
        assert told.code == 0
        assert told.out.startswith(f"Usage: foedus {name}")


def test_doctor_says_whether_the_reader_works(house: Path) -> None:
    told = foedus("doctor", "--dossier", house, "--json")
    assert told.code == 0
    assert told.json["reader"].startswith("works")
    assert "5 documents" in told.json["dossier"]


def test_a_run_that_is_stopped_says_how_to_go_on(papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("foedus.dossier.Dossier.run", stopped)
    told = foedus("run", papers, "--dossier", tmp_path / "dossier")
    assert told.code == 3
    assert "run the same command again to go on" in told.err


def test_progress_through_a_pipe_is_plain_lines(papers: Path, tmp_path: Path) -> None:
    told = foedus("gather", papers, "--dossier", tmp_path / "dossier")
    assert told.code == 0
    (line,) = told.err.splitlines()
    assert line.startswith("gather: 5 of 5 ")
    assert "\x1b" not in line
    assert "\r" not in line
