"""A dossier of any number of claims, as a run writes it: `python -m benchmarks.dossiers DIR CLAIMS`.

Nothing is read by a model: sentences are composed, so that every span is known to stand on its words, and what looks
across documents is drawn by chance in the shapes that runs leave. One relation, CHN-RUS, has 100,000 of the claims, or
half of a smaller dossier; its assessment is made by `assess` itself. The same number gives the same dossier.
"""

from __future__ import annotations

import random
import sys
from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.assess import assess
from foedus.material import Material
from foedus.records import (
    Check,
    Claim,
    Copy,
    Document,
    Drift,
    Mention,
    Objection,
    Party,
    Proposition,
    Root,
    Voice,
    document_id,
    judgement,
    mention_id,
    problem,
)
from foedus.store import Work, open_store
from foedus.store.work import Arrival
from foedus.terms import (
    MENTION_IS_ACTOR,
    Anonymity,
    Change,
    Direction,
    Disagreement,
    Factuality,
    Manner,
    Nature,
    Role,
    RootNature,
    Severity,
    Sort,
    Status,
    Strength,
    Verb,
    Verdict,
)
from foedus.values import Alignment, Cell, Cue, Period, Quantity, Span, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foedus.store import Store

PIECE = 64  # documents that one piece of work holds, as in a run
SENTENCES = 15  # claims of a document
GREAT = 100_000  # claims of the greatest relation
NEW_EVENT = 0.6  # of claims that tell what nobody told before
STATES = (
    "CHN", "RUS", "USA", "DEU", "FRA", "GBR", "IND", "JPN", "KOR", "PRK", "IRN", "TUR", "UKR", "POL", "NOR", "CHL",
    "BRA", "ZAF", "EGY", "SAU", "ISR", "PAK", "VNM", "AUS", "CAN", "MEX", "ITA", "ESP", "SWE", "FIN",
)  # fmt: skip
KINDS = (("COOPERATE.exercise", "held a joint exercise with"), ("COOPERATE.arms-transfer", "delivered torpedoes to"),
         ("COOPERATE.components", "supplied machine tools to"), ("AGREE", "signed an agreement with"),
         ("CONSULT.visit", "sent a delegation to"), ("ACCUSE", "accused"), ("SANCTION", "imposed sanctions on"),
         ("REQUEST", "asked for help from"))  # fmt: skip
SURE = (*[Factuality.CERTAIN] * 12, *[Factuality.PROBABLE] * 3, *[Factuality.POSSIBLE] * 3, Factuality.UNCOMMITTED)
FIRST = date(2015, 1, 1)


@dataclass(slots=True)
class Event:
    """What several claims tell."""

    id: str
    kind: str
    says: str
    pair: tuple[str, str]
    when: Period | None
    pro: list[tuple[str, int, int]] = field(default_factory=list)  # claim, root, outlet
    con: list[str] = field(default_factory=list)


class Author:
    """Composes documents and remembers what looks across them."""

    def __init__(self, claims: int) -> None:
        self.chance = random.Random(claims)
        self.claims = claims
        self.share = min(0.5, GREAT / claims)
        self.outlets = 40 + claims // 3000
        self.sources = 60 + claims // 100
        self.words = [self._word(number) for number in range(max(2000, claims // 10))]
        self._chances = [*accumulate(1 / (place + 8) for place in range(len(self.words)))]
        self.events: list[Event] = []
        self.roots: dict[int, list[str]] = defaultdict(list)
        self.copies: list[Copy] = []
        self.days: dict[str, date] = {}
        self.great: list[Claim] = []
        self._before: Document | None = None

    def _word(self, number: int) -> str:
        chance = random.Random(number)
        return "".join(chance.choice("bdfgklmnprstvz" if place % 2 else "aeiou") for place in range(4 + number % 6))

    def _some(self, count: int) -> str:
        places = (bisect(self._chances, self.chance.random() * self._chances[-1]) for _ in range(count))
        return " ".join(self.words[min(each, len(self.words) - 1)] for each in places)

    def name(self, root: int) -> str:
        """The name of a root: an outlet's, or a source's."""
        if root < self.outlets:
            return f"{self.words[root % 2000].title()} Gazette {root}"
        return f"{self.words[root * 7 % 2000].title()} Institute {root}"

    def paper(self, number: int) -> Paper:
        """One document with what is read in it."""
        outlet = int(self.chance.random() ** 2 * self.outlets)
        composed = [self._sentence() for _ in range(min(SENTENCES, self.claims - number * SENTENCES))]
        title = self._some(5).capitalize()
        text = title + "\n\n" + "\n\n".join(
            " ".join(each.text for each in composed[start : start + 4]) for start in range(0, len(composed), 4)
        )  # fmt: skip
        url = f"https://example.org/{number}"
        day = FIRST + timedelta(days=self.chance.randrange(3600))
        document = Document(
            id=document_id(publisher=self.name(outlet), url=url, text=text), text=text, title=title,
            publisher=self.name(outlet), url=url, published_on=day, language="en", gathered_from=f"{number:07}.txt",
        )  # fmt: skip
        self.days[document.id] = day
        made = Paper(document=document)
        place = len(title) + 2
        for count, each in enumerate(composed):
            self._read(made, each, place, outlet)
            place += len(each.text) + (2 if count % 4 == 3 else 1)
        self._copied(document)
        return made

    def _copied(self, document: Document) -> None:
        before, self._before = self._before, document
        if before is None or self.chance.random() > 0.1:
            return
        first, second = (Span(document=each.id, start=0, end=20, text=each.text[:20]) for each in (before, document))
        self.copies.append(
            Copy(id=fingerprint("copy", before.id, document.id), first=before.id, second=document.id,
                 strength=self.chance.choice([*Strength]), direction=self.chance.choice([*Direction]),
                 because="words agree in one passage", aligned=(Alignment(first=first, second=second, likeness=1.0),),
                 share=round(self.chance.random(), 3))
        )  # fmt: skip

    def _sentence(self) -> Sentence:
        """The words of one claim: of a new event, or of one told before."""
        if not self.events or self.chance.random() < NEW_EVENT:
            event = self._event()
        else:
            event = self.events[-1 - int(self.chance.expovariate(1 / 400)) % len(self.events)]
        root = self.chance.choice([None, None, int(self.chance.random() ** 3 * self.sources) + self.outlets])
        denies = self.chance.random() < 0.03
        said = f"{self.name(root)} said that " if root is not None else ""
        verb = f"never {event.says}" if denies else event.says
        tail = self._some(self.chance.randrange(2, 9))
        head, _, _ = verb.partition("|")
        text = f"{said}{event.pair[0]} {head} {event.pair[1]} {tail} {self.chance.randrange(2, 900)} {self._some(1)}."
        return Sentence(text=text, said=said, event=event, root=root, denies=denies)

    def _event(self) -> Event:
        pair = ("CHN", "RUS") if self.chance.random() < self.share else tuple(self.chance.sample(STATES, 2))
        kind, says = self.chance.choice(KINDS)
        when = None
        if self.chance.random() < 0.4:
            year = self.chance.randrange(2000, 2024)
            when = Period(since=date(year, 1, 1), until=date(year + 1, 1, 1), written=str(year))
        identity = fingerprint("event", len(self.events), *pair)
        self.events.append(Event(id=identity, kind=kind, says=says, pair=(pair[0], pair[1]), when=when))
        return self.events[-1]

    def _read(self, made: Paper, each: Sentence, place: int, outlet: int) -> None:
        """The claim of one sentence that stands at this place."""
        text, event, own = made.document.text, each.event, made.document.id

        def span(start: int, words: str) -> Span:
            assert text[start : start + len(words)] == words
            return Span(document=own, start=start, end=start + len(words), text=words)

        at = place + len(each.said)
        evidence = span(at, each.text[len(each.said) : -1])
        parties, voices, cues = [], [Voice(name="@publisher", nature=RootNature.OUTLET, anonymity=Anonymity.NAMED)], []
        for role, state in zip((Role.INITIATOR, Role.TARGET), event.pair, strict=True):
            there = span(text.index(state, at), state)
            mention = Mention(id=mention_id(there), span=there, nature=Nature.STATE)
            made.mentions.append(mention)
            made.judged.append(judgement(about=MENTION_IS_ACTOR, subject=mention.id, candidate=state, by=Verb.RESOLVE,
                                         because=f"'{state}' is named", evidence=there))  # fmt: skip
            parties.append(Party(role=role, mention=mention.id, words=state))
        if each.root is not None:
            there, cue = span(place, self.name(each.root)), span(place + len(self.name(each.root)) + 1, "said")
            made.mentions.append(Mention(id=mention_id(there), span=there, nature=Nature.ORGANISATION))
            voices.append(Voice(name=there.text, nature=RootNature.ORGANISATION, anonymity=Anonymity.NAMED, span=there,
                                mention=made.mentions[-1].id, cue=cue))  # fmt: skip
            cues.append(Cue(span=cue, signals="report"))
        verb = span(at + len(event.pair[0]) + 1, each.text[len(each.said) + len(event.pair[0]) + 1 :].split(" ")[0])
        figure = next(word for word in evidence.text.split(" ") if word.isdigit())
        counted = span(at + evidence.text.rindex(figure), figure)
        claim = Claim(
            id=fingerprint("claim", own, at), says=fingerprint("says", evidence.text), document=own, sort=Sort.ACT,
            evidence=evidence, kind=event.kind, status=Status.DELIVERED, parties=tuple(parties), voices=tuple(voices),
            mode=event.kind.partition(".")[2] or None if event.kind.startswith("COOPERATE") else None,
            manner=Manner.OWN if each.root is None else Manner.INDIRECT, cues=tuple(cues), predicate=verb,
            factuality=Factuality.CERTAINLY_NOT if each.denies else self.chance.choice(SURE), when=event.when,
            quantities=(Quantity(low=float(figure), high=float(figure), unit=None, counted="crates", approximate=False,
                                 span=counted),),
            read_by="composed", confidence=round(self.chance.uniform(0.3, 0.95), 2),
        )  # fmt: skip
        made.claims.append(claim)
        root = each.root if each.root is not None else outlet
        self.roots[root].append(claim.id)
        (event.con.append(claim.id) if each.denies else event.pro.append((claim.id, root, outlet)))
        if set(event.pair) == {"CHN", "RUS"}:
            self.great.append(claim)

    # ---- what looks across documents

    def all_roots(self) -> tuple[Root, ...]:
        """Every root with its claims."""
        return tuple(sorted((
            Root(id=self.root_id(each), name=self.name(each), claims=tuple(sorted(claims)),
                 nature=RootNature.OUTLET if each < self.outlets else RootNature.ORGANISATION,
                 names=(self.name(each),), because="it is named so")
            for each, claims in self.roots.items()
        ), key=lambda each: each.id))  # fmt: skip

    def root_id(self, root: int) -> str:
        """The id of a root by its number."""
        return fingerprint("root", root)

    def propositions(self) -> Iterator[Proposition]:
        """One for each event that a claim supports."""
        for each in self.events:
            if not each.pro:
                continue
            roots = sorted({self.root_id(root) for _, root, _ in each.pro})
            yield Proposition(
                id=each.id, says=f"{each.pair[0]} {each.says} {each.pair[1]} {self.words[int(each.id[:6], 16) % 2000]}",
                sort=Sort.ACT, kind=each.kind, initiators=each.pair[:1], targets=each.pair[1:], others=(),
                when=each.when, supporting=tuple(sorted(claim for claim, _, _ in each.pro)),
                denying=tuple(Objection(claim=one, respect=Disagreement.POLARITY, because="one denies the other")
                              for one in sorted(each.con)),
                qualifying=(), refines=(), roots=tuple(roots), lower=len(roots), upper=len(roots),
                outlets=len({outlet for _, _, outlet in each.pro}), unknown=0,
                belief=round(1 - 0.58 ** len(roots), 4),
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, and whom it tells of."""

    text: str
    said: str
    event: Event
    root: int | None
    denies: bool


@dataclass(slots=True)
class Paper:
    """A document and what was read in it."""

    document: Document
    mentions: list[Mention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    judged: list[Any] = field(default_factory=list)


def written(folder: Path, claims: int) -> None:
    """The folder holds a dossier of so many claims."""
    author = Author(claims)
    store = open_store(folder, create=True)
    with store.writing():
        count = -(-claims // SENTENCES)
        for start in range(0, count, PIECE):
            _keep(store, [author.paper(number) for number in range(start, min(count, start + PIECE))])
            print(f"\r{start} of {count} documents", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        _across(store, author)
    store.close()


def _keep(store: Store, papers: Sequence[Paper]) -> None:
    documents = [each.document for each in papers]
    finished = {each.id: "composed" for each in documents}
    arrivals = [Arrival(document=each, asked="composed", place=str(each.url)) for each in documents]
    store.keep(Work(verb=Verb.GATHER, finished={each.gathered_from: each.id for each in documents}, asked="composed",
                    records={"documents": documents}, arrivals=arrivals))  # fmt: skip
    troubles = [
        (each.document.id, problem(verb=Verb.READ, about=each.document.id, code="no-byline",
                                   says="The text names no author.", severity=Severity.NOTE))
        for each in papers[::10]
    ]  # fmt: skip
    store.keep(Work(verb=Verb.READ, finished=finished, problems=troubles,
                    records={"mentions": [one for each in papers for one in each.mentions],
                             "claims": [one for each in papers for one in each.claims]}))  # fmt: skip
    store.keep(Work(verb=Verb.RESOLVE, finished=finished,
                    judgements=[(each.document.id, one) for each in papers for one in each.judged]))  # fmt: skip


def _across(store: Store, author: Author) -> None:
    done, roots = {"": "composed"}, author.all_roots()
    copies = sorted(author.copies, key=lambda each: each.id)
    store.keep(Work(verb=Verb.TRACE, finished=done, records={"copies": copies, "roots": roots}))
    told = sorted(author.propositions(), key=lambda each: each.id)
    words = {each.id: each for each in author.great}
    store.keep(Work(verb=Verb.ASSEMBLE, finished=done, records={"propositions": told, "drifts": _drifts(told, words)}))
    checks = [
        Check(id=fingerprint("check", each.id), proposition=each.id, dataset="Composed record", version="1",
              first_year=1950, last_year=2020, verdict=Verdict.AGREES, row=(Cell(column="year", value="2001"),),
              says="The record has it.", topic="exercise")
        for each in told[::40] if each.kind == "COOPERATE.exercise"
    ]  # fmt: skip
    store.keep(Work(verb=Verb.CHECK, finished=done, records={"checks": sorted(checks, key=lambda each: each.id)}))
    near = tuple(each for each in told if {*each.initiators, *each.targets} == {"CHN", "RUS"})
    papers = {each.document for each in author.great}
    material = Material(
        claims=tuple(sorted(author.great, key=lambda each: each.id)), propositions=near, checks=tuple(checks),
        roots=tuple(replace(each, claims=tuple(one for one in each.claims if one in words)) for each in roots),
        documents=tuple(Document(id=each, text="", published_on=author.days[each]) for each in sorted(papers)),
    )  # fmt: skip
    held = sorted(assess(material, ("CHN", "RUS")), key=lambda each: each.id)
    store.keep(Work(verb=Verb.ASSESS, finished=done, records={"assessments": held}))


def _drifts(told: Sequence[Proposition], words: dict[str, Claim]) -> list[Drift]:
    found = []
    for each in told:
        pair = [words[one] for one in each.supporting[:2] if one in words]
        if len(pair) == 2 and int(each.id[:2], 16) < 16:
            found.append(
                Drift(id=fingerprint("drift", each.id), proposition=each.id, earlier=pair[0].id, later=pair[1].id,
                      change=Change.NUMBER_MOVED, before=pair[0].quantities[0].span, after=pair[1].quantities[0].span,
                      says=f"{pair[0].quantities[0].span.text} became {pair[1].quantities[0].span.text}")
            )  # fmt: skip
    return sorted(found, key=lambda each: each.id)


if __name__ == "__main__":
    written(Path(sys.argv[1]), int(sys.argv[2]))
