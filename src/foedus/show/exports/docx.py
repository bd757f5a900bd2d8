"""A relation enters; its brief leaves as DOCX, with headings that a word processor lists and notes at the end."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from foedus.errors import MissingExtra
from foedus.show.exports import Given, Made
from foedus.show.exports.layout import Block, blocks
from foedus.show.exports.pages import asked_brief
from foedus.show.exports.writing import last_day

if TYPE_CHECKING:
    from foedus.show.exports.layout import Run

_STYLES = {
    "title": "Title",
    "heading": "Heading 1",
    "paragraph": "Normal",
    "point": "List Bullet",
    "below": "List Continue",
    "note": "Normal",
}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell


def made(given: Given) -> Made:
    """The document; its times are the day of the latest paper and its parts carry none, so the bytes stay the same.

    Raises:
        MissingExtra: python-docx is not installed.
    """
    try:
        from docx import Document  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtra("docx") from error
    brief = asked_brief(given)
    page = Document()
    told = page.core_properties
    told.author, told.title, told.comments = "Foedus", f"{brief.first} and {brief.second}: a brief", ""
    day = last_day(given.views.material)
    told.created = told.modified = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
    told.revision = 1
    for block in blocks(brief):
        _add(page, block)
    out = io.BytesIO()
    page.save(out)
    return Made(content=_same_bytes(out.getvalue()), count=len(brief.entries))


def _add(page: Any, block: Block) -> None:
    if block.form == "table":
        _add_table(page, block.rows)
        return
    paragraph = page.add_paragraph(style=_STYLES[block.form])
    if block.form == "note":
        paragraph.add_run(f"{block.number}  ").bold = True
    for run in block.runs:
        _add_run(paragraph, run)


def _add_run(paragraph: Any, run: Run) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 - an optional extra

    written = paragraph.add_run(f" {run.text}" if run.style == "call" else run.text)
    if run.style == "strong":
        written.bold = True
    elif run.style == "mark":
        written.underline = True
    elif run.style == "call":
        written.font.superscript = True
    elif run.style == "quiet":
        written.font.size, written.font.color.rgb = Pt(9), RGBColor(0x59, 0x63, 0x6C)


def _add_table(page: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    table = page.add_table(rows=0, cols=len(rows[0]), style="Light List")
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
            if number == 0:
                cell.paragraphs[0].runs[0].bold = True


def _same_bytes(content: bytes) -> bytes:
    """The same parts in a zip that tells no time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            part = zipfile.ZipInfo(each.filename, date_time=_EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(each))
    return out.getvalue()
