"""Whose word a claim may be: every source that is heard near it, and the publisher, with what speaks for each.

A page, its chains and a finding enter; candidates leave, each with the whole chain of voices and with what is so of it
by name: whether the rules say so, how far off it spoke and in which way, who spoke between, whether the claim's subject
may be itself. Nothing is decided here: see `foedus.read.whose`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from foedus.read.grammar import base, below
from foedus.read.titles import surname, without_article
from foedus.terms import RootNature

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.page import Page
    from foedus.read.reporting import Frame
    from foedus.read.scene import Finding, Scene
    from foedus.read.voices import Chains
    from foedus.records import Voice

OWN = "own"
_BEFORE, _BEHIND = 4, 1  # sentences in which a source is heard, before the claim's own and behind it
_OPENING = 2  # sentences that may tell what a source says whom only the text below names
_OPENING_REACH = 8  # ... and how far below
_FAR = 3
_RANKS = 2
_MANY = 3
_STEPS = (0.08, 0.2, 0.4)
_STEM = 5
_CONTENT = re.compile(r"[^\W\d_]{4,}|\d+")
_SINGLE = {"he": "person", "she": "person", "his": "person", "her": "person", "it": "body", "its": "body"}
_MANIFOLD = frozenset({"they", "their"})
_ADDS = frozenset({"also", "too", "further", "moreover", "besides", "nor", "but", "yet", "still", "instead", "only"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A source where it speaks: in which sentence, by which frame, with its whole chain."""

    sentence: int
    frame: Frame
    chain: tuple[Voice, ...]
    key: str
    said: frozenset[str]  # the beginnings of the telling words of what it says


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A source on whose word a claim may stand, and what speaks for it."""

    key: str
    chain: tuple[Voice, ...]
    traits: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked about: a finding, its sentence's number, who is heard near it, and whom the rules hear."""

    scene: Scene
    finding: Finding
    number: int
    near: Sequence[Heard]
    ruled: tuple[Voice, ...]


@dataclass(frozen=True, kw_only=True)
class Earshot:
    """Who is heard where on a page; to be asked once the whole page was heard."""

    page: Page
    chains: Chains

    @cached_property
    def heard(self) -> tuple[Heard, ...]:
        """Every source that speaks, in the order of its cues."""
        found = []
        for frame in sorted(self.chains.speaking(), key=lambda each: each.cue.start):
            links = self.chains.links(frame)
            if frame.is_hearsay or not links or links[-1].nature is RootNature.UNSTATED:
                continue
            number = self.page.sentence_number(frame.cue.start)
            chain = self.chains.behind(frame)
            said = frozenset(stem for start, end in frame.content for stem in stems(self.page.document.text[start:end]))
            found.append(Heard(sentence=number, frame=frame, chain=chain, key=key_of(chain), said=said))
        return tuple(found)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The sentences of those heard, in their order."""
        return tuple(each.sentence for each in self.heard)

    def near(self, number: int) -> Sequence[Heard]:
        """Those heard in reach of a sentence."""
        behind = _OPENING_REACH if number < _OPENING else _BEHIND
        numbers = self.numbers
        return self.heard[bisect_left(numbers, number - _BEFORE) : bisect_left(numbers, number + behind + 1)]


def stems(words: str) -> frozenset[str]:
    """The beginnings of the telling words."""
    return frozenset(each.lower()[:_STEM] for each in _CONTENT.findall(words))


def key_of(chain: Sequence[Voice]) -> str:
    """What a source is known by on one page, whatever form of its name it stands by."""
    last = chain[-1]
    if len(chain) == 1:
        return OWN
    name = surname(last.name) if last.nature is RootNature.PERSON else without_article(last.name)
    return f"{last.nature.value} {name.casefold()}"


def in_earshot(scene: Scene, finding: Finding) -> tuple[Candidate, ...]:
    """The sources on whose word a finding may stand, that of the rules first.

    None in the turn of a transcript, nor beside "reportedly": there the text tells what it does not tell.
    """
    position = finding.predicate.start
    if any(each.turn is not None or each.is_hearsay for each in scene.chains.covering(position)):
        return ()
    ruled = scene.chains.chain(position)
    number = scene.page.sentence_number(position)
    near = scene.earshot.near(number)
    if not near and len(ruled) == 1:
        return ()
    chains = {key_of(ruled): ruled, OWN: ruled[:1]}
    for each in sorted(near, key=lambda one: (abs(one.sentence - number), -one.frame.cue.start)):
        chains.setdefault(each.key, each.chain)
    asked = _Asked(scene=scene, finding=finding, number=number, near=near, ruled=ruled)
    shared = tuple(_of_rule(asked))
    return tuple(
        Candidate(key=key, chain=chain, traits=frozenset((*shared, *_traits(asked, key, chain))))
        for key, chain in chains.items()
    )


def _of_rule(asked: _Asked) -> Iterator[str]:
    """What the rules say, and how many are heard before, whoever is asked about."""
    ruled, before = asked.ruled, {each.key for each in asked.near if each.sentence < asked.number}
    yield f"rules: heard {'own' if len(ruled) == 1 else ruled[-1].nature.value}"
    yield f"sources before {min(_MANY, len(before))}"


def _traits(asked: _Asked, key: str, chain: tuple[Voice, ...]) -> Iterator[str]:
    """What speaks for one source."""
    kind = OWN if key == OWN else chain[-1].nature.value
    yield f"is {kind}"
    yield f"is {chain[-1].anonymity.value}"
    yield f"length {min(_MANY, len(chain))}"
    if key == key_of(asked.ruled):
        yield "the rules say so"
        yield f"the rules say so of {kind}"
    if key == OWN:
        yield from _unheard(asked)
        return
    yield from _placed(asked, key)
    yield from _subject_of(asked, chain[-1])
    yield from _itself(asked, chain[-1])


def _unheard(asked: _Asked) -> Iterator[str]:
    """How long ago anybody spoke, for the publisher's own word."""
    last = max((each.sentence for each in asked.near if each.sentence < asked.number), default=None)
    yield "nobody spoke" if last is None else f"last spoke {min(_FAR, asked.number - last)}"
    if any(each.sentence > asked.number for each in asked.near):
        yield "somebody speaks next"


def _placed(asked: _Asked, key: str) -> Iterator[str]:
    """Where the source speaks: how far off, who spoke since, how, and how much of its words the claim shares."""
    place = asked.finding.predicate.start
    own = [each for each in asked.near if each.key == key]
    before = [each for each in own if each.sentence <= asked.number and each.frame.cue.start < place]
    behind = [each for each in own if each.sentence > asked.number]
    if before:
        last, gap = before[-1], asked.number - before[-1].sentence
        where = "here" if gap == 0 else f"before {min(_FAR, gap)} {_paragraph(asked, last)}"
        yield f"spoke {where}"
        others = {each.key for each in asked.near if last.frame.cue.start < each.frame.cue.start < place}
        yield f"spoke {where}, {min(_RANKS, len(others - {key}))} since"
        yield from _way(asked.scene.page, last, f"{min(2, gap)}")
        yield f"times {min(_MANY, len(before))}"
    if behind:
        yield f"speaks behind {min(_FAR, behind[0].sentence - asked.number)} {_paragraph(asked, behind[0])}"
        if before:
            yield "on both sides"
    told = stems(asked.finding.words.text)
    parts = (len(told & each.said) / max(1, len(told)) for each in own if each.sentence != asked.number)
    yield f"shares {sum(max(parts, default=0.0) >= each for each in _STEPS)}"


def _paragraph(asked: _Asked, heard: Heard) -> str:
    page = asked.scene.page
    same = page.paragraph(heard.frame.cue.start) == page.paragraph(asked.finding.predicate.start)
    return "in the paragraph" if same else "beyond"


def _subject_of(asked: _Asked, voice: Voice) -> Iterator[str]:
    """Whether the sentence's subject may be the source by its noun: "its authors", "the ministry"."""
    page = asked.scene.page
    sentence = page.sentences[asked.number]
    for word in below(sentence, sentence.root, "nsubj", "nsubj:pass")[:1]:
        if word.upos in {"NOUN", "PROPN"}:
            same = word.lemma.lower()[:_STEM] in stems(voice.name)
            row = page.language.source_of(word.lemma.lower())
            kind = row.source_class if row is not None else "no source"
            yield f"the subject is {kind}, {'its name' if same else voice.nature.value}"


def _way(page: Page, last: Heard, gap: str) -> Iterator[str]:
    """How the source spoke last: by which word, in a quotation or not, and how that word hangs in its sentence."""
    frame = last.frame
    if frame.row is not None:
        yield f"by {frame.row.commitment} {gap}"
    yield f"cue {frame.cue.lemma.lower()}"
    quoted = any(page.quotation_at(start) is not None for start, _ in frame.content)
    yield f"{'quoted' if quoted else 'reported'} {gap}"
    yield f"cue as {base(frame.cue.deprel)} {gap}"


def _itself(asked: _Asked, voice: Voice) -> Iterator[str]:
    """Whether the claim tells of the source itself: by a pronoun, by its state."""
    scene, finding = asked.scene, asked.finding
    told = {each.lower() for each in _CONTENT.findall(finding.words.text)} | set(finding.words.text.lower().split())
    for word, kind in _SINGLE.items():
        if word in told:
            yield f"says {kind} {voice.nature.value}"
    if told & _MANIFOLD:
        yield f"says they {voice.nature.value}"
    own = scene.states([voice.mention]) if voice.mention is not None else None
    if own is None:
        return
    if not own:
        yield "of no state"
        return
    for role in {each.role for each in finding.parties}:
        states = scene.states(each.mention for each in finding.parties if each.role is role)
        yield f"its state as {role.value}" if own & states else f"another state as {role.value}"


def around(scene: Scene, finding: Finding) -> frozenset[str]:
    """What a finding shows, whoever is asked about."""
    page = scene.page
    number = page.sentence_number(finding.predicate.start)
    sentence = page.sentences[number]
    start, _ = page.paragraph(finding.predicate.start)
    place = number - page.sentence_number(start)
    found = {
        f"sort {finding.sort.value}", f"value {finding.certain.factuality.value}",
        f"place in its paragraph {min(_MANY, place)}", f"sentence {min(_MANY, number)}",
        f"manner {scene.chains.manner(finding.predicate.start)}",
        f"first {_first(sentence)}",
        f"predicate {finding.predicate.lemma.lower()}",
        *(f"auxiliary {each.text.lower()}" for each in below(sentence, finding.predicate, "aux", "aux:pass", "cop")),
        *(f"signal {each.effect}" for each in finding.certain.signals),
    }  # fmt: skip
    words = page.document.text[sentence.start : sentence.end].lower()
    found.update(f"word {each}" for each in _ADDS if f" {each} " in f" {words} ")
    found.update(f"subject {each}" for each in _subject(sentence, finding.predicate))
    found.update(_tagged(page, sentence, finding))
    if finding.row is not None:
        found.add(f"type {(finding.row.kind or '').partition('.')[0]}")
    if page.publishing_state is not None:
        found.add("of a state")
    found.update(
        each for each in finding.traits if each.startswith(("place ", "marker ", "form ", "opens its", "names "))
    )
    return frozenset(found)


def _tagged(page: Page, sentence: Sentence, finding: Finding) -> Iterator[str]:
    """What the encoder takes for a source, a cue and content in the claim's words, its sentence and the one before."""
    inside = [each for each in sentence.words if finding.words.start <= each.start < finding.words.end]
    share = sum(each.content is not None for each in inside) / max(1, len(inside))
    yield f"tagged content {sum(share >= each for each in (0.1, 0.5, 0.9))}"
    number = page.sentence_number(sentence.start)
    for name, place in (("its", sentence), ("before", page.sentences[max(0, number - 1)])):
        for tag in ("source", "cue", "content"):
            if any(getattr(each, tag) is not None for each in place.words):
                yield f"{name} sentence has a {tag}"


def _first(sentence: Sentence) -> str:
    word = sentence.words[0]
    return word.text.lower() if word.upos not in {"PROPN", "NOUN", "NUM"} else word.upos


def _subject(sentence: Sentence, predicate: Word) -> Iterator[str]:
    for each in below(sentence, predicate, "nsubj", "nsubj:pass"):
        yield each.text.lower() if each.upos == "PRON" else f"{each.upos} {'named' if each.name else ''}"
        for det in below(sentence, each, "det", "nmod:poss")[:1]:
            yield f"with {det.text.lower() if det.upos in {'DET', 'PRON'} else 'a possessor'}"
