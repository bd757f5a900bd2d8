"""What the encoder leaves of a text: sentences of words, each word with its place, its grammar and its tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word in the sense of Universal Dependencies, with what the model reads of it.

    `start` and `end` are code points of the analysed text. `head` is the index of the governing word in the same
    sentence, None for the root. `source`, `cue` and `content` are BIO tags: "B", "I" or None; a content's "I" after a
    gap goes on with the span before it (foedus.encoder.stretches joins them). `name` is "B-person" and the like for
    proper names (person, organisation, place, event, other); `mention` is the same for whole noun phrases (person,
    organisation, place, people, equipment, publication). `factuality` runs from -3 to 3 and means something on
    predicates only.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    head: int | None
    deprel: str
    source: str | None = None
    cue: str | None = None
    content: str | None = None
    name: str | None = None
    mention: str | None = None
    factuality: float = 3.0


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of the analysed text; its words form a tree.

    `vectors` has one row a word: how the model sees it as one that governs others. Another's analysis has none.
    """

    start: int
    end: int
    words: tuple[Word, ...]
    vectors: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def children(self) -> tuple[tuple[Word, ...], ...]:
        """For each word, in order, the words that it governs, in order."""
        below: list[list[Word]] = [[] for _ in self.words]
        for word in self.words:
            if word.head is not None:
                below[word.head].append(word)
        return tuple(tuple(group) for group in below)

    @cached_property
    def root(self) -> Word:
        """The word that no other governs."""
        return next(word for word in self.words if word.head is None)

    def subtree(self, word: Word) -> tuple[Word, ...]:
        """The word and everything below it, in the order of the text."""
        found, waiting = [], [word]
        while waiting:
            current = waiting.pop()
            found.append(current)
            waiting.extend(self.children[current.index])
        return tuple(sorted(found, key=lambda each: each.index))


Parts = tuple[tuple[int, int], ...]  # stretches of one span, in order, as offsets


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says what by which words: the cue, and the source and the content that the model ties to it.

    Each is the stretches of the text that it consists of; a source or content that the text leaves out is None.
    """

    cue: Parts
    source: Parts | None
    content: Parts | None


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """A text, its sentences in order, and who says what in it, in the order of the cues."""

    text: str
    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...] = ()
