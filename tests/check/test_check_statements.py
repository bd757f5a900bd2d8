"""Statements in many registers against the real datasets, where they are at hand.

`statements.jsonl` has them in the layout of a question of record. Each verdict was looked up in the publishers' own
files by other means than this package.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.check import add_reference, load_reference
from foedus.evaluate.record import measure

STATEMENTS = Path(__file__).parent / "statements.jsonl"
ACCURACY = 0.95


@pytest.fixture(scope="module")
def reference(shared, tmp_path_factory):
    folder, at = tmp_path_factory.mktemp("reference"), shared / "data" / "reference"
    names = ("mme_v7.csv", "sipri-exports-processed.csv.gz", "IdealpointestimatesAll_Apr2020.csv")
    atop = ("atop-member-level.csv", "atop-alliance-level.csv")
    r = ("archigos", "atop_alliance", "cow_contdir", "cow_mid_dirdisps", "gml_dirdisp", "tss_rivalries", "ucdp_acd")
    for name in (*names, "un_votes.rda", *atop, *(f"peacesciencer/{each}.rda" for each in r)):
        add_reference(at / name, folder)
    return load_reference(folder)


def test_statements_are_answered_as_the_files_have_it(reference):
    table, wrong = measure(STATEMENTS, reference)
    assert table["answered_beyond_coverage"] == 0, wrong
    assert table["accuracy"] >= ACCURACY, wrong
