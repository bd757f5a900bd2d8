"""The other parts of the gold keep their rules: schemas, quotes that occur once, chains and roots that exist."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from foedus.check.topics import topic
from foedus.evaluate.claims import load_gold
from foedus.evaluate.cooperation import MODES
from foedus.evaluate.record import TOPICS
from foedus.knowledge.world import load_world
from foedus.terms import Change, Disagreement, RootNature, Status, Strength, Verdict

GOLD = Path(__file__).resolve().parents[2] / "gold"
STORIES = sorted(each.parent for each in (GOLD / "stories").glob("*/truth.json"))
PUBLISHER = "@publisher"


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((GOLD / "schema" / f"{name}.json").read_text(encoding="utf-8")))


def rows(pattern: str) -> list[dict[str, Any]]:
    return [row for file in sorted(GOLD.glob(pattern)) for row in load_gold(file)]


def truth(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return found


each_story = pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("passage", "passages.*.jsonl"),
        ("cooperation", "cooperation.*.jsonl"),
        ("cooperation-in-articles", "cooperation-in-articles.jsonl"),
        ("record", "record.*.jsonl"),
    ],
)
def test_rows_keep_their_schema(name: str, pattern: str) -> None:
    validator = schema(name)
    faults = [(str(row)[:80], error.message) for row in rows(pattern) for error in validator.iter_errors(row)]
    assert faults == []


@each_story
def test_truths_keep_their_schema(folder: Path) -> None:
    assert [error.message for error in schema("story").iter_errors(truth(folder))] == []


def test_the_schemas_have_the_vocabularies_of_the_field() -> None:
    act = schema("cooperation").schema["$defs"]["act"]["properties"]
    assert set(act["mode"]["enum"]) == MODES
    assert set(act["status"]["enum"]) == set(Status)
    story = schema("story").schema["properties"]
    assert set(story["copies"]["items"]["properties"]["strength"]["enum"]) == set(Strength)
    assert set(story["roots"]["items"]["properties"]["nature"]["enum"]) == set(RootNature)
    assert set(story["drifts"]["items"]["properties"]["change"]["enum"]) == set(Change)
    assert set(story["contradictions"]["items"]["properties"]["respect"]["enum"]) == set(Disagreement)
    record = schema("record").schema["properties"]
    assert set(record["verdict"]["enum"]) == set(Verdict)
    for each in record["topic"]["enum"]:
        assert topic(TOPICS.get(each, each)).id


def test_passages_belong_to_documents_of_their_part_and_have_real_codes() -> None:
    index = json.loads((GOLD / "documents.json").read_text(encoding="utf-8"))
    part_of = {each["doc"]: each["part"] for each in index}
    assert len(part_of) == len(index)
    world = load_world()
    for file in GOLD.glob("passages.*.jsonl"):
        for row in load_gold(file):
            assert part_of[row["doc"]] == file.name.split(".")[1]
            assert row["start"] < row["end"]
            assert (row["root"] == PUBLISHER) == (row["via"] == [])
            assert [code for code in row["actors"] if code not in world.actors] == []


def test_acts_of_cooperation_stand_in_their_sentences() -> None:
    found = rows("cooperation.*.jsonl")
    assert max(Counter(row["id"] for row in found).values(), default=1) == 1
    for row in found:
        for act in row["acts"]:
            assert row["text"].count(act["quote"]) == 1, row["id"]
            assert {*act.get("giver", []), *act.get("taker", [])} <= set(act["parties"]), row["id"]
            assert all(act[name] in row["text"] for name in ("equipment", "sum") if act.get(name)), row["id"]


@each_story
def test_quotes_of_a_story_occur_once_and_what_is_named_is_there(folder: Path) -> None:
    told = truth(folder)
    texts = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.txt")}
    assert {each["file"] for each in told["documents"]} == set(texts)
    claims = [claim for each in told["propositions"] for claim in each["claims"]]
    ends = [each[side] for each in told["contradictions"] for side in ("a", "b")]
    ends += [each[side] for each in told["drifts"] for side in ("earlier", "later")]
    for each in (*claims, *ends, *told["corrections"]):
        assert texts[each["doc"]].count(each["quote"]) == 1, each["quote"]
    names = {each["name"] for each in told["roots"]}
    assert {claim["root"] for claim in claims} <= names
    assert {each["upstream"] for each in told["roots"]} - {None} <= names
    assert set(told["unread"]) <= names
    assert all(set(each["roots"]) <= names and each["lower"] <= each["upper"] for each in told["propositions"])


@each_story
def test_pairs_of_copies_are_told_once(folder: Path) -> None:
    pairs = [frozenset((each["a"], each["b"])) for each in truth(folder)["copies"]]
    assert len(pairs) == len(set(pairs))
    assert all(len(pair) == 2 for pair in pairs)


def test_the_sealed_part_is_as_it_was_sealed() -> None:
    sealed = [line.split() for line in (GOLD / "SEALED.sha256").read_text(encoding="utf-8").splitlines()]
    assert {name for _, name in sealed} >= {file.name for file in GOLD.glob("*.sealed.jsonl")}
    changed = [name for digest, name in sealed if hashlib.sha256((GOLD / name).read_bytes()).hexdigest() != digest]
    assert changed == []
