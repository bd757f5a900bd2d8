"""Sources that a phrase names, without a verb of saying: "by her account", "in Streslau's telling", "this was said by".

A sentence enters; frames leave whose content is the rest of its clause, or the sentence before where "this" stands
for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.grammar import below, is_passive, preposition
from foedus.read.reporting import SPEECH, Frame, clause_without, row_of
from foedus.read.speakers import can_speak, speaker_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.page import Page

_ACCOUNTS = frozenset(
    {"account", "count", "telling", "view", "reckoning", "estimate", "opinion", "version", "tally", "judgement"}
    | {"judgment", "assessment", "words"}
)
_OURS = frozenset({"its", "their", "our", "my"})  # "by its own count" tells nothing that the sentence does not
_THIS = frozenset({"this", "it", "that"})


def accounts_in(page: Page, sentence: Sentence) -> Iterator[Frame]:
    """The sources that phrases of one sentence name."""
    for word in sentence.words:
        if word.upos == "NOUN" and word.text.lower() in _ACCOUNTS and preposition(sentence, word) in {"by", "in"}:
            yield from _account(page, sentence, word)
        elif word.upos == "VERB" and is_passive(sentence, word):
            yield from _taken_up(page, sentence, word)


def _account(page: Page, sentence: Sentence, word: Word) -> Iterator[Frame]:
    """The frame of "by the count of X" and "in X's view"."""
    owners = [
        each
        for each in below(sentence, word, "nmod")
        if each.deprel == "nmod:poss" or (preposition(sentence, each) == "of" and below(sentence, word, "det"))
    ]
    if not owners or owners[0].text.lower() in _OURS or not can_speak(page, sentence, owners[0]):
        return
    reach = sentence.subtree(word)
    yield Frame(
        sentence=sentence,
        cue=word,
        cue_end=word.end,
        source=owners[0],
        addressee=None,
        content=clause_without(sentence, reach[0].start, reach[-1].end),
        row=None,
    )


def _taken_up(page: Page, sentence: Sentence, word: Word) -> Iterator[Frame]:
    """The frame of "This was stated by X": what the sentence before says."""
    row = row_of(page, sentence, word)
    subjects = below(sentence, word, "nsubj")
    source = speaker_of(sentence, word)
    number = page.sentence_number(sentence.start)
    if row is None or row.commitment not in SPEECH or not subjects or source is None or number == 0:
        return
    if subjects[0].text.lower() in _THIS and can_speak(page, sentence, source):
        before = page.sentences[number - 1]
        yield Frame(
            sentence=sentence,
            cue=word,
            cue_end=word.end,
            source=source,
            addressee=None,
            content=((before.start, before.end),),
            row=row,
        )
