"""The pictures of the pages in the documents are of these pages: one for each, taken here, and of the same shape.

With FOEDUS_ACCEPT=1 the pictures and the shapes are taken anew; look at them before they are committed.
"""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from asking import foedus
from conftest import absent
from serving import Served, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
SHAPES = PICTURES / "shapes.json"
WIDTH, HEIGHT, COLOURS, LARGEST = 1280, 860, 64, 150_000
TAKEN = ("dossier", "document", "claims", "sources", "source", "propositions", "proposition", "actors", "actor",
         "relations", "relation", "why", "correct", "narrow")  # fmt: skip
# What a page is made of: its headings, and how many parts of each sort it has.
_SHAPE = """() => ({
    headings: [...document.querySelectorAll('main h1, main h2')].map(
        each => each.textContent.replace(/\\s+/g, ' ').trim()),
    parts: Object.fromEntries(['section', 'article', 'table', 'form', 'svg', 'details'].map(
        name => [name, document.querySelectorAll('main ' + name).length]))
})"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo's dossier, served."""
    folder = tmp_path_factory.mktemp("pictures") / "demo-dossier"
    told = foedus("run", ROOT / "examples" / "demo" / "articles", "--dossier", folder)
    assert told.code == 0, told.err
    served = Served(folder, free_port())
    served.keeper.visited = None
    yield served
    served.close()


def _address(pages: Served, which: str) -> str:
    def first(path: str, key: str) -> str:
        return str(json.loads(pages.ask(path)[1])[key][0]["id"])

    claim = "/claims.json?certainty=PS%2B"
    return {
        "dossier": lambda: "/",
        "document": lambda: f"/documents/{first('/documents.json?order=claims', 'documents')}",
        "claims": lambda: "/claims?dyad=CHN-RUS",
        "sources": lambda: "/sources",
        "source": lambda: f"/sources/{first('/sources.json', 'roots')}",
        "propositions": lambda: "/propositions",
        "proposition": lambda: f"/propositions/{first('/propositions.json?order=most+contested', 'propositions')}",
        "actors": lambda: "/actors",
        "actor": lambda: "/actors/CHN",
        "relations": lambda: "/relations",
        "relation": lambda: "/relations/CHN-RUS",
        "why": lambda: f"/why/{first('/propositions.json?order=most+contested', 'propositions')}",
        "correct": lambda: f"/claims/{first(claim, 'claims')}/correct",
        "narrow": lambda: f"/documents/{first('/documents.json?order=claims', 'documents')}",
    }[which]()


@pytest.mark.parametrize("which", TAKEN)
def test_the_picture_is_of_this_page(browser: Any, demo: Served, which: str) -> None:
    width = 390 if which == "narrow" else WIDTH
    scheme = "dark" if which == "narrow" else "light"
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, locale="en-GB")
    page, said = context.new_page(), []
    page.on("console", lambda each: said.append(each.text))
    page.on("pageerror", lambda each: said.append(str(each)))
    page.goto(demo.at + _address(demo, which))
    shape = page.evaluate(_SHAPE)
    taken = page.screenshot(animations="disabled", caret="hide")
    context.close()
    assert said == []
    if os.environ.get("FOEDUS_ACCEPT"):
        _keep(which, taken, shape)
    assert json.loads(SHAPES.read_text("utf-8"))[which] == shape
    _same_size(PICTURES / f"{which}.png", taken)


def _keep(which: str, taken: bytes, shape: Any) -> None:
    PICTURES.mkdir(exist_ok=True)
    small = _images().open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=0)
    small.save(PICTURES / f"{which}.png", optimize=True)
    shapes = json.loads(SHAPES.read_text("utf-8")) if SHAPES.exists() else {}
    told = json.dumps({**shapes, which: shape}, indent=1, sort_keys=True, ensure_ascii=False)
    SHAPES.write_text(told + "\n", encoding="utf-8")


def _same_size(kept: Path, taken: bytes) -> None:
    assert kept.stat().st_size < LARGEST
    images = _images()
    with images.open(kept) as old, images.open(io.BytesIO(taken)) as new:
        assert old.size == new.size


def _images() -> Any:
    try:
        from PIL import Image
    except ImportError:
        absent("Pillow is not here: install foedus[test]")
    return Image


def test_every_picture_is_shown_and_none_is_left_over() -> None:
    assert {each.stem for each in PICTURES.glob("*.png")} == set(TAKEN)
    text = "".join((ROOT / name).read_text("utf-8") for name in ("README.md", "docs/pages.md"))
    assert {each for each in TAKEN if f"pictures/{each}.png" not in text} == set()
