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
    | {"judgment", "assessment", "words", "figures", "calculation", "calculations", "records"}
)
_FIGURES = frozenset({"count", "tally", "estimate", "figures", "reckoning", "calculation", "calculations"})
# "Streslau's position is that …": what its owner holds.
_POSITIONS = frozenset(
    {"position", "line", "view", "argument", "case", "claim", "answer", "reply", "complaint", "contention", "reading"}
    | {"verdict", "conclusion", "assessment", "theory", "explanation", "version", "message", "thesis", "opinion"}
    | {"estimate", "judgement", "judgment", "finding", "objection", "response", "impression"}
)
_IS = frozenset({"be", "remain"})
_NEAR = 6  # words from such a noun to its "that"
_OURS = frozenset({"its", "their", "our", "my"})  # "by its own count" tells nothing that the sentence does not
_WHOSE = frozenset({"of", "by", "from"})
_MAKING = frozenset({"make", "repeat", "give", "issue", "voice", "renew", "raise", "spread", "publish"})
_THIS = frozenset({"this", "it", "that"})


def accounts_in(page: Page, sentence: Sentence) -> Iterator[Frame]:
    """The sources that phrases of one sentence name."""
    for word in sentence.words:
        if word.upos == "NOUN" and word.text.lower() in _ACCOUNTS and preposition(sentence, word) in {"by", "in"}:
            yield from _account(page, sentence, word)
        elif word.upos == "NOUN" and word.text.lower() == word.lemma.lower():
            held = tuple(_position(page, sentence, word)) if word.text.lower() in _POSITIONS else ()
            yield from held or _announced(page, sentence, word)
        elif word.upos == "VERB" and is_passive(sentence, word):
            yield from _taken_up(page, sentence, word)


def _account(page: Page, sentence: Sentence, word: Word) -> Iterator[Frame]:
    """The frame of "by the count of X" and "in X's view"."""
    owners = [
        each
        for each in below(sentence, word, "nmod")
        if each.deprel == "nmod:poss" or (preposition(sentence, each) == "of" and below(sentence, word, "det"))
    ]
    if owners and owners[0].text.lower() in _OURS - {"my"} and word.text.lower() in _FIGURES:
        owners = list(_self_told(sentence, word))
    if not owners or owners[0].text.lower() in _OURS or not can_speak(page, sentence, owners[0], by=word):
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


def _self_told(sentence: Sentence, word: Word) -> Iterator[Word]:
    """Who counts for himself: the subject of "Latvia turned back 212 lorries, by its own count"."""
    own = any(each.text.lower() == "own" for each in sentence.children[word.index])
    above = sentence.words[word.head] if word.head is not None else word
    if own and above.upos == "VERB" and not is_passive(sentence, above):
        yield from below(sentence, above, "nsubj")[:1]


def _position(page: Page, sentence: Sentence, word: Word) -> Iterator[Frame]:
    """The frame of "X's position is that C", whatever the tree makes of it."""
    owners = [
        each
        for each in below(sentence, word, "nmod")
        if each.deprel == "nmod:poss" or preposition(sentence, each) == "of"
    ]
    after = sentence.words[word.index + 1 : word.index + 1 + _NEAR]
    that = next((each for each in after if each.text.lower() == "that" and each.upos == "SCONJ"), None)
    if that is None or not owners or not can_speak(page, sentence, owners[0]):
        return
    between = sentence.words[word.index + 1 : that.index]
    if not any(each.lemma.lower() in _IS for each in between[-2:]) or any(each.upos == "VERB" for each in between):
        return
    yield Frame(
        sentence=sentence, cue=word, cue_end=word.end, source=owners[0], addressee=None,
        content=((that.end + 1, sentence.end),), row=None,
    )  # fmt: skip


def _announced(page: Page, sentence: Sentence, word: Word) -> Iterator[Frame]:
    """The frame of "Brand's announcement that C" and "Brand startled them with an announcement that C"."""
    said = [
        each
        for each in below(sentence, word, "acl", "ccomp")
        if any(mark.text.lower() == "that" and mark.upos == "SCONJ" for mark in below(sentence, each, "mark"))
    ]
    rows = page.language.voices_at([each.lemma.lower() for each in sentence.words], word.index)
    row = next((each for each in rows if each.form == "noun"), None)
    if not said or row is None or any(each.text.lower() == "no" for each in below(sentence, word, "det")):
        return
    source = _announcer(sentence, word)
    if source is None or not can_speak(page, sentence, source):
        return
    reaches = [sentence.subtree(each) for each in said]
    yield Frame(
        sentence=sentence, cue=word, cue_end=word.end, source=source, addressee=None,
        content=tuple((reach[0].start, reach[-1].end) for reach in reaches), row=row,
    )  # fmt: skip


def _announcer(sentence: Sentence, word: Word) -> Word | None:
    """Whose words a noun of saying names: its possessor's, else those of the subject that comes with it."""
    owners = [
        each
        for each in below(sentence, word, "nmod")
        if each.deprel == "nmod:poss" or preposition(sentence, each) in _WHOSE
    ]
    if owners and owners[0].text.lower() in _OURS:
        return None
    if owners:
        return owners[0]
    above = sentence.words[word.head] if word.head is not None else word
    making = word.deprel == "obj" and above.lemma.lower() in _MAKING
    if above.upos != "VERB" or is_passive(sentence, above) or not (making or preposition(sentence, word) == "with"):
        return None
    return speaker_of(sentence, above)


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
