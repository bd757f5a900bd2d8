"""The ladder and the relations beside it as pictures: records for the page enter, SVG leaves.

Every mark has a shape of its own, so that nothing is told by colour alone; colours are the page's, light or dark.
Each picture has a title and a description for those who do not see it, and is drawn narrow, for a telephone.
"""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING

from foedus.show.plainness import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.check import Figure
    from foedus.show.beside import Beside, Line
    from foedus.show.ladder import Ladder, Rung

WIDTH = 400
LEFT = 66  # where the words of the ladder begin
LINE = 17
WORDS = 52  # characters of a line beside the ladder
SMALL = 72  # characters of a line in small letters
LABEL, BAR, VALUE = 148, 156, 318  # where labels end, bars begin, values begin
LONGEST = VALUE - BAR - 10


def ladder_svg(ladder: Ladder) -> str:
    """The ladder: its stages from the bottom up, their indicators, and a bracket from the low rung to the high."""
    stages = [each for each in ladder.rungs if each.is_stage]
    parts: list[str] = []
    heights: dict[str, int] = {}
    y = 20
    for stage in stages:
        heights[stage.name] = y
        parts += [_text(LEFT, y, stage.name, "b"), _rung(y - 4)]
        y += LINE
        for step in stage.steps:
            parts.append(_mark(LEFT + 5, y - 4, step.reached))
            for line in textwrap.wrap(f"{step.name}: {step.reached}", WORDS):
                parts.append(_text(LEFT + 16, y, line))
                y += LINE
        y += 10
    heights["no stage"] = y
    parts += [_text(LEFT, y, "no stage", "soft"), _rung(y - 4)]
    top, bottom = 8, y + 6
    rails = "".join(f'<path class="rail" d="M{x} {top}V{bottom}"/>' for x in (30, 50))
    bracket = _bracket(ladder, heights)
    return _svg("ladder", (ladder.answer, _spoken(stages)), y + 14, rails + bracket + "".join(parts))


def _rung(y: int) -> str:
    return f'<path class="rail" d="M30 {y}H50"/>'


def _bracket(ladder: Ladder, heights: dict[str, int]) -> str:
    """From the low rung to the high one, at the left of the rails; nothing where the rung is not known."""
    low, high = heights.get(ladder.low or ""), heights.get(ladder.high or "")
    if low is None or high is None:
        return ""
    if low == high:
        return f'<path class="at" d="M8 {low - 11}L24 {low - 4}L8 {low + 3}Z"/>'
    return f'<path class="span" d="M24 {high - 4}H12V{low - 4}H24"/>'


def _mark(x: int, y: int, reached: str) -> str:
    """A full circle, a half one, an empty one, a small dot."""
    if reached == "not known":
        return f'<circle class="soft" cx="{x}" cy="{y}" r="1.8"/>'
    ring = f'<circle class="ring" cx="{x}" cy="{y}" r="5"/>'
    if reached == "reached":
        return f'<circle class="full" cx="{x}" cy="{y}" r="5"/>'
    half = f'<path class="full" d="M{x} {y - 5}A5 5 0 0 0 {x} {y + 5}Z"/>'
    return ring + (half if reached == "disputed" else "")


def _spoken(stages: Iterable[Rung]) -> str:
    """The stages and their indicators in words, from the highest."""
    return " ".join(
        f"{stage.name}: {'; '.join(f'{step.name}, {step.reached}' for step in stage.steps)}." for stage in stages
    )


def beside_svg(beside: Beside) -> str:
    """One block of bars for each measure; a relation without a number says why, and has no bar."""
    parts: list[str] = []
    y = 16
    for line in beside.pictured:
        parts.append(_text(0, y, line.asks, "b"))
        y += 14
        for words in textwrap.wrap(f"{line.unit} · {line.dataset}, {line.covers}", SMALL):
            parts.append(_text(0, y, words, "soft small"))
            y += 13
        y += 4
        most = max((abs(each.value) for each in line.cells if each is not None and each.value), default=1.0)
        for place, (label, cell) in enumerate(zip(beside.labels, line.cells, strict=True)):
            parts.append(_bar(y, label, cell, most=most, own=place == 0, line=line))
            y += LINE
        y += 14
    spoken = " ".join(_said(beside, each) for each in beside.pictured)
    return _svg("beside", (f"{beside.name} beside other relations", spoken), y - 10, "".join(parts))


def _bar(y: int, label: str, cell: Figure | None, *, most: float, own: bool, line: Line) -> str:
    name = _text(LABEL, y, f"▸ {label}" if own else label, "end b" if own else "end")
    if cell is None or cell.value is None:
        return name + _text(BAR, y, cell.reads if cell is not None else "not asked", "soft i")
    width = round(LONGEST * abs(cell.value) / most, 1)
    kind = "own" if own else "other"
    bar = f'<path class="{kind}" d="M{BAR} {y - 10}h{width}v11h-{width}Z"/>' if width else ""
    return name + bar + f'<path class="rail" d="M{BAR} {y - 12}v15"/>' + _text(VALUE, y, line.number(cell))


def _said(beside: Beside, line: Line) -> str:
    told = (
        f"{label} {line.number(cell) if cell is not None and cell.value is not None else 'no number'}"
        for label, cell in zip(beside.labels, line.cells, strict=True)
    )
    return f"{line.asks}, {line.unit}: {'; '.join(told)}."


def _text(x: int, y: int, words: str, kind: str = "") -> str:
    shown = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}"{shown}>{escape(visible(words))}</text>'


def _svg(name: str, told: tuple[str, str], height: int, drawn: str) -> str:
    title, spoken = told
    return (
        f'<svg class="pic" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{name}-title {name}-told" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{name}-title">{escape(visible(title))}</title>'
        f'<desc id="{name}-told">{escape(visible(spoken))}</desc>{drawn}</svg>'
    )
