import numpy as np
import pytest

from foedus.encoder.subjects import Relations, with_one_each
from foedus.encoder.trees import is_tree
from foedus.read import default_reader

SUBJECTS = {"nsubj", "nsubj:pass"}


def subjects_of(text: str) -> list[tuple[str, str]]:
    (sentence,) = default_reader().encoder.analyse(text).sentences
    return [(word.text, sentence.words[word.head].text) for word in sentence.words if word.deprel in SUBJECTS]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "Turkish troops shot at fishermen, Greek officials told reporters on Friday.",
            [("troops", "shot"), ("officials", "told")],
        ),
        (
            "Levent Aksoy of the ministry said Turkey had sold 12 jets to Libya.",
            [("Levent", "said"), ("Turkey", "sold")],
        ),
        (
            "India will deliver four patrol boats to Mauritius in March, the navy in New Delhi announced.",
            [("India", "deliver"), ("navy", "announced")],
        ),
        ("Ankara refused, one of them said.", [("Ankara", "refused"), ("one", "said")]),
    ],
)
def test_the_verb_of_a_clause_and_the_verb_that_reports_it_have_their_own_subjects(text, subjects):
    assert subjects_of(text) == subjects


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_scores_a_tree_stays_a_tree_in_which_no_word_governs_two_such_words(seed):
    chance = np.random.default_rng(seed)
    words, hidden, kinds = 7, 5, 4
    relations = Relations(
        dependents=chance.normal(size=(words, hidden)).astype(np.float32),
        governors=chance.normal(size=(words + 1, hidden)).astype(np.float32),
        weights=chance.normal(size=(hidden, kinds)).astype(np.float32),
        bias=np.zeros(kinds, dtype=np.float32),
        root=3,
        joined=(2, 1),
    )
    arcs = chance.normal(size=(words, words + 1)).astype(np.float32)
    tree = [0, 1, 1, 1, 2, 2, 3]
    labels = [3, 0, 0, 1, 0, 0, 2]
    found, named = with_one_each(
        tree, labels, arcs=arcs, relations=relations, alone=frozenset({0}), speech=(frozenset({1}), frozenset({0}))
    )
    assert is_tree(found)
    governed = [head for head, label in zip(found, named, strict=True) if label == 0]
    assert len(governed) == len(set(governed))
    assert (found[1], named[1]) == (1, 0)  # the speaker stays, the other word of the same governor goes
    assert [label == 3 for label in named] == [head == 0 for head in found]


def test_of_two_subjects_that_and_joins_the_second_belongs_to_the_first():
    shape = (4, 2)
    relations = Relations(
        dependents=np.zeros(shape, dtype=np.float32),
        governors=np.zeros((5, 2), dtype=np.float32),
        weights=np.zeros((2, 4), dtype=np.float32),
        bias=np.zeros(4, dtype=np.float32),
        root=3,
        joined=(2, 1),
    )
    arcs = np.zeros((4, 5), dtype=np.float32)
    # Ruritania and Graustark signed: both hang on the verb, and so does "and".
    mended = with_one_each(
        [4, 4, 4, 0],
        [0, 2, 0, 3],
        arcs=arcs,
        relations=relations,
        alone=frozenset({0}),
        speech=(frozenset(), frozenset()),
    )
    assert mended == ([4, 3, 1, 0], [0, 2, 1, 3])


def test_a_tree_with_one_subject_a_verb_is_left_as_it_is():
    zeros = np.zeros((2, 3), dtype=np.float32)
    relations = Relations(
        dependents=np.zeros((2, 1), dtype=np.float32),
        governors=np.zeros((3, 1), dtype=np.float32),
        weights=np.zeros((1, 2), dtype=np.float32),
        bias=np.zeros(2, dtype=np.float32),
        root=1,
        joined=(0, 0),
    )
    kept = with_one_each(
        [2, 0], [0, 1], arcs=zeros, relations=relations, alone=frozenset({0}), speech=(frozenset(), frozenset())
    )
    assert kept == ([2, 0], [0, 1])
