"""Sentences said otherwise: names put for names, and the active in the passive. Texts enter, changed texts leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.clauses import clauses
from foedus.read.grammar import below, conjuncts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.world import World

_PLAIN = frozenset({"name", "acronym"})
_COMPLEX = ("aux:pass", "xcomp", "ccomp", "iobj", "compound:prt", "cop")
_PLURAL = frozenset({"they", "we", "states"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A state where a text names it, and whether by its plain name rather than by a people, a town or a person."""

    start: int
    end: int
    state: str
    is_plain: bool


def states_named(text: str, world: World) -> tuple[Named, ...]:
    """Where a text names states or what is theirs, in order."""
    found = []
    for name in world.find(text):
        states = {world.country_of(each.actor) for each in name.candidates} - {None}
        if states:
            plain = len(name.candidates) == 1 and name.candidates[0].how in _PLAIN and name.words[-1:].isalpha()
            state = min(each for each in states if each)
            plain = plain and name.candidates[0].actor == state
            found.append(Named(start=name.start, end=name.end, state=state, is_plain=plain))
    return tuple(found)


def renamed(text: str, named: tuple[Named, ...], names: Mapping[str, str]) -> str:
    """The text with each state's name replaced by the one given for it.

    >>> named = (Named(start=0, end=9, state="RUR", is_plain=True),)
    >>> renamed("Ruritania fell", named, {"RUR": "Graustark"})
    'Graustark fell'
    """
    for each in reversed(named):
        if each.state in names:
            text = text[: each.start] + names[each.state] + text[each.end :]
    return text


def passive_of(text: str, sentence: Sentence) -> str | None:
    """The sentence with its main clause in the passive; None where that takes more than moving its two sides.

    Only a past form in -ed, or a participle after "has" or "have", with one subject before it and one object after.
    """
    clause = next((each for each in clauses(sentence) if each.head.deprel == "root"), None)
    if clause is None or clause.head.upos != "VERB" or below(sentence, clause.head, *_COMPLEX):
        return None
    subjects, objects = below(sentence, clause.head, "nsubj"), below(sentence, clause.head, "obj")
    having = [each for each in below(sentence, clause.head, "aux") if each.lemma.lower() == "have"]
    auxiliaries = below(sentence, clause.head, "aux")
    if len(subjects) != 1 or len(objects) != 1 or len(auxiliaries) != len(having):
        return None
    if below(sentence, clause.head, "conj", "advcl", "parataxis") or not (having or _is_past(clause.head)):
        return None
    first, second = _stretch(sentence, subjects[0]), _stretch(sentence, objects[0])
    if not first[1] <= clause.head.start < clause.head.end <= second[0]:
        return None
    ahead = having[0] if having else clause.head
    if text[first[1] : ahead.start].strip() or (having and text[ahead.end : clause.head.start].strip()):
        return None  # something stands between the subject and its verb
    many = _is_many(sentence, objects[0])
    told = ("have been " if many else "has been ") if having else ("were " if many else "was ")
    between = text[clause.head.end : second[0]].strip()
    rest = text[second[1] : sentence.end]
    opening = text[slice(*second)]
    opening = _capital(opening) if first[0] == sentence.start else opening
    moved = f"{opening} {told}{clause.head.text} {f'{between} ' if between else ''}"
    return text[sentence.start : first[0]] + f"{moved}by {_small(text[slice(*first)])}{rest}"


def _is_past(verb: Word) -> bool:
    return verb.text.lower().endswith("ed")


def _is_many(sentence: Sentence, head: Word) -> bool:
    lower = head.text.lower()
    plural = head.upos == "NOUN" and lower.endswith("s") and lower != head.lemma.lower()
    return plural or lower in _PLURAL or len(conjuncts(sentence, head)) > 1


def _stretch(sentence: Sentence, head: Word) -> tuple[int, int]:
    words = sentence.subtree(head)
    return words[0].start, words[-1].end


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _small(words: str) -> str:
    """The words as they stand inside a sentence: a leading article loses its capital."""
    first = words.split(" ", 1)[0]
    return words[:1].lower() + words[1:] if first in {"The", "A", "An", "Its", "Their", "His", "Her"} else words
