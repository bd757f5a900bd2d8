"""A parsed text enters; events leave, as a dictionary coder in the manner of PETRARCH finds them: who did what to whom.

For each verb of the dictionary the noun phrases before and after it are looked up in the dictionary of actors, then in
that of agents; a verb that finds its particle, preposition and noun goes before one that finds fewer. Such a coder says
nothing of who says so, how sure, when, or how many. The dictionaries are our own files, so that both look up the same.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from foedus.knowledge.world import load_world

if TYPE_CHECKING:
    from foedus.encoder.analysis import Analysis, Sentence, Word

_OBJECTS = ("obj", "iobj")
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to word an act, as a line of a verb dictionary has it."""

    particle: str
    preposition: str
    nouns: frozenset[str]
    kind: str

    @property
    def weight(self) -> int:
        """How much it asks for."""
        return bool(self.particle) + bool(self.preposition) + 2 * bool(self.nouns)


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom."""

    source: str
    kind: str
    target: str


class Coder:
    """Codes sentences by dictionaries."""

    def __init__(self) -> None:
        self._world = load_world()
        self._verbs: dict[str, list[Pattern]] = defaultdict(list)
        lines = files("foedus.knowledge").joinpath("acts.csv").read_text("utf-8").splitlines()
        for row in csv.DictReader(lines):
            if row["upos"] == "VERB" and row["kind"]:
                pattern = Pattern(row["particle"], row["preposition"], _plain(row["noun"]), row["kind"])
                for lemma in row["lemma"].split("|"):
                    self._verbs[lemma].append(pattern)
        for patterns in self._verbs.values():
            patterns.sort(key=lambda each: -each.weight)

    def events(self, analysis: Analysis) -> list[Event]:
        """The events of the text, in order."""
        named = [(each.start, each.end, each.candidates) for each in self._world.find(analysis.text)]
        actors = {start: candidates[0].actor for start, _, candidates in named if candidates}
        return [each for sentence in analysis.sentences for each in self._of_sentence(sentence, actors)]

    def _of_sentence(self, sentence: Sentence, actors: dict[int, str]) -> list[Event]:
        found = []
        for word in sentence.words:
            kind = self._kind(sentence, word) if word.upos == "VERB" and word.lemma in self._verbs else None
            if kind is None:
                continue
            below = sentence.children[word.index]
            source = self._actor(sentence, [each for each in below if each.deprel in _SUBJECTS], actors)
            after = [each for each in below if each.deprel in _OBJECTS or each.deprel.startswith("obl")]
            target = self._actor(sentence, after, actors)
            if source and target:
                found.append(Event(source, kind, target))
        return found

    def _kind(self, sentence: Sentence, verb: Word) -> str | None:
        below = sentence.children[verb.index]
        lemmas = {one.lemma for each in below for one in (each, *sentence.children[each.index])}
        for pattern in self._verbs[verb.lemma]:
            wanted = {each for each in (pattern.particle, pattern.preposition) if each}
            if wanted <= lemmas and (not pattern.nouns or pattern.nouns & lemmas):
                return pattern.kind
        return None

    def _actor(self, sentence: Sentence, heads: list[Word], actors: dict[int, str]) -> str | None:
        """The first actor of the phrases: one with a name, or the agent that their head is."""
        for head in heads:
            phrase = sentence.subtree(head)
            known = next((actors[each.start] for each in phrase if each.start in actors), None)
            sector = self._world.sector_of(head.text)
            if known or sector:
                return f"{known or '---'}{sector or ''}"
        return None


def _plain(nouns: str) -> frozenset[str]:
    return frozenset(each for each in nouns.split("|") if each and not each.startswith("@"))
