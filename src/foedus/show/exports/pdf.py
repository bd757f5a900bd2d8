"""A relation enters; its brief leaves as PDF on A4, with an outline, and links from each number to its note.

The fonts are two cuts of DejaVu Sans with Latin, Greek and Cyrillic letters; a letter of another script is one mark.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from foedus.errors import MissingExtra
from foedus.show.exports import Given, Made
from foedus.show.exports.layout import Block, Run, blocks
from foedus.show.exports.pages import asked_brief
from foedus.show.exports.writing import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable

_FONT = "DejaVu"
_INK, _SOFT, _LINK, _MARK, _LINE = (28, 34, 38), (89, 99, 108), (29, 79, 124), (150, 48, 27), (217, 214, 207)
_MARGIN, _INDENT = 20.0, 6.0  # mm
_SIZES = {"title": 17.0, "heading": 12.5, "paragraph": 9.5, "point": 9.5, "below": 8.5, "note": 8.0, "table": 8.5}
_GAPS = {"title": 3.0, "heading": 1.5, "paragraph": 2.5, "point": 0.8, "below": 0.8, "note": 1.2}


def made(given: Given) -> Made:
    """The document; its time is the day of the latest paper, so that the bytes stay the same.

    Raises:
        MissingExtra: fpdf2 is not installed.
    """
    brief = asked_brief(given)
    sheet = _sheet(f"{brief.first} and {brief.second}: a brief")
    day = last_day(given.views.material)
    sheet.set_creation_date(datetime(day.year, day.month, day.day, tzinfo=UTC))
    laid = list(blocks(brief))
    links = {each.number: sheet.add_link() for each in laid if each.form == "note"}
    for block in laid:
        _add(sheet, block, links)
    return Made(content=bytes(sheet.output()), count=len(brief.entries))


def _sheet(title: str) -> Any:
    """An empty document on A4, with fonts, margins and page numbers."""
    try:
        from fpdf import FPDF  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtra("pdf") from error

    class Sheet(FPDF):  # type: ignore[misc]
        def footer(self) -> None:
            self.set_y(-14)
            _ink(self, "", 7.5, _SOFT)
            self.cell(0, 5, f"{self.page_no()}", align="C")

    sheet = Sheet(format="A4")
    sheet.set_margins(_MARGIN, _MARGIN, _MARGIN)
    sheet.set_auto_page_break(auto=True, margin=_MARGIN)
    for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        with as_file(files("foedus.show.exports").joinpath("fonts", name)) as path:
            sheet.add_font(_FONT, style, path)
    sheet.set_title(title)
    sheet.set_creator("Foedus")
    sheet.set_lang("en")
    sheet.add_page()
    return sheet


def _add(sheet: Any, block: Block, links: dict[int, int]) -> None:
    if block.form == "table":
        _add_table(sheet, block.rows)
        return
    size = _SIZES[block.form]
    if block.form == "heading":
        if sheet.will_page_break(24):
            sheet.add_page()
        sheet.ln(4)
        sheet.start_section(shown("".join(each.text for each in block.runs)))
    left = {"point": _INDENT / 2, "below": _INDENT, "note": 8.0}.get(block.form, 0.0)
    sheet.set_left_margin(_MARGIN + left)
    sheet.set_x(_MARGIN + left)
    height = size * 0.5
    if block.form == "note":
        sheet.set_link(links[block.number], y=sheet.get_y(), page=sheet.page_no())
    _lead(sheet, block, height, size)
    for run in block.runs:
        _write(sheet, run, (height, size), links, is_bold=block.form in {"title", "heading"})
    sheet.set_left_margin(_MARGIN)
    sheet.ln(height + _GAPS[block.form])


def _lead(sheet: Any, block: Block, height: float, size: float) -> None:
    """The bullet or number that hangs at the left of a block."""
    sign = {"point": "•", "note": str(block.number)}.get(block.form, "")
    if sign:
        here = sheet.get_x()
        sheet.set_x(_MARGIN)
        _ink(sheet, "B" if block.form == "note" else "", size, _SOFT)
        sheet.cell(here - _MARGIN, height, sign)
        sheet.set_x(here)


def _write(sheet: Any, run: Run, measure: tuple[float, float], links: dict[int, int], *, is_bold: bool) -> None:
    height, size = measure
    if run.style == "call":
        _ink(sheet, "", size * 0.72, _LINK)
        sheet.write(height, f" [{run.text}]", link=links.get(int(run.text), ""))
        return
    if run.style == "quiet":
        _ink(sheet, "", size * 0.85, _SOFT)
    else:
        bold = is_bold or run.style in {"strong", "mark"}
        _ink(sheet, "B" if bold else "", size, _MARK if run.style == "mark" else _INK)
    sheet.write(height, shown(run.text))


def _add_table(sheet: Any, rows: Iterable[tuple[str, ...]]) -> None:
    _ink(sheet, "", _SIZES["table"], _INK)
    sheet.set_draw_color(*_LINE)
    with sheet.table(
        col_widths=(38, 26, 10, 16, 14),
        line_height=5,
        borders_layout="HORIZONTAL_LINES",
        text_align=("LEFT", "LEFT", "RIGHT", "LEFT", "LEFT"),
    ) as table:
        for row in rows:
            cells = table.row()
            for words in row:
                cells.cell(shown(words))
    sheet.ln(2.5)


def _ink(sheet: Any, style: str, size: float, colour: tuple[int, int, int]) -> None:
    sheet.set_font(_FONT, style, size)
    sheet.set_text_color(*colour)


@cache
def _letters() -> frozenset[int]:
    """The characters that both fonts draw."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - comes with the extra

    held = []
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        with as_file(files("foedus.show.exports").joinpath("fonts", name)) as path, TTFont(path) as font:
            held.append(frozenset(font.getBestCmap()))
    return held[0] & held[1]


def shown(text: str) -> str:
    """The text with one mark for each character that the fonts do not draw."""
    known = _letters()
    return "".join(each if ord(each) in known else "\ufffd" for each in text)
