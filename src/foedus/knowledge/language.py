"""What Foedus knows of the language of acts: which words name which kind of act, hedge, deny, want, say.

What enters is the files beside this module, what leaves is one frozen `Language`. It knows words only: the rules that
read a sentence with it are elsewhere. All words are lemmas in lower case.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeVar

from foedus.errors import UnknownKind
from foedus.knowledge.inflection import forms_of
from foedus.knowledge.lexicon import (
    ActRow,
    CueRow,
    SourceNoun,
    VoiceRow,
    files_fingerprint,
    read_acts,
    read_classes,
    read_cues,
    read_irregular,
    read_kinds,
    read_sources,
    read_voices,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from foedus.records import Kind

ANY = "..."  # in a wording: a few words that may be anything
SUBJECT = "^"  # before a lemma or class that the subject's head must be
CLASS = "@"  # before the name of a noun class, to tell it from a lemma
GAP = 6  # how many words ANY may stand for

_NO_CLASSES: frozenset[str] = frozenset()


class _Worded(Protocol):
    @property
    def words(self) -> tuple[str, ...]: ...


Row = TypeVar("Row", bound=_Worded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Kinds of acts, and the words that name acts, cues, voices and sources."""

    kinds: Mapping[str, Kind]
    plover: Mapping[str, str]  # for each kind, the PLOVER 2021 type and mode that it maps down to
    turned: Mapping[tuple[str, str], str]  # by kind and turn: promised, refused, demanded
    acts: tuple[ActRow, ...]
    cues: tuple[CueRow, ...]
    voices: tuple[VoiceRow, ...]
    sources: tuple[SourceNoun, ...]
    classes: Mapping[str, frozenset[str]]
    acts_by_word: Mapping[tuple[str, str], tuple[ActRow, ...]]  # by lemma and part of speech
    cues_by_word: Mapping[str, tuple[CueRow, ...]]  # by first word, longest wording first
    voices_by_word: Mapping[str, tuple[VoiceRow, ...]]
    sources_by_word: Mapping[str, tuple[SourceNoun, ...]]
    lemma_by_form: Mapping[tuple[str, str], str]  # by lower-case form and part of speech; closed vocabulary
    fingerprint: str  # changes when any row does

    def kind(self, wanted: str) -> Kind:
        """The kind with this id."""
        if wanted not in self.kinds:
            raise UnknownKind(wanted)
        return self.kinds[wanted]

    def turn(self, kind: str, how: str) -> str | None:
        """What kind an act is when it is only promised, refused or demanded; None where it stays what it is.

        PLOVER codes an act to come as the word given for it: a promised visit is AGREE, a refused one REJECT, one that
        is asked for REQUEST, a hostile act announced is THREATEN.

        >>> load_language().turn("COOPERATE.exercise", "promised")
        'AGREE.exercise'
        """
        return self.turned.get((kind, how))

    def classes_of(self, lemma: str) -> frozenset[str]:
        """The noun classes that the lemma belongs to.

        >>> "exercise" in load_language().classes_of("drill")
        True
        """
        return self.classes.get(lemma, _NO_CLASSES)

    def lemma_of(self, form: str, upos: str) -> str | None:
        """The lemma of a form of a word that the lexicon knows; None for any other word.

        It rests on the files alone, so it corrects a tagger that cuts a form wrongly.

        >>> load_language().lemma_of("Sent", "VERB"), load_language().lemma_of("drills", "NOUN")
        ('send', 'drill')
        """
        return self.lemma_by_form.get((form.lower(), upos))

    def row_of(
        self,
        lemma: str,
        upos: str,
        *,
        particle: str | None = None,
        nouns: Sequence[str] = (),
        prepositions: Sequence[str] = (),
    ) -> ActRow | None:
        """The most specific row that fits, also one that says that the wording is no act; None where no row fits.

        `nouns` are the lemmas of the heads and modifiers of objects and complements, nearest first, then those of the
        subjects with a "^" before them; `prepositions` are
        those that mark a complement. A row that names a particle, a noun or a preposition beats one that does not, two
        nouns beat one, a nearer noun beats a farther one, and for the same noun its lemma beats its class. A particle
        that no row of the word names is passed over.
        """
        held = [row for row in self.acts_by_word.get((lemma, upos), ()) if row.particle == particle]
        if not held and particle is not None:
            held = [row for row in self.acts_by_word.get((lemma, upos), ()) if row.particle is None]
        best: tuple[tuple[int, ...], ActRow] | None = None
        for row in held:
            rank = self._rank(row, nouns=nouns, prepositions=prepositions)
            if rank is not None and (best is None or rank > best[0]):
                best = (rank, row)
        return best[1] if best else None

    def kind_of(
        self,
        lemma: str,
        upos: str,
        *,
        particle: str | None = None,
        nouns: Sequence[str] = (),
        prepositions: Sequence[str] = (),
    ) -> ActRow | None:
        """The most specific row that fits, as `row_of` tells it; None where none fits or where it is no act.

        >>> language = load_language()
        >>> row = language.kind_of("hold", "VERB", particle=None, nouns=["drill", "joint"])
        >>> row.kind, row.is_reciprocal
        ('COOPERATE.exercise', True)
        >>> language.kind_of("kill", "VERB", particle=None, nouns=["bill"]) is None
        True
        """
        row = self.row_of(lemma, upos, particle=particle, nouns=nouns, prepositions=prepositions)
        return row if row is not None and row.kind is not None else None

    def cues_of(self, lemma: str, upos: str) -> tuple[CueRow, ...]:
        """The cues that this one word gives by itself.

        >>> [cue.effect for cue in load_language().cues_of("may", "AUX")]
        ['hedge-possible']
        """
        rows = self.cues_by_word.get(lemma, ())
        return tuple(row for row in rows if len(row.words) == 1 and row.upos in {None, upos})

    def voice_of(self, lemma: str) -> VoiceRow | None:
        """The row of a reporting verb; None where the word is none.

        >>> load_language().voice_of("tell").object_is_addressee
        True
        """
        return next(
            (row for row in self.voices_by_word.get(lemma, ()) if row.form == "verb" and len(row.words) == 1), None
        )

    def source_of(self, lemma: str) -> SourceNoun | None:
        """The row of a noun that describes a source; None where the word is none.

        >>> load_language().source_of("spokeswoman").source_class
        'person'
        """
        return next((row for row in self.sources_by_word.get(lemma, ()) if len(row.words) == 1), None)

    def cues_at(self, lemmas: Sequence[str], start: int) -> tuple[CueRow, ...]:
        """The cues whose words stand from this place on, longest wording first.

        >>> [cue.effect for cue in load_language().cues_at(["it", "may", "sign"], 1)]
        ['hedge-possible']
        """
        return _at(self.cues_by_word, lemmas, start=start)

    def voices_at(self, lemmas: Sequence[str], start: int) -> tuple[VoiceRow, ...]:
        """The reporting verbs and phrases whose words stand from this place on, longest wording first."""
        return _at(self.voices_by_word, lemmas, start=start)

    def sources_at(self, lemmas: Sequence[str], start: int) -> tuple[SourceNoun, ...]:
        """The nouns for sources whose words stand from this place on, longest wording first."""
        return _at(self.sources_by_word, lemmas, start=start)

    def _rank(self, row: ActRow, *, nouns: Sequence[str], prepositions: Sequence[str]) -> tuple[int, ...] | None:
        if row.preposition is not None and row.preposition not in prepositions:
            return None
        wanted = row.noun.split("+") if row.noun else []
        places = [self._place(each, nouns) for each in wanted]
        found = [place for place in places if place is not None]
        if len(found) < len(wanted):
            return None
        literal = sum(CLASS not in each for each in wanted)
        return (len(wanted), row.preposition is not None, -max(found, default=0), literal)

    def _place(self, wanted: str, nouns: Sequence[str]) -> int | None:
        of_subject = wanted.startswith(SUBJECT)
        bare = wanted.removeprefix(SUBJECT)
        for place, noun in enumerate(nouns):
            if noun.startswith(SUBJECT) is not of_subject:
                continue
            lemma = noun.removeprefix(SUBJECT)
            if lemma == bare or (bare.startswith(CLASS) and bare[1:] in self.classes_of(lemma)):
                return place
        return None


def length_at(words: Sequence[str], lemmas: Sequence[str], *, start: int) -> int | None:
    """How many of the text's words the wording takes up from this place on; None where it does not stand there.

    >>> length_at(("more", "...", "than"), ["is", "more", "symbolic", "than", "real"], start=1)
    3
    """
    place = start
    for number, word in enumerate(words):
        if word == ANY:
            following = words[number + 1]
            window = list(lemmas[place + 1 : place + GAP + 1])
            if following not in window:
                return None
            place += 1 + window.index(following)
        elif place < len(lemmas) and lemmas[place] == word:
            place += 1
        else:
            return None
    return place - start


def _at(rows: Mapping[str, tuple[Row, ...]], lemmas: Sequence[str], *, start: int) -> tuple[Row, ...]:
    candidates = rows.get(lemmas[start], ())
    return tuple(row for row in candidates if length_at(row.words, lemmas, start=start) is not None)


def _by_first_word(rows: Iterable[Row]) -> Mapping[str, tuple[Row, ...]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.words[0]].append(row)
    return MappingProxyType(
        {word: tuple(sorted(group, key=lambda row: -len(row.words))) for word, group in found.items()}
    )


def _by_lemma(rows: Iterable[ActRow]) -> Mapping[tuple[str, str], tuple[ActRow, ...]]:
    found: defaultdict[tuple[str, str], list[ActRow]] = defaultdict(list)
    for row in rows:
        found[row.lemma, row.upos].append(row)
    return MappingProxyType({key: tuple(group) for key, group in found.items()})


def _forms(
    acts: Iterable[ActRow], others: Iterable[CueRow | VoiceRow], nouns: Iterable[str]
) -> Mapping[tuple[str, str], str]:
    """For each form of a known word its lemma; where two lemmas share a form, the one that is the form itself."""
    known = {(row.lemma, row.upos) for row in acts}
    known |= {
        (row.words[0], row.upos) for row in others if isinstance(row, CueRow) and row.upos and len(row.words) == 1
    }
    known |= {(row.words[0], "VERB") for row in others if isinstance(row, VoiceRow) and row.form == "verb"}
    known |= {(noun, "NOUN") for noun in nouns if " " not in noun}
    irregular = read_irregular()
    found: dict[tuple[str, str], str] = {}
    for lemma, upos in sorted(known | set(irregular)):
        for form in forms_of(lemma, upos) | irregular.get((lemma, upos), frozenset()):
            found.setdefault((form, upos), lemma)
    uneven = {(form, upos) for (_, upos), forms in irregular.items() for form in forms}
    found |= {(lemma, upos): lemma for lemma, upos in known if (lemma, upos) not in uneven}  # "found" is of "find"
    return MappingProxyType(found)


@cache
def load_language() -> Language:
    """The language knowledge that ships with Foedus, read once."""
    table = read_kinds()
    acts, cues, voices, sources = tuple(read_acts()), tuple(read_cues()), tuple(read_voices()), tuple(read_sources())
    classes = read_classes()
    return Language(
        kinds=MappingProxyType(table.kinds),
        plover=MappingProxyType(table.plover),
        turned=MappingProxyType(table.turned),
        acts=acts,
        cues=cues,
        voices=voices,
        sources=sources,
        classes=MappingProxyType(classes),
        acts_by_word=_by_lemma(acts),
        cues_by_word=_by_first_word(cues),
        voices_by_word=_by_first_word(voices),
        sources_by_word=_by_first_word(sources),
        lemma_by_form=_forms(acts, (*cues, *voices), classes),
        fingerprint=files_fingerprint(),
    )
