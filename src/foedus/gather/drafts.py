"""What parsers hand over before anything is judged: a text, the marks they know in it, and what the file says of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from foedus.gather.cleaning import clean, one_line
from foedus.terms import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable


class Hint(StrEnum):
    """What the file's own markup says a block is."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POINT = "list point"
    CAPTION = "caption"
    POST = "embedded post"
    HEAD = "head block"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a draft's text and what its markup says it is."""

    start: int
    end: int
    hint: Hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A problem before its place is known: what went wrong and what to do about it."""

    code: str
    says: str
    severity: Severity = Severity.FAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text with what its file says of it, dates and names as written there."""

    text: str
    marks: tuple[Mark, ...] = ()
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    date: str | None = None
    language: str | None = None  # as declared
    place: str = ""  # "#3": the row, entry or record within the file
    troubles: tuple[Trouble, ...] = ()


def compose(blocks: Iterable[tuple[Hint, str]]) -> tuple[str, tuple[Mark, ...]]:
    """The blocks as one clean text, a blank line between them, with a mark on each.

    >>> compose([(Hint.TITLE, "Envoy recalled"), (Hint.PARAGRAPH, "Ruritania has recalled its envoy.")])[0]
    'Envoy recalled\\n\\nRuritania has recalled its envoy.'
    """
    pieces: list[str] = []
    marks: list[Mark] = []
    start = 0
    for hint, block in blocks:
        text = one_line(block)
        if text:
            marks.append(Mark(start=start, end=start + len(text), hint=hint))
            pieces.append(text)
            start += len(text) + 2
    return "\n\n".join(pieces), tuple(marks)


def stated(value: object) -> str | None:
    """The value on one line, or None where the file leaves it blank.

    >>> stated("  "), stated(" The Streslau\\tGazette")
    (None, 'The Streslau Gazette')
    """
    return (one_line(clean(value)) or None) if isinstance(value, str) else None


def reason_of(error: Exception) -> str:
    r"""What a parser says of its failure, on one short line; it may quote the file.

    >>> reason_of(ValueError("bad header:\n  " + "x" * 300))[:14]
    'bad header: xx'
    """
    return one_line(str(error))[:200] or type(error).__name__
