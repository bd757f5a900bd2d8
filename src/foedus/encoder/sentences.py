"""Sentences: a stretch of text enters, the offsets of its sentences leave, in order and without their outer spaces.

A full stop, question or exclamation mark ends a sentence with the quotation marks and brackets that follow it. After
an abbreviation, before a lower-case word that a quotation reads on with ('"Why?" he asked'), or inside a figure it
does not. Garbled copy in which a lower-case word follows the stop of a plain word is split all the same.
"""

from __future__ import annotations

import re

_END = re.compile(r"(?:[.!?]+|…|[。！？]+)(?:\[\d+\])*[\"'”’»)\]]*")
_NEWLINES = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’()\[\]—–-]+$")
_OPENERS = "\"'“”‘’«([*"

# A name or a figure follows these: never the end of a sentence.
_NEVER = frozenset(
    re.findall(
        r"\S+",
        "mr mrs ms dr prof st ft mt gen lt col capt cmdr comdr maj sgt cpl pvt adm brig sen rep reps sens gov "
        "hon rev pres amb fr messrs mlle mme vs vol pp fig figs approx ca cf viz e.g i.e spc pfc insp supt "
        "det no nos art",
    )
)
# These end a sentence only before a word that begins sentences.
_SELDOM = frozenset(
    re.findall(
        r"\S+",
        "etc inc corp co ltd llc bros al jr sr jan feb mar apr jun jul aug sept sep oct nov dec dept univ "
        "assn ave blvd rd ph.d a.m p.m u.s u.k u.n e.u d.c u.s.a calif conn fla mass mich minn okla ont que "
        "va wash ariz colo",
    )
)
_STARTERS = frozenset(
    re.findall(
        r"\S+",
        "a after all although an and another as at because before both but by despite during each even few "
        "finally first for from he her here his how however i if in indeed instead it its last later like "
        "many meanwhile moreover most mr my no none nor not now of officials on once one only other others "
        "our over people perhaps some still such that the their then there these they this those though thus "
        "to today under unlike until we what when where whether which while who why with yes yesterday yet "
        "you",
    )
)


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """The offsets of the lines that hold more than spaces.

    >>> paragraphs_of("One.\\n\\nTwo.")
    [(0, 4), (6, 10)]
    """
    spans = (_trimmed(text, match.start(), match.end()) for match in _NEWLINES.finditer(text))
    return [(start, end) for start, end in spans if start < end]


def sentences_of(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The offsets of the sentences between start and end.

    >>> [text[a:b] for text in ["Mr. Li met U.S. envoys. He left."] for a, b in sentences_of(text)]
    ['Mr. Li met U.S. envoys.', 'He left.']
    """
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    since = start
    for match in _END.finditer(text, start, end):
        if match.end() >= end or not _ends(text, match, end):
            continue
        found.append(_trimmed(text, since, match.end()))
        since = match.end()
    found.append(_trimmed(text, since, end))
    return [(first, last) for first, last in found if first < last]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the mark found ends a sentence, by the words on its two sides."""
    mark = match.group()
    if mark[0] in "。！？":
        return True
    following = text[match.end() : min(end, match.end() + 60)]
    if not following[:1].isspace():
        return _glued(mark, following)
    rest = following.lstrip()
    if not rest:
        return False
    before = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
    word = before.group().strip("“”‘’\"'([") if before else ""
    return _separates(mark, word, rest)


def _glued(mark: str, following: str) -> bool:
    """Whether a mark without a space after it ends a sentence: only a closed quotation before a capital does."""
    return len(mark) > 1 and mark[-1] in "”»" and following[:1].isupper() and mark[0] in ".!?"


def _separates(mark: str, word: str, rest: str) -> bool:
    """Whether a mark with a space after it ends the sentence whose last word it follows."""
    opened = rest.lstrip(_OPENERS)
    point = mark[0] == "." and not mark.startswith("..")
    if point and (judged := _after_abbreviation(word, opened)) is not None:
        return judged
    if opened[:1].islower():
        if mark.strip("!?") == "":
            return word.lower() != "yahoo"
        return mark == "." and len(word) >= 3 and word.islower() and word.isalpha()
    return not (rest[0] in ",;:)" or (mark.startswith("..") and not opened[:1].isupper()))


def _after_abbreviation(word: str, rest: str) -> bool | None:
    """Whether a point after this word ends the sentence; None when the word is no abbreviation."""
    lowered = word.lower()
    capital = rest[:1].isupper()
    starter = re.split(r"\W", rest, maxsplit=1)[0]
    if lowered in _NEVER:
        return lowered == "no" and capital
    if lowered in _SELDOM or re.fullmatch(r"(?:\w\.)+\w", word):
        return starter.lower() in _STARTERS and capital
    if len(word) == 1 and word.isupper() and word != "I":
        return starter.lower() in _STARTERS and capital and starter != "I"
    return None
