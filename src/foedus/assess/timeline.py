"""The picture of a relation over time: acts above and below a line, the scale, and what was read, as one SVG.

A `Series` enters; the text of an SVG leaves. It speaks without colour: cooperation stands above the line and conflict
below it, deeds are solid and words are pale, and a period of which nothing was read is hatched. Its ink is the
page's own, so it shows on light and on dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from foedus.assess.series import By

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foedus.assess.series import Point, Series

WIDTH, LEFT, RIGHT = 760, 62, 14
ACTS, SCALE, PAPERS = (58, 228), (252, 322), (346, 386)  # top and bottom of the three panels
HEIGHT = 428
LONGEST_EMPTY = 6  # periods with neither acts nor reading that are still drawn; a longer stretch is one gap
WIDEST, TALLEST = 66.0, 30.0  # of a bar's place, and of one act
STYLE = """.timeline { color-scheme: light dark; --for: #14594a; --against: #96301b; --soft: #59636c; }
@media (prefers-color-scheme: dark) { .timeline { --for: #7fceb7; --against: #f3a48f; --soft: #a8afb5; } }
.timeline .for { fill: var(--for); stroke: var(--for); }
.timeline .against { fill: var(--against); stroke: var(--against); }
.timeline .words { fill-opacity: .22; } .timeline .soft { fill: var(--soft); }
.timeline .line { stroke: currentColor; fill: none; } .timeline .thin { stroke: var(--soft); fill: none; }"""

_UNREAD = 'class="unread" fill="url(#timeline-unread)"'  # an address in a style sheet would be one of the sheet
_FRAME = (
    f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
    f'height="{HEIGHT}" role="img" aria-labelledby="timeline-title timeline-desc" color="CanvasText" '
    'font-family="system-ui, sans-serif" font-size="12">'
)
_SHADING = (
    '<defs><pattern id="timeline-unread" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path d="M0 0V6" stroke="currentColor" stroke-opacity=".28"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    """One place on the axis: a period, or a stretch that is left out."""

    left: float
    width: float
    point: Point | None  # None for a stretch with neither acts nor reading
    skipped: int = 0

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


def with_style(picture: str) -> str:
    """The SVG of a series, that had no style of its own, with it."""
    return picture.replace("</desc>\n\n", f"</desc>\n<style>{STYLE}</style>\n", 1)


def timeline_svg(series: Series, first: str, second: str, *, is_styled: bool = True) -> str:
    """The series as an SVG; `first` and `second` are the names of the two as people write them.

    One without style of its own is for a page whose style sheet has it.
    """
    slots = _slots(series)
    told = f"{first} and {second}" if not series.directed else f"{first} towards {second}"
    parts = [
        _FRAME,
        f'<title id="timeline-title">{escape(told)} over time</title>',
        f'<desc id="timeline-desc">{escape(_description(series))}</desc>',
        f"<style>{STYLE}</style>" if is_styled else "",
        _SHADING,
        f'<rect class="canvas" width="{WIDTH}" height="{HEIGHT}" fill="Canvas"/>',
        *_legend(series),
        *_unread(slots),
        *_acts(slots),
        *_scale(slots, series),
        *_papers(slots),
        *_axis(slots, series),
        *_changes(slots, series),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _slots(series: Series) -> list[_Slot]:
    """The periods on the axis, those that are empty and unread for long left out as one gap."""
    pieces: list[tuple[Point | None, int]] = []
    for before, point in pairwise((None, *series.points)):
        if before is not None and point is not None:
            missing = _periods(before, point, series.by)
            if missing:
                pieces.append((None, missing))
        if point is not None:
            pieces.append((point, 0))
    pieces = list(_folded(pieces))
    width = min(WIDEST, (WIDTH - LEFT - RIGHT) / max(1, len(pieces)))
    return [
        _Slot(left=LEFT + place * width, width=width, point=point, skipped=skipped)
        for place, (point, skipped) in enumerate(pieces)
    ]


def _periods(before: Point, after: Point, by: By) -> int:
    years, months = after.since.year - before.until.year, after.since.month - before.until.month
    return years if by is By.YEAR else 12 * years + months


def _folded(pieces: Sequence[tuple[Point | None, int]]) -> Iterator[tuple[Point | None, int]]:
    """The pieces with each long run of empty, unread periods as one gap."""
    run: list[tuple[Point | None, int]] = []
    for point, skipped in (*pieces, (None, -1)):
        if skipped >= 0 and (point is None or (point.is_unread and not point.acts.claims)):
            run.append((point, skipped))
            continue
        missing = sum(count or 1 for _, count in run)
        if missing > LONGEST_EMPTY or any(each is None for each, _ in run):
            yield None, missing
        else:
            yield from run
        run = []
        if skipped >= 0:
            yield point, skipped


def _description(series: Series) -> str:
    high = sum(each.acts.high for each in series.points)
    cooperation = sum(_sides(each)[0] for each in series.points)
    unread = sum(each.is_unread for each in series.points)
    changes = ", ".join(_named(each.at.isoformat(), series.by) for each in series.changes)
    return (
        f"Acts by all roots: {cooperation} of cooperation, {high - cooperation} of conflict. "
        f"Periods: {len(series.points)}, and of {unread} of them nothing was read. "
        + (f"The rates change at {changes}." if changes else "No change of rates stands out.")
    )


def _named(day: str, by: By) -> str:
    return day[:7] if by is By.MONTH else day[:4]


def _sides(point: Point) -> tuple[int, int]:
    """Acts of cooperation and of conflict by all roots."""
    counts = [each.high for each in point.quads.values()]
    return counts[0] + counts[1], counts[2] + counts[3]


def _legend(series: Series) -> Iterator[str]:
    dated = "as the texts date them" if series.dating.value == "event" else "by the day of publication"
    yield f'<text x="{LEFT}" y="16" font-size="13" fill="currentColor">Acts by all roots, {dated}</text>'
    boxes = (("for", "deeds of cooperation"), ("for words", "words"), ("against", "deeds of conflict"),
             ("against words", "words"))  # fmt: skip
    at = float(LEFT)
    for style, label in boxes:
        yield f'<path class="{style}" d="{_box(at, 28, 11, 11)}"/>'
        yield f'<text x="{at + 16:g}" y="38" fill="currentColor">{label}</text>'
        at += 26 + 6.6 * len(label)
    yield f'<path {_UNREAD} d="{_box(at, 28, 11, 11)}"/><path class="thin" d="{_box(at, 28, 11, 11)}"/>'
    yield f'<text x="{at + 16:g}" y="38" fill="currentColor">nothing read</text>'


def _box(left: float, top: float, width: float, height: float) -> str:
    return f"M{left:.4g} {top:.4g}h{width:.4g}v{height:.4g}h{-width:.4g}z"


def _unread(slots: Sequence[_Slot]) -> Iterator[str]:
    for each in slots:
        top, bottom = ACTS[0], PAPERS[1]
        if each.point is None:
            yield (
                f'<path class="thin" stroke-dasharray="2 4" d="M{each.middle:.4g} {top}V{bottom}">'
                f"<title>{each.skipped} periods without acts or reading are left out</title></path>"
            )
        elif each.point.is_unread:
            yield f'<path {_UNREAD} d="{_box(each.left, top, each.width, bottom - top)}"/>'


def _acts(slots: Sequence[_Slot]) -> Iterator[str]:
    """Bars from one zero line, both ways on one measure."""
    sides = [_sides(each.point) for each in slots if each.point is not None]
    up, down = max((one for one, _ in sides), default=0), max((other for _, other in sides), default=0)
    top, bottom = ACTS
    zero = top + (bottom - top) * up / (up + down) if up + down else (top + bottom) / 2
    unit = min(TALLEST, (bottom - top) / max(1, up + down))
    for number, y in ((up, zero - unit * up), (down, zero + unit * down)):
        if number:
            yield from _label(str(number), y)
    yield from _label("0", zero)
    for each in slots:
        if each.point is not None:
            yield from _bar(each, each.point, unit, zero)
    yield f'<path class="line" d="M{LEFT} {zero:.4g}H{WIDTH - RIGHT}"/>'


def _bar(slot: _Slot, point: Point, unit: float, zero: float) -> Iterator[str]:
    counts = [each.high for each in point.quads.values()]
    gap = min(2.0, slot.width / 5)
    left, width = slot.left + gap / 2, slot.width - gap
    for deeds, words, style, way in ((counts[1], counts[0], "for", -1), (counts[3], counts[2], "against", 1)):
        edge = zero
        for number, look in ((deeds, style), (words, f"{style} words")):
            if number:
                yield f'<path class="{look}" stroke-width=".8" d="{_box(left, edge, width, way * unit * number)}"/>'
                edge += way * unit * number
    if point.is_silent:
        yield f'<circle class="soft" cx="{slot.middle:.4g}" cy="{zero:.4g}" r="{min(2.4, slot.width / 3):.4g}"/>'
    days = point.since.isoformat()
    yield (
        f'<path fill="transparent" d="{_box(slot.left, ACTS[0], slot.width, PAPERS[1] - ACTS[0])}"><title>'
        f"{days}: {point.acts.high} acts by all roots, {point.acts.low} by named ones; {point.documents} documents"
        "</title></path>"
    )


def _scale(slots: Sequence[_Slot], series: Series) -> Iterator[str]:
    """The mean value of the acts of each period, a dot for each, from -10 to 10."""
    top, bottom = SCALE
    zero = (top + bottom) / 2
    yield f'<text x="{LEFT}" y="{top - 6}" fill="currentColor">Mean value of an act, {escape(series.scale)}</text>'
    yield from _label("10", top)
    yield from _label("0", zero)
    yield from _label("−10", bottom)
    yield f'<path class="thin" d="M{LEFT} {zero:g}H{WIDTH - RIGHT}"/>'
    for each in slots:
        if each.point is not None and (mean := each.point.mean) is not None:
            style = "for" if mean >= 0 else "against"
            height = mean / 10 * (zero - top)
            yield f'<path class="{style}" d="M{each.middle:.4g} {zero:g}v{-height:.4g}"/>'
            yield f'<circle class="{style}" cx="{each.middle:.4g}" cy="{zero - height:.4g}" r="2.6"/>'


def _papers(slots: Sequence[_Slot]) -> Iterator[str]:
    top, bottom = PAPERS
    most = max((each.point.documents for each in slots if each.point is not None), default=0)
    yield f'<text x="{LEFT}" y="{top - 6}" fill="currentColor">Documents read, by their day of publication</text>'
    if most:
        yield from _label(str(most), top)
    yield from _label("0", bottom)
    for each in slots:
        if each.point is not None and each.point.documents:
            height = (bottom - top) * each.point.documents / most
            gap = min(2.0, each.width / 5)
            box = _box(each.left + gap / 2, bottom, each.width - gap, -height)
            yield f'<path class="soft" fill-opacity=".7" d="{box}"/>'
    yield f'<path class="line" d="M{LEFT} {bottom}H{WIDTH - RIGHT}"/>'


def _axis(slots: Sequence[_Slot], series: Series) -> Iterator[str]:
    """Names of periods, as many as have room, and what is left out between them."""
    free = float(LEFT) - 40
    for each in slots:
        if each.point is None:
            label = "⋯"
        elif series.by is By.YEAR:
            label = str(each.point.since.year)
        else:
            is_new = each.point.since.month == 1 or each is slots[0]
            label = each.point.since.isoformat()[:7] if is_new or each.middle > free + 60 else ""
        room = 3.5 * len(label) + 5
        if label and each.middle - room >= free:
            yield (
                f'<text x="{each.middle:.4g}" y="{PAPERS[1] + 17}" text-anchor="middle" fill="currentColor">'
                f"{label}</text>"
            )
            free = each.middle + room


def _changes(slots: Sequence[_Slot], series: Series) -> Iterator[str]:
    at = {each.point.since: each.left for each in slots if each.point is not None}
    for each in series.changes:
        x = at[each.at]
        yield f'<path class="line" stroke-width="1.6" stroke-dasharray="6 3" d="M{x:.4g} {ACTS[0] - 6}V{PAPERS[1]}"/>'
        anchor = "end" if x > WIDTH - 130 else "start"
        yield (
            f'<text x="{x + (-4 if anchor == "end" else 4):.4g}" y="{ACTS[0] + 2}" text-anchor="{anchor}" '
            f'font-weight="600" fill="currentColor">▾ {_named(each.at.isoformat(), series.by)}</text>'
        )


def _label(text: str, y: float) -> Iterator[str]:
    yield f'<text class="soft" x="{LEFT - 6}" y="{y + 4:.4g}" text-anchor="end">{text}</text>'
