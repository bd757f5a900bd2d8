"""Numbers as English writes them: a string of digits or number words enters, a number leaves."""

from __future__ import annotations

import re
from functools import lru_cache

from text_to_num import text2num

_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "dozen": 12.0,
}
_LARGE = "hundred|thousand|million|billion|trillion"
_BIG = "dozen|thousand|million|billion|trillion"

#: Digits with their separators: "3,200", "2.5", "6 3/8", "25". No figure begins behind forty in a row, so that a line
#: of thousands is looked at once and not from each of its digits anew.
DIGITS = r"(?<!\d{40})(?:\d{1,3}(?:,\d{3}){1,13}|\d{1,40})(?:\.\d{1,40})?(?: \d/\d\d?)?"
#: Number words: "twenty-five", "two hundred and ten", "three million"; fifteen of them say any number of news.
WORDS = (
    rf"(?i:(?:(?:an?|half an?) (?:{_LARGE}|dozen)|(?:{_SMALL}))(?:(?:-| |(?<=hundred) and "
    rf")(?:{_SMALL}|{_LARGE}|dozen)){{0,14}})"
)
_COUNTED = "people|barrels|tonnes|tons|dollars|euros|pounds|rou?bles|yuan|yen|rupees|liras?|francs|shells|rounds|doses"
#: Either, with a scale after digits: "2.5 billion", or a short one before what it counts: "60m dollars".
NUMERAL = rf"(?:{DIGITS}(?:[  -](?i:{_BIG})\b|(?:mn?|bn|tn|k)(?= (?:{_COUNTED})\b))?|\b{WORDS}\b)"

_DIGITS = re.compile(rf"({DIGITS})[  -]?([a-z]*)\Z", re.IGNORECASE)
_HEAD = re.compile(r"\A(half )?an? ", re.IGNORECASE)


@lru_cache(maxsize=4096)
def number(written: str) -> float | None:
    """The number that the words or digits say, or None when they say none.

    >>> number("3,200"), number("2.5 billion"), number("twenty-five"), number("half a million"), number("plenty")
    (3200.0, 2500000000.0, 25.0, 500000.0, None)
    """
    cleaned = " ".join(written.replace("\u00a0", " ").split())
    digits = _DIGITS.match(cleaned)
    if digits:
        scale = digits[2].lower()
        if scale and scale not in _SCALES:
            return None
        return _arabic(digits[1]) * _SCALES.get(scale, 1.0)
    return _spelled(cleaned.lower())


def _arabic(written: str) -> float:
    whole, _, fraction = written.replace(",", "").partition(" ")
    share = 0.0
    if fraction:
        above, _, below = fraction.partition("/")
        share = int(above) / int(below) if int(below) else 0.0
    return float(whole) + share


def _spelled(words: str) -> float | None:
    head = _HEAD.match(words)
    factor = 1.0
    if head:
        factor = 0.5 if head[1] else 1.0
        words = "one " + words[head.end() :]
    if words.endswith("dozen"):
        words, factor = words.removesuffix("dozen").strip(), factor * 12
        words = words or "one"
    try:
        return float(text2num(words.replace("-", " "), "en")) * factor
    except ValueError:
        return None
