"""On whose word a clause stands: the chain of voices from the publisher to the root, each link with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.grammar import below, preposition
from foedus.read.holders import holders
from foedus.read.relaying import outlets_told
from foedus.read.speakers import can_speak, nearby, speaker_of
from foedus.read.titles import surname, without_article
from foedus.records import Voice
from foedus.terms import Anonymity, Manner, Nature, RootNature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.met import Source
    from foedus.read.page import Page
    from foedus.read.reporting import Frame
    from foedus.read.sources import Sources
    from foedus.values import Span

PUBLISHER = "@publisher"
QUOTING = frozenset({"quote", "cite", "interview", "reach"})
_LEAD = 2  # the number of the last sentence that tells at once where all that follows was said
_OWN = frozenset({"this", "our"})
_ASSEMBLIES = frozenset(
    {"council", "parliament", "committee", "congress", "senate", "assembly", "commission", "court", "conference"}
    | {"duma", "rada", "forum", "summit", "commons", "lords", "bundestag", "knesset", "majlis"}
)
_NO_RELAY = frozenset({Nature.PERSON, Nature.PEOPLE, Nature.STATE, Nature.GOVERNMENT})


class Chains:
    """The voices of one page; each frame's source is identified once, when its sentence is heard.

    Sentences are heard in the order of the text, so that "the president" can point back to whoever was spoken of. The
    chain of a place is whole only when the whole page was heard: a quotation may name its source at its end.
    """

    def __init__(self, page: Page, frames: tuple[Frame, ...], sources: Sources) -> None:
        self.page = page
        self.frames = frames
        self._holders = holders(page)
        self._sources = sources
        self._links: dict[int, tuple[Voice, ...]] = {}
        self._through: dict[str, tuple[int, Voice]] = {}  # by who spoke: from where on, and the outlet that heard it

    def hear(self, sentence: Sentence) -> None:
        """Identify the sources of the frames whose cues stand in this sentence."""
        for frame in (*self.frames, *self._holders):
            if frame.sentence is sentence:
                self._links[id(frame)] = self._link(frame, self._sources)
        for verb, outlet in outlets_told(self.page, sentence):
            self._note_outlet(sentence, verb, outlet)

    def _note_outlet(self, sentence: Sentence, verb: Word, outlet: Word) -> None:
        """Note through which outlet whoever speaks by this verb is heard from here on."""
        source = speaker_of(sentence, verb) or nearby(self.page, sentence, verb)
        if source is None or self._is_publisher(sentence, outlet) or not can_speak(self.page, sentence, source):
            return
        own = next((self._links[id(each)] for each in self.frames if each.cue is verb and self._links[id(each)]), ())
        who = own[-1].name if own else getattr(self._sources.identify(sentence, source), "name", None)
        told = self._sources.identify(sentence, outlet)
        if who is None or told is None:
            return
        self._sources.forget(told)
        cue = self.page.span(verb.start, verb.end)
        self._hears(who, sentence, self._voice(told, cue))

    def _hears(self, who: str, sentence: Sentence, outlet: Voice) -> None:
        number = self.page.sentence_number(sentence.start)
        self._through[who] = (0 if number <= _LEAD else sentence.start, outlet)

    @staticmethod
    def _voice(source: Source, cue: Span) -> Voice:
        return Voice(
            name=source.name,
            nature=source.nature,
            anonymity=source.anonymity,
            span=source.span,
            mention=source.mention.id,
            cue=cue,
        )

    def _link(self, frame: Frame, sources: Sources) -> tuple[Voice, ...]:
        cue = self.page.span(frame.cue.start, frame.cue_end)
        if frame.source is None:
            hearsay = Voice(name="unstated", nature=RootNature.UNSTATED, anonymity=Anonymity.UNSTATED, cue=cue)
            return (hearsay,)
        source = sources.labelled(frame.turn) if frame.turn else sources.identify(frame.sentence, frame.source)
        if source is None:
            return ()
        sources.note_paper(frame.sentence, frame.cue, source)
        relay = self._relay(frame, sources) or self._quoting(frame, sources)
        own = self._voice(source, cue)
        if relay is not None and self._is_outlet(relay):
            self._hears(source.name, frame.sentence, relay)
        return (relay, own) if relay is not None else (own,)

    def _is_state(self, told: Source) -> bool:
        """Whether a state was told, by its name or its capital's: it is a party, and passes nothing on."""
        name = self.page.name_at(told.mention.span.start)
        found = [self.page.world.actors.get(each.actor) for each in name.candidates] if name is not None else []
        return any(each is not None and each.nature in {Nature.STATE, Nature.GOVERNMENT} for each in found)

    def _is_outlet(self, voice: Voice) -> bool:
        if voice.nature is RootNature.OUTLET:
            return True
        name = self.page.name_at(voice.span.start) if voice.span is not None else None
        return name is not None and any(self.page.world.is_outlet(each.actor) for each in name.candidates)

    def _relay(self, frame: Frame, sources: Sources) -> Voice | None:
        """The outlet that was told, if an organisation was."""
        if frame.addressee is None or self._is_publisher(frame.sentence, frame.addressee):
            return None
        told = sources.identify(frame.sentence, frame.addressee)
        if told is None:
            return None
        direct = told.mention.nature in _NO_RELAY or not _is_named(told) or self._is_state(told) or _meets(told)
        if told.nature is not RootNature.OUTLET and direct:
            if told.nature is RootNature.DESCRIBED:
                sources.forget(told)
            return None
        return self._voice(told, self.page.span(frame.cue.start, frame.cue_end))

    def _quoting(self, frame: Frame, sources: Sources) -> Voice | None:
        """The outlet by which the speaker is quoted: "an envoy, quoted by the Zenda Advocate, says"."""
        for word in below(frame.sentence, frame.source, "acl") if frame.source is not None else ():
            by = [each for each in below(frame.sentence, word, "obl") if preposition(frame.sentence, each) == "by"]
            if word.lemma.lower() not in QUOTING or not by or self._is_publisher(frame.sentence, by[0]):
                continue
            told = sources.identify(frame.sentence, by[0])
            if told is not None:
                sources.forget(told)
                return self._voice(told, self.page.span(word.start, word.end))
        return None

    def _is_publisher(self, sentence: Sentence, word: Word) -> bool:
        """Whether somebody told the paper itself: "told the Gazette" in the Zenda Gazette, "told this newspaper"."""
        if any(each.text.lower() in _OWN for each in below(sentence, word, "det", "nmod:poss")):
            return True
        publisher = (self.page.document.publisher or "").split()
        initials = "".join(each[0] for each in publisher if each[0].isupper())
        return word.text[:1].isupper() and word.text in {*publisher, initials}

    def covering(self, position: int) -> tuple[Frame, ...]:
        """The frames that report the word at this place, outermost first; those whose source is nobody left out."""
        return self._around(position, self.frames)

    def _around(self, position: int, frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
        found = [each for each in frames if each.covers(position) and self._links.get(id(each), True)]
        spoken = [each for each in found if not each.is_hearsay]
        inner = [each for each in found if each.is_hearsay]
        depth = {
            id(each): sum(other.covers(each.cue.start) for other in spoken if other is not each) for each in spoken
        }
        ordered = sorted(spoken, key=lambda each: (depth[id(each)], each.behind, each.cue.start))
        return (*_one_per_source(ordered), *inner[:1])

    def speaking(self) -> tuple[Frame, ...]:
        """All frames of the page, those included that only name what somebody holds."""
        return (*self.frames, *self._holders)

    def links(self, frame: Frame) -> tuple[Voice, ...]:
        """Who speaks by a frame, and through whom; nobody before its sentence was heard."""
        return self._links.get(id(frame), ())

    def behind(self, frame: Frame) -> tuple[Voice, ...]:
        """The chain of what is said by a frame, wherever it stands, the publisher first."""
        return (*_once([*self.chain(frame.cue.start), *self._heard(frame)]),)

    def speaker(self, position: int) -> str | None:
        """The mention of whoever says the word at this place; None where it is the outlet's own."""
        links = [link for frame in self.covering(position) for link in self._links.get(id(frame), ())]
        return next((each.mention for each in reversed(links) if each.mention is not None), None)

    def chain(self, position: int) -> tuple[Voice, ...]:
        """The chain of the word at this place, the publisher first."""
        around = self._around(position, (*self.frames, *self._holders))
        links = [link for frame in around for link in self._heard(frame)]
        unstated = [each for each in links if each.nature is RootNature.UNSTATED]
        named = [each for each in links if each.nature is not RootNature.UNSTATED]
        publisher = Voice(name=PUBLISHER, nature=RootNature.OUTLET, anonymity=Anonymity.NAMED)
        return (publisher, *_once(named or unstated))

    def _heard(self, frame: Frame) -> tuple[Voice, ...]:
        """The links of a frame, with the outlet to which its source was said to speak."""
        links = self._links[id(frame)]
        if len(links) != 1 or frame.turn is not None or frame.behind:
            return links
        since, outlet = self._through.get(links[0].name, (0, None))
        return links if outlet is None or frame.cue.start < since else (outlet, *links)

    def manner(self, position: int) -> Manner:
        """Whether the word at this place is quoted, reported, or the outlet's own."""
        if not self.covering(position):
            return Manner.OWN
        return Manner.DIRECT if self.page.quotation_at(position) is not None else Manner.INDIRECT


def _once(voices: list[Voice]) -> Iterator[Voice]:
    """The voices, each once: nobody hands on his own words, whatever form of his name they stand by."""
    seen: set[tuple[RootNature, str]] = set()
    for each in voices:
        name = surname(each.name) if each.nature is RootNature.PERSON else _plain(each.name)
        if (each.nature, name) not in seen:
            yield each
            seen.add((each.nature, name))


def _plain(name: str) -> str:
    """The name in small letters, without its article."""
    return without_article(name[:1].lower() + name[1:]).casefold()


def _meets(source: Source) -> bool:
    """Whether a body was addressed where it met: a council or a parliament passes nothing on."""
    return source.name.rsplit(maxsplit=1)[-1].casefold() in _ASSEMBLIES


def _is_named(source: Source) -> bool:
    return source.anonymity is Anonymity.NAMED


def _one_per_source(frames: list[Frame]) -> list[Frame]:
    """The frames without those that say again what another says of the same source."""
    seen: list[Frame] = []
    for frame in frames:
        same = any(
            frame.source is not None and each.source is not None and frame.source.start == each.source.start
            for each in seen
        )
        if not same:
            seen.append(frame)
    return seen


def speech_words(frame: Frame) -> tuple[int, int]:
    """The stretch of the words that say who speaks, so that a claim's evidence can leave them out."""
    words = frame.sentence.subtree(frame.cue) if not below(frame.sentence, frame.cue, "ccomp") else (frame.cue,)
    source = frame.sentence.subtree(frame.source) if frame.source is not None else ()
    held = [each for each in (*words, *source) if not frame.covers(each.start)]
    if not held:
        return frame.cue.start, frame.cue_end
    last = max(each.end for each in held)
    said = frame.content[0][0] if frame.content else last
    if frame.row is None and frame.cue.upos == "NOUN" and frame.cue.end < said:
        last = max(last, said)  # "Streslau's position is that"
    return min(each.start for each in held), last
