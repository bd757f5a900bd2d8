"""Turns of a transcript: a page enters; who speaks leaves with the stretch that is spoken, label by label.

"President of Ruritania Otto Brand: …" opens a turn that lasts until the next label or the end of what is read. Labels
stand at the head of a paragraph or after a full stop, in capital letters throughout or word by word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.page import readable
from foedus.terms import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.read.page import Page

_WORD = r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Adm|Sen|Rep|[A-Z])\.|[A-Z][\w’'\-]*)"
_LABEL = re.compile(
    rf"(?:^|(?<=\n)|(?<=[.!?…*)”\"] ))(?P<label>{_WORD}(?: (?:{_WORD}|of|the|and|for|de|van|von)){{0,11}}):\s+(?=\S)"
)
_OFFICE = re.compile(
    r"\b(?:president|prime|minister|secretary|chancellor|premier|general|admiral|ambassador|senator|speaker|mr|ms|mrs|dr|"
    r"director|chairman|spokesman|spokeswoman|spokesperson|king|queen|commissioner|high|representative|deputy|foreign|"
    r"defence|defense|state|vice|moderator|question|the|of|for|and)\b\.?",
    re.IGNORECASE,
)
_NAMES = 2  # words of a name at the end of a label
_FEWEST = 2  # labels that make a transcript, unless one names an office
_NO_SPEAKER = frozenset(
    {"note", "source", "update", "photo", "question", "q", "editor", "contact", "read more", "correction"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Who speaks: the label, the name in it or else the office, and the stretch that is spoken."""

    label: tuple[int, int]
    name: tuple[int, int]
    is_named: bool
    spoken: tuple[int, int]


def turns(page: Page) -> tuple[Turn, ...]:
    """The turns of the page, in order; none where it is no transcript."""
    text = page.document.text
    found = [
        (match.start("label"), match.end("label"), match.end(), end)
        for start, end, part in readable(page.document)
        if part is Part.BODY
        for match in _LABEL.finditer(text, start, end)
    ]
    if len(found) < _FEWEST and not any(_OFFICE.match(text[start:end]) for start, end, _, _ in found):
        return ()
    return tuple(_turns(text, found, asking=(page.document.publisher or "").casefold()))


def _turns(text: str, found: list[tuple[int, int, int, int]], *, asking: str) -> Iterator[Turn]:
    for place, (start, end, begins, last) in enumerate(found):
        after = found[place + 1][0] if place + 1 < len(found) else None
        stop = after if after is not None else last
        if text[start:end].lower() in _NO_SPEAKER or text[start:end].casefold() == asking:
            continue
        name = _name(text, start, end)
        office = (start + (4 if text[start:end].lower().startswith("the ") else 0), end)
        yield Turn(
            label=(start, end), name=name or office, is_named=name is not None, spoken=(begins, max(begins, stop))
        )


def _name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The last words of a label that are no office: "President of Ruritania Otto Brand" names Otto Brand."""
    at = end
    for word in reversed(text[start:end].split(" ")):
        if _OFFICE.fullmatch(word):
            break
        at -= len(word) + 1
    first = at + 1 if at < end else end
    if first >= end:
        return None
    words = text[first:end].split(" ")
    kept = words[-_NAMES:]  # "Republic of Belarus Alexander Lukashenko" ends in the name
    return (end - len(" ".join(kept)), end)
