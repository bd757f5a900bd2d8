"""What the verbs before have left, in the hands of a verb that looks across documents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from foedus.linked import Copies
from foedus.terms import CLAIM_IS_CLAIM, MENTION_IS_ACTOR, PUBLISHER_IS_OUTLET, Opinion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from foedus.records import Check, Claim, Copy, Document, Drift, Judgement, Mention, Proposition, Root


@dataclass(frozen=True, kw_only=True)
class Material:
    """Everything that the verbs before have left, each in the order of its id."""

    documents: tuple[Document, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    judgements: tuple[Judgement, ...] = ()  # those in force: none that a later one replaces
    copies: Sequence[Copy] = ()
    roots: tuple[Root, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    drifts: tuple[Drift, ...] = ()
    checks: tuple[Check, ...] = ()

    @cached_property
    def document(self) -> dict[str, Document]:
        """Documents by id."""
        return {each.id: each for each in self.documents}

    @cached_property
    def mention(self) -> dict[str, Mention]:
        """Mentions by id."""
        return {each.id: each for each in self.mentions}

    @cached_property
    def claim(self) -> dict[str, Claim]:
        """Claims by id."""
        return {each.id: each for each in self.claims}

    @cached_property
    def actors_of(self) -> dict[str, tuple[str, ...]]:
        """Actor ids by mention id, as the judgements in force have them; a plural mention has several."""
        found: dict[str, tuple[str, ...]] = {}
        one: dict[tuple[str, ...], tuple[str, ...]] = {}  # for all mentions of the same actors
        for each in self.judgements:
            if each.about == MENTION_IS_ACTOR and each.opinion is Opinion.SAME:
                known = found.get(each.subject, ())
                told = known if each.candidate in known else (*known, each.candidate)
                found[each.subject] = one.setdefault(told, told)
        return found

    @cached_property
    def outlet_of(self) -> dict[str, str]:
        """The publisher's name by document id, as the document tells it or as it was judged; nothing where neither."""
        judged = {
            each.subject: each.candidate
            for each in self.judgements
            if each.about == PUBLISHER_IS_OUTLET and each.opinion is Opinion.SAME
        }
        named = ((each.id, each.publisher or judged.get(each.id)) for each in self.documents)
        return {document: name for document, name in named if name}

    def decisions_on(self, claims: Iterable[str]) -> tuple[Judgement, ...]:
        """What persons judged of whether these claims say the same as others, in the order of ids."""
        words = {self.claim[each].evidence.key for each in claims if each in self.claim} if self._on_sameness else set()
        return tuple(each for each in self._on_sameness if words & {each.subject, each.candidate})

    @cached_property
    def _on_sameness(self) -> tuple[Judgement, ...]:
        return tuple(each for each in self.judgements if each.about == CLAIM_IS_CLAIM)

    @cached_property
    def linked(self) -> Copies:
        """The copies as columns: which documents copy which, told without a record being made."""
        return Copies.of(self.copies, self.document)

    @cached_property
    def root(self) -> dict[str, Root]:
        """Roots by id."""
        return {each.id: each for each in self.roots}

    @cached_property
    def root_of(self) -> dict[str, Root]:
        """The root that a claim stands on, by claim id."""
        return {claim: root for root in self.roots for claim in root.claims}
