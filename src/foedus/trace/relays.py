"""Claims that a document passes on in short: from its own body to its headline, or from another paper of the dossier.

A tracing scene enters; claims whose words stand elsewhere on another's word are given that root, each with a judgement.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from foedus.terms import Part, RootNature
from foedus.trace.houses import plain_name
from foedus.trace.inheritance import counterpart, told_words
from foedus.trace.origins import house_origin, origin

if TYPE_CHECKING:
    from foedus.records import Claim, Document
    from foedus.trace.joins import Scene
    from foedus.trace.origins import Origin


ALL_MET = 2000  # claims of one paper up to which each is compared with what cites it
RAREST = 6  # words of a claim by which it meets those of a larger paper


def headlines(document: str, scene: Scene) -> None:
    """Lay a headline in the paper's own voice, or on an unnamed study's word, to whom the text below lays the same."""
    paper = scene.material.document[document]
    own = house_origin(scene.houses[document]).id
    claims = scene.claims[document]
    below = [each for each in claims if not _in_headline(each, paper) and scene.of_claim[each.id].id != own]
    for claim in claims:
        one = scene.of_claim[claim.id]
        if (one.id == own or not one.known) and _in_headline(claim, paper):
            found = counterpart(claim, below)
            if found is not None:
                theirs = scene.of_claim[found]
                because = f"a headline tells ahead what its text has from {theirs.name}"
                _give(claim, theirs, scene=scene, because=because)


def cited_papers(scene: Scene) -> None:
    """Follow a citation of another paper into that paper, where the dossier holds it and it names its own source."""
    papers: dict[str, list[Claim]] = {}
    for document in sorted(scene.claims):
        papers.setdefault(house_origin(scene.houses[document]).id, []).extend(scene.claims[document])
    printed: dict[str, _Printed] = {}
    for document in sorted(scene.claims):
        own = house_origin(scene.houses[document]).id
        for claim in scene.claims[document]:
            cited = scene.of_claim[claim.id]
            if cited.nature is not RootNature.OUTLET or cited.id == own or cited.id not in papers:
                continue
            if cited.id not in printed:
                printed[cited.id] = _Printed(papers[cited.id])
            found = counterpart(claim, printed[cited.id].like(claim))
            if found is not None and scene.of_claim[found].id != cited.id:
                theirs = scene.of_claim[found]
                because = f"{scene.houses[document].name} cites {cited.name}, whose own text has it from {theirs.name}"
                _give(claim, theirs, scene=scene, because=because)


class _Printed:
    """The claims of one paper, found by their words: of a large paper only those that share a claim's rarest."""

    def __init__(self, claims: list[Claim]) -> None:
        self._claims = claims
        self._holding: dict[int, list[int]] = defaultdict(list)
        if len(claims) > ALL_MET:
            for number, each in enumerate(claims):
                for word in told_words(each.evidence.text):
                    self._holding[word].append(number)

    def like(self, claim: Claim) -> list[Claim]:
        """The paper's claims that this one may repeat, in their order."""
        if len(self._claims) <= ALL_MET:
            return self._claims
        held = sorted(
            (len(self._holding[each]), each) for each in told_words(claim.evidence.text) & self._holding.keys()
        )
        met = {number for count, word in held[:RAREST] if count <= ALL_MET for number in self._holding[word]}
        return [self._claims[number] for number in sorted(met)]


def longer_names(document: str, scene: Scene) -> None:
    """Join a described source to the one of the same document that says more of it in the same first words."""
    described = {
        one.id: one
        for claim in scene.claims[document]
        if (one := scene.of_claim[claim.id]).nature is RootNature.DESCRIBED or one.nature is RootNature.OUTLET
    }
    voices: dict[str, Origin] = {}
    for claim in scene.claims[document]:
        voices.setdefault(plain_name(claim.root_voice.name), scene.of_claim[claim.id])
    for one in sorted(described.values(), key=lambda each: each.id):
        name = plain_name(one.name)
        longer = {other.id: other for words, other in voices.items() if words.startswith(f"{name} ") and " " in name}
        if one.nature is RootNature.DESCRIBED and len(longer) == 1:
            other = next(iter(longer.values()))
            scene.groups.join(one.id, other.id, because=f"“{one.name}” is said more fully elsewhere in the document")


def _give(claim: Claim, theirs: Origin, *, scene: Scene, because: str) -> None:
    passed = scene.enter(
        origin(
            f"passed on {claim.document} {theirs.id}",
            name=theirs.name,
            nature=theirs.nature,
            known=theirs.known,
            actor=theirs.actor,
        )
    )
    if scene.groups.join(passed.id, theirs.id, because=because, evidence=claim.evidence):
        scene.of_claim[claim.id] = passed


def _in_headline(claim: Claim, paper: Document) -> bool:
    start = claim.evidence.start
    return any(each.start <= start < each.end for each in paper.parts if each.part is Part.HEADLINE)
