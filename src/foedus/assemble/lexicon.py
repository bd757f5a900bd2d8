"""The words that comparing claims rests on, read once from `lexicon.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering:
    """A construction that ranks one thing above another: a verb, what it ranks, a link, what that is ranked against."""

    pattern: re.Pattern[str]
    first_is_higher: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Silent words, opposed words, words of relations, constructions of preference, words that take back."""

    silent: frozenset[str]
    opposites: tuple[tuple[str, str], ...]
    relation: frozenset[str]
    close: frozenset[str]
    distant: frozenset[str]
    orderings: tuple[Ordering, ...]
    corrects: re.Pattern[str]
    retracts: re.Pattern[str]
    retracts_in_part: re.Pattern[str]
    counted: tuple[tuple[str, ...], ...]  # words for the same things
    anybody: frozenset[str]  # words for people of whatever calling
    people: frozenset[str]  # words for people of one calling
    lessening: frozenset[str]  # words that say by themselves that something is not
    scheduled: frozenset[str]  # words for the beginning and end of what happens once
    ahead: re.Pattern[str]  # what puts who stands before it above who stands behind it
    behind: re.Pattern[str]  # ... and what puts it below


@cache
def lexicon() -> Lexicon:
    """The lexicon."""
    rows = tomllib.loads(resources.files("foedus.assemble").joinpath("lexicon.toml").read_text(encoding="utf-8"))
    return Lexicon(
        silent=frozenset(rows["silent"].split()),
        opposites=tuple((first, second) for first, second in rows["opposites"]),
        relation=frozenset(rows["relation"].split()),
        close=frozenset(rows["close"].split()),
        distant=frozenset(rows["distant"].split()),
        orderings=tuple(
            Ordering(pattern=_pattern(row["verbs"], row["links"]), first_is_higher=row["first"] == "higher")
            for row in rows["ordering"]
        ),
        corrects=_any(rows["corrects"]),
        retracts=_any(rows["retracts"]),
        retracts_in_part=_any(rows["retracts_in_part"]),
        counted=tuple(tuple(row.split()) for row in rows["counted"]),
        anybody=frozenset(rows["anybody"].split()),
        people=frozenset(rows["people"].split()),
        lessening=frozenset(rows["lessening"].split()),
        scheduled=frozenset(rows["scheduled"].split()),
        ahead=_any(rows["ahead"]),
        behind=_any(rows["behind"]),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | re.MULTILINE)


def _pattern(verbs: list[str], links: list[str]) -> re.Pattern[str]:
    either = ["|".join(re.escape(each) for each in sorted(group, key=len, reverse=True)) for group in (verbs, links)]
    return re.compile(
        rf"(?P<before>.*?)\b(?:{either[0]})\s+(?P<first>[^.;:]{{3,90}}?)\s+(?:{either[1]})\s+(?P<second>[^.;:,]{{3,90}})",
        re.IGNORECASE | re.DOTALL,
    )
