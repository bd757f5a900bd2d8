"""Where the states that are told of lie: how often each is told of enters, a map as one SVG leaves.

The shapes are Natural Earth's (public domain), made into `borders.json` by `python -m training.borders`. They show who
holds the ground, and are labelled so wherever the map is shown. A state is told by its code and its number, and shades
only repeat the number; what others contest is hatched.
"""

from __future__ import annotations

import json
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CONTESTED = ("ESH", "PSE", "TWN", "X-SOL", "X-TNC", "XKX")
BORDERS = (
    "Borders as Natural Earth draws them (version 4.1, 1:110 million), by who holds the ground: Crimea with Russia, "
    "the Golan Heights with Israel, Kashmir and Aksai Chin along the lines of control. They say nothing of whose a "
    "territory should be. Hatched is what others contest: Kosovo, Northern Cyprus, Palestine, Somaliland, Taiwan, "
    "Western Sahara."
)
SHADES = (0.5, 0.2, 0.05)  # shares of the largest number from which a state has a deeper shade
MOST_LABELLED = 12
MARGIN, NARROWEST = 300, 2_600  # units of the sheet around the states told of; the least that is shown across

_SPOKEN = 'role="img" aria-labelledby="map-title map-desc"'
_HATCH = (
    '<defs><pattern id="contested" width="60" height="60" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path d="M0 0V60" stroke="currentColor" stroke-opacity=".55" stroke-width="14"/>'
    "</pattern></defs>"
)


def map_svg(told: Mapping[str, int], names: Mapping[str, str], title: str) -> str:
    """The map of the states in `told`, by how often each is told of; nothing where none of them is drawn."""
    sheet = _sheet()
    drawn = {code: number for code, number in told.items() if code in sheet["states"] and number > 0}
    if not drawn:
        return ""
    ranked = sorted(drawn, key=lambda code: (-drawn[code], code))
    left, top, wide, high = _frame([sheet["states"][code]["frame"] for code in ranked])
    spoken = ", ".join(f"{names.get(code, code)} {drawn[code]}" for code in ranked[:MOST_LABELLED])
    size = wide / 76
    box = f'viewBox="{left} {top} {wide} {high}" font-family="system-ui, sans-serif" font-size="{size:.4g}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" {box} {_SPOKEN}>',
        f'<title id="map-title">{escape(title)}</title>',
        f'<desc id="map-desc">Told of most: {escape(spoken)}. {escape(BORDERS)}</desc>',
        _HATCH,
    ]
    for code, each in sheet["states"].items():
        shade = f"told-{_shade(drawn[code], max(drawn.values()))}" if code in drawn else "land"
        says = f"{names.get(code, code)}: {drawn[code]}" if code in drawn else ""
        inside = f"<title>{escape(says)}</title>" if says else ""
        parts.append(f'<path class="{shade}" stroke-width="{wide / 900:.4g}" d="{each["path"]}">{inside}</path>')
    parts += [
        f'<path class="contested" fill="url(#contested)" d="{sheet["states"][code]["path"]}"/>'
        for code in CONTESTED
        if code in sheet["states"]
    ]
    parts += _labels(ranked[:MOST_LABELLED], drawn, size)
    return "\n".join([*parts, "</svg>"]) + "\n"


def undrawn(told: Iterable[str]) -> tuple[str, ...]:
    """Of these codes those that the map is too coarse to draw."""
    return tuple(sorted(set(told) - _sheet()["states"].keys()))


def _labels(ranked: Sequence[str], drawn: Mapping[str, int], size: float) -> list[str]:
    """Codes and numbers at the middle of their states, the most told of first; none over another."""
    taken: list[tuple[float, float]] = []
    found = []
    for code in ranked:
        x, y = _sheet()["states"][code]["middle"]
        if any(abs(x - a) < 4.6 * size and abs(y - b) < 1.2 * size for a, b in taken):
            continue
        taken.append((x, y))
        found.append(
            f'<text x="{x}" y="{y + size / 3:.5g}" text-anchor="middle" stroke-width="{size / 4:.3g}">'
            f"{escape(code)} {drawn[code]}</text>"
        )
    return found


def _shade(number: int, most: int) -> int:
    """4 for the deepest shade, 1 for the palest."""
    return 1 + sum(number >= share * most for share in SHADES)


def _frame(frames: Sequence[Sequence[int]]) -> tuple[int, int, int, int]:
    """Left, top, width and height of what is shown: all the states told of, in the proportions of the whole sheet."""
    sheet = _sheet()
    left, top = min(each[0] for each in frames) - MARGIN, min(each[1] for each in frames) - MARGIN
    right, bottom = max(each[2] for each in frames) + MARGIN, max(each[3] for each in frames) + MARGIN
    proportion = sheet["height"] / sheet["width"]
    wide = min(sheet["width"], max(NARROWEST, right - left, (bottom - top) / proportion))
    high = wide * proportion
    across = min(max((left + right - wide) / 2, 0), sheet["width"] - wide)
    down = min(max((top + bottom - high) / 2, 0), sheet["height"] - high)
    return round(across), round(down), round(wide), round(high)


@cache
def _sheet() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("foedus.show").joinpath("borders.json").read_text("utf-8"))
    return found
