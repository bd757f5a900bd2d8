"""What the sentence around a claim tells beside it: who says it, when it was, how surely.

A claim and its document's text enter; the sentence leaves, and the words in it that tell these things. What a sentence
still tells was not lost, though the claim read in it does not hold it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_ENDS = re.compile(r"[.!?…][”\"»’')\]]*(?=\s)|\n")
# Somebody's word, told by a verb, a phrase or a noun.
SAID = re.compile(
    r"\b(?:sa(?:id|ys?)|stat(?:ed|es?)|told|tells?|announc(?:ed|es?)|declar(?:ed|es?)|report(?:ed|s|edly)|wr(?:ote|ites?)"
    r"|written|claim(?:ed|s)|add(?:ed|s)|explain(?:ed|s)|express(?:ed|es)|assert(?:ed|s)|insist(?:ed|s)"
    r"|maintain(?:ed|s)|acknowledg(?:ed|es)|concede[ds]?|confirm(?:ed|s)|find(?:s|ing|ings)|found that|reckon\w*"
    r"|estimat(?:ed|es?)|believ(?:ed|es?)|according to|in (?:his|her|its|their) (?:words?|account|view|telling)"
    r"|words? from|let (?:it )?be known|on condition)\b",
    re.IGNORECASE,
)
# ... of the sentence before.
SUCH = re.compile(
    r"(?:Such|So|This|That|These|Thus|All this) [^.!?]{0,40}\b(?:findings?|account|view|version|claims?|results?|words?"
    r"|conclusions?|says?|said|writes?|wrote|announced|reported|told)\b"
)
# How little somebody stands behind it.
HEDGED = re.compile(
    r"\b(?:would(?! rather| like| prefer)|could|might|may|perhaps|possibl[ey]|probabl[ey]|likely|reported(?:ly)?"
    r"|alleged(?:ly)?|apparently|supposed(?:ly)?|believ(?:ed?|es)|thinks?|thought|expects?|expected|suspects?"
    r"|anticipat(?:ed?|es)|predict(?:s|ed)?|foresees?|forecasts?|suspected|suggests?|suggested|assumed?|seem(?:s|ed)?|appear(?:s|ed)?|estimates?|estimated|rumou?red|rumou?rs?)"
    r"\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 12)
def _bounds(text: str) -> tuple[int, ...]:
    ends = [found.end() for found in _ENDS.finditer(text)]
    return (0, *(end for before, end in pairwise([0, *ends]) if text[before:end].strip()), len(text))


def sentence(text: str, start: int, end: int, *, more: int = 0) -> str:
    """The sentences of the text in which the stretch from start to end stands, and so many more behind it.

    >>> sentence("Anton spoke. They sold it, he said. It rained.", 13, 25)
    'They sold it, he said.'
    """
    begin, stop = extent(text, start, end, more=more)
    return text[begin:stop].strip()


def extent(text: str, start: int, end: int, *, more: int = 0) -> tuple[int, int]:
    """Where these sentences begin and end."""
    bounds = _bounds(text)
    begin = max((each for each in bounds if each <= start), default=0)
    ends = [each for each in bounds if each >= end]
    return begin, ends[min(more, len(ends) - 1)] if ends else len(text)
