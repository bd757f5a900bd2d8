"""Questions about the tree of one sentence, in the terms of Universal Dependencies."""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"})
_LOCAL = frozenset(
    {"det", "amod", "compound", "nummod", "flat", "nmod:poss", "nmod:desc", "case", "goeswith", "advmod", "det:predet"}
)
# Prepositions of mere places.
PLACES = frozenset({"in", "at", "near", "around", "off", "along", "over", "across", "inside", "outside"})
_SOMEBODY = frozenset({"person", "people", "organisation"})
_HYPHEN = frozenset({"-", "–", "‑"})


@cache
def base(deprel: str) -> str:
    """The relation without its subtype.

    >>> base("nsubj:pass")
    'nsubj'
    """
    return deprel.partition(":")[0]


def below(sentence: Sentence, word: Word, *relations: str) -> tuple[Word, ...]:
    """The words that this word governs by one of these relations (with or without subtype), in order."""
    governed = sentence.children[word.index]
    return tuple([each for each in governed if each.deprel in relations or base(each.deprel) in relations])


def conjuncts(sentence: Sentence, word: Word) -> tuple[Word, ...]:
    """The word and those coordinated with it, in order; of "Ruritania, not Graustark" the first alone."""
    joined = below(sentence, word, "conj")
    return (word, *(each for each in joined if not (each.upos in NOMINAL and _is_excluded(sentence, each))))


def _is_excluded(sentence: Sentence, word: Word) -> bool:
    return any(
        each.lemma.lower() == "not" and each.index < word.index for each in below(sentence, word, "advmod", "cc")
    )


def preposition(sentence: Sentence, word: Word) -> str | None:
    """The preposition that introduces this word, several words joined by a space; None if it has none.

    A possessive mark is no preposition.
    """
    cases = [each for each in below(sentence, word, "case") if each.index < word.index and each.upos != "PART"]
    cases = [each for each in cases if _taken_by(sentence, each, word) is None] or _astray(sentence, word)
    for part in below(sentence, word, "compound") if not cases else ():  # "by the Oder Centre", "by" hung from "Oder"
        cases += [each for each in below(sentence, part, "case") if each.index < part.index and each.upos != "PART"]
    if not cases:
        return None
    words = [cases[0], *below(sentence, cases[0], "fixed")]
    return " ".join(each.text.lower() for each in words)


def _astray(sentence: Sentence, word: Word) -> list[Word]:
    """The preposition right before a phrase that the tree has given to a later one: "by Zenda against Streslau"."""
    first = sentence.subtree(word)[0].index
    before = sentence.words[first - 1] if first and base(word.deprel) in {"obl", "nmod"} else word
    later = sentence.words[before.head] if before.head is not None else before
    return [before] if before.deprel == "case" and _taken_by(sentence, before, later) is word else []


def _taken_by(sentence: Sentence, case: Word, word: Word) -> Word | None:
    """The noun right behind a preposition that stands outside the phrase which the tree gives the preposition to."""
    within = {each.index for each in sentence.subtree(word)}
    between = [each for each in sentence.words[case.index + 1 : word.index] if each.index not in within]
    nouns = [each for each in between if base(each.deprel) in {"obl", "nmod"}]
    return nouns[0] if nouns and sentence.subtree(nouns[0])[0].index == case.index + 1 else None


def owners_behind(sentence: Sentence, head: Word, *ties: str) -> tuple[Word, ...]:
    """The nouns behind "of" or other ties that say whose this one is: "the government and people of Ruritania"."""
    named = [each for one in conjuncts(sentence, head) for each in below(sentence, one, "nmod")]
    behind = [each for each in named if each.index > head.index and preposition(sentence, each) in ties]
    return tuple(one for each in behind for one in conjuncts(sentence, each))


def phrase(sentence: Sentence, head: Word) -> tuple[Word, ...]:
    """The words of the noun phrase around its head, without what follows it: clauses, appositions, prepositions."""
    found = [head]
    for child in sentence.children[head.index]:
        if child.deprel == "case" or (child.deprel == "advmod" and child.upos != "ADV"):
            continue
        if child.index < head.index and base(child.deprel) in {"nmod", "nummod"} and preposition(sentence, child):
            continue
        if child.deprel in _LOCAL or (child.deprel == "nmod" and child.index < head.index):
            clauses = [each for word in sentence.subtree(child) for each in below(sentence, word, "acl")]
            apart = {each.index for clause in clauses for each in sentence.subtree(clause)}
            found.extend(each for each in sentence.subtree(child) if each.index not in apart)
        elif child.deprel == "punct" and child.text in _HYPHEN:
            found.append(child)
    ordered = sorted(set(found), key=lambda each: each.index)
    return _unbroken(ordered, head)


def _unbroken(words: list[Word], head: Word) -> tuple[Word, ...]:
    """The words that stand together with the head, at most one word missing between neighbours."""
    at = words.index(head)
    first = at
    while first > 0 and words[first].index - words[first - 1].index <= 2:
        first -= 1
    last = at
    while last + 1 < len(words) and words[last + 1].index - words[last].index <= 2:
        last += 1
    return tuple(words[first : last + 1])


def ancestors(sentence: Sentence, word: Word) -> Iterator[tuple[Word, Word]]:
    """The words above this one, nearest first, each with the word below it on the way."""
    current = word
    while current.head is not None:
        above = sentence.words[current.head]
        yield above, current
        current = above


MAKING = frozenset({"make", "build", "produce", "manufacture", "assemble", "store"})


def is_where(sentence: Sentence, subject: Word, position: int) -> bool:
    """Whether the words at this place only say where a subject is that is nobody: "a blast outside Zenda killed"."""
    somebody = (subject.mention or "").partition("-")[2] in _SOMEBODY
    word = next((each for each in sentence.words if each.start <= position < each.end), subject)
    if word.index > (subject.head if subject.head is not None else subject.index):
        return False
    path = [word, *(above for above, _ in ancestors(sentence, word))]
    inside = list(takewhile(lambda each: each.index != subject.index and each.upos != "VERB", path))
    end = path[len(inside)] if len(inside) < len(path) else None
    if end is not None and end.upos == "VERB" and end.head == subject.index and end.lemma.lower() in MAKING:
        return any(preposition(sentence, each) in PLACES | {"by"} for each in inside)  # "drones made in Zenda"
    if somebody or end is None or end.index not in {subject.index, subject.head}:
        return False  # "a newspaper based in Zenda"
    return any(preposition(sentence, each) in PLACES for each in inside)


def owner_of(sentence: Sentence, owner: Word) -> Word:
    """The noun that "whose" stands for, which its clause describes; any other owner is itself."""
    if owner.lemma.lower() != "whose" and owner.text.lower() != "whose":
        return owner
    clause = next((under for _, under in ancestors(sentence, owner) if under.deprel == "acl:relcl"), owner)
    return sentence.words[clause.head] if clause is not owner and clause.head is not None else owner


def has_finite_sign(sentence: Sentence, word: Word) -> bool:
    """Whether the clause of this word has a subject, an auxiliary or a copula of its own."""
    return bool(below(sentence, word, "nsubj", "csubj", "aux", "cop", "expl"))


def is_clause(sentence: Sentence, word: Word) -> bool:
    """Whether this word heads a clause: a verb, or something that a copula makes a predicate."""
    if word.upos == "VERB":
        return word.deprel not in {"amod", "compound", "case", "mark", "fixed", "flat"}
    if below(sentence, word, "cop"):
        return True
    return word.upos == "AUX" and word.deprel not in {"aux", "aux:pass", "cop"}


def is_passive(sentence: Sentence, word: Word) -> bool:
    """Whether the predicate is passive; "has granted asylum" is not, whatever the tree calls its subject."""
    if below(sentence, word, "aux:pass"):
        return True
    active = any(each.index > word.index for each in below(sentence, word, "obj"))
    active = active or any(each.lemma.lower() == "have" for each in below(sentence, word, "aux"))
    return bool(below(sentence, word, "nsubj:pass")) and not active


def is_told(sentence: Sentence, word: Word) -> bool:
    """Whether a clause tells in the past or the perfect, with a subject of its own: what is asked for is never told so.

    "asked that the visit be put off, and the hosts agreed": the first is asked for, the second is told.
    """
    auxiliaries = (*below(sentence, word, "aux"), *below(sentence, word, "aux:pass"))
    if word.upos != "VERB" or not below(sentence, word, "nsubj", "nsubj:pass"):
        return False
    if any(each.text.lower() == "to" for each in below(sentence, word, "mark")):
        return False
    if auxiliaries:
        return auxiliaries[0].text.lower() in {"had", "has", "have", "'ve", "’ve", "was", "were", "did"}
    form = word.text.lower()
    return form != word.lemma.lower() and not form.endswith(("ing", "s"))


def is_few(sentence: Sentence, noun: Word) -> bool:
    """Whether a noun is of hardly anybody: "few expect", "few analysts", not "a few"."""
    few = [each for each in (noun, *below(sentence, noun, "amod", "det")) if each.text.lower() == "few"]
    before = {sentence.words[each.index - 1].text.lower() for each in few if each.index}
    return bool(few) and not before & {"a", "the", "these", "those", "last", "past", "first", "next"}


def lemmas(words: tuple[Word, ...]) -> tuple[str, ...]:
    """The lemmas of these words, in lower case."""
    return tuple(each.lemma.lower() for each in words)
