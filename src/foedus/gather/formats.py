"""The first bytes and the name of a file enter; what format it is in leaves. Content decides, the name only hints."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from pathlib import PurePosixPath

from foedus.gather.decoding import is_binary


class Format(StrEnum):
    """What a file is, as far as gathering is concerned."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    PDF = "PDF"
    FEED = "feed"
    WARC = "WARC"
    JSON_LINES = "JSON Lines"
    JSON = "JSON"
    CSV = "CSV"
    PARQUET = "Parquet"
    ARCHIVE = "zip"
    COMPRESSED = "gzip"
    BINARY = "binary"
    UNKNOWN = "unknown"


# Formats that Foedus tells and does not read, by their first bytes.
FOREIGN = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image, sound or video file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "a rich text file"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"%!PS", "a PostScript file"),
)
_OTHER_NAMES = frozenset({
    ".py", ".js", ".ts", ".css", ".svg", ".toml", ".yaml", ".yml", ".ini", ".cfg", ".sql", ".sh", ".tex", ".bib",
    ".xml", ".xsd", ".xsl", ".log", ".ics", ".vcf", ".eml", ".mbox",
})  # fmt: skip
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title|table|span)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_COLUMN = re.compile(r"^[\w .:-]{1,40}$")
_BY_NAME = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".json": Format.JSON,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
}


def detect(head: bytes, name: str) -> Format:
    """The format that a file with these first bytes and this name is in.

    >>> detect(b"%PDF-1.7 ...", "report.txt"), detect(b"Ruritania denied it.", "note.txt")
    (<Format.PDF: 'PDF'>, <Format.TEXT: 'text'>)
    """
    by_magic = _by_magic(head)
    if by_magic is not None:
        return by_magic
    if is_binary(head):
        return Format.BINARY
    suffix = PurePosixPath(name.removesuffix(".gz")).suffix.lower()
    start = _plain_start(head)
    return _by_tag(start, suffix) if start.startswith(b"<") else _by_text(start, suffix)


def _by_text(start: bytes, suffix: str) -> Format:
    """The format of a text that is no markup."""
    hinted = _BY_NAME.get(suffix)
    if hinted in {Format.JSON, Format.JSON_LINES, None} and start.startswith((b"{", b"[")):
        return _json(start, hinted)
    if hinted is None and _is_table(start):
        return Format.CSV
    if hinted is not None and hinted is not Format.JSON:
        return hinted
    return Format.UNKNOWN if suffix in _OTHER_NAMES or hinted is Format.JSON else Format.TEXT


def foreign_name(head: bytes, name: str) -> str:
    """What a file that Foedus does not read is, in words."""
    for magic, words in FOREIGN:
        if head.startswith(magic):
            return words
    if head.startswith(b"PK\x03\x04"):
        return "an Office or e-book file"
    suffix = PurePosixPath(name).suffix
    return f"a {suffix} file" if suffix else "no format that Foedus knows"


def _by_magic(head: bytes) -> Format | None:
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"WARC/"):
        return Format.WARC
    if head.startswith(b"PAR1"):
        return Format.PARQUET
    if head.startswith(b"\x1f\x8b"):
        return Format.COMPRESSED
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Format.ARCHIVE
    return Format.UNKNOWN if any(head.startswith(magic) for magic, _ in FOREIGN) else None


def _plain_start(head: bytes) -> bytes:
    """The head in a form where ASCII can be looked for, whatever its encoding."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore").encode("utf-8", "ignore").lstrip()
    return head.removeprefix(codecs.BOM_UTF8).lstrip()


def _by_tag(start: bytes, suffix: str) -> Format:
    if _FEED.search(start[:4096]):
        return Format.FEED
    if _PAGE.search(start[:16384]) or suffix in {".html", ".htm", ".xhtml"}:
        return Format.HTML
    return Format.UNKNOWN


def _json(start: bytes, hinted: Format | None) -> Format:
    if start.startswith(b"[") and hinted is not Format.JSON_LINES:
        return Format.JSON if hinted is Format.JSON or start[1:].lstrip().startswith(b"{") else Format.TEXT
    first, _, rest = start.partition(b"\n")
    whole_rows = first.rstrip().endswith(b"}") and (not rest.strip() or rest.lstrip().startswith(b"{"))
    if hinted is Format.JSON and not (whole_rows and rest.strip()):
        return Format.JSON
    return Format.JSON_LINES if hinted is Format.JSON_LINES or whole_rows or b'"' in first[:3] else Format.TEXT


def _is_table(start: bytes) -> bool:
    """Whether the first line reads as a header that names a text column among others."""
    first = start.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    for delimiter in ",\t;|":
        columns = [column.strip().strip('"').lower() for column in first.split(delimiter)]
        if len(columns) > 1 and {"text", "body", "content", "article"} & set(columns):
            return all(_COLUMN.match(column) for column in columns)
    return False
