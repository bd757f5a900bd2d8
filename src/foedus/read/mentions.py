"""Words that name or point to an actor: noun phrases with a name inside, pronouns, "the two countries", "the pact".

A `Memory` goes through a document in order. It notes each mention once, and remembers who was spoken of, so that a
pronoun or a description can point back. It never says which actor is meant: that is decided by `resolve`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.antecedents import Antecedents, Spoken
from foedus.read.bearers import introduced
from foedus.read.grammar import below, conjuncts, owner_of, owners_behind, phrase, preposition
from foedus.read.groups import (
    ACTING,
    COUNTRIES,
    COUNTRY,
    LANDS,
    OFFICES,
    OFFICES_PLURAL,
    POINTING,
    WHERE,
    counts_alone,
    size_of,
)
from foedus.read.naming import is_party, is_person, is_town, nature_of
from foedus.read.offices import is_publishers
from foedus.read.persons import FIRST_PERSON, SECOND_PERSON, in_speech
from foedus.read.pronouns import SEVERAL
from foedus.read.together import together
from foedus.records import PUBLISHER_SPEAKS, Mention, mention_id
from foedus.terms import Nature

if TYPE_CHECKING:
    from collections.abc import Callable

    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.world import Name
    from foedus.read.page import Page
    from foedus.values import Span

_PLURAL = frozenset({"they", "them", "their", "theirs", "both"})
_SINGULAR = frozenset({"it", "its"})
_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers"})
_PRONOUNS = _PLURAL | _SINGULAR | _PERSONAL | FIRST_PERSON | SECOND_PERSON
# Nouns for what states share: they bring the parties of whatever of the kind was last spoken of.
_SHARED_CLASSES = ("agreement", "exercise", "relation", "talks", "cooperation", "sale", "patrol", "alliance")
_ONE = frozenset({Nature.STATE, Nature.PLACE})  # a final "s" makes none of these several
_LOOSE = frozenset({"ADV", "ADP", "PART", "CCONJ", "SCONJ"})
_NEAR = 90  # characters


class Memory:
    """The mentions noted so far in one document, and who was last spoken of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._noted: dict[str, Mention] = {}
        self._past = Antecedents(page, self._noted)
        self._shared: dict[str, tuple[str, ...]] = {}
        self._persons = introduced(page)
        self.together = together(page)
        self.speaker: Callable[[int], str | None] = lambda _: None  # the mention of whoever says the word at a place
        self.other_side: Callable[[int], Name | None] = lambda _: None  # what names whom the speaker there faces

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions noted, in the order of the text."""
        return tuple(sorted(self._noted.values(), key=lambda each: (each.span.start, each.span.end)))

    def note(
        self,
        span: Span,
        nature: Nature,
        *,
        refers_to: tuple[str, ...] = (),
        belongs_to: str | None = None,
        describes: str | None = None,
    ) -> Mention:
        """The mention at this place; noting a place again adds what was not known of it and takes nothing away."""
        identity = mention_id(span)
        known = self._noted.get(identity)
        mention = Mention(
            id=identity,
            span=span,
            nature=known.nature if known else nature,
            refers_to=(known.refers_to if known else ()) or refers_to,
            belongs_to=(known.belongs_to if known else None) or belongs_to,
            describes=(known.describes if known else None) or describes,
        )
        self._noted[identity] = mention
        return mention

    def __getitem__(self, identity: str) -> Mention:
        return self._noted[identity]

    def parties(
        self, sentence: Sentence, word: Word, *, is_subject: bool = False, shared: bool = True
    ) -> tuple[Mention, ...]:
        """The actors that this noun and those coordinated with it name or point to; none if it is about none.

        With `shared`, "the pact" stands for its parties.
        """
        found: list[Mention] = []
        for head in conjuncts(sentence, word):
            found.extend(each for each in self._of_head(sentence, head, shared=shared) if each not in found)
        if found:
            self._remember(word, tuple(found), is_subject=is_subject)
        return tuple(found)

    def _of_head(self, sentence: Sentence, head: Word, *, shared: bool) -> tuple[Mention, ...]:
        words = phrase(sentence, head)
        start, end = words[0].start, words[-1].end
        own = self.page.name_at(head.start)
        if own is not None:
            start, end = min(start, own.start), max(end, own.end)
        names = [each for each in self.page.names_in(start, end) if is_party(self.page, each)]
        if names:
            found = self._with_names(sentence, head, names)
            self.share(head, found)
            return found
        if {head.lemma.lower(), head.text.lower()} & _PRONOUNS:
            return self._several(sentence, head) or self._pronoun(head)
        return (
            self._owned(sentence, head)
            or self._office(sentence, head)
            or self._possessed(sentence, head, shared=shared)
            or self._country(sentence, head)
            or self._introduced(sentence, head)
            or self._several(sentence, head)
            or self._body(sentence, head)
            or self._of_shared(sentence, head, recall=shared)
        )

    def _possessed(self, sentence: Sentence, head: Word, *, shared: bool) -> tuple[Mention, ...]:
        """Whose it is by a word before it: "its army"; "our two countries" are the speaker's and another."""
        owner = [owner_of(sentence, each) for each in below(sentence, head, "nmod:poss")]
        whose = self._of_head(sentence, owner[0], shared=shared) if owner else ()
        if len(whose) != 1 or owner[0].text.lower() != "our" or head.text.lower() not in COUNTRIES:
            return whose
        own = whose[0].refers_to or (whose[0].id,)
        speaks = frozenset({self.page.publishing_state or ""}) if whose[0].describes else self._past.states(own)
        others = self._past.group(head.start, 1, besides=speaks) if len(own) == 1 else ()
        span = self.page.span_of(phrase(sentence, head))
        return (self.note(span, Nature.STATE, refers_to=(*own, *others)),) if others else whose

    def _with_names(self, sentence: Sentence, head: Word, names: list[Name]) -> tuple[Mention, ...]:
        """The whole phrase where it is an actor ("Ruritanian troops"), else those whom it names ("Ruritanian oil")."""
        covered = any(each.start <= head.start < each.end for each in names)
        acting = bool(self.page.language.classes_of(head.lemma.lower()) & ACTING)
        describes = self.page.language.source_of(head.lemma.lower()) is not None
        slipped = any(each.upos in {"VERB", "AUX"} for each in phrase(sentence, head))
        if (covered or acting or describes or is_person(sentence, head)) and not slipped:
            return (self._named(sentence, head, names),)
        return tuple(self.note(self.page.span(each.start, each.end), each.nature) for each in names)

    def _named(self, sentence: Sentence, head: Word, names: list[Name]) -> Mention:
        words = [each for each in phrase(sentence, head) if each.deprel not in {"det", "punct"} or each is head]
        loose = [each.upos in _LOOSE for each in words if each.start < names[0].start]  # "not only Ruritania"
        start = names[0].start if all(loose) else min(words[0].start, names[0].start)
        end = max(words[-1].end, names[-1].end)
        return self.note(self.page.span(start, end), nature_of(self.page, sentence, head, names))

    def _may_point(self, head: Word) -> bool:
        """Whether a noun points back where nobody follows whose it is: an office, a country, a body."""
        word, written = head.lemma.lower(), head.text.lower()
        acting = self.page.language.classes_of(word) & ACTING
        return word in OFFICES | COUNTRY or written in OFFICES_PLURAL | COUNTRIES or bool(acting)

    @staticmethod
    def _points(sentence: Sentence, head: Word) -> bool:
        """Whether a noun points back; "the member states" are those of a body."""
        if any(each.lemma.lower() == "member" for each in below(sentence, head, "compound")):
            return False
        return any(each.text.lower() in POINTING for each in sentence.children[head.index])

    def _pronoun(self, head: Word) -> tuple[Mention, ...]:
        word = head.text.lower()
        if word in FIRST_PERSON | SECOND_PERSON:
            return in_speech(self, head)
        candidates = self._past.fitting(head.start, person=word in _PERSONAL, plural=word in _PLURAL)
        if not candidates:
            return ()
        chosen = candidates[0]
        nature = self._noted[chosen.mentions[0]].nature
        return (self.note(self.page.span(head.start, head.end), nature, refers_to=chosen.mentions),)

    def _introduced(self, sentence: Sentence, head: Word) -> tuple[Mention, ...]:
        """Whoever was introduced elsewhere in the text with an office: the state held to be theirs."""
        words = [each for each in phrase(sentence, head) if each.text[:1].isupper()] if head.text[:1].isupper() else []
        name = next((self._persons[each.text] for each in words if each.text in self._persons), None)
        if name is None or name.start > head.start:
            return ()
        whose = self.note(self.page.span(name.start, name.end), name.nature)
        return (self.note(self.page.span_of(words), Nature.PERSON, refers_to=(whose.id,)),)

    def _country(self, sentence: Sentence, head: Word) -> tuple[Mention, ...]:
        """The state, or those, that "this country" or "both nations" points back to."""
        is_country = head.lemma.lower() in COUNTRY or head.text.lower() in COUNTRIES
        if not is_country or not self._points(sentence, head):
            return ()
        several = self._several(sentence, head)
        if several:
            return several
        plural = head.text.lower().endswith("s") or any(
            each.text.lower() in {"either", "each", "neither", "both"} for each in sentence.children[head.index]
        )
        candidates = self._past.fitting(head.start, person=False, plural=plural)
        if not candidates:
            return ()
        span = self.page.span_of(phrase(sentence, head))
        return (self.note(span, Nature.STATE, refers_to=candidates[0].mentions),)

    def _several(self, sentence: Sentence, head: Word) -> tuple[Mention, ...]:
        """So many states as the words count, last spoken of: "both sides", "neither government", "the three"."""
        counted = (head.lemma.lower() in COUNTRY or head.text.lower() in COUNTRIES) and self._points(sentence, head)
        size = size_of(sentence, head) if counted or counts_alone(sentence, head) else None
        if size is None:
            return ()
        mentions = self._past.group(head.start, size, lands=head.text.lower() in LANDS)
        span = self.page.span_of(phrase(sentence, head))
        return (self.note(span, Nature.STATE, refers_to=mentions),) if mentions else ()

    def _body(self, sentence: Sentence, head: Word) -> tuple[Mention, ...]:
        """The body last named by this very noun that "the ministry" or "the army" points back to."""
        acting = self.page.language.classes_of(head.lemma.lower()) & ACTING
        if not acting or not self._points(sentence, head) or "person" in acting:
            return ()
        met = self._past.by_noun(head.text.lower(), head.start, person=False)
        if met is None:
            return ()
        span = self.page.span_of(phrase(sentence, head))
        return (self.note(span, self._noted[met.mentions[0]].nature, refers_to=met.mentions),)

    def _office(self, sentence: Sentence, head: Word) -> tuple[Mention, ...]:
        """Who "the president", "the two leaders" or bare "ministers" are: the person, or those, last spoken of."""
        plural = head.text.lower() in OFFICES_PLURAL
        if not plural and head.lemma.lower() not in OFFICES:
            return ()
        bare = plural and all(each.upos == "PUNCT" for each in sentence.children[head.index])
        if not bare and not self._points(sentence, head):
            return ()
        span = self.page.span_of(phrase(sentence, head))
        if is_publishers(self.page, span.text):
            return (self.note(span, Nature.PERSON, describes=PUBLISHER_SPEAKS),)
        alike = self._past.by_noun(head.text.lower(), head.start, plural=True) if plural else None
        noun = None if plural else head.text.lower()
        fitting = self._past.fitting(head.start, person=not plural, plural=plural, noun=noun)
        chosen = alike if alike is not None else next(iter(fitting), None)
        if chosen is None:
            return ()
        return (self.note(span, self._noted[chosen.mentions[0]].nature, refers_to=chosen.mentions),)

    def _owned(self, sentence: Sentence, head: Word) -> tuple[Mention, ...]:
        """Whose it is where that follows: "the President of Ruritania" is nobody spoken of before."""
        found: list[Mention] = []
        governs = "government" in self.page.language.classes_of(head.lemma.lower())
        for child in owners_behind(sentence, head, "of", *(["in"] if governs else [])) if self._may_point(head) else ():
            found.extend(each for each in self._of_head(sentence, child, shared=False) if each not in found)
        return tuple(found)

    def _remember(self, word: Word, found: tuple[Mention, ...], *, is_subject: bool) -> None:
        named = tuple(dict.fromkeys(target for each in found for target in (each.refers_to or (each.id,))))
        single = len(named) == 1
        names = self.page.names_in(found[0].span.start, found[0].span.end) if single else ()
        several = len({each.candidates[0].actor for each in names if each.candidates}) > 1
        covers = found[0].span.start <= word.start < found[0].span.end
        one = found[0].nature in _ONE or (found[0].nature is Nature.PERSON and word.upos == "PROPN")
        many = covers and not one and (word.text.endswith("s") or word.text.lower() in SEVERAL)
        plural = not single or several or many
        self._past.add(
            Spoken(
                sentence=self.page.sentence_number(word.start),
                position=word.start,
                mentions=named,
                is_plural=plural,
                is_person=single and found[0].nature is Nature.PERSON and word.text.lower() not in SEVERAL,
                is_subject=is_subject,
                noun=word.text.lower(),
                is_scene=single and len(names) == 1 and self._is_scene(names[0]),
            )
        )

    def _is_scene(self, name: Name) -> bool:
        """Whether a town is named only as where something happens: "a vote in Sarnia", not "officials in Sarnia"."""
        sentence = self.page.sentences[self.page.sentence_number(name.start)]
        inside = [each for each in sentence.words if name.start <= each.start < name.end]
        if not inside or not is_town(name) or (preposition(sentence, inside[-1]) or "") not in WHERE:
            return False
        head = inside[-1].head
        classes = self.page.language.classes_of(sentence.words[head].lemma.lower()) if head is not None else set()
        return not classes & ACTING

    def join(self, word: Word, parties: tuple[Mention, ...]) -> None:
        """Remember those who met, talked or agreed as a group, for "they" and "the two leaders" to point to.

        A leader and his own state are no group.
        """
        named = tuple(dict.fromkeys(target for each in parties for target in (each.refers_to or (each.id,))))
        joined = Spoken(
            sentence=self.page.sentence_number(word.start),
            position=word.start,
            mentions=named,
            is_plural=True,
            is_person=False,
            is_subject=True,
            noun="",
        )
        each_of = [self._past.states((each,)) for each in named]
        if len(named) > 1 and not (all(each_of) and len(frozenset().union(*each_of)) == 1):
            self._past.add(joined)

    def _of_shared(self, sentence: Sentence, head: Word, *, recall: bool) -> tuple[Mention, ...]:
        """The parties of what states share: "the pact", "these exercises", "military cooperation"."""
        kinds = self._shared_kinds(head)
        if not kinds:
            return ()
        inside = self._inside(sentence, head)
        if inside:
            self.share(head, inside)
            return inside
        for kind in (head.lemma.lower(), *kinds) if recall else ():
            if kind in self._shared:
                return tuple(self._noted[each] for each in self._shared[kind])
        return ()

    def _inside(self, sentence: Sentence, head: Word) -> tuple[Mention, ...]:
        """The actors named in what hangs on a noun: "between Russia and China", "involving both armies"."""
        found: list[Mention] = []
        for child in below(sentence, head, "nmod", "acl"):
            for each in sentence.subtree(child):
                if each.upos in {"NOUN", "PROPN", "ADJ"}:
                    words = phrase(sentence, each)
                    names = [n for n in self.page.names_in(words[0].start, words[-1].end) if is_party(self.page, n)]
                    if names and not any(m.span.start <= names[0].start < m.span.end for m in found):
                        found.append(self._named(sentence, each, names))
        return tuple(found)

    def _shared_kinds(self, head: Word) -> tuple[str, ...]:
        classes = self.page.language.classes_of(head.lemma.lower())
        return tuple(each for each in _SHARED_CLASSES if each in classes)

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """The actors named in a short stretch that no comma breaks, whatever the tree makes of it."""
        words = self.page.document.text[start:end]
        if len(words) > _NEAR or "," in words:
            return ()
        names = [each for each in self.page.names_in(start, end) if is_party(self.page, each)]
        return tuple(self.note(self.page.span(each.start, each.end), each.nature) for each in names)

    def also_named(self, start: int, end: int) -> tuple[Mention, ...]:
        """Those whom a clause's words name beside its arguments: as a place, by a people's adjective, as a leader.

        A town, where things happen, brings no state there.
        """
        names = [
            each
            for each in self.page.names_in(start, end)
            if is_party(self.page, each) and each.nature is not Nature.PLACE
        ]
        return tuple(self.note(self.page.span(each.start, each.end), each.nature) for each in names)

    def joined_before(self, position: int) -> frozenset[str]:
        """The states of those last told of as a group before this place."""
        return self._past.joined(position)

    def person_called(self, noun: str, position: int) -> Mention | None:
        """Whoever was last spoken of by this noun before this place."""
        met = self._past.by_noun(noun, position, plural=False)
        return self._noted[met.mentions[0]] if met is not None else None

    def is_shared(self, head: Word) -> bool:
        """Whether a noun is of what states share: a pact, a partnership, exercises."""
        return bool(self._shared_kinds(head))

    def share(self, head: Word, parties: tuple[Mention, ...]) -> None:
        """Remember who takes part in the agreement, exercise or relation that this noun speaks of."""
        kinds = self._shared_kinds(head)
        if kinds and parties:
            identities = tuple(each.id for each in parties)
            for kind in (head.lemma.lower(), *kinds):
                self._shared[kind] = identities
