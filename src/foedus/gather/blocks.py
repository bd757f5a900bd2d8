"""A text and its parser's marks enter; its blocks leave: paragraphs, lines that stand alone, list marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.gather.drafts import Hint, Mark
from foedus.terms import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GROUP = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
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

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(_WORD.findall(self.text))

    @property
    def key(self) -> str:
        """Its letters and figures, by which a repetition is known."""
        return " ".join(_LETTERS.findall(self.text.lower()))

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
    for group in _GROUP.finditer(text, start, end):
        if _is_wrapped(group.group()):
            yield from _trimmed(text, group.start(), group.end())
        else:
            for line in _LINE.finditer(text, group.start(), group.end()):
                yield from _trimmed(text, line.start(), line.end())


def _is_wrapped(group: str) -> bool:
    """Whether the lines of a group are one paragraph broken by hand, not lines that stand alone."""
    lines = [line.strip() for line in group.split("\n")]
    if len(lines) < 2 or any(_APART.match(line) for line in lines[1:]) or len(set(lines)) < len(lines):
        return False
    widths = [len(line) for line in lines[:-1]]
    full = sum(_NARROW <= width <= _WIDE for width in widths)
    runs_on = sum(not line.endswith((".", "!", "?", ":", ")", "”", '"', "’")) for line in lines[:-1])
    return max(widths) <= _WIDE and full * 4 >= len(widths) * 3 and runs_on * 2 >= len(widths)


def _trimmed(text: str, start: int, end: int, *, hint: Hint | None = None) -> Iterator[Block]:
    """The block without the white space around it, a list mark before it as a block of its own."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    point = _POINT.match(text, start, end) if hint is None else None
    if point:
        mark = text[start : point.end()].rstrip()
        yield Block(start=start, end=start + len(mark), text=mark, part=Part.FURNITURE, because="list mark")
        start, hint = point.end(), Hint.POINT
    yield Block(start=start, end=end, text=text[start:end], hint=hint)
