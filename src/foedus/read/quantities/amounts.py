"""How many, as news writes it: "some 25", "at least a dozen", "from 10 to 15", "tens of thousands of"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from foedus.read.numerals import NUMERAL, number

_ABOUT = (
    "some|about|around|roughly|nearly|almost|approximately|approx\\.|an estimated|estimated|"
    "close to|circa|an additional|"
    "another|only|just|a total of|a combined|perhaps|possibly|maybe|a further|exactly|the"
)
_LEAST = (
    "at least|more than|over|no fewer than|no less than|not less than|upwards of|well over|in excess of|a minimum of|"
    "exceeding|greater than|above|north of|well more than"
)
_MOST = (
    "up to|at most|fewer than|less than|under|no more than|not more than|as many as|as much as|as few as|below|"
    "a maximum of|as high as|just under"
)
_VAGUE_ROOTS = {"dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6, "billions": 2e9}
_GROUPS = {"tens": 20.0, "hundreds": 200.0, "dozens": 24.0, "scores": 40.0}
_VAGUE = (
    "(?:tens|hundreds|dozens|scores) of (?:thousands|millions|billions)|dozens|scores|hundreds|thousands|millions|"
    "billions|(?:several|a few|many) (?:dozen|hundred|thousand|million|billion)"
)
#: A scale that may follow the digits of a sum of money, short forms too.
SCALED = r"(?:[  -]?(?:million|billion|trillion|thousand|bn|mn|tn|m|k|b)\b)?"

#: Words of rounding and bounds before a figure.
ROUGH = rf"(?:{_LEAST}|{_MOST}|{_ABOUT})"
#: The amount with its bounds; used inside larger patterns, so its groups carry names of their own.
AMOUNT = (
    rf"(?:(?P<rough>\b(?i:(?:{ROUGH} ){{0,2}}))|(?P<tilde>[~≈]))?"
    rf"(?:(?P<pair>(?i:\b(?:from|between) ))?(?P<low>{NUMERAL})(?P<join>(?<=\d)\s?[-–—]\s?(?=\d)|(?i: (?:to|and|or) ))"
    rf"(?P<high>{NUMERAL})|(?P<one>{NUMERAL})|(?P<vague>\b(?i:{_VAGUE})\b))(?:(?P<plus>\+)|(?P<odd>-odd\b))?"
)
_APPROXIMATE = re.compile(
    r"some|about|around|roughly|nearly|almost|approx|estimated|close|circa|perhaps|possibly|maybe|just under|~|≈"
)
_AT_LEAST = re.compile(rf"\b(?:{_LEAST})\Z")
_AT_MOST = re.compile(rf"\b(?:{_MOST})\Z")
_SCALE = re.compile(r"[a-z]+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """The bounds that the words give; one of them is None where only the other is said."""

    low: float | None
    high: float | None
    approximate: bool

    def scaled(self, by: float) -> Amount:
        """The same bounds in another unit."""
        low, high = (None if each is None else each * by for each in (self.low, self.high))
        return Amount(low=low, high=high, approximate=self.approximate)


def amount(match: re.Match[str]) -> Amount | None:
    """The amount that a match of `AMOUNT` says, or None where it says no number, or a pair that is no range."""
    if match["vague"]:
        return Amount(low=_vague(match["vague"].lower()), high=None, approximate=True)
    rough = f"{match['tilde'] or ''}{match['rough'] or ''}{'about' if match['odd'] else ''}"
    if match["low"]:
        return ranged(rough, low=match["low"], high=match["high"], join=match["join"], paired=bool(match["pair"]))
    return single(rough, written=match["one"], more=bool(match["plus"]))


def single(rough: str, *, written: str, more: bool) -> Amount | None:
    """The amount of one figure with the words before it; `more` is a plus sign after it."""
    value = number(written)
    if value is None:
        return None
    words = " ".join(rough.lower().split())
    about = bool(_APPROXIMATE.search(words))
    if more or _AT_LEAST.search(words):
        return Amount(low=value, high=None, approximate=about)
    if _AT_MOST.search(words):
        return Amount(low=None, high=value, approximate=about)
    return Amount(low=value, high=value, approximate=about)


def ranged(rough: str, *, low: str, high: str, join: str, paired: bool) -> Amount | None:
    """The amount between two figures; "and" makes a range only after "between"."""
    first, last = number(low), number(high)
    word = join.strip().lower()
    if first is None or last is None or (word == "and" and not paired):
        return None
    # "5 to 10 million": the scale of the second holds for the first.
    scale = _SCALE.search(high.strip())
    if scale and high[:1].isdigit() and low.strip()[-1:].isdigit():
        first = number(f"{low.strip()} {scale[0]}") or first
    if first >= last:
        return None
    return Amount(low=first, high=last, approximate=word == "or" or bool(_APPROXIMATE.search(rough.lower())))


def _vague(words: str) -> float:
    first, _, rest = words.partition(" of ")
    if rest:
        return _GROUPS[first] * _VAGUE_ROOTS[rest] / 2
    if first in _VAGUE_ROOTS:
        return _VAGUE_ROOTS[first]
    return 2 * (number(f"a {first.split()[-1]}") or 1.0)
