"""Denials that a document has and its follower leaves out, though it tells what they deny.

Pairs of claims of which one comes from the other enter; for each denial left out, the two claims and the denial leave.
A denial answers what its proposition says, and what its text tells just before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from foedus.assemble.alignments import Alignments
from foedus.assemble.content import is_negative
from foedus.terms import Sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.assemble.chains import Chains
    from foedus.assemble.counting import Ledger
    from foedus.material import Material
    from foedus.records import Claim, Proposition

JUST_BEFORE = 260  # code points within which a denial answers what its text has told before it
WHOLE_TEXT = 3000  # ... or, where it denies a report or an accusation as a whole, all that was told on somebody's word
_REPORT = re.compile(r"\bthe (?:study|report|findings|allegations?|accusations?|claims|charges?|account)\b")


class Omissions:
    """Finds the denials of a dossier that were left out on the way."""

    def __init__(
        self, material: Material, ledger: Ledger, chains: Chains, propositions: Iterable[Proposition] = ()
    ) -> None:
        self._material, self._ledger, self._chains = material, ledger, chains
        self._denied: dict[str, list[Proposition]] = defaultdict(list)  # by the denying claim, what it denies
        for each in propositions:
            for one in each.denying:
                self._denied[one.claim].append(each)

    @cached_property
    def _copies(self) -> Alignments:
        return Alignments(self._material.linked.links)

    @cached_property
    def _denials(self) -> dict[str, list[Claim]]:
        """The denials of each document, in the order of their chains."""
        found: dict[str, list[Claim]] = {}
        for document, claims in self._negative.items():
            told = [each for each in claims if each.id in self._denied or self._is_answer(each)]
            if told:
                found[document] = sorted(told, key=self._chains.place)
        return found

    def of(self, links: Iterable[tuple[Claim, Claim]]) -> Iterator[tuple[Claim, Claim, Claim]]:
        """The earlier claim, the later one, and the denial of the earlier one's text that the later one's lacks.

        Of pairs that `may_leave_out` one.
        """
        done: set[tuple[str, str]] = set()
        ordered = sorted(links, key=lambda pair: (self._chains.place(pair[1]), self._chains.place(pair[0])))
        for earlier, later in ordered:
            for denial in self._denials.get(earlier.document, ()):
                key = (later.document, self._root(denial))
                if key in done or not self._denies(denial, earlier) or self._is_told(denial, later.document):
                    continue
                done.add(key)
                yield earlier, later, denial

    def may_leave_out(self, earlier: Claim, later: Claim) -> bool:
        """Whether the earlier one's text has denials, and the later one is where one of them would be told again."""
        if earlier.document not in self._denials or is_negative(earlier) or is_negative(later):
            return False
        return not self._chains.in_headline(later)

    def _denies(self, denial: Claim, told: Claim) -> bool:
        denied, home = self._denied.get(denial.id, ()), self._chains.home(told)
        if any(each.id == home for each in denied):
            return True
        if any(self._material.claim[one].document == denial.document for each in denied for one in each.supporting):
            return False  # it is known what it answers
        before = denial.evidence.start - told.evidence.end
        reach = WHOLE_TEXT if _REPORT.search(denial.evidence.text) and len(told.voices) > 1 else JUST_BEFORE
        return self._is_answer(denial) and 0 <= before <= reach and self._root(denial) != self._root(told)

    def _is_answer(self, claim: Claim) -> bool:
        """Whether somebody is told to deny something, whatever it is."""
        return claim.sort is Sort.DENIAL and len(claim.voices) > 1 and not self._chains.in_headline(claim)

    def _is_told(self, denial: Claim, document: str) -> bool:
        """Whether the document tells the denial too, in whatever words."""
        if any(True for _ in self._copies.counterparts(denial, document)):
            return True
        root, state = self._root(denial), self._state(denial)
        negative = self._negative.get(document, ())
        return any(self._root(each) == root or (state and state in self._parties(each)) for each in negative)

    def _state(self, claim: Claim) -> str:
        """The state for which the claim's root speaks, empty where that is not told."""
        root = self._ledger.root_of.get(claim.id)
        return (root.actor or "").partition("/")[0] if root is not None else ""

    def _parties(self, claim: Claim) -> set[str]:
        found = (actor for each in claim.parties for actor in self._material.actors_of.get(each.mention, ()))
        return {each.partition("/")[0] for each in found}

    @cached_property
    def _negative(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self._material.claims:
            if is_negative(claim) and claim.sort is not Sort.JUDGEMENT:
                found[claim.document].append(claim)
        return found

    def _root(self, claim: Claim) -> str:
        root = self._ledger.root_of.get(claim.id)
        return self._ledger.ultimate(root.id) if root is not None else claim.id
