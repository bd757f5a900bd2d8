"""A zip of saved pages with what is expected of each enters; how well gathering does on the English ones leaves.

The layout is that of the Fundus project's test cases: for each publisher `xx/Name.json`, whose versions stand in the
order of the days on which the pages `xx/Name_YYYY_MM_DD.html.gz` were saved.
"""

from __future__ import annotations

import gzip
import json
import re
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import fmean

from foedus.gather import gather
from foedus.records import Document
from foedus.terms import Part

_WORD = re.compile(r"\w+")
_FUNCTION_WORDS = frozenset(["the", "of", "and", "to"])
_ENGLISH = 0.07  # share of these four words among all; other languages' pages have under 0.02
_FIGURES = ("body_precision", "body_recall", "body_f1", "title", "title_overlap", "date", "publisher_stated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A saved page and what is expected of it."""

    name: str
    content: bytes
    title: str
    body: str
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one page was gathered, beside what was expected."""

    page: Page
    document: Document | None
    body: str
    figures: Mapping[str, float]


def figures(archive: Path) -> dict[str, float]:
    """The means over the archive's English pages, and how many pages a second were gathered."""
    begun = time.perf_counter()
    scored = list(scores(archive))
    seconds = time.perf_counter() - begun
    means = {name: round(fmean(score.figures[name] for score in scored), 4) for name in _FIGURES} if scored else {}
    return {"pages": float(len(scored)), **means, "pages_per_second": round(len(scored) / seconds, 1)}


def scores(archive: Path) -> Iterator[Score]:
    """How each English page was gathered, in the order of their names."""
    pages = [page for page in _pages(archive) if _is_english(page.body)]
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            Path(folder, page.name.replace("/", "_")).write_bytes(page.content)
        found = {
            one.gathered_from: one
            for one in gather(Path(folder), today=date.max.replace(month=1))
            if isinstance(one, Document)
        }
    for page in pages:
        yield _score(page, found.get(page.name.replace("/", "_")))


def _score(page: Page, document: Document | None) -> Score:
    if document is None:
        return Score(page=page, document=None, body="", figures=dict.fromkeys(_FIGURES, 0.0))
    body = read_text(document)
    precision, recall, f1 = overlap(body, page.body)
    values = {
        "body_precision": precision,
        "body_recall": recall,
        "body_f1": f1,
        "title": float(_words(document.title or "") == _words(page.title)),
        "title_overlap": overlap(document.title or "", page.title)[2],
        "date": float(document.published_on == page.day),
        "publisher_stated": float(document.publisher is not None),
    }
    return Score(page=page, document=document, body=body, figures=values)


def read_text(document: Document) -> str:
    """What of a document is read as claims, but for its title."""
    return "\n".join(
        document.text[passage.start : passage.end]
        for passage in document.parts
        if passage.part in {Part.HEADLINE, Part.BODY} and passage.because != "title"
    )


def overlap(found: str, expected: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the words found, each counted as often as it stands there.

    >>> overlap("the envoy left", "the envoy left early today the")
    (1.0, 0.5, 0.6666666666666666)
    """
    have, want = Counter(_words(found)), Counter(_words(expected))
    shared = (have & want).total()
    if not shared:
        return 0.0, 0.0, 0.0
    precision, recall = shared / have.total(), shared / want.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _is_english(text: str) -> bool:
    words = _words(text)
    return bool(words) and sum(word in _FUNCTION_WORDS for word in words) / len(words) > _ENGLISH


def _pages(archive: Path) -> Iterator[Page]:
    with zipfile.ZipFile(archive) as opened:
        names = sorted(opened.namelist())
        for name in names:
            if name.endswith(".json"):
                saved = [page for page in names if re.fullmatch(rf"{re.escape(name[:-5])}_[\d_]+\.html\.gz", page)]
                versions = json.loads(opened.read(name)).values()
                for page, expected in zip(saved, versions, strict=False):
                    yield _page(page, content=gzip.decompress(opened.read(page)), expected=expected)


def _page(name: str, *, content: bytes, expected: Mapping[str, object]) -> Page:
    day = str(expected.get("publishing_date") or "")[:10]
    return Page(
        name=name.removesuffix(".gz"),
        content=content,
        title=str(expected.get("title") or ""),
        body=_joined(expected.get("body")),
        day=date.fromisoformat(day) if day else None,
    )


def _joined(value: object) -> str:
    """All strings of a body: its summary, then section after section."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "\n".join(
            _joined(value[key]) for key in ("summary", "sections", "headline", "paragraphs") if key in value
        )
    return "\n".join(map(_joined, value)) if isinstance(value, list) else ""
