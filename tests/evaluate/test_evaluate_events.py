"""Events against gold: what is coded right counts, what is turned round or mistyped does not, bad files say why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from foedus.encoder import Encoder
from foedus.errors import BadGold
from foedus.evaluate import events, probes, records, sides
from foedus.evaluate.codings import Coding

if TYPE_CHECKING:
    from pathlib import Path

ENCODER = Encoder.load()


def record(event: str, text: str, source: list[str], target: list[str] | None) -> dict[str, Any]:
    def actors(codes: list[str]) -> list[dict[str, str]]:
        return [{"actorText": "", "code": each} for each in codes]

    ours = None if target is None else actors(target)
    return {"id": text[:9], "event": event, "text": text, "source": actors(source), "target": ours}


def gold(file: Path, rows: list[dict[str, Any]]) -> Path:
    file.write_text(json.dumps(rows), encoding="utf-8")
    return file


def test_records_count_dyads_and_types(tmp_path: Path) -> None:
    rows = [
        {"event": "DOCUMENT", "eventText": "notes"},
        record("SANCTION", "Japan imposed sanctions on Norway on Monday.", ["JAP"], ["NOR"]),
        record("AID", "Peru accused Chile of spying.", ["PER"], ["CHL"]),  # the type is not the one told
        record("ACCUSE", "Peru accused Chile of spying.", ["CHL"], ["PER"]),  # the direction is not
        record("SUPPORT", "India and Nepal signed a treaty in May.", ["IND", "NPL"], None),
        record("SUPPORT", "India praised the IGO.", ["IND"], ["IGO"]),
    ]
    table = records.figures(gold(tmp_path / "gold.json", rows))
    assert (table["records"], table["one_way_records"]) == (4, 3)
    assert table["dyad"] == pytest.approx(3 / 4)
    assert table["dyad_and_type"] == pytest.approx(2 / 4)
    assert table["types"]["SANCTION"]["dyad_and_type"] == 1.0
    assert table["mixed_up"] == [{"expected": "AID", "found": "ACCUSE", "records": 1}]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Japan will visit Norway, its minister said.", set()),
        ("Japan demanded that Norway release the crew.", {Coding("JPN", "REQUEST", "NOR")}),
        ("Norway was invaded by Japan.", {Coding("JPN", "ASSAULT", "NOR")}),
        ("Japan rejected a proposal by Norway.", {Coding("JPN", "REJECT", "NOR")}),
        ("Turkish police arrested 40 students on Monday.", {Coding("TUR", "COERCE", "TUR")}),
        ("Japan and Norway held talks in May.", {Coding("JPN", "CONSULT", "NOR"), Coding("NOR", "CONSULT", "JPN")}),
    ],
)
def test_a_sentence_is_coded_as_the_field_codes(text: str, wanted: set[Coding]) -> None:
    found = records.read_sentences([text])[text].all
    assert wanted <= found
    assert wanted or not any(each.type == "CONSULT" for each in found)  # a visit to come is only promised


def test_marked_sentences_are_typed(tmp_path: Path) -> None:
    header = "sentence\tmarked_sentence\tsource\ttarget\tgold_root\tgold_penta\n"
    rows = [
        ("<s>Japan</s> condemned <t>Norway</t> on Monday.", "ACCUSE"),
        ("<s>Japan</s> freed <t>two Norwegian sailors</t> on Monday.", "YIELD"),
        ("<s>Japan</s> bombed <t>Norway</t>.", "AID"),
        ("<s>Japan bombed <t>Norway</t>.", "AID"),  # lacks a mark
    ]
    file = tmp_path / "plv.tsv"
    file.write_text(header + "".join(f"x\t{text}\ta\tb\t{root}\t1\n" for text, root in rows), encoding="utf-8")
    table = events.measure(file, ENCODER)
    assert table["rows"] == 3
    assert table["accuracy"] == pytest.approx(2 / 3)
    assert table["types"]["ACCUSE"]["f1"] == 1.0
    assert {"expected": "AID", "found": "ASSAULT", "rows": 1} in table["mixed_up"]


def test_sides_are_words(tmp_path: Path) -> None:
    tagged = "The B-S\nJapanese I-S\narmy I-S\nattacked O\na B-T\nNorwegian I-T\nbase I-T\n. O\n\n"
    file = tmp_path / "sides.bio"
    file.write_text(tagged, encoding="utf-8")
    table = sides.measure(file, ENCODER)
    assert (table["source_f1"], table["target_f1"], table["sentences"]) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(("name", "content"), [("a.json", "{"), ("b.json", "[1]"), ("c.tsv", "a\tb\n1\t2\n")])
def test_what_is_no_gold_is_told_so(tmp_path: Path, name: str, content: str) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadGold, match="cannot be used as gold"):
        records.load(file) if name.endswith("json") else events.load(file)


def test_probes_turn_round_rename_and_stay(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("Japan attacked Norway.\n\nThe river froze early this year.\n", encoding="utf-8")
    table = probes.measure([file])
    assert table["coded"] == 1
    for name in probes.PROBES:
        assert table[name]["cases"] == 1, name
        assert table[name]["right"] == 1.0, table[name]["wrong"]
