"""What a paper says without a verb of saying: "the draft would allow", "under the memorandum Ruritania would pay".

A sentence enters; frames leave whose source is the paper. As with `holders`, they tell on whose word a claim stands,
and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.grammar import below, is_passive, preposition
from foedus.read.reporting import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.page import Page

_WRITTEN = frozenset({"leak", "database", "report", "poll", "statement"})
_IN_FORCE = frozenset({"resolution", "decree", "letter", "contract", "register", "record", "index", "sign", "post"})
_GIVES = frozenset(
    {"give", "put", "list", "name", "mention", "ask", "speak", "cite", "set", "urge", "demand", "propose", "foresee"}
    | {"envisage", "provide", "contain", "allow", "require", "oblige"}
)
_GIVES_FIGURES = frozenset({"give", "put", "set"})
_DRAFTS = frozenset({"draft", "memorandum", "memo", "annex", "document", "proposal"})
_WOULD = frozenset({"would", "will", "’d", "'d", "may", "might", "could"})


def papers_in(page: Page, sentence: Sentence) -> Iterator[Frame]:
    """The verbs of one sentence whose content a paper holds, each with the noun of the paper."""
    for word in sentence.words:
        if word.upos != "VERB" or is_passive(sentence, word):
            continue
        reach = [each for each in sentence.subtree(word) if each.text != "."]
        for subject in below(sentence, word, "nsubj"):
            speaks = word.lemma.lower() in _GIVES and bool(below(sentence, word, "obj", "obl", "ccomp", "xcomp"))
            if word.lemma.lower() in _GIVES_FIGURES and not any(each.upos == "NUM" for each in reach):
                speaks = False  # a report that gives support says nothing
            speaks = speaks or (subject.lemma.lower() in _DRAFTS and _is_open(sentence, word))
            if speaks and subject.index < word.index and is_paper(page, sentence, subject):
                yield _frame(sentence, word, subject, reach)
        for under in below(sentence, word, "obl"):
            told = preposition(sentence, under) == "under" and under.index < word.index
            told = told and under.lemma.lower() in _DRAFTS
            if told and _is_open(sentence, word) and is_paper(page, sentence, under):
                yield _frame(sentence, word, under, reach)


def _frame(sentence: Sentence, word: Word, paper: Word, reach: list[Word]) -> Frame:
    return Frame(
        sentence=sentence,
        cue=word,
        cue_end=word.end,
        source=paper,
        addressee=None,
        content=((word.start, max(each.end for each in reach)),),
        row=None,
    )


def _is_open(sentence: Sentence, word: Word) -> bool:
    """Whether the verb tells what would be: a draft is no law yet."""
    return any(each.text.lower() in _WOULD for each in below(sentence, word, "aux"))


def is_paper(page: Page, sentence: Sentence, noun: Word) -> bool:
    """Whether a noun is of a paper that says things, and not of one in force or of a body."""
    if noun.upos != "NOUN" or noun.lemma.lower() in _IN_FORCE:
        return False
    rows = page.language.sources_at([each.lemma.lower() for each in sentence.words], noun.index)
    return bool(rows) and rows[0].source_class in _WRITTEN
