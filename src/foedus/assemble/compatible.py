"""Whether two claims can be of the same thing: their parties, times and figures.

Contents enter; verdicts leave. Silence is compatible with everything: a claim that gives no date contradicts none.
Ranges that overlap, rounded figures and a part beside its whole are no contradiction.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from foedus.assemble.content import kind_of, numerals, words
from foedus.assemble.lexicon import lexicon

if TYPE_CHECKING:
    from foedus.assemble.content import Content
    from foedus.records import Claim
    from foedus.values import Period, Quantity

_KILOMETRES = {"m": 0.001, "km": 1.0, "mi": 1.609344, "nmi": 1.852}
_MEASURE = dict.fromkeys(_KILOMETRES, "km")
_MILES = {"mi", "nmi"}  # at sea papers write "miles" for both
_MORE = re.compile(r"\b(?:more than|over|above|upwards of)\b", re.IGNORECASE)
_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:st|nd|rd|th)?|(?:jan|febr)uary|march|april|may|june|july"
    r"|august|(?:sept|nov|dec)ember|october|\d{4}-\d\d-\d\d)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day")
_BEFORE_DATES = frozenset(["in", "on", "by", "from", "the", "of", "this", "next", "last"])
_SAID = re.compile(r"\b(?:said|says|told|announced|declared|stated|reported)\b[^.;:]{0,40}$", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:ago|earlier|later|before|after|since|until|last|next|previous|following|then|same)\b", re.IGNORECASE
)
RECIPROCAL = {"COOPERATE", "AGREE", "CONSULT", ""}  # kinds in which it does not matter who is named first
ROUNDED = 0.05  # two plain figures this near each other are one figure
ABOUT = 0.15  # ... where one of them is given as approximate
_PART = re.compile(
    r"\b(?:includ\w+|among (?:them|these)|(?<!all )of (?:which|whom|these|them)|part of|some of|so far|still"
    r"|\w+ of (?:the|its|our|their) (?:\d+|two|three|four|five|six|seven|eight|nine|ten|\w+ (?:men|women|people)))\b",
    re.IGNORECASE,
)


def parties_agree(first: Content, second: Content) -> bool:
    """Whether the named parties can be the same ones in the same roles."""
    if not first.actors or not second.actors:
        return not first.actors and not second.actors
    smaller, larger = sorted((first.actors, second.actors), key=len)
    if len(smaller & larger) < max(1, round(0.67 * len(smaller))):
        return False
    if {first.type, second.type} & RECIPROCAL or not (first.initiators and second.initiators):
        return True
    return bool(first.doers & second.doers) and _touch(first.receivers, second.receivers)


def is_nested(first: Content, second: Content) -> bool:
    """Whether the two are different things said in one sentence: their words overlap and their predicates differ."""
    here, there = first.claim, second.claim
    if not here.evidence.overlaps(there.evidence):
        return False
    return here.predicate is None or there.predicate is None or here.predicate != there.predicate


def times_agree(first: Period | None, second: Period | None) -> bool:
    """Whether the two periods share a day, or one is not told."""
    if first is None or second is None:
        return True
    early = first.until is not None and second.since is not None and first.until <= second.since
    late = second.until is not None and first.since is not None and second.until <= first.since
    return not early and not late


def clashing(first: Content, second: Content) -> tuple[Quantity, Quantity] | None:
    """The first two figures that count the same thing and cannot both be right, None where there are none."""
    for here in first.claim.quantities:
        rivals = [there for there in second.claim.quantities if counts_alike(here, there)]
        if rivals and not any(figures_agree(here, there) for there in rivals):
            return None if tells_a_part(first) or tells_a_part(second) else (here, rivals[0])
    return None


def tells_a_part(content: Content) -> bool:
    """Whether its words say that a figure in them is of a part only."""
    return _PART.search(content.claim.evidence.text) is not None


def dates_clash(first: Claim, second: Claim) -> bool:
    """Whether the two give days of the calendar or of the week that cannot both be right.

    "Two days earlier" is bound to what went before, and a bare year tells of which year a figure is.
    """
    if first.when is None or second.when is None or times_agree(first.when, second.when):
        return False
    if set(words(first.when.written)) - _BEFORE_DATES == set(words(second.when.written)) - _BEFORE_DATES:
        return False  # "in March", of whichever year each paper means
    here, there = (_WEEKDAY.search(each.when.written.lower()) for each in (first, second) if each.when)
    if here and there and here[0] == there[0]:
        return False  # one day of the week, which two papers count from days of their own
    return _has_day(first) and _has_day(second)


def _has_day(claim: Claim) -> bool:
    """Whether the claim gives a day, and not one on which somebody said it."""
    written = claim.when.written if claim.when else ""
    before = claim.evidence.text.partition(written)[0]
    return bool(_DAY.search(written)) and not _RELATIVE.search(written) and not _SAID.search(before)


def retold_otherwise(first: Claim, second: Claim) -> tuple[str, str] | None:
    """The figures, as written, of two sentences of which one was made from the other, where one figure was changed.

    What is counted may have got another name on the way, and so is not asked for. Where both sentences have several
    figures of their own, nothing tells which was changed.
    """
    if _PART.search(first.evidence.text) or _PART.search(second.evidence.text):
        return None
    mine, theirs = numerals(first), numerals(second)
    here, there = mine - theirs, theirs - mine
    if len(here) != 1 or len(there) != 1 or len(mine) != len(theirs):
        return None
    (one,), (other,) = here, there
    low, high = sorted((float(one), float(other)))
    return None if high - low <= ROUNDED * high else (one, other)


def counts_alike(first: Quantity, second: Quantity) -> bool:
    """Whether the two figures count the same thing in the same unit."""
    if _MEASURE.get(first.unit or "", first.unit) != _MEASURE.get(second.unit or "", second.unit):
        return False
    here, there = kinds_of(first.counted or ""), kinds_of(second.counted or "")
    if here & there or _may_be(here, there) or _may_be(there, here):
        return True
    return first.unit is not None and not (here and there)


@lru_cache(maxsize=1 << 16)
def kinds_of(text: str) -> frozenset[str]:
    """The stems of what is counted; whose or from where ("Indian technicians") only where nothing else is told."""
    common = " ".join(each for each in text.split() if not each[:1].isupper()) or text
    return frozenset(map(kind_of, words(common)))


def _may_be(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether the first counts people of whatever calling, and the second those of one."""
    anybody, people = _callings()
    return bool(some & anybody and others & people)


@cache
def _callings() -> tuple[frozenset[str], frozenset[str]]:
    """The stems of the words for people of whatever calling, and of those of one."""
    return frozenset(map(kind_of, lexicon().anybody)), frozenset(map(kind_of, lexicon().people))


def figures_agree(first: Quantity, second: Quantity) -> bool:
    """Whether one value can lie within both figures, rounding allowed."""
    slack = ABOUT if first.approximate or second.approximate else ROUNDED
    if _exceeds(first, second) or _exceeds(second, first):
        return False
    low_first, high_first = _bounds(first)
    low_second, high_second = _bounds(second)
    if {first.unit, second.unit} == _MILES and first.low == second.low:
        return True
    room = slack * max(abs(each) for each in (low_first, high_first, low_second, high_second) if each not in _OPEN)
    return low_first <= high_second + room and low_second <= high_first + room


_OPEN = (float("-inf"), float("inf"))


def _exceeds(first: Quantity, second: Quantity) -> bool:
    """Whether the first is "more than" the upper end of a range, which is no round figure."""
    more = first.low is not None and first.high is None and _MORE.search(first.span.text) is not None
    return more and second.high is not None and second.low != second.high and second.high <= (first.low or 0)


def _bounds(figure: Quantity) -> tuple[float, float]:
    scale = _KILOMETRES.get(figure.unit or "", 1.0)
    low = figure.low * scale if figure.low is not None else _OPEN[0]
    high = figure.high * scale if figure.high is not None else _OPEN[1]
    return low, high


def _touch(first: frozenset[str], second: frozenset[str]) -> bool:
    return not first or not second or bool(first & second)
