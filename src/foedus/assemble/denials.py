"""What a denial answers, where it says it in words of its own.

Contents with a likeness enter; oppositions leave, each of a denial and a claim that it goes against. Who denies
something answers what somebody said, though seldom in the words in which it was said, so that the two need be less
alike than two tellings of one thing; but they name the same parties, or stand in one document. A denial that is like
one claim answers that one and what is nearly as like it, not all else that the same parties are told to have done. What
is only told as not so ("have never agreed") has to be as like as two tellings of one thing are.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import nsmallest
from itertools import combinations
from typing import TYPE_CHECKING

from foedus.assemble.compatible import is_nested
from foedus.assemble.oppositions import Opposition
from foedus.terms import Disagreement, Sort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.assemble.content import Content
    from foedus.assemble.likeness import Likeness

ANSWERS = -0.5  # log-odds from which a denial answers a claim
NEGATES = 1.0  # ... from which what is told as not so goes against one
NEARLY = 1.0  # log-odds by which another claim may be less like it than the likest, and be answered too
MOST_MET = 200  # claims that one denial is held against, those with the most telling stems of it
MOST_NEGATED = 24  # ... and one that is only told as not so


def answers(contents: list[Content], likeness: Likeness) -> Iterator[Opposition]:
    """Each denial with the claims that it answers, in the order of their ids."""
    blocks: dict[tuple[str, ...], list[Content]] = defaultdict(list)
    for each in contents:
        if not each.negative and each.family != "wished":
            for key in _blocks(each):
                blocks[key].append(each)
    for denial in contents:
        if not denial.negative or denial.family == "wished":
            continue
        is_denial = denial.claim.sort is Sort.DENIAL
        floor, most = (ANSWERS, MOST_MET) if is_denial else (NEGATES, MOST_NEGATED)
        met = {each.claim.id: each for key in _blocks(denial) for each in blocks.get(key, ())}
        near = nsmallest(most, met.values(), key=lambda each: (-len(each.stems & denial.stems), each.claim.id))
        scores = {each.claim.id: likeness(denial, each) for each in near if _is_answered(denial, each)}
        least = max(floor, max(scores.values(), default=floor) - NEARLY)
        verb = "denies it" if is_denial else "says that it is not so,"
        because = f"{denial.claim.root_voice.name.removeprefix('@')} {verb} in other words"
        for name in sorted(name for name, score in scores.items() if score >= least):
            yield Opposition(first=denial, second=met[name], respect=Disagreement.POLARITY, because=because)


def _blocks(each: Content) -> Iterator[tuple[str, ...]]:
    yield (each.claim.document,)
    yield from combinations(sorted(each.actors), 2)


def _is_answered(denial: Content, each: Content) -> bool:
    """Whether both parties of a denial take part in a claim, or one text has both, with a telling stem in common."""
    if is_nested(denial, each) or denial.claim.root_voice.name == each.claim.root_voice.name:
        return False
    if len(denial.actors & each.actors) > 1:
        return True
    return denial.claim.document == each.claim.document and bool(denial.stems & each.stems)
