"""A story's own credit lines tell whose it is; names in its sentences do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foedus.evaluate.copies import wire
from foedus.records import Document
from foedus.trace.credits import credit

if TYPE_CHECKING:
    from pathlib import Path


def agency(text: str, **more: str) -> str | None:
    found = credit(Document(id="x", text=text, **more))
    return found.agency if found and found.whole else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("STRELSAU (AP) — The pass is shut.", "The Associated Press"),
        ("Tolls are gone\n\nHENTZAU, Ruritania (Reuters) - The pass is shut.", "Reuters"),
        ("Zenda, June 4 (AFP) – The pass is shut.", "Agence France-Presse"),
        ("(UPI) -- The pass is shut.", "United Press International"),
        ("The pass is shut.\n\n(Reporting by A. Black; Editing by E. Brandt)", "Reuters"),
        ("STRELSAU (Northline) - The pass is shut.", "Northline"),
        ("The pass is shut, a man told the Associated Press.", None),
        ("Elsa Brandt (AP) — no dateline, a name in a sentence behind which the pass is shut?", "The Associated Press"),
        ("The European Union (EU) - and not an agency - shut the pass.", None),
        ("The pass is shut. (Photo: AP)", None),
    ],
)
def test_credit_lines_name_the_agency(text: str, expected: str | None) -> None:
    assert agency(text) == expected


def test_a_byline_names_the_agency() -> None:
    assert agency("The pass is shut.", byline="Rupert Hentzau, Associated Press") == "The Associated Press"


def test_an_agency_does_not_reprint_itself() -> None:
    assert agency("STRELSAU (AP) — The pass is shut.", publisher="The Associated Press") is None


def test_a_contribution_is_not_the_whole_story() -> None:
    found = credit(Document(id="x", text="The pass is shut.\n\nReuters contributed to this report."))
    assert found is not None
    assert (found.agency, found.whole) == ("Reuters", False)


def test_wire_stories_of_polnear_are_told_by_their_credits(shared: Path) -> None:
    folder = shared / "data" / "attribution"
    texts = [folder / "polnear-train.jsonl", folder / "polnear-dev.jsonl"]
    assert wire(folder / "polnear-metadata.tsv", texts)["f1"] >= 0.97
