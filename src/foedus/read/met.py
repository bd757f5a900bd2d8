"""The sources met so far in a document, and which of them a later name or description means.

A sentence and a noun enter; the source that was met before leaves, or None where the text means somebody new.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.read.descriptions import fuller_before, says_more
from foedus.read.grammar import below
from foedus.read.groups import OFFICES
from foedus.read.titles import surname, untitled, without_article
from foedus.terms import Anonymity, Nature, RootNature

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.lexicon import SourceNoun
    from foedus.read.mentions import Memory
    from foedus.read.page import Page
    from foedus.records import Mention
    from foedus.values import Span

PAIRED = frozenset({"leaders", "presidents", "ministers", "statesmen"})
_HYPHENED = re.compile(r"-[a-z]{2,}\b")
_AGAIN = frozenset({"same"})  # "the same official" is the one before
_TOLD_APART = 2  # words of a description that tell its person from others


class Source:
    """Who speaks, ready to become a link of a chain."""

    __slots__ = ("anonymity", "mention", "name", "nature", "span")

    def __init__(
        self, name: str, nature: RootNature, anonymity: Anonymity, mention: Mention, *, span: Span | None = None
    ) -> None:
        self.name = name
        self.nature = nature
        self.anonymity = anonymity
        self.mention = mention
        self.span = span or mention.span  # where the text says it, here by a pronoun perhaps


class Met:
    """The sources met so far in one document."""

    def __init__(self, page: Page, memory: Memory) -> None:
        self.page = page
        self.memory = memory
        self._met: list[Source] = []

    def _full_name(self, label: Span) -> Source | None:
        """The person of whom the text gives the whole name elsewhere, where a label has the surname alone."""
        last = re.escape(label.text.split()[-1])
        whole = rf"\b(?:[A-Z][\w’'-]+ ){{1,2}}(?:(?:van|von|de|der|al|bin) )?(?i:{last})\b"
        for found in re.finditer(whole, self.page.document.text):
            if found.start() < label.start and not found[0].isupper():
                span = self._without_titles(self.page.span(found.start(), found.end()))
                mention = self.memory.note(span, Nature.PERSON)
                return Source(span.text, RootNature.PERSON, Anonymity.NAMED, mention)
        return None

    def _without_titles(self, span: Span) -> Span:
        """The name without its titles, as it stands in the text."""
        bare = untitled(span.text)
        return self.page.span(span.end - len(bare), span.end) if span.text.endswith(bare) else span

    def _hyphened(self, span: Span) -> Span:
        """The name to the end of its last word: a given name goes on in a small letter behind its hyphen."""
        rest = _HYPHENED.match(self.page.document.text, span.end)
        return self.page.span(span.start, rest.end()) if rest is not None else span

    def _office_holder(self, sentence: Sentence, head: Word) -> Source | None:
        """The person last spoken of whom "the president" or "the minister" means; None where nobody was."""
        if below(sentence, head, "nmod:poss") and head.lemma.lower() not in OFFICES:
            return None  # "his mother" is not he
        for mention in self.memory.parties(sentence, head):
            if mention.refers_to and self.memory[mention.refers_to[0]].nature is Nature.PERSON:
                meant = self.memory[mention.refers_to[0]]
                return Source(meant.span.text, RootNature.PERSON, Anonymity.NAMED, mention)
        return None

    def _row(self, sentence: Sentence, head: Word) -> SourceNoun | None:
        """The row of a noun for sources, the longest wording that ends or begins with this word."""
        lemmas = [each.lemma.lower() for each in sentence.words]
        rows = self.page.language.sources_at(lemmas, head.index)
        if not rows and head.index > 0:
            rows = tuple(each for each in self.page.language.sources_at(lemmas, head.index - 1) if len(each.words) > 1)
        return rows[0] if rows else None

    def _class(self, sentence: Sentence, head: Word) -> str | None:
        row = self._row(sentence, head)
        return row.source_class if row is not None else None

    def _same_surname(self, words: str) -> Source | None:
        """The person met before whose name ends in these words, or has this one before its last."""
        for each in reversed(self._met):
            if each.nature is RootNature.PERSON and surname(each.name) == surname(words):
                return each
        return next((e for e in reversed(self._met) if _bears(e, words)), None)  # "Rojas" of Ignacio Rojas Vaca

    def _met_as(self, sentence: Sentence, head: Word, words: list[Word]) -> Source | None:
        """The person met before whom "the officer" or "the spokeswoman" means: introduced or named by that noun."""
        pointing = any(each.text.lower() in {"the", "that", "this"} for each in below(sentence, head, "det"))
        if not pointing or len([each for each in words if each.text.lower() not in _AGAIN]) > 1:
            return None
        noun = head.text.lower()
        for each in reversed(self._met):
            described = (each.mention.describes or "").lower().split()
            by_name = each.nature is RootNature.DESCRIBED and noun in each.mention.span.text.lower().split()[-1:]
            if not by_name and not (each.nature is RootNature.PERSON and noun in described):
                continue
            found = each
            span = self.page.span(head.start, head.end)
            mention = self.memory.note(
                span, Nature.PERSON, refers_to=(found.mention.id,), belongs_to=found.mention.belongs_to
            )
            return Source(found.name, found.nature, found.anonymity, mention)
        return self._spoken_of(head)

    def _said_more(self, sentence: Sentence, head: Word, told: str) -> Source | None:
        """The source met before whom the text described by these words and more: "the agency", "the diplomat"."""
        pointing = any(each.text.lower() in {"the", "that", "this"} for each in below(sentence, head, "det"))
        told = " ".join(each for each in told.split() if each.lower() not in _AGAIN)
        for each in reversed(self._met) if pointing else ():
            if each.anonymity is Anonymity.DESCRIBED and says_more(each.name, told):
                mention = self.memory.note(
                    self.page.span(head.start, head.end),
                    each.mention.nature,
                    refers_to=(each.mention.id,),
                    belongs_to=each.mention.belongs_to,
                )
                return Source(each.name, each.nature, each.anonymity, mention)
        words = fuller_before(self.page, head) if pointing and " " not in told else []
        if words and self._class(sentence, head) in {"outlet", "organisation"}:
            mention = self.memory.note(self.page.span(head.start, head.end), Nature.ORGANISATION)
            row = self._row(sentence, head)
            nature = row.nature if row is not None else RootNature.DESCRIBED
            return Source(self.page.span_of(words).text, nature, Anonymity.DESCRIBED, mention)
        return None

    def _spoken_of(self, head: Word) -> Source | None:
        """Who was spoken of by this noun before, though not as a source: "a Finnish diplomat", then "the diplomat"."""
        met = self.memory.person_called(head.text.lower(), head.start)
        if met is None or len(met.span.text.split()) < _TOLD_APART:
            return None
        mention = self.memory.note(self.page.span(head.start, head.end), Nature.PERSON, refers_to=(met.id,))
        return Source(without_article(met.span.text), RootNature.DESCRIBED, Anonymity.DESCRIBED, mention)

    def _met_institute(self, sentence: Sentence, head: Word, words: list[Word]) -> Source | None:
        """The body met before, by itself or behind a report, whose name ends in the noun of "the institute"."""
        pointing = any(each.text.lower() in {"the", "that", "this"} for each in below(sentence, head, "det"))
        noun = head.text.lower()
        if not pointing or len(words) > 1:
            return None
        for each in reversed(self._met):
            for identity in (each.mention.id, each.mention.belongs_to):
                named = self.memory[identity] if identity is not None else None
                if named is None or named.span.text.lower().split()[-1:] != [noun] or named.span.text.islower():
                    continue
                span = self.page.span(head.start, head.end)
                mention = self.memory.note(span, Nature.ORGANISATION, refers_to=(named.id,))
                return Source(named.span.text, RootNature.ORGANISATION, Anonymity.NAMED, mention)
        return None

    def _paper(self, nature: RootNature) -> Source | None:
        """The report last met, for "the report" and "the study" to point to."""
        return next((each for each in reversed(self._met) if each.nature is nature), None)


def _bears(source: Source, word: str) -> bool:
    """Whether a word stands in a person's name behind the first: the names of Spain end in the mother's."""
    return source.nature is RootNature.PERSON and word in source.name.split()[1:]


def is_pair(source: Source) -> bool:
    """Whether two are meant of whom the first is named: "the two leaders"."""
    return bool(PAIRED.intersection((source.mention.describes or "").split()[-1:]))
