"""The gold's own measures: what is right counts, what is wrong or missing does not, and absent data is left out."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from foedus.evaluate import cooperation, gold, passages, stories

if TYPE_CHECKING:
    from pathlib import Path

SALE = "China sold 40 drones to Russia in March."
DRILL = "The navies of Japan and India held a joint exercise in the Bay of Bengal."
MATCH = "Brazil beat Argentina in a friendly match."
WIRE = (
    "China sold 40 drones to Russia in March, the Hentzau Institute said in a report on Monday. The institute has"
    " followed the border trade for ten years and counts every crate that leaves the port. Its staff met dockers,"
    " drivers and clerks in three towns, and each of them told the same story of night trains under guard."
)


def lines(file: Path, rows: list[dict[str, Any]]) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def act(quote: str, mode: str, status: str, *parties: str) -> dict[str, Any]:
    return {"quote": quote, "mode": mode, "status": status, "parties": list(parties)}


def test_cooperation_counts_acts_modes_and_false_alarms(tmp_path: Path) -> None:
    rows = [
        {
            "id": "c001",
            "text": SALE,
            "acts": [act("China sold 40 drones to Russia", "arms-transfer", "delivered", "CHN", "RUS")],
        },
        {
            "id": "c002",
            "text": DRILL,
            "acts": [act("Japan and India held a joint exercise", "patrol", "denied", "JPN", "IND")],
        },
        {"id": "c003", "text": MATCH, "acts": [], "why_not": "sport"},
    ]
    table = cooperation.measure(lines(tmp_path / "c.jsonl", rows))
    assert (table["acts"], table["sentences"], table["found"]) == (2, 3, 1.0)
    assert table["mode"] == 0.5
    assert (table["mode arms-transfer"], table["mode patrol"]) == (1.0, 0.0)
    assert table["false_alarms"] == 0.0
    assert table["parties"] == 1.0


def test_confidence_is_measured_by_what_the_gold_says_of_the_same_claims(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(f"publisher: Outlet\n\n{SALE}\n\nThe tram was late.\n", encoding="utf-8")
    right = gold.claims([{"doc": "a.txt", "quote": SALE.removesuffix(".")}], folder)
    wrong = gold.claims([{"doc": "a.txt", "quote": "The tram was late"}], folder)
    believed = right["confidence, mean"]
    assert (right["precision"], wrong["precision"]) == (1.0, 0.0)
    assert believed == wrong["confidence, mean"] > 0.5
    assert right["confidence, calibration error"] == pytest.approx(1 - believed, abs=5e-4)
    assert wrong["confidence, calibration error"] == pytest.approx(believed, abs=5e-4)


def story(folder: Path, *, lower: int) -> Path:
    folder.mkdir(parents=True)
    for name, day in (("01-a", 4), ("02-b", 5)):
        text = f"title: Drones\npublisher: Outlet {name}\ndate: 2024-03-0{day}\n\n{WIRE}\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    quote = "China sold 40 drones to Russia"
    said = [
        {"doc": f"{name}.txt", "quote": quote, "stance": "supports", "root": "Hentzau Institute", "via": ["@publisher"]}
        for name in ("01-a", "02-b")
    ]
    truth = {
        "about": "a reprint",
        "part": "dev",
        "documents": [{"file": f"{n}.txt", "publisher": None, "date": None} for n in ("01-a", "02-b")],
        "roots": [{"name": "Hentzau Institute", "nature": "organisation", "names": [], "upstream": None}],
        "copies": [{"a": "01-a.txt", "b": "02-b.txt", "strength": "same", "direction": "a to b", "how": "reprinted"}],
        "propositions": [
            {"id": "p1", "about": "", "claims": said, "roots": ["Hentzau Institute"], "lower": lower, "upper": 1}
        ],
        "contradictions": [],
        "drifts": [],
        "unread": ["Hentzau Institute"],
        "corrections": [],
    }
    (folder / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return folder


def test_a_story_told_right_has_full_figures_and_a_wrong_truth_has_not(tmp_path: Path) -> None:
    told: list[str] = []
    table = stories.measure([story(tmp_path / "s1", lower=1)], told.append)
    assert told == ["s1"]
    wanted = ("copies same", "claims found", "root", "bounds", "b3 precision", "b3 recall", "unread roots named")
    assert {name: table[name] for name in wanted} == dict.fromkeys(wanted, 1.0)
    wrong = stories.measure([story(tmp_path / "s2", lower=0)])
    assert (wrong["bounds"], wrong["never counted too many"]) == (0.0, 0.0)


def test_passages_are_found_by_hash_and_offset_and_a_changed_text_is_left_out(tmp_path: Path) -> None:
    corpora, folder = tmp_path / "corpora", tmp_path / "texts"
    corpora.mkdir()
    folder.mkdir()
    rows = [{"link": "u/1", "body": SALE}, {"link": "u/2", "body": DRILL}]
    with gzip.open(corpora / "putin-a.csv.gz", "wt", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ("link", "body"))
        writer.writeheader()
        writer.writerows(rows)
    index = [
        {
            "doc": f"{n}.txt",
            "corpus": "putin-a.csv.gz",
            "id": f"u/{n}",
            "part": "dev",
            "date": "2024-04-01",
            "sha256": digest,
        }
        for n, digest in (("1", hashlib.sha256(SALE.encode()).hexdigest()), ("2", "0" * 64))
    ]
    (tmp_path / "documents.json").write_text(json.dumps(index), encoding="utf-8")
    claim = {"root": "@publisher", "via": [], "sort": "act", "factuality": "CT+", "actors": ["CHN", "RUS"]}
    claims = lines(
        tmp_path / "p.jsonl", [{"doc": "1.txt", "start": 0, "end": 30, **claim}, {"doc": "2.txt", "start": 0, "end": 9}]
    )
    assert passages.written(tmp_path / "documents.json", "dev", corpora, folder) == ["1.txt"]
    quoted = passages.quoted(claims, folder)
    assert [each["quote"] for each in quoted] == [SALE[:30]]
    assert gold.claims(quoted, folder)["found"] == 1.0


def test_the_whole_leaves_out_what_is_not_there(tmp_path: Path) -> None:
    story(tmp_path / "stories" / "s1", lower=1)
    found = dict(gold.measure(tmp_path, "dev", corpora=None, reference=None, progress=lambda _: None))
    assert list(found) == ["stories"]
    assert dict(gold.measure(tmp_path, "sealed", corpora=None, reference=None, progress=lambda _: None)) == {}


@pytest.mark.parametrize("part", gold.PARTS)
def test_parts_are_told_apart(tmp_path: Path, part: str) -> None:
    story(tmp_path / "stories" / "s1", lower=1)
    assert len(gold.stories_of(tmp_path, part)) == (part == "dev")
