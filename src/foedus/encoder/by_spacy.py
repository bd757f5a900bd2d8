"""A spaCy pipeline in place of our heads for grammar and names: a text enters, an analysis leaves.

Sentences, words, attribution, meaning and factuality stay those of the shipped encoder; part of speech, lemma,
governor, relation and names are the pipeline's, on the same words. Pipelines in CLEAR's terms (spaCy's English ones)
are brought to Universal Dependencies; those trained on Universal Dependencies are taken as they are.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from foedus.encoder.clear import OF_CLEAR, Node, to_ud
from foedus.encoder.trees import is_tree
from foedus.errors import MissingExtra, MissingPipeline
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from foedus.encoder.analysis import Analysis, Sentence, Word
    from foedus.encoder.encoder import Encoder

NATURES = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
    "EVENT": "event", "PRODUCT": "other", "WORK_OF_ART": "other", "LAW": "other", "MISC": "other",
}  # fmt: skip


class SpacyEncoder:
    """The shipped encoder with a spaCy pipeline's grammar and names."""

    def __init__(self, encoder: Encoder, pipeline: Any) -> None:
        self._encoder = encoder
        self._pipeline = pipeline
        meta = pipeline.meta
        named = (meta.get("lang"), meta.get("name"), meta.get("version"), *pipeline.pipe_names)
        self.fingerprint: str = fingerprint(encoder.fingerprint, *named)

    @classmethod
    def load(cls, encoder: Encoder, name: str) -> SpacyEncoder:
        """The encoder with the installed pipeline of this name; raises MissingExtra, MissingPipeline."""
        try:
            import spacy  # noqa: PLC0415  an optional extra
        except ImportError as error:
            raise MissingExtra("spacy") from error
        try:
            return cls(encoder, spacy.load(name))
        except OSError as error:
            raise MissingPipeline(name) from error

    def analyse(self, text: str, spans: Sequence[tuple[int, int]] | None = None) -> Analysis:
        """The text as sentences of words, in the pipeline's grammar."""
        ours = self._encoder.analyse(text, spans)
        docs = [self._doc(sentence) for sentence in ours.sentences]
        read = self._pipeline.pipe(docs)
        return replace(ours, sentences=tuple(map(_merged, ours.sentences, read)))

    def meaning(self, texts: Sequence[str]) -> NDArray[Any]:
        """One row of length 1 for each text, by the shipped encoder."""
        return self._encoder.meaning(texts)

    def _doc(self, sentence: Sentence) -> Any:
        from spacy.tokens import Doc  # noqa: PLC0415  an optional extra

        words = sentence.words
        spaces = [after.start > word.end for word, after in itertools.pairwise(words)]
        starts = [place == 0 for place in range(len(words))]
        forms = [word.text for word in words]
        return Doc(self._pipeline.vocab, words=forms, spaces=[*spaces, False], sent_starts=starts)


def _merged(sentence: Sentence, doc: Any) -> Sentence:
    """The sentence with the pipeline's grammar, where that is a tree, and its names."""
    nodes = [
        Node(token.text, token.lemma_ or word.lemma, token.pos_ or word.upos, _head(token), token.dep_)
        for token, word in zip(doc, sentence.words, strict=True)
    ]
    if any(node.deprel in OF_CLEAR for node in nodes):
        to_ud(nodes)
    for node in nodes:
        node.deprel = "root" if node.head is None else node.deprel
    if not is_tree([0 if node.head is None else node.head + 1 for node in nodes]):
        nodes = [Node(word.text, word.lemma, word.upos, word.head, word.deprel) for word in sentence.words]
    names = _names(doc)
    return replace(
        sentence,
        words=tuple(_word(word, node, name) for word, node, name in zip(sentence.words, nodes, names, strict=True)),
    )


def _word(word: Word, node: Node, name: str | None) -> Word:
    return replace(word, lemma=node.lemma, upos=node.upos, head=node.head, deprel=node.deprel, name=name)


def _head(token: Any) -> int | None:
    return None if token.head.i == token.i else int(token.head.i)


def _names(doc: Any) -> list[str | None]:
    """BIO tags with our natures; nationalities, dates and sums are no names."""
    tags: list[str | None] = [None] * len(doc)
    for entity in doc.ents:
        nature = NATURES.get(entity.label_)
        if nature is not None:
            for place in range(entity.start, entity.end):
                tags[place] = f"{'I' if place > entity.start else 'B'}-{nature}"
    return tags
