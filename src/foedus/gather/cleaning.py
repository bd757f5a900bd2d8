"""What is done to a text before its id is computed, all in this one place; decoded text enters, clean text leaves.

1. A byte order mark and zero-width characters that show nothing are dropped.
2. Line ends (CR LF, CR, NEL, line and paragraph separators, form feed, vertical tab) become LF.
3. Control characters other than tab and LF are dropped, NUL and lone surrogates among them, and so are the controls
   of writing direction, which can make a text show other words than it holds.
4. Soft hyphens are dropped: they show only where a line breaks.

Nothing else: no quotation mark, no space and no hyphen is changed, so every offset points into what is shown.
"""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    r"""The text with uniform line ends and without characters that show nothing.

    >>> clean("\ufeffRuri\xadtania\r\nand\x00 Graustark")
    'Ruritania\nand Graustark'
    """
    return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    r"""The clean text on one line, runs of white space shown as one space: for titles, names and joined blocks.

    >>> one_line(" The  Streslau\n Gazette ")
    'The Streslau Gazette'
    """
    return _SPACES.sub(" ", clean(text)).strip()
