"""The project's gold keeps its own rules: quotes occur once, codes exist, chains begin and end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from foedus.evaluate.claims import interval, load_gold
from foedus.gather import gather
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.records import Document
from foedus.terms import Factuality, Nature, Part, Sort

GOLD = Path(__file__).resolve().parents[2] / "gold"
PUBLISHER = "@publisher"
SCHEMA: dict[str, Any] = json.loads((GOLD / "schema" / "claim.json").read_text(encoding="utf-8"))
CLAIM = Draft202012Validator(SCHEMA)
ARTICLES = {file.name: file.read_text(encoding="utf-8") for file in sorted((GOLD / "articles").glob("*.txt"))}
ITEMS = [each for file in sorted(GOLD.glob("claims.*.jsonl")) for each in load_gold(file)]
BROKEN = (
    {"sort": "rumour"},
    {"factuality": ["CT+"]},
    {"time": "last week"},
    {"quantity": ["many"]},
    {"actors": ["Graustark"]},
    {"via": "x"},
    {"unknown": 1},
)

each_article = pytest.mark.parametrize("name", ARTICLES)


def items(name: str) -> list[dict[str, Any]]:
    return [each for each in ITEMS if each["doc"] == name]


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {each.gathered_from: each for each in gather(GOLD / "articles") if isinstance(each, Document)}


def faults(value: Any) -> list[str]:
    """What the schema has against a claim."""
    return [error.message for error in CLAIM.iter_errors(value)]


@each_article
def test_items_keep_the_schema(name: str) -> None:
    assert [(each["quote"], faults(each)) for each in items(name) if faults(each)] == []


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_the_schema_refuses_what_breaks_it(broken: dict[str, Any]) -> None:
    assert faults(ITEMS[0]) == []
    assert faults(ITEMS[0] | broken) != []


def test_the_schema_has_the_vocabularies_of_the_field() -> None:
    types = {each.type for each in load_language().kinds.values()} - {"OTHER"}
    assert SCHEMA["properties"]["sort"]["enum"] == list(Sort)
    assert set(SCHEMA["$defs"]["value"]["enum"]) == set(Factuality)
    assert set(SCHEMA["properties"]["type"]["enum"]) == types


@each_article
def test_quotes_occur_once_in_what_is_read(name: str, documents: dict[str, Document]) -> None:
    document = documents[name]
    for each in items(name):
        assert ARTICLES[name].count(each["quote"]) == document.text.count(each["quote"]) == 1, each["quote"]
        start = document.text.index(each["quote"])
        end = start + len(each["quote"])
        parts = [part.part for part in document.parts if part.start <= start and end <= part.end]
        assert parts in ([Part.HEADLINE], [Part.BODY]), each["quote"]


@each_article
def test_no_two_items_have_one_quote(name: str) -> None:
    quotes = [each["quote"] for each in items(name)]
    assert len(quotes) == len(set(quotes))


@each_article
def test_actors_are_living_states_and_organisations(name: str) -> None:
    world = load_world()
    for code in {code for each in items(name) for code in each["actors"]}:
        assert world.actors[code].nature in {Nature.STATE, Nature.ORGANISATION}, code
        assert world.successor(code) is None, f"{code} has ended: its successor's code is meant"


@each_article
def test_chains_begin_with_the_publisher_and_end_in_the_root(name: str) -> None:
    for each in items(name):
        if each["root"] == PUBLISHER:
            assert each["via"] == [], each["quote"]
            assert "root_org" not in each, each["quote"]
        else:
            assert each["via"][0] == PUBLISHER, each["quote"]
            assert len({*each["via"], each["root"]}) == len(each["via"]) + 1, each["quote"]


@each_article
def test_sources_are_in_the_words_of_their_text(name: str) -> None:
    named = {one for each in items(name) for one in (each["root"], *each["via"])} - {PUBLISHER}
    assert [one for one in sorted(named) if one not in ARTICLES[name]] == []


@each_article
def test_only_acts_have_types(name: str) -> None:
    assert [each["quote"] for each in items(name) if "type" in each and each["sort"] != Sort.ACT] == []


@each_article
def test_times_run_forward(name: str) -> None:
    for time in (each["time"] for each in items(name) if "time" in each):
        first, last = interval(time)
        assert ".." in {first, last} or first <= last, time


@each_article
def test_articles_have_head_block_length_and_claims(name: str, documents: dict[str, Document]) -> None:
    document = documents[name]
    assert document.title
    assert document.publisher
    assert document.published_on
    assert 250 <= len(document.text.split()) <= 900
    assert len(items(name)) >= 12
