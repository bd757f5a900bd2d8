"""What an act of cooperation is about, and how far it has come: a clause as read enters, mode and status leave.

Two logistic regressions weigh what the words name (those of `knowledge/modes.toml`, then every word by itself), the
act, its grammar and certainty, and how the encoder sees it. What is hostile, asked or advised has no mode. The weights
stand in `cooperation.json`; `python -m training.cooperation` fits them to sentences that a reader has annotated.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from foedus.knowledge.modes import mode_in, modes, statuses, told_of
from foedus.terms import Factuality, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from foedus.terms import Sort

HOSTILE = frozenset({"ASSAULT", "COERCE", "THREATEN", "PROTEST", "ACCUSE", "MOBILIZE"})
TYPES = frozenset({"AGREE", "REQUEST", "REJECT", "SANCTION", "CONCEDE", "RETREAT", "CONSULT"})
NONE = "none"  # of a claim that tells no cooperation
_TWICE = 2  # a word that tells a status counts no oftener
_BESIDE = 0.5  # what a word of the sentence counts that stands outside the claim, or in it
_GRAMMAR = ("auxiliary ", "form ", "signal ", "head ", "subject ", "marker ")
_WORD = re.compile(r"[a-z][a-z'’-]+")
_ENDINGS = ("ing", "ed", "es", "s")
_SHORTEST = 3  # letters of a word without its ending
_SHORTEST_ROW = 1e-6
_LENGTH = 3.0
NAMED = 2.0  # what the mode that the word lists name has in advance
_EMPTY_WORDS = (
    "the a an of and to in for on with by at from as is was were be been has have had it its that this which who their"
    " his her he she they or but not no will would"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a claim says, as far as it tells of cooperation."""

    words: str
    sentence: str
    kind: str | None
    sort: Sort
    factuality: Factuality
    predicate: str
    several: bool  # whether the sentence names more than one actor
    supposed: bool  # asked, advised or on a condition
    traits: frozenset[str] = frozenset()  # of its grammar, by name
    vector: NDArray[np.float32] | None = None  # how the encoder sees the predicate, the words and the sentence


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What each named trait and, for a mode, each place of the vector adds: one column a mode or a status."""

    columns: tuple[str, ...]
    traits: Mapping[str, NDArray[np.float32]]
    vector: NDArray[np.float32]

    def likeliest(
        self, traits: Mapping[str, float], vector: NDArray[np.float32] | None = None, named: str | None = None
    ) -> str:
        """The column with the greatest sum; what the word lists name has something in advance."""
        total = np.zeros(len(self.columns), dtype=np.float32)
        if vector is not None:
            total = total + vector @ self.vector
        for name in sorted(traits):
            if name in self.traits:
                total = total + np.float32(traits[name]) * self.traits[name]
        if named is not None:
            total[self.columns.index(named)] += NAMED
        return self.columns[int(total.argmax())]


def mode_of(told: Told) -> str | None:
    """The mode of cooperation that a claim tells, None where it tells none.

    Where the encoder gives no vectors, that whose words are told most.
    """
    if (told.kind or "").partition(".")[0] in HOSTILE or told.supposed:
        return None
    named = by_words(told)
    if told.vector is None:
        return named
    found = weights()["mode"].likeliest(shown_of_mode(told), seen_of_words(told.vector), named)
    return None if found == NONE else found


def by_words(told: Told) -> str | None:
    """The mode whose words are told most, None where none is named or nobody is there to cooperate with."""
    deeper = (told.kind or "").partition(".")[2]
    known = deeper if deeper in {each.name for each in modes()} else None
    return mode_in(told.words, told.sentence, known) if told.several else None


def status_of(told: Told) -> Status:
    """How far the cooperation has come, the likeliest by what the claim shows."""
    return Status(weights()["status"].likeliest(shown_of_status(told)))


def shown_of_mode(told: Told) -> dict[str, float]:
    """What tells the mode of an act, by name; what is not there counts nothing."""
    inside, whole = told.words.lower(), told.sentence.lower()
    found = {"always": 1.0, f"sort {told.sort.value}": 1.0, f"value {told.factuality.value}": 1.0}
    for each, inner, outer in zip(modes(), told_of(inside), told_of(whole), strict=True):
        for name, own, around in zip(("strong", "weak"), inner, outer, strict=True):
            found[f"{name} in the claim: {each.name}"] = float(min(_TWICE, own))
            found[f"{name} beside it: {each.name}"] = float(around > own)
    kind_type, _, deeper = (told.kind or NONE).partition(".")
    found[f"type {kind_type}"] = 1.0
    found[f"kind {deeper}"] = float(bool(deeper))
    found["several actors"] = float(told.several)
    found.update((f"says {word}", 1.0) for word in _stems(inside))
    found.update((f"in the sentence {word}", _BESIDE) for word in _stems(whole))
    return {name: value for name, value in found.items() if value}


def shown_of_status(told: Told) -> dict[str, float]:
    """What tells the status of an act, by name; what is not there counts nothing."""
    inside, whole, verb = told.words.lower(), told.sentence.lower(), told.predicate.lower()
    beside = whole.replace(inside, " ", 1)
    found = {"always": 1.0, f"sort {told.sort.value}": 1.0, f"predicate {verb}": 1.0}
    for status, words in statuses().items():
        found[f"in the claim: {status.value}"] = float(min(_TWICE, len(words.findall(inside))))
        found[f"beside it: {status.value}"] = float(bool(words.search(beside)))
    found["negative"] = float(told.factuality.value.endswith("-"))
    found["uncommitted"] = float(told.factuality is Factuality.UNCOMMITTED)
    found["hedged"] = float(told.factuality.value[:2] in {"PS", "PR"})
    kind_type = (told.kind or "").partition(".")[0]
    found[f"type {kind_type}"] = float(kind_type in TYPES)
    for ending in ("ing", "ed", "s"):
        found[f"predicate ends in -{ending}"] = float(verb.endswith(ending) and not verb.endswith("ss"))
    found.update((each, 1.0) for each in told.traits if each.startswith(_GRAMMAR))
    found.update((f"says {word}", 1.0) for word in _WORD.findall(inside))
    found.update((f"in the sentence {word}", _BESIDE) for word in _WORD.findall(whole))
    return {name: value for name, value in found.items() if value}


def seen_of_words(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of how the encoder sees a finding what is of its words, less the mean of the examples, at one length."""
    return lengthened(words_of(vector) - centre())


def lengthened(row: NDArray[np.float32]) -> NDArray[np.float32]:
    """The row made `_LENGTH` long: so long it counts beside the traits as was best with parts left out."""
    return row * np.float32(_LENGTH / max(float(np.linalg.norm(row)), _SHORTEST_ROW))


def words_of(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The second quarter: a finding's vector is of its predicate, its words, its sentence and its document."""
    size = len(vector) // 4
    return vector[size : 2 * size]


@lru_cache(maxsize=256)  # claims of one sentence ask again
def _stems(text: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in sorted(set(_WORD.findall(text)) - _EMPTY))


def _stem(word: str) -> str:
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) > _SHORTEST), "")
    return word.removesuffix(ending)


@cache
def centre() -> NDArray[np.float32]:
    """The mean of what the encoder sees of words, over the examples."""
    return np.asarray(_fitted()["centre"], dtype=np.float32)


@cache
def weights() -> dict[str, Weights]:
    """The weights of `mode` and of `status`."""
    return {name: _weights(_fitted()[name]) for name in ("mode", "status")}


def _weights(told: dict[str, Any]) -> Weights:
    return Weights(
        columns=tuple(str(each) for each in told["columns"]),
        traits={name: np.asarray(row, dtype=np.float32) for name, row in told["traits"].items()},
        vector=np.asarray(told.get("vector", ()), dtype=np.float32),
    )


@cache
def _fitted() -> dict[str, Any]:
    text = resources.files("foedus.read").joinpath("cooperation.json").read_text(encoding="utf-8")
    fitted: dict[str, Any] = json.loads(text)
    return fitted
