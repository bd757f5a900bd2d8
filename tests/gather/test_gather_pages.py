"""How well saved pages are gathered stays over a floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foedus.evaluate.pages import figures, overlap

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.timeout(300)
def test_figures_on_saved_pages_stay_over_the_floor(shared: Path) -> None:
    found = figures(shared / "data" / "pages" / "fundus-even-publishers.zip")
    assert found["pages"] >= 40
    assert found["body_f1"] >= 0.96
    assert found["title"] >= 0.87
    assert found["title_overlap"] >= 0.95
    assert found["date"] >= 0.97


def test_overlap_counts_each_word_as_often_as_it_stands() -> None:
    assert overlap("", "envoy") == (0.0, 0.0, 0.0)
    assert overlap("envoy envoy", "envoy") == (0.5, 1.0, 2 / 3)
