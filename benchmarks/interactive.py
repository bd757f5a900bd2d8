"""How soon a page can be used in a real browser: Debian's Chromium, driven by Playwright, one page after another.

A page can be used once its document is read, its scripts have run and htmx has gone over it: what it listens for is
then listened for. The first time its style and scripts are fetched too, the second time the browser has them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterable

CHROMIUM = "/usr/bin/chromium"
USABLE_IN = 1.0  # seconds, as aimed at
_PATIENCE_S = 180.0
_WATCH = """
document.addEventListener("DOMContentLoaded", () => {
  const look = () => (window.htmx ? (window.usableAt = performance.now()) : setTimeout(look, 1));
  setTimeout(look, 0);
});
"""
_TOLD = """() => {
  const [told] = performance.getEntriesByType("navigation");
  return [told.responseEnd - told.requestStart, told.domContentLoadedEventEnd, window.usableAt];
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit of a page, in seconds."""

    server: float  # from the request to the answer's last byte
    read: float  # from the beginning of the navigation until the document is read
    usable: float  # ... and until it can be used
    worked: float  # processor time of the thread that shows the page
    whole: float  # until what was worked out meanwhile is there too; as `usable` where nothing was


def visits(port: int, paths: Iterable[tuple[str, str]]) -> dict[str, tuple[Visit, Visit]]:
    """Each page by its name: its first visit and its second, of a browser that has nothing of ours at hand before."""
    with sync_playwright() as playing:
        browser = playing.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        found = {}
        for name, path in paths:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_init_script(_WATCH)
            page = context.new_page()
            address = f"http://127.0.0.1:{port}{path}"
            found[name] = (_visit(page, address), _visit(page, address))
            context.close()
        browser.close()
    return found


def _visit(page: Any, address: str) -> Visit:
    inside = page.context.new_cdp_session(page)
    inside.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _worked(inside)
    began = time.perf_counter()
    page.goto(address, wait_until="domcontentloaded", timeout=_PATIENCE_S * 1000)
    page.wait_for_function("window.usableAt !== undefined", timeout=_PATIENCE_S * 1000)
    server, read, usable = (each / 1000 for each in page.evaluate(_TOLD))
    worked = _worked(inside) - before
    whole = usable
    if page.locator("#rest").count():
        page.wait_for_selector("#rest", state="detached", timeout=_PATIENCE_S * 1000)
        whole = time.perf_counter() - began
    inside.detach()
    return Visit(server=server, read=read, usable=usable, worked=worked, whole=whole)


def _worked(inside: Any) -> float:
    told = inside.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in told if each["name"] == "TaskDuration"))


def told(found: dict[str, tuple[Visit, Visit]]) -> str:
    """The visits as a table of Markdown, in milliseconds."""
    head = ("page", "server", "read", "usable", "worked", "whole", "again: server", "usable", "worked")
    rows = [
        [name, *(f"{1000 * each:.0f}" for each in (first.server, first.read, first.usable, first.worked, first.whole,
                                                   again.server, again.usable, again.worked))]
        for name, (first, again) in found.items()
    ]  # fmt: skip
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def has_a_browser() -> bool:
    """Whether the browser is on this machine."""
    return Path(CHROMIUM).exists()
