"""A draft's text and marks enter; its passages leave: headline, body, caption and furniture, covering every word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.gather.authors import mark_authors
from foedus.gather.blocks import Block, blocks_of
from foedus.gather.days import is_date_line
from foedus.gather.drafts import Draft, Hint
from foedus.gather.furniture import mark_furniture, mark_lists
from foedus.gather.lengths import mark_unreadable
from foedus.terms import Part
from foedus.values import Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

_FULL_STOP = re.compile(r"[.…;:,][)\]”’\"']*$")
_TITLE_WORDS = 30
_HEADING_WORDS = 14
_STANDFIRST_WORDS = 45
_PARAGRAPH_WORDS = 18
_DATE_LINES = 10  # blocks from the top within which a line with a date is the article's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A text's passages, and what their wording tells of it."""

    parts: tuple[Passage, ...]
    blocks: tuple[Block, ...]
    title: str | None
    byline: str | None
    date_line: str | None


def divide(draft: Draft) -> Division:
    """The draft's text in its parts."""
    blocks = blocks_of(draft.text, draft.marks)
    mark_unreadable(blocks)
    title = draft.title or _mark_title(blocks)
    date_line = _mark_date_line(blocks)
    mark_furniture(blocks)
    byline = mark_authors(blocks, known=draft.byline)
    mark_lists(blocks)
    _mark_headlines(blocks, title=title)
    for block in blocks:
        block.decide(Part.BODY)
    return Division(
        parts=tuple(_passage(block) for block in blocks),
        blocks=tuple(blocks),
        title=title,
        byline=byline,
        date_line=date_line,
    )


def _passage(block: Block) -> Passage:
    assert block.part is not None
    return Passage(part=block.part, start=block.start, end=block.end, because=block.because)


def _mark_title(blocks: Sequence[Block]) -> str | None:
    """The first line of a text where it reads as a headline and more text follows."""
    first = next((block for block in blocks if block.hint is not Hint.HEAD), None)
    if first is None or first.hint is not None or first is blocks[-1]:
        return first.text if first is not None and first.hint is Hint.TITLE else None
    if first.words > _TITLE_WORDS or _FULL_STOP.search(first.text) or "\n" in first.text or not _has_words(first):
        return None
    first.hint = Hint.TITLE
    return first.text


def _has_words(block: Block) -> bool:
    return block.words >= 3 and not block.text.lower().startswith(("http", "by ", "sign up", "subscribe"))


def _mark_date_line(blocks: Sequence[Block]) -> str | None:
    """The first line near the top, or the last of all, that holds a date and nothing else."""
    found: str | None = None
    for block in [*blocks[:_DATE_LINES], *blocks[-1:]]:
        if block.hint is None and is_date_line(block.text):
            found = found or block.text
            block.decide(Part.FURNITURE, "date line")
    return found


def _mark_headlines(blocks: Sequence[Block], *, title: str | None) -> None:
    """Decide which of the undecided blocks are title, standfirst, summary points and headings."""
    shown = [block for block in blocks if block.is_open]
    body_begun = False
    for index, block in enumerate(shown):
        following = shown[index + 1] if index + 1 < len(shown) else None
        if block.hint is Hint.TITLE or (title is not None and block.text == title and not body_begun):
            block.decide(Part.HEADLINE, "title")
        elif block.hint is Hint.STANDFIRST:
            block.decide(Part.HEADLINE, "standfirst")
        elif block.hint is Hint.POINT and not body_begun:
            block.decide(Part.HEADLINE, "summary")
        elif block.hint is Hint.HEADING or _is_heading(block, following):
            is_standfirst = not body_begun and index == 1 and block.hint is None
            block.decide(Part.HEADLINE, "standfirst" if is_standfirst else "heading")
        elif not body_begun and index == 1 and _is_standfirst(block, following):
            block.decide(Part.HEADLINE, "standfirst")
        else:
            body_begun = True


def _is_heading(block: Block, following: Block | None) -> bool:
    """Whether a line of plain text is a heading: short, without a stop, over a paragraph."""
    return (
        block.hint is None
        and following is not None
        and block.words <= _HEADING_WORDS
        and not _FULL_STOP.search(block.text)
        and not block.text[:1].islower()
        and following.words >= _PARAGRAPH_WORDS
    )


def _is_standfirst(block: Block, following: Block | None) -> bool:
    """Whether the second line of a text sums up what follows: one sentence without a stop, over a paragraph."""
    return (
        block.hint is None
        and following is not None
        and following.words >= _PARAGRAPH_WORDS
        and block.words <= _STANDFIRST_WORDS
        and not _FULL_STOP.search(block.text)
    )
