"""Whom a lead describes before the text names him: "Ruritania's negotiator has said …. Otto Brand told reporters …".

A page and the noun of a description in its first sentence enter; the name of who speaks right after leaves, or None.
Papers write so: the lead tells what somebody is, the next sentence who it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.grammar import below, phrase
from foedus.read.pronouns import is_many
from foedus.read.reporting import SPEECH, row_of
from foedus.read.speakers import speaker_of
from foedus.read.titles import tagged_name, untitled

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.page import Page

_AFTER = 3  # sentences after the lead in which its person is named
_POINTING = frozenset({"the", "former", "outgoing", "ex"})
_NAMES = range(2, 5)  # words of a full name


def named_next(page: Page, sentence: Sentence, head: Word) -> tuple[int, int] | None:
    """The place of the name of whoever is first said to speak behind the lead that describes one person."""
    number = page.sentence_number(sentence.start)
    if number > 0 or head.upos != "NOUN" or is_many(head.text.lower()):
        return None
    pointing = _points(sentence, head)
    for later in page.sentences[1 : 1 + _AFTER]:
        for word in later.words:
            row = row_of(page, later, word) if word.upos == "VERB" else None
            source = speaker_of(later, word) if row is not None and row.commitment in SPEECH else None
            if source is None or page.quotation_at(source.start) is not None:
                continue
            return _full_name(sentence, later, source, pointing=pointing)
    return None


def _points(sentence: Sentence, head: Word) -> bool:
    """Whether a description is of somebody in particular: "the leader", "Ruritania's minister", "a former envoy"."""
    words = phrase(sentence, head)
    return any(each.text.lower() in _POINTING or each.deprel == "nmod:poss" for each in words)


def _full_name(lead: Sentence, sentence: Sentence, source: Word, *, pointing: bool) -> tuple[int, int] | None:
    """The place of a speaker's full name that the lead has not; with no article, of one whom a comma introduces."""
    run = tagged_name(sentence, source)
    bare = untitled(" ".join(each.text for each in run)).split()
    fewest = _NAMES.start - (len(bare) < len(run))  # "Lord Brand"
    run = run[len(run) - len(bare) :]
    if not fewest <= len(run) < _NAMES.stop or any(each.text == run[-1].text for each in lead.words):
        return None
    after = sentence.words[run[-1].index + 1 : run[-1].index + 2]
    told = bool(after) and after[0].text == "," and bool(below(sentence, source, "appos", "acl"))
    return (run[0].start, run[-1].end) if pointing or told else None
