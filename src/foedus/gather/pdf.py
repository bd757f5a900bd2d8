"""The bytes of a PDF enter; a draft of its text in reading order leaves. Runs in the parsing process.

Lines are found from the rectangles of text on a page, columns by cutting the page along its white space, paragraphs
by gaps, indents and short last lines. Lines that stand at the head or foot of most pages are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2

from foedus.gather.cleaning import clean
from foedus.gather.drafts import Draft, Hint, Trouble, compose, stated
from foedus.gather.page_cuts import Line, in_reading_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PAGES = 2_000
_SCANNED = 15  # characters a page; a scan's stamps and page numbers give fewer
_MARGIN = 0.09  # share of a page's height where running heads and feet stand
_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"^(?:page\s+)?[-–—\s]*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*$", re.IGNORECASE
)
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")
_HYPHENS = {0xFFFE: "-", 0x02: "-"}  # what PDFium gives for the hyphen of a word broken at a line's end
_STOPS = (".", "!", "?", ":", "”", '"', "’", ")")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One page: its height and its lines in reading order."""

    height: float
    lines: tuple[Line, ...]


def read_pdf(content: bytes) -> Draft | Trouble:
    """The draft of the PDF's text, or why there is none."""
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return _unreadable(content, str(error))
    try:
        sheets = [_sheet(page) for page in _pages(file)]
        said = {name: stated(file.get_metadata_value(name)) for name in ("Title", "Author", "CreationDate")}
        cut = len(file) > _PAGES
    finally:
        file.close()
    lines = list(_without_running(sheets))
    if sum(len(line.text) for line in lines) < _SCANNED * max(1, len(sheets)):
        says = (
            "The PDF has pictures of pages and no text: run it through a text recogniser (OCR) and gather the outcome."
        )
        return Trouble(code="scanned-pdf", says=says)
    text, marks = compose((Hint.PARAGRAPH, paragraph) for paragraph in _paragraphs(lines))
    says = f"Only the first {_PAGES} pages were read: split the PDF and gather the parts."
    return Draft(
        text=text,
        marks=marks,
        title=_title(said["Title"], text),
        byline=said["Author"],
        date=said["CreationDate"],
        troubles=(Trouble(code="too-large", says=says),) if cut else (),
    )


def _unreadable(content: bytes, reason: str) -> Trouble:
    if "assword" in reason:
        return Trouble(code="unreadable-pdf", says="The PDF is locked with a password: save an unlocked copy of it.")
    if b"%%EOF" not in content[-2048:]:
        return Trouble(code="truncated-pdf", says="The PDF breaks off before its end: fetch it again.")
    return Trouble(code="unreadable-pdf", says=f"The PDF cannot be opened ({reason}): print it to a new PDF.")


def _pages(file: pypdfium2.PdfDocument) -> Iterator[pypdfium2.PdfPage]:
    for number in range(min(len(file), _PAGES)):
        try:
            page = file[number]
        except pypdfium2.PdfiumError:
            continue  # one damaged page; the others go on
        yield page
        page.close()


def _sheet(page: pypdfium2.PdfPage) -> _Sheet:
    textpage = page.get_textpage()
    try:
        pieces = []
        for index in range(textpage.count_rects()):
            left, bottom, right, top = textpage.get_rect(index)
            raw = textpage.get_text_bounded(left, bottom, right, top).translate(_HYPHENS)
            text = clean(raw).replace("\n", " ").strip()
            if text:
                pieces.append(Line(left=left, bottom=bottom, right=right, top=top, text=text))
    finally:
        textpage.close()
    return _Sheet(height=page.get_height(), lines=tuple(in_reading_order(pieces)))


def _without_running(sheets: Sequence[_Sheet]) -> Iterator[Line]:
    """The lines without the heads and feet that recur, and without page numbers."""
    seen = Counter(key for sheet in sheets for key in {_key(line) for line in sheet.lines if _in_margin(line, sheet)})
    often = max(2, round(len(sheets) * 0.3))
    for sheet in sheets:
        for line in sheet.lines:
            running = _in_margin(line, sheet) and (seen[_key(line)] >= often or _PAGE_NUMBER.match(line.text))
            if not running:
                yield line


def _in_margin(line: Line, sheet: _Sheet) -> bool:
    return line.bottom > sheet.height * (1 - _MARGIN) or line.top < sheet.height * _MARGIN


def _key(line: Line) -> str:
    return _FIGURES.sub("#", line.text.lower())


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """The lines joined where a sentence runs on."""
    joined = ""
    for index, line in enumerate(lines):
        if joined and _begins(lines[index - 1], line):
            yield joined
            joined = ""
        if _BROKEN_WORD.search(joined[-2:]) and line.text[:1].islower():
            joined = joined[:-1] + line.text
        else:
            joined = f"{joined} {line.text}" if joined else line.text
    if joined:
        yield joined


def _begins(before: Line, line: Line) -> bool:
    """Whether this line begins a paragraph, seen from the one before it."""
    size = max(before.height, 1.0)
    if abs(line.height - before.height) > 0.35 * size and not line.text[:1].islower():
        return True
    if line.top > before.top + size or line.left > before.right:  # another column or page
        return before.text.endswith(_STOPS) and not line.text[:1].islower()
    gap = before.bottom - line.top
    indented = line.left - before.left > 0.8 * size
    ended = before.text.endswith(_STOPS)
    short = before.right < line.right - 3 * size
    return gap > 0.9 * size or (ended and (indented or short))


def _title(said: str | None, text: str) -> str | None:
    """The title in the file's properties where the text bears it out; office programs leave file names there."""
    if said and len(said) > 8 and said.lower() in text[:2000].lower():
        return said
    return None
