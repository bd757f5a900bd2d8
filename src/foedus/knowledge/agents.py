"""What sort of actor words describe: a noun phrase enters, the PLOVER sector of its head noun leaves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
# The head of a noun phrase stands before the first of these.
_AFTER_HEAD = re.compile(
    r"\s(?:of|in|at|from|for|to|with|near|across|by|on|under|inside|among|against|and|who|which|that|based)\s|[,;:(]"
)
_FORMER = frozenset({"former", "ex", "retired", "ousted", "deposed", "one-time", "onetime"})
# Heads whose sector is that of what they serve: "police official", "union leader", "president of the company".
_GENERAL = frozenset(
    {
        *(
            "official",
            "officer",
            "leader",
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "chief",
            "head",
            "member",
            "agent",
        ),
        *("representative", "president", "director", "chairman", "secretary", "delegation", "employee", "staff"),
        *("spokesmen", "figure", "candidate", "supporter", "source", "group", "association", "adviser"),
    }
)
_LONGEST = 4  # words in the longest entry worth trying
_IRREGULAR = {"ies": "y", "ches": "ch", "shes": "sh", "sses": "ss", "xes": "x", "men": "man", "ives": "ife"}


def sector_of(words: str, agents: Mapping[str, str]) -> str | None:
    """The sector of the phrase's head, or of what a head such as "official" serves; None where its nouns tell none."""
    fallback: str | None = None
    for phrase in _phrases(words):
        found, is_general = _sector_of_phrase(phrase, agents)
        if found and not is_general:
            return found
        fallback = fallback or found
    return fallback


def _phrases(words: str) -> list[list[str]]:
    """The words before each preposition in turn, the head's first."""
    padded = f" {words.strip()} "
    return [[_bare(each) for each in _WORD.findall(part)] for part in _AFTER_HEAD.split(padded) if part.strip()]


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def _sector_of_phrase(words: list[str], agents: Mapping[str, str]) -> tuple[str | None, bool]:
    """The sector of a phrase without prepositions, and whether only a general head ("official") tells it."""
    general: str | None = None
    for last in range(len(words), 0, -1):
        for first in range(max(0, last - _LONGEST), last):
            found = _known(" ".join(words[first:last]), agents)
            if not found:
                continue
            if found == "GOV" and any(word in _FORMER for word in words[:last]):
                return "ELI", False
            if first == last - 1 and words[first].rstrip("s") in _GENERAL:
                general = general or found
                break
            return found, False
    return general, general is not None


def _known(phrase: str, agents: Mapping[str, str]) -> str | None:
    return agents.get(phrase) or next((agents[form] for form in _singulars(phrase) if form in agents), None)


def _singulars(phrase: str) -> list[str]:
    forms = [phrase[: -len(ending)] + single for ending, single in _IRREGULAR.items() if phrase.endswith(ending)]
    return [*forms, phrase[:-1]] if phrase.endswith("s") else forms
