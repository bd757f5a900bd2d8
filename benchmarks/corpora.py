"""The fixed corpora: nothing enters; sixteen texts of about 600 words leave, and the same as saved pages."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = 16
WORDS = 600
_OPEN = [f"{number:02}" for number in range(1, 21)]  # the gold articles that may be looked at


@cache
def paragraphs() -> tuple[str, ...]:
    """The paragraphs that the texts are put together from, in the order of files."""
    files = [each for each in sorted((ROOT / "gold" / "articles").glob("*.txt")) if each.name[:2] in _OPEN]
    files += sorted((ROOT / "examples" / "demo" / "articles").glob("*.txt"))
    every = (part.strip() for each in files for part in each.read_text("utf-8").split("\n\n")[1:])
    return tuple(part for part in every if 15 <= len(part.split()) <= 150)


@cache
def texts(count: int = DOCUMENTS) -> tuple[str, ...]:
    """Texts of whole paragraphs, each of about 600 words, the same on every machine."""
    chance = Random(1)
    found = []
    for number in range(count):
        parts, words = [f"Report {number} on the two states"], 0
        while words < WORDS:
            part = chance.choice(paragraphs())
            parts.append(part)
            words += len(part.split())
        found.append("\n\n".join(parts))
    return tuple(found)


@cache
def pages() -> tuple[str, ...]:
    """The texts as pages, with the furniture that pages have: menus, teasers, scripts, a footer."""
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(60))
    style = "<style>" + "".join(f".c{n} {{ margin: {n}px }}\n" for n in range(400)) + "</style>"
    script = "<script>" + "".join(f"var v{n} = function () {{ return {n}; }};\n" for n in range(600)) + "</script>"
    found = []
    for number, text in enumerate(texts()):
        title, *body = text.split("\n\n")
        teasers = "".join(f'<div class="card"><a href="/t{n}">Other story number {n}</a></div>' for n in range(40))
        found.append(
            f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>'
            f'<meta property="article:published_time" content="2024-03-{number % 28 + 1:02}">{style}{script}</head>'
            f"<body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>"
            + "".join(f"<p>{html.escape(part)}</p>" for part in body)
            + f"</article><aside>{teasers}</aside><footer><p>Terms of use</p></footer></body></html>"
        )
    return tuple(found)


def written(folder: Path, *, as_pages: bool, count: int = DOCUMENTS) -> Path:
    """The corpus as files of a folder, or so many texts."""
    folder.mkdir(parents=True)
    for number, text in enumerate(pages() if as_pages else texts(count)):
        (folder / f"{number:03}.{'html' if as_pages else 'txt'}").write_text(text, "utf-8")
    return folder
