"""CLEAR to UD: the grammar of spaCy's English pipelines enters, the same in Universal Dependencies leaves.

spaCy's English models name relations after ClearNLP (Choi and Palmer 2012): a preposition governs its noun, "be"
governs its complement, and a coordinator hangs on the first conjunct. Universal Dependencies has all three the other
way round; the rest is a matter of names.
"""

from __future__ import annotations

from dataclasses import dataclass

OF_CLEAR = frozenset({"pobj", "dobj", "prep", "nsubjpass", "auxpass", "attr", "acomp", "poss", "relcl", "npadvmod"})
_NAMES = {
    "ROOT": "root", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj",
    "dative": "iobj", "poss": "nmod:poss", "relcl": "acl:relcl", "prt": "compound:prt", "neg": "advmod",
    "npadvmod": "obl:npmod", "quantmod": "advmod", "predet": "det:predet", "preconj": "cc:preconj", "oprd": "xcomp",
    "acomp": "xcomp", "attr": "xcomp", "intj": "discourse", "meta": "dep", "complm": "mark", "pobj": "obl",
    "agent": "obl:agent", "prep": "obl", "pcomp": "advcl", "hmod": "compound", "infmod": "acl", "partmod": "acl",
    "rcmod": "acl:relcl", "num": "nummod", "number": "compound", "possessive": "case", "nn": "compound", "": "dep",
}  # fmt: skip
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})


@dataclass(slots=True)
class Node:
    """A word in its tree: what it is, what governs it (None for the root) and how."""

    text: str
    lemma: str
    upos: str
    head: int | None
    deprel: str


def to_ud(nodes: list[Node]) -> None:
    """The words' governors and relations are those of Universal Dependencies."""
    for turn in (_prepositions, _copulas, _coordination):
        turn(nodes)
    for node in nodes:
        if node.deprel == "aux" and node.upos == "PART" and node.text.lower() == "to":
            node.deprel = "mark"
        node.deprel = _NAMES.get(node.deprel, node.deprel)


def _below(nodes: list[Node], head: int) -> list[int]:
    return [index for index, node in enumerate(nodes) if node.head == head]


def _lifted(nodes: list[Node], index: int, relation: str) -> None:
    """Puts a word in the place of its governor, which then hangs on it with all that it governed."""
    old = nodes[index].head
    if old is None:
        return
    for each in _below(nodes, old):
        nodes[each].head = index
    nodes[index].head, nodes[index].deprel = nodes[old].head, nodes[old].deprel
    nodes[old].head, nodes[old].deprel = index, relation


def _copulas(nodes: list[Node]) -> None:
    """The complement of "be" governs the clause; "be" is its copula."""
    for index, node in enumerate(nodes):
        if node.deprel in {"attr", "acomp"} and node.head is not None:
            verb = nodes[node.head]
            if verb.lemma.lower() == "be" and verb.deprel not in {"cop", "aux"}:
                _lifted(nodes, index, "cop")


def _depth(nodes: list[Node], index: int) -> int:
    steps, head = 0, nodes[index].head
    while head is not None and steps <= len(nodes):
        steps, head = steps + 1, nodes[head].head
    return steps


def _prepositions(nodes: list[Node]) -> None:
    """The noun after a preposition hangs where the preposition did; the deepest first."""
    order = sorted(range(len(nodes)), key=lambda each: (-_depth(nodes, each), each))
    for index in order:
        node = nodes[index]
        if node.deprel not in {"prep", "agent", "dative"} or node.head is None:
            continue
        relation = node.deprel
        objects = [each for each in _below(nodes, index) if nodes[each].deprel in {"pobj", "pcomp"}]
        if not objects:
            continue
        clausal = nodes[objects[0]].deprel == "pcomp"
        on_noun = nodes[node.head].upos in _NOMINAL
        _lifted(nodes, objects[0], "mark" if clausal else "case")
        nodes[objects[0]].deprel = _relation(relation, clausal=clausal, on_noun=on_noun)


def _relation(relation: str, *, clausal: bool, on_noun: bool) -> str:
    if clausal:
        return "acl" if on_noun else "advcl"
    if relation == "agent":
        return "obl:agent"
    return "nmod" if on_noun else "obl"


def _coordination(nodes: list[Node]) -> None:
    """A coordinator hangs on the conjunct after it; every conjunct hangs on the first."""
    for index, node in enumerate(nodes):
        if node.deprel == "cc" and node.head is not None:
            after = [each for each in _below(nodes, node.head) if each > index and nodes[each].deprel == "conj"]
            node.head = after[0] if after else node.head
    for node in nodes:
        while node.deprel == "conj" and node.head is not None and nodes[node.head].deprel == "conj":
            node.head = nodes[node.head].head
