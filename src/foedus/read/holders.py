"""Who holds what a verb names without a clause: "confirmed the delivery", "called the orders a threat", "fears a war".

A page enters; frames leave whose content is the verb with its objects. They tell on whose word such a claim stands, and
nothing else: the claim itself is the verb's, read as any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.grammar import below, is_passive
from foedus.read.papers import papers_in
from foedus.read.reporting import Frame
from foedus.read.speakers import can_speak, speaker_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.lexicon import VoiceRow
    from foedus.read.page import Page

_FORMS = frozenset({"holds", "holds as", "thanks"})
_THANKED = frozenset({"for", "on"})
_THIS = frozenset({"this", "that"})
_HELD = ("obj", "iobj", "obl", "xcomp", "ccomp", "nmod")
_NEVER = frozenset({"not", "n't", "n’t", "never", "nobody", "none", "neither", "no"})
_MUTUAL = frozenset({"other", "another", "themselves"})
_ASIDE = frozenset({"on", "for"})  # "called on them", "count on Armenia"
_YET_TO = frozenset({"will", "would", "may", "might", "could", "can", "should", "’ll", "'ll"})
_OPEN = frozenset({"whether", "if", "unless", "lest"})


def holders(page: Page) -> tuple[Frame, ...]:
    """The verbs of this page that name what somebody holds, each with who holds it, in order."""
    return tuple(
        frame for sentence in page.sentences for frame in (*_in_sentence(page, sentence), *papers_in(page, sentence))
    )


def _in_sentence(page: Page, sentence: Sentence) -> Iterator[Frame]:
    lemmas = [each.lemma.lower() for each in sentence.words]
    for word in sentence.words:
        if word.upos != "VERB" or is_passive(sentence, word) or _is_not_held(sentence, word):
            continue
        row = next((each for each in page.language.voices_at(lemmas, word.index) if each.form in _FORMS), None)
        held = _held(sentence, word, row) if row is not None else None
        source = speaker_of(sentence, word) if held is not None else None
        if held is not None and source is not None and can_speak(page, sentence, source):
            yield Frame(
                sentence=sentence, cue=word, cue_end=word.end, source=source, addressee=None, content=(held,), row=row
            )


def _is_not_held(sentence: Sentence, word: Word) -> bool:
    """Whether the verb is denied, asked or yet to come, or its subject is nobody: it then tells nobody's word."""
    subjects = below(sentence, word, "nsubj")
    near = [*sentence.children[word.index], *(each for one in subjects for each in sentence.children[one.index])]
    if any(each.text.lower() in _NEVER for each in (*near, *subjects)):
        return True
    return any(each.text.lower() in _YET_TO for each in below(sentence, word, "aux")) or any(
        each.text.lower() in _OPEN for each in below(sentence, word, "mark")
    )


def _end(sentence: Sentence, objects: list[Word]) -> int:
    """The last word of the objects, before a second verb that "and" joins to them."""
    words = [each for one in objects for each in sentence.subtree(one)]
    joined = [each for each in words if each.deprel == "conj" and each.upos == "VERB"]
    lost = {each.index for verb in joined for each in sentence.subtree(verb)}
    return max((each.index for each in words if each.index not in lost), default=objects[0].index)


def _held(sentence: Sentence, word: Word, row: VoiceRow) -> tuple[int, int] | None:
    """The stretch that the verb's subject stands for, the verb included; None where the verb says no such thing."""
    objects = [each for each in below(sentence, word, *_HELD) if each.index > word.index]
    if not objects:
        return None
    end = _end(sentence, objects)
    if any(each.text.lower() in _MUTUAL for each in sentence.words[word.index : end + 1]):
        return None  # "both accused each other": nobody stands behind one content
    after = sentence.words[word.index + 1 : end + 1]
    if after and after[0].text.lower() in _ASIDE:
        return None
    if row.form == "holds":
        return word.start, sentence.words[end].end
    if row.form == "thanks":
        thanked = next((each for each in after if each.text.lower() in _THANKED), None)
        return (word.start, sentence.words[end].end) if thanked is not None else None
    return (word.start, sentence.words[end].end) if _is_valued(sentence, word, row) else None


def _is_valued(sentence: Sentence, word: Word, row: VoiceRow) -> bool:
    """Whether an object is called, seen as or put at something: a complement, "as", a figure after "at"."""
    objects = [each for each in below(sentence, word, "obj", "iobj") if each.index > word.index]
    said = [each for each in below(sentence, word, "xcomp", "ccomp") if each.index > word.index]
    obliques = [each for each in sentence.subtree(word) if each.deprel.startswith(("obl", "nmod", "advcl", "xcomp"))]
    if word.lemma.lower() == "put":
        at = [each for each in obliques if any(case.text.lower() == "at" for case in below(sentence, each, "case"))]
        return bool(objects) and any(
            each.upos == "NUM" or any(number.upos == "NUM" for number in sentence.subtree(each)) for each in at
        )
    marked = any(
        mark.text.lower() == "as" and mark.index > word.index
        for each in obliques
        for mark in below(sentence, each, "case", "mark")
    )
    if row.note.startswith("as"):
        return bool(objects) and marked
    this = any(each.text.lower() in _THIS for one in objects for each in below(sentence, one, "det"))
    subjects = [subject for each in said for subject in below(sentence, each, "nsubj")]
    whether = any(mark.text.lower() in {"whether", "that"} for each in said for mark in below(sentence, each, "mark"))
    return (
        (bool(said) and bool(objects or subjects) and not whether)
        or len(objects) > 1
        or this
        or (bool(objects) and marked)
    )
