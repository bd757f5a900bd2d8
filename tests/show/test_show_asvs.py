"""The page on OWASP ASVS level 1 has each item once, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "asvs.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([\d.]+) \| (.+?) \| (.+) \|$", PAGE, flags=re.MULTILINE)
FILES = dict(re.findall(r"^\| (\w+) \| `(tests/[\w/]+\.py)` \|$", PAGE, flags=re.MULTILINE))
# The items of level 1 in version 4.0.3: chapter and section, and the numbers in it.
LEVEL_1 = {
    "2.1": range(1, 13), "2.2": range(1, 4), "2.3": [1], "2.5": range(1, 7), "2.7": range(1, 5), "2.8": [1],
    "3.1": [1], "3.2": range(1, 4), "3.3": [1, 2], "3.4": range(1, 6), "3.7": [1],
    "4.1": [1, 2, 3, 5], "4.2": [1, 2], "4.3": [1, 2],
    "5.1": range(1, 6), "5.2": range(1, 9), "5.3": range(1, 11), "5.5": range(1, 5), "6.2": [1],
    "7.1": [1, 2], "7.4": [1], "8.2": range(1, 4), "8.3": range(1, 5), "9.1": range(1, 4), "10.3": range(1, 4),
    "11.1": range(1, 6), "12.1": [1], "12.3": range(1, 6), "12.4": [1, 2], "12.5": [1, 2], "12.6": [1],
    "13.1": [1, 3], "13.2": range(1, 4), "13.3": [1],
    "14.2": range(1, 4), "14.3": [2, 3], "14.4": range(1, 8), "14.5": range(1, 4),
}  # fmt: skip


def test_every_item_of_level_1_is_there_once() -> None:
    assert [number for number, _, _ in ROWS] == [f"{part}.{each}" for part, held in LEVEL_1.items() for each in held]


def test_every_test_that_is_named_exists() -> None:
    there = {
        short: {
            each.name for each in ast.parse((ROOT / path).read_text("utf-8")).body if isinstance(each, ast.FunctionDef)
        }
        for short, path in FILES.items()
    }
    named = re.findall(r"`(\w+)::(\w+)`", PAGE)
    assert [f"{short}::{name}" for short, name in named if name not in there[short]] == []
    assert {short for short, _ in named} == set(FILES)


@pytest.mark.parametrize(("number", "says", "shown"), ROWS, ids=[row[0] for row in ROWS])
def test_every_item_is_shown_or_does_not_apply(number: str, says: str, shown: str) -> None:
    assert len(says) > 5
    if not shown.startswith("`"):
        assert re.match(r"Does not apply: (as \d+\.\d+\.\d+|\w.{15,})", shown)
        for other in re.findall(r"as (\d+\.\d+\.\d+)", shown):
            assert other in {row[0] for row in ROWS}
