"""A publisher's file, with what has to lie beside it, as one table.

A path enters; the rows, their layout, the hash and the names of what was read leave. Some publishers tell in one file
how states voted, and in another on what and when: neither means anything alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from foedus.check.layouts import Layout, described, known, recognise
from foedus.check.tables import ENDINGS, Row, rows_of
from foedus.errors import BadReference

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.check.layouts import Beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a path holds: rows, layout, the hash over its files in their order, and their names."""

    rows: Sequence[Row]
    layout: Layout
    digest: str
    names: str


class Joined(Sequence[Row]):
    """Rows of one file, each with the cells of the other file's row that has the same key."""

    def __init__(self, rows: list[Row], others: dict[str | None, Row], key: str) -> None:
        self._rows, self._others, self._key = rows, others, key
        self._none: Row = dict.fromkeys(next(iter(others.values())))

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self._joined(row) for row in self._rows[place]]
        return self._joined(self._rows[place])

    def _joined(self, row: Row) -> Row:
        return {**self._others.get(row[self._key], self._none), **row}


def digest_of(file: Path) -> str:
    """The hash of the file, and of the one that belongs with it by its name, before either is read."""
    stem = file.name.split(".")[0]
    for layout in known():
        beside = layout.beside
        if beside is not None and stem in {*beside.of, *beside.files}:
            both = [_found(file, beside.of), _found(file, beside.files)]
            return _digest(*(each for each in both if each is not None))
    return _digest(file)


def opened(file: Path) -> Opened:
    """The file's rows, joined with those of the file beside it where its layout needs one.

    Raises BadReference where the file is of no known layout, or where the other file is missing.
    """
    rows = rows_of(file)
    columns = frozenset(rows[0])
    if described(file) is None:
        for layout in known():
            if layout.beside is not None and not columns.issuperset(layout.wants()):
                own = frozenset(layout.wants()) - frozenset(layout.beside.requires) | {layout.beside.key}
                if columns >= own:
                    return _joined(file, rows, layout, layout.beside)
                if columns.issuperset(layout.beside.requires) and not columns & (own - {layout.beside.key}):
                    return opened(_lying(file, layout.beside.of))
    return Opened(rows=rows, layout=recognise(file, rows[0]), digest=_digest(file), names=file.name)


def _joined(file: Path, rows: list[Row], layout: Layout, beside: Beside) -> Opened:
    other = _lying(file, beside.files)
    found = rows_of(other)
    lacking = [name for name in beside.requires if name not in found[0]]
    if lacking:
        raise BadReference(other.name, f"it lacks the column {', '.join(repr(name) for name in lacking)}")
    others = {row[beside.key]: row for row in found}
    names = f"{file.name} + {other.name}"
    return Opened(rows=Joined(rows, others, beside.key), layout=layout, digest=_digest(file, other), names=names)


def _lying(file: Path, names: tuple[str, ...]) -> Path:
    """The other file, in the same folder and in any of the formats that are read."""
    if (other := _found(file, names)) is not None:
        return other
    wanted = " or ".join(f"'{name}'" for name in names)
    raise BadReference(file.name, f"it means nothing without the publisher's file {wanted}, which has to lie beside it")


def _found(file: Path, names: tuple[str, ...]) -> Path | None:
    """The file of one of these names that lies in the same folder; the file itself where it is one."""
    if file.name.split(".")[0] in names:
        return file
    lying = (file.parent / f"{name}{ending}" for name in names for ending in ENDINGS)
    return next((each for each in lying if each.is_file()), None)


def _digest(*files: Path) -> str:
    """The hash over the files, one after the other."""
    content = hashlib.sha256()
    for each in files:
        content.update(each.read_bytes())
    return content.hexdigest()
