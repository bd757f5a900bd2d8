"""Pieces of text with their places on a page enter; lines in reading order leave, column after column.

The recursive cut along white space of Nagy and Seth (1984), "Hierarchical representation of optically scanned
documents": gutters between columns first, where they run through several lines, then gaps between rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROWS = 3  # lines on either side that make a white strip a gutter
_DEPTH = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A piece of one line and its box, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """How tall the letters stand."""
        return self.top - self.bottom


def in_reading_order(pieces: Sequence[Line]) -> Iterator[Line]:
    """The lines of a page in the order in which they are read."""
    if pieces:
        size = median(piece.height for piece in pieces) or 1.0
        yield from _cut(list(pieces), size=size, depth=0)


def _cut(pieces: list[Line], *, size: float, depth: int) -> Iterator[Line]:
    if depth < _DEPTH and len(pieces) > 1:
        gutter = _gutter(pieces, size=size)
        if gutter is not None:
            yield from _cut([piece for piece in pieces if piece.right <= gutter], size=size, depth=depth + 1)
            yield from _cut([piece for piece in pieces if piece.right > gutter], size=size, depth=depth + 1)
            return
        row = _gap(pieces, size=size)
        if row is not None:
            yield from _cut([piece for piece in pieces if piece.bottom >= row], size=size, depth=depth + 1)
            yield from _cut([piece for piece in pieces if piece.bottom < row], size=size, depth=depth + 1)
            return
    yield from _lines(pieces)


def _gutter(pieces: list[Line], *, size: float) -> float | None:
    """Where the widest white strip from top to bottom ends that has several lines on either side."""
    best: tuple[float, float] | None = None
    reach = float("-inf")
    for piece in sorted(pieces, key=lambda one: one.left):
        width = piece.left - reach
        if width > 0.7 * size and reach > float("-inf") and (best is None or width > best[0]):
            sides = [one for one in pieces if one.right <= reach], [one for one in pieces if one.left >= piece.left]
            if min(_rows(side, size=size) for side in sides) >= _ROWS:
                best = (width, reach)
        reach = max(reach, piece.right)
    return best[1] if best else None


def _rows(pieces: list[Line], *, size: float) -> int:
    return len({round(piece.bottom / size) for piece in pieces})


def _gap(pieces: list[Line], *, size: float) -> float | None:
    """The lower edge of what stands over the widest white row, where that is wider than between lines."""
    best: tuple[float, float] | None = None
    floor = float("inf")
    for piece in sorted(pieces, key=lambda one: -one.top):
        width = floor - piece.top
        if floor < float("inf") and width > 0.25 * size and (best is None or width > best[0] + 0.01):
            best = (width, floor)
        floor = min(floor, piece.bottom)
    return best[1] if best else None


def _lines(pieces: list[Line]) -> Iterator[Line]:
    """The pieces joined to lines, from top to bottom and left to right."""
    rest = sorted(pieces, key=lambda one: (-one.top, one.left))
    while rest:
        first = rest[0]
        middle = (first.top + first.bottom) / 2
        row = [one for one in rest if one.bottom <= middle <= one.top]
        rest = [one for one in rest if not one.bottom <= middle <= one.top]
        row.sort(key=lambda one: one.left)
        yield Line(
            left=row[0].left,
            bottom=min(one.bottom for one in row),
            right=max(one.right for one in row),
            top=max(one.top for one in row),
            text=" ".join(one.text for one in row),
        )
