"""Blocks enter; bylines and biographies of authors leave marked, and the names that they give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.gather.drafts import Hint
from foedus.gather.furniture import pattern
from foedus.terms import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.gather.blocks import Block

_ENDS = 5  # blocks from either end of a page where authors are introduced
_LETTERS = 1_000  # longer than any biography under an article
_GROUPS = ("role", "output", "career", "contact")
_NAME_ONLY = re.compile(r"^([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3})(?:,.*)?$")


def mark_authors(blocks: Sequence[Block], *, known: str | None = None) -> str | None:
    """Decide which blocks are bylines and biographies; the byline that they give is returned.

    `known` is the byline that the file states: who is named in it needs less to be known for its author.
    """
    open_blocks = [block for block in blocks if block.is_open and block.hint not in {Hint.TITLE, Hint.HEADING}]
    byline = known
    for block in [*open_blocks[: _ENDS + 3], *open_blocks[-_ENDS:]]:
        found = pattern("byline", "line").match(_with_small_by(block.text)) if len(block.text) <= 160 else None
        if found:
            byline = byline or found.group("names")
            block.decide(Part.FURNITURE, "byline")
    ends = {id(block) for block in [*open_blocks[:_ENDS], *open_blocks[-_ENDS:]]}
    for index, block in enumerate(blocks):
        if (
            block.is_open
            and block.hint is not Hint.TITLE
            and _is_biography(block, near_end=id(block) in ends, author=byline)
        ):
            block.decide(Part.FURNITURE, "author biography")
            named = _named_above(blocks[max(0, index - 2) : index], biography=block)
            byline = byline or named
    return byline


def _with_small_by(text: str) -> str:
    """The text with a leading "By" in small letters, as the byline's expression has it."""
    head, space, rest = text.partition(" ")
    return f"{head.lower()}{space}{rest}"


def _is_biography(block: Block, *, near_end: bool, author: str | None) -> bool:
    """Whether the block introduces an author: a name first, then kinds of things that biographies tell."""
    if len(block.text) > _LETTERS or (_has_speech(block) and any(mark in block.text for mark in '“"')):
        return False
    kinds = sum(pattern("biography", group).search(block.text) is not None for group in _GROUPS)
    if pattern("biography", "name").match(block.text) and kinds >= (2 if near_end else 3):
        return True
    return near_end and kinds >= 1 and _begins_with(author, block) and not _has_speech(block)


def _has_speech(block: Block) -> bool:
    return pattern("biography", "speech").search(block.text) is not None


def _begins_with(author: str | None, block: Block) -> bool:
    """Whether the block's opening names the author, by the whole name or a part of it."""
    opening = set(re.findall(r"\w+", block.text)[:15])
    names = [name for name in re.split(r",| and |&", author or "") if len(name.split()) > 1]
    return any({*re.findall(r"\w{3,}", name)} & opening for name in names)


def _named_above(above: Sequence[Block], *, biography: Block) -> str | None:
    """The author's name where a line over the biography gives it; the line is a byline then."""
    for block in reversed(above):
        found = _NAME_ONLY.match(block.text)
        if found and biography.text.startswith(found.group(1)) and block.words <= 8:
            if block.is_open or block.because == "share/explore list":
                block.part, block.because = Part.FURNITURE, "byline"
            return found.group(1)
    return None
