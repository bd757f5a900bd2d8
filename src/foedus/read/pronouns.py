"""Whom "he", "she" and "they" may mean where somebody speaks: the persons told of right before, by place and tag.

A page and a pronoun enter; the words of whoever it may mean leave, or None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.read.grammar import ancestors, base, below, preposition
from foedus.terms import Nature

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.page import Page

SEVERAL = frozenset({"people", "men", "women", "children", "police", "staff", "personnel", "troops"})
_AFTER_NOUN = re.compile(r" (?:of|in|from|at|to|with|on|for|by|close|familiar)\b|,")


def within_reach(page: Page, start: int, head: Word) -> bool:
    """Whether a pronoun may mean who is named here: "he said" behind a quotation is nobody named only inside one."""
    held = page.quotation_at(start)
    return held is None or held is page.quotation_at(head.start)


def is_many(description: str) -> bool:
    """Whether a description is of several: "reporters in London"; "he" is none of them.

    >>> is_many("reporters in London"), is_many("officer of two navies")
    (True, False)
    """
    head = _AFTER_NOUN.split(description, maxsplit=1)[0].split()[-1:]
    several = bool(head) and (head[0] in SEVERAL or (head[0].endswith("s") and not head[0].endswith("ss")))
    return several and head[0].islower()


def subject_before(page: Page, head: Word) -> tuple[Sentence, Word] | None:
    """The person of whom the sentence before tells: "An engineer laughed. Of 31 orders, he said, …"."""
    number = page.sentence_number(head.start)
    if number == 0 or page.paragraph(page.sentences[number - 1].start) != page.paragraph(head.start):
        return None
    sentence = page.sentences[number - 1]
    for word in below(sentence, sentence.root, "nsubj"):
        if word.upos in {"NOUN", "PROPN"} and page.quotation_at(word.start) is None and _is_person(page, word):
            return sentence, word
    return None


def subject_above(page: Page, head: Word) -> tuple[Sentence, Word] | None:
    """The person of whom the clause around the pronoun's tells: "Brand caused a stir when he ordered that …"."""
    sentence = page.sentences[page.sentence_number(head.start)]
    held = page.quotation_at(head.start)
    for above, under in ancestors(sentence, head):
        for subject in below(sentence, above, "nsubj"):
            if subject.index >= head.index or subject is under or page.quotation_at(subject.start) is not held:
                continue
            for word in (subject, *below(sentence, subject, "nmod:poss")):  # "Brand's order came when he said"
                if word.upos in {"NOUN", "PROPN"} and _is_person(page, word) and not is_many(word.text):
                    return sentence, word
    return None


def several_before(page: Page, head: Word) -> tuple[Sentence, Word] | None:
    """The persons of whom the clause around "they" tells, or the sentence before: "The officers left. They said"."""
    number = page.sentence_number(head.start)
    sentence = page.sentences[number]
    held = page.quotation_at(head.start)
    around = [
        (sentence, subject) for above, _ in ancestors(sentence, head) for subject in below(sentence, above, "nsubj")
    ]
    found = [each for each in around if each[1].index < head.index]
    if not found and number > 0 and page.paragraph(page.sentences[number - 1].start) == page.paragraph(head.start):
        before = page.sentences[number - 1]
        found = [(before, each) for each in below(before, before.root, "nsubj")]
    for place, word in found:
        if page.quotation_at(word.start) is held and _are_persons(page, word):
            return place, word
    return None


def _are_persons(page: Page, word: Word) -> bool:
    """Whether a noun is of several persons: officers, Ruritanians, the police."""
    known = page.name_at(word.start)
    if known is not None:
        return known.nature is Nature.PEOPLE
    if word.upos != "NOUN" or not is_many(word.text.lower()):
        return False
    row = page.language.source_of(word.lemma.lower())
    return row is not None and row.source_class == "person"


def is_told_by(page: Page, start: int) -> bool:
    """Whether a name only says by whom another was told or seen: "he was told by the adviser, Otto Brand, that …"."""
    sentence = page.sentences[page.sentence_number(start)]
    word = next((each for each in sentence.words if each.start == start), None)
    while word is not None and base(word.deprel) in {"appos", "flat", "compound", "nmod"} and word.head is not None:
        if preposition(sentence, word) is not None:
            return False
        word = sentence.words[word.head]
    return word is not None and (word.deprel == "obl:agent" or preposition(sentence, word) == "by")


def _is_person(page: Page, word: Word) -> bool:
    known = page.name_at(word.start)
    if known is not None:
        return known.nature is Nature.PERSON
    row = page.language.source_of(word.lemma.lower()) if word.upos in {"NOUN", "PROPN"} else None
    return (word.name or "").endswith("-person") or (row is not None and row.source_class == "person")


def named_before(page: Page, head: Word) -> list[Word] | None:
    """A person's name of several words, quotations set apart: the last before "she", else the first a sentence ago."""
    number = page.sentence_number(head.start)
    found: list[Word] = []
    best: list[Word] | None = None
    for place in range(max(0, number - 1), number + 1):
        for word in page.sentences[place].words:
            if not _may_be_meant(page, word, head):
                found = []
                continue
            found = [word] if (word.name or "").startswith("B") else [*found, word]
            if len(found) > 1 and (place == number or best is None or best[0] is found[0]):
                best = found
    return best


def _may_be_meant(page: Page, word: Word, head: Word) -> bool:
    """Whether a word is of a person's name before the pronoun, on the same side of the quotation marks."""
    if word.start >= head.start or not (word.name or "").endswith("-person"):
        return False
    known = page.name_at(word.start)
    same = page.quotation_at(word.start) is page.quotation_at(head.start)
    return same and (known is None or known.nature is Nature.PERSON)
