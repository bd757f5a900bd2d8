"""What a user tells of the files enters; drafts leave with what was told: which column is which, and publication data.

Publication data are CSL-JSON, as Zotero and others write it. They fill what a file does not tell, and replace nothing.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from foedus.errors import BadLibrary, UnknownField
from foedus.gather.drafts import Draft, Trouble, stated
from foedus.gather.naming import FIELDS
from foedus.terms import Severity
from foedus.values import fingerprint

_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?|[#?].*$|/+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """The user's own names of columns by our field, and a file of publication data.

    Raises:
        UnknownField: no field of a document has that name.
        BadLibrary: the file is no CSL-JSON.
    """

    columns: tuple[tuple[str, str], ...] = ()
    library: Path | None = None

    def __post_init__(self) -> None:
        for field, _ in self.columns:
            if field not in FIELDS:
                raise UnknownField(field, FIELDS)
        if self.library is not None:
            _items(self.library)

    @property
    def fingerprint(self) -> str:
        """The same for the same guidance; a file gathered under another one is gathered again."""
        told = [part for pair in self.columns for part in pair]
        return fingerprint("guidance", *told, self.library.read_bytes().hex() if self.library else "")


def guided(draft: Draft, guidance: Guidance | None, *, name: str) -> Draft:
    """The draft with what its file leaves open filled from the user's publication data, and a note where it was."""
    if guidance is None or guidance.library is None:
        return draft
    item = _entry(draft, guidance.library, name=name)
    told: dict[str, Any] = {field: value for field, value in _fields(item).items() if getattr(draft, field) is None}
    if not told:
        return draft
    says = f"Taken from {guidance.library.name}, as the file does not tell: {', '.join(sorted(told))}."
    note = Trouble(code="cited", says=says, severity=Severity.NOTE)
    return replace(draft, **told, troubles=(*draft.troubles, note))


def _entry(draft: Draft, library: Path, *, name: str) -> Mapping[str, Any]:
    """The one item of the same address, else of the same title, else with the file's name as its key; else nothing."""
    by_key = _items(library)
    first_line = next((line.strip() for line in draft.text.splitlines() if line.strip()), "")
    keys = [("address", _address(draft.url)), ("title", _title(draft.title)), ("title", _title(first_line))]
    keys += [("key", PurePosixPath(name).stem.casefold())] if not draft.place else []
    return next((by_key[kind, key] for kind, key in keys if key and (kind, key) in by_key), {})


@lru_cache(maxsize=4)
def _items(library: Path) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """The items by every key that names one of them alone."""
    try:
        rows = json.loads(library.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadLibrary(library, error) from error
    rows = rows.get("items") if isinstance(rows, Mapping) else rows
    if not isinstance(rows, list) or not all(isinstance(each, Mapping) for each in rows):
        raise BadLibrary(library, "it is no list of items")
    named = [(key, row) for row in rows for key in dict.fromkeys(_keys(row))]
    counts = Counter(key for key, _ in named)
    return {key: row for key, row in named if counts[key] == 1}


def _keys(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    keys = [("address", _address(row.get("URL"))), ("title", _title(row.get("title")))]
    keys += [("key", str(row.get(name) or "").casefold()) for name in ("id", "citation-key")]
    return [each for each in keys if each[1]]


def _address(url: object) -> str:
    return _ADDRESS.sub("", url.strip()).casefold() if isinstance(url, str) else ""


def _title(title: object) -> str:
    return " ".join(title.split()).casefold() if isinstance(title, str) else ""


def _fields(item: Mapping[str, Any]) -> dict[str, str]:
    """What the item tells, in our fields; a day that is not told whole is not told.

    Its address is not taken: a document's address says where it was gathered, and these words came from a file.
    """
    told = {
        "title": stated(item.get("title")),
        "publisher": stated(item.get("container-title")) or stated(item.get("publisher")),
        "byline": _people(item.get("author")),
        "date": _day(item.get("issued")),
    }
    return {field: value for field, value in told.items() if value}


def _people(people: object) -> str | None:
    if not isinstance(people, list):
        return None
    names = []
    for each in people:
        if isinstance(each, Mapping):
            parts = [each.get("given"), each.get("non-dropping-particle"), each.get("family")]
            names.append(
                stated(each.get("literal")) or stated(" ".join(part for part in parts if isinstance(part, str)))
            )
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _day(issued: object) -> str | None:
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    if not (isinstance(parts, list) and parts and isinstance(parts[0], list) and len(parts[0]) == 3):
        return None
    try:
        year, month, day = (int(part) for part in parts[0])
    except (TypeError, ValueError):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"
