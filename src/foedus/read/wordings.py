"""What the wording of a clause says of how certain it is: frames, fixed phrases, duties, the order of its words.

A clause or a word of it enters; signals leave, each a word with what it is taken for and the value that it gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.grammar import base, below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.clauses import Clause
    from foedus.read.page import Page

_ADVISING = frozenset({"recommend", "advise", "advocate", "urge", "counsel", "propose", "suggest"})
# Verbs whose past is written as their bare form.
_ALIKE = frozenset(
    {"put", "cut", "set", "hit", "let", "shut", "cost", "hurt", "quit", "spread", "split", "bid", "cast"}
)
# What a speaker announces to say, by these verbs, has been said with that.
_ANNOUNCED = frozenset(
    {"stress", "emphasise", "emphasize", "underline", "underscore", "highlight", "recall", "remind", "note", "point",
     "say", "tell", "add", "mention", "repeat", "reiterate", "state", "inform", "assure", "admit", "acknowledge",
     "confirm", "announce", "declare", "reaffirm"}
)  # fmt: skip
_ANNOUNCING = frozenset({"like", "wish", "want", "have", "need", "let", "beg"})
_SPEAKING = frozenset({"i", "we", "me", "us"})
_PHRASE = 2  # words; a longer cue is a phrase that governs a clause
_FRAME = 2  # words before "that": a noun and "is"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A word that bears on certainty or sort, what it was taken for, and the value that it gives."""

    word: Word
    effect: str
    value: str | None = None


def in_all_likelihood(page: Page, sentence: Sentence, word: Word) -> Iterator[Signal]:
    """What a phrase of several words says of how likely it is: "in all likelihood"."""
    for row in page.cues_of(sentence, word):
        if len(row.words) > 1 and row.effect == "hedge-probable":
            yield Signal(word=word, effect=row.effect, value=row.value)


def by_frame(page: Page, clause: Clause) -> Iterator[Signal]:
    """What the noun of a frame says of the clause behind it: "the danger is that", "odds are that"."""
    sentence = clause.sentence
    marks = [each for each in below(sentence, clause.head, "mark") if each.text.lower() == "that"]
    at = marks[0].index if marks else 0
    if at < _FRAME or sentence.words[at - 1].lemma.lower() != "be" or sentence.words[at - 2].upos != "NOUN":
        return
    for row in page.cues_of(sentence, sentence.words[at - 2]):
        if row.effect in {"fear", "hedge-possible", "hedge-probable"}:
            yield Signal(word=sentence.words[at - 2], effect=row.effect, value=row.value)


def by_phrase(page: Page, clause: Clause) -> Iterator[Signal]:
    """What a phrase above makes of a clause: "it cannot be ruled out that", "it is high time that"."""
    sentence, head = clause.sentence, clause.head
    if head.head is None or base(head.deprel) not in {"ccomp", "csubj", "acl", "advcl"} or head.head > head.index:
        return
    above = sentence.words[head.head]
    for row in page.cues_of(sentence, above):
        if row.effect == "hedge-possible" and len(row.words) > _PHRASE:
            yield Signal(word=above, effect=row.effect, value="PS+")
    before = sentence.words[above.index - 1].text.lower() if above.index else ""
    if above.lemma.lower() == "time" and before in {"high", "about"} and below(sentence, above, "cop"):
        yield Signal(word=above, effect="mood", value="UU")


def is_announced(sentence: Sentence, verb: Word) -> bool:
    """Whether a verb of saying says what it announces: "I would like to stress that", "let me recall that"."""
    if verb.lemma.lower() not in _ANNOUNCED or verb.deprel != "xcomp" or verb.head is None:
        return False
    above = sentence.words[verb.head]
    speakers = {each.text.lower() for each in below(sentence, above, "nsubj", "obj", "iobj")}
    return above.lemma.lower() in _ANNOUNCING and bool(speakers & _SPEAKING) and not below(sentence, above, "advmod")


def by_mood(clause: Clause) -> Iterator[Signal]:
    """That a clause asks for something by the bare form of its verb: "insisted that Graustark release them"."""
    sentence, head = clause.sentence, clause.head
    marks = {each.text.lower() for each in below(sentence, head, "mark")}
    bare = head.text == head.lemma and head.text not in _ALIKE and not below(sentence, head, "aux", "cop")
    if head.deprel != "ccomp" or "that" not in marks or not bare:
        return
    subjects = below(sentence, head, "nsubj")
    if subjects and subjects[0].upos in {"PROPN", "NOUN"} and _is_one(sentence, subjects[0]):
        yield Signal(word=head, effect="mood", value="UU")


def _is_one(sentence: Sentence, noun: Word) -> bool:
    return (
        not noun.text.lower().endswith("s")
        and noun.text.lower() == noun.lemma.lower()
        and not below(sentence, noun, "conj", "nummod")
    )


def bound_to(page: Page, sentence: Sentence, above: Word) -> Iterator[Signal]:
    """What only waits for its time: "a matter of time before"."""
    for row in page.cues_of(sentence, above):
        if row.effect == "future" and row.words[:1] == ("matter",):
            yield Signal(word=above, effect=row.effect, value=row.value)


def is_inverted(sentence: Sentence, under: Word) -> bool:
    """Whether a clause is a condition by the order of its words: "should Ruritania leave, …", "were they to leave"."""
    subjects = below(sentence, under, "nsubj")
    if not subjects or subjects[0].index > under.index:
        return False
    first = sentence.subtree(subjects[0])[0].index
    ahead = sentence.words[first - 1].text.lower() if first else ""
    return ahead in {"should", "were", "had"} and (first == 1 or sentence.words[first - 2].upos in {"PUNCT", "CCONJ"})


def is_called_for(clause: Clause, word: Word) -> bool:
    """Whether what hangs on a word of duty is called for: not "had to", which it did, nor "has to do with"."""
    lemma = word.lemma.lower()
    if not clause.chain or lemma in _ADVISING:
        return False
    if lemma != "have":
        return True
    bare = word.text.lower() in {"has", "have"} and not below(clause.sentence, word, "aux")
    somebody = any(each.upos == "PROPN" for each in clause.subjects)  # "whoever wants to invade has to pass"
    return bare and somebody and clause.chain[0].lemma.lower() != "do"
