"""Lemmas by rewriting: a script tells how many letters go at the end of a word and what comes in their place.

A script is "k:N:TAIL" when the word keeps its capitals and "l:N:TAIL" when it is lower-cased first; "=TAIL" gives a
whole lemma. The model chooses a script for each word, so that it can lemmatise words that it has never seen.
"""

from __future__ import annotations

from functools import lru_cache

LONGEST_CUT = 5


def script_for(form: str, lemma: str) -> str:
    """The script that turns the form into the lemma.

    >>> script_for("Says", "say"), script_for("was", "be"), script_for("China", "China")
    ('l:1:', '=be', 'k:0:')
    """
    if lemma == form:
        return "k:0:"
    capital = "k" if lemma[:1].isupper() else "l"
    word = form if capital == "k" else form.lower()
    shared = 0
    while shared < min(len(word), len(lemma)) and word[shared] == lemma[shared]:
        shared += 1
    cut = len(word) - shared
    if shared == 0 or cut > LONGEST_CUT:
        return f"={lemma}"
    return f"{capital}:{cut}:{lemma[shared:]}"


@lru_cache(maxsize=1 << 16)
def rewrite(form: str, script: str) -> str | None:
    """The lemma that the script makes of the form, or None when the form is too short for it.

    >>> rewrite("Studies", "l:3:y"), rewrite("Is", "l:4:")
    ('study', None)
    """
    if script.startswith("="):
        return script[1:]
    capital, cut, tail = script.split(":", 2)
    word = form if capital == "k" else form.lower()
    kept = len(word) - int(cut)
    if kept < 0 or (kept == 0 and not tail):
        return None
    return word[:kept] + tail
