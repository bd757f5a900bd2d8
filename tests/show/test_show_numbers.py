"""Every number that is printed as a finding opens by `foedus why`, and what it opens to counts up to that number."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from asking import foedus
from opening import HEX, STROKES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from opening import Opener
    from serving import Served

PAIR = ("NOR", "CHL")
# Not counted by us: days and years, the words of documents, what a number is told of in a sentence of explanation.
TIMES = re.compile(r"\b(?:1[89]|20)\d\d(?:-\d\d){0,2}\b")
EXEMPT_KEYS = frozenset({
    "start", "end", "first_year", "last_year", "since", "until", "number", "row", "left_out", "more", "beside_left_out",
    "coded", "coded_elsewhere", "all", "page", "pages", "first", "last",
})  # fmt: skip


def has_number(text: str) -> bool:
    """Whether a number is told that is no day, no year, no id, and no word between quotation marks."""
    left = re.sub(r"“[^”]*”", "", STROKES.sub("", HEX.sub("", text)))
    return bool(re.search(r"\d", TIMES.sub("", left)))


# ---- nothing is printed that does not open


def unopened_lines(out: str, opener: Opener) -> list[str]:
    """The lines with numbers in whose paragraph, or in whose row of a table, nothing opens."""
    found = []
    for block in out.split("\n\n"):
        lines = [each for each in block.splitlines() if each.strip(" ─") and not each.startswith("0 ")]
        start = next((place for place, each in enumerate(lines) if each.startswith("id ")), None)
        if start is None:
            told = "\n".join(lines)
            found += [told] if has_number(told) and not opener.any_in(told) else []
            continue
        rows = lines[start + 1 :]
        entries = [each for each in rows if HEX.match(each)]
        for title in lines[:start]:
            told = re.match(r"(\d+) ", title)
            assert told is None or int(told[1]) == len(entries), f"{title}: {len(entries)} rows"
        found += [each for each in entries if not opener.opens(each[:8])]
        found += [rows[0]] if rows and not HEX.match(rows[0]) else []
    return found


TERMINAL = (
    ("relation", *PAIR),
    ("relation", *PAIR, "--against", "NATO,CAN-USA:1960-"),
    ("relation", *PAIR, "--since", "2024-01", "--until", "2024-12"),
    ("series", *PAIR),
    ("series", *PAIR, "--by", "year", "--dated", "publication", "--scale", "goldstein"),
    ("propositions",),
    ("sources",),
    ("sources", "--copies"),
    ("unread",),
    ("drift",),
    ("brief", *PAIR),
)


@pytest.mark.parametrize("words", TERMINAL, ids=" ".join)
def test_every_number_of_the_terminal_opens(measured: Path, opener: Opener, words: tuple[str, ...]) -> None:
    told = foedus(*words, "--dossier", measured, columns=2000)
    assert told.code == 0, told.err
    assert has_number(told.out), "there is something to open"
    unopened = unopened_in_markdown(told.out, opener) if words[0] == "brief" else unopened_lines(told.out, opener)
    assert not unopened


def unopened_in_markdown(out: str, opener: Opener) -> list[str]:
    """The lines with numbers in which nothing opens; a point stands together with the points below it."""
    body = out.partition("\n[^1]:")[0]  # the notes are words, each with its id
    found = []
    for each in re.split(r"\n(?=[^\s])", body):
        told = re.sub(r"\[\^\d+\]:?|[\w.-]+:\d+-\d+", "", each)
        is_counted = has_number(told) and not each.startswith(("- beside ", "Foedus "))
        found += [each] if is_counted and not opener.any_in(each.replace("`", " ")) else []
    return found


def test_a_number_that_does_not_open_is_seen(opener: Opener) -> None:
    assert unopened_lines("Told by 17 outlets.", opener)
    assert unopened_lines("Told by 17 outlets.  00000000", opener), "an id that nothing has opens nothing"
    assert unopened_in_markdown("Told by 17 outlets.", opener)
    assert Page.of("<main><p>Told by 17 outlets.</p><p>CHL-NOR/brief</p></main>").unopened(opener)
    assert [*unopened_json({"outlets": 17, "relations": [{"id": "CHL"}]}, opener)]
    assert not unopened_lines(f"Told by 17 outlets.  {opener.material.propositions[0].id[:8]}", opener)


class Page(HTMLParser):
    """The elements of a page that have numbers of ours, with what else stands in them."""

    BLOCKS = frozenset({"tr", "li", "p", "summary", "h1", "h2", "h3", "figcaption", "td", "th"})
    HEADS = frozenset({"summary", "h3", "p"})  # what they count stands beside them, in one of these
    HOLDERS = frozenset({"article", "details", "tr", "li"})
    SILENT = frozenset({"svg", "style", "title", "nav", "sup", "dl", "footer", "code", "bdi", "blockquote", "script",
                        "form", "button", "a", "select", "thead"})  # fmt: skip
    VOID = frozenset({"meta", "link", "br", "wbr", "input", "img", "path", "circle", "hr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[dict[str, Any]] = [{"tag": "", "opens": [], "told": "", "classes": ""}]
        self.found: list[tuple[str, list[str]]] = []

    @classmethod
    def of(cls, text: str) -> Page:
        page = cls()
        page.feed(text)
        page.close()
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        links = re.findall(r"^/(?:why|propositions|sources|documents)/([0-9a-f]{20})", told.get("href") or "")
        opens = [*links, *filter(None, [told.get("data-why")])]
        for each in self.stack:
            each["opens"] += opens
        if tag not in self.VOID:
            self.stack.append({"tag": tag, "opens": opens, "told": "", "classes": told.get("class") or ""})

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID or all(each["tag"] != tag for each in self.stack):
            return
        while (ended := self.stack.pop())["tag"] != tag:
            pass
        if ended["tag"] in self.BLOCKS and has_number(ended["told"]):
            holder = next((each for each in reversed(self.stack) if each["tag"] in self.HOLDERS), None)
            near = self.stack[-1] if ended["tag"] in self.HEADS and "opposed" in self.stack[-1]["classes"] else holder
            # what stands beside is known only when its holder ends: the lists are filled until then
            self.found.append((ended["told"], [ended["opens"], near["opens"] if near else []]))  # type: ignore[list-item]

    def handle_data(self, data: str) -> None:
        for each in self.stack:
            each["opens"] += [*STROKES.findall(data), *HEX.findall(data)]
        if not any(each["tag"] in self.SILENT or "words" in each["classes"].split() for each in self.stack):
            for each in reversed(self.stack):
                if each["tag"] in self.BLOCKS:
                    each["told"] += data
                    break

    def unopened(self, opener: Opener) -> list[str]:
        """What is told with a number where nothing opens, neither in its element nor in the one that holds it."""
        return [told for told, near in self.found if not any(opener.opens(one) for each in near for one in each)]


def test_every_number_of_the_brief_opens(measured: Path, opener: Opener, tmp_path: Path) -> None:
    assert foedus("brief", *PAIR, "--dossier", measured, "-o", tmp_path / "b.html").code == 0
    page = Page.of((tmp_path / "b.html").read_text(encoding="utf-8"))
    assert len(page.found) > 30
    assert not [each for each in page.unopened(opener) if not is_heading_of_list(each)]


LISTED = re.compile(r"[\w -]+\(\d+\)|\d+ (?:more.*|notes? with the exact words)|[✓✕·≈] .*|.*covers.*|Beside [^:]+: .*")


def is_heading_of_list(told: str) -> bool:
    """A heading that says how many stand below it, each with an id of its own."""
    return LISTED.fullmatch(told) is not None


def test_every_number_of_the_pages_and_their_twins_opens(numbers: Served, opener: Opener) -> None:
    best = max(opener.material.propositions, key=lambda each: (len(each.roots), each.id)).id
    for path in ("/relations/CHL-NOR", f"/propositions/{best}", "/relations/CHL-NOR/over-time"):
        status, text = numbers.ask(path)
        assert status == 200
        main = text[text.index("<main") : text.index("</main>")]
        page = Page.of(main)
        assert page.found
        assert not [each for each in page.unopened(opener) if not is_heading_of_list(each)], path
        assert not [*unopened_json(json.loads(numbers.ask(f"{path}.json")[1]), opener)], path


def unopened_json(value: Any, opener: Opener, path: str = "", above: tuple[dict[str, Any], ...] = ()) -> Iterator[str]:
    """The paths of numbers of which neither their object nor one of the two around it has an id that opens."""
    if isinstance(value, dict):
        rows = value.get("rows")  # counted by kind beside them, each with an id of its own
        has_ids = rows and all(isinstance(each, dict) and opener.opens(each.get("id", "")) for each in rows)
        value = {"rows": rows} if has_ids else value
        for key, each in value.items():
            yield from unopened_json(each, opener, f"{path}.{key}", (value, *above))
    elif isinstance(value, list):
        for each in value:
            yield from unopened_json(each, opener, f"{path}[]", above)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        name = path.rpartition(".")[2].removesuffix("[]")
        ids = [one.get(key) for one in above[:3] for key in ("why", "id", "root", "claim", "proposition")]
        near = [each["id"] if isinstance(each, dict) else each for each in ids if each]
        if name not in EXEMPT_KEYS and not any(isinstance(each, str) and opener.opens(each) for each in near):
            yield path


JSON = (
    ("relation", *PAIR, "--against", "NATO,CAN-USA:1960-"),
    ("relation", *PAIR, "--until", "2024"),
    ("series", *PAIR),
    ("propositions",),
    ("sources",),
    ("sources", "--copies"),
    ("unread",),
    ("drift",),
)


@pytest.mark.parametrize("words", JSON, ids=" ".join)
def test_every_number_for_programs_has_an_id(measured: Path, opener: Opener, words: tuple[str, ...]) -> None:
    assert not [*unopened_json(foedus(*words, "--json", "--dossier", measured).json, opener)]
