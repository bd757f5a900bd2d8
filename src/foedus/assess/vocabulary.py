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


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Terms by key, with the indicators they belong to and whether they speak against them."""

    automaton: ahocorasick.Automaton
    lacking: re.Pattern[str]

    def said(self, plain: str) -> dict[str, bool]:
        """The indicators whose terms stand in a folded text; True where the words themselves speak against one."""
        found: dict[str, bool] = {}
        for end, (key, meanings) in self.automaton.iter(plain):
            lacks = self._is_lacking(plain, end - len(key) + 1)
            for indicator, against in meanings:
                turned = not lacks if against else lacks
                found[indicator] = found.get(indicator, False) or turned
        return found

    def _is_lacking(self, plain: str, start: int) -> bool:
        clause = re.split(r" [;:.!?,\n] ", plain[max(0, start - WINDOW) : start + 1])[-1]
        return self.lacking.search(" " + " ".join(clause.split()[-REACH:]) + " ") is not None


def vocabulary(framework: Framework) -> Vocabulary:
    """The framework's terms, ready for search; a star at the end of a term leaves its last word open."""
    keys: dict[str, list[tuple[str, bool]]] = {}
    for indicator in framework.indicators:
        for terms, against in ((indicator.terms, False), (indicator.against, True)):
            for term in terms:
                keys.setdefault(_key(term), []).append((indicator.id, against))
    automaton = ahocorasick.Automaton()
    for key, meanings in keys.items():
        automaton.add_word(key, (key, tuple(meanings)))
    automaton.make_automaton()
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in framework.lacking)
    return Vocabulary(automaton=automaton, lacking=re.compile(rf" (?:{words or '(?!)'})(?= )"))


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
