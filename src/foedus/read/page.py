"""One document laid out for reading: its sentences, quotations and names at hand by place."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from foedus.knowledge.governments import office_of_publisher, state_of_publisher
from foedus.read.quotations import Quotation, quotations
from foedus.terms import Part
from foedus.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from foedus.encoder.analysis import Analysis, Sentence, Word
    from foedus.knowledge.language import Language
    from foedus.knowledge.lexicon import CueRow
    from foedus.knowledge.world import Name, World
    from foedus.records import Document


def readable(document: Document) -> tuple[tuple[int, int, Part], ...]:
    """The stretches of the document that are read for claims, in order: headlines and body."""
    if not document.parts:
        return ((0, len(document.text), Part.BODY),) if document.text else ()
    return tuple(
        (each.start, each.end, each.part) for each in document.parts if each.part in {Part.HEADLINE, Part.BODY}
    )


# Where a sentence surely begins though no space says so: a closing mark glued to a capital letter, as machine-made
# copies have it, and a quotation of its own after a colon.
_SEAM = re.compile(
    r"(?<=[.!?\]”])\s*(?=”[A-Z“])|(?<=:)\s+(?=[“\"][A-Z])|(?<=[.!?][”\"])\s+(?=\[)|(?<=\w\*\*)\s+(?=[A-Z])"
    r"|(?<=[.!?]\*\*)\s+(?=[A-Z])"
)


_COLON = re.compile(r"(?<!\w)(?P<word>\w+)(?:['’]s)?: (?=[A-Z][a-z’']+ [a-z])")
# A dateline before the first words of a story: "TALLINN (Northline) - ", "WASHINGTON, March 3 — ".
_DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]{1,30}(?:, ?| )){0,4}(?:[A-Z][a-z]+\.? \d{1,2},?(?: \d{4})? ?)?"
    r"\([A-Z][\w. &'’-]{1,30}\)\s+[-–—]+\s+"
    r"|[A-Z]{3,30}[A-Z ,.'/-]{0,40}(?:[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?)?\s+[-–—]+\s+"
)


def stretches(document: Document, language: Language) -> tuple[tuple[int, int], ...]:
    """The readable stretches, cut again where one sentence surely ends and another begins.

    A colon before a capital letter cuts too ("The second is a denial: Beijing …"), outside quotations, unless a verb
    of saying stands before it.
    """
    quoted = quotations(document.text, tuple((start, end) for start, end, _ in readable(document)))
    found: list[tuple[int, int]] = []
    for first_place, end, _ in readable(document):
        dateline = _DATELINE.match(document.text, first_place, end)
        start = dateline.end() if dateline is not None else first_place
        cuts = [match.start() for match in _SEAM.finditer(document.text, start, end) if match.start() > start]
        for colon in _COLON.finditer(document.text, start, end):
            word = colon["word"].lower()
            says = language.voice_of(language.lemma_of(word, "VERB") or word) is not None
            if not says and not any(each.holds(colon.start()) for each in quoted):
                cuts.append(colon.end())
        edges = [start, *sorted(cuts), end]
        found.extend((first, last) for first, last in pairwise(edges) if first < last)
    return tuple(found)


def with_known_lemmas(analysis: Analysis, language: Language) -> Analysis:
    """The analysis with the lemma of every word form that the lexicon knows; the model guesses only the others."""
    sentences = []
    for sentence in analysis.sentences:
        words = tuple(
            word
            if (known := language.lemma_of(word.text, word.upos)) in {None, word.lemma}
            else replace(word, lemma=known)
            for word in sentence.words
        )
        sentences.append(replace(sentence, words=words))
    return replace(analysis, sentences=tuple(sentences))


@dataclass(frozen=True, kw_only=True)
class Page:
    """A document, what the encoder and the name finder leave of it, and the knowledge to read it with."""

    document: Document
    analysis: Analysis
    names: tuple[Name, ...]
    world: World
    language: Language

    @cached_property
    def publishing_state(self) -> str | None:
        """The state whose government publishes the document, where one does."""
        return state_of_publisher(self.world, self.document.publisher, self.document.url)

    @cached_property
    def publishing_office(self) -> str | None:
        """The office whose holder publishes the document, where a state's head or government does."""
        if self.publishing_state is None:
            return None
        return office_of_publisher(self.document.publisher, self.document.url)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations of the readable parts, in order."""
        return quotations(self.document.text, tuple((start, end) for start, end, _ in readable(self.document)))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the readable parts, in order."""
        return self.analysis.sentences

    @cached_property
    def vector(self) -> NDArray[np.float32] | None:
        """How the encoder sees the whole page: its sentences on average; None where it does not say."""
        seen = [each.vectors.mean(0) for each in self.sentences if each.vectors is not None and len(each.words)]
        if not seen:
            return None
        mean: NDArray[np.float32] = np.mean(seen, axis=0)
        return mean

    @cached_property
    def states_named(self) -> tuple[tuple[int, str], ...]:
        """Where each state, or whoever belongs to none, is named, in order."""
        first = ((each.start, each.candidates[0].actor) for each in self.names if each.candidates)
        return tuple((start, self.world.state_of(actor) or actor) for start, actor in first)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [each.start for each in self.sentences]

    @cached_property
    def _name_starts(self) -> list[int]:
        return [each.start for each in self.names]

    def sentence_number(self, position: int) -> int:
        """The number of the sentence at or before this place, counted from 0."""
        return max(0, bisect_right(self._sentence_starts, position) - 1)

    def names_in(self, start: int, end: int) -> tuple[Name, ...]:
        """The names that lie in this stretch, in order."""
        first = bisect_right(self._name_starts, start - 1)
        found = []
        for each in self.names[first:]:
            if each.start >= end:
                break
            if each.end <= end:
                found.append(each)
        return tuple(found)

    def name_at(self, position: int) -> Name | None:
        """The name that this place lies in, if any."""
        at = bisect_right(self._name_starts, position) - 1
        if at >= 0 and self.names[at].start <= position < self.names[at].end:
            return self.names[at]
        return None

    def quotation_at(self, position: int) -> Quotation | None:
        """The quotation that holds this place, a scare quote of a word or two left out."""
        for each in self.quotations:
            if each.holds(position):
                return each
            if each.start > position:
                return None
        return None

    def cues_of(self, sentence: Sentence, word: Word) -> tuple[CueRow, ...]:
        """The cue rows of which this word is the head, in the sentence's own words."""
        known = self._cues.get(sentence.start)
        if known is None:
            known = self._cues[sentence.start] = _cues_by_head(sentence, self.language)
        return known.get(word.index, ())

    @cached_property
    def _cues(self) -> dict[int, dict[int, tuple[CueRow, ...]]]:
        return {}

    def span(self, start: int, end: int) -> Span:
        """The words at this place."""
        return Span(document=self.document.id, start=start, end=end, text=self.document.text[start:end])

    def span_of(self, words: Iterable[Word]) -> Span:
        """The stretch from the first to the last of these words."""
        held = list(words)
        return self.span(min(word.start for word in held), max(word.end for word in held))

    @cached_property
    def headline_end(self) -> int:
        """Where the leading headline parts end; 0 when the document begins with its body."""
        end = 0
        for start, stop, part in readable(self.document):
            if part is not Part.HEADLINE or (end and start > end + 400):
                break
            end = stop
        return end

    def paragraph(self, position: int) -> tuple[int, int]:
        """The bounds of the paragraph around this place."""
        text = self.document.text
        start = text.rfind("\n", 0, position) + 1
        end = text.find("\n", position)
        return start, len(text) if end < 0 else end


def _cues_by_head(sentence: Sentence, language: Language) -> dict[int, tuple[CueRow, ...]]:
    """The cue rows found in a sentence, by the index of the word that governs the others of the wording."""
    lemmas = [each.lemma.lower() for each in sentence.words]
    found: dict[int, list[CueRow]] = {}
    for word in sentence.words:
        for row in language.cues_at(lemmas, word.index):
            if row.upos is not None and row.upos != word.upos:
                continue
            if row.words[-1] == "to" and not _has_infinitive(sentence, word.index + len(row.words)):
                continue
            covered = range(word.index, min(len(lemmas), word.index + len(row.words)))
            heads = [each for each in covered if sentence.words[each].head not in covered]
            found.setdefault(heads[0] if heads else word.index, []).append(row)
    return {index: tuple(rows) for index, rows in found.items()}


def _has_infinitive(sentence: Sentence, index: int) -> bool:
    """Whether a verb follows: "due to leave", not "due to rain"."""
    return any(each.upos in {"VERB", "AUX"} for each in sentence.words[index : index + 2])
