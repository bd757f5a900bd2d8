"""How well time expressions are found and valued: a zip of TimeML documents enters, figures and errors leave."""

from __future__ import annotations

import html
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from foedus.read.dates import Dated, ends

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_CREATION = re.compile(r"<TIMEX3([^>]*CREATION_TIME[^>]*)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One time expression as the annotators have it."""

    start: int
    end: int
    written: str
    value: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A document of the set: its plain text, its day of creation, its marked expressions."""

    name: str
    text: str
    created_on: date | None
    marked: tuple[Marked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One error, with its words: what the set has, what was read, and the words around."""

    kind: str  # "missed", "invented", "span", "value"
    document: str
    expected: str | None
    read: str | None
    around: str


@dataclass(slots=True, kw_only=True)
class _Tally:
    marked: int = 0
    read: int = 0
    overlapping: int = 0
    exact: int = 0
    valued: int = 0
    misses: list[Miss] = field(default_factory=list)


def figures(path: Path) -> dict[str, float]:
    """Span F1 (overlapping as TempEval-3 counts it, and exact), value accuracy of the found, and value F1."""
    tally = _tally(path)
    return {
        "documents": float(len(list(documents(path)))),
        "marked": float(tally.marked),
        "read": float(tally.read),
        "span_precision": _share(tally.overlapping, tally.read),
        "span_recall": _share(tally.overlapping, tally.marked),
        "span_f1": _share(2 * tally.overlapping, tally.read + tally.marked),
        "span_f1_exact": _share(2 * tally.exact, tally.read + tally.marked),
        "value_accuracy": _share(tally.valued, tally.overlapping),
        "value_f1": _share(2 * tally.valued, tally.read + tally.marked),
    }


def misses(path: Path) -> list[Miss]:
    """Every error on the set, in the order of its documents."""
    return _tally(path).misses


def documents(path: Path) -> Iterator[Annotated]:
    """The documents of the set, by name."""
    with zipfile.ZipFile(path) as archive:
        for name in sorted(each for each in archive.namelist() if each.endswith(".tml")):
            yield annotated(name, archive.read(name).decode("utf-8", "replace"))


def annotated(name: str, source: str) -> Annotated:
    """One TimeML document with its tags taken out and their places kept; creation times are left out."""
    created = _CREATION.search(source)
    attributes = dict(_ATTRIBUTE.findall(created[1])) if created else {}
    body = _TEXT.search(source)
    text, marked = _plain(body[1] if body else "")
    return Annotated(name=name, text=text, created_on=_day(attributes.get("value", "")), marked=tuple(marked))


def _plain(body: str) -> tuple[str, list[Marked]]:
    pieces: list[str] = []
    length, reached = 0, 0
    opened: tuple[int, dict[str, str]] | None = None
    marked: list[Marked] = []
    for tag in _TAG.finditer(body):
        piece = html.unescape(body[reached : tag.start()])
        pieces.append(piece)
        length, reached = length + len(piece), tag.end()
        if tag[2] != "TIMEX3":
            continue
        if not tag[1]:
            opened = (length, dict(_ATTRIBUTE.findall(tag[3])))
        elif opened and opened[1].get("functionInDocument") != "CREATION_TIME" and length > opened[0]:
            written = "".join(pieces)[opened[0] :]
            value, kind = opened[1].get("value", ""), opened[1].get("type", "")
            marked.append(Marked(start=opened[0], end=length, written=written, value=value, kind=kind))
    pieces.append(html.unescape(body[reached:]))
    return "".join(pieces), marked


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _tally(path: Path) -> _Tally:
    tally = _Tally()
    for document in documents(path):
        found = ends(document.text, published_on=document.created_on)
        tally.marked += len(document.marked)
        tally.read += len(found)
        _compared(document, found, tally)
    return tally


def _compared(document: Annotated, found: tuple[Dated, ...], tally: _Tally) -> None:
    free = list(found)
    for item in document.marked:
        fit = [one for one in free if one.start < item.end and item.start < one.end]
        if not fit:
            tally.misses.append(_miss("missed", document, item=item))
            continue
        best = max(fit, key=lambda one: (min(one.end, item.end) - max(one.start, item.start), -one.start))
        free.remove(best)
        tally.overlapping += 1
        exact = (best.start, best.end) == (item.start, item.end)
        tally.exact += exact
        if not exact:
            tally.misses.append(_miss("span", document, item=item, read=best))
        if best.timex == item.value:
            tally.valued += 1
        else:
            tally.misses.append(_miss("value", document, item=item, read=best))
    tally.misses.extend(_miss("invented", document, read=one) for one in free)


def _miss(kind: str, document: Annotated, *, item: Marked | None = None, read: Dated | None = None) -> Miss:
    place = item or read
    start = place.start if place else 0
    around = " ".join(document.text[max(0, start - 60) : start + 60].split())
    return Miss(
        kind=kind,
        document=document.name,
        around=around,
        expected=f"{item.written} = {item.value}" if item else None,
        read=f"{read.written} = {read.timex}" if read else None,
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
