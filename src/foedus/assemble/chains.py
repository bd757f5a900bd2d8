"""Which claim a claim most likely comes from: its model in a copy, the sentence that it tells anew, or its root's word.

The propositions with their claims, the copies and the ledger of roots enter; for a claim, the earlier one that it comes
from leaves, or nothing. Order along a chain is that of roots before relays, of texts before headlines, then of dates.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from foedus.assemble.alignments import stands_in
from foedus.assemble.content import is_negative, stems
from foedus.assemble.followers import Followers
from foedus.terms import Part, RootNature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foedus.assemble.counting import Ledger
    from foedus.material import Material
    from foedus.records import Claim, Proposition

LONGEST_SENTENCE = 500  # code points of a place from which it is more than the one sentence that was told anew
MOST_REMEMBERED = 1 << 14  # documents whose models, and claims whose places, are kept at a time
MOST_MODELS = 8  # documents that one tells anew in which the model of a claim is sought

Place = tuple[int, int, str, int, int, str]


class Chains:
    """The order of claims along chains of relays, and the model of each."""

    def __init__(self, material: Material, ledger: Ledger, propositions: Iterable[Proposition] = ()) -> None:
        self._material, self._ledger = material, ledger
        self._links = material.linked.links
        self._headlines = {
            each.id: [(p.start, p.end) for p in each.parts if p.part is Part.HEADLINE] for each in material.documents
        }
        told = tuple(propositions)
        self.followers = Followers(material, ledger, told)
        self._home = {claim: each.id for each in told for claim in each.supporting}
        self._held: dict[str, list[Claim]] = defaultdict(list)
        self._placed: dict[str, Place] = {}
        self._models = lru_cache(maxsize=MOST_REMEMBERED)(self._in_order)
        for claim in material.claims:
            if claim.id in self._home:
                self._held[claim.document].append(claim)

    def home(self, claim: Claim) -> str | None:
        """The proposition that the claim supports; None where it supports none."""
        return self._home.get(claim.id)

    def may_follow(self, later: str, earlier: str) -> bool:
        """Whether the later document can have its text from the earlier one."""
        return self._links.leads(earlier, later)

    def _in_order(self, later: str) -> dict[str, None]:
        """The documents that may be this one's model, the oldest first."""
        return dict.fromkeys(sorted(self._links.models(later), key=self._ledger.age))

    def in_headline(self, claim: Claim) -> bool:
        """Whether the claim stands in a headline."""
        return any(start <= claim.evidence.start < end for start, end in self._headlines.get(claim.document, ()))

    def place(self, claim: Claim) -> Place:
        """The order along a chain: the root's own document, then fewer hops, then dates, a headline after its text."""
        found = self._placed.get(claim.id)
        if found is None:
            if len(self._placed) >= MOST_REMEMBERED:
                self._placed.clear()
            found = self._placed[claim.id] = self._place(claim)
        return found

    def _place(self, claim: Claim) -> Place:
        root = self._ledger.root_of.get(claim.id)
        own = root is None or root.nature is RootNature.OUTLET
        is_root = root is not None and not own and root.document == claim.document
        document = self._material.document.get(claim.document)
        dated = document.published_on if document else None
        hops = len(claim.voices)
        return (
            not is_root, int(self.in_headline(claim)), str(dated or "9999"), -hops if dated is None else 0,
            claim.evidence.start if dated else 0, claim.id,
        )  # fmt: skip

    def model(self, later: Claim, before: list[Claim]) -> Claim | None:
        """Of the claims before, the one that this comes from: by a copy, by a sentence told anew, else by their root.

        Of the document that comes first it is the place that goes with this one, or else what shares most words; a
        headline only where there is nothing else.
        """
        others = [each for each in before if each.document != later.document or self.in_headline(later)]
        models = self._models(later.document)
        copied = [each for each in others if each.document in models]
        root = self._root(later)
        rooted = [each for each in others if root is not None and self._root(each) == root]
        if any(self._is_update(each, later) for each in rooted):
            rooted = []  # the paper has it from its own earlier article
        rooted = [each for each in rooted if self.followers.may_relay(later, each)]
        found = sorted([*copied, *self._retold(later, copied, models)], key=self.place) or rooted
        found = found or self.followers.models(later, others)
        texts = [each for each in found if not self.in_headline(each)] or found
        mine = stems(later.evidence.text)

        def goes_with(each: Claim) -> tuple[bool, int]:
            return self._ledger.retold.meet(each, later), len(mine & stems(each.evidence.text))

        if not texts or self._is_from_unread(later, texts[0].document, models):
            return None
        return max((each for each in texts if each.document == texts[0].document), key=goes_with)

    def _is_update(self, earlier: Claim, later: Claim) -> bool:
        """Whether one paper tells the same again on another day."""
        mine, theirs = self._ledger.outlet(earlier), self._ledger.outlet(later)
        return mine == theirs and earlier.document != later.document

    def _is_from_unread(self, later: Claim, model: str, models: Iterable[str]) -> bool:
        """Whether the sentence tells anew one of a document older than this model, in which no claim was found."""
        age = self._ledger.age(model)
        for document in takewhile(lambda each: self._ledger.age(each) < age, models):
            places = [each for each in self._ledger.retold.counterparts(later, document) if _is_sentence(each)]
            if places and not any(stands_in(each, place) for place in places for each in self._held[document]):
                return True
        return False

    def _retold(self, later: Claim, known: Iterable[Claim], models: Iterable[str]) -> Iterator[Claim]:
        """The claims of other propositions that stand in a sentence which this one's sentence tells anew.

        A claim of that sentence that another one of this sentence says again is that one's model.
        """
        told = {each.document for each in known}
        for document in islice(models, MOST_MODELS):
            places = () if document in told else self._ledger.retold.counterparts(later, document)
            if not any(_is_sentence(place) for place in places):
                continue
            told_in = [each for each in self._held[document] if any(stands_in(each, place) for place in places)]
            beside = {self._home[each.id] for each in self._held[later.document]} if told_in else set()
            for each in told_in:
                fits = self._home[each.id] not in beside and is_negative(each) == is_negative(later)
                if fits and self.place(each) < self.place(later):
                    yield each

    def _root(self, claim: Claim) -> str | None:
        root = self._ledger.root_of.get(claim.id)
        return self._ledger.ultimate(root.id) if root is not None else None


def _is_sentence(place: tuple[int, int]) -> bool:
    return place[1] - place[0] <= LONGEST_SENTENCE
