"""A document's article words as arrays: what was written, where, in which sentence, inside whose quotation marks.

A `Document` enters; a `Wording` leaves: one row a word, in the order of the text. Only body parts are taken, so that
captions, credits and page furniture never make two documents alike. Case, accents, quotation marks and dashes do not
count. Positions are code points of `Document.text`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from foedus.terms import Part
from foedus.values import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from foedus.records import Document

    Hashes = NDArray[np.uint64]
    Places = NDArray[np.int32]
    Numbers = NDArray[np.int64]
    Marks = NDArray[np.bool_]

STEM_LENGTH = 6  # words that agree in their first six letters are taken for one stem
SHELF_SIZE = 4096  # wordings of which what was worked out is kept in memory
SHELF_WORDS = 1 << 24  # words of the wordings kept in memory: 31 bytes each, and 1 KB for each wording
_MULTIPLIER = 0x9E3779B97F4A7C15
_INVERSE = pow(_MULTIPLIER, -1, 2**64)
_QUOTATION = re.compile(r"[“\"«]([^“”\"«»\n]{1,3000})(?:[”\"»]|\n|$)|‘([^‘’\n]{12,3000})’(?!\w)")
_TERMINATORS = ".!?…"
_STOP_WORDS = (
    "a about above after again against all also although am among an and any are around as at be because been "
    "before being below between both but by can could did do does doing down during each either else even ever "
    "every few for from further get got had has have having he her here hers him his how however i if in into "
    "is it its itself just last less like made make many may me might more most much must my near neither "
    "never new next no nor not now of off often on once one only onto or other our out over own per rather s "
    "said same say saying says she should since so some still such t than that the their them then there these "
    "they this those though through thus to too toward towards told under until up upon us very was we well "
    "were what when where whether which while who whom whose why will with within without would yet you your "
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wording:
    """The words of one document's article."""

    document: str
    text: str
    hashes: Hashes
    stems: Hashes
    starts: Places
    ends: Places
    sentences: Places  # number of the sentence that each word stands in
    quoted: Marks  # inside quotation marks
    telling: Marks  # neither a function word nor a lone letter
    naming: Marks  # a capital not at a sentence's beginning, or a figure

    def __len__(self) -> int:
        """The number of words."""
        return len(self.hashes)

    def span(self, first: int, last: int) -> Span:
        """The text from the first word to the last, both included."""
        start, end = int(self.starts[first]), int(self.ends[last])
        return Span(document=self.document, start=start, end=end, text=self.text[start:end])


class Shelf:
    """The wordings of many documents, made when asked for and kept while there is room."""

    def __init__(self, documents: Mapping[str, Document], *, words: int = SHELF_WORDS) -> None:
        self._documents = documents
        self._room = words
        self._kept: OrderedDict[str, Wording] = OrderedDict()

    def __getitem__(self, document: str) -> Wording:
        """The wording of the document with this id."""
        found = self._kept.get(document)
        if found is None:
            found = self._kept[document] = wording(self._documents[document])
            self._room -= len(found)
            while self._room < 0 and len(self._kept) > 1:
                self._room += len(self._kept.popitem(last=False)[1])
        else:
            self._kept.move_to_end(document)
        return found


def wording(document: Document) -> Wording:
    """The words of the document's body, in order; of its whole text where its parts are not told."""
    text = document.text
    folded = _folded(text)
    inside = _body(document)
    lettered = (folded > 0) & inside
    edges = np.diff(lettered.astype(np.int8), prepend=0, append=0)
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    sums, turn = _sums(folded), _powers(_INVERSE, len(text) + 1)
    hashes = _mixed((sums[ends] - sums[starts]) * turn[starts])
    stems = _mixed((sums[np.minimum(ends, starts + STEM_LENGTH)] - sums[starts]) * turn[starts])
    points = _points(text)
    first = points[starts] if len(starts) else np.zeros(0, np.uint32)
    upper, digit = _capitals()[np.minimum(first, 0xFFFF)], (first >= ord("0")) & (first <= ord("9"))
    sentences, opening = _sentences(text, starts, ends, upper | digit)
    silent = _stop_hashes()
    telling = silent[np.minimum(np.searchsorted(silent, hashes), len(silent) - 1)] != hashes
    telling &= ends - starts > 1
    naming = (upper & ~opening & telling) | digit
    return Wording(
        document=document.id,
        text=text,
        hashes=hashes,
        stems=stems,
        starts=starts.astype(np.int32),
        ends=ends.astype(np.int32),
        sentences=sentences.astype(np.int32),
        quoted=_quoted(text)[starts] if len(starts) else np.zeros(0, np.bool_),
        telling=telling | digit,
        naming=naming,
    )


def quotations(text: str) -> list[tuple[int, int]]:
    """Where the text's quotations begin and end, marks included; one left open ends with its paragraph.

    >>> quotations('He said “we agree” and left.')
    [(8, 18)]
    """
    return [match.span() for match in _QUOTATION.finditer(text)]


def word_hash(word: str) -> int:
    """The hash that a wording gives this word."""
    folded = _folded(word)
    return int(_mixed(_sums(folded)[-1:])[0])


def _body(document: Document) -> Marks:
    inside = np.zeros(len(document.text), np.bool_)
    if not document.parts:
        inside[:] = True
    for passage in document.parts:
        if passage.part is Part.BODY:
            inside[passage.start : passage.end] = True
    return inside


def _points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _folded(text: str) -> NDArray[np.uint64]:
    points = _points(text)
    return np.where(points > 0xFFFF, 0, _folding()[np.minimum(points, 0xFFFF)]).astype(np.uint64)


@cache
def _folding() -> NDArray[np.uint32]:
    """For each code point of the first plane, the letter or digit that it counts as; 0 where it is neither."""
    table = np.zeros(0x10000, np.uint32)
    for point in range(0x10000):
        sign = chr(point)
        if sign.isalnum():
            plain = unicodedata.normalize("NFKD", sign)[0].lower()
            table[point] = ord(plain[0])
    return table


@cache
def _capitals() -> Marks:
    return np.array([chr(point).isupper() for point in range(0x10000)], np.bool_)


@cache
def _terminators() -> Marks:
    table = np.zeros(0x10000, np.bool_)
    table[[ord(sign) for sign in _TERMINATORS]] = True
    return table


@cache
def _stop_hashes() -> Hashes:
    return np.array(sorted({word_hash(word) for word in _STOP_WORDS.split()}), np.uint64)


def _sums(folded: NDArray[np.uint64]) -> Hashes:
    """Running sums of letters times a power of their place: a word's hash is a difference of two, turned back."""
    weighed = folded * _powers(_MULTIPLIER, len(folded))
    return np.concatenate([np.zeros(1, np.uint64), np.cumsum(weighed, dtype=np.uint64)])


_POWERS: dict[int, NDArray[np.uint64]] = {}


def _powers(of: int, count: int) -> NDArray[np.uint64]:
    known = _POWERS.get(of)
    if known is None or len(known) < count:
        factors = np.full(max(count, 1 << 16), of, np.uint64)
        factors[0] = 1
        known = _POWERS[of] = np.cumprod(factors, dtype=np.uint64)
    return known[:count]


def _mixed(values: Hashes) -> Hashes:
    """The values with their bits spread, so that any of them serve for a choice by size."""
    values = (values ^ (values >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    return values ^ (values >> np.uint64(29))


def _sentences(text: str, starts: Numbers, ends: Numbers, prominent: Marks) -> tuple[Numbers, Marks]:
    """The number of each word's sentence, and whether the word opens it."""
    if not len(starts):
        return np.zeros(0, np.int64), np.zeros(0, np.bool_)
    points = _points(text)
    stops = np.concatenate([[0], np.cumsum(_terminators()[np.minimum(points, 0xFFFF)])])
    lines = np.concatenate([[0], np.cumsum(points == ord("\n"))])
    stopped = stops[starts[1:]] > stops[ends[:-1]]
    spaced = starts[1:] - ends[:-1] > 1  # "3.5" and "U.S" are no ends
    long = ends[:-1] - starts[:-1] > 1
    breaks = (stopped & spaced & long & prominent[1:]) | (lines[starts[1:]] > lines[ends[:-1]] + 1)
    opening = np.concatenate([[True], breaks])
    return np.cumsum(opening) - 1, opening


def _quoted(text: str) -> Marks:
    inside = np.zeros(max(len(text), 1), np.bool_)
    for start, end in quotations(text):
        inside[start:end] = True
    return inside
