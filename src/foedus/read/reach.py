"""Which states are in reach of a claim, and what speaks for each of them to take part in it.

A page and a finding enter; each state, or organisation of states, that is named near it, speaks, or stands in the midst
of the text leaves, with what is so of it by name: where it is named, as what, how it hangs on the predicate, who spoke
last. Nothing is decided here: see `foedus.read.taking`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from foedus.read.dialogue import Dialogue
from foedus.read.grammar import ancestors, base, preposition
from foedus.terms import Nature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.world import Name
    from foedus.read.page import Page
    from foedus.read.scene import Finding, Scene
    from foedus.records import Party
    from foedus.values import Span

_REACH = 4  # sentences before the claim's own
_FAR = 3  # ... from which it does not matter how many
_OPENING = 3  # sentences of the text that say what it is about
_RANKS = 3
_DEPTH = 4  # steps of the tree
_SHARES = (0.1, 0.25, 0.5)
_RANK = {Nature.PERSON: 1, Nature.PLACE: 2}  # what stands for a state only where nothing better does
_STANDING = frozenset({"publishes", "first of others", "speaks in turn", "in the title"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A name, of which state, and in which sentence it stands."""

    code: str
    name: Name
    sentence: int


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Who is named where on a page, and who stands in the midst of it."""

    page: Page

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every name of a state or an organisation of states, in order."""
        found = []
        for each in self.page.names:
            code = self.code(each)
            if code is not None:
                found.append(Place(code=code, name=each, sentence=self.page.sentence_number(each.start)))
        return tuple(found)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where these names begin."""
        return tuple(each.name.start for each in self.places)

    @cached_property
    def by_sentence(self) -> dict[int, tuple[Place, ...]]:
        """The names of each sentence."""
        found: dict[int, list[Place]] = defaultdict(list)
        for each in self.places:
            found[each.sentence].append(each)
        return {number: tuple(each) for number, each in found.items()}

    @cached_property
    def standing(self) -> dict[str, frozenset[str]]:
        """What is told of each state by the whole page."""
        found: dict[str, set[str]] = defaultdict(set)
        own = self.page.publishing_state
        counts = Counter(each.code for each in self.places)
        order = sorted(counts, key=lambda code: (-counts[code], code))
        for rank, code in enumerate(order):
            found[code].add(f"named as often as {min(rank, _RANKS)}")
            found[code].add(f"share {sum(counts[code] / counts.total() >= each for each in _SHARES)}")
        for code in [code for code in order if code != own][:1]:
            found[code].add("first of others")
        opening = {each.code for number in range(_OPENING) for each in self.by_sentence.get(number, ())}
        for code in opening:
            found[code].update(("in the opening", *(("alone in the opening",) if opening - {own} == {code} else ())))
        titled = [self.code(each) for each in self.page.world.find(self.page.document.title or "")]
        speaking = [self.code(each) for each in Dialogue(page=self.page).speaking()]
        for codes, told in ((titled, "in the title"), (speaking, "speaks in turn"), ([own], "publishes")):
            for each in codes:
                if each is not None:
                    found[each].add(told)
        return {code: frozenset(each) for code, each in found.items()}

    def code(self, name: Name) -> str | None:
        """The state that a name is of, by its likeliest meaning; no land without an ISO 3166 code."""
        found = self.page.world.takes_part_as(name.candidates[0].actor) if name.candidates else None
        return None if found is None or found.startswith("X-") else found

    def codes_in(self, span: Span) -> set[str]:
        """The states named in these words."""
        return {code for each in self.page.names_in(span.start, span.end) if (code := self.code(each)) is not None}

    def nearest(self, code: str, words: Span, position: int) -> Name | None:
        """The name of a state in these words, else the last before this place, else the first behind it.

        Who leads a state stands for it only where nothing names it, and a town or a region only where nobody does.
        """
        own = [each.name for each in self.places if each.code == code]
        inside = [each for each in own if words.start <= each.start < words.end]
        least = min((_RANK.get(each.nature, 0) for each in own), default=0)
        best = [each for each in own if _RANK.get(each.nature, 0) == least]
        ahead = [each for each in best if each.start < position]
        return next(iter([*inside[:1], *ahead[-1:], *best[:1]]), None)


def in_reach(scene: Scene, finding: Finding) -> dict[str, frozenset[str]]:
    """Each state in reach of a finding, with what speaks for its taking part."""
    found: dict[str, set[str]] = defaultdict(set)
    number = scene.page.sentence_number(finding.predicate.start)
    for told in (
        _by_rule(scene, finding), _by_place(scene, finding, number), _by_grammar(scene, finding, number),
        _by_speech(scene, finding), _by_recency(scene, finding, number),
    ):  # fmt: skip
        for code, name in told:
            found[code].add(name)
    for code in scene.memory.joined_before(finding.predicate.start):
        part = scene.page.world.takes_part_as(code)
        if part is not None:
            found[part].add("of the group last told of")
    for code, names in scene.reach.standing.items():
        if code in found or names & _STANDING:
            found[code].update(names)
    return {code: frozenset(each) for code, each in sorted(found.items())}


def codes_of(scene: Scene, party: Party) -> set[str]:
    """The states that a party is, belongs to, or points back to, as the rules read it."""
    return {code for code, _ in _meant(scene, party.mention)}


def _meant(scene: Scene, identity: str) -> Iterator[tuple[str, bool]]:
    """The states that a mention means, and whether it speaks for the publisher."""
    mention = scene.memory[identity]
    for end in [scene.memory[each] for each in mention.refers_to] or [mention]:
        whole = scene.memory[end.belongs_to] if end.belongs_to else end
        if whole.describes and scene.page.publishing_state is not None:
            yield scene.page.publishing_state, True
        for code in sorted(scene.reach.codes_in(whole.span)):
            yield code, False


def _by_rule(scene: Scene, finding: Finding) -> Iterator[tuple[str, str]]:
    """What the rules took whom for, and by which words."""
    for party in finding.parties:
        pointing = bool(scene.memory[party.mention].refers_to)
        for code, speaks in _meant(scene, party.mention):
            how = "speaking" if speaks else "pointed to" if pointing else "named"
            yield code, f"rule {party.role.value} {how}"
            if pointing:
                yield code, f"pointed to by {party.words.lower().split()[-1]}"


def _by_place(scene: Scene, finding: Finding, number: int) -> Iterator[tuple[str, str]]:
    """Whether it is named in the words, in the sentence, or in which before."""
    words, predicate = finding.words, finding.predicate
    for each in scene.reach.by_sentence.get(number, ()):
        inside = words.start <= each.name.start < words.end
        side = "ahead" if each.name.start < predicate.start else "behind"
        yield each.code, f"{'in the words' if inside else 'in the sentence'} {side}"
        if inside:
            yield each.code, f"in the words as {each.name.candidates[0].how}"
            yield each.code, f"in the words {each.name.nature.value}"
    for back in range(1, _REACH + 1):
        for each in scene.reach.by_sentence.get(number - back, ()):
            yield each.code, f"sentences before {min(back, _FAR)}"


def _by_recency(scene: Scene, finding: Finding, number: int) -> Iterator[tuple[str, str]]:
    """Who was named last before the words, and as what in this sentence and the one before."""
    reach = scene.reach
    met: dict[str, None] = {}
    for each in reversed(reach.places[: bisect_left(reach.starts, finding.words.start)]):
        met.setdefault(each.code)
        if len(met) > _RANKS or number - each.sentence > _REACH:
            break
    for rank, code in enumerate(met):
        yield code, f"named last but {rank}"
    for back, where in ((0, "here"), (1, "before")):
        for each in reach.by_sentence.get(number - back, ()):
            sentence = scene.page.sentences[number - back]
            word = _word_of(sentence, each.name)
            if word is None or (back == 0 and each.name.start >= finding.words.start):
                continue
            yield each.code, f"{base(word.deprel)} {where}"
            above = sentence.words[word.head] if word.head is not None else word
            if base(above.deprel) == "nsubj":
                yield each.code, f"in the subject {where}"


def _word_of(sentence: Sentence, name: Name) -> Word | None:
    """The last word of a name."""
    return next((each for each in reversed(sentence.words) if name.start <= each.start < name.end), None)


def _by_grammar(scene: Scene, finding: Finding, number: int) -> Iterator[tuple[str, str]]:
    """How a name in the sentence hangs on the predicate."""
    sentence = scene.page.sentences[number]
    for each in scene.reach.by_sentence.get(number, ()):
        word = _word_of(sentence, each.name)
        if word is None:
            continue
        steps = [word.deprel]
        for above, _ in ancestors(sentence, word):
            if above.index == finding.predicate.index:
                path = "<".join(one if one == "nmod:poss" else base(one) for one in steps[-2:])
                yield each.code, f"under it {path}"
                yield each.code, f"under it at {min(len(steps), _DEPTH)}"
                break
            steps.append(above.deprel)
        else:
            yield each.code, "the predicate" if word.index == finding.predicate.index else "not under it"
        first = preposition(sentence, word)
        if first is not None:
            yield each.code, f"behind {first}"


def _by_speech(scene: Scene, finding: Finding) -> Iterator[tuple[str, str]]:
    """Whose the word is, and whom the speaker faces."""
    speaker = scene.chains.speaker(finding.predicate.start)
    for code, _ in _meant(scene, speaker) if speaker is not None else ():
        yield code, "speaks"
    faced = scene.memory.other_side(finding.predicate.start)
    other = scene.reach.code(faced) if faced is not None else None
    if other is not None:
        yield other, "is spoken to"
