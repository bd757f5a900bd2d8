"""Who stands behind a relay: "Reuters reported, citing two officials, that …", "quoted Brand as saying that …", "per".

A sentence enters; frames leave whose source is nearer to the root than the one that passes its words on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from foedus.read.grammar import base, below, is_passive, preposition
from foedus.read.reporting import Frame, clause_without, frames_in, row_of
from foedus.read.speakers import can_speak, speaker_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.page import Page

_CITING = frozenset({"cite", "quote", "reference", "invoke"})
_SAYING = frozenset({"say", "tell", "write", "state", "note", "add", "argue", "claim", "declare", "warn", "report"})
_PER = "per"


def citations_in(page: Page, sentence: Sentence) -> tuple[Frame, ...]:
    """The frames of one sentence, each with whoever its source cites behind it."""
    plain = tuple(frames_in(page, sentence))
    return (*_relayed(page, sentence, plain), *_quoted_as(page, sentence), *_per(page, sentence))


def _relayed(page: Page, sentence: Sentence, plain: Sequence[Frame]) -> Iterator[Frame]:
    """The frames, and for each whose teller cites somebody while telling, one of whom is cited."""
    taken: set[int] = set()
    parted = tuple(_parted(page, sentence))
    yield from parted
    for frame in plain:
        if frame.cue.lemma.lower() in _CITING and frame.cue.upos == "VERB" and _is_beside(frame.cue):
            continue  # told by the teller's own frame
        yield frame
    for frame in (*plain, *parted):
        for word in _citing(sentence, frame):
            cited = next(iter(below(sentence, word, "obj")), None)
            content = frame.content if frame.cue is not word else _clause_of(sentence, word)
            if cited is None or word.index in taken or not content or not can_speak(page, sentence, cited):
                continue
            known = page.language.source_of(cited.lemma.lower())
            if known is not None and known.source_class == "database" and page.name_at(cited.start) is None:
                continue  # records are what the teller worked from, not who told it
            taken.add(word.index)
            outside = tuple((first, last) for first, last in content if not first <= cited.start < last)
            yield replace(frame, cue=word, cue_end=word.end, source=cited, content=outside or content, behind=True)


def _parted(page: Page, sentence: Sentence) -> Iterator[Frame]:
    """The frames of verbs whose clause the tree hangs below the citing: "reported, citing two officials, that …"."""
    for word in sentence.words:
        above = sentence.words[word.head] if word.head is not None else word
        if word.lemma.lower() in _CITING and _is_beside(word) and not below(sentence, above, "ccomp"):
            row, source, content = (
                row_of(page, sentence, above),
                speaker_of(sentence, above),
                _clause_of(sentence, word),
            )
            if row is not None and source is not None and content and can_speak(page, sentence, source):
                yield Frame(
                    sentence=sentence, cue=above, cue_end=above.end, source=source, addressee=None,
                    content=content, row=row,
                )  # fmt: skip


def _is_beside(word: Word) -> bool:
    """Whether a verb is a participle beside another verb or behind a noun."""
    return word.text.lower().endswith("ing") and base(word.deprel) in {"advcl", "acl"} and word.head is not None


def _citing(sentence: Sentence, frame: Frame) -> Iterator[Word]:
    """The participles by which the frame's teller says whom the words are from."""
    for above in (frame.cue, frame.source):
        for word in below(sentence, above, "advcl", "acl", "xcomp") if above is not None else ():
            if word.lemma.lower() in _CITING and _is_beside(word):
                yield word
    last = frame.cue.index + 1
    if (
        last + 1 < len(sentence.words) and sentence.words[last].text == ","
    ):  # "…, Reuters reported, citing two officials"
        word = sentence.words[last + 1]
        if word.lemma.lower() in _CITING and word.text.lower().endswith("ing") and word.head != frame.cue.index:
            yield word


def _clause_of(sentence: Sentence, word: Word) -> tuple[tuple[int, int], ...]:
    """The clause that hangs below a verb."""
    reaches = [sentence.subtree(each) for each in below(sentence, word, "ccomp")]
    return tuple((reach[0].start, reach[-1].end) for reach in reaches)


def _quoted_as(page: Page, sentence: Sentence) -> Iterator[Frame]:
    """The frames of "quoted X as saying C" and "X was quoted as promising Y": what stands behind "as" is X's."""
    for word in sentence.words:
        if word.upos != "VERB" or word.lemma.lower() not in _CITING:
            continue
        told = below(sentence, word, "nsubj") if is_passive(sentence, word) else below(sentence, word, "obj")
        saying = [
            each
            for holder in (word, *told)
            for each in below(sentence, holder, "advcl", "acl", "xcomp", "obl")
            if any(mark.text.lower() == "as" for mark in below(sentence, each, "mark", "case"))
        ]
        if not told or not saying or not can_speak(page, sentence, told[0]):
            continue
        verb = saying[0]
        reach = [each for each in sentence.subtree(verb) if each.index >= verb.index]
        if verb.lemma.lower() in _SAYING:
            reach = [each for each in reach if each.index > verb.index]
        if reach:
            own = Frame(
                sentence=sentence, cue=word, cue_end=word.end, source=told[0], addressee=None,
                content=((reach[0].start, reach[-1].end),), row=None, behind=True,
            )  # fmt: skip
            relay = speaker_of(sentence, word)
            if relay is not None and can_speak(page, sentence, relay):
                yield replace(own, source=relay, behind=False)
            yield own


def _per(page: Page, sentence: Sentence) -> Iterator[Frame]:
    """The frame of "per X" at either end of a sentence: all of it but these words."""
    for word in sentence.words:
        if word.text.lower() != _PER or word.upos != "ADP" or word.head is None:
            continue
        source = sentence.words[word.head]
        if source.upos not in {"NOUN", "PROPN"} or preposition(sentence, source) != _PER:
            continue
        own = sentence.subtree(source)
        if can_speak(page, sentence, source) and (own[0].index == 0 or sentence.words[own[0].index - 1].text == ","):
            yield Frame(
                sentence=sentence, cue=word, cue_end=word.end, source=source, addressee=None,
                content=clause_without(sentence, own[0].start, own[-1].end), row=None,
            )  # fmt: skip
