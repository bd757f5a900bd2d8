"""Grounding: what a model says enters; claims whose words stand in the text leave, and notes on what was left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.dates import periods_over
from foedus.read.figures import Figures, figures_in, period_in
from foedus.read.quantities import quantities
from foedus.records import Claim, Mention, Party, Voice, mention_id, problem
from foedus.terms import Anonymity, Factuality, Manner, Nature, Role, RootNature, Severity, Sort, Verb
from foedus.values import Cue, Span, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.knowledge.language import Language
    from foedus.knowledge.world import World
    from foedus.read.by_llm import asking
    from foedus.read.by_llm.asking import Said
    from foedus.records import Document, Problem

CONFIDENCE = 0.5  # nothing is known of a model's reliability until it is measured on gold
_SHOWN = 80  # characters of a quotation in a note
_PUBLISHER = Voice(name="@publisher", nature=RootNature.OUTLET, anonymity=Anonymity.NAMED)
_STOP = re.compile(r"[.!?…][\"'”’)\]]*\s|\n")
_PERSONS = frozenset({RootNature.PERSON, RootNature.DESCRIBED})


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """A document in which a model's words are looked up."""

    document: Document
    world: World
    language: Language
    read_by: str
    spans: tuple[tuple[int, int], ...]

    def kept(self, said: list[Said]) -> Iterator[Mention | Claim | Problem]:
        """Yield the mentions, the claims and what was left out of these."""
        mentions: dict[str, Mention] = {}
        claims: dict[str, Claim] = {}
        left_out: list[Problem] = []
        figures = self._figures()
        for each in said:
            evidence = self._found(each.quote)
            if evidence is None:
                reason = "its quotation does not stand in what is read of the text"
                left_out.append(self._left_out(each.quote, reason))
                continue
            claim = self._claim(each, evidence, (figures, mentions))
            if claim is None:
                left_out.append(self._left_out(each.quote, "a party or a source of it does not stand in the text"))
            else:
                claims[claim.id] = claim
        yield from sorted(left_out, key=lambda one: one.id)
        yield from sorted(mentions.values(), key=lambda one: (one.span.start, one.span.end))
        yield from sorted(claims.values(), key=lambda one: (one.evidence.start, one.evidence.end, one.id))

    def _left_out(self, quote: str, reason: str) -> Problem:
        shown = quote if len(quote) <= _SHOWN else f"{quote[: _SHOWN - 1]}…"
        says = f"a claim of the language model was left out, since {reason}: “{shown}”"
        return refused(self.document, says)

    def _figures(self) -> Figures:
        text, document = self.document.text, self.document
        dated = periods_over(text, self.spans, published_on=document.published_on)
        counted = [
            each for start, end in self.spans for each in quantities(text, document=document.id, start=start, end=end)
        ]
        return Figures(dated=dated, quantities=tuple(counted), damaged=())

    def _found(self, words: str) -> Span | None:
        """Where the words stand in what is read, within one sentence."""
        clean = words.strip()
        if not clean:
            return None
        for start, end in self.spans:
            at = self.document.text.find(clean, start, end)
            if at >= 0:
                inner = _STOP.search(clean)
                return None if inner and inner.end() < len(clean) else self._span(at, len(clean))
        return None

    def _near(self, words: str, place: int) -> Span | None:
        """The occurrence of the words that is nearest to a place, those before it first."""
        clean = words.strip()
        if not clean:
            return None
        whole = re.compile(rf"(?<!\w){re.escape(clean)}(?!\w)")
        found = [match.start() for match in whole.finditer(self.document.text)]
        if not found:
            return None
        return self._span(min(found, key=lambda at: (abs(at - place), at)), len(clean))

    def _span(self, start: int, length: int) -> Span:
        text = self.document.text[start : start + length]
        return Span(document=self.document.id, start=start, end=start + length, text=text)

    def _claim(self, said: Said, evidence: Span, held: tuple[Figures, dict[str, Mention]]) -> Claim | None:
        figures, mentions = held
        parties = [self._party(each, evidence.start) for each in said.parties]
        voices = [self._voice(each, evidence.start) for each in said.voices]
        if None in parties or None in voices:
            return None
        taken = tuple(party for _, party in filter(None, parties))
        chain = (_PUBLISHER, *(voice for voice, _ in filter(None, voices)))
        mentions.update({mention.id: mention for mention, _ in filter(None, parties)})
        for voice, nature in filter(None, voices):
            if voice.span is not None and voice.mention is not None:
                mentions.setdefault(voice.mention, Mention(id=voice.mention, span=voice.span, nature=nature))
        sort = Sort(said.sort)
        kind = said.kind if said.kind in self.language.kinds else "OTHER" if sort is Sort.ACT else None
        says = _says(evidence, sort, kind, taken)
        return Claim(
            id=fingerprint(
                "claim", self.document.id, evidence.start, evidence.end, says, *(each.name for each in chain)
            ),
            says=says,
            document=self.document.id,
            sort=sort,
            evidence=evidence,
            kind=kind,
            parties=taken,
            voices=chain,
            manner=self._manner(evidence, chain),
            factuality=Factuality(said.factuality),
            when=period_in(figures, evidence, evidence.start, sentence=self._sentence(evidence)),
            quantities=figures_in(figures, evidence),
            cues=tuple(Cue(span=voice.cue, signals="report") for voice in chain if voice.cue is not None),
            read_by=self.read_by,
            confidence=CONFIDENCE,
        )

    def _party(self, said: asking.Party, place: int) -> tuple[Mention, Party] | None:
        span = self._near(said.words, place)
        if span is None:
            return None
        mention = Mention(id=mention_id(span), span=span, nature=self._nature(span, Nature.ORGANISATION))
        return mention, Party(role=Role(said.role), mention=mention.id, words=span.text)

    def _voice(self, said: asking.Voice, place: int) -> tuple[Voice, Nature] | None:
        name, nature, cue = said.name, RootNature(said.nature), said.cue
        if nature is RootNature.UNSTATED:
            heard = self._near(cue or "", place)
            return Voice(name="unstated", nature=nature, anonymity=Anonymity.UNSTATED, cue=heard), Nature.PERSON
        span = self._near(name, place)
        if span is None:
            return None
        anonymity = Anonymity.DESCRIBED if nature is RootNature.DESCRIBED else Anonymity.NAMED
        voice = Voice(
            name=span.text,
            nature=nature,
            anonymity=anonymity,
            span=span,
            mention=mention_id(span),
            cue=self._near(cue, span.end) if cue else None,
        )
        return voice, self._nature(span, Nature.PERSON if nature in _PERSONS else Nature.ORGANISATION)

    def _nature(self, span: Span, otherwise: Nature) -> Nature:
        """What the words name, as far as the tables know it."""
        for name in self.world.find(span.text):
            if name.candidates:
                return self.world.actors[name.candidates[0].actor].nature
        return otherwise

    def _manner(self, evidence: Span, chain: tuple[Voice, ...]) -> Manner:
        if len(chain) == 1:
            return Manner.OWN
        before = self.document.text[max(0, evidence.start - 1) : evidence.start]
        return Manner.DIRECT if before in {"“", '"', "‘"} else Manner.INDIRECT

    def _sentence(self, evidence: Span) -> tuple[int, int]:
        """The bounds of the sentence around the words, by its stops."""
        text = self.document.text
        before = [match.end() for match in _STOP.finditer(text, max(0, evidence.start - 1000), evidence.start)]
        after = _STOP.search(text, evidence.end)
        return (before[-1] if before else max(0, evidence.start - 1000)), (after.start() + 1 if after else len(text))


def _says(evidence: Span, sort: Sort, kind: str | None, parties: tuple[Party, ...]) -> str:
    """The fingerprint of what is said, as the shipped reader makes it."""
    roles = [f"{each.role}:{each.words.lower()}" for each in parties]
    return fingerprint("says", " ".join(evidence.text.lower().split()), sort, kind or "", *roles)


def refused(document: Document, says: str) -> Problem:
    """What notes that something of an answer was left out."""
    return problem(verb=Verb.READ, about=document.id, code="llm-refused", says=says, severity=Severity.NOTE)
