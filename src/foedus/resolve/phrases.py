"""What a noun phrase says of the names in it: words enter, the names that its head goes with leave.

"Russia's ambassador to Poland" goes with Russia, "officials in Beijing" with Beijing, "an expert on China" with no one:
names before the head count, else those after "of" or a place word, never those after "on" or "to".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus.knowledge.world import Name

# "about 300 soldiers", "over two dozen ships": no tie, but a number not quite known.
_NUMBER = r"(?:\d|half |two|three|four|five|six|seven|eight|nine|ten|\w+ (?:dozen|hundred|thousand))"
_ROUGHLY = rf"(?!(?:about|over|around|near) {_NUMBER})"
# "more than 300 soldiers", "as many as 40", "eleven to 15" say how many.
_RANGE = rf"(?!to \d)(?!(?:as|than) {_NUMBER})(?!as (?:many|much|few) as )"
_BREAK = re.compile(
    r"(?<!\w)"
    + _ROUGHLY
    + _RANGE
    + r"(of|in|at|from|across|inside|within|on|about|to|for|with|near|against|toward|towards|over|"
    r"between|among|by|into|through|involving|including|who|which|that|than|like|as)(?!\w)|[,;:(]"
)
# Prepositions after which a name tells whose or where the head is.
_OWNING = frozenset({"of", "in", "at", "from", "across", "inside", "within", "with", "among", "between"})
# "U.S.-backed rebels" are not American.
_PARTICIPLE = re.compile(
    r"[-‐‑](?:backed|made|era|style|controlled|occupied|held|speaking|born|based|trained|funded|supplied|built|"
    r"designed|aligned|friendly|educated|allied|supported|armed|sponsored|manned|leaning|dominated|annexed|"
    r"administered|brokered|mediated|sanctioned|hosted|installed|linked|owned|run|affiliated|inspired)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\b(?:and|or)\s+(?:the\s+)?$")
_LED = re.compile(r"[-‐‑]led\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_SMALL = frozenset({"a", "an", "the", "and", "or", "of", "in", "at", "from", "both", "its", "their", "these", "those"})
_POSSESSIVE = re.compile(r"^['’]s?\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a phrase and the word before it that ties it to the head; None for the head's own stretch."""

    start: int
    end: int
    tie: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The names that a phrase goes with, and the words beside them that say what of theirs it is."""

    names: tuple[Name, ...]
    rest: str
    leads: tuple[Name, ...] = ()  # "U.S.-led": those who lead what the phrase is about
    tie: str | None = None


def parts(words: str, names: tuple[Name, ...]) -> list[Part]:
    """The stretches of a phrase between the words that break it, none of them within a name."""
    found: list[Part] = []
    start, tie = 0, None
    for match in _BREAK.finditer(words):
        if any(each.start <= match.start() < each.end for each in names) or _lists(words, names, match):
            continue
        if words[start : match.start()].strip():
            found.append(Part(start=start, end=match.start(), tie=tie))
        start, tie = match.end(), match.group(1) or ","
    if words[start:].strip():
        found.append(Part(start=start, end=len(words), tie=tie))
    return found


def _lists(words: str, names: tuple[Name, ...], comma: re.Match[str]) -> bool:
    """Whether a comma only parts names of a list: "US, British and French forces"."""
    before = any(each.end == comma.start() for each in names)
    after = next((each for each in names if each.start >= comma.end()), None)
    if not before or after is None or words[comma.end() : after.start].strip():
        return False
    return any(each.start > after.end and _AND.search(words, 0, each.start) for each in names)


def read_phrase(words: str, names: tuple[Name, ...]) -> Reading:
    """The phrase's own names, with their offsets in the words given."""
    leads = tuple(each for each in names if _LED.match(words, each.end))
    owning = tuple(each for each in names if each not in leads and not _PARTICIPLE.match(words, each.end))
    stretches = parts(words, names)
    for part in stretches:
        inside = _inside(part, owning)
        if inside and (part.tie in {None, ","} or part.tie in _OWNING):
            return Reading(names=inside, rest=_rest(words, part, names), leads=leads, tie=part.tie)
    return Reading(names=(), rest=words, leads=leads)


def _inside(part: Part, names: tuple[Name, ...]) -> tuple[Name, ...]:
    return tuple(each for each in names if part.start <= each.start and each.end <= part.end)


def _rest(words: str, part: Part, names: tuple[Name, ...]) -> str:
    """The words up to the part's end without the names: what of theirs the phrase speaks of."""
    kept: list[str] = []
    reached = 0
    for each in (*names, None):
        stop = min(each.start, part.end) if each else part.end
        kept.append(words[reached:stop])
        reached = max(reached, min(each.end, part.end)) if each else stop
    bare = (_POSSESSIVE.sub("", piece) for piece in kept)
    told = [word for piece in bare for word in _WORD.findall(piece)]
    while told and told[-1].lower() in _SMALL:
        told.pop()
    while told and told[0].lower() in _SMALL:
        del told[0]
    return " ".join(told)
