"""The map shows the states that are told of, says whose the borders are, and marks what is contested."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from foedus.show.atlas import BORDERS, CONTESTED, map_svg, undrawn

SVG = "{http://www.w3.org/2000/svg}"
NAMES = {"NOR": "Norway", "CHL": "Chile", "RUS": "Russia"}


def paths(svg: str) -> list[ET.Element]:
    return ET.fromstring(svg).findall(f".//{SVG}path")


def test_a_state_is_shaded_and_labelled_by_how_often_it_is_told_of() -> None:
    svg = map_svg({"NOR": 40, "CHL": 3}, NAMES, "Norway & Chile")
    told = {
        each.findtext(f"{SVG}title"): each.get("class") for each in paths(svg) if each.find(f"{SVG}title") is not None
    }
    assert told == {"Norway: 40": "told-4", "Chile: 3": "told-2"}
    assert [each.text for each in ET.fromstring(svg).findall(f"{SVG}text")] == ["NOR 40", "CHL 3"]
    assert "Norway &amp; Chile" in svg


def test_the_map_says_whose_its_borders_are_and_hatches_what_is_contested() -> None:
    svg = map_svg({"RUS": 1}, NAMES, "x")
    assert BORDERS in (ET.fromstring(svg).findtext(f"{SVG}desc") or "")
    assert "Crimea with Russia" in BORDERS
    assert sum(each.get("class") == "contested" for each in paths(svg)) == len(CONTESTED)


def test_no_state_is_drawn_across_the_whole_sheet() -> None:
    """What lies on both sides of the 180th meridian is cut there."""
    for each in paths(map_svg({"RUS": 2, "NOR": 1}, NAMES, "x")):
        for ring in (each.get("d") or "").split("z"):
            steps = [abs(int(step)) for step in re.findall(r"[l ](-?\d+),", ring)]
            assert max(steps, default=0) < 2_500


def test_what_is_not_drawn_is_told_and_an_empty_map_is_none() -> None:
    assert undrawn({"SUN": 1, "RUS": 2, "SGP": 1}) == ("SGP", "SUN")
    assert map_svg({"SUN": 3}, NAMES, "x") == map_svg({}, NAMES, "x") == map_svg({"RUS": 0}, NAMES, "x") == ""
