"""Whether the words around an expression speak of past or future; a place in a text enters, a tense leaves."""

from __future__ import annotations

import re

_FUTURE = (
    "will|shall|won't|to be|is to|are to|plans?|planned|scheduled|expects?|expected|due|payable|set|upcoming|expires?|"
    "expire|matures?|maturing|convertible|begins?|takes effect|hopes?|intends?|aims?|would|could|might|may|slated|"
    "going to|ahead of|awaits?|upcoming|deadline|proposed|forecasts?"
)
_IRREGULAR = (
    "was|were|had|did|began|fell|rose|took|made|met|held|came|went|sent|signed|became|brought|built|chose|drew|fought|"
    "found|flew|gave|got|grew|hit|kept|knew|led|left|lost|paid|ran|saw|sold|sought|shot|"
    "shook|slipped|spent|spoke|stood|"
    "struck|swore|taught|thought|threw|told|understood|won|wrote|bought|broke|caught|dealt|drove|felt|heard|hurt|laid|"
    "meant|rode|sank|shut|slid|split|spread|stuck|swept|withdrew|cut|posted"
)
_CUE = re.compile(
    rf"\b(?:(?P<future>(?:{_FUTURE})\b(?! have)|to (?!the\b|a\b|an\b|its\b|their\b|his\b|\d)[a-z]+\b)|"
    rf"(?P<past>(?:{_IRREGULAR}|(?!said|need|indeed|hundred|agreed to|proceed|speed|exceed|"
    rf"feed|seed|breed|red|led)[a-z]{{2,}}ed)\b))|(?P<will>['’]ll\b)",
    re.IGNORECASE,
)
_BORDER = re.compile(r"[.!?]['”\"]?\s+(?=[A-Z“\"])|\n|;")
_SAID = re.compile(
    r"\b(?:said|told (?:\w+ ){1,3}|announced|reported|since|as of|ended|last)\s+(?:late |early |on |in )?\Z",
    re.IGNORECASE,
)
_REACH = 160


def leaning(text: str, at: int) -> str | None:
    """The tense that the nearest cue of the sentence gives, "past" or "future", or None where no cue stands.

    >>> leaning("The pact would expire in June.", 25), leaning("They met in June.", 12), leaning("In June", 3)
    ('future', 'past', None)
    """
    before = text[max(0, at - _REACH) : at]
    borders = list(_BORDER.finditer(before))
    if borders:
        before = before[borders[-1].end() :]
    if _SAID.search(before):
        return "past"
    found = list(_CUE.finditer(before))
    if found:
        return _tense(found[-1])
    after = text[at : at + _REACH]
    border = _BORDER.search(after)
    first = _CUE.search(after[: border.start()] if border else after)
    return _tense(first) if first else None


def _tense(cue: re.Match[str]) -> str:
    return "past" if cue["past"] else "future"
