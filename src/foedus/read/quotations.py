"""Where quotations begin and end, from the marks in the text alone.

A text enters with its paragraphs; quotations leave in order, never overlapping. A quotation that its paragraph does
not close runs to the paragraph's end, as journalists write them. A closing mark with nothing open begins a quotation
when another closing mark follows: such marks are found in machine-made copies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING = "“„«"
_CLOSING = "”»"
_STRAIGHT = '"'
# A single curly quotation: its opening mark stands after a space, its closing mark before a space or a stop.
_SINGLE = re.compile(r"(?<![\w’])‘(?=\S)((?:[^‘’\n]|(?<=\w)’(?=\w))*?[^\s‘])’(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch between quotation marks; `start` and `end` leave the marks out."""

    start: int
    end: int
    closed: bool
    single: bool = False

    def holds(self, position: int) -> bool:
        """Whether the position lies between the marks."""
        return self.start <= position < self.end


def quotations(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[Quotation, ...]:
    """The quotations in these stretches of the text, each stretch taken paragraph by paragraph.

    >>> [("She left. “Soon,” he said."[q.start : q.end]) for q in quotations("She left. “Soon,” he said.", ((0, 26),))]
    ['Soon,']
    """
    found: list[Quotation] = []
    for start, end in spans:
        for paragraph in re.finditer(r"[^\n]+", text[start:end]):
            doubles = list(_in_paragraph(text, start + paragraph.start(), start + paragraph.end()))
            found.extend(doubles)
            found.extend(_singles(text, start + paragraph.start(), start + paragraph.end(), doubles))
    return tuple(sorted(found, key=lambda each: each.start))


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    for at in range(start, end):
        mark = _mark(text, at, start, end, is_open=opened is not None)
        if mark is None:
            continue
        if mark == "open":
            if opened is not None and at > opened:
                found.append(Quotation(start=opened, end=at, closed=False))
            opened = at + 1
        elif opened is not None:
            if at > opened:
                found.append(Quotation(start=opened, end=at, closed=True))
            opened = None
    if opened is not None and end > opened:
        found.append(Quotation(start=opened, end=end, closed=False))
    return found


def _mark(text: str, at: int, start: int, end: int, *, is_open: bool) -> str | None:
    """Whether the character here opens or closes a quotation."""
    character = text[at]
    if character in _OPENING:
        return "open"
    if character in _CLOSING:
        if is_open:
            return "close"
        glued = at + 1 < end and text[at + 1].isalpha()
        return "open" if glued and any(mark in text[at + 1 : end] for mark in _CLOSING) else None
    if character == _STRAIGHT:
        if is_open:
            return "close"
        before = text[at - 1] if at > start else " "
        return "open" if not before.isalnum() and at + 1 < end and not text[at + 1].isspace() else None
    return None


def _singles(text: str, start: int, end: int, doubles: list[Quotation]) -> list[Quotation]:
    return [
        Quotation(start=match.start(1), end=match.end(1), closed=True, single=True)
        for match in _SINGLE.finditer(text, start, end)
        if not any(each.start <= match.start() < each.end for each in doubles)
    ]
