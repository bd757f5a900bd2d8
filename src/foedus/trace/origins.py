"""On whose word each claim stands, within its document: the last voice of its chain, as far as the document tells.

Claims with their voices, and the judgements on their mentions, enter; for each claim an `Origin` leaves. An origin is
not yet a root: the same report may be several origins until `merging` has joined them. Its id rests on names alone, so
that a person's judgement on two origins finds them again after a re-reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.terms import MENTION_IS_MENTION, Anonymity, Nature, Opinion, RootNature
from foedus.trace.houses import Directory, actor_named, plain_name
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foedus.material import Material
    from foedus.records import Claim, Mention, Voice
    from foedus.trace.houses import House, World

PUBLISHER = "@publisher"
_REPORT_NOUN = (
    r"(?:report|study|paper|assessment|analysis|briefing|survey|review|investigation|brief|publication|readout|"
    r"communiqu[eé]|statement|poll)"
)
_NAME = r"[A-Z][\w&.’'-]*"
REPORT_OF = re.compile(
    rf"\b{_REPORT_NOUN}\b[^.;“”\"]{{0,60}}?\b(?:by|from|of)\s+(?:the\s+)?"
    rf"(?P<name>{_NAME}(?: (?:of |for |the |on )*{_NAME})*)"
)
_OWNED = re.compile(
    r"^(?:the|a|an|its|their|this|that)?\s*(?:\w+ly |new |recent |latest |\d{4} )*"
    r"(?P<name>[A-Z][\w&.-]*(?: (?:of |for |the |on )*[A-Z][\w&.-]*)*)(?:['’]s)?\s+"
    rf"(?:[a-z]+ ){{0,2}}{_REPORT_NOUN}\b"
)
_REVIEWED = re.compile(r"\b(?:reviewed|seen|obtained|examined|analy[sz]ed|compiled) by (?:the )?(?P<name>[A-Z].+)$")
_GOVERNMENT = re.compile(r"\b(?:ministry|government|cabinet|embassy|presidency|chancellery)\b", re.IGNORECASE)
_SPOKES = re.compile(r"\b(?:spokes(?:man|woman|person)|press (?:secretary|officer|service|office))\b", re.IGNORECASE)
_TELLING_NAME = 3  # words of a body's description by which it is known: "union of lorry drivers"
_TELLING_WORDS = 5  # of a description that two texts do not hit upon by chance
_TITLED = re.compile(r"[“\"‘][A-Z][^”\"’]{6,}[”\"’]|\b[A-Z][a-z]+ [A-Z][a-z]+\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where one document's chain of voices ends, before origins are joined to roots."""

    id: str
    name: str
    nature: RootNature
    actor: str | None = None
    organisation: str | None = None  # the organisation's name
    organisation_actor: str | None = None
    describes: str | None = None  # "co-author": what ties a person to the organisation
    known: bool = True  # False: the text does not say who it is


def origin(key: str, *, name: str, nature: RootNature, **more: object) -> Origin:
    """The origin with the id that its key gives it."""
    return Origin(id=fingerprint("root", key), name=name, nature=nature, **more)  # type: ignore[arg-type]


def house_origin(house: House) -> Origin:
    """A publisher's own voice; a government that publishes for itself is no outlet."""
    official = house.told and (house.actor or "").endswith("/GOV")
    key = f"actor {house.actor}" if house.actor else f"name {house.key}"
    nature = RootNature.ORGANISATION if official else RootNature.OUTLET
    return origin(key, name=house.name, nature=nature, actor=house.actor)


def person_origin(name: str, *, actor: str | None = None) -> Origin:
    """A person by his actor, else by a name of more than one word, which means one person in every document."""
    key = f"actor {actor}" if actor else f"person  {plain_name(name)}"
    return origin(key, name=name, nature=RootNature.PERSON, actor=actor)


def organisation_origin(
    words: str, *, actor: str | None, world: World, nature: RootNature = RootNature.ORGANISATION
) -> Origin:
    """An organisation, state or outlet by its actor, else by its name."""
    known = world.actors.get(actor) if actor else None
    key = f"actor {actor}" if actor else f"name {plain_name(words)}"
    return origin(key, name=known.name if known else words, nature=nature, actor=actor)


class Origins:
    """Finds the origin of voices."""

    def __init__(self, material: Material, world: World, houses: Mapping[str, House]) -> None:
        self._material = material
        self._world = world
        self._houses = houses
        self.directory = Directory({each.key: each for each in houses.values() if each.told}.values())
        self._same: dict[str, list[str]] = {}
        for each in material.judgements:
            if each.about == MENTION_IS_MENTION and each.opinion is Opinion.SAME:
                self._same.setdefault(each.subject, []).append(each.candidate)

    def of(self, claim: Claim) -> Origin:
        """The origin of the claim's last voice."""
        voice = claim.root_voice
        if voice.name == PUBLISHER:
            return house_origin(self._houses[claim.document])
        if voice.anonymity is Anonymity.UNSTATED or voice.nature is RootNature.UNSTATED:
            return origin(f"unstated {claim.document}", name="unstated", nature=RootNature.UNSTATED, known=False)
        house = self._house_behind(voice)
        if house is not None:
            return house_origin(house)
        return self._spoken_for(voice) or self._told_by(claim, voice)

    def _told_by(self, claim: Claim, voice: Voice) -> Origin:
        """The origin of a voice that is no publisher of the dossier."""
        chain = self._antecedents(voice.mention)
        actor = self._actor(chain, voice)
        if actor is not None and self._is_only_from(voice, actor):
            key = f"described {claim.document} {plain_name(voice.name)}"
            return origin(key, name=voice.name, nature=RootNature.DESCRIBED, known=False)
        find = {RootNature.REPORT: self._report, RootNature.PERSON: self._person}.get(voice.nature)
        if find is not None:
            return find(claim, voice, chain=chain, actor=actor)
        if voice.nature is RootNature.ORGANISATION and actor is None and voice.anonymity is Anonymity.DESCRIBED:
            return self._body(claim, voice, chain)
        # "Western diplomats" are not the West
        unnamed = voice.nature is RootNature.DESCRIBED and not self._is_body(chain)
        if unnamed or (actor is None and voice.anonymity is Anonymity.DESCRIBED):
            key = f"described {claim.document} {plain_name(voice.name)}"
            return origin(key, name=voice.name, nature=RootNature.DESCRIBED, known=False)
        if voice.nature in {RootNature.LEAK, RootNature.DATABASE}:
            return self._collection(claim, voice, chain)
        nature = voice.nature if voice.nature is not RootNature.DESCRIBED else RootNature.ORGANISATION
        if self.is_outlet(voice, actor):
            nature = RootNature.OUTLET
        return organisation_origin(self._name(chain, voice), actor=actor, world=self._world, nature=nature)

    def _spoken_for(self, voice: Voice) -> Origin | None:
        """The body for which an unnamed spokesperson speaks by office; None of anybody else."""
        if voice.nature is not RootNature.DESCRIBED or not _SPOKES.search(voice.name):
            return None
        chain = self._antecedents(voice.mention)
        actor = self._actor(chain, voice)
        body = self._belonging(chain) or ((voice.name, actor, None) if actor is not None else None)
        return organisation_origin(body[0], actor=body[1], world=self._world) if body is not None else None

    def _is_only_from(self, voice: Voice, actor: str) -> bool:
        """Whether a voice is somebody of a part of the world, not that part: "one European intelligence service"."""
        known = self._world.actors.get(actor)
        if known is None or known.country is not None or known.sector is not None or known.nature is Nature.PERSON:
            return False
        return len(plain_name(voice.name).split()) > len(plain_name(known.name).split())

    def _body(self, claim: Claim, voice: Voice, chain: list[Mention]) -> Origin:
        """A body that is described and not named: that of its state, else one that its description sets apart."""
        owner = self._belonging(chain)
        if owner is not None and owner[1] is not None and _GOVERNMENT.search(voice.name):
            return organisation_origin(owner[0], actor=owner[1], world=self._world)
        told = len(voice.name.split()) >= _TELLING_NAME
        key = f"described {'' if told else claim.document} {plain_name(voice.name)}"
        nature = RootNature.ORGANISATION if told else RootNature.DESCRIBED
        return origin(key, name=voice.name, nature=nature, known=told)

    @staticmethod
    def _is_body(chain: list[Mention]) -> bool:
        """Whether the words mean a body that can be told from others, not persons of some kind."""
        return any(each.nature not in {Nature.PERSON, Nature.PEOPLE} for each in chain)

    def _house_behind(self, voice: Voice) -> House | None:
        """The dossier's house that the voice is, or whose review alone makes the records known that the voice is."""
        if voice.nature in {RootNature.PERSON, RootNature.REPORT}:
            return None
        if voice.nature is RootNature.DESCRIBED and " " not in voice.name:
            return None  # "the president" of a text is no paper that calls itself the president's
        reviewed = _REVIEWED.search(voice.name)
        return self.directory.called(reviewed["name"] if reviewed else voice.name)

    def is_outlet(self, voice: Voice, actor: str | None = None) -> bool:
        """Whether the voice is a news outlet's, whatever the reader took it for."""
        if voice.nature is RootNature.OUTLET:
            return True
        known = getattr(self._world, "is_outlet", None)
        actor = actor or self._actor(self._antecedents(voice.mention), voice)
        return bool(known and actor and known(actor))

    def _antecedents(self, mention: str | None) -> list[Mention]:
        """The mention and all that it points back to, nearest first."""
        found: list[Mention] = []
        waiting = [mention] if mention else []
        while waiting:
            each = self._material.mention.get(waiting.pop(0))
            if each is not None and each not in found:
                found.append(each)
                waiting.extend([*each.refers_to, *self._same.get(each.id, [])])
        return found

    def _actor(self, chain: list[Mention], voice: Voice) -> str | None:
        for each in chain:
            actors = self._material.actors_of.get(each.id, ())
            if actors:
                return actors[0] if len(actors) == 1 else "+".join(sorted(actors))
        named = voice.anonymity is Anonymity.NAMED and voice.nature is not RootNature.REPORT
        return actor_named(voice.name, self._world) if named else None

    def _belonging(self, chain: list[Mention]) -> tuple[str, str | None, str | None] | None:
        """The organisation that a mention belongs to: its words, its actor, and what ties the two."""
        tied = [each for each in chain if each.belongs_to in self._material.mention]
        for each in sorted(tied, key=lambda one: one.describes is None):
            owners = self._antecedents(str(each.belongs_to))
            actor = next(
                (self._material.actors_of[o.id][0] for o in owners if self._material.actors_of.get(o.id)), None
            )
            words = next(
                (o.span.text for o in owners if any(sign.isupper() for sign in o.span.text)), owners[0].span.text
            )
            if actor is None and (written := _OWNED.search(words)):
                words = written["name"]
            actor = actor or actor_named(words, self._world)
            if actor or words[:1].isupper() or words.lower().startswith("the "):
                written_by = owners[0].nature is Nature.PUBLICATION
                return words, actor, each.describes or (f"author of {owners[0].span.text}" if written_by else None)
        return None

    def _report(self, claim: Claim, voice: Voice, *, chain: list[Mention], actor: str | None) -> Origin:
        owner = self._belonging(chain)
        words, author = (owner[0], owner[1]) if owner else (None, actor)
        if words is None and author is None:
            words = self._author_in_words([voice.name, *(each.span.text for each in chain)])
            author = actor_named(words, self._world) if words else None
        if words is None and author is None:
            title = _TITLED.search(voice.name)
            key = (
                f"report {plain_name(voice.name)}" if title else f"report {claim.document} {self._first(chain, voice)}"
            )
            return origin(key, name=voice.name, nature=RootNature.REPORT, known=title is not None)
        known = self._world.actors.get(author) if author else None
        name = known.name if known else (words or voice.name)
        return origin(
            f"report of {author or plain_name(words or '')}", name=f"report by {name}", nature=RootNature.REPORT,
            organisation=name, organisation_actor=author, describes="report",
        )  # fmt: skip

    @staticmethod
    def _author_in_words(candidates: list[str]) -> str | None:
        for words in candidates:
            for pattern in (_OWNED, REPORT_OF):
                if found := pattern.search(words):
                    return found["name"]
        return None

    def _person(self, claim: Claim, voice: Voice, *, chain: list[Mention], actor: str | None) -> Origin:
        owner = self._belonging(chain)
        if voice.anonymity is Anonymity.DESCRIBED and actor is None:
            key = f"described {claim.document} {plain_name(voice.name)}"
            nature, known = RootNature.DESCRIBED, False
        else:
            full = self._name(chain, voice)
            lone = " " not in plain_name(full)
            key = f"actor {actor}" if actor else f"person {claim.document if lone else ''} {plain_name(full)}"
            nature, known = RootNature.PERSON, True
        listed = self._world.actors.get(actor or "")
        name = listed.name if listed else self._name(chain, voice)
        return origin(
            key, name=name, nature=nature, actor=actor, known=known,
            organisation=owner[0] if owner else None, organisation_actor=owner[1] if owner else None,
            describes=owner[2] if owner else None,
        )  # fmt: skip

    def _collection(self, claim: Claim, voice: Voice, chain: list[Mention]) -> Origin:
        """A leak or a data base; of a data base also whose it is."""
        words = voice.name.split()
        owner = self._belonging(chain) if voice.nature is RootNature.DATABASE else None
        named = voice.anonymity is Anonymity.NAMED or len(words) >= _TELLING_WORDS
        distinct = named and any(word[:1].isupper() for word in words[1:])
        key = f"{voice.nature} {'' if distinct else claim.document} {plain_name(voice.name)}"
        return origin(
            key, name=voice.name, nature=voice.nature,
            organisation=owner[0].removeprefix("the ") if owner else None,
            organisation_actor=owner[1] if owner else None,
        )  # fmt: skip

    @staticmethod
    def _name(chain: list[Mention], voice: Voice) -> str:
        """The longest name among the mentions of one person or organisation."""
        names = [voice.name, *(each.span.text for each in chain)]
        proper = [name for name in names if name[:1].isupper() or " " in name]
        written = [name for name in proper if any(sign.isupper() for sign in name)]
        return max(written or names, key=lambda name: (len(name.split()), -names.index(name)))

    @staticmethod
    def _first(chain: list[Mention], voice: Voice) -> str:
        """What names an unnamed report within its document: the place where it is first spoken of."""
        if not chain:
            return plain_name(voice.name)
        earliest = min(chain, key=lambda each: each.span.start)
        return f"at {earliest.span.start}"
