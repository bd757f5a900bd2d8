import pytest

from foedus.encoder.clear import Node, to_ud


def tree(rows: str) -> list[Node]:
    """Nodes from rows of form, lemma, part of speech, governor (1-based, 0 for the root) and relation."""
    parted = [row.split() for row in rows.strip().splitlines()]
    return [
        Node(form, lemma, upos, int(head) - 1 if int(head) else None, rel) for form, lemma, upos, head, rel in parted
    ]


CASES = {
    "a preposition becomes a case of its noun, by what it hung on": (
        """China China PROPN 2 nsubj
           sold sell VERB 0 ROOT
           parts part NOUN 2 dobj
           of of ADP 3 prep
           drones drone NOUN 4 pobj
           to to ADP 2 dative
           Russia Russia PROPN 6 pobj""",
        "2 nsubj, 0 root, 2 obj, 5 case, 3 nmod, 7 case, 2 obl",
    ),
    "be becomes the copula of its complement": (
        """The the DET 2 det
           pact pact NOUN 3 nsubj
           is be AUX 0 ROOT
           not not PART 3 neg
           an an DET 6 det
           alliance alliance NOUN 3 attr
           with with ADP 6 prep
           Moscow Moscow PROPN 7 pobj""",
        "2 det, 6 nsubj, 6 cop, 6 advmod, 6 det, 0 root, 8 case, 6 nmod",
    ),
    "a passive names its agent": (
        """Bases basis NOUN 3 nsubjpass
           were be AUX 3 auxpass
           attacked attack VERB 0 ROOT
           by by ADP 3 agent
           Iran Iran PROPN 4 pobj""",
        "3 nsubj:pass, 3 aux:pass, 0 root, 5 case, 3 obl:agent",
    ),
    "a coordinator hangs on the conjunct after it, and every conjunct on the first": (
        """Russia Russia PROPN 6 nsubj
           , , PUNCT 1 punct
           China China PROPN 1 conj
           and and CCONJ 3 cc
           Iran Iran PROPN 3 conj
           trained train VERB 0 ROOT""",
        "6 nsubj, 1 punct, 1 conj, 5 cc, 1 conj, 0 root",
    ),
    "to before an infinitive is a mark, a clause after a preposition an advcl": (
        """Seoul Seoul PROPN 2 nsubj
           threatened threaten VERB 0 ROOT
           to to PART 4 aux
           respond respond VERB 2 xcomp
           by by ADP 4 prep
           closing close VERB 5 pcomp
           ports port NOUN 6 dobj""",
        "2 nsubj, 0 root, 4 mark, 2 xcomp, 6 mark, 4 advcl, 6 obj",
    ),
}


@pytest.mark.parametrize(("rows", "expected"), CASES.values(), ids=CASES)
def test_clear_becomes_universal(rows: str, expected: str) -> None:
    nodes = tree(rows)
    to_ud(nodes)
    assert ", ".join(f"{0 if node.head is None else node.head + 1} {node.deprel}" for node in nodes) == expected
