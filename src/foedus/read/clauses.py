"""Who does what to whom in a sentence, as its grammar has it: predicates with their subjects, objects and obliques.

A sentence enters; its clauses leave in the order of their predicates. A clause that names no subject of its own takes
the one that grammar gives it: coordinated and participial clauses that of the clause above, relative clauses the noun
they stand by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.grammar import base, below, conjuncts, is_clause, is_passive, preposition

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word

_RELATIVES = frozenset({"which", "that", "who", "whom", "whose"})
_OWN = frozenset({"root", "conj", "ccomp", "advcl", "acl", "csubj", "parataxis", "appos", "dep", "list", "nmod", "obl"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Oblique:
    """A noun that a preposition ties to a predicate."""

    preposition: str
    word: Word


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A predicate and its arguments; `chain` holds the open complements that the predicate governs, outermost first."""

    sentence: Sentence
    head: Word
    subjects: tuple[Word, ...]
    objects: tuple[Word, ...]
    obliques: tuple[Oblique, ...]
    chain: tuple[Word, ...]
    is_passive: bool
    is_copular: bool
    subject_is_shared: bool  # taken from another clause

    @property
    def start(self) -> int:
        """Where the predicate begins."""
        return self.head.start

    @property
    def particle(self) -> str | None:
        """The verb's particle: "out" in "carry out"."""
        found = below(self.sentence, self.head, "compound:prt")
        return found[0].lemma.lower() if found else None

    @property
    def marker(self) -> str | None:
        """The word that subordinates the clause: "if", "that", "since"."""
        found = below(self.sentence, self.head, "mark")
        return found[0].lemma.lower() if found else None


def clauses(sentence: Sentence) -> tuple[Clause, ...]:
    """The clauses of the sentence, in the order of their predicates; open complements stay with the one above."""
    return tuple(
        _clause(sentence, word)
        for word in sentence.words
        if is_clause(sentence, word) and base(word.deprel) in _OWN and not _is_trailing(sentence, word)
    )


def _is_marked_of(sentence: Sentence, word: Word) -> bool:
    return any(each.text.lower() in {"of", "for"} for each in below(sentence, word, "mark"))


def _is_trailing(sentence: Sentence, word: Word) -> bool:
    """Whether a clause is part of the chain of the verb before it, though the tree calls it a subject.

    "It is possible that they fled" has a clause of its own.
    """
    behind = word.deprel == "csubj" and word.head is not None and word.head < word.index
    return behind and not (below(sentence, word, "nsubj") and below(sentence, word, "mark"))


def _clause(sentence: Sentence, head: Word) -> Clause:
    subjects, shared = _subjects(sentence, head, depth=0)
    chain = _chain(sentence, head)
    objects = [each for part in (head, *chain) for each in below(sentence, part, "obj", "iobj")]
    objects += [each for part in chain for each in below(sentence, part, "nsubj")]
    return Clause(
        sentence=sentence,
        head=head,
        subjects=subjects,
        objects=tuple(objects),
        obliques=tuple(_obliques(sentence, (head, *chain))),
        chain=chain,
        is_passive=is_passive(sentence, head)
        or (
            head.deprel in {"acl", "advcl"}
            and head.upos == "VERB"
            and head.text.lower().endswith(("ed", "en"))
            and not _has_subject(sentence, head)
        ),
        is_copular=bool(below(sentence, head, "cop")) and head.upos != "VERB",
        subject_is_shared=shared,
    )


def _chain(sentence: Sentence, head: Word) -> tuple[Word, ...]:
    """The open complements below a predicate, outermost first, with what is coordinated to them."""
    found: list[Word] = []
    waiting = list(below(sentence, head, "xcomp"))
    # A bare infinitive after its verb ("helped them achieve") is at times taken for a subject.
    waiting += [each for each in below(sentence, head, "csubj") if _is_trailing(sentence, each)]
    if head.upos == "ADJ":  # "careful not to", "ready to": the tree often has the infinitive as an adverbial clause
        waiting += [each for each in below(sentence, head, "advcl") if _is_infinitive(sentence, each)]
    for word in waiting:
        if word.upos == "ADJ":  # "seems interested in learning"
            found_in = [each for each in below(sentence, word, "advcl") if not _has_subject(sentence, each)]
            waiting = [*waiting, *(each for each in found_in if below(sentence, each, "mark"))]
    while waiting:
        word = waiting.pop(0)
        if word in found:
            continue
        found.append(word)
        waiting.extend(
            each
            for each in below(sentence, word, "xcomp", "conj")
            if each.deprel == "xcomp" or not _has_subject(sentence, each)
        )
    return tuple(found)


def is_infinitive(sentence: Sentence, word: Word) -> bool:
    """Whether "to" marks the predicate."""
    return any(each.text.lower() == "to" for each in below(sentence, word, "mark"))


def is_purpose(clause: Clause) -> bool:
    """Whether it is joined to a finite clause and only says what for: "…, and not just to anger them"."""
    sentence, head = clause.sentence, clause.head
    if head.deprel != "conj" or head.head is None or not is_infinitive(sentence, head):
        return False
    if below(sentence, head, "nsubj", "aux", "cop"):
        return False  # "…, and India is to follow": what is planned
    above = sentence.words[head.head]
    return not is_infinitive(sentence, above) and base(above.deprel) not in {"xcomp", "advcl", "acl"}


def _is_infinitive(sentence: Sentence, word: Word) -> bool:
    return is_infinitive(sentence, word) and not _has_subject(sentence, word)


def _has_subject(sentence: Sentence, word: Word) -> bool:
    return bool(below(sentence, word, "nsubj", "csubj", "expl"))


def _obliques(sentence: Sentence, heads: tuple[Word, ...]) -> list[Oblique]:
    found: list[Oblique] = []
    for head in heads:
        for word in below(sentence, head, "obl", "nmod"):
            with_case = preposition(sentence, word)
            if with_case is not None:
                found.extend(Oblique(preposition=with_case, word=each) for each in conjuncts(sentence, word))
    return found


def _subjects(sentence: Sentence, head: Word, *, depth: int) -> tuple[tuple[Word, ...], bool]:
    """The subjects of a predicate, and whether they are taken from another clause."""
    own = [each for each in below(sentence, head, "nsubj", "csubj") if not _is_relative(each)]
    own = [each for each in own if each.deprel != "csubj" or each.index < head.index]
    if own:
        return tuple(_who_has_to(sentence, each) or each for each in own), False
    if head.head is None or depth > 6:
        return (), True
    above = sentence.words[head.head]
    relation = base(head.deprel)
    if relation == "acl":
        return _of_noun(sentence, head, above), True
    # "made them withdraw", "accused them of dragging their feet": they do it
    controlled = relation == "xcomp" or (relation == "advcl" and _is_marked_of(sentence, head))
    controller = below(sentence, above, "obj", "iobj") if controlled else ()
    if controller or relation == "xcomp":
        return controller or _subjects(sentence, above, depth=depth + 1)[0], True
    if relation in {"conj", "advcl", "ccomp"} and is_clause(sentence, above):
        return _subjects(sentence, above, depth=depth + 1)[0], True
    return (), True


def _who_has_to(sentence: Sentence, subject: Word) -> Word | None:
    """Who is to do what such a clause tells: "the best way for them to gain time is to talk"."""
    if subject.deprel != "nsubj:outer":
        return None
    for clause in below(sentence, subject, "acl"):
        agents = below(sentence, clause, "nsubj")
        if agents and _is_marked_of(sentence, clause):
            return agents[0]
    return None


def _is_relative(word: Word) -> bool:
    return word.lemma.lower() in _RELATIVES and word.upos in {"PRON", "DET", "SCONJ"}


def _of_noun(sentence: Sentence, head: Word, noun: Word) -> tuple[Word, ...]:
    """The subject of a clause that stands by a noun: the noun itself, unless the clause is about it as an object."""
    relative = [each for each in sentence.children[head.index] if each.lemma.lower() in _RELATIVES]
    if any(base(each.deprel) in {"obj", "obl"} for each in relative):
        return ()
    if head.deprel == "acl" and head.text.lower().startswith("to"):
        return ()
    return (noun,)
