"""Who says what in one sentence: each reporting verb or phrase with its source and the stretches that it reports.

A sentence enters; its frames leave. What they report beyond their sentence is found by `frames`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read import speakers
from foedus.read.asides import describes
from foedus.read.grammar import ancestors, base, below, has_finite_sign, is_passive, phrase
from foedus.read.speakers import RELATIVES, can_speak, has_shown, nearby, says_nothing, speaker_of
from foedus.terms import Sort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.lexicon import VoiceRow
    from foedus.read.page import Page
    from foedus.read.quotations import Quotation
    from foedus.read.turns import Turn

_CONVINCED = frozenset({"convinced", "persuaded"})
_HEARSAY = frozenset({"reportedly", "allegedly", "supposedly", "purportedly", "rumoredly"})
# Of an agentless passive, only these leave a source unstated: "is accepted" or "is shown" is the writer's own word.
_HEARD = frozenset({"neutral", "doubts", "believes"})
# Verbs of these commitments are said aloud; to want, fear or believe is told by another.
SPEECH = frozenset({"neutral", "asserts", "denies", "admits", "warns", "accuses", "praises", "relays", "recommends"})
_NEAR = 10  # words from a verb of saying to its "that": "announced earlier this month that"
_CLAUSE = frozenset({"VERB", "AUX", "PUNCT", "PRON"})
_MAIN = frozenset({"root", "conj", "parataxis", "ccomp"})
CITING = SPEECH | {"shows"}  # a study finds, and is cited as a speaker is
_LISTING = frozenset({"list", "record", "log", "document", "register"})  # "the data base lists 36 fighters"
_ASIDE = 3  # words from a speaker to his verb between commas
_SHORT_QUOTATION = 3  # words; shorter ones are scare quotes unless a cue governs them


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One act of reporting: the cue, who says it, to whom, and the stretches that are said.

    `source` is None where the text names none ("reportedly", an agentless passive).
    """

    sentence: Sentence
    cue: Word
    cue_end: int
    source: Word | None
    addressee: Word | None
    content: tuple[tuple[int, int], ...]
    row: VoiceRow | None
    is_hearsay: bool = False
    continues: bool = False
    behind: bool = False  # who is cited by the teller of the same words
    turn: Turn | None = None  # the label of a transcript in whose turn the words stand

    def covers(self, position: int) -> bool:
        """Whether the word at this place is part of what is said."""
        return any(start <= position < end for start, end in self.content)


def frames_in(page: Page, sentence: Sentence) -> Iterator[Frame]:
    """The acts of reporting in one sentence, in the order of their cues."""
    for word in sentence.words:
        lower = word.text.lower()
        if lower in _HEARSAY and word.head is not None:
            yield _hearsay(sentence, word)
        elif lower == "according":
            yield from _according(sentence, word)
        elif word.upos == "VERB":
            row = row_of(page, sentence, word)
            held = word.text.lower() in _CONVINCED and below(sentence, word, "cop", "aux:pass")  # a stance, no speech
            if row is not None and not held:
                yield from _verbal(page, sentence, word, row)


def row_of(page: Page, sentence: Sentence, word: Word) -> VoiceRow | None:
    """The reporting row of a verb, the longest wording first."""
    lemmas = [each.lemma.lower() for each in sentence.words]
    rows = [each for each in page.language.voices_at(lemmas, word.index) if each.form in {"verb", "phrase"}]
    return rows[0] if rows else None


def _hearsay(sentence: Sentence, word: Word) -> Frame:
    above = sentence.words[word.head] if word.head is not None else word
    reach = sentence.subtree(above)
    return Frame(
        sentence=sentence,
        cue=word,
        cue_end=word.end,
        source=None,
        addressee=None,
        content=((reach[0].start, reach[-1].end),),
        row=None,
        is_hearsay=True,
    )


def _according(sentence: Sentence, word: Word) -> Iterator[Frame]:
    """The frame of "according to X": all of the sentence but these words."""
    after = sentence.words[word.index + 1] if word.index + 1 < len(sentence.words) else None
    if after is None or after.text.lower() != "to" or word.head is None:
        return
    source = sentence.words[word.head]
    if source.index < word.index:  # parsed as a clause of its own: the source is what "to" introduces
        introduced = below(sentence, word, "obl", "obj") or speakers.behind_to(sentence, after)
        if not introduced:
            return
        source = introduced[0]
    source = speakers.right_behind(sentence, after, source)
    reach = sentence.subtree(source)
    start, end = min(word.start, reach[0].start), max(each.end for each in (word, *reach) if each.index >= word.index)
    yield Frame(
        sentence=sentence,
        cue=word,
        cue_end=after.end,
        source=source,
        addressee=None,
        content=clause_without(sentence, start, end),
        row=None,
    )


def clause_without(sentence: Sentence, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentence without this stretch, from the semicolon before it on."""
    first = max((each.end for each in sentence.words if each.text == ";" and each.end <= start), default=sentence.start)
    parts = ((first, start), (end, sentence.end))
    return tuple((first, last) for first, last in parts if last - first > 1)


def _verbal(page: Page, sentence: Sentence, word: Word, row: VoiceRow) -> Iterator[Frame]:
    passive = is_passive(sentence, word)
    found = None if passive else nearby(page, sentence, word, addressed=row.object_is_addressee)
    source = speaker_of(sentence, word) or found
    heard = len(sentence.words) if row.object_is_addressee else word.index + len(row.words)
    if source is not None and not passive and word.index < source.index < heard:
        source = found  # "…, the nurse, 43, told reporters"
    closing = _closing(page, sentence, word, source) if row.commitment in CITING else ()
    content = closing or _content(page, sentence, word, row) or _measured(page, sentence, word, row=row, source=source)
    if not content:
        return
    if source is None and not (passive and row.commitment in _HEARD):
        return
    shown = row.commitment != "shows" or has_shown(page, sentence, word, source)
    if not shown or says_nothing(sentence, word):
        return
    near = source is not None and speakers.stand_together(sentence, source, word)
    if source is not None and not can_speak(page, sentence, source, by=word if near else None):
        return
    addressee = _addressee(page, sentence, word) if row.object_is_addressee else None
    yield Frame(
        sentence=sentence,
        cue=word,
        cue_end=word.end,
        source=source,
        addressee=addressee,
        content=content,
        row=row,
    )


def _closing(page: Page, sentence: Sentence, word: Word, source: Word | None) -> tuple[tuple[int, int], ...]:
    """All that stands before a source and verb that close a sentence after a comma: "…, yet …, the institute said"."""
    relative = any(each.lemma.lower() in RELATIVES for each in sentence.children[word.index])
    if source is None or relative or any(each.index > word.index for each in below(sentence, word, "ccomp")):
        return ()
    first = min(word.index, *(each.index for each in (*phrase(sentence, source), source)))
    if first < 2 or sentence.words[first - 1].text not in {",", "”", '"'}:
        return ()
    last = max(word.index, source.index)
    after = [
        each
        for each in sentence.words[last + 1 :]
        if (each.upos == "VERB" or below(sentence, each, "cop")) and each.deprel in _MAIN
    ]
    if any(row_of(page, sentence, each) is None for each in after):
        return ()  # the sentence goes on, and not only with who passes it on
    colon = [each.index for each in sentence.words[:first] if each.text == ":" and not page.quotation_at(each.start)]
    start = sentence.words[colon[-1] + 1].start if colon else sentence.start
    return ((start, sentence.words[first - 1].start),)


def _addressee(page: Page, sentence: Sentence, word: Word) -> Word | None:
    """Whom the verb says that somebody told: its object, else the name that stands right behind it."""
    objects = below(sentence, word, "obj", "iobj")
    if objects:
        first, *others = objects  # "told the trade letter Border Notes": the tree may give two objects
        named = others and first.upos == "NOUN" and others[0].upos == "PROPN"
        return others[0] if named and phrase(sentence, others[0])[0].index == first.index + 1 else first
    for each in sentence.words[word.index + 1 : word.index + 4]:
        if page.name_at(each.start) is not None:
            return each
    return None


def _content(page: Page, sentence: Sentence, word: Word, row: VoiceRow) -> tuple[tuple[int, int], ...]:
    """What a reporting verb reports: its clause, the sentence that it interrupts, or the quotations beside it."""
    apart = _set_apart(sentence, word) or _gapped(sentence, word)
    if apart and row.commitment in SPEECH:
        return apart
    said = [
        each
        for each in below(sentence, word, "ccomp")
        if (_outside(page, word, each) or each.index > word.index)
        and not (_is_bare_noun(sentence, each) or describes(sentence, each, word))
    ]
    if said:
        return tuple(_reach(sentence, word, each) for each in said)
    following = _that(sentence, word, row) or _of_what(sentence, word, row)
    if following:
        return following
    aside = base(word.deprel) in {"parataxis", "dep", "discourse"} or (
        (row.commitment in SPEECH or (row.commitment == "shows" and not below(sentence, word, "obj")))
        and _is_as(sentence, word)
    )
    if aside and word.head is not None and not _is_told_itself(sentence, word):
        return _around(sentence, word)
    quoted = _quoted(page, sentence, word)
    if quoted and row.commitment in SPEECH and not _is_reported(page, sentence, word):
        return quoted
    loose = [
        each
        for each in below(sentence, word, "parataxis", "xcomp")
        if each.index > word.index and not _is_beyond(sentence, word, each)
    ]
    spoken = loose if word.lemma.lower() in {"say", "tell"} else []
    return tuple((reach[0].start, reach[-1].end) for reach in (sentence.subtree(each) for each in spoken))


def _is_told_itself(sentence: Sentence, word: Word) -> bool:
    """Whether "that" opens the verb's own clause: it is then said, and interrupts nothing."""
    return any(each.text.lower() == "that" and each.index < word.index for each in below(sentence, word, "mark"))


def _is_bare_noun(sentence: Sentence, word: Word) -> bool:
    """Whether a clause is a mere noun behind its verb, as the tree may call who speaks: "…, said the head, Brand"."""
    return word.upos in {"NOUN", "PROPN"} and not has_finite_sign(sentence, word) and not below(sentence, word, "mark")


def _is_beyond(sentence: Sentence, word: Word, other: Word) -> bool:
    """Whether a semicolon stands between a verb and what the tree hangs below it."""
    return any(each.text == ";" for each in sentence.words[word.index : other.index])


def _set_apart(sentence: Sentence, word: Word) -> tuple[tuple[int, int], ...]:
    """The sentence that a speaker and his verb interrupt between commas, though the tree ties them to a noun of it.

    "The troops, they say, have left"; "He has no fear of Zenda, the official said, and they talked."
    """
    subjects = [each for each in below(sentence, word, "nsubj") if each.index < word.index]
    after = sentence.words[word.index + 1].text if word.index + 1 < len(sentence.words) else ""
    if word.deprel != "acl:relcl" or not subjects or subjects[0].lemma.lower() in RELATIVES or after != ",":
        return ()
    words = (*phrase(sentence, subjects[0]), word)
    first = min(each.index for each in words)
    if first == 0 or sentence.words[first - 1].text != "," or word.index - subjects[0].index > _ASIDE:
        return ()
    return clause_without(sentence, sentence.words[first].start, word.end)


def _gapped(sentence: Sentence, word: Word) -> tuple[tuple[int, int], ...]:
    """What is said of a noun that a clause without "which" describes: "a step Ruritania said was hostile"."""
    following = sentence.words[word.index + 1 : word.index + 2]
    bare = not any(each.lemma.lower() in RELATIVES for each in sentence.children[word.index])
    subject = bool(below(sentence, word, "nsubj"))
    if word.deprel != "acl:relcl" or not (bare and subject and following) or following[0].upos not in {"VERB", "AUX"}:
        return ()
    ends = [each.start for each in sentence.words[word.index + 1 :] if each.text in {",", ";", "–", "—", "."}]
    return ((following[0].start, min([*ends, sentence.end])),)


def _reach(sentence: Sentence, word: Word, said: Word) -> tuple[int, int]:
    """The bounds of a clause that is said, on its own side of the verb: what opens the sentence is not said with it."""
    words = [each for each in sentence.subtree(said) if said.index < word.index or each.index > word.index]
    return words[0].start, words[-1].end


def _is_as(sentence: Sentence, word: Word) -> bool:
    """Whether a verb is told by "as": "as Axios first reported", "as reported by Axios"."""
    if speakers.as_told(sentence, word) is not None:
        return True
    marks = [each for each in below(sentence, word, "mark", "advmod") if each.index < word.index]
    told = base(word.deprel) == "advcl" and bool(below(sentence, word, "nsubj", "obl"))
    return told and any(each.text.lower() == "as" for each in marks)


def _measured(
    page: Page, sentence: Sentence, word: Word, *, row: VoiceRow, source: Word | None
) -> tuple[tuple[int, int], ...]:
    """What a report or an institute counts or finds without a clause: "the institute counted 25 drills"."""
    objects = [each for each in below(sentence, word, "obj") if each.index > word.index]
    if not _tells_figures(word, row) or source is None or not objects or not speakers.is_measuring(page, source):
        return ()
    return ((word.start, max(each.end for each in sentence.subtree(word))),)


def _tells_figures(word: Word, row: VoiceRow) -> bool:
    return row.commitment == "shows" or word.lemma.lower() in _LISTING


def _around(sentence: Sentence, word: Word) -> tuple[tuple[int, int], ...]:
    """The sentence that a reporting verb interrupts; nothing where the verb begins a sentence of its own."""
    own = _together(sentence, word)
    before = sentence.words[own[0].index - 1].text if own[0].index > 0 else ""
    if before in {";", ":"} or any(each.lemma.lower() == "not" for each in sentence.children[word.index]):
        return ()
    above = sentence.words[word.head] if word.head is not None else word
    joined = base(word.deprel) == "advcl" and base(above.deprel) == "conj" and below(sentence, above, "nsubj")
    first = sentence.subtree(above)[0].start if joined else sentence.start  # "…, and they left, as Brand has found"
    parts = clause_without(sentence, own[0].start, own[-1].end)
    return tuple((max(first, start), end) for start, end in parts if end > first)


def _together(sentence: Sentence, word: Word) -> list[Word]:
    """The words of a reporting clause that stand together with its verb; speaker and verb where these are all."""
    below_it = {each.index for each in sentence.subtree(word)}
    first = last = word.index
    while first - 1 in below_it:
        first -= 1
    while last + 1 in below_it:
        last += 1
    speaker = speaker_of(sentence, word)
    if first == 0 and last >= len(sentence.words) - 2 and speaker is not None:
        inside = [each.index for each in (*phrase(sentence, speaker), *sentence.subtree(speaker), word)]
        first, last = min(inside), max(inside)
    return list(sentence.words[first : last + 1])


def _of_what(sentence: Sentence, word: Word, row: VoiceRow) -> tuple[tuple[int, int], ...]:
    """What is denied or blamed without a clause: "denied any transfer", "accused them of dragging their feet"."""
    if row.sort is Sort.DENIAL:
        reaches = [sentence.subtree(each) for each in below(sentence, word, "obj", "xcomp")]
    elif row.commitment == "accuses":
        blamed = [each for each in below(sentence, word, "advcl", "obl") if each.index > word.index]
        reaches = [
            sentence.subtree(each)
            for each in blamed
            if any(mark.text.lower() in {"of", "for"} for mark in below(sentence, each, "mark", "case"))
        ]
    else:
        return ()
    return tuple((reach[0].start, reach[-1].end) for reach in reaches)


def _that(sentence: Sentence, word: Word, row: VoiceRow) -> tuple[tuple[int, int], ...]:
    """What follows "saying that", wherever the tree hangs it, up to a verb coordinated with the reporting one."""
    that = None
    length = len(row.words)
    near = _NEAR if row.commitment in SPEECH - {"relays"} else 2
    for each in sentence.words[word.index + length : word.index + length + near]:
        if each.text.lower() == "that" and each.upos == "SCONJ":
            that = each
            break
        if each.index > word.index + length and (each.upos in _CLAUSE or each.deprel in {"obj", "nsubj"}):
            break
    if that is None:
        return ()
    tied = [word, *([sentence.words[word.head]] if word.head is not None else [])]
    beside = [each for verb in tied for each in below(sentence, verb, "conj") if each.index > that.index]
    ends = [min(each.start for each in (*below(sentence, verb, "cc"), verb)) for verb in beside]
    end = min([sentence.end, *ends])
    return ((that.start, end),)


def _is_reported(page: Page, sentence: Sentence, word: Word) -> bool:
    """Whether the verb itself is what another reporting verb reports: the quotation beside it is not its own."""
    return any(
        base(under.deprel) == "ccomp" and above.upos == "VERB" and row_of(page, sentence, above) is not None
        for above, under in ancestors(sentence, word)
    )


def _outside(page: Page, word: Word, other: Word) -> bool:
    """Whether the verb stands outside the quotation in which the other word stands."""
    held = page.quotation_at(other.start)
    return held is None or not held.holds(word.start)


def _quoted(page: Page, sentence: Sentence, word: Word) -> tuple[tuple[int, int], ...]:
    """The quotations of the verb's own sentence that the verb stands outside of."""
    return tuple(
        (max(each.start, sentence.start), min(each.end, sentence.end))
        for each in page.quotations
        if each.start < sentence.end
        and each.end > sentence.start
        and not each.holds(word.start)
        and _is_speech(page, each)
    )


def _is_speech(page: Page, quotation: Quotation) -> bool:
    return len(page.document.text[quotation.start : quotation.end].split()) > _SHORT_QUOTATION
