"""The encoder reads each sentence once: one small int8 model whose heads give words their grammar and their tags.

A text (with the spans of it that are to be read) enters `Encoder.analyse`; an `Analysis` leaves: sentences whose words
carry offsets, lemma, universal part of speech, governor and relation, BIO tags of attribution (source, cue, content)
and of names, and the factuality of predicates. `Encoder.meaning` gives texts vectors to compare. `stretches` turns the
BIO tags of an analysis into spans. The verbs build on this and know nothing of the model.
"""

from __future__ import annotations

from foedus.encoder.analysis import Analysis, Attribution, Sentence, Word
from foedus.encoder.encoder import Encoder
from foedus.encoder.spans import stretches

__all__ = ["Analysis", "Attribution", "Encoder", "Sentence", "Word", "stretches"]
