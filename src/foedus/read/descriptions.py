"""What a description of a source says beyond its noun: the name that follows it, and the words that belong to it.

A sentence and the noun that heads the description enter; words of the sentence leave.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from foedus.read.grammar import base, below, phrase, preposition
from foedus.read.titles import untitled

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.language import Language
    from foedus.read.page import Page
    from foedus.values import Span

_WHOSE = frozenset({"of", "in", "from", "at", "to", "with"})
_WHOLE = 7  # words that belong to a description, at most
_BEFORE_NAME = 12  # words between the noun and the name, at most
_NAMES = range(2, 5)  # words of a name
_AFTER = re.compile(r" (?:of|in|from|at|to|with|on|for|by|posted|close|familiar)\b|,")
_SMALL = frozenset({"the", "of", "and", "for"})
_CLOSE = 12  # words of a paper's description behind its noun, at most
_SOME = frozenset({"one", "two", "three", "some", "several", "many", "another", "most", "each", "both", "four", "few"})
_CLAUSE = frozenset({"that", "who", "which", "whose", "how", "whether"})
_DROPPED = frozenset(
    {"its", "his", "her", "their", "my", "our", "another", "first", "second", "third", "fourth"}
    | {"'s", "’s", "'", "’"}
)


def up_to_clause(words: list[Word], head: Word) -> list[Word]:
    """The words of a phrase before what is said in a clause behind its noun: "an officer that between 8 and 10 …"."""
    ends = [at for at, each in enumerate(words) if each.index > head.index and each.text.lower() in _CLAUSE]
    return words[: ends[0]] if ends else words


def bare(words: list[Word]) -> list[Word]:
    """The words without what stands before a description and is none of it: articles, "its", "a third"."""
    while len(words) > 1 and (words[0].upos in {"DET", "PUNCT", "CCONJ"} or _is_dropped(words[0])):
        words = words[1:]
    return words


def _is_dropped(word: Word) -> bool:
    """Whether a word before a description is none of it; "First" is part of a name that it begins."""
    return word.text.lower() in _DROPPED and (word.index == 0 or not word.text[:1].isupper())


def name_behind(sentence: Sentence, head: Word) -> list[Word]:
    """The name that follows a description behind a comma: "a spokesman for its navy, Otto Brand, said"."""
    at = head.index + 1
    while at < min(len(sentence.words), head.index + _BEFORE_NAME) and sentence.words[at].text != ",":
        if sentence.words[at].upos in {"VERB", "AUX", "PUNCT", "CCONJ"}:
            return []
        at += 1
    run = _run(sentence, at + 1)
    after = run[-1].index + 1 if run else len(sentence.words)
    ends = after < len(sentence.words) and sentence.words[after].text in {",", ".", ";", "”", '"'}
    tags = {(each.name or "").partition("-")[2] for each in run}
    return run if ends and len(run) in _NAMES and "organisation" not in tags and tags != {""} else []


def name_ending(sentence: Sentence, head: Word, language: Language) -> list[Word]:
    """The person's name that ends a description without a comma: "Head of the President's Office Otto Brand"."""
    starts = [each.index for each in below(sentence, head, "flat", "appos") if each.index > head.index + 1]
    for each in sentence.subtree(head):  # the name may hang from the body: "… of the Border Committee Otto Brand"
        row = language.source_of(each.lemma.lower()) if each.index > head.index else None
        if row is not None and row.source_class == "organisation":
            starts.append(each.index + 1)
        if (
            each.index > head.index and base(each.deprel) == "nmod"
        ):  # "Head of the Office of the President of X Otto Brand"
            far = [one.index for one in below(sentence, each, "flat", "appos") if one.index > each.index + 1]
            starts += [one for one in far if not _is_person(language, sentence.words[one - 1])]
    for start in starts:
        run = _run(sentence, start)
        before = sentence.words[start - 1]
        tagged = all((each.name or "").endswith("person") for each in run)
        if before.upos in {"NOUN", "PROPN"} and len(run) in _NAMES and tagged:
            return run
    return []


def _is_person(language: Language, noun: Word) -> bool:
    row = language.source_of(noun.lemma.lower())
    return row is not None and row.source_class == "person"


def _run(sentence: Sentence, start: int) -> list[Word]:
    """The capitalised names that stand together from this word on."""
    run: list[Word] = []
    for each in sentence.words[start:]:
        if not _is_name(each):
            break
        run.append(each)
    return run


def named_in_full(page: Page, name: Span) -> tuple[Sentence, list[Word]] | None:
    """The sentence and the words by which the text first named in full whom it calls by one name here.

    Of whom a headline calls by one name the body tells more.
    """
    ahead = name.start < page.headline_end
    for sentence in page.sentences if ahead else page.sentences[: page.sentence_number(name.start) + 1]:
        for word in sentence.words:
            if (
                word.start == name.start
                or (word.start > name.start and not ahead)
                or word.text != name.text
                or word.upos != "PROPN"
            ):
                continue
            first = word.index
            while first > 0 and _is_name(sentence.words[first - 1]):
                first -= 1
            run = _run(sentence, first)
            run = run[len(run) - len(untitled(" ".join(each.text for each in run)).split()) :]
            tags = {(each.name or "").partition("-")[2] for each in run}
            if len(run) in _NAMES and run[0] is not word and not tags & {"organisation", "place"}:
                return sentence, run
    return None


def _is_name(word: Word) -> bool:
    return word.upos == "PROPN" and word.text[:1].isupper()


def called(sentence: Sentence, head: Word) -> list[Word]:
    """The name of several words right behind a noun: "trade letter Border Notes"."""
    run = _run(sentence, head.index + 1)
    after = sentence.words[head.index + len(run) + 1 :][:1]
    told = bool(after) and after[0].upos in {"VERB", "AUX"}
    return run if head.text.islower() and len(run) in _NAMES and not told else []


def says_more(longer: str, told: str) -> bool:
    """Whether one description holds the words of another, with the same noun at its head.

    >>> says_more("official news agency", "agency"), says_more("agency of Ruritania", "official"), says_more("a", "a")
    (True, False, True)
    """
    head = _AFTER.split(told.casefold(), maxsplit=1)[0].split()[-1:]
    full = _AFTER.split(longer.casefold(), maxsplit=1)[0].split()
    return full[-1:] == head and set(told.casefold().split()) <= set(longer.casefold().split())


def fuller_before(page: Page, head: Word) -> list[Word]:
    """The description by which the text last spoke of the same noun: "its news agency", then "the agency"."""
    for number in range(page.sentence_number(head.start), -1, -1):
        earlier = page.sentences[number]
        for word in reversed(earlier.words):
            if word.start >= head.start or word.text.lower() != head.text.lower() or word.upos != "NOUN":
                continue
            words = bare([each for each in phrase(earlier, word) if each.deprel != "nmod:poss"])
            if len(words) > 1 and words[-1] is word:
                return words
    return []


def among_whom(sentence: Sentence, head: Word) -> Word | None:
    """Those of whom one or some speak: "one of them", "two of the officers"."""
    if head.text.lower() not in _SOME:
        return None
    found = [each for each in below(sentence, head, "nmod") if preposition(sentence, each) == "of"]
    return found[0] if found else None


def name_given(sentence: Sentence, head: Word) -> Word | None:
    """The name that "named" or "called" gives whoever is described: "a teacher named Alba"."""
    for clause in below(sentence, head, "acl") if head.upos == "NOUN" else ():
        if clause.text.lower() in {"named", "called"} and clause.index == head.index + 1:
            names = [each for each in below(sentence, clause, "xcomp", "obj", "obl") if each.upos == "PROPN"]
            if names and names[0].index > clause.index:
                return names[0]
    return None


def short(sentence: Sentence, head: Word, words: list[Word], language: Language) -> tuple[Word, Word]:
    """The first and the last word by which a paper is called: without what it was read over or of how many it asks."""
    last = words[-1].index
    for child in below(sentence, head, "nmod", "acl"):
        reach = _before_verb([each for each in sentence.subtree(child) if each.index > last], child)
        inside = [each for each in reach if each.upos not in {"ADP", "DET", "PUNCT"}]
        row = language.source_of(child.lemma.lower())
        body = row is not None and row.source_class == "organisation"
        names = body or any(each.name is not None or each.upos == "PROPN" for each in inside)
        dated = any(each.upos == "NUM" for each in inside)
        whose = preposition(sentence, child) in {"of", "by", "from", "in", "at"}
        passive = child.upos == "VERB" and any(
            preposition(sentence, each) == "by" for each in below(sentence, child, "obl")
        )
        if reach and reach[0].index == last + 1 and names and not dated and (whose or passive):
            last = reach[-1].index
    return words[0], sentence.words[last]


def _before_verb(words: list[Word], first: Word) -> list[Word]:
    """The words before a verb other than the first one: "pictures bought by the institute show"."""
    return [*takewhile(lambda each: each is first or each.upos not in {"VERB", "AUX"}, words)]


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
    last = _owned(sentence, words[-1].index)
    for child in below(sentence, head, "nmod", "acl"):
        reach = [each.index for each in sentence.subtree(child)]
        if reach[0] != last + 1 or len(reach) > _WHOLE:
            continue
        if child.upos == "VERB":
            placed = child.deprel == "acl" and child.text.lower().endswith("ed")
            spoken = language.voice_of(child.lemma.lower()) is not None and child.text.lower() != "posted"
            belongs = placed and not spoken and bool(below(sentence, child, "obl"))
        else:
            belongs = preposition(sentence, child) in _WHOSE
        if belongs:
            last = _owned(sentence, reach[-1])
    return words[0], sentence.words[last]


def _owned(sentence: Sentence, last: int) -> int:
    """The place of the noun behind a possessor at this place, wherever the tree hangs it: "of Ruritania's navy"."""
    if sentence.words[last].text not in {"'s", "’s"}:
        return last
    at = last + 1
    while at < len(sentence.words) and sentence.words[at].upos in {"ADJ", "NOUN", "PROPN"}:
        at += 1
    return at - 1
