"""The papers of ECB+ (Cybulska and Vossen 2014): a zip enters; each paper leaves as text, with the events marked in it.

A folder is a topic, a file of tokens a paper. What stands before the first sentence, the address, is left out.
"""

from __future__ import annotations

import html
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from foedus.errors import BadGold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 1 << 24  # bytes of one paper beyond which an archive is not what it says
_CLOSING = frozenset(".,;:!?%)]’”") | {"'s", "’s", "n't"}
_ADDRESS = "http"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A mention of an event: its paper, where its words stand, and which event it is of."""

    paper: str
    places: tuple[tuple[int, int], ...]
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper with the events that are marked in it."""

    name: str
    text: str
    events: tuple[Event, ...]


def papers(archive: Path) -> Iterator[Paper]:
    """The papers of the archive, in order of their names."""
    try:
        with zipfile.ZipFile(archive) as held:
            for each in sorted(held.infolist(), key=lambda one: one.filename):
                if each.filename.endswith(".xml") and each.file_size <= LARGEST:
                    name = each.filename.rsplit("/", 1)[-1].removesuffix(".xml")
                    yield _paper(name, held.read(each))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, UnicodeDecodeError) as wrong:
        raise BadGold(archive, f"it is not in the layout of ECB+ ({wrong})") from wrong


def _paper(name: str, read: bytes) -> Paper:
    tree = etree.fromstring(read, etree.XMLParser(resolve_entities=False, no_network=True))
    text, places = _laid(tree)
    anchors: dict[str, tuple[tuple[int, int], ...]] = {}
    for each in tree.iterfind("Markables/*"):
        if each.tag.startswith(("ACTION_", "NEG_ACTION_")):
            tokens = [places[one.get("t_id")] for one in each.iterfind("token_anchor") if one.get("t_id") in places]
            if tokens:
                anchors[each.get("m_id")] = tuple(tokens)
    events = {key: f"{name} {key}" for key in anchors}
    for each in tree.iterfind("Relations/*"):
        of = each.get("note") if each.tag == "CROSS_DOC_COREF" else f"{name} {each.get('r_id')}"
        for one in each.iterfind("source"):
            if one.get("m_id") in anchors:
                events[one.get("m_id")] = str(of)
    told = (Event(paper=name, places=anchors[key], event=events[key]) for key in anchors)
    return Paper(name=name, text=text, events=tuple(told))


def _laid(tree: etree._Element) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text of a paper, a line a sentence, without the address that it begins with; where each token stands."""
    lines: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for each in tree.iterfind("token"):
        lines[int(each.get("sentence", "0"))].append((each.get("t_id", ""), html.unescape(each.text or "")))
    text, places = "", {}
    for _, words in sorted(lines.items()):
        if words[0][1].startswith(_ADDRESS):
            continue
        for place, (key, word) in enumerate(words):
            text += "" if place == 0 or word in _CLOSING else " "
            places[key] = (len(text), len(text) + len(word))
            text += word
        text += "\n"
    return text, places
