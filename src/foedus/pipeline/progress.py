"""What a verb tells while it works, and what it has done when it returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from foedus.terms import Verb

# The verb, units done, units in all, and a word on the last one. A unit that is told as done is on disk.
Progress = Callable[[Verb, int, int, str], None]


def silent(verb: Verb, done: int, total: int, note: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one call of a verb did and left."""

    verb: Verb
    done: int = 0  # units of work: files, documents, or one for a verb that looks across documents
    skipped: int = 0  # units that were finished before
    left: Mapping[str, int] = field(default_factory=dict)  # new rows by table
    notes: int = 0
    faults: int = 0
