"""What a verb leaves enters the store as one piece of work: kept as a whole, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from foedus.records import Document, Judgement, Problem
    from foedus.terms import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A document at the place it was gathered from; it takes the place of the one that was there before."""

    document: Document
    asked: str  # the folder that was gathered, on this machine
    place: str  # its address, or its file


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Finished units of a verb's work and all that they leave.

    The unit is a file for `gather`, a document for `read` and `resolve`, and "" for a verb that looks across
    documents. What the same units left before is replaced.
    """

    verb: Verb
    finished: Mapping[str, str]  # unit: fingerprint of what it was made from and by
    asked: str = ""
    records: Mapping[str, Sequence[Any]] = field(default_factory=dict)  # by table
    arrivals: Sequence[Arrival] = ()
    judgements: Sequence[tuple[str, Judgement]] = ()  # each with its unit
    problems: Sequence[tuple[str, Problem]] = ()
