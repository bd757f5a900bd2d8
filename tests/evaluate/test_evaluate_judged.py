"""Stretches that readers judged one by one, measured against what is read there."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from foedus.evaluate.judged import measure

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "China and Russia held a joint naval exercise near Vladivostok on Monday. "
    "The foreign ministry in Beijing said that China would send two destroyers to Russia in June. "
    "The harvest in Hebei was good this year, and the schools of the province have bought new desks."
)


def folder(tmp_path: Path, rows: list[dict[str, object]]) -> tuple[Path, Path, Path]:
    """The judged rows, the index of their one document, and a corpus that holds its text."""
    corpora = tmp_path / "corpora"
    corpora.mkdir()
    with gzip.open(corpora / "putin-of-nowhere.csv.gz", "wt", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, ["link", "body"])
        table.writeheader()
        table.writerow({"link": "one", "body": TEXT})
    told = {"doc": "one.txt", "part": "judged", "corpus": "putin-of-nowhere.csv.gz", "id": "one"}
    index = tmp_path / "documents.json"
    index.write_text(json.dumps([told | {"sha256": hashlib.sha256(TEXT.encode()).hexdigest()}]), encoding="utf-8")
    file = tmp_path / "held.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
    return file, index, corpora


def row(words: str, **told: object) -> dict[str, object]:
    start = TEXT.index(words)
    given = {"claim": True, "sort": "act", "type": "COOPERATE", "factuality": "CT+", "root": "@publisher"}
    return {"doc": "one.txt", "start": start, "end": start + len(words)} | given | told


def test_what_is_read_is_held_against_what_readers_say(tmp_path: Path) -> None:
    exercise = row("China and Russia held a joint naval exercise near Vladivostok", actors=["CHN", "RUS"])
    wrong = row("China would send two destroyers to Russia", sort="threat", actors=["KOR"], root="Nobody at all")
    aside = row("near Vladivostok on Monday", claim=False, sort="state", type=None)
    figures = measure(*folder(tmp_path, [exercise, wrong, aside]))
    assert figures["stretches"] == 3
    assert figures["worth recording"] == 2
    assert figures["read"] == 2  # nothing is claimed of a place by itself
    assert figures["precision"] == 1.0
    assert figures["recall"] == 1.0
    assert figures["sort right"] == figures["actors right"] == figures["root right"] == 0.5
    assert figures["type judged"] == 1


def test_a_stretch_that_is_read_though_it_is_no_claim_costs_precision(tmp_path: Path) -> None:
    exercise = row("China and Russia held a joint naval exercise near Vladivostok", claim=False)
    figures = measure(*folder(tmp_path, [exercise]))
    assert figures["precision"] == 0.0
    assert figures["recall"] == 0.0
    assert figures["calibration error"] == pytest.approx(1.0, abs=0.4)
