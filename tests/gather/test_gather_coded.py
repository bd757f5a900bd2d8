"""Events that others coded: which rows become events, whom and what their codes stand for, what is told of bad rows."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from foedus.gather import coded_events, files
from foedus.gather.coded import MOST_TOLD
from foedus.gather.gdelt import EVENTS
from foedus.knowledge.cameo import kind_of_code
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.records import CodedEvent, Problem

if TYPE_CHECKING:
    from pathlib import Path

DRILL = {
    "GlobalEventID": "871", "Day": "20240412", "MonthYear": "202404", "Year": "2024", "Actor1Code": "NORMIL",
    "Actor1CountryCode": "NOR", "Actor1Type1Code": "MIL", "Actor2Code": "CHL", "Actor2CountryCode": "CHL",
    "EventCode": "062", "EventRootCode": "06", "GoldsteinScale": "7.4", "SOURCEURL": "https://strelsau.example/gulf",
}  # fmt: skip
VISIT = {
    "id": "v1", "date": "2024-04-13", "enddate": "2024-04-15", "source": [{"code": "CHL"}],
    "recipient": [{"code": "NOR", "sector": "GOV"}], "event": ["CONSULT"], "mode": ["visit"],
    "event_text": ["a text that is not taken"], "text": "nor is this",
}  # fmt: skip


def gdelt(**told: str) -> str:
    """A row of the event table."""
    return "\t".join({**DRILL, **told}.get(name, "") for name in EVENTS)


def taken(tmp_path: Path, content: str | bytes, **more: Any) -> tuple[list[CodedEvent], list[Problem]]:
    """What a file of this content gives."""
    file = tmp_path / "events"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    (found,) = files(file)
    given = [*coded_events(found, load_world(), load_language(), **more)]
    return [each for each in given if isinstance(each, CodedEvent)], [
        each for each in given if isinstance(each, Problem)
    ]


def test_a_row_of_gdelt_is_an_event_with_its_receipt(tmp_path: Path) -> None:
    (event,), problems = taken(tmp_path, gdelt() + "\r\n")
    assert problems == []
    assert (event.initiators, event.targets) == (("NOR/MIL",), ("CHL",))
    assert (event.kind, event.code, event.number, event.row) == ("COOPERATE", "062", "871", 1)
    assert event.when is not None
    assert (event.when.since, event.when.until) == (date(2024, 4, 12), date(2024, 4, 13))
    assert event.url == "https://strelsau.example/gulf"
    assert {each.column: each.value for each in event.cells}["GoldsteinScale"] == "7.4"


@pytest.mark.parametrize(
    ("told", "since", "until"),
    [
        ({"Day": ""}, date(2024, 4, 1), date(2024, 5, 1)),
        ({"Day": "", "MonthYear": "202412"}, date(2024, 12, 1), date(2025, 1, 1)),
        ({"Day": "", "MonthYear": ""}, date(2024, 1, 1), date(2025, 1, 1)),
    ],
)
def test_a_time_is_as_fine_as_the_row_tells(tmp_path: Path, told: dict[str, str], since: date, until: date) -> None:
    (event,), _ = taken(tmp_path, gdelt(**told))
    assert event.when is not None
    assert (event.when.since, event.when.until) == (since, until)


def test_a_row_without_a_time_says_none(tmp_path: Path) -> None:
    (event,), _ = taken(tmp_path, gdelt(Day="", MonthYear="", Year=""))
    assert event.when is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("190", "ASSAULT"), ("180", "ASSAULT"), ("195", "ASSAULT"), ("042", "CONSULT.visit"), ("0421", "CONSULT.visit"),
        ("036", "AGREE"), ("163", "COERCE.restrict"), ("172", "COERCE"), ("081", "CONCEDE"), ("010", None),
        ("1831", "ASSAULT.suicide-attack"), ("090", "ACCUSE"), ("0871", "RETREAT.ceasefire"),
    ],
)  # fmt: skip
def test_a_code_is_read_as_no_more_than_it_says(code: str, kind: str | None) -> None:
    assert kind_of_code(code, load_language()) == kind


def test_a_code_that_lost_its_nought_is_mended_by_its_root(tmp_path: Path) -> None:
    (event,), _ = taken(tmp_path, gdelt(EventCode="42", EventRootCode="4"))
    assert (event.code, event.kind) == ("042", "CONSULT.visit")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (gdelt(Day="20240432"), "20240432"),
        (gdelt(Day="2024041"), "2024041"),
        (gdelt(EventCode="990", EventRootCode="99"), "EventCode “990”"),
        (gdelt(EventCode="", EventRootCode=""), "EventCode “”"),
        (gdelt(GlobalEventID="x9"), "GlobalEventID “x9”"),
        ("871\t20240412", "has 2 columns"),
        ("\t".join(["1"] * 58), "GDELT 1.0"),
    ],
)
def test_a_bad_row_costs_only_itself(tmp_path: Path, row: str, words: str) -> None:
    events, (problem,) = taken(tmp_path, "\n".join([gdelt(), row, gdelt(GlobalEventID="872")]) + "\n")
    assert [each.number for each in events] == ["871", "872"]
    assert problem.says.startswith("Row 2 has ")
    assert words in problem.says


def test_many_bad_rows_are_told_in_one_sentence_more(tmp_path: Path) -> None:
    _, problems = taken(tmp_path, "\n".join([gdelt(), *["a\tb"] * (MOST_TOLD + 7)]))
    assert len(problems) == MOST_TOLD + 1
    assert "7 more rows" in problems[-1].says


def test_a_record_of_plover_is_an_event_without_its_text(tmp_path: Path) -> None:
    (event,), problems = taken(tmp_path, json.dumps(VISIT))
    assert problems == []
    assert (event.initiators, event.targets) == (("CHL",), ("NOR/GOV",))
    assert (event.kind, event.form) == ("CONSULT.visit", "PLOVER")
    assert event.when is not None
    assert (event.when.since, event.when.until) == (date(2024, 4, 13), date(2024, 4, 16))
    assert not any("text" in each.value for each in event.cells)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{bad", "not valid JSON"),
        ("[1]", "no object"),
        (json.dumps({**VISIT, "event": ["QUARREL"]}), "“QUARREL”"),
        (json.dumps({**VISIT, "event": []}), "no event"),
        (json.dumps({**VISIT, "date": "2023-02-29"}), "2023-02-29"),
        (json.dumps({**VISIT, "enddate": "2024-01-01"}), "2024-01-01"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_a_bad_record_costs_only_itself(tmp_path: Path, line: str, words: str) -> None:
    events, (problem,) = taken(tmp_path, "\n".join([json.dumps(VISIT), line]))
    assert len(events) == 1
    assert words in problem.says


def test_records_that_tell_of_no_event_are_counted_and_left_out(tmp_path: Path) -> None:
    events, (note,) = taken(tmp_path, json.dumps({"has_event": False}) + "\n" + json.dumps({"has_event": False}))
    assert events == []
    assert (note.code, note.severity.value) == ("no-event", "note")
    assert "2 rows" in note.says


def test_whom_nobody_knows_is_told_and_left_out(tmp_path: Path) -> None:
    stranger = gdelt(GlobalEventID="9", Actor1Code="XYZ", Actor1CountryCode="XYZ", Actor2Code="", Actor2CountryCode="")
    events, notes = taken(tmp_path, f"{gdelt()}\n{stranger}")
    assert len(events) == 1
    assert {each.code for each in notes} == {"unknown-actor", "unknown-code"}
    assert any("XYZ" in each.says for each in notes)


def test_only_the_events_of_a_relation_are_taken_where_one_is_asked_for(tmp_path: Path) -> None:
    content = "\n".join([gdelt(), gdelt(GlobalEventID="2", Actor2Code="ARG", Actor2CountryCode="ARG")])
    events, problems = taken(tmp_path, content, between=("CHL", "NOR"))
    assert ([each.number for each in events], problems) == (["871"], [])


def test_an_event_is_taken_once(tmp_path: Path) -> None:
    events, (note,) = taken(tmp_path, f"{gdelt()}\n{gdelt()}")
    assert len(events) == 1
    assert note.code == "duplicate"
    assert taken(tmp_path, gdelt(), known={events[0].id})[0] == []


def test_a_zip_as_gdelt_gives_it_out_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "20240412.export.CSV.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("20240412.export.CSV", gdelt())
    (found,) = files(file)
    assert [each.number for each in coded_events(found, load_world(), load_language())] == ["871"]  # type: ignore[union-attr]


@pytest.mark.parametrize("content", [b"", b"Norway sold grain to Chile.\n", b"\x89PNG\r\n", b"a,b,c\n1,2,3\n"])
def test_what_is_no_file_of_events_is_told(tmp_path: Path, content: bytes) -> None:
    events, (problem,) = taken(tmp_path, content)
    assert events == []
    assert "no file of events" in problem.says
    assert "foedus gather" in problem.says


@pytest.mark.parametrize("bait", ["<script>alert(1)</script>", "\x00", "é\udcff", "=1+1", "\u202e"])
def test_hostile_cells_are_kept_or_refused_and_never_raise(tmp_path: Path, bait: str) -> None:
    for name in EVENTS:
        content = gdelt(**{name: bait}).encode("utf-8", "surrogateescape")
        events, problems = taken(tmp_path, content)
        assert events or problems, name
