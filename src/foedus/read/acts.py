"""Which kind of act a predicate tells.

A clause or a noun enters; the row of the act lexicon that fits it best leaves. What fits no row has no kind: the
nearest one is never taken.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from foedus.knowledge.language import SUBJECT
from foedus.read.grammar import below, conjuncts, preposition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.lexicon import ActRow
    from foedus.read.clauses import Clause
    from foedus.read.page import Page

# What a predicate of these effects governs tells the act: "plans to sell", "failed to sign", "began to withdraw".
_LEADING = frozenset(
    {
        "intent",
        "negation",
        "negation-below",
        "report-hedge",
        "aspect",
        "aspect-end",
        "implicative",
        "enabling",
        "forecast",
        "future",
        "hedge-probable",
        "demand",
        "recommend",
        "fear",
        "obligation",
        "ability",
    }
)
# Verbs that only hold the act that their object tells: "the deal includes the sale of tanks".
_HOLDING = frozenset({"include", "involve", "entail", "see", "feature", "mean", "constitute", "cover", "comprise"})
# What one may turn down, and what one may deny.
_OFFERED = frozenset({"proposal", "demand", "permission", "concession", "agreement", "talks", "truce", "aid", "visit"})
_ALLEGED = frozenset({"accusation"})
# Verbs that tell of an act, its subject or object, only that it takes place: "fighting continues", "began its advance".
_TAKING_PLACE = frozenset(
    {"continue", "come", "begin", "start", "take", "occur", "happen", "follow", "intensify", "escalate", "resume"}
    | {"rage", "erupt", "break", "unfold", "persist", "go", "get", "last", "grow", "mount", "reach"}
)
_PLACE_TAKEN = frozenset({"place", "effect", "force"})
# Verbs whose subject has done to it what their object names.
_UNDERGOING = frozenset({"suffer", "undergo", "draw", "attract", "earn", "sustain", "endure", "survive", "win", "gain"})
_ROUNDS = frozenset({"round", "series", "wave", "exchange", "string", "cycle", "spate"})
_CARRIED_OUT = frozenset({"hold", "complete", "finish", "begin", "start", "conduct", "continue"})
_CARRYING_ON = frozenset(
    {"continue", "begin", "start", "launch", "conduct", "keep", "maintain", "intensify", "resume", "run", "undertake"}
    | {"mount", "renew", "expand", "stage", "perform", "pursue", "escalate", "make", "carry", "prepare", "lead"}
)
_OBJECTS = frozenset({"obj", "iobj", "nsubj:pass"})
# Adverbs that say which act a verb tells: "shut out", "turned away", "voted against", "patrolled together".
_TELLING = frozenset(
    {"together", "jointly", "alongside", "closely", "against", "away", "back", "home", "out", "off", "militarily"}
    | {"officially", "formally"}
)
_PARTICLES = frozenset({"in", "over"})  # which the tree may take for adverbs: "took in refugees"
# Nouns that only count or bundle who acts: "a convoy of troops", "dozens of protesters".
_BUNDLING = frozenset(
    {"group", "number", "batch", "contingent", "convoy", "column", "dozen", "hundred", "thousand", "crowd", "team"}
    | {"couple", "pair", "handful", "majority", "unit", "wave", "score"}
)
_LIGHT = frozenset(
    {"begin", "start", "continue", "keep", "try", "attempt", "manage", "help", "come", "go", "get", "be"}
)


def act_of(page: Page, clause: Clause) -> ActRow | None:
    """The act row that fits the clause best; that of an open complement where the verb itself says little."""
    row = verbal_act(page, clause, clause.head)
    if row is not None:
        return row
    told = _told_by_noun(page, clause)
    if told is not None:
        return told
    for word in clause.chain:
        if clause.head.lemma.lower() in _LIGHT or any(
            row.effect in _LEADING for row in page.cues_of(clause.sentence, clause.head)
        ):
            found = verbal_act(page, clause, word)
            if found is not None:
                return found
    return None


def _told_by_noun(page: Page, clause: Clause) -> ActRow | None:
    """The act that an object or the subject names, where the verb says no more than that it takes place."""
    nouns: list[Word] = []
    if clause.head.lemma.lower() in _HOLDING | _CARRYING_ON:
        nouns.extend(each for each in clause.objects if each.head not in {part.index for part in clause.chain})
    rows = (nominal_act(page, clause.sentence, each) for each in (*nouns, *happening(page, clause)))
    suffered = (nominal_act(page, clause.sentence, each, suffered=True) for each in undergone(page, clause))
    return next((row for row in (*rows, *suffered) if row is not None), None)


def undergone(page: Page, clause: Clause) -> tuple[Word, ...]:
    """The object of a clause whose subject undergoes the act that it names: "suffered a raid", "drew a protest"."""
    if clause.is_passive or clause.head.lemma.lower() not in _UNDERGOING:
        return ()
    own = [each for each in clause.objects if each.head == clause.head.index]
    return tuple(each for each in own[:1] if nominal_act(page, clause.sentence, each, suffered=True) is not None)


def happening(page: Page, clause: Clause) -> tuple[Word, ...]:
    """The subject of a clause that only says that the act which it names takes place: "the sale was completed"."""
    lemma = clause.head.lemma.lower()
    happens = lemma in _TAKING_PLACE and {each.lemma.lower() for each in clause.objects} <= _PLACE_TAKEN
    if not (lemma in _CARRIED_OUT if clause.is_passive else happens):
        return ()
    told = [each for subject in clause.subjects[:1] for each in (subject, *_rounds(clause.sentence, subject))]
    return tuple(each for each in told if nominal_act(page, clause.sentence, each) is not None)[:1]


def _rounds(sentence: Sentence, noun: Word) -> tuple[Word, ...]:
    """The act of which a noun counts the rounds: "a third round of talks", "a series of raids"."""
    if noun.lemma.lower() not in _ROUNDS:
        return ()
    return tuple(each for each in below(sentence, noun, "nmod") if preposition(sentence, each) == "of")


def is_refusal(page: Page, clause: Clause) -> bool:
    """Whether a verb of denying turns down what is asked or offered: "rejected the plan", not "rejected the charge"."""
    row = verbal_act(page, clause, clause.head)
    if row is None or not (row.kind or "").startswith("REJECT") or below(clause.sentence, clause.head, "ccomp"):
        return False
    asked = [each for each in clause.objects if not _has_content(clause.sentence, each)]
    classes = [page.language.classes_of(each.lemma.lower()) for each in asked]
    return any(each & _OFFERED and not each & _ALLEGED for each in classes)


def _has_content(sentence: Sentence, noun: Word) -> bool:
    """Whether a noun says what is claimed: "the suggestion, made in the press, that …"."""
    inside = below(sentence, noun, "acl", "ccomp", "appos")
    return any(mark.text.lower() == "that" for each in inside for mark in below(sentence, each, "mark"))


def verbal_act(page: Page, clause: Clause, word: Word) -> ActRow | None:
    """The act row of one verb of the clause with its arguments; None where none fits.

    A participle's mode can come from the noun before it: "rockets fired by", "talks hosted by".
    """
    row = _row_of(page, clause, word, ())
    if row is None or row.kind is None or not _is_done_to_noun(clause.sentence, word):
        return row
    finer = _row_of(page, clause, word, (clause.sentence.words[word.head or 0],))
    same = finer is not None and (finer.kind or "").partition(".")[0] == row.kind.partition(".")[0]
    return replace(row, kind=finer.kind) if finer is not None and same else row


def _row_of(page: Page, clause: Clause, word: Word, before: tuple[Word, ...]) -> ActRow | None:
    """The act row of one verb with its arguments, and with the noun before it where that is given."""
    sentence = clause.sentence
    particle = below(sentence, word, "compound:prt") or [
        each for each in below(sentence, word, "advmod") if each.index == word.index + 1 and each.lemma in _PARTICLES
    ]
    nouns: list[str] = []
    arguments = [*before, *below(sentence, word, "obj", "iobj", "obl"), *clause.chain]
    arguments += [
        each
        for part in clause.chain
        for each in below(sentence, part, "nsubj", "obj")
        if each.index < part.index  # "helping the forces gear up": the tree may give the forces to either verb
    ]
    if below(sentence, word, "aux:pass", "nsubj:pass"):
        arguments = [*below(sentence, word, "nsubj:pass"), *arguments]
    for argument in arguments:
        if clause.is_passive and preposition(sentence, argument) == "by":
            nouns.extend(f"{SUBJECT}{each}" for each in _subject_lemmas(sentence, argument))
            continue
        for head in conjuncts(sentence, argument):
            nouns.extend(_noun_lemmas(sentence, head, is_object=argument.deprel in _OBJECTS))
    nouns.extend(each for adverb in below(sentence, word, "advmod") if (each := adverb.lemma.lower()) in _TELLING)
    if not clause.is_passive:
        nouns.extend(f"{SUBJECT}{each}" for subject in clause.subjects for each in _subject_lemmas(sentence, subject))
    cases = [preposition(sentence, each) for each in below(sentence, word, "obl", "nmod")]
    return page.language.kind_of(
        "order" if tells_to(sentence, word) else word.lemma.lower(),
        word.upos if word.upos != "AUX" else "VERB",
        particle=particle[0].lemma.lower() if particle else None,
        nouns=tuple(nouns),
        prepositions=tuple(each for each in cases if each is not None),
    )


def _is_done_to_noun(sentence: Sentence, verb: Word) -> bool:
    """Whether a participle tells what was done to the noun before it: "rockets fired by", not "a man fearing"."""
    form = verb.text.lower()
    past = form != verb.lemma.lower() and not form.endswith("ing")
    bare = not below(sentence, verb, "nsubj", "obj", "aux", "cop")
    return verb.deprel == "acl" and past and bare and verb.upos == "VERB"


def tells_to(sentence: Sentence, verb: Word) -> bool:
    """Whether a verb of telling orders: "told Graustark to leave", not "told Graustark that it would leave"."""
    told = verb.lemma.lower() in {"tell", "instruct", "direct", "advise"} and bool(
        below(sentence, verb, "obj", "iobj", "nsubj")
    )
    open_ones = [
        each for each in below(sentence, verb, "xcomp", "ccomp") if each.upos == "VERB" and each.index > verb.index
    ]
    return told and any(mark.text.lower() == "to" for each in open_ones for mark in below(sentence, each, "mark"))


def _subject_lemmas(sentence: Sentence, subject: Word) -> Iterator[str]:
    """The heads of a subject; of what only counts or bundles also what it counts."""
    for head in conjuncts(sentence, subject):
        yield from _named(head)
        if head.lemma.lower() in _BUNDLING:
            yield from (each.lemma.lower() for each in below(sentence, head, "nmod"))


def _named(head: Word) -> Iterator[str]:
    """The lemma of a noun, and of a proper name also what it is the name of: "named-place"."""
    yield head.lemma.lower()
    if head.name is not None and head.upos == "PROPN":
        yield f"named-{head.name.partition('-')[2]}"


def _noun_lemmas(sentence: Sentence, head: Word, *, is_object: bool = False) -> Iterator[str]:
    """A noun's lemma, of an object what it is a name or description of ("object-person"), and what modifies it."""
    yield head.lemma.lower()
    told = (head.name if head.upos == "PROPN" else None) or head.mention
    if is_object and told is not None:
        yield f"object-{told.partition('-')[2]}"
    for child in below(sentence, head, "compound", "amod", "nmod", "conj"):
        yield child.lemma.lower()


def nominal_act(page: Page, sentence: Sentence, noun: Word, *, suffered: bool = False) -> ActRow | None:
    """The act row of a noun that tells an act: "its annexation of", "the sale of tanks to".

    Of a noun that its verb's subject has `suffered`, that subject is whom it is on.
    """
    if noun.upos != "NOUN":
        return None
    nouns = [
        lemma
        for child in below(sentence, noun, "nmod", "compound", "amod")
        for lemma in (child.lemma.lower(), *(each.lemma.lower() for each in below(sentence, child, "compound", "amod")))
    ]
    cases = [preposition(sentence, each) for each in below(sentence, noun, "nmod")]
    prepositions = (*(each for each in cases if each is not None), *(("on",) if suffered else ()))
    lemma = noun.lemma.lower()
    if noun.index > 1 and sentence.words[noun.index - 1].text == "-":  # "a cease-fire" is three words
        lemma = f"{sentence.words[noun.index - 2].text.lower()}-{lemma}"
    return page.language.kind_of(lemma, "NOUN", nouns=tuple(nouns), prepositions=prepositions)
