"""What changed where a later text took a document's place: both texts' claims enter; gone, new and altered ones leave.

Claims are paired within the one document, the likest words first. Two that tell the same with the same certainty, on
the same word, of the same time and figures are no change, wherever they stand in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.assemble.content import stem, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from foedus.records import Claim

ALIKE = 0.5  # share of two claims' telling words that they have in common, from which the one became the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """A claim that became another: what it was, what it is, and in what respects it changed."""

    before: Claim
    after: Claim
    respects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a text that took another's place says otherwise."""

    earlier: str  # document id
    later: str
    gone: tuple[Claim, ...]
    new: tuple[Claim, ...]
    altered: tuple[Altered, ...]
    kept: int

    @property
    def changes(self) -> bool:
        """Whether anything that is claimed changed."""
        return bool(self.gone or self.new or self.altered)


def revision(earlier: str, later: str, before: Iterable[Claim], after: Iterable[Claim]) -> Revision:
    """What changed from the claims of the earlier document to those of the later, in the order of the text."""
    old, new = sorted(before, key=_place), sorted(after, key=_place)
    pairs = _paired(old, new)
    matched = {id(one) for pair in pairs for one in pair}
    altered = [Altered(before=one, after=other, respects=_respects(one, other)) for one, other in pairs]
    changed = tuple(sorted((each for each in altered if each.respects), key=lambda each: _place(each.after)))
    return Revision(
        earlier=earlier,
        later=later,
        gone=tuple(each for each in old if id(each) not in matched),
        new=tuple(each for each in new if id(each) not in matched),
        altered=changed,
        kept=len(pairs) - len(changed),
    )


def _paired(old: Sequence[Claim], new: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """Each claim with the one that it became, the likest first."""
    here, there = [_stems(each) for each in old], [_stems(each) for each in new]
    scored = []
    for place, one in enumerate(old):
        for other, two in enumerate(new):
            score = _share(here[place], there[other])
            if score >= ALIKE:
                scored.append((-score, len(_respects(one, two)), place, other))
    taken: tuple[set[int], set[int]] = (set(), set())
    found = []
    for _, _, place, other in sorted(scored):
        if place not in taken[0] and other not in taken[1]:
            taken[0].add(place)
            taken[1].add(other)
            found.append((old[place], new[other]))
    return found


def _stems(claim: Claim) -> frozenset[str]:
    return frozenset(stem(word) for word in words(claim.evidence.text))


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    both = len(first) + len(second)
    return 2 * len(first & second) / both if both else 1.0


def _respects(before: Claim, after: Claim) -> tuple[str, ...]:
    return tuple(name for name, told in _RESPECTS.items() if told(before) != told(after))


def _written(text: str) -> str:
    return " ".join(text.split()).casefold()


_RESPECTS: dict[str, Callable[[Claim], object]] = {
    "words": lambda each: _written(each.evidence.text),
    "certainty": lambda each: each.factuality,
    "source": lambda each: [_written(voice.name) for voice in each.voices],
    "kind": lambda each: (each.sort, each.kind, each.mode, each.status),
    "time": lambda each: None if each.when is None else (each.when.since, each.when.until),
    "figures": lambda each: [(one.low, one.high, one.unit) for one in each.quantities],
}


def _place(claim: Claim) -> tuple[int, int, str]:
    return claim.evidence.start, claim.evidence.end, claim.id
