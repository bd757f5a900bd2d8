"""Words in the sense of Universal Dependencies: a stretch of text enters, the offsets of its words leave.

Contractions and possessives are words of their own (do|n't, China|'s, can|not), compounds are split at their
hyphens (Russian|-|made) save after a prefix that is no word by itself (non-proliferation, co-founder), figures keep
their commas and points, and abbreviations keep their point. Every character that is no space belongs to one word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# After these a hyphen joins rather than separates, as in EWT and GUM.
PREFIXES = frozenset(
    re.findall(
        r"\S+",
        "anti co counter cross e ex inter intra macro mega meta micro mid mini multi neo non over pan para "
        "post pre pro proto pseudo psycho quasi re semi socio sub super supra trans ultra under",
    )
)
# Written with a point in the middle of a sentence; those that can also close one are in foedus.encoder.sentences.
ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        "mr mrs ms dr prof st ft mt gen lt col capt cmdr comdr maj sgt cpl pvt adm brig sen rep reps sens gov "
        "hon rev pres amb sec fr sr jr messrs mlle mme vs etc inc corp co ltd llc bros al no nos vol pp fig "
        "figs ed eds est dept univ assn ave blvd rd jan feb mar apr jun jul aug sept sep oct nov dec mon tue "
        "tues wed thu thur thurs fri sat approx ca cf viz ph.d m.sc b.sc ph ext attn tel para art spc pfc "
        "insp supt det supt ret hq div spec esp min max mfg conn calif mass mich minn okla ont que va wash "
        "fla ariz colo ill ind",
    )
)

_TOKEN = re.compile(
    r"""
    (?P<link>(?:https?://|ftp://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?()'’\]])
  | (?P<mail>[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]+)+)
  | (?P<site>(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.)+(?:com|org|net|edu|gov|info|co\.uk|mil|int)\b(?:/[^\s<>"“”.,;:!?()]*)?)
  | (?P<face>(?<!\w)[:;=8]-?[)(DPp](?!\w))
  | (?P<initials>(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![\w]))?)
  | (?P<phone>\+?\d{1,4}(?:[-.]\d{3,5}){1,4}(?![\w-]))
  | (?P<date>\d{1,4}/\d{1,2}(?:/\d{2,4})?(?![\w/]))
  | (?P<figure>(?:(?<!\w)[.])?\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th|s|m|bn|k)(?![^\W\d_])|(?![.,:]?\d|[^\W\d_])))
  | (?P<number>\d+(?:[.,:]\d+)*(?=(?:am|pm|a\.m|p\.m|km|kg|cm|mm|mg|mph|ft|lb|lbs|GW|MW|hrs?|mins?)\b))
  | (?P<word>[^\W_](?:[^\W_]|[\u0300-\u036f\u200c\u200d])*(?:(?:['’`&](?=[^\W\d_])|_+|\.(?=[^\W\d_]{2,}\b\.?[^\W_]))
        (?:[^\W_]|[\u0300-\u036f])+)*)
  | (?P<dots>\.{2,}|…+)
  | (?P<dashes>-{2,}|[—–]+)
  | (?P<quotes>``|''|‘‘|’’)
  | (?P<marks>[!?]+|\*+|=+|_+|~+|\#+)
  | (?P<figureless>['’]\d0?\d?s?\b)
  | (?P<clitic>['’](?:s|re|ve|ll|d|m|t|em|til|cause)\b)
  | (?P<other>\S(?:[\ufe0f\u200d\U0001f3fb-\U0001f3ff]\S?)*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CLITIC = re.compile(r"(?i)(?<=.)(?:n['’`]t|['’`](?:s|re|ve|ll|d|m))$")
_JOINED = {
    "cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "dont": 2, "didnt": 3, "doesnt": 4, "isnt": 2, "wasnt": 3,
    "werent": 4, "arent": 3, "couldnt": 5, "wouldnt": 5, "shouldnt": 6, "havent": 4, "hasnt": 3, "hadnt": 3,
    "wont": 2, "cant": 2, "outta": 3, "lemme": 3, "gimme": 3, "im": 1, "ive": 1, "thats": 4, "whats": 4, "theres": 5,
}  # fmt: skip


def words_of(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The offsets of the words between start and end, in order, never overlapping and never empty.

    >>> [("It can't be U.S.-made."[a:b]) for a, b in words_of("It can't be U.S.-made.")]
    ['It', 'ca', "n't", 'be', 'U.S.', '-', 'made', '.']
    """
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    position = start
    while (match := _TOKEN.search(text, position, end)) is not None:
        begin, stop = match.span()
        if match.lastgroup == "word":
            stop = _through_hyphens(text, begin, stop, end)
            stop = _through_point(text, stop, end)
            found.extend(_parts(text, begin, stop))
        else:
            found.append((begin, stop))
        position = stop
    return found


def _through_hyphens(text: str, begin: int, stop: int, end: int) -> int:
    """The end of the word when its hyphens join: after a prefix ("non-proliferation")."""
    while stop < end and text[stop] == "-" and text[begin:stop].lower() in PREFIXES:
        match = _TOKEN.match(text, stop + 1, end)
        if match is None or match.lastgroup not in {"word", "figure"}:
            break
        stop = match.end()
        begin = match.start()
    return stop


def _through_point(text: str, stop: int, end: int) -> int:
    """The end of an abbreviation with its point; a word that only closes its sentence stays without."""
    if stop >= end or text[stop] != "." or text[stop : stop + 2] == "..":
        return stop
    begin = stop
    while begin > 0 and (text[begin - 1].isalnum() or text[begin - 1] == "."):
        begin -= 1
    word = text[begin:stop]
    after = text[stop + 1 : stop + 3].strip()
    initial = len(word) == 1 and word.isupper() and (word != "I" or after[:1].isupper()) and bool(after)
    if initial or (word.lower() in ABBREVIATIONS and _reads_on(text, stop + 1, word)):
        return stop + 1
    return stop


_CLOSERS_OF_SENTENCES = frozenset(
    re.findall(
        r"\S+",
        "no art al ed min max ill ind mass wash sat mon fri para sun mar co fig ms",
    )
)


def _reads_on(text: str, after: int, word: str) -> bool:
    """Whether a point after a word that is also no abbreviation ("No.") is followed by what an abbreviation needs."""
    if word.lower() not in _CLOSERS_OF_SENTENCES:
        return True
    rest = text[after : after + 3]
    if word.lower() in {"no", "art", "fig", "para"}:
        return word[0].isupper() and rest.lstrip()[:1].isdigit()
    return word[0].isupper() or rest[:1] in {",", ";"}


def _parts(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """The word itself, or its two parts when it is a contraction."""
    word = text[begin:stop]
    joined = _JOINED.get(word.lower())
    match = _CLITIC.search(word)
    cut = joined if joined is not None else (match.start() if match else None)
    if cut is None or word.lower() == "o'clock":
        yield (begin, stop)
        return
    if match is None or joined is not None:
        yield (begin, begin + cut)
    else:
        yield from _parts(text, begin, begin + cut)
    yield (begin + cut, stop)
