from itertools import product

import numpy as np
import pytest

from foedus.encoder.trees import governors, is_tree


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_the_best_tree_is_found_among_all_trees(size):
    chance = np.random.default_rng(size)
    for _ in range(60):
        scores = chance.normal(size=(size, size + 1)).astype(np.float32)
        trees = [list(heads) for heads in product(range(size + 1), repeat=size) if is_tree(list(heads))]
        best = max(trees, key=lambda heads: sum(scores[word, head] for word, head in enumerate(heads)))
        assert governors(scores) == best


def test_two_words_that_govern_each_other_are_no_tree():
    assert not is_tree([2, 1, 0])
    assert not is_tree([0, 0])
    assert is_tree([2, 0, 2])


def test_a_long_sentence_of_noise_becomes_a_tree():
    scores = np.random.default_rng(0).normal(size=(200, 201)).astype(np.float32)
    assert is_tree(governors(scores))
