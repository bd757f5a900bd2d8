"""Statements in many registers against the real datasets, where they are at hand.

`statements.jsonl` has them in the layout of a question of record. Each verdict was looked up in the publishers' own
files by other means than this package.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.check import add_reference, load_reference
from foedus.evaluate.record import measure

STATEMENTS = Path(__file__).parent / "statements.jsonl"
ACCURACY = 0.95
_VOTES = (
    "vote",
    "roll call",
    "resolution",
    "general assembly",
    "abstain",
    "ballot",
)  # their file alone takes a minute to parse


@pytest.fixture(scope="module")
def reference(shared, tmp_path_factory):
    folder, at = tmp_path_factory.mktemp("reference"), shared / "data" / "reference"
    names = ("mme_v7.csv", "sipri-exports-processed.csv.gz", "IdealpointestimatesAll_Apr2020.csv")
    atop = ("atop-member-level.csv", "atop-alliance-level.csv")
    r = ("archigos", "atop_alliance", "cow_contdir", "cow_mid_dirdisps", "gml_dirdisp", "tss_rivalries", "ucdp_acd")
    for name in (*names, *atop, *(f"peacesciencer/{each}.rda" for each in r)):
        add_reference(at / name, folder)
    return load_reference(folder)


def test_statements_are_answered_as_the_files_have_it(reference, tmp_path):
    rows = STATEMENTS.read_text("utf-8").splitlines()
    kept = [each for each in rows if not any(word in json.loads(each)["text"].casefold() for word in _VOTES)]
    asked = tmp_path / "statements.jsonl"
    asked.write_text("\n".join(kept) + "\n", "utf-8")
    assert len(kept) > 0.7 * len(rows)
    table, wrong = measure(asked, reference)
    assert table["answered_beyond_coverage"] == 0, wrong
    assert table["accuracy"] >= ACCURACY, wrong
