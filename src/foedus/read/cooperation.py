"""What an act of cooperation is about, and how far it has come: a clause as read enters, mode and status leave.

The mode is that which the words name most, the verb's own before others; what is hostile, asked or advised has none.
The status is the likeliest by a logistic regression over what tells it: words (in the claim, and beside it), sort,
certainty, kind, the predicate's ending. Its weights stand in `knowledge/status.toml`; `python -m training.status` fits
them again.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from foedus.knowledge.modes import mode_in, modes, statuses
from foedus.terms import Factuality, Sort, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foedus.read.scene import Finding

HOSTILE = frozenset({"ASSAULT", "COERCE", "THREATEN", "PROTEST", "ACCUSE", "MOBILIZE"})
TYPES = frozenset({"AGREE", "REQUEST", "REJECT", "SANCTION", "CONCEDE", "RETREAT", "CONSULT"})
_TWICE = 2  # a word that tells a status counts no oftener


def mode_of(found: Finding, kind: str | None, sentence: str) -> str | None:
    """The mode of cooperation that a finding tells, None where it tells none."""
    kind_type, _, deeper = (kind or "").partition(".")
    if kind_type in HOSTILE or found.certain.has("condition", "question", "recommend", "recommend-above"):
        return None
    return mode_in(found.words.text, sentence, deeper if deeper in {each.name for each in modes()} else None)


def status_of(features: Mapping[str, float]) -> Status:
    """How far the cooperation has come, the likeliest by these features."""
    table = weights()
    scores = {
        status: sum(table[name][place] * value for name, value in features.items() if name in table)
        for place, status in enumerate(Status)
    }
    return max(scores, key=lambda status: scores[status])


def features(
    words: str, sentence: str, *, sort: Sort, factuality: Factuality, kind: str | None, predicate: str
) -> dict[str, float]:
    """What tells the status of an act, by name; what is not there counts nothing."""
    inside, verb = words.lower(), predicate.lower()
    beside = sentence.lower().replace(inside, " ", 1)
    found = {"always": 1.0, f"sort {sort.value}": 1.0}
    for status, told in statuses().items():
        found[f"in the claim: {status.value}"] = float(min(_TWICE, len(told.findall(inside))))
        found[f"beside it: {status.value}"] = float(bool(told.search(beside)))
    found["negative"] = float(factuality.value.endswith("-"))
    found["uncommitted"] = float(factuality is Factuality.UNCOMMITTED)
    found["hedged"] = float(factuality.value[:2] in {"PS", "PR"})
    kind_type = (kind or "").partition(".")[0]
    found[f"type {kind_type}"] = float(kind_type in TYPES)
    for ending in ("ing", "ed", "s"):
        found[f"predicate ends in -{ending}"] = float(verb.endswith(ending) and not verb.endswith("ss"))
    return {name: value for name, value in found.items() if value}


@cache
def weights() -> dict[str, tuple[float, ...]]:
    """For each feature its weight for each status, in the order of `Status`."""
    text = resources.files("foedus.knowledge").joinpath("status.toml").read_text(encoding="utf-8")
    return {name: tuple(float(each) for each in row) for name, row in tomllib.loads(text)["weights"].items()}
