"""What sentences tell, whoever is in them: the clauses, the kinds of their acts, and the words of their two sides.

The reader makes claims only of actors between states. Sets of the field ask for acts between any two parties; here the
reader's own steps (clauses, act rows, certainty, sort) answer them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.read.acts import act_of, nominal_act
from foedus.read.certainty import certainty
from foedus.read.clauses import clauses
from foedus.read.grammar import base, below, preposition
from foedus.read.page import Page, with_known_lemmas
from foedus.read.sorts import sort_of
from foedus.records import Document, document_id
from foedus.terms import Sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from foedus.encoder import Encoder
    from foedus.encoder.analysis import Sentence, Word
    from foedus.knowledge.lexicon import ActRow
    from foedus.read.clauses import Clause

_TURNS = {Sort.INTENT: "promised", Sort.FORECAST: "promised", Sort.DEMAND: "demanded", Sort.RECOMMENDATION: "demanded"}
_TURNED_DOWN = frozenset({Sort.INTENT, Sort.FORECAST})
_WHEN = frozenset({"on", "in", "at", "since", "after", "before", "during", "until", "by", "for", "from", "within"})
_BESIDE = frozenset({"acl:relcl", "acl", "advcl", "parataxis"})
_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march"}
    | {"april", "may", "june", "july", "august", "september", "october", "november", "december", "day", "today"}
    | {"yesterday", "week", "month", "year", "morning", "evening", "night", "weekend", "time", "fall", "spring"}
    | {"summer"}
)
_STOPS = frozenset({".", ";", ":", "“", "”", '"'})
_RECEIVING = frozenset({"to", "into", "on", "against", "upon", "towards", "toward", "with"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An act or another clause: its PLOVER type, None where no row fits, and the words of its two sides."""

    type: str | None
    doing: frozenset[int]  # where the words begin
    suffering: frozenset[int]
    reach: tuple[int, int]
    is_main: bool


def told_in(text: str, encoder: Encoder, words: Sequence[tuple[int, int]] | None = None) -> tuple[Told, ...]:
    """The clauses of a text in order, then the acts that its nouns tell.

    With `words`, the places of the words of the one sentence that the text is.
    """
    language = load_language()
    analysis = encoder.analyse(text) if words is None else encoder.parse(text, [words])
    page = Page(
        document=Document(id=document_id(publisher=None, url=None, text=text), text=text),
        analysis=with_known_lemmas(analysis, language),
        names=(),
        world=load_world(),
        language=language,
    )
    found = [told for sentence in page.sentences for told in _verbal(page, sentence)]
    return (*found, *(told for sentence in page.sentences for told in _nominal(page, sentence)))


def _verbal(page: Page, sentence: Sentence) -> Iterator[Told]:
    for clause in clauses(sentence):
        row = act_of(page, clause)
        doers = _agents(clause) if clause.is_passive else clause.subjects
        others = _others(clause, row)
        doing, suffering = _side(sentence, doers[:1]), _side(sentence, others[:1])
        if row is not None and row.is_reciprocal:
            doing = suffering = doing | suffering
        yield Told(
            type=_type(page, clause, row),
            doing=doing,
            suffering=suffering,
            reach=_reach(sentence, clause.head),
            is_main=base(clause.head.deprel) in {"root", "ccomp", "parataxis"},
        )


def _agents(clause: Clause) -> tuple[Word, ...]:
    return tuple(each.word for each in clause.obliques if each.preposition == "by")


def _others(clause: Clause, row: ActRow | None) -> tuple[Word, ...]:
    """To whom: what the act row's prepositions introduce ("carried out an attack on"), else the object."""
    objects = clause.subjects if clause.is_passive else clause.objects
    wanted = row.target if row is not None and "object" not in row.target else ()
    tied = [each for one in objects[:1] for each in below(clause.sentence, one, "nmod")]
    named = [each for each in tied if preposition(clause.sentence, each) in wanted]
    named += [each.word for each in clause.obliques if each.preposition in wanted]
    if row is not None:
        more = [each for each in tied if preposition(clause.sentence, each) in _RECEIVING]
        more += [each.word for each in clause.obliques if each.preposition in _RECEIVING]
        told = [each for each in (*named, *objects, *more) if not _is_when(each)]
        somebody = [each for each in told if _is_somebody(clause.sentence, each)]
        return (*somebody, *told)
    if objects:
        return objects
    return tuple(each.word for each in clause.obliques if each.preposition not in _WHEN and not _is_when(each.word))


def _is_when(word: Word) -> bool:
    """Whether a noun is a day, a month, a year or the like."""
    return word.text.lower() in _DAYS or word.text.isdigit()


def _is_somebody(sentence: Sentence, word: Word) -> bool:
    """Whether a noun names or is somebody: a name, or a phrase with a name for its possessor."""
    return any(each.upos == "PROPN" for each in (word, *below(sentence, word, "nmod:poss", "amod", "compound", "flat")))


def _type(page: Page, clause: Clause, row: ActRow | None) -> str | None:
    """The type of an act as PLOVER codes it: what is only promised, refused or demanded is the word given for it."""
    if row is None or row.kind is None:
        return None
    certain = certainty(page, clause, floor=-1)
    sort = sort_of(clause, certain, row, None)
    turn = _TURNS.get(sort)
    if certain.factuality.value.endswith("-") and sort in _TURNED_DOWN:
        turn = "refused"
    kind = (page.language.turn(row.kind, turn) if turn else None) or row.kind
    return page.language.kinds[kind].type


def _nominal(page: Page, sentence: Sentence) -> Iterator[Told]:
    for word in sentence.words:
        row = nominal_act(page, sentence, word)
        if row is not None and row.kind is not None:
            owners = below(sentence, word, "nmod:poss", "amod", "compound")
            tied = [each for each in below(sentence, word, "nmod") if preposition(sentence, each)]
            yield Told(
                type=page.language.kinds[row.kind].type,
                doing=_side(sentence, owners[:1]),
                suffering=_side(sentence, tied[:1]),
                reach=_reach(sentence, word),
                is_main=False,
            )


def _side(sentence: Sentence, heads: Iterable[Word]) -> frozenset[int]:
    """Where the words of a noun phrase begin, with what hangs on it but clauses, and without its preposition."""
    return frozenset(start for head in heads for start in _within(sentence, head, is_top=True))


def _within(sentence: Sentence, head: Word, *, is_top: bool) -> Iterator[int]:
    yield head.start
    for child in sentence.children[head.index]:
        if child.deprel in _BESIDE or (is_top and base(child.deprel) == "case") or child.text in _STOPS:
            continue
        yield from _within(sentence, child, is_top=False)


def _reach(sentence: Sentence, head: Word) -> tuple[int, int]:
    words = sentence.subtree(head)
    return words[0].start, words[-1].end
