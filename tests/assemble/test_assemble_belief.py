"""Belief shrinks the right error for each repetition, and its parameters are the ones that the page shows."""

from __future__ import annotations

import re
from pathlib import Path

from foedus.assemble.belief import parameters

PAGE = Path(__file__).resolve().parents[2] / "docs" / "method.md"


def test_the_page_shows_every_parameter_with_its_value() -> None:
    rows = re.findall(r"^\| (\w+) \| (\w+) \| ([\d.]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    shown = {(table, name): float(value) for table, name, value in rows}
    held = {(table, name): value for table, values in parameters().items() for name, value in values.items()}
    assert shown == held


def test_an_unknown_root_is_trusted_less_than_any_known_one() -> None:
    errors = parameters()["root"]
    assert min(errors["described"], errors["unstated"]) > max(
        v for k, v in errors.items() if k not in {"described", "unstated"}
    )
