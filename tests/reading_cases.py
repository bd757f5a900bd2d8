"""Loads the cases: a rule as heading, an article, and a table of what a careful reader finds in it.

A row of the sort `none` says that no claim stands in these words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases" / "read"
COLUMNS = {"words", "sort", "type", "kind", "initiator", "target", "root", "via", "factuality", "time", "quantity"}


@dataclass(frozen=True, kw_only=True)
class Case:
    """One article and the claims that it makes."""

    name: str
    rule: str
    article: str
    rows: tuple[dict[str, str], ...]
    published: str | None = None


def cases() -> list[Case]:
    """All cases, in the order of their files; a file may hold several, each under its own heading."""
    found = []
    for path in sorted(FOLDER.glob("*.md")):
        for number, part in enumerate(re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]):
            found.append(_case(f"{path.stem}-{number + 1}", part))
    return found


def _case(name: str, part: str) -> Case:
    rule, _, rest = part.partition("\n")
    lines = rest.strip().splitlines()
    table = [line for line in lines if line.startswith("|")]
    article = "\n".join(line for line in lines if not line.startswith(("|", "published:"))).strip()
    published = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("published:")), None)
    heads = [cell.strip() for cell in table[0].strip("|").split("|")]
    rows = [dict(zip(heads, (cell.strip() for cell in line.strip("|").split("|")), strict=True)) for line in table[2:]]
    unknown = set(heads) - COLUMNS
    if unknown:
        raise ValueError(f"{name}: no such column: {unknown}")
    for row in rows:
        if row["words"] not in article:
            raise ValueError(f"{name}: the article does not hold the words: {row['words']}")
    return Case(name=name, rule=rule.strip(), article=article, rows=tuple(rows), published=published)
