"""Measures against public data: what is right counts, what is not in the layout is told with a sentence."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from foedus.errors import BadGold
from foedus.evaluate import strengths, topics

if TYPE_CHECKING:
    from pathlib import Path

SALE = "China sold 40 drones to Russia in March 2023."
DENIAL = "China did not sell 40 drones to Russia in March 2023."
WEATHER = "It rained."


def labelled(tmp_path: Path, name: str, rows: list[tuple[str, str, str, int]]) -> Path:
    file = tmp_path / name
    keys = ("pair_id", "claim_a", "claim_b", "relation")
    file.write_text(json.dumps({"data": [dict(zip(keys, row, strict=True)) for row in rows]}), encoding="utf-8")
    return file


def test_sentences_strengthen_and_weaken_each_other(tmp_path: Path) -> None:
    strong = labelled(tmp_path, "s.json", [("1", SALE, SALE, 1), ("2", SALE, DENIAL, 0), ("3", SALE, WEATHER, 0)])
    weak = labelled(tmp_path, "w.json", [("1", SALE, SALE, 0), ("2", SALE, DENIAL, 1), ("3", SALE, WEATHER, 0)])
    table = strengths.measure(strong, weak)
    assert table["strengthens, told strengthens"] == 1
    assert table["weakens, told weakens"] == 1
    assert table["macro f1"] == 1


def test_a_wrong_label_lowers_the_figures() -> None:
    table = strengths.figures(Counter({("strengthens", "neither"): 1, ("neither", "neither"): 1}))
    assert (table["strengthens recall"], table["neither precision"], table["neither recall"]) == (0, 0.5, 1)
    assert table["strengthens, told neither"] == 1


def test_a_file_of_another_layout_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    file.write_text("[]", encoding="utf-8")
    with pytest.raises(BadGold, match="ClaimDiff"):
        strengths.measure(file, file)


def paper(*sentences: str) -> str:
    tokens = "".join(
        f'<token t_id="{n}{m}" sentence="{n}" number="{m}">{word}</token>'
        for n, sentence in enumerate(sentences)
        for m, word in enumerate(sentence.split())
    )
    return f"<Document>{tokens}</Document>"


def test_copies_of_a_topic_are_held_against_the_labels(tmp_path: Path) -> None:
    own = "The fire broke out before dawn in the old mill and had taken the roof by the time the first engine came ."
    other = (
        "Nobody was hurt , the mayor told a crowd that had gathered in the rain beside the burnt yard and its carts ."
    )
    archive = tmp_path / "ecb.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("13/13_19ecb.xml", paper(own, other))
        file.writestr("13/13_20ecb.xml", paper(own, other))
        file.writestr("26/26_1ecb.xml", paper(own))
        file.writestr("26/26_7ecb.xml", paper("http : //x", other))
    table = topics.measure(archive)
    assert (table["pairs"], table["copies"], table["f1"]) == (2, 1, 1)
    assert table["told same"] == 1


def test_what_is_no_archive_of_papers_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ecb.zip"
    file.write_text("no", encoding="utf-8")
    with pytest.raises(BadGold, match=r"ECB\+"):
        topics.measure(file)
