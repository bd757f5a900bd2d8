"""The inflected forms of a known word: a lemma enters, the forms that a text may show leave.

The lexicon's vocabulary is closed, so its forms can be listed beforehand; a text's word is then found although a
tagger's lemma is wrong. Regular forms are made by rule, the others stand in irregular.csv.
"""

from __future__ import annotations

import re

_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_HISSING = re.compile(r"(?:s|x|z|ch|sh)$")
_ONE_SYLLABLE = re.compile(r"^[^aeiou]*[aeiou][bdglmnprt]$")  # stop, ban: the last letter is doubled
_STRESSED_END = ("permit", "admit", "commit", "submit", "expel", "propel", "compel", "rebut", "defer", "deter", "refer")


def forms_of(lemma: str, upos: str) -> frozenset[str]:
    """The forms of the lemma as this part of speech, itself among them.

    >>> sorted(forms_of("ban", "VERB"))
    ['ban', 'banned', 'banning', 'bans']
    >>> sorted(forms_of("treaty", "NOUN"))
    ['treaties', 'treaty']
    """
    if upos == "VERB":
        return frozenset({lemma, _with_s(lemma), _stem(lemma, "ed"), _stem(lemma, "ing")})
    return frozenset({lemma, _with_s(lemma)} if upos == "NOUN" else {lemma})


def _with_s(lemma: str) -> str:
    if _CONSONANT_Y.search(lemma):
        return f"{lemma[:-1]}ies"
    return f"{lemma}es" if _HISSING.search(lemma) else f"{lemma}s"


def _stem(lemma: str, ending: str) -> str:
    if ending == "ed" and _CONSONANT_Y.search(lemma):
        return f"{lemma[:-1]}ied"
    if lemma.endswith("e") and not (ending == "ing" and lemma.endswith(("ee", "oe", "ye"))):
        return f"{lemma[:-1]}{ending}"
    doubled = _ONE_SYLLABLE.match(lemma) or lemma.endswith(_STRESSED_END)
    return f"{lemma}{lemma[-1]}{ending}" if doubled else f"{lemma}{ending}"
