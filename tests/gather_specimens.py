"""Files to gather, made in the test: our own prose about invented states, and the damage that files come with."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from typing import TYPE_CHECKING

from foedus.gather import gather
from foedus.records import Document, Judgement, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

TODAY = date(2025, 6, 1)

ARTICLE = """Ruritania recalls its envoy from Graustark

Ruritania has recalled its ambassador from Graustark after a dispute over fishing rights, the foreign ministry said.

The ministry said that the envoy would stay in Streslau until the two governments had talked. It did not say when.

A spokesman for Graustark told reporters that his government regretted the decision.
"""


def page(*, body: str, head: str = "", lang: str = "en") -> bytes:
    """An HTML page with this head and body."""
    start = f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head>'
    return f"{start}<body>{body}</body></html>".encode()


def article_page(**more: str) -> bytes:
    """A page with an article long enough to be told from what surrounds it."""
    paragraphs = [line for line in ARTICLE.split("\n\n")[1:] if line.strip()] + [
        "Freedonia, which had offered to bring the two together, has withdrawn its offer for the time being.",
        "Trade between the two neighbours has fallen by a third since the harbour at Modenstein was closed.",
    ]
    body = (
        "<nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
        "<article><h1>Ruritania recalls its envoy from Graustark</h1>"
        + "".join(f"<p>{paragraph.strip()}</p>" for paragraph in paragraphs)
        + "<figure><img src='a.jpg'><figcaption>The harbour at Modenstein seen from the sea</figcaption></figure>"
        + "</article>"
        + "<footer><p>Terms of use</p></footer>"
    )
    return page(body=body, **more)


def pdf(*sheets: Sequence[tuple[float, float, str]], end: bool = True) -> bytes:
    """A PDF whose sheets hold texts at places given in points from the lower left corner."""
    bodies: list[bytes] = []
    pages = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(sheets)))
    bodies.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    bodies.append(f"<< /Type /Pages /Kids [{pages}] /Count {len(sheets)} >>".encode())
    bodies.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for index, sheet in enumerate(sheets):
        drawn = "".join(f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in sheet).encode("latin-1")
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    if not end:
        return out.getvalue()[: out.tell() // 3]
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, table))
    return out.getvalue()


def zipped(members: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def understated(content: bytes, *, size: int) -> bytes:
    """The zip with its first member's unpacked size set to this in the directory, as a bomb would."""
    place = content.index(b"PK\x01\x02") + 24
    return content[:place] + struct.pack("<I", size) + content[place + 4 :]


class Outcome:
    """What gathering a path gave, by kind."""

    def __init__(self, path: Path) -> None:
        self.everything = list(gather(path, today=TODAY))
        self.documents = [one for one in self.everything if isinstance(one, Document)]
        self.judgements = [one for one in self.everything if isinstance(one, Judgement)]
        self.problems = [one for one in self.everything if isinstance(one, Problem)]

    @property
    def codes(self) -> list[str]:
        """The codes of the problems, in order."""
        return [problem.code for problem in self.problems]

    @property
    def faults(self) -> list[str]:
        """The codes of the faults alone."""
        return [problem.code for problem in self.problems if problem.severity == "fault"]

    def part(self, name: str) -> list[str]:
        """The passages of the only document that are this part."""
        (document,) = self.documents
        return [document.text[each.start : each.end] for each in document.parts if each.part == name]

    def because(self, words: str) -> str | None:
        """Why the passage that begins with these words is what it is."""
        (document,) = self.documents
        return next(p.because for p in document.parts if document.text[p.start : p.end].startswith(words))


def gathered(folder: Path, name: str, content: bytes | str) -> Outcome:
    """What comes of gathering one file of this name and content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Outcome(path)
