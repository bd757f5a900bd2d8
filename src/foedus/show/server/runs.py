"""A document, its claims and its problems enter; its text leaves in blocks of runs, each run the same all along.

A run is a stretch that the same claims cover, that is a cue of the same claims, and that is sound or garbled
throughout: so words that several claims share stay legible, and nothing is drawn twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from foedus.terms import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from foedus.records import Claim, Document, Problem

_BREAK = re.compile(r"\n\s*\n|\n")
_GARBLED = "garbled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some words, and what they are part of."""

    text: str
    claims: tuple[int, ...]  # numbers of the claims whose words these are
    cues: tuple[int, ...]  # numbers of the claims whose reading rests on these words
    begins: tuple[int, ...]  # numbers of the claims that begin here
    certainty: str  # of the shortest claim: certain, probable, possible, uncommitted, or not- before one of them
    garbled: str  # why these words are not sound; nothing where they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, and what it is to its reader."""

    part: str  # headline, body, caption, furniture
    because: str
    runs: tuple[Run, ...]


_SURE = {"CT": "certain", "PR": "probable", "PS": "possible", "UU": "uncommitted"}


def blocks(document: Document, claims: Sequence[tuple[int, Claim]], problems: Iterable[Problem]) -> tuple[Block, ...]:
    """The whole text in its order; claims come with their numbers."""
    marks = _Marks(document, claims, problems)
    found = []
    for start, end in _paragraphs(document):
        part, because = _part(document, start)
        found.append(Block(part=part, because=because, runs=tuple(marks.runs(start, end))))
    return tuple(found)


def _paragraphs(document: Document) -> list[tuple[int, int]]:
    """Stretches of text between line breaks, cut where the part changes; blank ones are left out."""
    text = document.text
    cuts = {0, len(text)}
    for gap in _BREAK.finditer(text):
        cuts |= {gap.start(), gap.end()}
    for each in document.parts:
        cuts |= {each.start, each.end}
    return [(start, end) for start, end in pairwise(sorted(cuts)) if text[start:end].strip()]


def _part(document: Document, place: int) -> tuple[str, str]:
    for each in document.parts:
        if each.start <= place < each.end:
            return each.part.value, each.because or ""
    return Part.BODY.value, ""


class _Marks:
    """Where claims, cues and garbled passages begin and end."""

    def __init__(self, document: Document, claims: Sequence[tuple[int, Claim]], problems: Iterable[Problem]) -> None:
        self._text = document.text
        self._claims = [(each.evidence.start, each.evidence.end, n) for n, each in claims]
        self._cues = [
            (cue.span.start, cue.span.end, number)
            for number, each in claims
            for cue in each.cues
            if cue.span != each.evidence
        ]
        self._sure = {number: _certainty(each) for number, each in claims}
        self._garbled = [
            (each.span.start, each.span.end, each.says)
            for each in problems
            if each.code == _GARBLED and each.span is not None and each.span.document == document.id
        ]

    def runs(self, start: int, end: int) -> Iterable[Run]:
        """The runs of one paragraph."""
        every = (*self._claims, *self._cues, *self._garbled)
        near = [each for each in every if each[0] < end and each[1] > start]
        cuts = {start, end} | {place for each in near for place in each[:2] if start < place < end}
        for left, right in pairwise(sorted(cuts)):
            yield self._run(left, right, is_first=left == start)

    def _run(self, left: int, right: int, *, is_first: bool) -> Run:
        covering = [each for each in self._claims if each[0] <= left and right <= each[1]]
        covering.sort(key=lambda each: (each[1] - each[0], each[2]))
        begins = [
            each[2] for each in covering if each[0] == left or (is_first and self._text[each[0] : left].isspace())
        ]
        return Run(
            text=self._text[left:right],
            claims=tuple(each[2] for each in covering),
            cues=tuple(dict.fromkeys(each[2] for each in self._cues if each[0] <= left and right <= each[1])),
            begins=tuple(sorted(begins)),
            certainty=self._sure[covering[0][2]] if covering else "",
            garbled=next((each[2] for each in self._garbled if each[0] <= left and right <= each[1]), ""),
        )


def _certainty(claim: Claim) -> str:
    told = _SURE[claim.factuality.value[:2]]
    return f"not-{told}" if claim.factuality.value.endswith("-") else told
