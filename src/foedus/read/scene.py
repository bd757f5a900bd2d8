"""What the claims of one page are read with, and what a clause or a noun was read as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.records import PUBLISHER_SPEAKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from foedus.encoder.analysis import Word
    from foedus.knowledge.lexicon import ActRow
    from foedus.read.certainty import Certainty
    from foedus.read.earshot import Earshot
    from foedus.read.figures import Figures
    from foedus.read.mentions import Memory
    from foedus.read.page import Page
    from foedus.read.placed import Places
    from foedus.read.reach import Reach
    from foedus.read.voices import Chains
    from foedus.records import Party
    from foedus.terms import Sort
    from foedus.values import Span


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What the claims of one page are read with."""

    page: Page
    memory: Memory
    chains: Chains
    figures: Figures
    reach: Reach
    earshot: Earshot
    places: Places
    read_by: str

    def vector(self, position: int) -> NDArray[np.float32] | None:
        """How the encoder sees the word that begins here; None where it does not say."""
        sentence = self.page.sentences[self.page.sentence_number(position)]
        if sentence.vectors is None:
            return None
        place = next((each.index for each in sentence.words if each.start == position), None)
        return None if place is None else sentence.vectors[place]

    def sentence_around(self, words: Span) -> tuple[int, int]:
        """The bounds of the sentence in which these words stand."""
        sentence = self.page.sentences[self.page.sentence_number(words.start)]
        return sentence.start, sentence.end

    def is_actor(self, party: Party) -> bool:
        """Whether a party is, or points back to, an actor of relations between states."""
        waiting, seen = [party.mention], set()
        while waiting:
            identity = waiting.pop()
            if identity in seen:
                continue
            seen.add(identity)
            mention = self.memory[identity]
            if mention.refers_to:
                waiting.extend(mention.refers_to)
            elif mention.describes == PUBLISHER_SPEAKS or self.page.names_in(mention.span.start, mention.span.end):
                return True
        return False

    def states(self, identities: Iterable[str]) -> set[str]:
        """The states that these mentions, or those they point back to, name or belong to."""
        met = [self.memory[end] for each in identities for end in (self.memory[each].refers_to or (each,))]
        ends = [self.memory[each.belongs_to] if each.belongs_to else each for each in met]
        names = [name for each in ends for name in self.page.names_in(each.span.start, each.span.end)]
        found = (self.page.world.state_of(name.candidates[0].actor) for name in names if name.candidates)
        return {each for each in found if each is not None}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a clause or a noun was read as, before its voices and figures are added."""

    words: Span
    predicate: Word
    row: ActRow | None
    sort: Sort
    certain: Certainty
    parties: tuple[Party, ...]
    plain_type: str | None = None  # of an act: the PLOVER type that it was weighed to be, where its row has none
    does: bool = False  # its subject itself is who acts, not a thing of theirs
    is_slight: bool = False  # says so little that only what it was weighed by can make a claim of it
    traits: frozenset[str] = frozenset()  # what it was weighed by
    probability: float | None = None  # that a careful reader takes it for a claim; None where it was not weighed
