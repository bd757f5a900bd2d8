"""Who says it: the noun of a sentence that a verb of saying belongs to, and whether a noun can be a voice at all.

A sentence and a verb enter; a word leaves, or None where the text names nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.descriptions import among_whom
from foedus.read.grammar import base, below, is_passive, phrase, preposition
from foedus.terms import Nature

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.page import Page

RELATIVES = frozenset({"which", "that", "who", "whom", "whose"})
_NO_SPEAKER = frozenset(
    {"i", "we", "us", "me", "you", "one", "that", "this", "which", "who", "what", "our", "my", "your"}
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today"}
    | {"many", "few", "much"}
    | {"there", "those", "nobody", "everyone", "everybody", "anyone", "anybody"}
)
_HELD = frozenset({"dispute", "contest", "claim"})  # of land and waters, by whoever wants them
_YET_TO = frozenset({"will", "would", "’ll", "'ll", "may", "might", "could"})
_SAYING = frozenset(
    {
        "say",
        "tell",
        "add",
        "explain",
        "insist",
        "recall",
        "write",
        "put",
        "admit",
        "answer",
        "reply",
        "remember",
        "word",
    }
)
_WHEN = frozenset(
    {"day", "morning", "noon", "afternoon", "evening", "night", "midnight", "week", "month", "year", "hour", "minute"}
    | {"spring", "summer", "autumn", "fall", "winter", "end", "beginning", "time", "date", "moment", "region", "number"}
)
_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})  # words of a noun phrase up to its noun


def speaker_of(sentence: Sentence, word: Word) -> Word | None:
    """Who says it: the verb's subject, a passive's agent, or the noun that the saying describes."""
    agents = [each for each in below(sentence, word, "obl") if each.deprel == "obl:agent"]
    if not agents and word.text.lower().endswith("ed") and not below(sentence, word, "nsubj"):
        agents = [each for each in below(sentence, word, "obl") if preposition(sentence, each) == "by"]
    if agents or is_passive(sentence, word):
        return agents[0] if agents else None
    subject = _subject(sentence, word) or as_told(sentence, word)
    if subject is not None:
        return subject
    if word.head is None:
        return None
    above = sentence.words[word.head]
    relation = base(word.deprel)
    if relation == "acl":
        return above
    if relation in {"conj", "advcl", "xcomp"} and above.upos in {"VERB", "AUX"}:
        return speaker_of(sentence, above) if above.index != word.index else None
    return None


def _subject(sentence: Sentence, word: Word) -> Word | None:
    """The verb's subject: "I" before others, a person's name before his office, else the nearest noun."""
    found = [each for each in below(sentence, word, "nsubj") if each.lemma.lower() not in RELATIVES | {"there"}]
    found = [each for each in found if each.upos != "PROPN" or not each.text.islower()] or found
    own = [each for each in found if each.text.lower() in {"i", "we"}]  # "Mr President, I believe"
    named = [each for each in found if (each.name or "").endswith("person")]  # "said the head, Otto Brand"
    nearest = min(own or named or found, key=lambda each: abs(each.index - word.index), default=None)
    return _unbracketed(sentence, nearest) if nearest is not None else None


def _unbracketed(sentence: Sentence, word: Word) -> Word:
    """Of what stands in brackets behind a name, the name: "said Otto Brand (S)"."""
    bracketed = word.index > 1 and sentence.words[word.index - 1].text == "("
    before = sentence.words[word.index - 2] if bracketed else word
    return before if before.upos == "PROPN" else word


def nearby(page: Page, sentence: Sentence, word: Word, *, addressed: bool = False) -> Word | None:
    """The source of a reporting verb whose subject the tree does not give.

    The noun that stands right before it after a comma ("…, the institute has found"), else the source that the encoder
    tags nearest, else a name that follows the verb at once ("…, said CNN"). With `addressed` the verb's object is told
    it, and says nothing.
    """
    beside = _ahead(page, sentence, word) or _behind(page, sentence, word)
    if beside is not None:
        return beside
    tagged = [
        each
        for each in sentence.words
        if each.source is not None
        and each.upos in {"NOUN", "PROPN", "PRON"}
        and each.lemma.lower() not in RELATIVES
        and not _is_parted(sentence, each, word)
        and not (addressed and each.head == word.index and base(each.deprel) in {"obj", "iobj"})
        and not page.quotation_at(each.start)
    ]
    if tagged:
        inside = {each.index for each in tagged}
        heads = [each for each in tagged if each.head not in inside]
        return min(heads or tagged, key=lambda each: abs(each.index - word.index))
    for each in () if addressed else sentence.words[word.index + 1 : word.index + 4]:
        if page.name_at(each.start) is not None:
            return each
    return None


def as_told(sentence: Sentence, word: Word) -> Word | None:
    """Who tells it where the tree takes "as" for a preposition: "…, as a newspaper in Lima reported"."""
    for each in below(sentence, word, "obl", "nsubj"):
        marks = [mark for mark in below(sentence, each, "case") if mark.text.lower() == "as"]
        if each.index < word.index and marks and sentence.words[marks[0].index - 1].text == ",":
            return each
    return None


def behind_to(sentence: Sentence, to: Word) -> tuple[Word, ...]:
    """The noun that "according to" introduces, by the words that follow it."""
    at = to.index + 1
    nouns = []
    while at < len(sentence.words) and sentence.words[at].upos in _PHRASE | {"PRON", "PART"}:
        if sentence.words[at].upos in {"NOUN", "PROPN", "PRON"}:
            nouns.append(sentence.words[at])
        at += 1
    inside = {each.index for each in nouns}
    return tuple(each for each in nouns if each.head not in inside)[:1]


def _is_parted(sentence: Sentence, one: Word, other: Word) -> bool:
    """Whether a semicolon stands between two words."""
    first, last = sorted((one.index, other.index))
    return any(each.text == ";" for each in sentence.words[first:last])


def _ahead(page: Page, sentence: Sentence, word: Word) -> Word | None:
    """The noun right before a verb and its auxiliaries, where a comma opens its phrase and it can speak."""
    at = word.index - 1
    if at >= 0 and sentence.words[at].text == "," and not below(sentence, word, "nsubj"):
        at -= 1  # "…, the spokesman, Otto Brand, told them"
    while at >= 0 and sentence.words[at].upos in {"AUX", "ADV", "PART"}:
        at -= 1
    if at < 0 or sentence.words[at].upos not in {"NOUN", "PROPN"}:
        return None
    noun = sentence.words[at]
    while not _opens(sentence, noun):  # "the centre for records in Szczecin found": up to whom the place belongs
        above = sentence.words[noun.head] if noun.head is not None else noun
        if base(noun.deprel) not in {"nmod", "appos", "flat", "compound", "conj"} or above.index >= noun.index:
            return None
        noun = above
    return noun if can_speak(page, sentence, noun, by=word) else None


def _behind(page: Page, sentence: Sentence, word: Word) -> Word | None:
    """The noun right behind a verb that follows a comma: "…, thinks Otto Brand", "…, said the laboratory's head"."""
    if word.index == 0 or sentence.words[word.index - 1].text not in {",", "”", '"'}:
        return None
    at = word.index + 1
    nouns: list[Word] = []
    while at < len(sentence.words) and (
        sentence.words[at].upos in _PHRASE or sentence.words[at].text in {"'s", "’s", "-"}
    ):
        if sentence.words[at].upos in {"NOUN", "PROPN"}:
            nouns.append(sentence.words[at])
        at += 1
    if not nouns or (at < len(sentence.words) and sentence.words[at].upos in {"VERB", "AUX"}):
        return None
    names = [each for each in nouns if (each.name or "").startswith("B")]
    head = names[-1] if names and nouns[-1].name is not None else nouns[-1]
    while head.deprel == "compound" and head.head is not None and sentence.words[head.head] in nouns:
        head = sentence.words[head.head]  # "said the Oder Centre"
    return head if can_speak(page, sentence, head, by=word) else None


def _opens(sentence: Sentence, noun: Word) -> bool:
    """Whether a comma or the end of a quotation stands right before a noun's phrase."""
    first = phrase(sentence, noun)[0].index
    return first > 0 and sentence.words[first - 1].text in {",", "”", '"'}


def right_behind(sentence: Sentence, to: Word, source: Word) -> Word:
    """The name right behind "according to" where the tree takes a noun beyond the comma for the source."""
    parted = any(each.text == "," for each in sentence.words[to.index : source.index])
    first = sentence.words[to.index + 1] if to.index + 1 < source.index else source
    return first if parted and first.upos == "PROPN" else source


def can_speak(page: Page, sentence: Sentence, source: Word, *, by: Word | None = None) -> bool:
    """Whether a noun can be a voice of its own: "fears proved" is nobody's word, "we argue" that of who is quoted.

    Whatever noun stands by a word that only persons and papers can have speaks: "the ferryman said".
    """
    among = among_whom(sentence, source)
    if among is not None:
        return among.text.lower() not in _NO_SPEAKER
    if source.text.lower() in _NO_SPEAKER and source.text != "US":  # the state in capital letters is no "us"
        return False
    if source.upos in {"VERB", "AUX"} or any(each.text.lower() == "whose" for each in sentence.children[source.index]):
        return False
    if (
        source.upos in {"PROPN", "PRON"}
        or source.source is not None
        or (by is not None and _is_saying(page, source, by))
    ):
        return True
    if page.language.source_of(source.lemma.lower()) is not None:
        return True
    words = phrase(sentence, source)
    return bool(page.names_in(words[0].start, words[-1].end))


def _is_saying(page: Page, source: Word, by: Word) -> bool:
    """Whether a noun with a word of saying may be somebody: it is no time, no place and no part of a quotation."""
    return (
        source.upos == "NOUN"
        and by.lemma.lower() in _SAYING
        and source.lemma.lower() not in _WHEN
        and not (source.name or "").endswith("-place")
        and page.quotation_at(source.start) is None
    )


def stand_together(sentence: Sentence, source: Word, verb: Word) -> bool:
    """Whether neither a comma nor another verb parts a noun from its verb; one coordinated may stand farther on."""
    own = {each.index for each in sentence.subtree(source)} - {verb.index}
    first, last = sorted((source.index, verb.index))
    between = [each for each in sentence.words[first + 1 : last] if each.index not in own]
    return verb.deprel == "conj" or not any(each.upos == "VERB" or each.text == "," for each in between)


def is_measuring(page: Page, source: Word) -> bool:
    """Whether a noun is a report, a data base or a body that studies; a government that finds a thing has found it."""
    name = page.name_at(source.start)
    if name is not None:
        return any(page.world.is_institute(each.actor) for each in name.candidates)
    known = page.language.source_of(source.lemma.lower())
    if known is None:
        return source.upos == "PROPN" and (source.name or "").endswith("organisation")
    if page.language.classes_of(source.lemma.lower()) & {"government", "troops"}:
        return False
    return known.source_class in {"organisation", "report", "database", "statement", "image", "poll"}


def says_nothing(sentence: Sentence, verb: Word) -> bool:
    """Whether nothing is said by a verb of saying: somebody is only asked to, or a noun is described by whose it is.

    "Urged Ruritania to admit that", "a channel disputed by Ruritania".
    """
    if verb.lemma.lower() in _HELD and base(verb.deprel) == "acl" and below(sentence, verb, "obl"):
        return True
    infinitive = any(each.text.lower() == "to" for each in below(sentence, verb, "mark"))
    above = sentence.words[verb.head] if verb.head is not None else verb
    told = bool(below(sentence, verb, "nsubj")) or bool(below(sentence, above, "obj", "iobj"))
    return infinitive and told and base(verb.deprel) in {"xcomp", "ccomp"}


def has_shown(page: Page, sentence: Sentence, verb: Word, source: Word | None) -> bool:
    """Whether a verb of showing tells what a source has shown.

    "Ruritania has shown that" is the word of whoever says so, and "an inquiry will show" tells what nobody knows yet.
    """
    if any(each.text.lower() in _YET_TO for each in below(sentence, verb, "aux")):
        return False
    if source is not None and source.upos == "PRON" and not below(sentence, verb, "ccomp"):
        return False  # "he has shown a disregard"
    name = page.name_at(source.start) if source is not None else None
    people = page.language.classes_of(source.lemma.lower()) & {"people", "country"} if source is not None else ()
    return not people and (name is None or name.nature not in {Nature.STATE, Nature.PEOPLE, Nature.PLACE})
