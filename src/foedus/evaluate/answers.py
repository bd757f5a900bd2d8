"""What Foedus made of documents, asked as the gold asks: names of roots, chains, states, types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.resolve import actors_in
from foedus.terms import PUBLISHER_IS_OUTLET, Anonymity, RootNature

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.knowledge.language import Language
    from foedus.knowledge.world import World
    from foedus.material import Material
    from foedus.records import Claim, Root

PUBLISHER = "@publisher"
_LEADING = re.compile(
    r"^(?:(?:the|a|an|one|two|three|four|five|several|some|many|other|mr|ms|mrs|dr|general|colonel|captain|professor)"
    r"\.?\s+)+",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, kw_only=True)
class Answers:
    """A material, asked in the terms of the gold."""

    material: Material
    overlay: Path | None = None  # a user's own actors

    @cached_property
    def world(self) -> World:
        """The actors known."""
        return load_world(self.overlay)

    @cached_property
    def language(self) -> Language:
        """The kinds known."""
        return load_language()

    @cached_property
    def _outlet_of(self) -> dict[str, str]:
        return {each.subject: each.candidate for each in self.material.judgements if each.about == PUBLISHER_IS_OUTLET}

    def names_of(self, name: str) -> frozenset[str]:
        """All names, in plain letters, of whatever is called this."""
        found = {_plain(name)}
        for candidate in self.world.named(_bare(name)):
            actor = self.world.actors.get(candidate.actor)
            if actor is not None and candidate.how not in {"demonym", "capital", "seat"}:
                found.update(_plain(each) for each in (actor.id, actor.name, *actor.names))
        return frozenset(found)

    def same_name(self, first: str, second: str) -> bool:
        """Whether two names are of one actor, or written alike."""
        return bool(self.names_of(first) & self.names_of(second))

    def publisher(self, document: str) -> str | None:
        """The document's publisher, as its file tells or as it was judged to be."""
        return self.material.document[document].publisher or self._outlet_of.get(document)

    def root_is(self, claim: Claim, wanted: str) -> bool:
        """Whether the claim's root goes by this name.

        "@publisher" is the outlet in its own voice, and in hearsay that it lays to nobody ("reportedly").
        """
        root = self.material.root_of.get(claim.id)
        if root is None:
            return False
        if wanted == PUBLISHER:
            return self._is_own(claim, root)
        if len(claim.voices) == 1 and root.nature is RootNature.OUTLET:
            return False
        names = {root.name, *root.names, *([root.organisation] if root.organisation else [])}
        if root.actor is not None and root.actor in self.world.actors:
            names.update({root.actor, self.world.actors[root.actor].name})
        return any(self.same_name(each, wanted) for each in names)

    def _is_own(self, claim: Claim, root: Root) -> bool:
        hearsay = root.nature is RootNature.UNSTATED and claim.root_voice.anonymity is Anonymity.UNSTATED
        return len(claim.voices) == 1 or hearsay or self._is_publisher(claim, root)

    def _is_publisher(self, claim: Claim, root: Root) -> bool:
        publisher = self.publisher(claim.document)
        return root.nature is RootNature.OUTLET and publisher is not None and self.same_name(root.name, publisher)

    def via(self, claim: Claim) -> tuple[str, ...]:
        """The chain before the root, outermost first; the publisher said once, whether or not the text names it."""
        root = self.material.root_of.get(claim.id)
        if len(claim.voices) == 1 or (root is not None and self._is_own(claim, root)):
            return ()
        publisher = self.publisher(claim.document)
        relays = [each.name for each in claim.voices[1:-1]]
        skipped = [publisher] if publisher is not None else []
        return (
            PUBLISHER,
            *(
                each
                for each in relays
                if not self.root_is(claim, each) and not any(self.same_name(each, name) for name in skipped)
            ),
        )

    def actors(self, claim: Claim) -> tuple[str, ...]:
        """The states, and the bodies of states, that are parties to the claim; no land without an ISO 3166 code."""
        found = {code for party in claim.parties for code in self.state_of(party.mention)}
        return tuple(sorted(code for code in found if not code.startswith("X-")))

    def state_of(self, mention: str) -> tuple[str, ...]:
        """The states, and the organisations of states, that a mention means or belongs to."""
        codes = (self._code(identity) for identity in self.material.actors_of.get(mention, ()))
        return tuple(dict.fromkeys(code for code in codes if code is not None))

    def states_in(self, words: str) -> tuple[str, ...]:
        """The states, and the organisations of states, that words name, whoever they are a mention of."""
        codes = (self._code(identity) for identity in actors_in(words, self.world))
        return tuple(dict.fromkeys(code for code in codes if code is not None))

    def _code(self, identity: str) -> str | None:
        return self.world.takes_part_as(identity)

    def plover_type(self, claim: Claim) -> str | None:
        """The PLOVER 2021 type of the claim's kind; None where it has none."""
        kind = self.language.kinds.get(claim.kind) if claim.kind else None
        return kind.type if kind is not None else None


def _bare(name: str) -> str:
    return _POSSESSIVE.sub("", _LEADING.sub("", name.strip()))


def _plain(name: str) -> str:
    return _bare(name).casefold()
