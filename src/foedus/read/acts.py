"""Which kind of act a predicate tells, and who plays which part in it.

A clause enters; the row of the act lexicon that fits it best and its parties leave. A clause that fits no row has no
kind: the nearest one is never taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.knowledge.language import SUBJECT
from foedus.read.grammar import base, below, conjuncts, preposition
from foedus.records import Party
from foedus.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.lexicon import ActRow
    from foedus.read.clauses import Clause
    from foedus.read.mentions import Memory
    from foedus.read.page import Page
    from foedus.records import Mention

# Where something is done is no party to it, unless the act lexicon says that its target stands there.
_PLACES = frozenset({"in", "at", "near", "around", "off", "along", "over", "across", "inside", "outside", "since"})
_ASIDE = frozenset({"for", "as", "like", "because of", "due to", "after", "before", "during", "under", "amid"})
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
    lemma = clause.head.lemma.lower()
    nouns: list[Word] = []
    if lemma in _HOLDING or lemma in _CARRYING_ON:
        nouns.extend(clause.objects)
    if lemma in _TAKING_PLACE and not clause.objects:
        nouns.extend(clause.subjects)
    rows = (nominal_act(page, clause.sentence, each) for each in nouns)
    return next((row for row in rows if row is not None), None)


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
    """The act row of one verb of the clause with its arguments; None where none fits."""
    sentence = clause.sentence
    particle = below(sentence, word, "compound:prt")
    nouns: list[str] = []
    arguments = [*below(sentence, word, "obj", "iobj", "obl"), *clause.chain]
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
        word.lemma.lower(),
        word.upos if word.upos != "AUX" else "VERB",
        particle=particle[0].lemma.lower() if particle else None,
        nouns=tuple(nouns),
        prepositions=tuple(each for each in cases if each is not None),
    )


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


def nominal_act(page: Page, sentence: Sentence, noun: Word) -> ActRow | None:
    """The act row of a noun that tells an act: "its annexation of", "the sale of tanks to"."""
    if noun.upos != "NOUN":
        return None
    nouns = [
        lemma
        for child in below(sentence, noun, "nmod", "compound", "amod")
        for lemma in (child.lemma.lower(), *(each.lemma.lower() for each in below(sentence, child, "compound", "amod")))
    ]
    cases = [preposition(sentence, each) for each in below(sentence, noun, "nmod")]
    prepositions = tuple(each for each in cases if each is not None)
    return page.language.kind_of(noun.lemma.lower(), "NOUN", nouns=tuple(nouns), prepositions=prepositions)


def parties_of(memory: Memory, clause: Clause, row: ActRow | None, *, is_intent: bool = False) -> tuple[Party, ...]:
    """Who plays which part in a clause; everyone once, initiators first.

    What is wanted counts ("efforts for an invasion of"), so of an intent the purpose is an argument too.
    """
    sentence = clause.sentence
    found: list[tuple[Role, Mention]] = []
    subject_role = Role.TARGET if clause.is_passive and row is not None else Role.INITIATOR
    if row is not None and row.initiator != "subject":
        subject_role = Role.TARGET
    for subject in clause.subjects:
        named = _argument(memory, sentence, subject, is_subject=True, shared=clause.subject_is_shared)
        found.extend((subject_role, each) for each in named)
    if clause.subjects and not found and not clause.subject_is_shared:
        beside = memory.between(sentence.subtree(clause.subjects[0])[0].start, clause.head.start)
        memory.share(clause.subjects[0], beside)
        recalled = beside or _argument(memory, sentence, clause.subjects[0], is_subject=True)
        found.extend((subject_role, each) for each in recalled)
    found.extend((Role.TARGET, each) for each in _relative_object(memory, clause))
    found.extend((Role.TARGET, each) for each in _told_to(memory, clause, row))
    for word in clause.objects:
        role = Role.TARGET if row is None or not row.target or "object" in row.target else Role.OTHER
        found.extend((role, each) for each in _argument(memory, sentence, word, shared=not found))
        found.extend((Role.TARGET, each) for each in _on_object(memory, clause, word, row))
    for oblique in clause.obliques:
        part = _oblique_role(clause, row, oblique.preposition, is_intent=is_intent)
        if part is not None:
            found.extend((part, each) for each in _argument(memory, sentence, oblique.word, shared=not found))
    if clause.is_copular and clause.head.upos in {"NOUN", "PROPN"}:
        found.extend((Role.OTHER, each) for each in _argument(memory, sentence, clause.head, shared=not found))
    return _once(found)


def _told_to(memory: Memory, clause: Clause, row: ActRow | None) -> tuple[Mention, ...]:
    """Whom the clause below has as its subject: "demanded that Graustark leave", "accused Graustark of leaving".

    The tree often gives the object of an accusation to the deed that follows.
    """
    if row is None or row.kind is None or clause.objects or clause.is_passive:
        return ()
    asks = row.kind.startswith("REQUEST")
    found: list[Word] = []
    for child in below(clause.sentence, clause.head, "ccomp", "advcl"):
        marks = {each.text.lower() for each in below(clause.sentence, child, "mark")}
        if child.index < clause.head.index or not ((asks and base(child.deprel) == "ccomp") or "of" in marks):
            continue
        found.extend(below(clause.sentence, child, "nsubj"))
    return tuple(each for word in found for each in memory.parties(clause.sentence, word))


def _on_object(memory: Memory, clause: Clause, word: Word, row: ActRow | None) -> tuple[Mention, ...]:
    """Whom the act is done to where the tree ties them to its object: "imposed sanctions on Graustark"."""
    if row is None:
        return ()
    sentence = clause.sentence
    tied = [each for head in conjuncts(sentence, word) for each in below(sentence, head, "nmod", "obl")]
    wanted = [each for each in tied if (preposition(sentence, each) or "") in row.target]
    return tuple(mention for each in wanted for mention in _argument(memory, sentence, each, shared=False))


def _relative_object(memory: Memory, clause: Clause) -> tuple[Mention, ...]:
    """Whom a relative clause speaks of as its object: "the island, which Ruritania claims"."""
    sentence, head = clause.sentence, clause.head
    if head.deprel != "acl:relcl" or head.head is None:
        return ()
    objects = below(sentence, head, "obj", "iobj")
    if any(each.lemma.lower() in {"which", "that", "whom", "who"} for each in objects):
        return memory.parties(sentence, sentence.words[head.head])
    return ()


def _oblique_role(clause: Clause, row: ActRow | None, with_preposition: str, *, is_intent: bool) -> Role | None:
    """The part of what a preposition introduces; None for mere places, times and purposes."""
    if (clause.is_passive and with_preposition == "by") or (row is not None and row.initiator == with_preposition):
        return Role.INITIATOR
    if (row is not None and with_preposition in row.target) or (is_intent and with_preposition == "for"):
        return Role.TARGET
    if clause.is_copular and with_preposition == "for":
        return Role.OTHER  # "a problem for both"
    if with_preposition in _PLACES or with_preposition in _ASIDE:
        return None
    return Role.OTHER


def _argument(
    memory: Memory, sentence: Sentence, word: Word, *, is_subject: bool = False, shared: bool = True
) -> tuple[Mention, ...]:
    """The actors of an argument: those it names itself, else those named in what hangs on it."""
    found = list(memory.parties(sentence, word, is_subject=is_subject, shared=shared))
    if found:
        return tuple(found)
    aside = _PLACES | (_ASIDE - {"for"} if is_subject else _ASIDE)
    for head in conjuncts(sentence, word):
        for child in below(sentence, head, "nmod", "acl"):
            if child.deprel == "acl:relcl" or (preposition(sentence, child) or "") in aside:
                continue
            found.extend(_inside(memory, sentence, child))
    return tuple(dict.fromkeys(found))


def _inside(memory: Memory, sentence: Sentence, child: Word) -> list[Mention]:
    """The actors in a phrase that hangs on a noun, clauses with a subject of their own and places left out."""
    own = list(memory.parties(sentence, child)) if child.upos != "VERB" else []
    if own:
        return own
    found: list[Mention] = []
    for each in below(sentence, child, "nmod", "obj", "acl", "obl"):
        if each.deprel == "acl:relcl" or (preposition(sentence, each) or "") in _PLACES | _ASIDE:
            continue
        found.extend(_inside(memory, sentence, each))
    return found


def nominal_parties(memory: Memory, sentence: Sentence, noun: Word, row: ActRow) -> tuple[Party, ...]:
    """The parties of an act told by a noun: its possessor does it, "of", "against" and the like say to whom."""
    found: list[tuple[Role, Mention]] = []
    for child in sentence.children[noun.index]:
        relation = base(child.deprel)
        with_preposition = preposition(sentence, child)
        if child.deprel == "nmod:poss" or (relation == "nmod" and with_preposition in {"by", "between"}):
            role: Role | None = Role.INITIATOR
        elif relation == "nmod" and with_preposition is not None:
            role = Role.TARGET if with_preposition in row.target or with_preposition == "of" else None
            role = Role.OTHER if role is None and with_preposition in {"with", "to", "from", "against", "on"} else role
        elif relation in {"amod", "compound"}:
            role = Role.INITIATOR
        else:
            role = None
        if role is not None:
            found.extend((role, each) for each in memory.parties(sentence, child))
    return _once(found)


def _once(found: Iterable[tuple[Role, Mention]]) -> tuple[Party, ...]:
    """Everyone in one role: who is named twice, or named and then pointed back to, plays the first part given."""
    order = {Role.INITIATOR: 0, Role.TARGET: 1, Role.OTHER: 2}
    seen: dict[tuple[str, ...], Party] = {}
    met: set[str] = set()
    for role, mention in sorted(found, key=lambda each: order[each[0]]):
        meant = mention.refers_to or (mention.id,)
        if not met.issuperset(meant):
            seen.setdefault(meant, Party(role=role, mention=mention.id, words=mention.span.text))
            met.update(meant)
    return tuple(seen.values())
