"""What a denial answers, where it says it in words of its own.

Contents with a likeness enter; oppositions leave, each of a denial and a claim that it goes against. Who denies
something answers what somebody said, though seldom in the words in which it was said, so that the two need be less
alike than two tellings of one thing; but they name the same parties, or stand in one document. A denial that is like
one claim answers that one and what is nearly as like it, not all else that the same parties are told to have done. What
is only told as not so ("have never agreed") has to be as like as two tellings of one thing are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Self

import numpy as np

from foedus.assemble.compatible import is_nested
from foedus.assemble.oppositions import Opposition
from foedus.terms import Disagreement, Sort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.assemble.columns import Numbers
    from foedus.assemble.content import Content
    from foedus.assemble.likeness import Likeness

ANSWERS = -1.15  # log-odds from which a denial answers a claim
NEGATES = 0.35  # ... from which what is told as not so goes against one
NEARLY = 1.0  # log-odds by which another claim may be less like it than the likest, and be answered too
MOST_MET = 200  # claims that one denial is held against, those with the most telling stems of it
MOST_NEGATED = 24  # ... and one that is only told as not so


def answers(contents: list[Content], likeness: Likeness) -> Iterator[Opposition]:
    """Each denial with the claims that it answers, in the order of their ids."""
    affirmed = Affirmed.of([each for each in contents if not each.negative and each.family != "wished"])
    for denial in contents:
        if not denial.negative or denial.family == "wished":
            continue
        is_denial = denial.claim.sort is Sort.DENIAL
        floor, most = (ANSWERS, MOST_MET) if is_denial else (NEGATES, MOST_NEGATED)
        met = {each.claim.id: each for each in affirmed.nearest(denial, most)}
        scores = {name: likeness(denial, each) for name, each in met.items() if _is_answered(denial, each)}
        least = max(floor, max(scores.values(), default=floor) - NEARLY)
        verb = "denies it" if is_denial else "says that it is not so,"
        because = f"{denial.claim.root_voice.name.removeprefix('@')} {verb} in other words"
        for name in sorted(name for name, score in scores.items() if score >= least):
            yield Opposition(first=denial, second=met[name], respect=Disagreement.POLARITY, because=because)


@dataclass(frozen=True, slots=True)
class Affirmed:
    """What is told as so, in the order of its ids, with the places of each stem and of each block."""

    contents: list[Content]
    stems: dict[str, Numbers]
    blocks: dict[tuple[str, ...], Numbers]
    shared: Numbers  # room to count in

    @classmethod
    def of(cls, contents: list[Content]) -> Self:
        """The index of these contents."""
        held = sorted(contents, key=lambda each: each.claim.id)
        stems: dict[str, list[int]] = defaultdict(list)
        blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, each in enumerate(held):
            for stem in each.stems:
                stems[stem].append(place)
            for key in _blocks(each):
                blocks[key].append(place)
        return cls(
            contents=held,
            stems={stem: np.array(places, np.int64) for stem, places in stems.items()},
            blocks={key: np.array(places, np.int64) for key, places in blocks.items()},
            shared=np.zeros(len(held), np.int64),
        )

    def nearest(self, denial: Content, most: int) -> list[Content]:
        """Those of its document and of its parties with the most stems in common, by id where as many are shared."""
        blocks = [self.blocks[key] for key in _blocks(denial) if key in self.blocks]
        if not blocks:
            return []
        met = np.unique(np.concatenate(blocks))
        postings = [self.stems[stem] for stem in denial.stems if stem in self.stems]
        for places in postings:
            self.shared[places] += 1
        rank = met - self.shared[met] * len(self.contents)  # all distinct
        for places in postings:
            self.shared[places] = 0
        chosen = met[np.argpartition(rank, most - 1)[:most]] if len(met) > most else met
        return [self.contents[place] for place in chosen.tolist()]


def _blocks(each: Content) -> Iterator[tuple[str, ...]]:
    yield (each.claim.document,)
    yield from combinations(sorted(each.actors), 2)


def _is_answered(denial: Content, each: Content) -> bool:
    """Whether both parties of a denial take part in a claim, or one text has both, with something in common.

    That is a telling stem; who denies something may also do so of a party in words that are all its own.
    """
    if is_nested(denial, each) or denial.claim.root_voice.name == each.claim.root_voice.name:
        return False
    shared = denial.actors & each.actors
    if len(shared) > 1:
        return True
    of_party = denial.claim.sort is Sort.DENIAL and bool(shared)
    return denial.claim.document == each.claim.document and (of_party or bool(denial.stems & each.stems))
