"""Sources that hold or give a thing without a verb of saying: "is convinced that", "as Brand sees it", a headline's.

A sentence enters; frames leave whose content is the clause that is held, or the rest of the sentence. In a headline a
colon does a verb's work: "Officials: border shut", "Border shut: officials".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from foedus.read.grammar import below
from foedus.read.reporting import Frame, clause_without
from foedus.read.speakers import can_speak
from foedus.read.unsaid import is_denied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.page import Page

_SURE = frozenset(
    {"convinced", "sure", "certain", "confident", "adamant", "positive", "persuaded"}
    | {"clear", "emphatic", "firm", "unequivocal", "explicit", "optimistic", "hopeful"}
)
_SEEING = frozenset({"see", "tell"})
_REPORTING = frozenset({"report", "claim"})  # verbs that the tree takes for nouns: "Zendan media report that"
_NAMED = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"})
_FEW = 5  # words before or behind a headline's colon, at most
_FEWEST = 3  # words of what a headline tells


def stances_in(page: Page, sentence: Sentence) -> Iterator[Frame]:
    """The sources of one sentence that hold a thing without saying it."""
    for word in sentence.words:
        lower = word.text.lower()
        if lower in _SURE and word.upos in {"ADJ", "VERB"}:
            yield from _convinced(page, sentence, word)
        elif word.lemma.lower() in _SEEING and word.upos == "VERB":
            yield from _as_seen(page, sentence, word)
        elif lower in _REPORTING and word.upos == "NOUN":
            yield from _misread(page, sentence, word)
    if sentence.start < page.headline_end:
        yield from _of_headline(page, sentence)


def _frame(sentence: Sentence, cue: Word, source: Word, content: tuple[tuple[int, int], ...]) -> Frame:
    return Frame(
        sentence=sentence, cue=cue, cue_end=cue.end, source=source, addressee=None, content=content, row=None
    )  # fmt: skip


def _convinced(page: Page, sentence: Sentence, word: Word) -> Iterator[Frame]:
    """The frame of "Brand is convinced that C"; whoever is not convinced doubts it."""
    held = [each for each in below(sentence, word, "ccomp") if each.index > word.index]
    holders = [each for each in below(sentence, word, "nsubj") if each.upos != "PRON" or each.text.lower() != "it"]
    if held and holders and can_speak(page, sentence, holders[0]):
        reaches = [sentence.subtree(each) for each in held]
        content = tuple((reach[0].start, reach[-1].end) for reach in reaches)
        row = page.language.voice_of("believe") if is_denied(sentence, word) else None
        yield replace(_frame(sentence, word, holders[0], content), row=row)


def _as_seen(page: Page, sentence: Sentence, word: Word) -> Iterator[Frame]:
    """The frame of "as Brand sees it, C" and "to hear Brand tell it, C"."""
    seen = any(each.text.lower() == "it" for each in below(sentence, word, "obj"))
    whole = sentence.words[word.head] if word.lemma.lower() == "tell" and word.head is not None else word
    opened = sentence.subtree(whole)
    holders = below(sentence, word, "nsubj") or (below(sentence, whole, "obj") if whole is not word else ())
    as_he = opened[0].text.lower() == "as" or (whole.lemma.lower() == "hear" and opened[0].text.lower() == "to")
    if seen and as_he and holders and can_speak(page, sentence, holders[0]):
        yield _frame(sentence, word, holders[0], clause_without(sentence, opened[0].start, opened[-1].end))


def _misread(page: Page, sentence: Sentence, word: Word) -> Iterator[Frame]:
    """The frame of "Zendan media report that C" and "C, witnesses in Zenda report.", of which the tree makes a noun."""
    said = [each for each in below(sentence, word, "ccomp", "acl") if each.index > word.index]
    before = [each for each in sentence.words[: word.index] if each.upos == "NOUN"]
    if not before or (before[-1].text.lower() == before[-1].lemma.lower() and before[-1].text.lower() != "media"):
        return  # one source reports in the singular, which the tree reads right
    after = sentence.words[word.index + 1] if word.index + 1 < len(sentence.words) else None
    opens = all(each.upos in _NAMED for each in sentence.words[: word.index])
    if said and opens and before[-1].index == word.index - 1 and can_speak(page, sentence, before[-1]):
        yield _frame(sentence, word, before[-1], ((said[0].start, sentence.end),))
    elif after is not None and after.text == "." and not below(sentence, word, "det"):
        yield from _closing(page, sentence, word)


def _closing(page: Page, sentence: Sentence, word: Word) -> Iterator[Frame]:
    """The frame of a source in the plural and "report" that close a sentence behind a comma."""
    commas = [each.index for each in sentence.words[: word.index] if each.text == ","]
    between = sentence.words[commas[-1] + 1 : word.index] if commas else ()
    nouns = [each for each in between if each.upos == "NOUN"]
    if nouns and commas[-1] >= _FEWEST and all(each.upos in _NAMED | {"ADP"} for each in between):
        many = nouns[0].text.lower() != nouns[0].lemma.lower()
        if many and can_speak(page, sentence, nouns[0]):
            yield _frame(sentence, word, nouns[0], ((sentence.start, sentence.words[commas[-1]].start),))


def _of_headline(page: Page, sentence: Sentence) -> Iterator[Frame]:
    """The frame of "Officials: C" and "C: officials"."""
    words = list(sentence.words)
    number = page.sentence_number(sentence.start)
    following = page.sentences[number + 1 : number + 2]
    if words[-1].text == ":" and following and following[0].start < page.headline_end:
        words += following[0].words  # what a colon parts may be two sentences
    colons = [at for at, each in enumerate(words) if each.text == ":"]
    if len(colons) != 1:
        return
    before, after = words[: colons[0]], words[colons[0] + 1 :]
    for own, other in ((before, after), (after, before)):
        head = _speaker(page, own)
        if head is not None and len(other) >= _FEWEST and any(each.upos in {"VERB", "AUX"} for each in other):
            holder = sentence if head in sentence.words else following[0]
            yield _frame(holder, head, head, ((other[0].start, other[-1].end),))
            return


def _speaker(page: Page, own: list[Word]) -> Word | None:
    """The noun by which a few words name somebody; None where they are a topic or the kind of the article."""
    named = [each for each in own if each.upos != "PUNCT"]
    if not named or len(named) > _FEW or any(each.upos not in _NAMED for each in named):
        return None
    inside = {each.index for each in named}
    head = next((each for each in reversed(named) if each.head not in inside), named[-1])
    row = page.language.source_of(head.lemma.lower())
    known = row is not None and row.source_class in {"person", "organisation"}
    return head if known or (head.name or "").endswith("-person") else None
