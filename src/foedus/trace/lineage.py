"""The picture of who relays whom: documents, the voices between, and the roots, as one SVG.

Material with copies and roots enters; the text of an SVG leaves. It speaks without colour: a copy's strength is a line
style and a word, a root that is in the dossier is said to be read. Its ink is the page's own, so it shows on light and
on dark.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from foedus.terms import Direction, Part, RootNature, Strength

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.material import Material
    from foedus.records import Copy, Document, Root

WIDTH, BOX, ROW, TOP = 1080, 250, 58, 96
COLUMNS = (120, 455, 790)  # left edges: documents, relays, roots
MOST_ROWS = 80  # boxes in a column; the rest are counted in words
_LINES = {Strength.SAME: ("none", 3.0), Strength.PASSAGE: ("9 5", 2.0), Strength.REWRITE: ("2 5", 2.0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    key: str
    label: str
    detail: str
    left: int
    top: int

    @property
    def middle(self) -> int:
        return self.top + 20


def lineage_svg(material: Material) -> str:
    """The lineage as an SVG: documents at the left, relays in the middle, roots at the right, copies as arcs.

    >>> from foedus.material import Material
    >>> lineage_svg(Material()).startswith("<svg")
    True
    """
    ties = _ties(material)
    documents = _documents(material)
    relays = _relays(ties)
    roots = _roots(material)
    boxes = {box.key: box for column in (documents, relays, roots) for box in column}
    height = TOP + ROW * max(len(documents), len(relays), len(roots), 1) + 70
    described = _description(material)
    parts = [
        _frame(height),
        '<title id="lineage-title">Who relays whom</title>',
        f'<desc id="lineage-desc">{escape(described)}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="Canvas"/>',
        _markers(),
        *(_heading(text, left) for text, left in zip(("Documents", "Relayed through", "Roots"), COLUMNS, strict=True)),
        *_tie_lines(ties, boxes),
        *(_copy_line(copy, boxes) for copy in material.copies if copy.first in boxes and copy.second in boxes),
        *(_drawn(box) for box in boxes.values()),
        _legend(height),
        _left_out(material, boxes, height),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _frame(height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'role="img" aria-labelledby="lineage-title lineage-desc" color="CanvasText" '
        'font-family="system-ui, sans-serif" font-size="13">'
    )


def _ties(material: Material) -> Counter[tuple[str, str, str]]:
    """How many claims go from a document through a relay (or none) to a root."""
    found: Counter[tuple[str, str, str]] = Counter()
    for root in material.roots:
        for claim in root.claims:
            voices = material.claim[claim].voices
            between = [voice.name for voice in voices[1:-1]]
            found[material.claim[claim].document, " → ".join(between), root.id] += 1
    return found


def _documents(material: Material) -> list[_Box]:
    ordered = sorted(material.documents, key=lambda each: (str(each.published_on or "9999"), each.id))
    return [
        _Box(key=each.id, label=each.publisher or "publisher not told", detail=_headline(each), left=COLUMNS[0],
             top=TOP + ROW * row)
        for row, each in enumerate(ordered[:MOST_ROWS])
    ]  # fmt: skip


def _headline(document: Document) -> str:
    marked = next((document.text[p.start : p.end] for p in document.parts if p.part is Part.HEADLINE), None)
    title = document.title or marked or document.text.strip().split("\n", 1)[0]
    return f"{document.published_on}: {title}" if document.published_on else title


def _relays(ties: Counter[tuple[str, str, str]]) -> list[_Box]:
    counts: Counter[str] = Counter()
    for (_, relay, _), claims in ties.items():
        if relay:
            counts[relay] += claims
    ordered = sorted(counts, key=lambda relay: (-counts[relay], relay))[:MOST_ROWS]
    return [
        _Box(key=f"relay {name}", label=name, detail=_counted(counts[name], "claim"), left=COLUMNS[1],
             top=TOP + ROW * row)
        for row, name in enumerate(ordered)
    ]  # fmt: skip


def _roots(material: Material) -> list[_Box]:
    ordered = sorted(material.roots, key=lambda root: (-len(root.claims), root.name, root.id))[:MOST_ROWS]
    return [
        _Box(key=root.id, label=root.name, detail=_root_detail(root), left=COLUMNS[2], top=TOP + ROW * row)
        for row, root in enumerate(ordered)
    ]


def _root_detail(root: Root) -> str:
    kind = "own reporting" if root.nature is RootNature.OUTLET else str(root.nature)
    return f"{kind}, {_counted(len(root.claims), 'claim')}, {'read' if root.is_read else 'not in the dossier'}"


def _tie_lines(ties: Counter[tuple[str, str, str]], boxes: dict[str, _Box]) -> list[str]:
    drawn: Counter[tuple[str, str]] = Counter()
    for (document, relay, root), claims in ties.items():
        stops = [document, f"relay {relay}", root] if relay else [document, root]
        for start, end in pairwise(stops):
            if start in boxes and end in boxes:
                drawn[start, end] += claims
    lines = []
    for (start, end), claims in sorted(drawn.items()):
        here, there = boxes[start], boxes[end]
        from_x, to_x = here.left + BOX, there.left - 7
        bend = (from_x + to_x) // 2
        path = f"M{from_x} {here.middle} C{bend} {here.middle} {bend} {there.middle} {to_x} {there.middle}"
        lines.append(
            f'<path d="{path}" fill="none" stroke="currentColor" stroke-opacity="0.55" '
            f'stroke-width="{min(1 + claims / 4, 5):.2f}" marker-end="url(#lineage-arrow)">'
            f"<title>{_counted(claims, 'claim')}</title></path>"
        )
    return lines


def _copy_line(copy: Copy, boxes: dict[str, _Box]) -> str:
    first, second = boxes[copy.first], boxes[copy.second]
    if copy.direction is Direction.SECOND_TO_FIRST:
        first, second = second, first
    dashes, width = _LINES[copy.strength]
    reach = COLUMNS[0] - min(100, 22 + abs(second.top - first.top) // 6)
    path = (
        f"M{COLUMNS[0]} {first.middle} C{reach} {first.middle} {reach} {second.middle} {COLUMNS[0] - 7} {second.middle}"
    )
    arrow = "" if copy.direction is Direction.UNKNOWN else ' marker-end="url(#lineage-arrow)"'
    place = (first.middle + second.middle) // 2
    return (
        f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="{width}" stroke-dasharray="{dashes}"{arrow}>'
        f"<title>{escape(copy.because)}</title></path>"
        f'<text x="{reach + (COLUMNS[0] - reach) // 4 - 4}" y="{place}" font-size="11" fill="currentColor" '
        f'text-anchor="end">{copy.strength}</text>'
    )


def _drawn(box: _Box) -> str:
    return (
        f'<g><title>{escape(box.label)}: {escape(box.detail)}</title><rect x="{box.left}" y="{box.top}" width="{BOX}" '
        f'height="42" rx="4" fill="Canvas" stroke="currentColor"/><text x="{box.left + 9}" y="{box.top + 18}" '
        f'fill="currentColor" font-weight="600">{escape(_short(box.label, 33))}</text><text x="{box.left + 9}" '
        f'y="{box.top + 34}" font-size="11" fill="currentColor">{escape(_short(box.detail, 43))}</text></g>'
    )


def _markers() -> str:
    return (
        '<defs><marker id="lineage-arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="8" markerHeight="8" '
        'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="currentColor"/></marker></defs>'
    )


def _heading(text: str, left: int) -> str:
    return f'<text x="{left}" y="{TOP - 20}" font-size="15" font-weight="700" fill="currentColor">{text}</text>'


def _legend(height: int) -> str:
    pieces = []
    for number, (strength, (dashes, width)) in enumerate(_LINES.items()):
        left = COLUMNS[0] + 170 * number
        pieces.append(
            f'<path d="M{left} {height - 26} H{left + 44}" stroke="currentColor" stroke-width="{width}" '
            f'stroke-dasharray="{dashes}"/><text x="{left + 52}" y="{height - 22}" fill="currentColor">'
            f"copy: {strength}</text>"
        )
    return "".join(pieces)


def _left_out(material: Material, boxes: dict[str, _Box], height: int) -> str:
    drawn = [*(each.id for each in material.documents), *(each.id for each in material.roots)]
    hidden = sum(each not in boxes for each in drawn)
    if not hidden:
        return ""
    return f'<text x="{COLUMNS[2]}" y="{height - 22}" fill="currentColor">{hidden} more are not drawn</text>'


def _description(material: Material) -> str:
    counts = (("document", material.documents), ("root", material.roots), ("copy pair", material.copies))
    lines = [", ".join(_counted(len(rows), noun) for noun, rows in counts) + "."]
    largest: Sequence[Root] = sorted(material.roots, key=lambda root: (-len(root.claims), root.name, root.id))
    for root in largest[:MOST_ROWS]:
        papers = {material.claim[claim].document for claim in root.claims}
        lines.append(f"{root.name} ({_root_detail(root)}) stands behind {_counted(len(papers), 'document')}.")
    return " ".join(lines)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _short(text: str, room: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"
