from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.encoder.sentences import paragraphs_of, sentences_of
from foedus.encoder.words import words_of


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in words_of(text)]


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences_of(text)]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_every_character_that_is_no_space_is_in_one_word(text):
    places = words_of(text)
    assert all(start < end for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    covered = {index for start, end in places for index in range(start, end)}
    assert all(index in covered for index, letter in enumerate(text) if not letter.isspace())


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aB.?!\"'”“ \n1,-é\u202e🙂", max_size=120))
def test_sentences_keep_their_order_and_lose_only_spaces(text):
    places = [place for start, end in paragraphs_of(text) for place in sentences_of(text, start, end)]
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    covered = {index for start, end in places for index in range(start, end)}
    assert all(index in covered for index, letter in enumerate(text) if not letter.isspace())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They don't.", ["They", "do", "n't", "."]),
        ("$310 million in 2023, 5,000 of them", ["$", "310", "million", "in", "2023", ",", "5,000", "of", "them"]),
        ("Ruritania’s fleet", ["Ruritania", "’s", "fleet"]),
        ("It cannot last", ["It", "can", "not", "last"]),
        ("the U.S. navy", ["the", "U.S.", "navy"]),
        ("Graustark-made tanks", ["Graustark", "-", "made", "tanks"]),
        ("non-proliferation and e-mail", ["non-proliferation", "and", "e-mail"]),
        ("$1,250.50 or 12%", ["$", "1,250.50", "or", "12", "%"]),
        ("“We won’t,” he said—twice.", ["“", "We", "wo", "n’t", ",", "”", "he", "said", "—", "twice", "."]),
        ("Gen. Prokop met Mr. Li.", ["Gen.", "Prokop", "met", "Mr.", "Li", "."]),
        ("on 09/11/2001 at 10am", ["on", "09/11/2001", "at", "10", "am"]),
    ],
)
def test_words_follow_universal_dependencies(text, words):
    assert cut(text) == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met U.S. envoys. She left.", ["He met U.S. envoys.", "She left."]),
        ("“We agree.” Then they signed.", ["“We agree.”", "Then they signed."]),
        ('"Why now?" he asked.', ['"Why now?" he asked.']),
        ("Gen. A. Prokop spoke. It ended.", ["Gen. A. Prokop spoke.", "It ended."]),
        ("the minister said. report A paper on drills", ["the minister said.", "report A paper on drills"]),
        ("It cost $2.5 million. No one paid.", ["It cost $2.5 million.", "No one paid."]),
        ("He works in the U.S. The rest stayed.", ["He works in the U.S.", "The rest stayed."]),
    ],
)
def test_sentences_end_where_readers_end_them(text, expected):
    assert sentences(text) == expected


def test_long_runs_of_one_letter_are_cut_in_good_time():
    for letter in ("a", "a-", "a.", "a@", "1.", "'", "http://"):
        assert words_of(letter * 20_000)
