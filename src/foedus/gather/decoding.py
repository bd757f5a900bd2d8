"""Bytes enter, text leaves, with a trouble wherever the encoding had to be guessed or repaired."""

from __future__ import annotations

import codecs
import re

from foedus.gather.drafts import Trouble
from foedus.terms import Severity

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_ODD_CONTROLS = bytes(sorted({*range(32), 127} - {9, 10, 12, 13, 27}))
# UTF-8 read as Windows-1252: a lead byte as a letter, then the letters and signs that stand for continuation bytes.
_TAILS = "".join(sorted({bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xC0)} - {"\ufffd"}))
_MOJIBAKE = re.compile(
    f"(?:[\u00c2-\u00df][{re.escape(_TAILS)}\x80-\x9f]|[\u00e0-\u00ef][{re.escape(_TAILS)}\x80-\x9f]{{2}})+"
)


def decode(content: bytes, *, declared: str | None = None) -> tuple[str, tuple[Trouble, ...]]:
    """The text of the bytes: by their mark, as UTF-8, as declared, or at last as Windows-1252, which is a guess.

    >>> decode("café".encode())
    ('café', ())
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _with_replacement(content, encoding)
    try:
        return _repaired(content.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    named = _known(declared or declared_in(content))
    if named is not None:
        return _with_replacement(content, named)
    if _is_utf16(content):
        return _with_replacement(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    text = content.decode("cp1252", "replace")
    says = (
        "The bytes are not UTF-8 and no encoding is declared; they were read as Windows-1252, which may be wrong: "
        "look at the accented letters, and save the file as UTF-8."
    )
    return text, (Trouble(code="wrong-encoding", says=says),)


def declared_in(content: bytes) -> str | None:
    """The encoding that a page or feed names for itself, as written there."""
    found = _DECLARED.search(content[:8192])
    return found.group(1).decode("ascii", "replace") if found else None


def is_binary(head: bytes) -> bool:
    """Whether these bytes are no text in any encoding that Foedus reads.

    >>> is_binary(bytes(range(256)) * 4), is_binary("Zürich".encode("cp1252"))
    (True, False)
    """
    if any(head.startswith(mark) for mark, _ in _MARKS) or _is_utf16(head):
        return False
    odd = len(head) - len(head.translate(None, _ODD_CONTROLS))
    return odd > max(2, len(head) // 200)


def _with_replacement(content: bytes, encoding: str) -> tuple[str, tuple[Trouble, ...]]:
    text = content.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if not lost:
        return _repaired(text)
    says = (
        f"{lost} characters cannot be read as {encoding} and stand as \ufffd: save the file as UTF-8, then gather it."
    )
    return text, (Trouble(code="wrong-encoding", says=says),)


def _repaired(text: str) -> tuple[str, tuple[Trouble, ...]]:
    repaired, count = _MOJIBAKE.subn(_original, text)
    if not count or repaired == text:
        return text, ()
    says = f"{count} stretches of UTF-8 had once been read as Windows-1252 and were set right: check the names."
    return repaired, (Trouble(code="wrong-encoding", says=says, severity=Severity.NOTE),)


def _original(found: re.Match[str]) -> str:
    """What a stretch was before it was read in the wrong encoding, or the stretch itself where it was none."""
    codes = bytearray()
    for letter in found.group():
        codes += letter.encode("latin-1") if ord(letter) < 256 else letter.encode("cp1252")
    try:
        return codes.decode("utf-8")
    except UnicodeDecodeError:
        return found.group()


def _known(name: str | None) -> str | None:
    try:
        found = codecs.lookup((name or "").strip()).name
    except (LookupError, ValueError):
        return None
    # A page that says Latin-1 means Windows-1252, as browsers read it; the bytes have already failed as UTF-8.
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(found, found)


def _is_utf16(content: bytes) -> bool:
    """Whether nearly every second byte is NUL on one side only, as in UTF-16 text of Latin letters without a mark."""
    sample = content[:2000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return len(sample) >= 8 and max(even, odd) > 0.35 * len(sample) and min(even, odd) <= len(sample) // 50
