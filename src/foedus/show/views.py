"""Records in the words that people read; the only place that formats."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from foedus.errors import UnknownActor
from foedus.terms import PUBLISHER_IS_OUTLET, Factuality, Part, RootNature, Sort
from foedus.values import Span, place_of

if TYPE_CHECKING:
    from datetime import date

    from foedus.knowledge.language import Language
    from foedus.knowledge.world import World
    from foedus.material import Material
    from foedus.records import Claim, Document, Proposition, Root
    from foedus.values import Period, Quantity

CERTAINTY = {
    Factuality.CERTAIN: "certain",
    Factuality.PROBABLE: "probable",
    Factuality.POSSIBLE: "possible",
    Factuality.POSSIBLY_NOT: "possibly not",
    Factuality.PROBABLY_NOT: "probably not",
    Factuality.CERTAINLY_NOT: "certainly not",
    Factuality.UNCOMMITTED: "uncommitted",
}


UNSTATED = "someone unstated"  # what a root is called that the text does not tell
NO_OUTLET = "unstated publisher"
_SAME = re.compile(r": “([^”]*)” became “\1”$")
_NO_VERSION = re.compile(r" unstated-[0-9a-f]{8}\b")
_CODES = re.compile(r"\b(?:(?:CT|PR|PS)[+-]|UU\b)")


@dataclass(frozen=True, kw_only=True)
class Views:
    """A material with the names of its actors at hand."""

    material: Material
    world: World
    language: Language

    @cached_property
    def _outlets(self) -> dict[str, str]:
        return {each.subject: each.candidate for each in self.material.judgements if each.about == PUBLISHER_IS_OUTLET}

    @cached_property
    def _judged(self) -> frozenset[str]:
        return frozenset(actor for actors in self.material.actors_of.values() for actor in actors)

    def publisher(self, document: Document) -> str:
        """The outlet's name, as told or as judged."""
        return document.publisher or self._outlets.get(document.id) or NO_OUTLET

    def with_outlets(self, material: Material) -> Material:
        """The material with the outlets that were judged as if the documents told them."""
        documents = (
            replace(each, publisher=each.publisher or self._outlets.get(each.id)) for each in material.documents
        )
        return replace(material, documents=tuple(documents))

    def place(self, document: Document) -> str:
        """The document's name for people: its title, else its first headline, else its file."""
        return document.title or headline(document) or document.gathered_from

    def actor(self, identity: str) -> str:
        """The actor's name."""
        known = self.world.actors.get(identity)
        if known is not None:
            return known.name
        country, _, sector = identity.partition("/")
        owner = self.world.actors.get(country)
        return f"{owner.name} ({sector.lower()})" if owner is not None and sector else identity

    def country(self, identity: str) -> str:
        """The code of the state that an actor is or belongs to; the actor's own id where there is none."""
        known = self.world.actors.get(identity)
        if known is not None:
            return known.country or known.id
        return identity.partition("/")[0]

    def actors(self, identities: tuple[str, ...]) -> str:
        """The actors' names in one line."""
        return ", ".join(self.actor(each) for each in identities)

    def state(self, wanted: str) -> str:
        """The code of the state with this code or name; codes of a user's own file are known from the dossier.

        Raises:
            UnknownActor: nobody has it.
        """
        if wanted.upper() in self.world.actors or wanted.upper() in self._judged:
            return wanted.upper()
        for each in self.world.named(wanted):
            return self.country(each.actor)
        raise UnknownActor(wanted)

    def states(self, proposition: Proposition) -> set[str]:
        """The codes of the states that a proposition is about."""
        return {self.country(each) for each in (*proposition.initiators, *proposition.targets, *proposition.others)}

    def sides(self, proposition: Proposition) -> str:
        """Who is said to do what to whom, by name; a part of a state is not told beside the state itself."""
        left, right = self._names(proposition.initiators), self._names((*proposition.targets, *proposition.others))
        right = [each for each in right if each not in left]
        if left and right:
            return f"{', '.join(left)} → {', '.join(right)}"
        return ", ".join(left or right)

    def _names(self, identities: tuple[str, ...]) -> list[str]:
        kept = [each for each in identities if self.country(each) == each or self.country(each) not in identities]
        return list(dict.fromkeys(self.actor(each) for each in kept))

    def kind(self, kind: str | None, sort: Sort) -> str:
        """The kind of an act in words: "cooperate: arms transfer"; the sort of what is no act.

        The kind OTHER says that no kind of the scheme fits, so the sort alone is told.
        """
        if kind is None or kind == "OTHER":
            return sort.value
        told = ": ".join(each.replace("-", " ") for each in kind.lower().split("."))
        return told if sort is Sort.ACT else f"{sort.value} ({told})"

    def words(self, key: str) -> Span | None:
        """The words that a key is of; None where it is of none, or their document is not at hand."""
        document, start, end = place_of(key) or ("", 0, 0)
        held = self.material.document.get(document)
        text = held.text[start:end] if held is not None else ""
        return Span(document=document, start=start, end=end, text=text) if text and end - start == len(text) else None

    def judged(self, key: str) -> str:
        """What a judgement speaks of, by name: words, a root, a file or an actor."""
        material, words = self.material, self.words(key)
        if words is not None:
            return f"“{' '.join(words.text.split())}”"
        if key in material.mention:
            return f"“{material.mention[key].span.text}”"
        if key in material.root or key in material.document:
            held = material.root.get(key)
            return f"“{held.name if held is not None else material.document[key].gathered_from}”"
        return self.actor(key)

    def in_words(self, told: str) -> str:
        """The sentence with FactBank's codes as words, and without a word that became itself."""
        told = _SAME.sub("", told)
        return _CODES.sub(lambda found: CERTAINTY[Factuality(found[0])], told)

    def parties(self, claim: Claim) -> list[dict[str, object]]:
        """The parties of a claim with their roles, words and actors."""
        return [
            {
                "role": each.role.value,
                "words": each.words,
                "actors": list(self.material.actors_of.get(each.mention, ())),
                "mention": each.mention,
            }
            for each in claim.parties
        ]

    def who(self, claim: Claim) -> str:
        """Who is said to do what to whom, as codes: "RUS → CHN"."""
        sides: dict[str, list[str]] = {}
        for each in claim.parties:
            side = "initiator" if each.role.value == "initiator" else "target"
            for actor in self.material.actors_of.get(each.mention, ()) or (f"“{each.words}”",):
                if actor not in sides.setdefault(side, []):
                    sides[side].append(actor)
        targets = [each for each in sides.get("target", []) if each not in sides.get("initiator", [])]
        left = ", ".join(sides.get("initiator", []))
        return f"{left} → {', '.join(targets)}" if targets else left

    def chain(self, claim: Claim) -> list[str]:
        """The names of the chain from the publisher to the root."""
        document = self.material.document[claim.document]
        names = [self.publisher(document)]
        for voice in claim.voices[1:]:
            name = voice.name if voice.nature is not RootNature.UNSTATED else UNSTATED
            if name != names[-1]:
                names.append(name)
        root = self.material.root_of.get(claim.id)
        if root is not None and len(claim.voices) > 1 and root.name != names[-1] and not is_unstated(root):
            names[-1] = f"{names[-1]} [{root.name}]" if names[-1] != UNSTATED else root.name
        return names

    def root(self, claim: Claim) -> str:
        """The name of the root that a claim stands on."""
        root = self.material.root_of.get(claim.id)
        return root.name if root is not None else claim.root_voice.name

    def what(self, claim: Claim) -> str:
        """The sort of a claim and the kind of its act."""
        if claim.kind is None:
            return claim.sort.value
        status = f", {claim.status.value}" if claim.status is not None else ""
        return f"{claim.kind}{status}" if claim.sort is Sort.ACT else f"{claim.sort.value}: {claim.kind}{status}"

    def certainty(self, claim: Claim) -> str:
        """How certain, from the root's view, and from the publisher's where it differs."""
        own = f"{CERTAINTY[claim.factuality]} ({claim.factuality.value})"
        if claim.publisher_factuality is None:
            return own
        publisher = f"{CERTAINTY[claim.publisher_factuality]} ({claim.publisher_factuality.value})"
        return f"{own}; to the publisher {publisher}"

    def count(self, proposition: Proposition) -> str:
        """The independent count in words: "1 to 2 independent roots across 7 outlets; 3 unknown"."""
        low, high = proposition.lower, proposition.upper
        roots = f"{low}" if low == high else f"{low} to {high}"
        noun = "root" if high == 1 else "roots"
        outlets = "1 outlet" if proposition.outlets == 1 else f"{proposition.outlets} outlets"
        unknown = f"; {proposition.unknown} of unknown root" if proposition.unknown else ""
        return f"{roots} independent {noun} across {outlets}{unknown}"

    def telling(self, span: Span, claim: str) -> str:
        """The words of a claim that a span lies in, or its own where the claim holds none of it."""
        evidence = self.material.claim[claim].evidence
        return " ".join((evidence if evidence.covers(span) else span).text.split())

    def nature(self, root: Root) -> str:
        """What a root is, in a word or two."""
        return {"outlet": "outlet's own reporting", "described": "described, not named"}.get(
            root.nature.value, root.nature.value
        )


def dataset(name: str) -> str:
    """The name of a dataset with its version, where it tells one.

    >>> dataset("SIPRI arms transfers unstated-9bf49c6c"), dataset("ATOP 4.01")
    ('SIPRI arms transfers (version not stated)', 'ATOP 4.01')
    """
    return _NO_VERSION.sub(" (version not stated)", name)


def headline(document: Document) -> str:
    """The first headline of the text; nothing where it has none."""
    marked = (document.text[each.start : each.end] for each in document.parts if each.part is Part.HEADLINE)
    return " ".join(next(marked, "").split())


def is_unstated(root: Root) -> bool:
    """Whether the text does not tell who the root is."""
    return root.nature is RootNature.UNSTATED


def period(when: Period | None) -> str:
    """A period as people write it, its last day included; nothing when the text does not say.

    >>> from datetime import date
    >>> from foedus.values import Period
    >>> period(Period(since=date(2023, 1, 1), until=date(2024, 1, 1), written="last year"))
    '2023 (“last year”)'
    """
    if when is None:
        return ""
    return f"{_days(when.since, when.until)} (“{' '.join(when.written.split())}”)"


def _days(since: date | None, until: date | None) -> str:
    """The days from one up to but without the other, as short as they can be told."""
    last = until - timedelta(days=1) if until is not None else None
    if since is None or last is None:
        return f"until {last}" if last is not None else f"since {since}"
    if since == last:
        return f"{since}"
    whole_months = since.day == 1 and until is not None and until.day == 1
    if whole_months and (since.month, last.month) == (1, 12):
        return f"{since:%Y}" if since.year == last.year else f"{since:%Y} to {last:%Y}"
    if whole_months:
        return (
            f"{since:%Y-%m}"
            if (since.year, since.month) == (last.year, last.month)
            else f"{since:%Y-%m} to {last:%Y-%m}"
        )
    return f"{since} to {last}"


def quantity(figure: Quantity) -> str:
    """A figure as it is written."""
    return figure.span.text


def quoted(span: Span, *, limit: int = 160) -> str:
    """The words of a span on one line, cut in the middle when they are many."""
    words = " ".join(span.text.split())
    if len(words) <= limit:
        return words
    half = (limit - 3) // 2
    return f"{words[:half].rstrip()} … {words[-half:].lstrip()}"


def around(text: str, span: Span, most: int) -> tuple[int, int]:
    """Where the shown part of a span's line begins and ends: what is cut off is whole words."""
    first, stop = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    last = len(text) if stop < 0 else stop
    left, right = max(first, span.start - most), min(last, span.end + most)
    while first < left < span.start and not text[left - 1].isspace():
        left += 1
    while span.end < right < last and not text[right].isspace():
        right -= 1
    return left, right


def address(span: Span, document: Document) -> str:
    """Where words stand: file and offsets."""
    return f"{document.gathered_from}:{span.start}-{span.end}"
