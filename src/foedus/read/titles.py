"""Names and descriptions as phrases: titles before a name, where it ends a phrase, what stands before a noun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word

_TITLES = (
    "president prime minister secretary chancellor premier general admiral ambassador senator speaker mr ms mrs miss dr"
    " prof professor director chairman chairwoman chair spokesman spokeswoman spokesperson king queen prince princess"
    " sheikh emir sultan sir lord lady judge justice commissioner high representative deputy foreign defence defense"
    " state vice moderator inspector captain colonel major lieutenant sergeant commander commodore brigadier marshal"
    " corporal private officer chief staff under assistant envoy governor mayor councillor minister-delegate attorney"
    " comrade madam madame father reverend bishop cardinal imam ayatollah rabbi interior economy trade energy finance"
    " home affairs commandant superintendent constable warden skipper"
)
TITLE = re.compile(
    rf"-?(?:{'|'.join(_TITLES.split())}|gen|col|capt|lt|sgt|adm|maj|brig)\.?(?:-general)?", re.IGNORECASE
)
# What is held of a state, as a pattern.
OFFICE_WORDS = (
    "president|prime minister|premier|chancellor|minister|ministers|secretary|ambassador|envoy|adviser|advisor"
    "|spokesman|spokeswoman|spokesperson|representative|chief|commander|general|king|queen|crown prince|emir|sultan"
    "|leader|speaker|governor|director|head|official|diplomat|senator|admiral|commissioner"
)
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "bint", "abu", "van", "von", "de", "der", "den", "da", "dos", "ud", "ul"}
)
_FEWEST = 1  # words that stay of any name


def untitled(words: str) -> str:
    """The name without the titles before it; a title alone stays.

    >>> untitled("State Secretary Henrik Lagerfors"), untitled("Inspector Grace Tembo"), untitled("General")
    ('Henrik Lagerfors', 'Grace Tembo', 'General')
    """
    left = words.split()
    while len(left) > _FEWEST and TITLE.fullmatch(left[0]):
        left = left[1:]
    return " ".join(left)


def last_name(words: list[Word]) -> list[Word]:
    """The run of capitalised words that ends a phrase: of "Ruritania's minister Otto Brand" the last two."""
    run: list[Word] = []
    for place in range(len(words) - 1, -1, -1):
        each = words[place]
        joined = each.text == "-" or each.text.lower() in _PARTICLES
        if each.text[:1].isupper() or (run and joined and any(other.text[:1].isupper() for other in words[:place])):
            run.insert(0, each)
        elif run:
            break
    while run and not run[0].text[:1].isupper():
        run = run[1:]
    return run


def tagged_name(sentence: Sentence, head: Word) -> list[Word]:
    """The words of the person's name that the encoder tags around a word; none where it tags none there."""
    if not (head.name or "").endswith("-person"):
        return []
    first = last = head.index
    while first > 0 and not (sentence.words[first].name or "").startswith("B"):
        if not (sentence.words[first - 1].name or "").endswith("-person"):
            break
        first -= 1
    while last + 1 < len(sentence.words) and sentence.words[last + 1].name == "I-person":
        last += 1
    run = list(sentence.words[first : last + 1])
    return run if run[0].text[:1].isupper() and run[-1].text[:1].isupper() else []


def surname(name: str) -> str:
    """The last word of a name, in small letters: a transcript writes its labels in capitals."""
    return name.rsplit(maxsplit=1)[-1].casefold()


def modifiers(sentence: Sentence, first: Word) -> list[Word]:
    """The adjectives and names that stand right before a noun phrase, wherever the tree hangs them."""
    at = first.index
    while at > 0 and sentence.words[at - 1].upos in {"ADJ", "PROPN"} and first.upos in {"NOUN", "ADJ", "PROPN"}:
        at -= 1
    return list(sentence.words[at : first.index])


def without_article(words: str) -> str:
    """The words without the article before them."""
    first, _, rest = words.partition(" ")
    return rest if first == "the" and rest else words


def is_capitalised(words: list[Word], head: Word) -> bool:
    """Whether a phrase of several words is written as a name: "Capital Observer", not "the observer"."""
    named = [each for each in words if each.text[:1].isupper()]
    return len(named) > 1 and head.text[:1].isupper()
