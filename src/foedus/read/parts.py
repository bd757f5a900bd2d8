"""Who plays which part in an act: its doer, whom it is done to, who is named beside them.

A clause, or a noun that tells an act, enters with the row of its act; its parties leave, everyone in one role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.acts import happening, nominal_act, undergone, verbal_act
from foedus.read.grammar import MAKING, PLACES, base, below, conjuncts, is_passive, is_where, preposition
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
_PLACES = PLACES | {"since"}
_ASIDE = frozenset({"for", "as", "like", "because of", "due to", "after", "before", "during", "under", "amid"})
# Acts of a state with its own people and arms.
OWN = ("RETREAT.withdraw", "MOBILIZE", "SANCTION.withdraw", "AID", "COOPERATE.arms-transfer")
_TWO = 2
_TIES = frozenset({"between", "to", "from", "against", "on"})


def parties_of(memory: Memory, clause: Clause, row: ActRow | None, *, is_intent: bool = False) -> tuple[Party, ...]:
    """Who plays which part in a clause; everyone once, initiators first.

    What is wanted counts ("efforts for an invasion of"), so of an intent the purpose is an argument too.
    """
    sentence = clause.sentence
    suffered = undergone(memory.page, clause) if verbal_act(memory.page, clause, clause.head) is None else ()
    if row is not None and suffered:
        return _of_sufferer(memory, clause, row, suffered[0])
    found: list[tuple[Role, Mention]] = []
    told = (
        row is not None or any(each.preposition == "by" for each in clause.obliques) or _undergoes(memory.page, clause)
    )
    subject_role = Role.TARGET if told and _is_done_to(memory.page, clause) else Role.INITIATOR
    if row is not None and row.initiator != "subject":
        subject_role = Role.TARGET
    own = _of_act(memory, clause, clause.subjects[0], subject_role) if len(clause.subjects) == 1 else []
    found.extend(own)
    for subject in clause.subjects if not own else ():
        named = _argument(memory, sentence, subject, is_subject=True, shared=clause.subject_is_shared)
        found.extend((subject_role, each) for each in named)
    if clause.subjects and not found and not clause.subject_is_shared:
        beside = memory.between(sentence.subtree(clause.subjects[0])[0].start, clause.head.start)
        where = [each for each in beside if is_where(sentence, clause.subjects[0], each.span.start)]
        memory.share(clause.subjects[0], tuple(each for each in beside if each not in where))
        recalled = beside or _argument(memory, sentence, clause.subjects[0], is_subject=True)
        found.extend((Role.OTHER if each in where else subject_role, each) for each in recalled)
    found.extend((Role.TARGET, each) for each in _relative_object(memory, clause))
    found.extend((Role.TARGET, each) for each in _told_to(memory, clause, row))
    for word in clause.objects:
        role = Role.TARGET if row is None or not row.target or "object" in row.target else Role.OTHER
        found.extend((role, each) for each in _argument(memory, sentence, word, shared=not found))
        found.extend(_on_object(memory, clause, word, row))
    for oblique in clause.obliques:
        part = _oblique_role(clause, row, oblique.preposition, is_intent=is_intent)
        if part is not None:
            found.extend((part, each) for each in _argument(memory, sentence, oblique.word, shared=not found))
    if clause.is_copular and clause.head.upos in {"NOUN", "PROPN"}:
        found.extend((Role.OTHER, each) for each in _argument(memory, sentence, clause.head, shared=not found))
    return _once(found)


def _of_sufferer(memory: Memory, clause: Clause, row: ActRow, noun: Word) -> tuple[Party, ...]:
    """The parties where a subject undergoes what the object names: "suffered a raid by", "won Ruritanian support"."""
    sentence = clause.sentence
    found = [(Role.TARGET, each) for word in clause.subjects for each in _argument(memory, sentence, word)]
    own = nominal_parties(memory, sentence, noun, row)
    found.extend((Role.INITIATOR if each.role is not Role.TARGET else Role.OTHER, memory[each.mention]) for each in own)
    for oblique in clause.obliques:
        role = Role.INITIATOR if oblique.preposition in {"by", "from"} else Role.OTHER
        if oblique.preposition not in _PLACES | _ASIDE:
            found.extend((role, each) for each in memory.parties(sentence, oblique.word))
    return _once(found)


def _undergoes(page: Page, clause: Clause) -> bool:
    """Whether a passive without a doer tells what happened to its subject ("has been betrayed"), not how it is."""
    if not clause.is_passive or clause.chain or clause.is_copular:
        return False
    return not any(row.effect == "stative" for row in page.cues_of(clause.sentence, clause.head))


def _is_done_to(page: Page, clause: Clause) -> bool:
    """Whether the subject is whom it is done to: as of "is to be sold", not of "is expected to sell"."""
    if not clause.is_passive or verbal_act(page, clause, clause.head) is not None:
        return clause.is_passive
    telling = next((each for each in clause.chain if verbal_act(page, clause, each) is not None), clause.head)
    return is_passive(clause.sentence, telling)


def _of_act(memory: Memory, clause: Clause, subject: Word, role: Role) -> list[tuple[Role, Mention]]:
    """The parties of the act that a clause's subject names, its doer in the subject's role; their own if it happens."""
    row = nominal_act(memory.page, clause.sentence, subject)
    if row is None:
        return []
    parties = nominal_parties(memory, clause.sentence, subject, row)
    if not any(each.role is Role.INITIATOR for each in parties):
        return []
    memory.parties(clause.sentence, subject, is_subject=True)
    own = bool(happening(memory.page, clause))
    roles = {Role.INITIATOR: Role.INITIATOR if own else role, Role.TARGET: Role.TARGET if own else Role.OTHER}
    return [(roles.get(each.role, each.role), memory[each.mention]) for each in parties]


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


def _on_object(memory: Memory, clause: Clause, word: Word, row: ActRow | None) -> Iterator[tuple[Role, Mention]]:
    """Whom the act is done to, or who does it, where the tree ties them to its object: "imposed sanctions on Zenda"."""
    if row is None:
        return
    sentence = clause.sentence
    for head in conjuncts(sentence, word):
        for each in below(sentence, head, "nmod", "obl"):
            case = preposition(sentence, each) or ""
            if case in row.target or case == row.initiator:
                role = Role.INITIATOR if case == row.initiator else Role.TARGET
                yield from ((role, mention) for mention in _argument(memory, sentence, each, shared=False))


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
            if is_subject and child.upos == "VERB" and child.lemma.lower() in MAKING:
                continue  # "drones made by Graustark"
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
    gives = False  # "the delivery of Ruritanian drones to Graustark": whose arms and people they are sends them
    for child in _tied(memory, sentence, noun):
        relation = base(child.deprel)
        with_preposition = preposition(sentence, child)
        if child.deprel == "nmod:poss" or (relation == "nmod" and with_preposition in {"by", "between"}):
            role: Role | None = Role.INITIATOR
        elif relation == "nmod" and with_preposition is not None:
            role = Role.TARGET if with_preposition in row.target or with_preposition == "of" else None
            role = Role.INITIATOR if row.is_reciprocal and with_preposition == "of" else role
            sent = with_preposition == "of" and child.upos == "NOUN" and (row.kind or "").startswith(OWN)
            gives = gives or (sent and not found)
            role = Role.OTHER if role is None and with_preposition in {"with", "to", "from", "against", "on"} else role
        elif relation in {"amod", "compound"}:
            role = Role.INITIATOR
        else:
            role = None
        if role is not None:
            found.extend((role, each) for each in memory.parties(sentence, child))
    if gives and len(found) >= _TWO and not any(role is Role.INITIATOR for role, _ in found):
        found[0] = (Role.INITIATOR, found[0][1])
    return _once(found)


def _tied(memory: Memory, sentence: Sentence, noun: Word) -> Iterator[Word]:
    """What hangs on a noun, and of a thing that is nobody's what hangs on that: "the signing of a pact between"."""
    for child in sentence.children[noun.index]:
        yield child
        if base(child.deprel) != "nmod" or child.deprel == "nmod:poss":
            continue
        if preposition(sentence, child) not in {"of", "to"}:
            continue
        alone = child.upos == "NOUN" and not memory.parties(sentence, child)
        for each in below(sentence, child, "nmod"):
            by = preposition(sentence, each)
            if each.deprel != "nmod:poss" and (by == "by" or (alone and by in _TIES)):
                yield each
                yield from (one for one in below(sentence, each, "nmod") if preposition(sentence, one) == "by")


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
