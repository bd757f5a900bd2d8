"""Papers and claims for tests, written by hand: a Newsroom keeps what its papers say and turns it into Material."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from foedus.assemble import assemble
from foedus.knowledge.gazetteer import Candidate, Name
from foedus.material import Material
from foedus.records import (
    Actor,
    Claim,
    Copy,
    Document,
    Drift,
    Judgement,
    Mention,
    Party,
    Problem,
    Proposition,
    Root,
    Voice,
    document_id,
    judgement,
    mention_id,
)
from foedus.terms import (
    MENTION_IS_ACTOR,
    Anonymity,
    Factuality,
    Manner,
    Nature,
    Part,
    Role,
    RootNature,
    Sort,
    Verb,
)
from foedus.trace import trace
from foedus.values import Cue, Passage, Period, Quantity, Span, fingerprint

STATES = {
    "Ruritania": "RUR", "Strelsau": "RUR", "Graustark": "GRA", "Freedonia": "FRE", "Sylvania": "SYL",
}  # fmt: skip


@dataclass(frozen=True)
class Named:
    actor: str


@dataclass
class SmallWorld:
    """A world of four states and whatever a test adds."""

    actors: dict[str, Actor] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, code in STATES.items():
            self.actors.setdefault(code, Actor(id=code, name=name, nature=Nature.STATE, country=code))

    def add(self, key: str, name: str, nature: Nature = Nature.ORGANISATION, **more: object) -> None:
        self.actors[key] = Actor(id=key, name=name, nature=nature, **more)  # type: ignore[arg-type]

    def named(self, words: str) -> tuple[Named, ...]:
        plain = words.removeprefix("the ").removeprefix("The ")
        return tuple(Named(key) for key, each in self.actors.items() if plain in {each.name.removeprefix("The "), key})

    def find(self, text: str) -> tuple[Name, ...]:
        found = []
        for key, each in self.actors.items():
            start = text.find(each.name)
            if start >= 0:
                one = Candidate(actor=key, how="name")
                found.append(
                    Name(
                        start=start, end=start + len(each.name), words=each.name, nature=each.nature, candidates=(one,)
                    )
                )
        return tuple(found)

    def is_institute(self, actor: str) -> bool:
        return self.actors[actor].sector == "EDU"


@dataclass
class Newsroom:
    """What a test's papers say."""

    documents: list[Document] = field(default_factory=list)
    mentions: dict[str, Mention] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)

    def paper(
        self, text: str, publisher: str | None = None, on: str | None = None, headline: str | None = None,
        **more: object,
    ) -> Document:  # fmt: skip
        whole = f"{headline}\n\n{text}" if headline else text
        begin = len(whole) - len(text)
        parts = (Passage(part=Part.BODY, start=begin, end=len(whole)),)
        if headline:
            parts = (Passage(part=Part.HEADLINE, start=0, end=len(headline)), *parts)
        made = Document(
            id=document_id(publisher=publisher, url=None, text=whole), text=whole, publisher=publisher,
            published_on=date.fromisoformat(on) if on else None, parts=parts, title=headline, language="en", **more,
        )  # type: ignore[arg-type]  # fmt: skip
        self.documents.append(made)
        return made

    def span(self, paper: Document, words: str) -> Span:
        start = paper.text.index(words)
        return Span(document=paper.id, start=start, end=start + len(words), text=words)

    def mention(self, paper: Document, words: str, nature: Nature, actor: str | None = None, **more: object) -> str:
        span = self.span(paper, words)
        made = Mention(id=mention_id(span), span=span, nature=nature, **more)  # type: ignore[arg-type]
        self.mentions[made.id] = made
        if actor:
            said = judgement(
                about=MENTION_IS_ACTOR, subject=made.id, candidate=actor, by=Verb.RESOLVE, because="a test says so"
            )
            self.judgements.append(said)
        return made.id

    def voice(
        self, paper: Document, words: str, nature: RootNature, anonymity: Anonymity = Anonymity.NAMED,
        mention: str | None = None,
    ) -> Voice:  # fmt: skip
        return Voice(name=words, nature=nature, anonymity=anonymity, span=self.span(paper, words), mention=mention)

    def hearsay(self, paper: Document, words: str) -> Voice:
        cue = self.span(paper, words)
        return Voice(name=words, nature=RootNature.UNSTATED, anonymity=Anonymity.UNSTATED, cue=cue)

    def claim(
        self, paper: Document, quote: str, *voices: Voice, who: str = "", whom: str = "", sort: Sort = Sort.ACT,
        kind: str | None = None, factuality: Factuality = Factuality.CERTAIN, when: Period | None = None,
        figures: tuple[Quantity, ...] = (), hedge: str | None = None, confidence: float = 0.9, **more: object,
    ) -> Claim:  # fmt: skip
        evidence = self.span(paper, quote)
        parties = []
        for role, names in ((Role.INITIATOR, who), (Role.TARGET, whom)):
            for name in names.split():
                key = self.mention(paper, name, Nature.STATE, STATES.get(name))
                parties.append(Party(role=role, mention=key, words=name))
        publisher = Voice(name="@publisher", nature=RootNature.OUTLET, anonymity=Anonymity.NAMED)
        cues = (Cue(span=self.span(paper, hedge), signals="hedge"),) if hedge else ()
        made = Claim(
            id=fingerprint("claim", paper.id, evidence.start, evidence.end, *(voice.name for voice in voices)),
            says=fingerprint("says", quote.lower()), document=paper.id, sort=sort, evidence=evidence, kind=kind,
            parties=tuple(parties), voices=(publisher, *voices), factuality=factuality, when=when,
            manner=Manner.INDIRECT if voices else Manner.OWN, quantities=figures, cues=cues, confidence=confidence,
            **more,
        )  # type: ignore[arg-type]  # fmt: skip
        self.claims.append(made)
        return made

    def figure(self, paper: Document, words: str, low: float, counted: str, high: float | None = None) -> Quantity:
        return Quantity(
            low=low, high=low if high is None else high, unit=None, counted=counted, approximate=False,
            span=self.span(paper, words),
        )  # fmt: skip

    def material(self, **more: object) -> Material:
        def ordered(rows: list) -> tuple:
            return tuple(sorted(rows, key=lambda each: each.id))

        unique = {each.id: each for each in self.judgements}
        made = Material(
            documents=ordered(self.documents), mentions=ordered(list(self.mentions.values())),
            claims=ordered(self.claims), judgements=ordered(list(unique.values())),
        )  # fmt: skip
        return replace(made, **more) if more else made


def whole(room: Newsroom, world: SmallWorld | None = None) -> Material:
    """The material with its copies, roots and their judgements."""
    material = room.material()
    left = list(trace(material, world or SmallWorld()))
    return replace(
        material,
        copies=tuple(each for each in left if isinstance(each, Copy)),
        roots=tuple(each for each in left if isinstance(each, Root)),
        judgements=tuple(
            sorted([*material.judgements, *(e for e in left if isinstance(e, Judgement))], key=lambda e: e.id)
        ),
    )


def assembled(room: Newsroom) -> tuple[dict[str, Proposition], list[Drift], list[Problem], Material]:
    """The proposition that each claim supports, the drifts, the notes, the material."""
    material = whole(room)
    left = list(assemble(material))
    made = [each for each in left if isinstance(each, Proposition)]
    material = replace(material, propositions=tuple(made))
    drifts = [each for each in left if isinstance(each, Drift)]
    return {c: p for p in made for c in p.supporting}, drifts, [e for e in left if isinstance(e, Problem)], material
