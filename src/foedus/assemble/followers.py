"""Which documents tell an earlier one's story in a voice of their own, without being a copy of it.

Claims with their propositions, dates and roots enter; for two claims, whether the texts show that the later telling
comes from the earlier or from its root, leaves. They show it where the later text names the other's paper or root, or
tells several things of the other's in its own voice, a figure among them that nobody would hit upon.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from foedus.assemble.content import digits, numerals
from foedus.assemble.counting import SHORTEST_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foedus.assemble.counting import Ledger
    from foedus.material import Material
    from foedus.records import Claim, Proposition

NEAR = 200  # code points around a claim within which a source is named beside it
MOST_DAYS = 31  # between two papers of which one relays the other's news without a copy
FEWEST_TOLD = 2  # propositions that two texts have in common where one follows the other
_ROUND = re.compile(r"\d0*")  # a figure that anybody may give: 20, 300


class Followers:
    """Who relays whom, where nothing was copied."""

    def __init__(self, material: Material, ledger: Ledger, propositions: Iterable[Proposition] = ()) -> None:
        self._material, self._ledger = material, ledger
        self._told = tuple(propositions)
        self._given: dict[str, frozenset[str]] = {}

    def models(self, later: Claim, before: Iterable[Claim]) -> list[Claim]:
        """Of the claims before, those of earlier papers that this one, which says the same, can come from.

        Where one of them gives a figure of the later one's, which nobody would hit upon, it comes from such a one.
        """
        older = [each for each in before if self._is_older(each, later) and self.may_relay(later, each)]
        alike = [each for each in older if _telling(each) & _telling(later)]
        sourced = [each for each in older if len(each.voices) > 1]
        if not any(self._follows(later, each) for each in sourced):
            return []
        return alike or older

    def _is_older(self, earlier: Claim, later: Claim) -> bool:
        here, there = (self._material.document.get(each.document) for each in (earlier, later))
        if here is None or there is None or here.published_on is None or there.published_on is None:
            return False
        days = (there.published_on - here.published_on).days
        return 0 < days <= MOST_DAYS and self._ledger.outlet(earlier) != self._ledger.outlet(later)

    def may_relay(self, later: Claim, earlier: Claim) -> bool:
        """Whether the two are told by two papers, as news of one time: who speaks again next year relays nobody."""
        here, there = (self._material.document.get(each.document) for each in (earlier, later))
        if here is None or there is None or here.publisher is None or there.publisher is None:
            return False
        if here.published_on is None or there.published_on is None:
            return True
        return abs((there.published_on - here.published_on).days) <= MOST_DAYS

    def _follows(self, later: Claim, earlier: Claim) -> bool:
        """Whether the texts show that the later claim comes from the earlier, or from its root."""
        if len(later.voices) > 1:
            return self._names_beside(later, earlier)
        return self.names(later, earlier) or self._names_paper(later, earlier) or self._tells_much(later, earlier)

    def _names_beside(self, later: Claim, earlier: Claim) -> bool:
        """Whether the later claim, which has a source, is told beside the earlier one's root."""
        document = self._material.document.get(later.document)
        root = self._ledger.root_of.get(earlier.id)
        if document is None or root is None:
            return False
        text = document.text[max(0, later.evidence.start - NEAR) : later.evidence.end + NEAR]
        return any(_stands(name, text) for name in (root.name, earlier.root_voice.name, *root.names))

    def names(self, later: Claim, earlier: Claim) -> bool:
        """Whether the later claim's text names the earlier one's source, as that one's text writes it."""
        document = self._material.document.get(later.document)
        return document is not None and _stands(earlier.root_voice.name, document.text)

    def _names_paper(self, later: Claim, earlier: Claim) -> bool:
        document = self._material.document.get(later.document)
        return document is not None and _stands(self._material.outlet_of.get(earlier.document, ""), document.text)

    def _tells_much(self, later: Claim, earlier: Claim) -> bool:
        common = self._own[later.document] & self._others[earlier.document]
        figures = self._figures(later.document) & self._figures(earlier.document)
        return len(common) >= FEWEST_TOLD and bool(figures)

    @cached_property
    def _own(self) -> Mapping[str, set[str]]:
        return self._by_document(is_own=True)

    @cached_property
    def _others(self) -> Mapping[str, set[str]]:
        return self._by_document(is_own=False)

    def _by_document(self, *, is_own: bool) -> Mapping[str, set[str]]:
        """The propositions that each document tells in its own voice, or on another's word."""
        found: dict[str, set[str]] = defaultdict(set)
        for each in self._told:
            for name in each.supporting:
                claim = self._material.claim[name]
                if (len(claim.voices) == 1) is is_own:
                    found[claim.document].add(each.id)
        return found

    def _figures(self, document: str) -> frozenset[str]:
        """The figures of a document's text that are not round."""
        found = self._given.get(document)
        if found is None:
            paper = self._material.document.get(document)
            given = digits(paper.text) if paper is not None else frozenset()
            found = self._given[document] = frozenset(each for each in given if not _ROUND.fullmatch(each))
        return found


def _stands(name: str, text: str) -> bool:
    return len(name) >= SHORTEST_NAME and name in text


def _telling(claim: Claim) -> frozenset[str]:
    """The figures of a claim that are not round."""
    return frozenset(each for each in numerals(claim) if not _ROUND.fullmatch(each))
