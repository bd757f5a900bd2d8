"""What a noun phrase with names in it is: whether a name takes part at all, and of what nature the whole is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.grammar import below
from foedus.terms import Nature

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.world import Name
    from foedus.read.page import Page

_NATURES = (
    ("troops", Nature.ARMED_FORCE),
    ("government", Nature.GOVERNMENT),
    ("person", Nature.PERSON),
    ("agreement", Nature.TREATY),
    ("exercise", Nature.EXERCISE),
    ("weapon", Nature.EQUIPMENT),
)
_SEATS = frozenset({"capital", "seat"})


def is_party(page: Page, name: Name) -> bool:
    """Whether a name is of somebody who may take part: no outlet, no institute."""
    world = page.world
    return bool(name.candidates) and not any(
        world.is_outlet(each.actor) or world.is_institute(each.actor) for each in name.candidates
    )


def is_town(name: Name) -> bool:
    """Whether a name is of a town or a region, a capital included."""
    return name.nature is Nature.PLACE or any(each.how in _SEATS for each in name.candidates[:1])


def is_person(sentence: Sentence, head: Word) -> bool:
    """Whether the head is a person's name that no table knows: "Kremlin spokesman Gleb Sorokin"."""
    titled = bool(below(sentence, head, "nmod:desc"))
    return head.upos == "PROPN" and (titled or (head.name or "").endswith("person"))


def nature_of(page: Page, sentence: Sentence, head: Word, names: list[Name]) -> Nature:
    """The nature of the phrase with this head and these names."""
    for each in names:
        if each.start <= head.start < each.end:
            return each.nature
    if is_person(sentence, head):
        return Nature.PERSON
    classes = page.language.classes_of(head.lemma.lower())
    return next((nature for word_class, nature in _NATURES if word_class in classes), names[0].nature)
