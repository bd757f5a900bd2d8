"""Pieces of text that programs stumble over, and whole files that are traps; each enters a mutant by its name."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import gather_specimens as specimens

if TYPE_CHECKING:
    from random import Random

TOKENS: dict[str, str] = {
    "nothing": "",
    "nul": "a\0b",
    "bell": "\x07\x08\x1b[31m\x7f\x85",
    "lone surrogate": "\ud800 and \udfff",
    "right to left": "\u202eRuritania\u202c \u2066said\u2069 \u200f",
    "zero width": "Ru\u200bri\u200dta\ufeffnia\u00ad said",
    "marks": "e" + "\u0301\u0489\u20dd" * 400,
    "beyond the plane": "𝕽uritania 🇷🇺🇨🇳 👩‍👩‍👧‍👦 \U0010ffff \ufffe",
    "case that grows": "İSTANBUL ﬁﬂﬀ ǅ ß ẞ ΐ " * 5,
    "digits that are none": "²³¹ ①② ٣٤ ໑໒ ⅔ Ⅻ 〇",
    "full width": "Ｒｕｒｉｔａｎｉａ １２３４ ％",
    "long number": "9" * 5000,
    "many numbers": "1,2.3,4.5," * 400,
    "great number": "1e999 -0 NaN Infinity 0x1F 1_000 $9" + "0" * 40,
    "no day": "0000-00-00 31 February 2023, 99/99/9999, 13.13.13, 29 February 1900",
    "far day": "on 1 January 99999, in 0001, in 10000 BC, in the 99th century, 5000000 years ago, in 300000 months",
    "quotes": "“" * 500 + "he said" + "”" * 499,
    "straight quotes": '"' * 999 + "'" * 999,
    "open brackets": "(" * 2000 + "[" * 2000 + "{" * 2000,
    "spaces": " " * 20_000 + "x",
    "tabs and breaks": "\t\r\n\v\f\u2028\u2029" * 500,
    "one word": "a" * 30_000 + "!",
    "hyphens": "co-" * 3000 + "ordinated",
    "dots": "U.S.A." * 800 + "." * 3000,
    "ands": "Ruritania and " * 700 + "Graustark signed.",
    "said that": "Ruritania said that " * 250 + "it rained.",
    "who who": "the envoy of the envoy, who " * 200 + "left",
    "commas": "Ruritania, Graustark, " * 400,
    "amounts": "$5 billion to €3 million percent to " * 150,
    "address": "https://" + "a." * 2000 + "example/" + "?q=" * 2000,
    "mail": "a@" * 5000 + "b",
    "slashes": "../" * 200 + "etc/passwd",
    "format": "%s%n%x {0} {name!r} ${HOME} {{7*7}}",
    "markup": "<script>alert(1)</script><b onmouseover=alert(1)>&amp;&#0;&#x110000;&nosuch;",
    "sql": "'; DROP TABLE claims; --",
    "upper": "RURITANIA RECALLS ITS ENVOY " * 100,
    "shy date": "date: 2024-02-30\nauthor: \nurl: javascript:alert(1)\n",
    "line feeds": "\n" * 20_000,
    "single letters": "a b c d e f g " * 1500,
    "equals": "=" * 10_000 + "\n" + "-" * 10_000,
    "hashes": "# " * 5000,
    "stars": "*_" * 5000 + "**",
    "links": "[a](" * 2000,
    "amp": "&" * 20_000,
    "less than": "<" * 20_000,
    "tags that open": "<div><p><table>" * 1500,
}


def token(chance: Random) -> tuple[str, bytes]:
    """A bait and its bytes; lone surrogates go as the bytes that Windows writes for them."""
    name = chance.choice([*TOKENS])
    return name, TOKENS[name].encode("utf-8", "surrogatepass")


_ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "laugh">{_ENTITIES}]>'


def entity_feed() -> bytes:
    """A feed whose entities grow without end, and ask for a file of the machine."""
    outside = BOMB.replace("]>", '<!ENTITY f SYSTEM "file:///etc/passwd">]>')
    item = "<item><title>&l11;</title><description>&f; &l11; Ruritania recalled its envoy.</description></item>"
    return f'{outside}<rss version="2.0"><channel><title>&l11;</title>{item * 3}</channel></rss>'.encode()


def entity_page() -> bytes:
    """The same as a page of XHTML."""
    body = "<p>&l11; Ruritania recalled its envoy from Graustark. &l11;</p>" * 3
    head = BOMB.replace("DOCTYPE x", "DOCTYPE html")
    return f'{head}<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'.encode()


def entity_growth() -> bytes:
    """A feed of one long entity, asked for so often that it would fill gigabytes without any nesting."""
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"Ruritania " * 2_000}">]>'
    return f'{head}<rss version="2.0"><channel><title>{"&a;" * 50_000}</title></channel></rss>'.encode()


def deep_page(depth: int = 40_000) -> bytes:
    """A page of elements within elements."""
    return b"<html><body>" + b"<div><span>" * depth + b"Ruritania recalled its envoy." + b"</span></div>" * depth


def deep_json(depth: int = 100_000) -> bytes:
    """A row of lists within lists, and one of objects within objects."""
    return b'{"text": ' + b"[" * depth + b"]" * depth + b"}\n" + b'{"a":' * depth + b"1" + b"}" * depth + b"\n"


def deep_toml(depth: int = 5000) -> bytes:
    """Lists within lists, tables within tables."""
    return b"id = " + b"[" * depth + b"]" * depth + b"\n[" + b".".join([b"a"] * depth) + b"]\n"


def zip_bomb() -> bytes:
    """Zeros that pack a thousandfold, and a directory that says less."""
    packed = specimens.zipped({"a.txt": b"\0" * (48 << 20), "b.txt": specimens.ARTICLE.encode()})
    return specimens.understated(packed, size=4000)


def zip_of_slips() -> bytes:
    """Members whose names lead out of the archive, clash, or are no names."""
    names = ["../a.txt", "/etc/a.txt", "C:\\a.txt", "a/../../b.txt", "..\\c.txt", "x" * 5000, "a\0b.txt", "con.txt",
             " .txt", "a.txt/", "é\u0301\u202e.txt", "\ud7ff.txt", "a.txt"]  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), specimens.ARTICLE.encode())
    return out.getvalue()


def zip_of_zips(depth: int = 30) -> bytes:
    """A zip in a zip in a zip."""
    content = specimens.zipped({"a.txt": specimens.ARTICLE.encode()})
    for _ in range(depth):
        content = specimens.zipped({"a.zip": content, "b.dat": content})
    return content


def zip_of_many() -> bytes:
    """Twenty thousand empty members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(20_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"")
    return out.getvalue()


def gzip_bomb() -> bytes:
    """Sixty-four megabytes of one letter, packed."""
    return gzip.compress(b"a" * (64 << 20))


def pdf_bomb() -> bytes:
    """A PDF whose one stream unpacks to fifty megabytes of drawing."""
    packed = zlib.compress(b"BT /F1 10 Tf 50 700 Td (Ruritania) Tj ET\n" * 1_200_000, 9)
    head = b"endobj\n5 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return specimens.pdf([(50, 700, "Ruritania")]).replace(
        b"endobj\n5 0 obj\n<< /Length", head + packed + b"\nendstream\nendobj\n6 0 obj\n<< /Length", 1)  # fmt: skip


def pdf_loop() -> bytes:
    """A PDF whose tree of pages holds itself, and claims a million of them."""
    whole = specimens.pdf([(50, 700, "Ruritania recalled its envoy.")])
    return whole.replace(b"/Kids [4 0 R] /Count 1", b"/Kids [2 0 R] /Count 1000000")


def warc_of_lengths() -> bytes:
    """Records whose lengths are wrong, negative or beyond all measure."""
    records = b""
    for length in (b"-1", b"99999999999999999999", b"10", b"x", b"0"):
        records += b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: text/html\r\nContent-Length: " + length
        records += (
            b"\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n"
        )
        records += specimens.article_page() + b"\r\n\r\n"
    return records


def wide_table() -> bytes:
    """A table of fifty thousand columns, then one field of nine megabytes."""
    header = b"text," + b",".join(b"c%d" % number for number in range(50_000))
    return header + b"\n" + b"Ruritania," * 50_000 + b"\n" + b'"' + b"a" * (9 << 20) + b'"\n'


def long_line() -> bytes:
    """A line of JSON longer than any line may be, and one that may be read."""
    return b'{"text": "' + b"a" * (9 << 20) + b'"}\n{"text": "Ruritania recalled its envoy."}\n'


def long_text() -> bytes:
    """A text larger than any text may be."""
    return b"Ruritania recalled its envoy.\n\n" * 700_000


def endless_paragraph() -> bytes:
    """A hundred kilobytes without one full stop."""
    return b"Ruritania " + b"and the envoy of Graustark who said that the treaty which was signed by them " * 1400


def image_header() -> bytes:
    """A PNG that says it is four thousand million pixels wide."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 2**31, 2**31, 8, 6, 0, 0, 0) + b"\0" * 40


def rda_of_lengths() -> bytes:
    """An R file that announces vectors of two thousand million numbers."""
    head = b"RDX3\nX\n" + struct.pack(">iii", 3, 0x00040000, 0x00030500) + struct.pack(">i", 5) + b"UTF-8"
    return gzip.compress(head + struct.pack(">ii", 0x0000000E, 2**31 - 1) + b"\0" * 64)


def deep_rda(depth: int = 100_000) -> bytes:
    """An R file of lists within lists."""
    head = b"RDX3\nX\n" + struct.pack(">iii", 3, 0x00040000, 0x00030500) + struct.pack(">i", 5) + b"UTF-8"
    return gzip.compress(head + struct.pack(">ii", 0x00000013, 1) * depth + struct.pack(">i", 0xFE))


def many_actors() -> bytes:
    """A dictionary of a hundred thousand names, of one name without an end, and of brackets that none closes."""
    many = b"".join(b"RURITANIA_%d_\n+ENVOY_%d\n\t[CHNGOV >19000101]\n" % (each, each) for each in range(50_000))
    return many + b"STRELSAU_" * 100_000 + b"\n" + b"[" * 200_000 + b"CHN" + b"{+" * 100_000 + b"\n"


def wide_actors() -> bytes:
    """A table of actors, one of which has a name of four megabytes and as many spellings."""
    return b"id,name,kind,names\n" + b"XXA,Ruritania,state," + b"Ruritania;" * 400_000 + b"\n"


def long_toml() -> bytes:
    """A framework of a hundred thousand stages, the last of which is none."""
    return b"".join(b'[[stages]]\nid = "s%d"\n' % each for each in range(100_000)) + b"stages = 1\n"


def deep_library(depth: int = 100_000) -> bytes:
    """Publication data of lists within lists."""
    return b'[{"title": ' + b"[" * depth + b"]" * depth + b"}]"


def long_library() -> bytes:
    """Publication data of a hundred thousand items of one title, and of years beyond all measure."""
    item = b'{"id": "a", "title": "Ruritania recalls its envoy", "issued": {"date-parts": [[99999999999, 1e99, -1]]}},'
    return b"[" + item * 100_000 + b"{}]"


TRAPS = {
    "entities.xml": entity_feed,
    "growth.xml": entity_growth,
    "entities.xhtml": entity_page,
    "deep.html": deep_page,
    "deep.jsonl": deep_json,
    "deep.json": deep_json,
    "bomb.zip": zip_bomb,
    "slips.zip": zip_of_slips,
    "zips.zip": zip_of_zips,
    "many.zip": zip_of_many,
    "bomb.txt.gz": gzip_bomb,
    "bomb.csv.gz": gzip_bomb,
    "bomb.warc.gz": gzip_bomb,
    "bomb.pdf": pdf_bomb,
    "loop.pdf": pdf_loop,
    "lengths.warc": warc_of_lengths,
    "wide.csv": wide_table,
    "line.jsonl": long_line,
    "long.txt": long_text,
    "endless.txt": endless_paragraph,
    "image.png": image_header,
}
REFERENCE_TRAPS = {
    "bomb.csv.gz": gzip_bomb,
    "wide.csv": wide_table,
    "lengths.rda": rda_of_lengths,
    "deep.rda": deep_rda,
    "bomb.rda": gzip_bomb,
    "zip.rda": zip_bomb,
    "entities.csv": entity_feed,
}
FRAMEWORK_TRAPS = {"deep.toml": deep_toml, "long.toml": long_toml, "bomb.toml": gzip_bomb}
ACTOR_TRAPS = {"many.txt": many_actors, "wide.csv": wide_actors, "bomb.txt": gzip_bomb, "slips.zip": zip_of_slips}
LIBRARY_TRAPS = {"deep.json": deep_library, "long.json": long_library}
OF_SORT = {"trap": TRAPS, "reference": REFERENCE_TRAPS, "framework": FRAMEWORK_TRAPS, "actors": ACTOR_TRAPS,
           "library": LIBRARY_TRAPS}  # fmt: skip
