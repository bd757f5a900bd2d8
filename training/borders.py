"""python -m training.borders countries-110m.json --out FILE: from Natural Earth's states to the paths of our map.

The TopoJSON is that of the npm package world-atlas (Natural Earth, public domain). Each state becomes one path in the
Equal Earth projection (Šavrič, Patterson and Jenny 2018), in whole units of a sheet 10,000 wide, with the middle and
the frame of its largest piece. Antarctica is left out.
"""

from __future__ import annotations

import argparse
import csv
import json
from itertools import pairwise
from math import asin, cos, pi, radians, sin, sqrt
from pathlib import Path
from typing import Any

WIDTH = 10_000
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_FULL = 2 * pi / sqrt(3) / _A[0] * 2  # the width of the whole earth at the equator
SCALE = WIDTH / _FULL
HEIGHT = 4_870
LEFT_OUT = "Antarctica"
NAMED = {
    "W. Sahara": "ESH", "United States of America": "USA", "Dem. Rep. Congo": "COD", "Dominican Rep.": "DOM",
    "Bahamas": "BHS", "Falkland Is.": "FLK", "Fr. S. Antarctic Lands": "ATF", "Côte d'Ivoire": "CIV",
    "Central African Rep.": "CAF", "Congo": "COG", "Eq. Guinea": "GNQ", "eSwatini": "SWZ", "Solomon Is.": "SLB",
    "Czechia": "CZE", "N. Cyprus": "X-TNC", "Somaliland": "X-SOL", "Bosnia and Herz.": "BIH", "Macedonia": "MKD",
    "S. Sudan": "SSD",
}  # fmt: skip

Point = tuple[int, int]  # on the sheet
Place = tuple[float, float]  # longitude and latitude


def projected(longitude: float, latitude: float) -> Point:
    """The place on the sheet."""
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    one, two, three, four = _A
    below = 3 * (9 * four * theta**8 + 7 * three * theta**6 + 3 * two * theta**2 + one)
    x = 2 * sqrt(3) * radians(longitude) * cos(theta) / below
    y = theta * (one + two * theta**2 + three * theta**6 + four * theta**8)
    return round(WIDTH / 2 + SCALE * x), round(HEIGHT / 2 - SCALE * y)


def rings(topology: dict[str, Any], geometry: dict[str, Any]) -> list[list[Point]]:
    """The rings of a state on the sheet."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [
        _thinned([projected(*each) for each in piece])
        for polygon in polygons
        for arcs in polygon
        for piece in _cut(_ring(topology, arcs))
    ]


def _ring(topology: dict[str, Any], arcs: list[int]) -> list[Place]:
    """The ring in degrees, which runs on beyond 180 where it crosses the edge of the sheet."""
    found: list[Place] = []
    for number in arcs:
        points = _arc(topology, number if number >= 0 else ~number)
        for longitude, latitude in points if number >= 0 else points[::-1]:
            turns = round((found[-1][0] - longitude) / 360) if found else 0
            found.append((longitude + 360 * turns, latitude))
    return found


def _cut(ring: list[Place]) -> list[list[Place]]:
    """The pieces of the ring on the sheet: what lies beyond an edge comes in at the other."""
    moved = [[(longitude + shift, latitude) for longitude, latitude in ring] for shift in (-360, 0, 360)]
    pieces = [_within(_within(each, 180, 1), -180, -1) for each in moved]
    return [each for each in pieces if len(each) > 2]


def _within(ring: list[Place], edge: float, side: int) -> list[Place]:
    """The part of the ring on one side of a meridian (Sutherland and Hodgman 1974)."""
    found: list[Place] = []
    for (a, b), (x, y) in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        was, is_in = side * (a - edge) <= 0, side * (x - edge) <= 0
        if was != is_in:
            found.append((edge, b + (y - b) * (edge - a) / (x - a)))
        if is_in:
            found.append((x, y))
    return found


def _thinned(ring: list[Point]) -> list[Point]:
    return [each for place, each in enumerate(ring) if place == 0 or each != ring[place - 1]]


def _arc(topology: dict[str, Any], number: int) -> list[Place]:
    (wide, high), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    found = []
    for right, up in topology["arcs"][number]:
        x, y = x + right, y + up
        found.append((x * wide + left, y * high + low))
    return found


def drawn(shape: list[list[Point]]) -> str:
    """The rings as a path, each from its first point on by steps."""
    parts = []
    for ring in shape:
        steps = [f"{x - a},{y - b}" for (a, b), (x, y) in pairwise(ring)]
        parts.append(f"M{ring[0][0]},{ring[0][1]}l{' '.join(steps)}z")
    return "".join(parts)


def area(ring: list[Point]) -> float:
    """Twice the area that the ring holds, with its sign."""
    return sum(a * y - x * b for (a, b), (x, y) in zip(ring, [*ring[1:], ring[0]], strict=True))


def middle(ring: list[Point]) -> Point:
    """The centre of gravity of the ring."""
    whole, across, down = area(ring), 0.0, 0.0
    for (a, b), (x, y) in zip(ring, [*ring[1:], ring[0]], strict=True):
        part = a * y - x * b
        across, down = across + (a + x) * part, down + (b + y) * part
    return round(across / (3 * whole)), round(down / (3 * whole))


def main() -> None:
    """Reads the states, projects them and writes the file."""
    parser = argparse.ArgumentParser(prog="python -m training.borders", description=__doc__)
    parser.add_argument("topology", type=Path, help="countries-110m.json of world-atlas 2.0.2")
    parser.add_argument("--states", type=Path, default=Path("src/foedus/knowledge/states.csv"))
    parser.add_argument("--out", type=Path, required=True, help="src/foedus/show/borders.json")
    given = parser.parse_args()
    topology = json.loads(given.topology.read_text("utf-8"))
    with given.states.open(encoding="utf-8", newline="") as file:
        codes = {row["name"]: row["id"] for row in csv.DictReader(file)} | NAMED
    states = {}
    for each in topology["objects"]["countries"]["geometries"]:
        name = each["properties"]["name"]
        if name != LEFT_OUT:
            shape = [ring for ring in rings(topology, each) if len(ring) > 2]
            largest = max(shape, key=lambda ring: abs(area(ring)))
            across, down = [x for x, _ in largest], [y for _, y in largest]
            frame = [min(across), min(down), max(across), max(down)]
            states[codes[name]] = {"path": drawn(shape), "middle": list(middle(largest)), "frame": frame}
    made = {"width": WIDTH, "height": HEIGHT, "states": dict(sorted(states.items()))}
    given.out.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(states)} states, {given.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
