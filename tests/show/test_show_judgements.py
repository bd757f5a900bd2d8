"""What a person corrects goes out as gold that is measured and learnt from, and as a list."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from asking import foedus
from foedus import Dossier
from foedus.records import Claim, judgement
from foedus.terms import CLAIM_IS_OF_KIND, CLAIM_IS_WRONG, CLAIM_STANDS_ON, MENTION_IS_ACTOR, OWN_WORD

SCHEMAS = Path(__file__).parents[2] / "gold" / "schema"


def keeps(name: str, rows: list[dict[str, Any]]) -> None:
    schema = Draft202012Validator(json.loads((SCHEMAS / f"{name}.json").read_text("utf-8")))
    for row in rows:
        assert [error.message for error in schema.iter_errors(row)] == [], row


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def corrected(house: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A dossier in which a person corrected five things, and the gold that it exports."""
    folder = tmp_path_factory.mktemp("corrected") / "dossier"
    shutil.copytree(house, folder)
    made: dict[str, Claim] = {}
    with Dossier(folder, create=False) as dossier:
        claims = sorted(dossier.claims(), key=lambda each: (each.document, each.evidence.start, each.id))
        made["kind"] = next(each for each in claims if each.kind and each.kind.startswith("COOPERATE"))
        rest = [each for each in claims if each is not made["kind"]]
        made["source"] = next(each for each in rest if len(each.voices) > 1)
        rest.remove(made["source"])
        made["none"] = rest[-1]
        rest.remove(made["none"])
        made["actor"] = next(each for each in rest if each.parties)
        given = [
            (CLAIM_IS_OF_KIND, made["kind"].id, "THREATEN", made["kind"].evidence),
            (CLAIM_STANDS_ON, made["source"].id, OWN_WORD, made["source"].evidence),
            (CLAIM_IS_WRONG, made["none"].id, "no claim", made["none"].evidence),
            (MENTION_IS_ACTOR, made["actor"].parties[0].mention, "BRA", None),
        ]
        for about, subject, candidate, evidence in given:
            dossier.judge(
                judgement(about=about, subject=subject, candidate=candidate, by="Eve", because=f"seen: {about}",
                          evidence=evidence)
            )  # fmt: skip
        held = max(dossier.propositions(), key=lambda each: (each.outlets, each.id))
        pair = held.supporting[0], held.supporting[-1]
    assert foedus("judge", "same", *pair, "--because", "one tale", "--dossier", folder).code == 0
    gold = folder.parent / "gold"
    told = foedus("judgements", "export", "-o", gold, "--dossier", folder)
    assert told.code == 0, told.err
    return {"folder": folder, "gold": gold, **made}


def test_the_gold_keeps_the_schema_and_names_what_was_judged(corrected: dict[str, Any]) -> None:
    rows = lines(corrected["gold"] / "claims.dev.jsonl")
    keeps("claim", rows)
    keeps("pair", lines(corrected["gold"] / "pairs.jsonl"))
    by_judged = {tuple(row.get("judged", ["claim"])): row for row in rows}
    assert {("claim",), ("root",), ("type",), ("actors",)} <= set(by_judged)
    assert by_judged["type",]["type"] == "THREATEN"
    assert by_judged["root",]["root"] == "@publisher"
    assert by_judged["root",]["via"] == []
    assert "BRA" in by_judged["actors",]["actors"]
    assert by_judged["claim",]["claim"] is False
    assert "seen: claim is wrong" in by_judged["claim",]["note"]


def test_every_quote_stands_once_in_its_text_and_every_offset_points_to_it(corrected: dict[str, Any]) -> None:
    texts = {each.name: each.read_text("utf-8") for each in (corrected["gold"] / "articles").iterdir()}
    for row in lines(corrected["gold"] / "claims.dev.jsonl"):
        assert texts[row["doc"]].count(row["quote"]) == 1
    wanted = {each.evidence.text for each in (corrected[key] for key in ("kind", "source", "none"))}
    found = {texts[row["doc"]][row["start"] : row["end"]] for row in lines(corrected["gold"] / "judged/claims.jsonl")}
    assert wanted <= found
    (pair,) = lines(corrected["gold"] / "pairs.jsonl")
    for prefix in ("", "other_"):
        text = texts[pair[f"{prefix}doc"]]
        assert text[pair[f"{prefix}start"] : pair[f"{prefix}end"]] == pair[f"{prefix}quote"]


def test_eval_measures_what_was_judged_and_nothing_else(corrected: dict[str, Any]) -> None:
    gold = corrected["gold"]
    told = foedus("eval", "claims", gold / "claims.dev.jsonl", gold / "articles", "--json")
    assert told.code == 0, told.err
    table = told.json
    assert table["found"] == 1.0, "the reading that was corrected finds the same words"
    assert table["type"] == 0.0, "and has the kind that was judged wrong"
    assert table["root"] == 0.0
    assert table["actors"] < 1.0
    assert table["no_claim"] == 0.0, "and still takes for a claim what is none"
    assert table["factuality"] == 0.0, "which nobody judged"


def test_eval_measures_the_pairs(corrected: dict[str, Any]) -> None:
    gold = corrected["gold"]
    told = foedus("eval", "pairs", gold / "pairs.jsonl", gold / "articles", "--json")
    assert told.code == 0, told.err
    assert told.json == {"pairs": 1.0, "found": 1.0, "same": 1.0, "same_pairs": 1.0, "not_the_same": 0.0,
                         "not_the_same_pairs": 0.0}  # fmt: skip


def test_training_takes_what_was_judged(corrected: dict[str, Any]) -> None:
    pytest.importorskip("torch")
    from training.findings import of_corrections
    from training.likeness import pairs_of

    examples = list(of_corrections(corrected["gold"]))
    rows = lines(corrected["gold"] / "judged" / "claims.jsonl")
    assert len(examples) == len(rows)
    assert [each.is_claim for each in examples].count(False) == 1
    story = pairs_of(corrected["gold"])
    table, answers = story.rows()
    assert answers.tolist() == [1.0]
    assert table.abs().sum() > 0


def test_what_is_taken_back_is_no_gold(corrected: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "dossier"
    shutil.copytree(corrected["folder"], folder)
    held = foedus("judgements", "list", "--json", "--dossier", folder).json
    assert len(held) == 5
    for row in held:
        assert foedus("judge", "--undo", row["id"], "--dossier", folder).code == 0
    assert foedus("judgements", "export", "-o", tmp_path / "gold", "--dossier", folder).code == 0
    for name in ("claims.dev.jsonl", "pairs.jsonl", "judged/claims.jsonl"):
        assert lines(tmp_path / "gold" / name) == []


def test_the_list_goes_out_as_json_and_as_csv(corrected: dict[str, Any], tmp_path: Path) -> None:
    for layout in ("json", "csv"):
        out = tmp_path / f"decisions.{layout}"
        told = foedus("judgements", "export", "--format", layout, "-o", out, "--dossier", corrected["folder"])
        assert told.code == 0, told.err
    rows = json.loads((tmp_path / "decisions.json").read_text("utf-8"))
    with (tmp_path / "decisions.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert [each["id"] for each in rows] == [each["id"] for each in cells]
    assert {each["about"] for each in rows} == {
        "claim is of kind", "claim stands on", "claim is wrong", "mention is actor", "claim is claim",
    }  # fmt: skip
    assert corrected["kind"].evidence.text in {each["words"] for each in rows}
    shown = foedus("judgements", "list", "--dossier", corrected["folder"]).out
    assert "seen: claim is of kind" in shown
