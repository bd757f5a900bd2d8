"""The brief in a real browser: quiet, self-contained, its notes reachable, and as wide as the screen."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from asking import foedus


@pytest.fixture(scope="module")
def file(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    written: Path = tmp_path_factory.mktemp("browser") / "brief.html"
    assert foedus("brief", "NOR", "CHL", "--dossier", house, "-o", written).code == 0
    return written


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_quiet_and_fits(browser: Any, file: Path, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert said == []
    assert all(each.startswith("file:") for each in asked)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_note_is_reached_from_its_number(browser: Any, file: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(file.as_uri())
    link = page.locator("#claimed ~ article sup a").first
    target = link.get_attribute("href")
    link.click()
    assert page.url.endswith(target)
    assert page.locator(target).bounding_box()["y"] < 900
    page.close()


def test_the_parts_of_the_page_are_told_to_those_who_cannot_see_it(browser: Any, file: Path) -> None:
    page = browser.new_page()
    page.goto(file.as_uri())
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.get_by_role("navigation", name="Parts of this brief").count() == 1
    assert page.get_by_role("img", name="Who relays whom").count() == 1
    assert page.get_by_role("img", name="Chile and Norway").count() == 2, "the ladder, and the course over time"
    assert page.get_by_role("link", name="note 1", exact=True).count() >= 1
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_no_word_of_a_picture_stands_outside_it(browser: Any, house: Path, tmp_path: Path, width: int) -> None:
    """The ladder, and other relations beside, with the invented rows of the reference tests."""
    shutil.copytree(house, tmp_path / "dossier")
    for name in ("atop_members", "exercises", "transfers", "mid_dyads"):
        file = Path(__file__).resolve().parents[1] / "reference" / f"{name}.csv"
        assert foedus("reference", "add", file, "--dossier", tmp_path / "dossier").code == 0
    assert foedus("brief", "NOR", "CHL", "--dossier", tmp_path / "dossier", "-o", tmp_path / "b.html").code == 0
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((tmp_path / "b.html").as_uri())
    assert page.locator("svg.pic").count() == 2
    outside = """each => { const box = each.closest('svg').getBoundingClientRect(), own = each.getBoundingClientRect();
        return own.left < box.left - 1 || own.right > box.right + 1 ||
               own.top < box.top - 1 || own.bottom > box.bottom + 1 }"""
    for text in page.locator("svg.pic text").all():
        assert not text.evaluate(outside), text.text_content()
    smallest = (
        "each => parseFloat(getComputedStyle(each).fontSize) * each.closest('svg').getBoundingClientRect().width / 400"
    )
    assert min(text.evaluate(smallest) for text in page.locator("svg.pic text").all()) >= 8
    page.close()
