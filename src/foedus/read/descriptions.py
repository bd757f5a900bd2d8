"""What a description of a source says beyond its noun: the name that follows it, and the words that belong to it.

A sentence and the noun that heads the description enter; words of the sentence leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.grammar import below, preposition

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.language import Language

_WHOSE = frozenset({"of", "in", "from", "at", "to", "with"})
_WHOLE = 7  # words that belong to a description, at most
_BEFORE_NAME = 12  # words between the noun and the name, at most
_NAMES = range(2, 5)  # words of a name
_DROPPED = frozenset({"its", "his", "her", "their", "my", "our", "another", "first", "second", "third", "fourth"})


def bare(words: list[Word]) -> list[Word]:
    """The words without what stands before a description and is none of it: articles, "its", "a third"."""
    while len(words) > 1 and (words[0].upos in {"DET", "PUNCT", "CCONJ"} or words[0].text.lower() in _DROPPED):
        words = words[1:]
    return words


def name_behind(sentence: Sentence, head: Word) -> list[Word]:
    """The name between commas that follows a description: "a spokesman for its navy, Otto Brand, said"."""
    at = head.index + 1
    while at < min(len(sentence.words), head.index + _BEFORE_NAME) and sentence.words[at].text != ",":
        if sentence.words[at].upos in {"VERB", "AUX", "PUNCT", "CCONJ"}:
            return []
        at += 1
    run: list[Word] = []
    for each in sentence.words[at + 1 :]:
        if each.upos != "PROPN" or not each.text[:1].isupper():
            break
        run.append(each)
    after = run[-1].index + 1 if run else len(sentence.words)
    ends = after < len(sentence.words) and sentence.words[after].text == ","
    tags = {(each.name or "").partition("-")[2] for each in run}
    return run if ends and len(run) in _NAMES and "person" in tags else []


def whole(sentence: Sentence, head: Word, words: list[Word], language: Language) -> tuple[Word, Word]:
    """The first and the last word of a description with what says whose or where: "source in London"."""
    last = words[-1].index
    for child in below(sentence, head, "nmod", "acl"):
        reach = [each.index for each in sentence.subtree(child)]
        if reach[0] != last + 1 or len(reach) > _WHOLE:
            continue
        if child.upos == "VERB":
            placed = child.deprel == "acl" and child.text.lower().endswith("ed")
            belongs = placed and language.voice_of(child.lemma.lower()) is None and bool(below(sentence, child, "obl"))
        else:
            belongs = preposition(sentence, child) in _WHOSE
        if belongs:
            last = reach[-1]
    return words[0], sentence.words[last]
