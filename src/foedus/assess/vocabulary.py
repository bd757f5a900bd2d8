"""The words of a framework's indicators, found in one pass over a text.

A framework and a text enter; which indicators the text speaks of, and whether it speaks against them, leaves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ahocorasick

if TYPE_CHECKING:
    from foedus.assess.framework import Framework

REACH = 6  # words before a term in which "no" or "lacks" still speaks of it
WINDOW = 120  # characters that hold them
MARKS = frozenset(";:.!?,")  # that end a clause
PLAIN = re.compile(r"[a-z]+(?:-[a-z]+)*")  # a word that folding leaves as it stands

LACKING = ""  # what a key means that is no term but a word of lack


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Terms and words of lack by key; a term has the indicators it belongs to and whether it speaks against them."""

    automaton: ahocorasick.Automaton
    marked: ahocorasick.Automaton | None  # the longest word of each term; None where a term has no plain word

    def may_say(self, text: str) -> bool:
        """Whether a text, not folded yet, has a word without which none of the terms can stand in it."""
        return self.marked is None or next(self.marked.iter(text.casefold()), None) is not None

    def said(self, plain: str) -> dict[str, bool]:
        """The indicators whose terms stand in a folded text; True where the words themselves speak against one."""
        found: dict[str, bool] = {}
        lacks: list[tuple[int, int]] = []
        terms: list[tuple[int, tuple[tuple[str, bool], ...]]] = []
        for end, (length, meanings) in self.automaton.iter(plain):
            start = end - length + 1
            if meanings[0][0] == LACKING:
                lacks.append((start, end))
                meanings = meanings[1:]
            if meanings:
                terms.append((start, meanings))
        for start, meanings in terms:
            lacking = bool(lacks) and any(_reaches(plain, each, start) for each in lacks)
            for indicator, against in meanings:
                if not found.get(indicator):
                    found[indicator] = lacking is not against
        return found


def _reaches(plain: str, lack: tuple[int, int], start: int) -> bool:
    """Whether a word of lack stands before the term, in the same clause and within six words."""
    begins, ends = lack
    if ends > start or start - begins > WINDOW:
        return False  # it comes after the term, or too far before it
    between = plain[begins : start + 1].split()
    return len(between) <= REACH and not MARKS.intersection(between)


def vocabulary(framework: Framework) -> Vocabulary:
    """The framework's terms, ready for search; a star at the end of a term leaves its last word open."""
    keys: dict[str, list[tuple[str, bool]]] = {}
    for word in framework.lacking:
        keys.setdefault(_key(word), [(LACKING, False)])
    for indicator in framework.indicators:
        for terms, against in ((indicator.terms, False), (indicator.against, True)):
            for term in terms:
                keys.setdefault(_key(term), []).append((indicator.id, against))
    automaton = ahocorasick.Automaton()
    for key, meanings in keys.items():
        automaton.add_word(key, (len(key), tuple(meanings)))
    automaton.make_automaton()
    return Vocabulary(automaton=automaton, marked=_marked(keys))


def _marked(keys: dict[str, list[tuple[str, bool]]]) -> ahocorasick.Automaton | None:
    """The longest word of each term that is no word of lack alone; folding leaves such a word as it is."""
    found = ahocorasick.Automaton()
    for key, meanings in keys.items():
        if all(indicator == LACKING for indicator, _ in meanings):
            continue
        plain = [word for word in key.split() if PLAIN.fullmatch(word)]
        if not plain:
            return None
        longest = max(plain, key=len)
        found.add_word(longest, longest)
    if not len(found):
        return None
    found.make_automaton()
    return found


def folded(text: str) -> str:
    """The words in lower case with single spaces and marks apart, for whole-word search.

    >>> folded("It hasn't a mutual-defence clause; none.")
    " it has n't a mutual-defence clause ; none . "
    """
    lowered = text.casefold().replace("’", "'").replace("n't", " n't").replace("\n", " . ")
    return " " + " ".join(re.findall(r"[\w'-]+|[;:.!?,]", lowered)) + " "


def _key(term: str) -> str:
    words = folded(term.rstrip("*"))
    return words.rstrip() if term.endswith("*") else words
