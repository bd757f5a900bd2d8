"""Which texts are folded at all: none is passed over that speaks of an indicator."""

from __future__ import annotations

from foedus.assess.framework import alignment, parsed
from foedus.assess.vocabulary import folded, vocabulary

ONLY_APOSTROPHES = """id = "f"
name = "F"
citation = "ours"
[[dimensions]]
id = "d"
[[indicators]]
id = "i"
name = "I"
dimension = "d"
terms = ["5-g's"]
"""


def test_every_term_is_found_in_whatever_writing():
    known = vocabulary(alignment())
    for indicator in alignment().indicators:
        for term in (*indicator.terms, *indicator.against):
            written = term.replace("*", "ing" if term.endswith("*") else "")
            for text in (written, f"THE {written.upper()}, they say", f"“{written.replace(' ', chr(10))}”"):
                if indicator.id in known.said(folded(text)):
                    assert known.may_say(text), text
    assert not known.may_say("The harvest was poor that year.")


def test_a_term_without_a_plain_word_lets_every_text_through():
    known = vocabulary(parsed(ONLY_APOSTROPHES, "f.toml"))
    assert known.may_say("The harvest was poor.")
    assert known.said(folded("of 5-g's kind")) == {"i": False}
