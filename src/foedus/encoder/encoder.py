"""The encoder: a text enters, its sentences leave with grammar, attribution, names and factuality."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from foedus.encoder.decode import Decoder, Place
from foedus.encoder.network import FOLDER, Network
from foedus.encoder.pieces import LONGEST, windows_of
from foedus.encoder.sentences import paragraphs_of, sentences_of
from foedus.encoder.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from foedus.encoder.analysis import Analysis


class Encoder:
    """The model with its decoding; a text is read the same alone and in any company."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._decoder = Decoder(network)
        self._last: tuple[str, tuple[Place, ...] | None, Analysis] | None = None
        self.fingerprint: str = network.fingerprint

    @classmethod
    def load(cls, folder: Path | None = None) -> Encoder:
        """The encoder of the folder, or the one that comes with Foedus; raises MissingModel."""
        return cls(Network(FOLDER if folder is None else folder))

    def analyse(self, text: str, spans: Sequence[Place] | None = None) -> Analysis:
        """The text as sentences of words; no sentence crosses a span, and what lies outside them is not read.

        The text that was read last is remembered: a copy that comes right behind its original inherits what was read.
        """
        asked = None if spans is None else tuple(spans)
        if self._last is None or self._last[:2] != (text, asked):
            self._last = None  # a long text takes much memory, and two at once twice as much
            self._last = (text, asked, self._analysed(text, asked))
        return self._last[2]

    def _analysed(self, text: str, spans: Sequence[Place] | None) -> Analysis:
        stretches = paragraphs_of(text) if spans is None else spans
        places = [
            words
            for begin, end in stretches
            for first, last in sentences_of(text, begin, end)
            if (words := words_of(text, first, last))
        ]
        return self.parse(text, places)

    def parse(self, text: str, places: Sequence[Sequence[Place]]) -> Analysis:
        """The text read with the sentences and words at these places, for those who have their own."""
        forms = [[text[start:end] for start, end in words] for words in places]
        reads = self._network.read(windows_of(self._network.pieces, forms))
        return self._decoder.analysis(text, places, reads)

    def meaning(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 for each text; the product of two rows tells how alike their meanings are."""
        rows = np.zeros((len(texts), int(self._network.labels["width"])), dtype=np.float32)
        for row, text in enumerate(texts):
            words = [text[start:end] for start, end in words_of(text)]
            if words:
                window = windows_of(self._network.pieces, [words], limit=LONGEST)[0]
                rows[row] = self._network.meaning(window)
            else:
                rows[row, 0] = 1.0
        return rows

    def self_test(self) -> str | None:
        """What is wrong when this processor reads a known text otherwise than it should; None when all is well."""
        golden = self._network.labels["golden"]
        words = [word for sentence in self.analyse(golden["text"]).sentences for word in sentence.words]
        found = [f"{word.text} {word.upos} {word.head} {word.deprel}" for word in words]
        expected: list[str] = golden["words"]
        alike = sum(a == b for a, b in zip(found, expected, strict=False))
        if len(found) == len(expected) and alike >= 0.9 * len(expected):
            return None
        return (
            f"the reader's model gives {alike} of {len(expected)} words as expected: this processor computes its int8"
            " matrices otherwise; report it with the processor's name, and do not trust what is read here."
        )
