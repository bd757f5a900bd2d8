"""How certain a clause is from its source's view, and the words that say so.

Values are FactBank's (Saurí and Pustejovsky 2009). A clause is certain unless words in it or above it say otherwise:
modal verbs, adverbs, negation, verbs of wanting or fearing, conditions, purposes, questions, recommendations. Words
above are followed only to the reporting verb: beyond it another voice begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.grammar import ancestors, base, below
from foedus.terms import Factuality
from foedus.values import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.clauses import Clause
    from foedus.read.page import Page

# What outranks what, the strongest first: a recommended act is uncommitted even where "could" stands beside it.
_UNCOMMITTED = ("recommend", "demand", "question", "condition", "purpose", "intent-above")
_CARRIED = frozenset({"ccomp", "xcomp", "csubj", "acl", "advcl", "nmod", "obl", "obj", "nsubj", "conj", "dep"})
_IF = frozenset({"if", "unless", "whether", "should", "lest"})
_VALUES = {
    ("certain", True): Factuality.CERTAIN,
    ("certain", False): Factuality.CERTAINLY_NOT,
    ("probable", True): Factuality.PROBABLE,
    ("probable", False): Factuality.PROBABLY_NOT,
    ("possible", True): Factuality.POSSIBLE,
    ("possible", False): Factuality.POSSIBLY_NOT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A word that bears on certainty or sort, and what it was taken for."""

    word: Word
    effect: str


@dataclass(frozen=True, kw_only=True)
class Certainty:
    """What the signals of a clause come to."""

    factuality: Factuality
    signals: tuple[Signal, ...]

    def has(self, *effects: str) -> bool:
        """Whether any signal has one of these effects."""
        return any(each.effect in effects for each in self.signals)

    def cues(self, page: Page) -> tuple[Cue, ...]:
        """The signals as cue spans."""
        return tuple(
            Cue(span=page.span(each.word.start, each.word.end), signals=each.effect) for each in self.signals
        )


def certainty(page: Page, clause: Clause, *, floor: int) -> Certainty:
    """The certainty of a clause; words before `floor` or after a voice's border belong to other voices.

    `floor` is the index of the reporting verb in the same sentence above which nothing is looked at, or -1.
    """
    signals = list(dict.fromkeys((*_own(page, clause), *_above(page, clause.sentence, clause.head, floor))))
    if _is_question(page, clause):
        signals.append(Signal(word=clause.sentence.words[-1], effect="question"))
    return Certainty(factuality=_value(signals), signals=tuple(signals))


def _value(signals: list[Signal]) -> Factuality:
    effects = [each.effect for each in signals]
    if any(each in _UNCOMMITTED for each in effects):
        return Factuality.UNCOMMITTED
    positive = effects.count("negation") % 2 == 0
    if any(each in {"hedge-possible", "fear"} for each in effects):
        return _VALUES["possible", positive]
    if "hedge-probable" in effects:
        return _VALUES["probable", positive]
    return _VALUES["certain", positive]


def _own(page: Page, clause: Clause) -> Iterator[Signal]:
    """Signals of the predicate itself, its open complements and what modifies them."""
    sentence = clause.sentence
    for word in (clause.head, *clause.chain):
        yield from _signals(page, word, is_predicate=True)
        for child in sentence.children[word.index]:
            relation = base(child.deprel)
            if relation in {"aux", "advmod", "cop", "det", "cc", "discourse"}:
                yield from _signals(page, child, is_predicate=False)
            if relation in {"nsubj", "obj", "obl", "attr"} and word is clause.head:
                yield from _no(page, sentence, child)
    if clause.head.deprel == "conj" and not below(sentence, clause.head, "aux", "nsubj"):
        first = sentence.words[clause.head.head or 0]
        for child in below(sentence, first, "aux"):
            yield from _signals(page, child, is_predicate=False)


def _no(page: Page, sentence: Sentence, noun: Word) -> Iterator[Signal]:
    """The negation that stands on a noun: "no troops", "little evidence"; and its hedge: "a potential deal"."""
    for child in below(sentence, noun, "det"):
        if child.lemma.lower() in {"no", "neither"}:
            yield Signal(word=child, effect="negation")
    if noun.lemma.lower() in {"nobody", "nothing", "none"}:
        yield Signal(word=noun, effect="negation")


def _signals(page: Page, word: Word, *, is_predicate: bool) -> Iterator[Signal]:
    for row in page.language.cues_of(word.lemma.lower(), word.upos):
        if is_predicate and row.effect in {"fear", "negation"} and word.upos == "NOUN":
            continue
        yield Signal(word=word, effect=row.effect)


def _above(page: Page, sentence: Sentence, head: Word, floor: int) -> Iterator[Signal]:
    """Signals on the way up from a predicate, as far as its own voice reaches."""
    for above, under in ancestors(sentence, head):
        relation = base(under.deprel)
        if above.index == floor or relation not in _CARRIED or under.deprel == "acl:relcl":
            return
        if relation == "advcl":
            yield from _subordinate(sentence, under)
            return
        if relation == "conj":
            continue
        if relation in {"ccomp", "xcomp", "csubj", "acl", "nmod", "obl", "obj"}:
            yield from _governing(page, sentence, above)


def _subordinate(sentence: Sentence, under: Word) -> Iterator[Signal]:
    """What an adverbial clause is for: a condition, a purpose, or neither."""
    for mark in below(sentence, under, "mark"):
        lower = mark.text.lower()
        if lower in _IF:
            yield Signal(word=mark, effect="condition")
        elif lower == "to":
            yield Signal(word=mark, effect="purpose")


def _governing(page: Page, sentence: Sentence, above: Word) -> Iterator[Signal]:
    """What a word above makes of the clause below it: "fears that", "wants to", "an attempt to", "did not agree to"."""
    for row in page.language.cues_of(above.lemma.lower(), above.upos):
        effect = "intent-above" if row.effect == "intent" else row.effect
        yield Signal(word=above, effect=effect)
    for child in below(sentence, above, "aux", "advmod", "det", "amod"):
        for row in page.language.cues_of(child.lemma.lower(), child.upos):
            if row.effect in {"hedge-possible", "hedge-probable", "negation"}:
                yield Signal(word=child, effect=row.effect)


def _is_question(page: Page, clause: Clause) -> bool:
    sentence = clause.sentence
    asked = page.document.text[sentence.start : sentence.end].rstrip("”’\"' ").endswith("?")
    return asked and base(clause.head.deprel) in {"root", "conj", "parataxis"}
