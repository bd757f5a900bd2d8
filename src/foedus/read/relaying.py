"""Through which outlet somebody's words came: "in an interview with CNN", "told a radio station", "on the air of".

A sentence enters; the verb of speaking and the noun of the outlet leave. Whoever spoke to an outlet is taken to go on
speaking to it: "he added" two lines later came the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.grammar import ancestors, below, preposition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.page import Page

_OCCASIONS = {
    "interview": frozenset({"with", "for", "to", "on", "by"}),
    "remark": frozenset({"to"}),
    "comment": frozenset({"to", "for"}),
    "statement": frozenset({"to"}),
    "air": frozenset({"of", "on"}),
    "broadcast": frozenset({"on", "by"}),
    "programme": frozenset({"on", "of"}),
    "program": frozenset({"on", "of"}),
    "article": frozenset({"for"}),
    "column": frozenset({"for"}),
}
_IN = frozenset({"in", "on", "during"})
_SPOKEN = frozenset({"speak", "talk", "appear", "write"})
_TO = frozenset({"to", "on", "for", "in"})
_FAR = 3  # words between a participle and its outlet's noun phrase


def outlets_told(page: Page, sentence: Sentence) -> Iterator[tuple[Word, Word]]:
    """Each verb of the sentence that somebody speaks by, with the outlet that he speaks to."""
    for word in sentence.words:
        if word.lemma.lower() in _OCCASIONS and word.upos == "NOUN" and preposition(sentence, word) in _IN:
            outlet = _after(sentence, word, _OCCASIONS[word.lemma.lower()])
            named = outlet is not None and word.lemma.lower() == "interview" and _is_titled(sentence, outlet)
        elif word.lemma.lower() in _SPOKEN and word.text.lower().endswith("ing"):
            outlet, named = _after(sentence, word, _TO), False
        else:
            continue
        verb = next((above for above, _ in ancestors(sentence, word) if above.upos == "VERB"), None)
        if outlet is not None and verb is not None and (named or is_outlet(page, sentence, outlet)):
            yield verb, outlet


def _after(sentence: Sentence, word: Word, prepositions: frozenset[str]) -> Word | None:
    """The noun that a preposition right behind this word introduces."""
    at = word.index + 1
    if at >= len(sentence.words) or sentence.words[at].text.lower() not in prepositions:
        return None
    above = sentence.words[at].head
    return sentence.words[above] if above is not None and above > at else None


def _is_titled(sentence: Sentence, word: Word) -> bool:
    """Whether a noun is written as a paper's title: "the Observer", with a capital in mid-sentence."""
    if any(each.text.lower() == "the" for each in below(sentence, word, "det")):
        return word.text[:1].isupper() and not (word.name or "").endswith("-person")
    return False


def is_outlet(page: Page, sentence: Sentence, word: Word) -> bool:
    """Whether a noun names or describes an outlet: known as one, called a station or paper, or a body's name."""
    name = page.name_at(word.start)
    if name is not None:
        return any(page.world.is_outlet(each.actor) for each in name.candidates)
    lemmas = [each.lemma.lower() for each in sentence.words]
    rows = page.language.sources_at(lemmas, word.index)
    if rows:
        return rows[0].source_class == "outlet"
    return word.upos == "PROPN" and (word.name or "").endswith("organisation")
