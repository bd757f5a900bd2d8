"""A text and its parser's marks enter; its blocks leave: paragraphs, lines that stand alone, list marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.gather.drafts import Hint, Mark
from foedus.terms import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_POINT = re.compile(r"(?:[-*+•‣▪●–—]|\d{1,2}[.)])\s+(?=\S)")
_APART = re.compile(rf"{_POINT.pattern}|\(.*\)$|https?://\S+$")  # lines that run on from nothing
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_LETTERS = re.compile(r"[^\W_]+")
_NARROW, _WIDE = 45, 110  # columns between which programs and people wrap lines by hand


@dataclass(slots=True, kw_only=True)
class Block:
    """A stretch of the text that stands for itself, and what it has been found to be so far."""

    start: int
    end: int
    text: str
    hint: Hint | None = None
    part: Part | None = None  # None while it is undecided; body at last
    because: str | None = None
    words: int = 0
    key: str = ""  # its letters and figures, by which a repetition is known

    def __post_init__(self) -> None:
        self.words = len(_WORD.findall(self.text))
        self.key = " ".join(_LETTERS.findall(self.text.lower()))

    @property
    def is_open(self) -> bool:
        """Whether nothing has been decided about it."""
        return self.part is None

    def decide(self, part: Part, because: str | None = None) -> None:
        """Settle what it is; the first decision stands."""
        if self.part is None:
            self.part, self.because = part, because


def blocks_of(text: str, marks: Sequence[Mark]) -> list[Block]:
    """The blocks of the text in order; where marks tell them these are they, elsewhere its own line breaks tell."""
    blocks: list[Block] = []
    place = 0
    for mark in marks:
        blocks += _between(text, place, mark.start)
        blocks += _trimmed(text, mark.start, mark.end, hint=mark.hint)
        place = mark.end
    blocks += _between(text, place, len(text))
    return blocks


def _between(text: str, start: int, end: int) -> Iterator[Block]:
    for group in _groups(text, start, end):
        lines = [text[first:last].strip() for first, last in group]
        if _is_wrapped(lines):
            yield from _trimmed(text, group[0][0], group[-1][1])
        else:
            for first, last in group:
                yield from _trimmed(text, first, last)


def _groups(text: str, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """The places of the lines that stand together between blank ones."""
    group: list[tuple[int, int]] = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            group.append((start, stop))
        elif group:
            yield group
            group = []
        start = stop + 1
    if group:
        yield group


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines of a group are one paragraph broken by hand, not lines that stand alone."""
    if len(lines) < 2 or any(_APART.match(line) for line in lines[1:]) or len(set(lines)) < len(lines):
        return False
    widths = [len(line) for line in lines[:-1]]
    full = sum(_NARROW <= width <= _WIDE for width in widths)
    runs_on = sum(not line.endswith((".", "!", "?", ":", ")", "”", '"', "’")) for line in lines[:-1])
    return max(widths) <= _WIDE and full * 4 >= len(widths) * 3 and runs_on * 2 >= len(widths)


def _trimmed(text: str, start: int, end: int, *, hint: Hint | None = None) -> Iterator[Block]:
    """The block without the white space around it, a list mark before it as a block of its own."""
    bare = text[start:end]
    end -= len(bare) - len(bare.rstrip())
    start = min(end, start + len(bare) - len(bare.lstrip()))
    if start == end:
        return
    point = _POINT.match(text, start, end) if hint is None else None
    if point:
        mark = text[start : point.end()].rstrip()
        yield Block(start=start, end=start + len(mark), text=mark, part=Part.FURNITURE, because="list mark")
        start, hint = point.end(), Hint.POINT
    yield Block(start=start, end=end, text=text[start:end], hint=hint)
