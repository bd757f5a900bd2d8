"""Parties by what the words of a sentence were learned to be: its source, or its target.

A clause and what was found in it enter. Where the clause's doer stands among the words that the network takes for the
source, the clause is what the sentence tells above all, and its source and target are the network's: who has no role
and stands among them gets it, and a name among them that is no party yet becomes one. Nothing is changed of a role that
an actor has by the clause's grammar, nor in the passive, nor of acts that their parties do to each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from foedus.read.grammar import base, below, is_where, phrase, preposition
from foedus.read.naming import nature_of
from foedus.read.sides import sides_of
from foedus.records import Party
from foedus.terms import Nature, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.world import Name
    from foedus.read.clauses import Clause
    from foedus.read.page import Page
    from foedus.read.scene import Finding, Scene
    from foedus.read.sides import Sides
    from foedus.values import Span

    Likely = Callable[[Sequence[Word]], float]

_BOTH = frozenset({Role.INITIATOR, Role.TARGET})
_SURE = 0.6  # of the words of a doer, a party or a name
_WHERE = frozenset({"in", "at", "near", "to", "from", "off"})
_WATERS = frozenset({"gulf", "sea", "strait", "straits", "bay", "channel"})
_BEHIND = frozenset({"nmod", "obl", "acl"})  # what says of somebody where he is: "a group based in Trinidad"
_SOMEBODY = frozenset({"person", "people", "organisation"})


@dataclass(frozen=True, kw_only=True)
class Places:
    """The sides of the sentences of one page, each worked out once."""

    page: Page
    _known: dict[int, Sides] = field(default_factory=dict)

    def of(self, sentence: Sentence) -> Sides:
        """The sides of a sentence of the page."""
        if sentence.start not in self._known:
            self._known[sentence.start] = sides_of(sentence)
        return self._known[sentence.start]


def with_sides(scene: Scene, clause: Clause, finding: Finding) -> Finding:
    """The finding with a doer and a sufferer where grammar leaves a side open and the sentence's words do not.

    Who is somewhere does it, not the place: "demonstrators in Lima" are no act of Peru's.
    """
    doers = tuple(_whole(scene, clause, each) if each.role is Role.INITIATOR else each for each in finding.parties)
    finding = replace(finding, parties=tuple(dict.fromkeys(doers)))
    taken = {each.role for each in finding.parties if scene.is_actor(each)}
    if clause.is_passive or (finding.row is not None and finding.row.is_reciprocal) or taken >= _BOTH:
        return finding
    sides = scene.places.of(clause.sentence)
    if not any(sides.acts([each]) >= _SURE for each in clause.subjects):
        return finding
    ways: tuple[tuple[Role, Likely], ...] = ((Role.INITIATOR, sides.acts), (Role.TARGET, sides.suffers))
    for role, likely in ways:
        if role not in taken:
            parties = finding.parties
            given = _given(scene, clause, parties, role=role, likely=likely)
            more = _named(scene, clause, parties, role=role, likely=likely) if given == parties else ()
            finding = replace(finding, parties=(*given, *more))
    return finding


def _whole(scene: Scene, clause: Clause, party: Party) -> Party:
    """The party itself, or those who are where its words say, if they are the clause's subject."""
    mention = scene.memory[party.mention]
    words = _inside(clause.sentence, mention.span)
    if not words or mention.refers_to or not _is_of(clause, words[-1]):
        return party
    whole, _ = _somebody(clause.sentence, words)
    if len(whole) == len(words) or not any(each in whole for each in clause.subjects):
        return party
    return _party(scene, clause.sentence, words, party.role) or party


def _given(
    scene: Scene, clause: Clause, parties: tuple[Party, ...], *, role: Role, likely: Likely
) -> tuple[Party, ...]:
    """The parties, actors without a role with this one where their words were learned to have it."""
    found, sentence = [], clause.sentence
    for each in parties:
        words = _inside(sentence, scene.memory[each.mention].span)
        takes = each.role is Role.OTHER and scene.is_actor(each) and likely(words) >= _SURE
        where = role is Role.INITIATOR and _is_where(clause, scene.memory[each.mention].span.start)
        if takes and not where and not _is_water(sentence, words):
            each = _party(scene, sentence, words, role) or replace(each, role=role)
        found.append(each)
    return tuple(found)


def _is_where(clause: Clause, position: int) -> bool:
    """Whether the word at this place only says where the clause's subject is, which is nobody."""
    return any(is_where(clause.sentence, each, position) for each in clause.subjects)


def _named(scene: Scene, clause: Clause, parties: tuple[Party, ...], *, role: Role, likely: Likely) -> Iterator[Party]:
    """A party for each name of the clause that was learned to have the role and that no party's words cover."""
    known = [scene.memory[each.mention].span for each in parties]
    for name in scene.page.names_in(clause.sentence.start, clause.sentence.end):
        words = _inside(clause.sentence, name)
        covered = any(each.start < name.end and name.start < each.end for each in known)
        if not name.candidates or covered or likely(words) < _SURE or not _is_of(clause, words[-1]):
            continue
        if _is_water(clause.sentence, words) or _is_in_name(clause.sentence, words):
            continue
        if role is Role.INITIATOR and _is_where(clause, name.start):
            continue
        if name.nature is Nature.PLACE and preposition(clause.sentence, words[-1]) in _WHERE:
            continue  # where something happens
        party = _party(scene, clause.sentence, words, role)
        if party is not None:
            yield party


def _party(scene: Scene, sentence: Sentence, words: list[Word], role: Role) -> Party | None:
    """The party that these words name; where they only say where some people or a body are, these and where.

    None where no name stands wholly among the words, as where a sentence breaks off inside one.
    """
    words, head = _somebody(sentence, words)
    names = list(scene.page.names_in(words[0].start, words[-1].end))
    if not names:
        return None
    nature = nature_of(scene.page, sentence, head, names)
    mention = scene.memory.note(scene.page.span_of(words), nature)
    return Party(role=role, mention=mention.id, words=mention.span.text)


def _somebody(sentence: Sentence, words: list[Word]) -> tuple[list[Word], Word]:
    """The words with those before them that say who is there, where they do so, and the noun at the head."""
    head = words[-1]
    while head.head is not None and sentence.words[head.head].index < words[0].index and base(head.deprel) in _BEHIND:
        head = sentence.words[head.head]
    tag = (head.mention or "").partition("-")[2]
    if head.upos != "NOUN" or head in words or tag not in _SOMEBODY:
        return words, words[-1]
    return [*sentence.words[phrase(sentence, head)[0].index : words[-1].index + 1]], head


def _is_of(clause: Clause, word: Word) -> bool:
    """Whether a word belongs to the clause, and to no clause within that has a subject of its own."""
    sentence = clause.sentence
    while word is not clause.head:
        if word.head is None or below(sentence, word, "nsubj", "csubj"):
            return False
        word = sentence.words[word.head]
    return True


def _is_water(sentence: Sentence, words: list[Word]) -> bool:
    """Whether a name only names a sea: "in the Gulf of Oman"."""
    above = [sentence.words[each.head] for each in words if each.head is not None]
    return any(each.text.lower() in _WATERS and each not in words for each in above)


def _is_in_name(sentence: Sentence, words: list[Word]) -> bool:
    """Whether a name only begins another one, of no person and no body: "the Norway Bridge", "Western Peru"."""
    above = sentence.words[words[-1].head] if words[-1].head is not None else words[-1]
    is_name = above.upos == "PROPN" and above not in words and base(words[-1].deprel) in {"compound", "amod"}
    return is_name and not (above.name or "").endswith(("person", "organisation"))


def _inside(sentence: Sentence, span: Span | Name) -> list[Word]:
    return [each for each in sentence.words if span.start <= each.start < span.end]
