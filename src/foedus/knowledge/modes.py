"""What an act of cooperation is about, and how far it has come: words enter, a mode or a status leaves.

The word lists stand in `modes.toml`. A mode is that whose words are told most, those of the claim before those of its
sentence; a status is the surest that the words and the grammar allow.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from foedus.terms import Status

STRONG, WEAK = 2.0, 0.8  # of a word in the claim itself
BESIDE_STRONG, BESIDE_WEAK = 0.5, 0.2  # ... and in its sentence
TOLD_BY_VERB = 2.0  # of the mode that belongs to the verb: "lend" is of money, unless men are lent
FEWEST = 2.0  # what a mode must come to: one word that names it, in the claim itself


@dataclass(frozen=True, slots=True)
class Mode:
    """The words of one mode of cooperation."""

    name: str
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    needs_weak: bool = False  # the thing alone is no act of the mode: a tank is none until somebody hands it over

    def told(self, text: str) -> tuple[int, int]:
        """How many of its strong and of its weak words the text has; a word told twice counts once."""
        return len(set(self.strong.findall(text))), len(set(self.weak.findall(text)))

    def weight(self, words: tuple[int, int], sentence: tuple[int, int]) -> float:
        """How much of this mode a claim tells, by the words counted in it and in its sentence."""
        if self.needs_weak and not sentence[1]:
            return 0.0
        told = STRONG * words[0] + WEAK * words[1]
        return told + BESIDE_STRONG * sentence[0] + BESIDE_WEAK * sentence[1]


@cache
def modes() -> tuple[Mode, ...]:
    """Every mode, in the order in which the earlier wins."""
    return tuple(
        Mode(name, re.compile(each["strong"]), re.compile(each["weak"]), each.get("needs_weak", False))
        for name, each in _rows()["mode"].items()
    )


@lru_cache(maxsize=256)  # claims of one sentence ask again
def told_of(text: str) -> tuple[tuple[int, int], ...]:
    """How many strong and weak words of each mode, in their order, a text in small letters has."""
    return tuple(each.told(text) for each in modes())


@cache
def statuses() -> dict[Status, re.Pattern[str]]:
    """The words that tell how far something has come, by status."""
    return {Status(name.replace("-", " ")): re.compile(each) for name, each in _rows()["status"].items()}


@cache
def _rows() -> dict[str, Any]:
    return tomllib.loads(resources.files("foedus.knowledge").joinpath("modes.toml").read_text(encoding="utf-8"))


def mode_in(words: str, sentence: str, known: str | None = None) -> str | None:
    """The mode that the words of a claim tell most of, None where none is named; `known` is what its verb tells.

    >>> mode_in("sold Graustark forty howitzers", "Ruritania sold Graustark forty howitzers in 2031.")
    'arms-transfer'
    >>> mode_in("the premier smiled", "The premier smiled.") is None
    True
    """
    counted = zip(modes(), told_of(words.lower()), told_of(sentence.lower()), strict=True)
    weighed = [(mode.weight(*both) + TOLD_BY_VERB * (mode.name == known), mode.name) for mode, *both in counted]
    best = max(weighed, key=lambda pair: pair[0])
    return best[1] if best[0] >= FEWEST else None
