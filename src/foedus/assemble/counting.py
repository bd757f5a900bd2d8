"""How many independent roots stand behind something: never outlets, always a lower and an upper bound.

Roots, doubts about them and copies enter; two whole numbers leave. The lower bound takes every doubt for a yes and
counts neither an unknown root nor a paper's own voice, which may have it from anybody; the upper takes every doubt for
a no and counts each of these once.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from foedus.assemble.alignments import Alignments
from foedus.assemble.naming import Names
from foedus.linked import DIRECTIONS, STRENGTHS
from foedus.terms import ROOT_IS_ROOT, UNTOLD_PUBLISHER, Direction, Opinion, Part, RootNature, Strength
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from foedus.material import Material
    from foedus.records import Claim, Root

_NAMELESS = frozenset({RootNature.OUTLET, RootNature.DESCRIBED, RootNature.UNSTATED})
MISSPELT = 0.85  # share of letters in common from which the last words of two names are one
SHORTEST_MISSPELT = 5  # letters of such words
MOST_SOUGHT = 40  # names that are looked for in a text one by one; of more, all that it holds are found at once
SHORTEST_NAME = 4  # letters of a root's name by which a paper can be seen to name it


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Independent roots in two bounds, and what is counted beside them."""

    lower: int
    upper: int
    outlets: int
    unknown: int
    roots: tuple[str, ...]
    groups: Mapping[str, str]  # for each root, the one that it may rest on, in the reading of the lower bound


class Ledger:
    """The roots of a dossier and what ties them, ready to be counted for any set of claims."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self.root: dict[str, Root] = {each.id: each for each in material.roots}
        self._named: dict[str, frozenset[str]] = {}
        self._links = material.linked.links
        self._aged: dict[str, tuple[str, str]] = {}

    @cached_property
    def root_of(self) -> dict[str, Root]:
        """The root that each claim stands on."""
        return self._material.root_of

    @cached_property
    def _doubts(self) -> dict[str, list[str]]:
        """For each root, those that it may rest on: none of the three parties to a doubt is lost in a merging."""
        found: dict[str, set[str]] = defaultdict(set)
        for each in self._material.judgements:
            if each.about == ROOT_IS_ROOT and each.opinion is Opinion.UNSURE:
                found[self._standing(each.subject)].add(self._standing(each.candidate))
        return {key: sorted(value - {key}) for key, value in found.items()}

    @cached_property
    def _merged(self) -> dict[str, str]:
        """For each origin that was joined to others, the root that stands for them all."""
        above: dict[str, str] = {}

        def top(one: str) -> str:
            while above.get(one, one) != one:
                above[one] = above.get(above[one], above[one])
                one = above[one]
            return one

        for each in sorted(self._material.judgements, key=lambda judged: judged.id):
            if each.about == ROOT_IS_ROOT and each.opinion is Opinion.SAME:
                above.setdefault(each.subject, each.subject)
                above.setdefault(each.candidate, each.candidate)
                above[top(each.subject)] = top(each.candidate)
        faces = {top(root): root for root in sorted(self.root) if root in above}
        return {one: faces.get(top(one), top(one)) for one in above}

    def _standing(self, one: str) -> str:
        return one if one in self.root else self._merged.get(one, one)

    def outlet(self, claim: Claim) -> str:
        """What publishes the claim: the publisher's name, or the document where it is not told."""
        document = self._material.document.get(claim.document)
        return (document.publisher if document else None) or claim.document

    def ultimate(self, root: str) -> str:
        """The root that this one rests on in the end, by its own account."""
        seen = set()
        while root not in seen and root in self.root and self.root[root].upstream is not None:
            seen.add(root)
            root = str(self.root[root].upstream)
        return root

    def count(self, claims: Iterable[Claim]) -> Count:
        """The independent roots behind these claims."""
        claims = self._standing_alone(list(claims))
        direct = sorted({self.root_of[claim.id].id for claim in claims if claim.id in self.root_of})
        final = sorted({self.ultimate(each) for each in direct})
        known = [each for each in final if not self.is_unknown(each)]
        rests = self._rests(known, claims)
        untold = {each for each in final if self.is_unknown(each)}
        vouching = self._vouching(known, claims)
        return Count(
            lower=len({sink for one, sink in rests.items() if one in vouching}),
            upper=len(final),
            outlets=len({self.outlet(claim) for claim in claims}),
            unknown=len(untold),
            roots=tuple(direct),
            groups=rests,
        )

    def has_a_root(self, claims: Iterable[Claim]) -> bool:
        """Whether the lower bound of these claims is above nothing, told without what rests on what."""
        claims = self._standing_alone(list(claims))
        final = {self.ultimate(self.root_of[claim.id].id) for claim in claims if claim.id in self.root_of}
        return bool(self._vouching([each for each in final if not self.is_unknown(each)], claims))

    def _vouching(self, known: Iterable[str], claims: Iterable[Claim]) -> set[str]:
        """The roots that count in the lower bound: those somebody cites, and those that are no paper's own voice."""
        cited = {
            self.ultimate(self.root_of[each.id].id)
            for each in claims
            if len(each.voices) > 1 and each.id in self.root_of
        }
        return {each for each in known if each in cited or self.root[each].nature is not RootNature.OUTLET}

    def _standing_alone(self, claims: list[Claim]) -> list[Claim]:
        """The claims without those of a copy in its own voice beside its model's, which has a source for it."""
        held: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            held[claim.document].append(claim)
        return [claim for claim in claims if not self._is_carried(claim, held)]

    def _is_carried(self, claim: Claim, held: Mapping[str, list[Claim]]) -> bool:
        """Whether another of the claims stands for this one: that of the place which it repeats, or of its model."""
        root = self.root_of.get(claim.id)
        for base in self._bases(claim.document) if len(held) > 1 else ():
            for other in held.get(base, ()):
                there = self.root_of.get(other.id)
                if self._aligned.meet(claim, other) or (root and there and is_misspelt(root.name, there.name)):
                    return True
        if root is not None and root.nature not in _NAMELESS:
            return False
        bases = self._bases(claim.document, whole=True) if len(held) > 1 else []
        if self._is_headline(claim):
            bases.append(claim.document)  # it tells ahead what its own text has from somebody
        roots = (self.root_of.get(each.id) for base in bases for each in held.get(base, ()))
        return any(found is not None and (root is None or found.id != root.id) for found in roots)

    def _is_headline(self, claim: Claim) -> bool:
        document = self._material.document.get(claim.document)
        parts = document.parts if document is not None else ()
        return any(each.part is Part.HEADLINE and each.start <= claim.evidence.start < each.end for each in parts)

    @cached_property
    def _aligned(self) -> Alignments:
        return Alignments(self._links)

    def _bases(self, document: str, *, whole: bool = False) -> list[str]:
        """The documents that this one repeats, whole or in part; with `whole` only those that it repeats whole."""
        number = self._links.number(document)
        if number is None:
            return []
        starts, bases, wholes = self._followed
        rows = range(starts[number], starts[number + 1])
        return [self._links.names[bases[row]] for row in rows if not whole or wholes[row]]

    @cached_property
    def _followed(self) -> tuple[array[int], array[int], array[int]]:
        """For each document where its bases begin, the bases, and whether it repeats each whole.

        Where nothing tells who repeats whom, it is the later.
        """
        links = self._links
        ages = np.empty(len(links.names), np.int64)
        ages[sorted(range(len(ages)), key=lambda each: self.age(links.names[each]))] = np.arange(len(ages))
        firsts, seconds, directions, strengths = links.columns
        unknown = directions == DIRECTIONS.index(Direction.UNKNOWN)
        back = directions == DIRECTIONS.index(Direction.SECOND_TO_FIRST)
        back |= unknown & (ages[seconds] < ages[firsts])
        bases, followers = np.where(back, seconds, firsts), np.where(back, firsts, seconds)
        order = np.argsort(followers, kind="stable")
        starts = np.searchsorted(followers[order], np.arange(len(ages) + 1))
        wholes = strengths[order] != STRENGTHS.index(Strength.PASSAGE)
        return (
            array("i", starts.astype(np.int32).tobytes()),
            array("i", bases[order].astype(np.int32).tobytes()),
            array("b", wholes.astype(np.int8).tobytes()),
        )

    def age(self, document: str) -> tuple[str, str]:
        """What puts documents in order of their dates, those without a date last."""
        found = self._aged.get(document)
        if found is None:
            paper = self._material.document.get(document)
            found = self._aged[document] = str((paper.published_on if paper else None) or "9999"), document
        return found

    @cached_property
    def retold(self) -> Alignments:
        """Which sentences were told anew in other documents."""
        return Alignments(self._links, Strength.REWRITE)

    def copies_of(self, document: str) -> set[str]:
        """The documents that repeat this one, whole or in part."""
        return {other for other, _ in self._links.partners(document)}

    def is_unknown(self, root: str) -> bool:
        """Whether the text does not say who this root is."""
        found = self.root.get(root)
        return found is None or is_unknown(found)

    def _rests(self, known: list[str], claims: list[Claim]) -> dict[str, str]:
        """For each root, the last one that it may rest on; roots of one circle share its least member."""
        edges = {one: [each for each in self._doubts.get(one, []) if each != one] for one in known}
        for follower, base in [*self._copied(known, claims), *self._naming(known, claims)]:
            edges.setdefault(follower, []).append(base)
        untold = fingerprint("root", UNTOLD_PUBLISHER)
        told = [each for each in known if self.root[each].nature is RootNature.OUTLET and untold not in edges[each]]
        if told:  # a publisher that is not told may be one that is
            edges = {one: [told[0] if each == untold else each for each in found] for one, found in edges.items()}
        asked = Counter(each for found in edges.values() for each in found)
        # A candidate that is present weighs more than one that is not, and one that many doubts point to more than
        # another: then the doubts cost the fewest roots of their own.
        weight = {each: len(known) + asked[each] for each in known} | _absent(asked, set(known))
        onward = {
            one: min(found, key=lambda each: (-weight.get(each, 0), each)) for one, found in edges.items() if found
        }
        return {one: _sink(one, onward) for one in known}

    def _copied(self, known: list[str], claims: list[Claim]) -> list[tuple[str, str]]:
        """Pairs of own-reporting roots whose documents copy each other, though not in these very words."""
        voices: dict[str, str] = {}
        present = set(known)
        for claim in claims:
            root = self.root_of.get(claim.id)
            if root is not None and root.nature is RootNature.OUTLET and root.id in present:
                voices[claim.document] = root.id
        links = self._links
        return sorted(
            (voices[other], voices[document])
            for document in voices
            for other, row in links.partners(document)
            if other in voices and voices[other] != voices[document] and links.names[links.firsts[row]] == document
        )

    def _naming(self, known: list[str], claims: list[Claim]) -> list[tuple[str, str]]:
        """Pairs of a paper's own voice and another root of the same claims that the paper names: it may rest on it."""
        asked: set[tuple[str, str]] = set()
        present = set(known)
        for claim in claims:
            root = self.root_of.get(claim.id)
            if root is None or root.nature is not RootNature.OUTLET or root.id not in present:
                continue
            if root.document == claim.document or len(claim.voices) == 1:
                asked.add((root.id, claim.document))
        found = {(root, each) for root, document in asked for each in self._named_of(present, document)}
        return sorted(pair for pair in found if pair[0] != pair[1])

    def _named_of(self, roots: AbstractSet[str], document: str) -> AbstractSet[str]:
        """Those of the roots whose names stand in the document's text; a few are looked for one by one."""
        if len(roots) > MOST_SOUGHT or document in self._named:
            return self.named_in(document) & roots
        paper = self._material.document.get(document)
        text = paper.text if paper is not None else ""
        names = {each: self.root[each].name for each in roots}
        return {each for each, name in names.items() if len(name) >= SHORTEST_NAME and name in text}

    def named_in(self, document: str) -> frozenset[str]:
        """The roots whose names stand in the document's text."""
        found = self._named.get(document)
        if found is None:
            paper = self._material.document.get(document)
            found = self._named[document] = self._names.found_in(paper.text) if paper is not None else frozenset()
        return found

    @cached_property
    def _names(self) -> Names:
        return Names((each.id, each.name) for each in self.root.values() if len(each.name) >= SHORTEST_NAME)


def is_misspelt(first: str, second: str) -> bool:
    """Whether two names end in words that differ by a letter or two, as a name does that was translated and back.

    >>> is_misspelt("Madam Rosa Uertas", "Rosa Huertas"), is_misspelt("Ion Vlad", "Ion Vlad")
    (True, False)
    """
    one, other = (each.split()[-1:] for each in (first, second))
    if not one or not other or first == second or min(len(one[0]), len(other[0])) < SHORTEST_MISSPELT:
        return False
    return one == other or SequenceMatcher(None, one[0].lower(), other[0].lower()).ratio() >= MISSPELT


def is_unknown(root: Root) -> bool:
    """Whether nobody can tell from the text who this root is: a described or unstated source, a report of nobody."""
    if root.nature in {RootNature.DESCRIBED, RootNature.UNSTATED}:
        return True
    nameless = not any(sign.isupper() for sign in root.name[1:])
    return root.nature is RootNature.REPORT and root.actor is None and root.organisation is None and nameless


def _absent(asked: Mapping[str, int], known: AbstractSet[str]) -> dict[str, int]:
    return {each: count for each, count in asked.items() if each not in known}


def _sink(start: str, onward: Mapping[str, str]) -> str:
    """Where the doubts that begin at a root end: at a root without doubts, or at the least of a circle."""
    seen, current = {start: None}, start
    while current in onward:
        current = onward[current]
        if current in seen:
            path = list(seen)
            return min(path[path.index(current) :])
        seen[current] = None
    return current
