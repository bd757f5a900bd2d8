"""Who a source is, as far as the text says: a person, an organisation, a report, or someone merely described.

Sources go through a document in order, as `mentions.Memory` does: "he", "the report", "Cozad" point back to whoever
was introduced before. What ties a person to an institute, or a report to its author, is kept as `belongs_to`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.bearers import bearer, both
from foedus.read.descriptions import (
    among_whom,
    bare,
    called,
    close,
    name_behind,
    name_ending,
    name_given,
    named_after,
    named_in_full,
    short,
    up_to_clause,
    whole,
)
from foedus.read.grammar import below, phrase, preposition
from foedus.read.leads import named_next
from foedus.read.met import PAIRED, Met, Source, is_pair
from foedus.read.pronouns import (
    is_many,
    is_told_by,
    named_before,
    several_before,
    subject_above,
    subject_before,
    within_reach,
)
from foedus.read.titles import is_capitalised, last_name, modifiers, tagged_name, without_article
from foedus.terms import Anonymity, Nature, RootNature

if TYPE_CHECKING:
    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.world import Name
    from foedus.read.turns import Turn
    from foedus.values import Span

_APPOSED = ("appos", "list", "dep")  # the tree often takes an apposition for an item of a list
_PERSONAL = frozenset({"he", "she", "him", "her", "his"})
_IMPERSONAL = frozenset({"it", "they", "them", "both"})
_BODIES = frozenset({RootNature.ORGANISATION, RootNature.OUTLET, RootNature.PERSON})  # "they" without a plural
_PAPERS = frozenset({"report", "leak", "database", "poll", "image", "statement"})


class Sources(Met):
    """The sources of one document, each met in the order of the text."""

    def identify(self, sentence: Sentence, head: Word) -> Source | None:
        """Who this noun or pronoun names as a source; None where nobody can be meant."""
        meant = among_whom(sentence, head) or name_given(sentence, head)
        if meant is not None:
            return self.identify(sentence, meant)
        lower = head.text.lower()
        above = sentence.words[head.head] if head.head is not None else head
        named = above.upos == "PROPN" and not (above.name or "").endswith("-place")
        if head.deprel in _APPOSED and named and head.upos == "NOUN":
            return self.identify(sentence, above)  # "Anna Prokop, a spokeswoman who said …"
        if lower in _PERSONAL | _IMPERSONAL:
            source = self._pronoun(head, person=lower in _PERSONAL)
        else:
            source = self._noun(sentence, head)
        if source is not None:
            self._met.append(source)
        return source

    def forget(self, source: Source) -> None:
        """Leave out who only heard a thing said, so that "he" does not mean the listeners."""
        self._met.remove(source)

    def note_paper(self, sentence: Sentence, cue: Word, author: Source) -> None:
        """Remember the paper that somebody spoke in: "the institute said in a study" introduces "the study"."""
        for word in below(sentence, cue, "obl"):
            if preposition(sentence, word) == "in" and self._class(sentence, word) in _PAPERS:
                mention = self.memory.note(
                    self.page.span_of(phrase(sentence, word)), Nature.PUBLICATION, belongs_to=author.mention.id
                )
                row = self._row(sentence, word)
                nature = row.nature if row is not None else RootNature.REPORT
                self._met.append(Source(mention.span.text, nature, Anonymity.NAMED, mention))

    def _pronoun(self, head: Word, *, person: bool) -> Source | None:
        several = head.text.lower() in {"they", "them"}
        natures = {RootNature.PERSON, RootNature.DESCRIBED} if person else set(RootNature) - {RootNature.PERSON}
        earlier = next(
            (
                each
                for each in reversed(self._met)
                if (each.nature in natures or (not person and is_pair(each)))
                and not (person and is_many(each.name))
                and not (several and each.nature not in _BODIES and not _are_many(each))
                and not (person and is_told_by(self.page, each.mention.span.start))
                and within_reach(self.page, each.mention.span.start, head)
            ),
            None,
        )
        subject = (subject_above(self.page, head) or subject_before(self.page, head)) if person else None
        subject = several_before(self.page, head) if several else subject
        if subject is not None and (earlier is None or earlier.span.start < subject[1].start):
            earlier = self._noun(*subject) or earlier
        spoke = earlier is not None and self._is_near(earlier, head)
        named = named_before(self.page, head) if person and subject is None and not spoke else None
        if named is not None and (earlier is None or earlier.span.start < named[0].start):
            sentence = self.page.sentences[self.page.sentence_number(named[0].start)]
            earlier = self._unknown_name(sentence, named[-1], named)
        if earlier is None:
            return None
        mention = self.memory.note(
            self.page.span(head.start, head.end),
            earlier.mention.nature,
            refers_to=(earlier.mention.id,),
            belongs_to=earlier.mention.belongs_to,
        )
        meant = mention if earlier.mention.id in mention.refers_to else earlier.mention
        return Source(earlier.name, earlier.nature, earlier.anonymity, meant, span=mention.span)

    def _is_near(self, earlier: Source, head: Word) -> bool:
        """Whether somebody spoke in the sentence before: "he said" after "he said" is the same man."""
        here = self.page.sentence_number(head.start)
        return here - self.page.sentence_number(earlier.span.start) == 1

    def _noun(self, sentence: Sentence, head: Word) -> Source | None:
        words = [each for each in phrase(sentence, head) if each.deprel != "punct" or each is not head]
        words = [*modifiers(sentence, words[0]), *words]
        words = bare(up_to_clause(words, head))
        source_class = self._class(sentence, head)
        own = self.page.name_at(head.start)
        introduced = self._introduced(sentence, head, words) if own is None else None
        if introduced is not None:
            return introduced
        if source_class is not None and own is None:
            return self._described(sentence, head, words, source_class)
        if own is not None:
            return self._known(sentence, head, own)
        if head.upos == "PROPN" or (head.name or "").endswith(("person", "organisation")):
            return self._unknown_name(sentence, head, words)
        return self._described(sentence, head, words, None)

    def labelled(self, turn: Turn) -> Source:
        """Who speaks in a turn of a transcript: the name that ends its label, for the state that the label names."""
        span = self.page.span(*turn.name)
        place = None if turn.is_named else bearer(self.page, span.text)
        if place is not None and turn.speaks_at(place[0]):
            place = None  # who speaks of President Brand is another
        if place is not None:  # "The President:"
            span = self.page.span(*place)
        earlier = self._same_surname(span.text) if turn.is_named or place is not None else None
        if earlier is None and turn.is_named and " " not in span.text:
            earlier = self._full_name(span)
        names = [each for each in self.page.names_in(turn.label[0], turn.name[0]) if each.candidates]
        whole = self.memory.note(self.page.span(names[0].start, names[0].end), names[0].nature).id if names else None
        mention = self.memory.note(
            span,
            Nature.PERSON,
            refers_to=(earlier.mention.id,) if earlier is not None else (),
            belongs_to=whole or (earlier.mention.belongs_to if earlier is not None else None),
        )
        nature, anonymity = RootNature.DESCRIBED, Anonymity.DESCRIBED
        if turn.is_named or place is not None:
            nature, anonymity = RootNature.PERSON, Anonymity.NAMED
        told = " ".join(span.text.split())
        source = Source(earlier.name if earlier is not None else told, nature, anonymity, mention)
        self._met.append(source)
        return source

    def _introduced(self, sentence: Sentence, head: Word, words: list[Word]) -> Source | None:
        """Whoever holds the office that is spoken of, or bears the name that the phrase is or ends with."""
        holder = None if name_behind(sentence, head) else self._holder(sentence, head, words)
        if holder is not None:
            return holder
        ending = name_ending(sentence, head, self.page.language) if head.upos in {"NOUN", "PROPN"} else []
        if ending:
            return self._unknown_name(sentence, ending[0], ending, office=head)
        if is_capitalised(words, head) and self._class(sentence, head) not in _PAPERS:
            return self._unknown_name(sentence, head, words)
        return None

    def _holder(self, sentence: Sentence, head: Word, words: list[Word]) -> Source | None:
        """Who holds the office of a description: by the name that the text gives beside it, or as last spoken of."""
        official = head.text[:1].isupper() and " " not in self.page.span_of(words).text
        told = self._whole(sentence, head, words)
        first = self._bearing(sentence, head, told) if official or head.text.lower() in PAIRED or " " in told else None
        return first or self._office_holder(sentence, head) or self._bearing(sentence, head, told)

    def _bearing(self, sentence: Sentence, head: Word, office: str) -> Source | None:
        """Whoever the text introduces by this office, and no other: "the head of state", "the President"."""
        pointing = any(each.text.lower() == "the" for each in below(sentence, head, "det"))
        row = self._row(sentence, head)
        if head.text.lower() in PAIRED:
            place = both(self.page, head.start)
        else:
            place = bearer(self.page, office) if pointing and row is not None and row.source_class == "person" else None
        return self._borne(sentence, head, office, place) if place is not None else None

    def _borne(self, sentence: Sentence, head: Word, office: str, place: tuple[int, int]) -> Source:
        """The person named at this place, of whom the office or description is told here."""
        named = self.memory.note(self.page.span(*place), Nature.PERSON)
        mention = self.memory.note(
            self.page.span_of([head]),
            Nature.PERSON,
            refers_to=(named.id,),
            belongs_to=self._affiliation(sentence, head),
            describes=office,
        )
        earlier = self._same_surname(named.span.text)
        name = earlier.name if earlier is not None else named.span.text
        return Source(name, RootNature.PERSON, Anonymity.NAMED, mention)

    def _known(self, sentence: Sentence, head: Word, name: Name) -> Source:
        """A source that the name finder knows: an outlet, an institute, a government, a leader."""
        is_person = name.nature is Nature.PERSON
        mention = self.memory.note(
            self.page.span(name.start, name.end),
            name.nature,
            belongs_to=self._affiliation(sentence, head) if is_person else None,
        )
        nature = RootNature.PERSON if is_person else RootNature.ORGANISATION
        return Source(without_article(name.words), nature, Anonymity.NAMED, mention)

    def _unknown_name(self, sentence: Sentence, head: Word, words: list[Word], *, office: Word | None = None) -> Source:
        """A person or body that no table knows, told by its capital letters or its tag.

        `office` is the noun that names it first: "the ministry's spokesman, Otto Brand".
        """
        written = [each for each in words if each.upos != "ADV"]  # "even allies" at the head of a sentence
        named = [each for each in written if each.text[:1].isupper() or each.text in {"-", "of"}] or [head]
        while len(named) > 1 and named[0].text == "-":  # "vice-minister Otto Brand"
            named = named[1:]
        tagged = tagged_name(sentence, head)
        is_cut = len(named) == 1 or tagged[: len(named)] == named  # "Captain Otto" of Captain Otto Brand
        if len(tagged) > 1 and (is_cut or _is_before(named, tagged)):
            named = words = tagged
        span = self.page.span_of(named)
        earlier = self._same_surname(span.text) or self._in_full(span)
        is_person = earlier is not None or not self._is_body(sentence, head, named)
        if is_person:
            span = self._hyphened(self._without_titles(self.page.span_of(last_name(words) or named)))
        else:
            span = self.page.span(span.start, named_after(sentence, head, named[-1]).end)
        if is_person:
            earlier = earlier or self._same_surname(span.text) or self._in_full(span)
            if earlier is not None:
                mention = self.memory.note(
                    span,
                    Nature.PERSON,
                    refers_to=(earlier.mention.id,),
                    belongs_to=self._affiliation(sentence, head) or earlier.mention.belongs_to,
                )
                told = max((earlier.name, span.text), key=lambda each: len(each.split()))
                return Source(told, RootNature.PERSON, Anonymity.NAMED, mention)
        mention = self.memory.note(
            span,
            Nature.PERSON if is_person else Nature.ORGANISATION,
            belongs_to=self._affiliation(sentence, head) or (self._affiliation(sentence, office) if office else None),
            describes=self._description(sentence, head) or (office.text if office else None),
        )
        nature = RootNature.PERSON if is_person else RootNature.ORGANISATION
        return Source(span.text, nature, Anonymity.NAMED, mention)

    def _in_full(self, span: Span) -> Source | None:
        """The person of this surname whom the text named in full before, though not as one who speaks."""
        found = named_in_full(self.page, span) if " " not in span.text else None
        if found is None:
            return None
        sentence, run = found
        inside = {each.index for each in run}
        head = next((each for each in run if each.head not in inside), run[0])
        full = self._unknown_name(sentence, head, run)
        return full if full.nature is RootNature.PERSON and span.text in full.name.split() else None

    def _is_body(self, sentence: Sentence, head: Word, named: list[Word]) -> bool:
        """Whether a name that no table has is a body's: by its tag, its article, or what its last word names."""
        if below(sentence, head, "nmod:desc"):
            return False  # "the minister Otto Brand"
        if any(each.text.lower() == "the" for each in below(sentence, head, "det")):
            return True
        if self._class(sentence, head) in {"organisation", "outlet"}:
            return True
        tags = [(each.name or "").partition("-")[2] for each in named]
        return "organisation" in tags and "person" not in tags

    def _description(self, sentence: Sentence, head: Word) -> str | None:
        apposed = below(sentence, head, *_APPOSED)
        return self.page.span_of(sentence.subtree(apposed[0])).text if apposed else None

    def _described(self, sentence: Sentence, head: Word, words: list[Word], source_class: str | None) -> Source:
        """A source by its description: "experts", "a senior official", "the study"."""
        apposed = [each for each in below(sentence, head, *_APPOSED, "flat") if each.upos == "PROPN"]
        named = name_behind(sentence, head) if source_class in {"person", None} else []
        if named:
            return self._unknown_name(sentence, named[0], named, office=head)
        if apposed and (source_class == "person" or (apposed[0].name or "").endswith("person")):
            return self._unknown_name(sentence, apposed[0], [*phrase(sentence, apposed[0])], office=head)
        titled = called(sentence, head) or [each for each in apposed[:1] if each.index == head.index + 1]
        if titled and source_class in {"outlet", "organisation", "leak"}:
            return self._unknown_name(sentence, titled[0], titled)  # "news agency Interfax"
        told = self._whole(sentence, head, words)
        meet = {"person": self._met_as, "organisation": self._met_institute}.get(source_class or "")
        same = (meet(sentence, head, words) if meet is not None else None) or self._said_more(sentence, head, told)
        if same is not None:
            return same
        place = named_next(self.page, sentence, head) if source_class in {"person", None} else None
        if place is not None:
            return self._borne(sentence, head, told, place)
        belongs_to = self._affiliation(sentence, head)
        full = [each for each in sentence.subtree(head) if each.index >= words[0].index]
        span = self.page.span_of(words if source_class not in _PAPERS else close(full, words))
        row = self._row(sentence, head)
        nature = row.nature if row is not None else RootNature.DESCRIBED
        earlier = self._paper(nature) if source_class in _PAPERS and belongs_to is None else None
        mention = self.memory.note(
            span,
            Nature.PUBLICATION if source_class in _PAPERS else Nature.PERSON,
            refers_to=(earlier.mention.id,) if earlier else (),
            belongs_to=belongs_to or (earlier.mention.belongs_to if earlier else None),
            describes=self.page.span_of(full).text if source_class in _PAPERS else None,
        )
        anonymity = Anonymity.NAMED if belongs_to and source_class in _PAPERS else Anonymity.DESCRIBED
        first, last = short(sentence, head, words, self.page.language)
        name = self.page.span(first.start, last.end).text if source_class in _PAPERS else told
        return Source(name, nature, anonymity, mention)

    def _whole(self, sentence: Sentence, head: Word, words: list[Word]) -> str:
        """A description with what says whose or where: "source in London", "delegation of Indonesia"."""
        first, last = whole(sentence, head, words, self.page.language)
        return self.page.span(first.start, last.end).text

    def _affiliation(self, sentence: Sentence, head: Word) -> str | None:
        """The mention of whom a source belongs to: a possessor, "by", "of", "with", "from", an apposition."""
        for word in (head, *below(sentence, head, *_APPOSED, "acl")):
            for child in sentence.children[word.index]:
                found = self._belonging(sentence, word, child)
                if found is not None:
                    return found
        return None

    def _belonging(self, sentence: Sentence, word: Word, child: Word) -> str | None:
        relation = child.deprel
        tied = relation in {"nmod:poss", "compound", "amod", "flat"} or (
            relation.startswith(("nmod", "obl"))
            and preposition(sentence, child) in {"by", "of", "with", "from", "at", "for", "in", None}
        )
        if not tied:
            return None
        if self._class(sentence, child) in _PAPERS:
            words = list(phrase(sentence, child))
            return self._described(sentence, child, words, self._class(sentence, child)).mention.id
        near = phrase(sentence, child)
        title = last_name(list(near)) if any(each.text.islower() and each.upos == "NOUN" for each in near) else []
        if (
            title
            and title[-1] is near[-1]
            and self.page.name_at(title[0].start) is None
            and preposition(sentence, child)
        ):
            return self.memory.note(self.page.span_of(title), Nature.ORGANISATION).id  # "by the weekly Trireme"
        for name in self.page.names_in(near[0].start, near[-1].end):
            if name.start <= word.start < name.end:
                continue
            return self.memory.note(self.page.span(name.start, name.end), name.nature).id
        if child.upos == "PROPN" and relation != "flat" and is_capitalised(list(near), child):
            named = [each for each in near if each.text[:1].isupper() or each.text in {"for", "of"}]
            last = named_after(sentence, child, named[-1])
            return self.memory.note(self.page.span(named[0].start, last.end), Nature.ORGANISATION).id
        owned = any(each.upos == "PRON" for each in below(sentence, child, "nmod:poss"))  # "a spokesman for its army"
        return self._met_body(sentence, child) if relation == "nmod:poss" or owned else None

    def _met_body(self, sentence: Sentence, child: Word) -> str | None:
        """The body spoken of before that "the ministry" in "the ministry's spokesman" means."""
        for mention in self.memory.parties(sentence, child):
            if mention.refers_to and self.memory[mention.refers_to[0]].nature is not Nature.PERSON:
                return mention.id
        return None


def _are_many(source: Source) -> bool:
    """Whether a source is several persons; papers, however many, are not "they who say"."""
    return source.nature is RootNature.DESCRIBED and is_many(source.name.lower())


def _is_before(words: list[Word], tagged: list[Word]) -> bool:
    """Whether another name stands before a person's in the same phrase: "with the Gazette Otto Brand said"."""
    before = [each for each in words if each.index < tagged[0].index]
    return any((each.name or "").endswith("organisation") for each in before)
