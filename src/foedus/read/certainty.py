"""How certain a clause is from its source's view, and the words that say so.

Values are FactBank's (Saurí and Pustejovsky 2009). A clause is certain unless words in it or above it say otherwise:
modal verbs, adverbs, negation, verbs of wanting or fearing, conditions, purposes, questions, recommendations. Words
above are followed only to the reporting verb: beyond it another voice begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.clauses import is_purpose
from foedus.read.grammar import ancestors, base, below, is_few, is_told, preposition
from foedus.read.wordings import (
    Signal,
    bound_to,
    by_frame,
    by_mood,
    by_phrase,
    in_all_likelihood,
    is_announced,
    is_called_for,
    is_inverted,
)
from foedus.terms import Factuality, RootNature, Sort
from foedus.values import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.lexicon import CueRow
    from foedus.read.clauses import Clause
    from foedus.read.page import Page
    from foedus.records import Voice

_CARRIED = frozenset({"ccomp", "xcomp", "csubj", "acl", "advcl", "nmod", "obl", "obj", "nsubj", "conj", "dep"})
_IF = frozenset({"if", "unless", "whether", "should", "lest", "provided"})
# On the predicate itself these say what the clause is, not how certain: "fears" is certain, what is feared is not.
_OF_CONTENT = frozenset({"intent", "fear", "demand", "threat", "recommend", "question", "denial", "claim", "suppose"})
_MODAL = frozenset({"hedge-possible", "hedge-probable", "future", "scheduled"})
_RAISING = frozenset({"seem", "appear", "tend", "likely", "unlikely", "probable", "certain", "sure", "bind", "expect"})
UNREAL = "unreal"  # the effect of what makes a clause no more than a thing thought of
_ASKED = frozenset({"intent-above", "demand-above"})
_PHRASE = 2  # words
_WILLING = frozenset({"will", "would", "shall", "'ll", "’ll", "'d", "’d"})
_SEEMING = frozenset({"look", "seem", "appear"})
_DREAMT = frozenset({"wish", "hope"})  # "wished that they had signed"
# What a claim of a sort cannot be, and what it is then: a want is certain, what is foreseen is probable at most.
_OF_SORT = {
    (Sort.DENIAL, Factuality.CERTAIN): Factuality.CERTAINLY_NOT,
    (Sort.INTENT, Factuality.UNCOMMITTED): Factuality.CERTAIN,
    (Sort.FORECAST, Factuality.CERTAIN): Factuality.PROBABLE,
    (Sort.FORECAST, Factuality.CERTAINLY_NOT): Factuality.PROBABLY_NOT,
}
_STRENGTH = {"UU": 3, "PS": 2, "PR": 1, "CT": 0}
_BY_VALUE = {each.value: each for each in Factuality}


@dataclass(frozen=True, kw_only=True)
class Certainty:
    """What the signals of a clause come to."""

    factuality: Factuality
    signals: tuple[Signal, ...]

    def has(self, *effects: str) -> bool:
        """Whether any signal has one of these effects."""
        return any(each.effect in effects for each in self.signals)

    @property
    def is_ahead(self) -> bool:
        """Whether it is no more than probable because it lies ahead alone: "will", "is due to", not "seems to"."""
        weak = [each for each in self.signals if (each.value or "")[:2] == "PR"]
        return bool(weak) and all(
            each.word.text.lower() in _WILLING
            or (each.effect in {"future", "scheduled"} and each.word.lemma.lower() not in _SEEMING)
            for each in weak
        )

    def cues(self, page: Page) -> tuple[Cue, ...]:
        """The signals as cue spans."""
        return tuple(Cue(span=page.span(each.word.start, each.word.end), signals=each.effect) for each in self.signals)


def certainty(page: Page, clause: Clause, *, floor: int) -> Certainty:
    """The certainty of a clause; what stands above its reporting verb belongs to other voices.

    `floor` is the index of the reporting verb in the same sentence above which nothing is looked at, or -1.
    """
    above = _above(page, clause.sentence, clause.head, floor)
    if is_told(clause.sentence, clause.head):
        above = (each for each in above if each.effect not in _ASKED or each.word.lemma.lower() in _DREAMT)
    signals = list(dict.fromkeys((*_own(page, clause), *above)))
    if any(each.effect in {"intent", "recommend"} and each.word.upos == "NOUN" for each in signals):
        signals = [
            each for each in signals if each.effect not in {"future", "scheduled"}
        ]  # "the aim is to …" foresees nothing
    if _is_question(page, clause):
        signals.append(Signal(word=clause.sentence.words[-1], effect="question", value="UU"))
    return Certainty(factuality=_value(signals), signals=tuple(signals))


def _value(signals: list[Signal]) -> Factuality:
    """The weakest value that any signal gives, turned once for each negation."""
    negations = sum(each.value in {"CT-", "PR-"} and each.effect in {"negation", "denial"} for each in signals)
    others = [each for each in signals if each.effect not in {"negation", "denial"} and each.value]
    weakest = max((each.value[:2] for each in others if each.value), key=lambda each: _STRENGTH[each], default="CT")
    if weakest == "UU":
        return Factuality.UNCOMMITTED
    negations += sum(each.value is not None and each.value.endswith("-") for each in others)
    if weakest == "CT" and any(each.value == "PR-" for each in signals):
        weakest = "PR"
    return _BY_VALUE[f"{weakest}{'+' if negations % 2 == 0 else '-'}"]


def _own(page: Page, clause: Clause) -> Iterator[Signal]:
    """Signals of the predicate itself, its open complements and what modifies them."""
    sentence = clause.sentence
    for word in (clause.head, *clause.chain):
        yield from _of_predicate(page, clause, word)
        for child in sentence.children[word.index]:
            yield from _beside_predicate(page, clause, word, child)
    yield from by_frame(page, clause)
    yield from by_mood(clause)
    yield from by_phrase(page, clause)
    if is_purpose(clause):
        yield Signal(word=clause.head, effect="purpose", value="UU")
    if clause.head.deprel == "conj" and clause.head.head is not None and clause.subject_is_shared:
        yield from _of_first(page, clause, sentence.words[clause.head.head])


def _beside_predicate(page: Page, clause: Clause, word: Word, child: Word) -> Iterator[Signal]:
    """What a word that hangs on the predicate says: an auxiliary, an adverb, "no" on an argument."""
    sentence, relation = clause.sentence, base(child.deprel)
    if relation in {"aux", "advmod", "cop", "det", "cc", "discourse"}:
        yield from _function_word(page, sentence, child)
    elif relation == "obl":
        yield from in_all_likelihood(page, sentence, child)
    for within in below(sentence, child, "advmod") if child.text.lower() == "longer" else ():
        yield from _function_word(page, sentence, within)  # "no longer"
    if relation == "obj" and word.lemma.lower() == "have":  # "has no intention of"
        yield from (one for one in _of_subject(page, sentence, child) if one.effect == "intent")
    if relation in {"nsubj", "obj", "attr"} or (relation == "obl" and not _is_beside(sentence, child)):
        yield from _no(sentence, child)
    if relation == "nsubj" and (clause.is_copular or below(sentence, word, "cop")):
        yield from _of_subject(page, sentence, child)


def _of_first(page: Page, clause: Clause, first: Word) -> Iterator[Signal]:
    """What a clause shares with the one that it is coordinated to: its auxiliaries, and a subject such as "the way"."""
    sentence = clause.sentence
    for child in below(sentence, first, "aux"):
        if child.index < first.index and not below(sentence, clause.head, "aux"):
            yield from _function_word(page, sentence, child)
    if below(sentence, first, "cop"):  # "the way is to talk and wait": the way is to wait, too
        for child in below(sentence, first, "nsubj"):
            yield from _of_subject(page, sentence, child)


def _of_predicate(page: Page, clause: Clause, word: Word) -> Iterator[Signal]:
    has_clause = bool(below(clause.sentence, word, "ccomp"))
    for row in page.cues_of(clause.sentence, word):
        if row.effect == "intent" and has_clause:
            continue  # "it means that", "they hope that": no want of the subject's own doing
        if row.effect == "recommend" and word.lemma.lower() == "have" and not is_called_for(clause, word):
            continue  # "had to", which it did
        if row.effect == "recommend" and (len(row.words) > _PHRASE or is_called_for(clause, word)):
            yield Signal(word=word, effect=row.effect, value="UU")  # "ought to", "needs to": not done by that
        elif row.effect == "fear" and word.lemma.lower() == "risk":
            yield Signal(word=word, effect=row.effect, value=row.value)
        elif row.effect in _OF_CONTENT or row.effect in {"purpose", "condition"}:
            yield Signal(word=word, effect=row.effect)
        elif row.effect in {"hedge-probable", "forecast"}:
            raised = word.lemma.lower() in _RAISING or clause.is_passive
            value = "PR-" if any(is_few(clause.sentence, each) for each in clause.subjects) else row.value
            yield Signal(word=word, effect=row.effect, value=value if raised and not has_clause else None)
        elif row.effect == "report-hedge":
            yield Signal(word=word, effect=row.effect, value=row.value if clause.is_passive and clause.chain else None)
        elif row.effect == "negation":
            applies = word is clause.head and clause.chain and word.upos in {"VERB", "ADJ", "AUX"}
            yield Signal(word=word, effect="negation" if applies else "lack", value=row.value if applies else None)
        else:
            weighs = row.effect in _WEIGHED and row.scope == "own"
            yield Signal(word=word, effect=row.effect, value=row.value if weighs else None)


def _of_subject(page: Page, sentence: Sentence, noun: Word) -> Iterator[Signal]:
    """What a subject noun makes of what it is said to be: "the aim is to", "the best way is to"."""
    for row in page.cues_of(sentence, noun):
        if row.effect in {"intent", "recommend", "demand", "fear"}:
            uncommitted = row.effect in {"recommend", "demand"}
            yield Signal(word=noun, effect=row.effect, value="UU" if uncommitted else None)


_WEIGHED = frozenset(
    {"hedge-possible", "obligation", "future", "scheduled", "prohibition", "counterfactual", "aspect-end"}
)


def _function_word(page: Page, sentence: Sentence, word: Word) -> Iterator[Signal]:
    if _is_partial(sentence, word):
        return
    perfect = _perfect(sentence, word)
    if perfect is not None:
        yield perfect
        return
    for row in page.cues_of(sentence, word):
        weighs = row.effect in _WEIGHED | {"hedge-probable", "negation", "recommend"}
        value = "PR+" if word.lemma.lower() == "would" else row.value
        if word.text.lower() == "could" and _is_denied(sentence, word):
            value = None  # what could not be done was not done
        yield Signal(word=word, effect=row.effect, value=value if weighs else None)


def _perfect(sentence: Sentence, auxiliary: Word) -> Signal | None:
    """What a modal says of the past: "must have sold" is probable, "would have sold, if" is contrary to fact."""
    above = sentence.words[auxiliary.head] if auxiliary.head is not None else auxiliary
    modal = auxiliary.lemma.lower()
    if modal not in {"must", "would"} or not any(
        each.lemma.lower() == "have" for each in below(sentence, above, "aux")
    ):
        return None
    if modal == "must":
        return Signal(word=auxiliary, effect="hedge-probable", value="PR+")
    clauses = below(sentence, above, "advcl")
    conditional = any(
        mark.text.lower() in {"if", "unless"} for each in clauses for mark in below(sentence, each, "mark")
    )
    return Signal(word=auxiliary, effect="counterfactual", value="CT-") if conditional else None


def _is_denied(sentence: Sentence, auxiliary: Word) -> bool:
    """Whether a negation follows an auxiliary."""
    after = sentence.words[auxiliary.index + 1 : auxiliary.index + 2]
    return any(each.text.lower() in {"not", "n't", "n’t", "never"} for each in after)


def _is_partial(sentence: Sentence, word: Word) -> bool:
    """Whether a negation only begins "not just … but also"."""
    after = sentence.words[word.index + 1].text.lower() if word.index + 1 < len(sentence.words) else ""
    return word.text.lower() == "not" and after in {"just", "only", "merely", "simply", "least", "until"}


def _is_beside(sentence: Sentence, noun: Word) -> bool:
    """Whether "with no …" only says what goes with an act: "goes on with no end in sight", not "met with no envoy"."""
    is_no = any(each.text.lower() == "no" for each in below(sentence, noun, "det"))
    return is_no and preposition(sentence, noun) == "with" and noun.mention is None and noun.name is None


def _no(sentence: Sentence, noun: Word) -> Iterator[Signal]:
    """The negation that stands on a noun: "no troops", "neither side", "neither of the two"."""
    for child in below(sentence, noun, "det", "cc", "advmod"):
        if child.lemma.lower() in {"no", "neither"} or (
            child.text.lower() == "not" and child.index < noun.index and not _is_partial(sentence, child)
        ):
            yield Signal(word=child, effect="negation", value="CT-")
    if noun.lemma.lower() in {"nobody", "nothing", "none", "neither"}:
        yield Signal(word=noun, effect="negation", value="CT-")


def _above(page: Page, sentence: Sentence, head: Word, floor: int) -> Iterator[Signal]:
    """Signals on the way up from a predicate, as far as its own voice reaches."""
    for above, under in ancestors(sentence, head):
        relation = base(under.deprel)
        if any(each.text == ":" for each in sentence.words[above.index : under.index]):
            return
        if above.index == floor or relation not in _CARRIED or is_announced(sentence, above):
            return
        if under.deprel == "acl:relcl":
            yield from _scene(page, sentence, above)
            return
        if relation == "advcl":
            yield from _subordinate(sentence, under)
            yield from _awaited(page, sentence, above, under)
            yield from bound_to(page, sentence, above)
            if below(sentence, under, "nsubj", "mark", "expl"):
                return
            yield from _governing(page, sentence, above, only=_MODAL)
            continue  # "…, overwhelming them": as sure as what it hangs on
        if relation == "csubj" and _is_weighed(sentence, above, under):
            yield Signal(word=above, effect=UNREAL, value="UU")
        if relation in {"ccomp", "xcomp", "csubj", "acl", "nmod", "obl", "obj"}:
            yield from _governing(page, sentence, above)


def _scene(page: Page, sentence: Sentence, noun: Word) -> Iterator[Signal]:
    """What the noun of a relative clause makes of it: what happens in a scenario has not happened."""
    for row in page.cues_of(sentence, noun):
        if row.effect in {"suppose", "fear", "hedge-possible"} and row.value is not None:
            yield Signal(word=noun, effect=row.effect, value=row.value)


def _subordinate(sentence: Sentence, under: Word) -> Iterator[Signal]:
    """What an adverbial clause is for: a condition, a purpose, or neither."""
    if is_inverted(sentence, under):
        yield Signal(word=under, effect="condition", value="UU")
    for mark in below(sentence, under, "mark"):
        lower = mark.text.lower()
        if lower in _IF:
            yield Signal(word=mark, effect="condition", value="UU")
        elif lower == "to":
            yield Signal(word=mark, effect="purpose", value="UU")


def _is_weighed(sentence: Sentence, above: Word, under: Word) -> bool:
    """Whether a gerund is the subject of what is said of it in the present: "lifting the ban is unthinkable"."""
    present = {each.text.lower() for each in below(sentence, above, "cop", "aux")} & {"is", "'s", "would", "be"}
    return bool(present) and under.text.lower().endswith("ing") and not below(sentence, under, "nsubj", "aux")


def _awaited(page: Page, sentence: Sentence, above: Word, under: Word) -> Iterator[Signal]:
    """What is told to wait for something asked for: "demanded a truce before allowing convoys in"."""
    marks = [each for each in below(sentence, under, "mark", "case") if each.text.lower() in {"before", "until"}]
    asks = any(row.effect in {"demand", "recommend", "recommend-above"} for row in page.cues_of(sentence, above))
    if marks and asks and not is_told(sentence, under):
        yield Signal(word=marks[0], effect=UNREAL, value="UU")


def _governing(page: Page, sentence: Sentence, above: Word, *, only: frozenset[str] | None = None) -> Iterator[Signal]:
    """What a word above makes of the clause below it: "fears that", "wants to", "an attempt to", "did not agree to".

    With `only`, no more than the effects named, and of the words around it alone.
    """
    for row in page.cues_of(sentence, above) if only is None else ():
        if row.effect == "intent" and above.lemma.lower() == "mean":
            continue
        if row.effect == "enabling":
            yield Signal(word=above, effect="enabling", value="UU")  # what is allowed need not be done
        if row.value is not None and row.effect not in {"certain", "factive", "presupposed", "aspect"}:
            effect = {"intent": "intent-above", "recommend": "recommend-above", "demand": "demand-above"}
            yield Signal(word=above, effect=effect.get(row.effect, row.effect), value=row.value)
    if only is None and any(row.effect == "denial" for row in page.cues_of(sentence, above)):
        for subject in below(sentence, above, "nsubj"):
            yield from _no(sentence, subject)  # "nobody disputes that"
    for child in below(sentence, above, "aux", "advmod", "det", "amod"):
        for row in page.cues_of(sentence, child):
            if row.effect in (only or _MODAL | {"negation"}):
                value = "PR+" if child.lemma.lower() == "would" else row.value
                yield Signal(word=child, effect=row.effect, value=value)


def _is_question(page: Page, clause: Clause) -> bool:
    sentence = clause.sentence
    asked = page.document.text[sentence.start : sentence.end].rstrip("”’\"' ").endswith("?")
    return asked and base(clause.head.deprel) in {"root", "conj", "parataxis"}


def seen_by(found: Certainty, value: str | None, *, is_past: bool = False) -> Certainty:
    """The certainty as the reporting verb leaves it: who believes or fears something is no surer of it than that.

    With `is_past`, the clause tells of what was, which nobody promises or asks for any more.
    """
    if value is None or value[:2] == "CT" or (is_past and value[:2] == "UU"):
        return found
    own = found.factuality.value
    weaker = value[:2] if _STRENGTH[value[:2]] > _STRENGTH[own[:2]] else own[:2]
    if weaker == "UU":
        return Certainty(factuality=Factuality.UNCOMMITTED, signals=found.signals)
    same = own.endswith("-") == value.endswith("-")
    return Certainty(factuality=_BY_VALUE[f"{weaker}{'+' if same else '-'}"], signals=found.signals)


def views(certain: Certainty, sort: Sort, chain: tuple[Voice, ...]) -> tuple[Factuality, Factuality | None]:
    """The value of such a claim from its root's view, and from the publisher's where hearsay makes it differ."""
    value = _OF_SORT.get((sort, certain.factuality), certain.factuality)
    if sort is Sort.INTENT and value is Factuality.PROBABLE and certain.is_ahead:
        value = Factuality.CERTAIN  # "they would see it through": whoever says so means to
    if sort in {Sort.RECOMMENDATION, Sort.DEMAND}:
        value = Factuality.UNCOMMITTED
    hearsay = chain[-1].nature is RootNature.UNSTATED
    return value, Factuality.PROBABLE if hearsay and value is Factuality.CERTAIN else None


def is_supposed(rows: tuple[CueRow, ...]) -> bool:
    """Whether any of these cues makes what stands under them something that has not happened."""
    return any(
        row.effect
        in {
            "fear",
            "intent",
            "condition",
            "recommend",
            "demand",
            "threat",
            "future",
            "scheduled",
            "suppose",
            "obligation",
            "negation",
            "denial",
            "question",
            "forecast",
            "prohibition",
            "hedge-possible",
        }
        for row in rows
    )
