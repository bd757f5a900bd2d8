"""Blocks enter; those that hold a sentence or a word longer than can be read leave as furniture, with the reason.

Long stretches without an end are no prose: lists, tables, code, noise. Many rules of reading take time with the square
of a sentence's length, so this is also what bounds the time that a document may cost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.gather.limits import SENTENCE_CHARACTERS, SENTENCE_WORDS, WORD_CHARACTERS
from foedus.terms import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foedus.gather.blocks import Block

WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?。][”’\"')\]]*\s|\n\s*\n")
_LONG_WORD = re.compile(rf"\S{{{WORD_CHARACTERS}}}")
TOO_LONG = "too long to be read"  # what such a passage is furniture for


def mark_unreadable(blocks: Sequence[Block]) -> None:
    """Decide the blocks that hold a sentence or a word over the limits."""
    for block in blocks:
        if block.is_open and _is_unreadable(block.text):
            block.decide(Part.FURNITURE, TOO_LONG)


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentences end between two places, told by their stops alone, the last place too."""
    yield from (found.end() for found in _SENTENCE_END.finditer(text, start, end))
    yield end


def _is_unreadable(text: str) -> bool:
    if len(text) < WORD_CHARACTERS:
        return False
    start = 0
    for end in sentence_ends(text, 0, len(text)):
        if end - start > SENTENCE_CHARACTERS or len(WORD.findall(text, start, end)) > SENTENCE_WORDS:
            return True
        start = end
    return _LONG_WORD.search(text) is not None
