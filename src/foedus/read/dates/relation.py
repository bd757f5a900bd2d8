"""How an expression bounds what it dates: "since 2005" is open ahead, "by 2027" open behind; words before it decide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from foedus.read.dates.granules import Stretch

_CUES = re.compile(
    r"(?:"
    r"(?P<since>\b(?:since(?: at least| as early as| as far back as| around| about)?|ever "
    r"since|(?:starting|beginning|effective|dating|dates|dated|going|goes|back) (?:back "
    r")?(?:in|from|on|to|as of)|from as early as|as far back as|as early as))|"
    r"(?P<until>\b(?:until|till|up until|up to|through|not until|to last until))|"
    r"(?P<by>\b(?:by|no later than|not later than|by around|by about|as soon as|by as early as))|"
    r"(?P<before>\b(?:before|prior to|ahead of|earlier than|pre-?))|"
    r"(?P<after>\b(?:after|following|later than|beyond|post-?))|"
    r"(?P<for>\b(?:for|lasting|lasted|lasts))|"
    r"(?P<between>\b(?:between|from))"
    r")\s*(?:\b(?:at least|around|about|over|more than|nearly|almost|well over|the|some)\s+)?\Z",
    re.IGNORECASE,
)
_ONWARD = re.compile(r"\s*(?:on|onwards?|forward|and (?:beyond|later|after))\b(?! \w+day)", re.IGNORECASE)
_OR_BEFORE = re.compile(r"\s*(?:or (?:before|earlier)|and before)\b", re.IGNORECASE)


def relation(text: str, *, start: int, end: int) -> str:
    """The relation that the words before (or right after) an expression give it.

    >>> relation("at war since 1979", start=13, end=17), relation("in 1979", start=3, end=7)
    ('since', 'during')
    """
    if _ONWARD.match(text, end):
        return "since"
    if _OR_BEFORE.match(text, end):
        return "until"
    cue = _CUES.search(text[max(0, start - 40) : start])
    found = (cue.lastgroup if cue else None) or "during"
    return "during" if found == "between" else found


def bounded(stretch: Stretch, relation: str) -> tuple[date | None, date | None]:
    """The two ends of what is dated; None is open.

    A thing done "by" a day may be done on it, one done "before" a day may not; so also "since" and "after".
    """
    return {
        "since": (stretch.since, None),
        "after": (stretch.until, None),
        "until": (None, stretch.until),
        "by": (None, stretch.until),
        "before": (None, stretch.since),
    }.get(relation, (stretch.since, stretch.until))
