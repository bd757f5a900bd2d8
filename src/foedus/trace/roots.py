"""The root of every claim: origins joined within a document, through copies and across documents.

Material with its copies, the known actors and the houses enter; `Root` records and the judgements that joined them
leave. Reasons are tried from the surest on; where the text does not tell, the join becomes a doubt ("unsure"), which
the lower bound of an independent count takes for a yes and the upper for a no.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from foedus.records import Root
from foedus.terms import Nature, RootNature
from foedus.trace import joins, relays
from foedus.trace.credits import credit
from foedus.trace.houses import Directory, is_government, plain_name
from foedus.trace.inheritance import Borrowed, Following, borrowed, claims_by_document, followers
from foedus.trace.merging import Groups, Standing
from foedus.trace.origins import Origin, Origins, house_origin, organisation_origin, origin
from foedus.trace.upstream import upstream_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from foedus.material import Material
    from foedus.records import Claim, Judgement, Mention, Voice
    from foedus.trace.credits import Credit
    from foedus.trace.houses import House, World
    from foedus.values import Span

_PREFERENCE = (
    RootNature.ORGANISATION, RootNature.REPORT, RootNature.LEAK, RootNature.DATABASE, RootNature.OUTLET,
    RootNature.PERSON, RootNature.DESCRIBED, RootNature.UNSTATED,
)  # fmt: skip

MOST = (
    0.5  # of what an unnamed source says, that others lay to one whom they name; of a root's claims, that a report is
)


def roots(material: Material, world: World, houses: Mapping[str, House]) -> Iterator[Root | Judgement]:
    """Every root by id, then the judgements that made them, by id."""
    scene = _Scene(material, world, houses)
    scene.settle()
    yield from sorted(scene.roots(), key=lambda root: root.id)
    yield from scene.groups.judgements()


class _Scene:
    """The state of one tracing: which origin each claim has, and which origins are one."""

    def __init__(self, material: Material, world: World, houses: Mapping[str, House]) -> None:
        self.material, self.world, self.houses = material, world, houses
        self.groups = Groups(material.judgements)
        self.known: dict[str, Origin] = {}
        self.of_claim: dict[str, Origin] = {}
        self.claims = claims_by_document(material)
        self.credits: dict[str, Credit] = {
            each.id: given for each in material.documents if (given := credit(each)) is not None
        }
        self.upstream: dict[str, str] = {}
        self._told_elsewhere: dict[str, list[tuple[Origin, str, Span]]] = defaultdict(list)
        self.finder = Origins(material, world, houses)
        self._directory = Directory(houses.values())
        self.persons: dict[str, list[Mention]] = defaultdict(list)  # whom each document names, in the order of ids
        for each in material.mentions:
            if each.nature is Nature.PERSON and not each.refers_to:
                self.persons[each.span.document].append(each)

    def settle(self) -> None:
        """Find every origin and join what is one."""
        for claim in sorted(self.material.claims, key=lambda each: (each.document, each.evidence.start, each.id)):
            self.of_claim[claim.id] = self.enter(self.finder.of(claim))
        self.of_claim = {claim: self.known[one.id] for claim, one in self.of_claim.items()}
        for document in sorted(self.claims):
            joins.within(document, self)
            relays.longer_names(document, self)
        self._inherit()
        for document in sorted(self.claims):
            relays.headlines(document, self)
        relays.cited_papers(self)
        joins.across(self)
        self._go_upstream()

    def enter(self, one: Origin) -> Origin:
        """The origin, noted; the first to name it gives it its name, unless a later one tells for whom it speaks."""
        noted = self.known.setdefault(one.id, one)
        if noted is one:
            self.groups.stand(one.id, self._standing(one))
        if one.describes and not noted.describes:
            noted = self.known[one.id] = one
        return noted

    def _standing(self, one: Origin) -> Standing:
        """A leader is of a state; a state and its government are one body, any other known actor is its own."""
        actor = self.world.actors.get(one.actor or "")
        if actor is None:
            return Standing()
        if actor.nature is Nature.PERSON:
            return Standing(homes=frozenset({actor.country} if actor.country and actor.sector == "GOV" else ()))
        if actor.nature is Nature.STATE or is_government(actor):
            return Standing(states=frozenset({actor.country or actor.id}))
        own = frozenset({actor.id})
        return Standing(unions=own) if actor.sector == "IGO" else Standing(others=own)

    def is_outlet(self, voice: Voice) -> bool:
        """Whether a voice is a news outlet's."""
        return self.finder.is_outlet(voice)

    def _inherit(self) -> None:
        following = followers(self.material, {key: each for key, each in self.credits.items() if each.whole})
        for document in sorted(self.claims):
            given = self.credits.get(document)
            for claim in self.claims[document]:
                own = self.of_claim[claim.id]
                if given is not None and given.whole and own.id == house_origin(self.houses[document]).id:
                    self._from_agency(claim, given)
        settled: set[str] = set()
        for document in following.documents():
            for claim in self.claims.get(document, ()):
                self._settle_claim(claim, following, settled)
        self._name_the_unnamed()

    def _settle_claim(self, claim: Claim, following: Following, settled: set[str]) -> None:
        """Give a borrowed claim its model's origin, the model's own model first; a circle ends where it began."""
        chain: list[tuple[Claim, Borrowed]] = []
        current: Claim | None = claim
        while current is not None and current.id not in settled:
            settled.add(current.id)
            found = borrowed(current, self.claims, following)
            if found is None:
                break
            chain.append((current, found))
            current = self.material.claim[found.claim] if found.claim else None
        for each, found in reversed(chain):
            theirs = self.of_claim[found.claim] if found.claim else self._house(found.document)
            self._take_over(each, theirs, because=found.because, base=found.document)

    def _house(self, document: str) -> Origin:
        given = self.credits.get(document)
        if given is not None and given.whole:
            return self._agency(given)
        return self.enter(house_origin(self.houses[document]))

    def _agency(self, given: Credit) -> Origin:
        house = self._directory.called(given.agency)
        if house is not None:
            return self.enter(house_origin(house))
        actor = joins.actor_of(given.agency, self.world)
        return self.enter(organisation_origin(given.agency, actor=actor, world=self.world, nature=RootNature.OUTLET))

    def _from_agency(self, claim: Claim, given: Credit) -> None:
        agency = self._agency(given)
        house = self.houses[claim.document]
        printed = self.enter(
            origin(f"wire {claim.document} {agency.id}", name=agency.name, nature=RootNature.OUTLET, actor=agency.actor)
        )
        because = f"what {house.name} prints under this credit is the agency's own reporting: {given.because}"
        if self.groups.join(printed.id, agency.id, because=because, evidence=given.span):
            self.of_claim[claim.id] = printed

    def _take_over(self, claim: Claim, theirs: Origin, *, because: str, base: str) -> None:
        """Give a borrowed claim the origin that its model has, unless the text itself names another."""
        own = self.of_claim[claim.id]
        if own.nature is RootNature.OUTLET and own.id == house_origin(self.houses[claim.document]).id:
            name = self.houses[claim.document].name
            taken = self.enter(
                origin(f"copied {claim.document} {base} {theirs.id}", name=theirs.name, nature=theirs.nature,
                       known=theirs.known, actor=theirs.actor)
            )  # fmt: skip
            reason = f"{name} takes these words from a document that has them from {theirs.name}: {because}"
            if self.groups.join(taken.id, theirs.id, because=reason, evidence=claim.evidence):
                self.of_claim[claim.id] = taken
        elif not own.known and (own.nature is theirs.nature or theirs.known):
            reason = f"“{own.name}” stands in words taken from a document that has {theirs.name} there: {because}"
            self._told_elsewhere[own.id].append((theirs, reason, claim.evidence))

    def _name_the_unnamed(self) -> None:
        """Join who is not named to whom others name in the same words, where most of what he says is that one's."""
        says = Counter(one.id for one in self.of_claim.values())
        for unnamed, told in sorted(self._told_elsewhere.items()):
            theirs, reason, evidence = told[0]
            if len({self.groups.find(each.id) for each, _, _ in told}) == 1 and MOST * says[unnamed] <= len(told):
                self.groups.join(unnamed, theirs.id, because=reason, evidence=evidence)

    def _go_upstream(self) -> None:
        for found in upstream_of(self):
            leak = self.enter(found.origin)
            self.upstream[self.groups.find(found.report)] = leak.id

    def roots(self) -> Iterator[Root]:
        """One root for each group that claims stand on, or that such a root rests on."""
        members: dict[str, list[Origin]] = defaultdict(list)
        standing: dict[str, list[str]] = defaultdict(list)
        for one in self.known.values():
            members[self.groups.find(one.id)].append(one)
        for claim, one in self.of_claim.items():
            standing[self.groups.find(one.id)].append(claim)
        faces = {group: self._face(each) for group, each in members.items()}
        wanted = set(standing) | {self.groups.find(each) for each in self.upstream.values()}
        for group in sorted(wanted):
            yield self._root(faces[group], members[group], claims=sorted(standing[group]), faces=faces)

    def _face(self, members: list[Origin]) -> Origin:
        """The member that gives a root its name: a state before its ministries, an actor before a name."""
        states = {each.actor for each in members if each.actor and self._standing(each).states == {each.actor}}
        own = [each for each in members if not each.name.startswith("unstated")] or members
        return min(
            own,
            key=lambda one: (
                not one.known, bool(states) and one.actor not in states, one.actor is None,
                _PREFERENCE.index(one.nature),
                one.actor is None and " " not in (one.organisation or one.name), one.id,
            ),
        )  # fmt: skip

    def _root(self, face: Origin, members: list[Origin], *, claims: list[str], faces: Mapping[str, Origin]) -> Root:
        reported = sum(self.of_claim[claim].nature is RootNature.REPORT for claim in claims)
        nature = RootNature.REPORT if reported > MOST * len(claims) else face.nature
        if face.known and self._standing(face).states == {face.actor}:
            nature = RootNature.ORGANISATION
        group = self.groups.find(face.id)
        above = self.upstream.get(group)
        written = {each.name for each in members} | {self.material.claim[claim].root_voice.name for claim in claims}
        organisation = face.organisation or (face.name if face.nature is RootNature.ORGANISATION else None)
        return Root(
            id=face.id,
            name=face.name,
            nature=nature if face.known else face.nature,
            claims=tuple(claims),
            actor=face.actor,
            organisation=organisation,
            names=tuple(sorted(written - {"@publisher"})),
            upstream=faces[self.groups.find(above)].id if above else None,
            document=self._document(face, members),
            because=_because(face, len(members)),
        )

    def _document(self, face: Origin, members: list[Origin]) -> str | None:
        """The dossier's document that this root itself published, the earliest where there are several."""
        actors = {each.actor for each in members if each.actor} | {face.organisation_actor}
        names = {plain_name(each.name) for each in members if each.nature is not RootNature.DESCRIBED}
        keys = [("origin", face.id), *(("actor", each) for each in actors), *(("name", each) for each in names)]
        return min((self._first[key] for key in keys if key in self._first), default=("", None))[1]

    @cached_property
    def _first(self) -> dict[tuple[str, str | None], tuple[str, str]]:
        """The day and id of the earliest document of each house, by the house's origin, actor and plain name."""
        found: dict[tuple[str, str | None], tuple[str, str]] = {}
        for each in self.material.documents:
            house = self.houses[each.id]
            keys: list[tuple[str, str | None]] = [("origin", house_origin(house).id)]
            if house.told and each.id not in self.credits:
                keys.append(("name", plain_name(house.name)))
                keys += [("actor", house.actor)] if house.actor else []
            dated = str(each.published_on or "9999"), each.id
            for key in keys:
                found[key] = min(found.get(key, dated), dated)
        return found


def _because(face: Origin, members: int) -> str:
    if not face.known:
        return "the text does not say who this is"
    if members == 1:
        return f"the texts name {face.name}"
    return f"{members} ways of naming it were judged to be one root; each judgement has its reason"
