"""Whole files of every format that Foedus takes, from which the mutants are made; nothing enters."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import rdata

import gather_specimens as specimens

if TYPE_CHECKING:
    from random import Random

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = ROOT / "examples" / "demo" / "articles"
REFERENCE = ROOT / "tests" / "reference"

DICTIONARY = """# actors of Ruritania
RUDOLF_RASSENDYLL_
+KING_RUDOLF
+RUDOLF_THE_FIFTH
\t[CHNGOV >20121115]
\t[CHNELI <20121115]
STRELSAU_ [CHNGOV]  # the seat
BLACK_MICHAEL [RUSMIL 19910101-20001231][USAGOV]
GRAUSTARK'S_ENVOY_ [RUSGOV]
"""


@dataclass(frozen=True, slots=True)
class Whole:
    """A file with nothing wrong, by its name."""

    name: str
    content: bytes


@cache
def texts() -> tuple[str, ...]:
    """The demo's articles and one more, as text."""
    return (specimens.ARTICLE, *(each.read_text("utf-8") for each in sorted(ARTICLES.glob("*.txt"))))


@cache
def documents() -> dict[str, tuple[Whole, ...]]:
    """Whole files to gather, by the sort of their format."""
    pages = (specimens.article_page(), *(each.read_bytes() for each in sorted(ARTICLES.glob("*.html"))))
    plain = tuple(Whole(f"{number}.txt", each.encode()) for number, each in enumerate(texts()))
    return {
        "page": tuple(Whole(f"{number}.html", each) for number, each in enumerate(pages)),
        "pdf": tuple(Whole(f"{number}.pdf", _pdf(each)) for number, each in enumerate(texts()[:3])),
        "warc": (Whole("a.warc", _warc(packed=False)), Whole("a.warc.gz", _warc(packed=True))),
        "feed": (Whole("rss.xml", _rss()), Whole("atom.xml", _atom())),
        "zip": (
            Whole(
                "a.zip", specimens.zipped({"a/1.html": pages[0], "b.txt": plain[1].content, "c.pdf": _pdf(texts()[0])})
            ),
        ),
        "rows": (Whole("a.jsonl", _json_lines()), Whole("a.json", _json()), Whole("a.csv", _csv())),
        "text": (
            *plain,
            *(Whole(each.name, each.read_bytes()) for each in sorted(ARTICLES.glob("*.md"))),
            Whole("a.txt.gz", gzip.compress(texts()[0].encode(), mtime=0)),
        ),
    }


@cache
def busied() -> tuple[Whole, ...]:
    """Whole files of which every word comes to our own patterns: texts and pages."""
    return (*documents()["text"][:4], *documents()["page"][:4])


@cache
def references() -> tuple[Whole, ...]:
    """Whole reference datasets: CSV, packed, and as R writes them."""
    tables = tuple(Whole(each.name, each.read_bytes()) for each in sorted(REFERENCE.glob("*.csv")))
    own = tuple(each for each in tables if each.name != "pacts.csv")
    packed = tuple(Whole(f"{each.name}.gz", gzip.compress(each.content, mtime=0)) for each in own[:3])
    return (*own, *packed, *(Whole(each.name.replace(".csv", ".rda"), as_rda(each)) for each in own[:4]))


@cache
def described() -> tuple[Whole, Whole]:
    """A table of a layout of the user's own, and the TOML file beside it that describes it."""
    return tuple(Whole(name, (REFERENCE / name).read_bytes()) for name in ("pacts.csv", "pacts.toml"))  # type: ignore[return-value]


@cache
def framework() -> Whole:
    """The framework that Foedus brings."""
    return Whole("own.toml", files("foedus.assess").joinpath("frameworks/alignment.toml").read_bytes())


@cache
def actors() -> tuple[Whole, ...]:
    """Files of actors in our columns, a few rows of each, and PETRARCH dictionaries."""
    own = ("states", "leaders", "names", "places", "memberships", "sectors", "agents", "care", "context", "officials")
    rows = []
    for name in own:
        lines = files("foedus.knowledge").joinpath(f"{name}.csv").read_bytes().splitlines(keepends=True)
        rows.append(Whole(f"{name}.csv", b"".join(lines[:12])))
    return (*rows, *[Whole("actors.txt", DICTIONARY.encode())] * 5)


@cache
def library() -> Whole:
    """Publication data as Zotero writes them."""
    items = [
        {"id": f"k{number}", "type": "article-newspaper", "title": text.splitlines()[0][:80], "URL": f"https://strelsau.example/{number}",
         "container-title": "Strelsau Post", "issued": {"date-parts": [[2024, 3, number + 1]]},
         "author": [{"family": "Rassendyll", "given": "R."}, {"literal": "The Desk"}]}
        for number, text in enumerate(texts())
    ]  # fmt: skip
    return Whole("library.json", json.dumps(items, indent=1).encode())


def _pdf(text: str) -> bytes:
    lines = [line for paragraph in text.splitlines() for line in _broken(paragraph)]
    plain = [line.encode("latin-1", "replace").decode("latin-1").replace("(", "[").replace(")", "]") for line in lines]
    sheets = [
        [(50, 780 - 14 * row, line) for row, line in enumerate(plain[at : at + 50])] for at in range(0, len(plain), 50)
    ]
    return specimens.pdf(*sheets)


def _broken(paragraph: str, width: int = 80) -> list[str]:
    lines, line = [], ""
    for word in paragraph.split():
        if len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]


def _warc(*, packed: bool) -> bytes:
    records = []
    for number in range(3):
        page = specimens.article_page().replace(b"third", b"%dth part" % (number + 4))
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032}>\r\n"
            f"WARC-Date: 2024-03-04T00:00:00Z\r\nWARC-Target-URI: https://strelsau.example/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(head.encode() + answer + b"\r\n\r\n")
    return b"".join(gzip.compress(each, mtime=0) if packed else each for each in records)


def _rss() -> bytes:
    items = "".join(
        f"<item><title>{text[:40]}</title><link>https://strelsau.example/{number}</link>"
        f"<pubDate>Mon, 04 Mar 2024 00:00:0{number} GMT</pubDate>"
        f"<description><![CDATA[<p>{text}</p>]]></description></item>"
        for number, text in enumerate(texts()[:3])
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Strelsau</title>{items}</channel></rss>'.encode()


def _atom() -> bytes:
    entries = "".join(
        f'<entry><title>A</title><link href="https://strelsau.example/{number}"/><updated>2024-03-04T00:00:00Z</updated>'
        f'<content type="html">&lt;p&gt;{text}&lt;/p&gt;</content></entry>'
        for number, text in enumerate(texts()[:2])
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Strelsau</title>{entries}</feed>'.encode()


def _row(number: int) -> dict[str, str]:
    return {"title": "The envoy", "date": "2024-03-04", "source": "Strelsau Post", "author": "R. Rassendyll",
            "url": f"https://strelsau.example/{number}", "text": texts()[number]}  # fmt: skip


def _json_lines() -> bytes:
    return "".join(json.dumps(_row(number)) + "\n" for number in range(3)).encode()


def _json() -> bytes:
    return json.dumps({"articles": [_row(number) for number in range(2)]}, indent=1).encode()


def _csv() -> bytes:
    return pd.DataFrame([_row(number) for number in range(3)]).to_csv(index=False).encode()


def as_rda(table: Whole) -> bytes:
    """The table as R would save it."""
    frame = pd.read_csv(io.BytesIO(table.content))
    for name in frame.columns:
        if not pd.api.types.is_numeric_dtype(frame[name]):
            frame[name] = frame[name].astype(object).where(frame[name].notna(), None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.rda"
        rdata.write_rda(path, {"frame": frame})
        return path.read_bytes()


def chosen(chance: Random, among: tuple[Whole, ...]) -> Whole:
    """One of them."""
    return among[chance.randrange(len(among))]
