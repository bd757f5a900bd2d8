"""What a description of a source says beyond its noun: the name that follows it, and the words that belong to it.

A sentence and the noun that heads the description enter; words of the sentence leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.grammar import below, phrase, preposition

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.language import Language

_WHOSE = frozenset({"of", "in", "from", "at", "to", "with"})
_WHOLE = 7  # words that belong to a description, at most
_BEFORE_NAME = 12  # words between the noun and the name, at most
_NAMES = range(2, 5)  # words of a name
_SMALL = frozenset({"the", "of", "and", "for"})
_CLOSE = 12  # words of a paper's description behind its noun, at most
_SOME = frozenset({"one", "two", "three", "some", "several", "many", "another", "most", "each", "both", "four", "few"})
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
    return run if ends and len(run) in _NAMES and "organisation" not in tags and tags != {""} else []


def name_ending(sentence: Sentence, head: Word) -> list[Word]:
    """The person's name that ends a description without a comma: "Head of the President's Office Otto Brand"."""
    for child in below(sentence, head, "flat", "appos"):
        run: list[Word] = []
        for each in sentence.words[child.index :]:
            if each.upos != "PROPN" or not each.text[:1].isupper():
                break
            run.append(each)
        before = sentence.words[child.index - 1]
        if child.index > head.index + 1 and before.upos in {"NOUN", "PROPN"} and len(run) in _NAMES:
            return run
    return []


def called(sentence: Sentence, head: Word) -> list[Word]:
    """The name of several words right behind a noun: "trade letter Border Notes"."""
    run: list[Word] = []
    for each in sentence.words[head.index + 1 :]:
        if each.upos != "PROPN" or not each.text[:1].isupper():
            break
        run.append(each)
    after = sentence.words[head.index + len(run) + 1 :][:1]
    told = bool(after) and after[0].upos in {"VERB", "AUX"}
    return run if head.text.islower() and len(run) in _NAMES and not told else []


def among_whom(sentence: Sentence, head: Word) -> Word | None:
    """Those of whom one or some speak: "one of them", "two of the officers"."""
    if head.text.lower() not in _SOME:
        return None
    found = [each for each in below(sentence, head, "nmod") if preposition(sentence, each) == "of"]
    return found[0] if found else None


def close(full: list[Word], words: list[Word]) -> list[Word]:
    """The words of a paper's description, a dozen at most: enough to tell one report from another."""
    near = [each for each in full if each.index <= words[-1].index + _CLOSE]
    comma = next((at for at, each in enumerate(near) if each.text == "," and each.index > words[-1].index), None)
    near = near[:comma]
    while near[-1].upos == "PUNCT":
        near = near[:-1]
    return near


def named_after(sentence: Sentence, head: Word, last: Word) -> Word:
    """The last word of a body's name that goes on: "Oder Centre for Trade Records"."""
    for child in below(sentence, head, "nmod"):
        reach = sentence.subtree(child)
        inside = phrase(sentence, child)
        if (
            preposition(sentence, child) in {"for", "of", "on", "against"}
            and reach[0].index == last.index + 1
            and all(each.text[:1].isupper() or each.text.lower() in _SMALL for each in inside)
        ):
            last = inside[-1]
    return last


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
