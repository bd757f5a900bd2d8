"""A relation in a real browser, while the rest of its page is being worked out."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from foedus.show.server import relations
from serving import Served, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

AXE = Path(__file__).parent / "axe" / "axe.min.js"
PATIENCE_MS = 60_000


@pytest.fixture
def gate() -> threading.Event:
    """What holds the work until it is opened."""
    return threading.Event()


@pytest.fixture
def pages(house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: threading.Event) -> Iterator[Served]:
    shutil.copytree(house, tmp_path / "dossier")
    plain = relations._made

    def held(index: Any, first: str, second: str, told: Any = None) -> Any:
        told(2, 4, "leaving out each root in turn")
        gate.wait(60)
        return plain(index, first, second)

    monkeypatch.setattr(relations, "GREAT", 1)
    monkeypatch.setattr(relations, "_made", held)
    monkeypatch.setattr("foedus.show.server.keeper.is_lacking", lambda _: False)
    found = Served(tmp_path / "dossier", free_port())
    yield found
    gate.set()
    found.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_the_rest_comes_by_itself(browser: Any, pages: Served, gate: threading.Event, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{pages.at}/relations/CHL-NOR")
    page.get_by_text("2 of 4").wait_for(timeout=PATIENCE_MS)
    assert page.locator("#claimed ~ article").count() > 0
    assert page.locator("#change").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    gate.set()
    page.locator("#change").wait_for(timeout=PATIENCE_MS)
    assert page.locator("#rest").count() == 0
    assert page.locator("main").count() == 1
    assert page.get_by_role("heading", level=1).count() == 1
    assert said == []
    page.close()


def test_without_scripts_the_page_asks_again(browser: Any, pages: Served, gate: threading.Event) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{pages.at}/relations/CHL-NOR")
    assert page.locator("#claimed ~ article").count() > 0
    gate.set()
    page.locator("#change").wait_for(timeout=PATIENCE_MS)
    context.close()
