"""The sizes, counts and times beyond which input is refused with a sentence; nothing enters."""

from __future__ import annotations

MEBIBYTE = 1 << 20

PAGE_BYTES = 20 * MEBIBYTE  # one text, page or PDF: a thousand times a long article
TABLE_BYTES = 4096 * MEBIBYTE  # a JSON Lines, CSV or WARC file, which is read piece by piece
ROW_BYTES = 8 * MEBIBYTE  # one line of JSON Lines or one row of CSV
ARCHIVE_BYTES = 8192 * MEBIBYTE  # everything in one zip, unpacked
ARCHIVE_MEMBERS = 200_000
EXPANSION = 200  # times its packed size that a file of an archive may grow; text reaches about 20
EXPANSION_FREE_BYTES = 4 * MEBIBYTE  # below this no expansion is harmful
PARSE_SECONDS = 60.0  # for one page, PDF, feed or WARC record; the worst real page took about one
PARSE_MEMORY = 2048 * MEBIBYTE  # address space of the parsing process, and
PARSE_DATA = 768 * MEBIBYTE  # what of it may be its own
TEXT_CHARACTERS = 500_000  # one document, a book of 250 pages: reading holds all of it, 1 GB at this length
SENTENCE_WORDS = 1_000  # the longest sentences of treaties run to about 500
SENTENCE_CHARACTERS = 10_000  # what those words take, and half as much again
WORD_CHARACTERS = 2_000  # without a space; the longest addresses of pages have fewer
HEAD_BYTES = 64 * 1024  # what a format is told by


def mebibytes(count: int) -> str:
    """The count of bytes as people say it.

    >>> mebibytes(20 * MEBIBYTE)
    '20 MB'
    """
    return f"{max(1, round(count / MEBIBYTE))} MB"
