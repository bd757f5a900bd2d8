"""Text of unknown origin enters; the same text leaves with nothing in it that a terminal or a page would obey."""

from __future__ import annotations

import re

# Characters that steer a terminal or turn the direction of what follows: they are shown as one mark each, so that
# offsets still count.
_STEERING = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~&!$^])")


def visible(text: str) -> str:
    """The text with every control and direction character as the mark of something unprintable.

    >>> visible("a\\x1b[31mb")
    'a�[31mb'
    """
    return _STEERING.sub("\ufffd", text)


def unmarked(text: object) -> str:
    """The text on one line as Markdown shows it, with none of its characters read as markup.

    >>> unmarked("*a* <b>")
    '\\\\*a\\\\* \\\\<b\\\\>'
    """
    return _MARKDOWN.sub(r"\\\1", visible(" ".join(str(text).split())))
