"""The noun phrase after a figure, found without a parser: what "37 armoured vehicles were lost" counts."""

from __future__ import annotations

import re

_WORD = re.compile(r"[ \u00a0]?([A-Za-z][\w’'-]*(?:\.[A-Z]\.)*(?:\.(?=[A-Z])[\w.]*)?)")
_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "and",
        "or",
        "but",
        "nor",
        "of",
        "in",
        "on",
        "at",
        "by",
        "to",
        "for",
        "from",
        "with",
        "within",
        "without",
        "into",
        "onto",
        "over",
        "under",
        "after",
        "before",
        "during",
        "since",
        "until",
        "as",
        "than",
        "then",
        "if",
        "when",
        "while",
        "where",
        "who",
        "whom",
        "whose",
        "which",
        "what",
        "why",
        "how",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "not",
        "no",
        "it",
        "its",
        "he",
        "she",
        "they",
        "we",
        "i",
        "you",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "him",
        "them",
        "us",
        "me",
        "also",
        "already",
        "still",
        "only",
        "just",
        "even",
        "both",
        "all",
        "any",
        "each",
        "every",
        "between",
        "against",
        "among",
        "across",
        "along",
        "around",
        "about",
        "through",
        "out",
        "up",
        "down",
        "off",
        "near",
        "per",
        "plus",
        "via",
        "so",
        "because",
        "though",
        "although",
        "despite",
        "said",
        "say",
        "says",
        "told",
        "there",
        "here",
        "more",
        "less",
        "fewer",
        "ago",
        "later",
        "earlier",
        "or",
        "so",
        "killed",
        "wounded",
        "died",
        "including",
    ]
)
_IRREGULAR = frozenset(
    [
        "people",
        "men",
        "women",
        "children",
        "troops",
        "personnel",
        "police",
        "aircraft",
        "staff",
        "dead",
        "servicemen",
        "servicewomen",
        "policemen",
        "fishermen",
        "militiamen",
        "gunmen",
        "crew",
        "spacecraft",
        "hovercraft",
        "rotorcraft",
        "watercraft",
        "offspring",
        "cattle",
        "sheep",
        "fish",
        "crewmen",
        "airmen",
        "businessmen",
        "congressmen",
        "lawmakers",
        "media",
        "data",
        "infantry",
        "cavalry",
        "artillery",
        "gas",
        "oil",
        "wounded",
        "missing",
        "injured",
        "killed",
        "civilians",
        "submarines",
        "howitzers",
        "percent",
    ]
)
_NEVER_PLURAL = re.compile(
    r"(?:ss|us|is|ous|[’']s|ics)\Z|\A(?:was|has|does|this|says|perhaps|always|towards|besides|thus|series)\Z",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"(?:ing|ly)\Z")
_KEPT = frozenset(
    [
        "remaining",
        "fighting",
        "leading",
        "training",
        "landing",
        "existing",
        "participating",
        "operating",
        "surviving",
        "living",
        "working",
        "armoured",
        "mining",
        "building",
        "fishing",
        "reconnoitring",
        "developing",
        "competing",
        "warring",
        "shipping",
        "refuelling",
        "refueling",
        "wing",
    ]
)
_TIME = frozenset(
    [
        "second",
        "seconds",
        "minute",
        "minutes",
        "hour",
        "hours",
        "day",
        "days",
        "night",
        "nights",
        "week",
        "weeks",
        "weekend",
        "weekends",
        "month",
        "months",
        "quarter",
        "quarters",
        "year",
        "years",
        "decade",
        "decades",
        "century",
        "centuries",
        "fortnight",
        "fortnights",
        "p.m",
        "a.m",
        "pm",
        "am",
        "o’clock",
        "times",
        "time",
    ]
)
LIMIT = 6


def plural(word: str) -> bool:
    """Whether the word looks like a plural noun.

    >>> plural("drills"), plural("troops"), plural("crisis"), plural("people")
    (True, True, False, True)
    """
    low = word.lower()
    return low in _IRREGULAR or (low.endswith("s") and len(low) > 2 and not _NEVER_PLURAL.search(low))


def of_time(words: str) -> bool:
    """Whether the phrase names a length or point of time, which is no quantity here."""
    return (bool(words) and words.rsplit(maxsplit=1)[-1].lower() in _TIME) or words.split()[:1] == ["p.m"]


def counted(text: str, *, at: int, single: bool) -> tuple[str, int] | None:
    """The words counted from this place on and where they end, or None where no countable phrase follows.

    >>> counted("some 25 joint drills involving ships", at=7, single=False)
    ('joint drills', 20)
    """
    words: list[tuple[str, int, int]] = []
    place = at
    while len(words) < LIMIT:
        match = _WORD.match(text, place)
        if not match or _stops(match[1], first=not words):
            break
        words.append((match[1], match.start(1), match.end(1)))
        place = match.end()
        if text[place : place + 1] in {",", ".", ";", ":", "(", ")", "”", '"'}:
            break
    return _head(text, words, single=single)


def _stops(word: str, *, first: bool) -> bool:
    low = word.lower()
    if low in _STOP and not (first and low == "more"):
        return True
    return bool(_PARTICIPLE.search(low)) and low not in _KEPT


def _head(text: str, words: list[tuple[str, int, int]], *, single: bool) -> tuple[str, int] | None:
    """Up to the first plural and any plural right after it; for one thing, up to the last word of the run."""
    last = next((place for place, (word, _, _) in enumerate(words) if plural(word)), None)
    if last is None:
        if not single or not words:
            return None
        last = len(words) - 1
    elif single:
        last = last - 1 if last else 0
    else:
        while (
            last + 1 < len(words)
            and plural(words[last + 1][0])
            and words[last + 1][0].lower() not in {"killed", "injured", "wounded"}
        ):
            last += 1
    first = 1 if words[0][0].lower() == "more" and last else 0
    return text[words[first][1] : words[last][2]], words[last][2]
