"""What an act of cooperation is about, and how far it has come: words enter, a mode or a status leaves.

The word lists stand in `modes.toml`. A mode is that whose words are told most, those of the claim before those of its
sentence; a status is the surest that the words and the grammar allow.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
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

    def weight(self, words: str, sentence: str) -> float:
        """How much of this mode is told; a word told twice counts once."""
        told = STRONG * len(set(self.strong.findall(words))) + WEAK * len(set(self.weak.findall(words)))
        if self.needs_weak and not self.weak.search(sentence):
            return 0.0
        beside = len(set(self.strong.findall(sentence))), len(set(self.weak.findall(sentence)))
        return told + BESIDE_STRONG * beside[0] + BESIDE_WEAK * beside[1]


@cache
def modes() -> tuple[Mode, ...]:
    """Every mode, in the order in which the earlier wins."""
    return tuple(
        Mode(name, re.compile(each["strong"]), re.compile(each["weak"]), each.get("needs_weak", False))
        for name, each in _rows()["mode"].items()
    )


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
    inside, whole = words.lower(), sentence.lower()
    weighed = [(each.weight(inside, whole) + TOLD_BY_VERB * (each.name == known), each.name) for each in modes()]
    best = max(weighed, key=lambda pair: pair[0])
    return best[1] if best[0] >= FEWEST else None
