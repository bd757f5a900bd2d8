"""The source that closes a sentence, whatever the tree makes of it: "…, figures of the committee in Bishkek show".

A sentence and the frames found in it enter; the frames leave, at most one of them new. Its words stand behind a comma:
a phrase that can speak, a verb of saying, and the end of the sentence or when and where it was said. What stands
before is a clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.reporting import CITING, Frame, row_of
from foedus.read.speakers import RELATIVES, can_speak

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.page import Page

_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "PART", "SYM", "PRON"})
_BEHIND = frozenset({"of", "in", "for", "at", "from", "with", "on", "to"})  # prepositions behind the noun that speaks
_HERE = frozenset({"in", "on", "at", "last", "this", "yesterday", "today", "late", "early", "after", "during"})
_ASIDE = 14  # words between the commas behind a name, at most
_LONGEST = 26  # words of the phrase that speaks
_FEWEST = 4  # words of what is said
_ENDS = frozenset({".", ",", "”", '"', ";"})


def with_closing(page: Page, sentence: Sentence, told: Sequence[Frame]) -> tuple[Frame, ...]:
    """The frames of a sentence with that of the words that close it, where the tree misses or mistakes it."""
    words = sentence.words
    for comma in range(len(words) - 2, _FEWEST, -1):
        if words[comma].text != "," or page.quotation_at(words[comma].start) is not None:
            continue
        found = _speaking(page, sentence, comma)
        if found is None or not _is_clause(sentence, comma):
            continue
        verb, source = found
        mistaken = [each for each in told if each.cue is verb and not _stands(each.source, comma, verb.index)]
        kept = tuple(each for each in told if each not in mistaken)
        if not mistaken and any(each.covers(sentence.root.start) or each.cue is sentence.root for each in told):
            return tuple(told)
        closing = Frame(
            sentence=sentence, cue=verb, cue_end=verb.end, source=source, addressee=None,
            content=((sentence.start, words[comma].start),), row=row_of(page, sentence, verb),
        )  # fmt: skip
        return (*kept, closing)
    return tuple(told)


def _stands(source: Word | None, first: int, last: int) -> bool:
    """Whether a source is named between two places of its sentence; nobody is, wherever."""
    return source is None or first < source.index < last


def _speaking(page: Page, sentence: Sentence, comma: int) -> tuple[Word, Word] | None:
    """The verb of saying and the noun that says it, where the words behind this comma are nothing else."""
    words = sentence.words
    first = comma + 1 + (words[comma + 1].text.lower() == "as")  # "…, as Otto Brand, the mayor, put it"
    last, at = _phrase_and_verb(page, sentence, first)
    row = row_of(page, sentence, words[at]) if at < min(len(words), comma + _LONGEST) else None
    if row is None or not first < last or not _says(page, sentence, words[at]):
        return None
    if not _ends(words[at + len(row.words) :]) and not (last < at and row.object_is_addressee):
        return None
    source = _head(words[first:last])
    while source is not None and source.deprel == "flat" and source.head is not None and source.head > comma:
        source = words[source.head]
    if source is None or not can_speak(page, sentence, source, by=words[at]):
        return None
    return words[at], source


def _phrase_and_verb(page: Page, sentence: Sentence, first: int) -> tuple[int, int]:
    """Where the phrase that begins at a place ends, and where the verb behind it stands.

    Between them may stand what commas or "who" set apart: "Otto Brand, who commands the fleet, said".
    """
    words = sentence.words
    at = first
    while at < len(words) and words[at].upos in _PHRASE and words[at].text.lower() != "who":
        if _says(page, sentence, words[at]):
            return at, at
        at += 1
    apart = words[at].text if at < len(words) else ""
    for end in range(at + 2, min(len(words), at + _ASIDE)) if apart in {",", "who"} else ():
        if words[end].text in _ENDS and (
            apart == "who" or not _says(page, sentence, words[min(end + 1, len(words) - 1)])
        ):
            break
        if apart == "who" and _says(page, sentence, words[end]):
            return at, end
        if words[end].text == ",":
            aside = words[at + 1 : end]
            relative = aside[0].text.lower() in RELATIVES
            return (at, end + 1) if relative or all(each.upos in _PHRASE for each in aside) else (at, at)
    return at, at


def _ends(rest: Sequence[Word]) -> bool:
    """Whether a sentence ends behind its verb of saying, or goes on with when and where it was said."""
    if rest and rest[0].text.lower() == "it":
        rest = rest[1:]  # "put it"
    return not rest or rest[0].text in _ENDS or rest[0].text.lower() in _HERE or _is_day(rest[0])


def _says(page: Page, sentence: Sentence, word: Word) -> bool:
    """Whether a word is a finite verb by which somebody is cited."""
    if word.upos != "VERB" or word.text.lower().endswith("ing"):
        return False
    row = row_of(page, sentence, word)
    return row is not None and row.commitment in CITING


def _head(phrase: Sequence[Word]) -> Word | None:
    """The noun of a phrase that speaks: the last one before what says whose or where."""
    before = next((at for at, each in enumerate(phrase) if each.text.lower() in _BEHIND), len(phrase))
    nouns = [each for each in phrase[:before] if each.upos in {"NOUN", "PROPN", "PRON"}]
    return nouns[-1] if nouns else None


def _is_day(word: Word) -> bool:
    return word.text[:1].isupper() and word.text.lower().endswith("day")


def _is_clause(sentence: Sentence, comma: int) -> bool:
    """Whether a main clause stands before the comma."""
    before = sentence.words[:comma]
    return before[0].upos != "SCONJ" and any(each.upos in {"VERB", "AUX"} for each in before)
