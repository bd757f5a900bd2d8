"""Events of GDELT and PLOVER stand in the dossier without words: shown apart, led to by `why`, and counted nowhere."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from asking import foedus
from foedus import Dossier, export
from foedus.gather.gdelt import EVENTS
from foedus.knowledge.language import load_language
from foedus.show.exports.cameo import event_code
from serving import Served, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DRILL = {
    "GlobalEventID": "871", "Day": "20240412", "MonthYear": "202404", "Year": "2024", "Actor1Code": "NOR",
    "Actor1CountryCode": "NOR", "Actor2Code": "CHL", "Actor2CountryCode": "CHL", "EventCode": "062",
    "EventRootCode": "06", "SOURCEURL": "https://strelsau.example/<script>alert(1)</script>",
}  # fmt: skip
VISIT = {"id": "v1", "date": "1971-04-13", "source": [{"code": "CHL"}], "recipient": [{"code": "NOR"}],
         "event": ["CONSULT"], "mode": ["visit"]}  # fmt: skip


@pytest.fixture(scope="module")
def folder(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("coded")
    shutil.copytree(house, place / "dossier")
    (place / "files").mkdir()
    row = "\t".join(DRILL.get(name, "") for name in EVENTS)
    (place / "files" / "drill.export.CSV").write_text(row + "\n", encoding="utf-8")
    (place / "files" / "visit.jsonl").write_text(json.dumps(VISIT) + "\n", encoding="utf-8")
    told = foedus("events", "add", place / "files", "--dossier", place / "dossier")
    assert told.code == 0, told.err
    assert "added 2 coded events from 2 files" in told.out
    return place / "dossier"


@pytest.fixture(scope="module")
def pages(folder: Path) -> Iterator[Served]:
    served = Served(folder, free_port())
    yield served
    served.close()


def test_nothing_that_is_counted_moves(house: Path, folder: Path) -> None:
    for table in ("documents", "claims", "roots", "propositions", "checks", "assessments"):
        with Dossier(house, create=False) as before, Dossier(folder, create=False) as after:
            assert getattr(before, table)() == getattr(after, table)(), table
    told = foedus("run", folder.parent / "files" / "none.txt", "--dossier", folder)
    assert told.code == 2
    for verb in ("trace", "assemble", "check", "assess"):
        assert "nothing new (1 finished before)" in foedus(verb, "--dossier", folder).out, verb
    assert (
        foedus("brief", "NOR", "CHL", "--dossier", house).out == foedus("brief", "NOR", "CHL", "--dossier", folder).out
    )


def test_the_list_says_what_they_are(folder: Path) -> None:
    told = foedus("events", "list", "--dossier", folder)
    assert "2 coded events, coded by others, without words" in told.out
    assert "row 1 of drill.export.CSV" in told.out
    assert len(foedus("events", "list", "--relation", "NOR", "ARG", "--json", "--dossier", folder).json) == 0
    assert len(foedus("events", "list", "--relation", "NOR", "CHL", "--json", "--dossier", folder).json) == 2
    assert foedus("show", "--json", "--dossier", folder).json["coded_events"] == 2


def test_why_leads_to_the_row_and_to_the_proposition_of_the_same_act(folder: Path) -> None:
    (event,) = [each for each in foedus("events", "list", "--json", "--dossier", folder).json if each["code"] == "062"]
    told = foedus("why", event["id"], "--dossier", folder).out
    assert "no root, and in no count" in told
    assert "row 1 of drill.export.CSV" in told
    assert "the same act as proposition" in told
    assert "joint exercise" in told


def test_the_series_tells_them_beside_and_adds_them_to_nothing(house: Path, folder: Path) -> None:
    before = foedus("series", "NOR", "CHL", "--by", "year", "--json", "--dossier", house).json
    after = foedus("series", "NOR", "CHL", "--by", "year", "--json", "--dossier", folder).json
    told = {each["period"]: each.pop("coded") for each in after["points"]}
    assert told["2024"] == {"events": 1, "cooperation": 1, "conflict": 0}
    outside = {"events": 1, "cooperation": 1, "conflict": 0}
    assert after.pop("coded_elsewhere") == [{"period": "1971", "coded": outside}]
    before.pop("coded_elsewhere")
    assert [
        {name: cell for name, cell in each.items() if name != "coded"} for each in before.pop("points")
    ] == after.pop("points")
    assert before == after
    shown = foedus("series", "NOR", "CHL", "--by", "year", "--dossier", folder).out
    assert "◇ 1 coded" in shown
    assert "Beside them 2 events of other coders" in shown


def test_the_pages_show_them_apart(pages: Served) -> None:
    status, told = pages.ask("/events.json?dyad=CHL-NOR")
    listed = json.loads(told)
    assert (status, listed["listed"]["all"]) == (200, 2)
    assert [each["file"] for each in listed["events"]] == ["drill.export.CSV", "visit.jsonl"], "the latest first"
    assert json.loads(pages.ask("/events.json?file=visit.jsonl")[1])["listed"]["all"] == 1
    relation = json.loads(pages.ask("/relations/CHL-NOR.json")[1])
    assert relation["coded"]["all"] == 2
    time = json.loads(pages.ask("/relations/CHL-NOR/over-time.json?by=year")[1])
    assert {each["period"]: each["coded"]["events"] for each in time["rows"] if each["coded"]} == {"1971": 1, "2024": 1}
    assert (time["coded"], time["coded_elsewhere"]) == (2, 0)
    held = json.loads(pages.ask("/propositions.json?q=exercise")[1])
    beside = [json.loads(pages.ask(f"/propositions/{each['id']}.json")[1])["coded"] for each in held["propositions"]]
    assert max(each["all"] for each in beside) == 1
    for path in ("/events", "/relations/CHL-NOR", "/relations/CHL-NOR/over-time", "/propositions", "/"):
        status, told = pages.ask(path)
        assert status == 200, told
        assert "◇" in told, path
        assert "<script>alert(1)" not in told


def test_the_way_on_the_pages_is_that_of_the_command(pages: Served, folder: Path) -> None:
    (event,) = [each for each in foedus("events", "list", "--json", "--dossier", folder).json if each["code"] == "062"]
    told = json.loads(pages.ask(f"/why/{event['id']}.json")[1])
    assert told["what"] == "coded event"
    assert [each["says"] for each in told["reason"]["below"]] == [
        each["says"] for each in foedus("why", event["id"], "--json", "--dossier", folder).json["below"]
    ]


@pytest.mark.parametrize(
    ("form", "suffix"), [("gdelt-events", ".export.CSV"), ("plover-plain", ".jsonl"), ("plover", ".jsonl")]
)
def test_what_goes_out_as_events_reads_back(house: Path, tmp_path: Path, form: str, suffix: str) -> None:
    file = tmp_path / f"ours{suffix}"
    kinds = load_language().kinds
    with Dossier(house, create=False) as dossier:
        made = export(dossier, form, file)
        propositions = {each.id: each for each in dossier.propositions()}
    with Dossier(tmp_path / "other") as dossier:
        tallies = dossier.coded.add(file)
        events = dossier.coded.all()
        faults = sum(each.faults for each in tallies)
    assert faults == 0
    assert events
    if form != "plover":
        assert len(events) == made.count
    for each in events:
        number = f"{int(each.number):015x}"[:13] if form == "gdelt-events" else each.number
        (told,) = [one for one in propositions.values() if one.id.startswith(number)]
        countries = {one.partition("/")[0] for one in (*each.initiators, *each.targets)}
        assert countries <= {one.partition("/")[0] for one in (*told.initiators, *told.targets)}
        assert told.kind is not None
        if form == "gdelt-events":
            assert each.code == event_code(kinds[told.kind])
        else:
            assert each.kind == (told.kind if form == "plover" else load_language().plover[told.kind])
        if each.when is not None:
            assert told.when is not None
            assert (each.when.since, each.when.until) == (told.when.since, told.when.until)


def test_gathered_as_articles_the_table_is_refused_with_the_way_in(folder: Path, tmp_path: Path) -> None:
    told = foedus("gather", folder.parent / "files" / "drill.export.CSV", "--dossier", tmp_path / "dossier")
    assert told.code == 1
    (problem,) = foedus("problems", "--json", "--dossier", tmp_path / "dossier").json
    assert "foedus events add" in problem["says"]


def test_a_file_that_changed_takes_its_own_place_and_goes_again(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "dossier")
    file = tmp_path / "visit.jsonl"
    lines = [json.dumps({**VISIT, "id": str(number)}) for number in range(3)]
    file.write_text("\n".join(lines) + "\n{bad\n", encoding="utf-8")
    told = foedus("events", "add", file, "--dossier", tmp_path / "dossier")
    assert told.code == 1
    assert "Row 4 is not valid JSON" in told.out
    with Dossier(tmp_path / "dossier", create=False) as dossier:
        assert sorted(each.number for each in dossier.coded.all()) == ["0", "1", "2", "871"]
        assert dossier.coded.files() == ("drill.export.CSV", "visit.jsonl")
    file.write_text(json.dumps(VISIT), encoding="utf-8")
    assert foedus("events", "add", file, "--dossier", tmp_path / "dossier").code == 0, "the fault is gone with its row"
    assert "1 file added before" in foedus("events", "add", file, "--dossier", tmp_path / "dossier").out
    assert foedus("events", "remove", "visit.jsonl", "--dossier", tmp_path / "dossier").code == 0
    with Dossier(tmp_path / "dossier", create=False) as dossier:
        assert [each.file for each in dossier.coded.all()] == ["drill.export.CSV"]
        assert not [each for each in dossier.problems() if each.about == "visit.jsonl"]
    refused = foedus("events", "remove", "visit.jsonl", "--dossier", tmp_path / "dossier")
    assert refused.code == 2
    assert "choose one of drill.export.CSV" in refused.err
