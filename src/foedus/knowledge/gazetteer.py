"""Names in a text, found where they stand.

What enters is a table of spellings, each with the actors it can mean; what leaves is the names of a text, leftmost and
longest first, at word boundaries, in the case in which they are written. Hyphens and possessive endings bound words,
so "Sino-Russian", "U.S.-led" and "China’s" need no spellings of their own.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import ahocorasick

from foedus.terms import Nature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

HYPHENS = "-‐‑–"
# "anti-American" and "pro-Russian" name a stance, not the state's own people.
STANCES = frozenset({"anti", "pro", "non", "post", "pre", "ex"})
LINE = 30  # characters on either side that tell a shouted line from an acronym in running text
_BODY_BEHIND = re.compile(
    r"[’'”\"]*,? (?:[\w-]+ )?"
    r"(?:groups?|organi[sz]ation|movement|members?|militants?|guerrillas?|cell|gang|terrorists?)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An actor that a name can mean, how the name means it, and when."""

    actor: str
    how: str  # name, former name, demonym, combining form, capital, seat, acronym, leader, title, alias, description
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the name means the actor on this day; an end that is None is open."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in a text: its place, its words and what it can mean."""

    start: int
    end: int
    words: str
    nature: Nature
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """One way to write a name; one without candidates ("South Pole") is no actor and hides the names within it."""

    words: str
    nature: Nature
    candidates: tuple[Candidate, ...]
    care: str = ""  # "quiet": not among capitals; "hyphen": only before one; "body": only before a word for a body

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether the text writes the name here with the capitals that it has."""
        written = self.words
        if written[:4] == "The ":  # "the Times" and "The Times" are one outlet
            written = "t" + written[1:]
        for offset, letter in enumerate(written):
            if letter.isupper() and not text[start + offset].isupper():  # more capitals than that are no matter
                return False
        if written[-1] == "+" and text[end : end + 1] != "+":
            return False
        if self.care == "hyphen":
            return text[end : end + 1] in HYPHENS and end < len(text)
        if self.care == "body":
            return _BODY_BEHIND.match(text, end) is not None
        if self.care == "quiet":
            around = text[max(0, start - LINE) : start] + text[end : end + LINE]
            return any(letter.islower() for letter in around)
        return True


class _Fold(dict[int, str]):
    """Every character as its small base letter; whatever is no letter or digit as a blank. Lengths never change."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFKD", chr(code))[:1].lower()
        folded = base if len(base) == 1 and base.isalnum() else " "
        self[code] = folded
        return folded


_FOLD = _Fold({ord("ø"): "o", ord("Ø"): "o", ord("ł"): "l", ord("Ł"): "l", ord("ı"): "i", ord("đ"): "d", ord("Đ"): "d"})


def fold(text: str) -> str:
    """The text in small unaccented letters, blanks for the rest, each character in its old place.

    >>> fold("Côte d’Ivoire")
    'cote d ivoire'
    """
    return text.translate(_FOLD)


class Gazetteer:
    """A set of spellings that finds itself in texts; it is put together when it is first asked."""

    def __init__(self, spellings: Callable[[], Iterable[Spelling]]) -> None:
        self._given = spellings

    @cached_property
    def _spellings(self) -> Mapping[str, tuple[Spelling, ...]]:
        """The spellings by their folded words."""
        by_key: dict[str, list[Spelling]] = {}
        for each in self._given():
            if key := fold(each.words).strip():  # what has no letter and no digit names nobody
                by_key.setdefault(key, []).append(each)
        return {key: tuple(value) for key, value in by_key.items()}

    @cached_property
    def _automaton(self) -> Any:
        automaton = ahocorasick.Automaton()
        for key in self._spellings:
            automaton.add_word(f" {key} ", key)
        automaton.make_automaton()
        return automaton

    def __len__(self) -> int:
        return len(self._spellings)

    def spelled(self, words: str) -> tuple[Spelling, ...]:
        """The spellings that these words, and no others, are written as."""
        key = fold(words).strip()
        start = len(words) - len(words.lstrip())
        known = self._spellings.get(key, ())
        return tuple(each for each in known if each.fits(words, start, start + len(key)))

    def find(self, text: str) -> tuple[Name, ...]:
        """The names in the text in their order, none overlapping another."""
        matches = sorted(self._matches(text), key=lambda match: _order(text, match[0], match[1]))
        found: list[Name] = []
        reached = 0
        for start, end, fitting in matches:
            if start < reached:
                continue
            reached = end
            candidates = _each_once(one for each in fitting for one in each.candidates)
            if candidates and not (fitting[0].nature is Nature.PLACE and _TITLE.match(text, end)):
                found.append(_name(text, (start, end), fitting[0].nature, candidates))
        return tuple(each for each, after in zip_longest(found, found[1:]) if not _is_part(each, after))

    def _matches(self, text: str) -> Iterator[tuple[int, int, tuple[Spelling, ...]]]:
        for last, key in self._automaton.iter(f" {fold(text)} "):
            start = last - len(key) - 1
            end = start + len(key)
            fitting = tuple(each for each in self._spellings[key] if each.fits(text, start, end))
            more = tuple(each for each in fitting if each.words.endswith("+"))
            if (
                fitting
                and not _is_stance(text, start)
                and not _is_descent(text, start)
                and not _is_currency(text, start, end)
            ):
                yield start, end + bool(more), more or fitting


_DESCENT = "ethnic "
# A place behind which a thing is named that has its name from there takes part in nothing: "the Streslau Bridge".
_TITLE = re.compile(
    r"(?: [A-Z][\w-]+){0,3} (?:[Aa]greements?|[Aa]ccords?|Conventions?|[Pp]rotocols?|[Tt]reaty|Declaration|Bridge"
    r"|Airport|Cup|Games|Street|Avenue|Square|Hotel|Museum|Prize|Festival|Marathon|Stadium|Cathedral)\b"
)
_CURRENCY = re.compile(r"\.? ?[$€£¥]")


def _name(text: str, place: tuple[int, int], nature: Nature, candidates: tuple[Candidate, ...]) -> Name:
    start, end = place
    # The stop of "U.S." belongs to the name.
    if text[end : end + 1] == "." and text[end - 2 : end - 1] == ".":
        end += 1
    return Name(start=start, end=end, words=text[start:end], nature=nature, candidates=candidates)


def _order(text: str, start: int, end: int) -> tuple[int, int, int]:
    """Leftmost and longest first; an article starts no name, so "the Atlantic" hides no "Atlantic Council"."""
    bare = start + 4 if text[start : start + 4].lower() == "the " else start
    return bare, -end, start


def _each_once(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The first candidate for each actor and time, whichever other spelling means it too."""
    first: dict[tuple[str, date | None, date | None], Candidate] = {}
    for each in candidates:
        first.setdefault((each.actor, each.since, each.until), each)
    return tuple(first.values())


def _is_part(name: Name, after: Name | None) -> bool:
    """Whether a name only says which part of the land that is named next: "Western Ruritania"."""
    return name.words == "Western" and after is not None and after.start == name.end + 1


def _is_descent(text: str, start: int) -> bool:
    """Whether a name tells what people descend from, not whose they are: "ethnic Ruritanians in Graustark"."""
    return text[max(0, start - len(_DESCENT)) : start].lower() == _DESCENT


def _is_currency(text: str, start: int, end: int) -> bool:
    """Whether a name only tells which money it is: "US $50 million", not "gave Ruritania $50 million"."""
    short = text[start:end].replace(".", "").isupper() and text[max(0, start - 4) : start].lower() != "the "
    return short and _CURRENCY.match(text, end) is not None


def _is_stance(text: str, start: int) -> bool:
    if start == 0 or text[start - 1] not in HYPHENS:
        return False
    before = text[max(0, start - 6) : start - 1]
    word = before[len(before.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) :]
    return word.lower() in STANCES
