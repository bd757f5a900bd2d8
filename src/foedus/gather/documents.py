"""A draft enters; the document that it makes leaves, with its parts, its publisher's judgement and its problems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from foedus.gather.cleaning import clean
from foedus.gather.days import UncertainDay, day_of
from foedus.gather.drafts import Draft, Trouble
from foedus.gather.languages import language_of
from foedus.gather.lengths import TOO_LONG, WORD, sentence_ends
from foedus.gather.limits import SENTENCE_CHARACTERS, SENTENCE_WORDS, TEXT_CHARACTERS, WORD_CHARACTERS
from foedus.gather.outlets import infer_outlet
from foedus.gather.parts import Division, divide
from foedus.records import Document, Judgement, Problem, document_id, problem
from foedus.terms import Part, Severity, Verb
from foedus.values import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEEWAY = timedelta(days=1)  # it is tomorrow somewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A document and all that gathering has to say of it."""

    document: Document
    judgements: tuple[Judgement, ...]
    problems: tuple[Problem, ...]


def finish(draft: Draft, *, name: str, today: date) -> Gathered | Problem:
    """The document that the draft makes, or the problem that it holds no text."""
    place = name + draft.place
    draft = _cleaned(draft)
    if not WORD.search(draft.text):
        return _problem(
            place, Trouble(code="empty-file", says="There is no text in it: save it again, or leave it out.")
        )
    if len(draft.text) > TEXT_CHARACTERS:
        says = f"Its text has more than {TEXT_CHARACTERS:,} characters: cut it into parts of one subject each."
        return _problem(place, Trouble(code="too-large", says=says))
    division = divide(draft)
    written = draft.date or division.date_line
    published_on, troubles = _published(written, today=today)
    body = _read_text(draft.text, division.parts)
    document = Document(
        id=document_id(publisher=draft.publisher, url=draft.url, text=draft.text),
        text=draft.text,
        title=division.title,
        publisher=draft.publisher,
        byline=draft.byline or division.byline,
        url=draft.url,
        published_on=published_on,
        language=language_of(body or draft.text, declared=draft.language),
        parts=division.parts,
        gathered_from=place,
    )
    outlet = infer_outlet(document, division.blocks) if document.publisher is None else None
    return Gathered(
        document=document,
        judgements=(outlet,) if outlet else (),
        problems=tuple(_problems(document, [*draft.troubles, *troubles, *_of_text(document, division)])),
    )


def same_place(document: Document) -> str:
    """The key under which a later text of the same page is found: its address, else the file that it came from.

    >>> same_place(Document(id="1", text="x", gathered_from="news/a.txt"))
    'file:news/a.txt'
    """
    return f"url:{document.url}" if document.url else f"file:{document.gathered_from}"


def duplicate(document: Document, *, first: str) -> Problem:
    """The note that a document was gathered before from elsewhere."""
    says = f"{document.gathered_from} is the same text as {first}, gathered once: nothing needs doing."
    return problem(verb=Verb.GATHER, about=document.gathered_from, code="duplicate", says=says, severity=Severity.NOTE)


def _problem(about: str, trouble: Trouble) -> Problem:
    return problem(verb=Verb.GATHER, about=about, code=trouble.code, says=trouble.says, severity=trouble.severity)


def _problems(document: Document, troubles: Sequence[Trouble | Problem]) -> Iterator[Problem]:
    for trouble in troubles:
        yield trouble if isinstance(trouble, Problem) else _problem(document.gathered_from, trouble)


def _cleaned(draft: Draft) -> Draft:
    """The draft with a clean text; marks were set on clean text already."""
    if draft.marks:
        return draft
    return Draft(**{name: getattr(draft, name) for name in draft.__slots__} | {"text": clean(draft.text)})


def _published(written: str | None, *, today: date) -> tuple[date | None, tuple[Trouble, ...]]:
    if written is None:
        says = "The text tells no date, so 'last week' in it cannot be placed: give it a line 'date: YYYY-MM-DD'."
        return None, (Trouble(code="no-date", says=says, severity=Severity.NOTE),)
    try:
        day = day_of(written)
    except UncertainDay:
        says = f"'{written[:80]}' cannot be read as one day, and was left out: write it as YYYY-MM-DD."
        return None, (Trouble(code="bad-date", says=says),)
    if day > today + _LEEWAY:
        says = f"The date {day} lies in the future, and was left out: set it right in the file and gather it again."
        return None, (Trouble(code="future-date", says=says),)
    return day, ()


def _of_text(document: Document, division: Division) -> Iterator[Trouble | Problem]:
    """What is wrong with the text itself."""
    if not any(passage.part is Part.BODY for passage in division.parts) and not _has_read_words(division):
        says = "All of it is furniture (prompts, links, captions) and no article: save the page again with its text."
        yield Trouble(code="all-furniture", says=says)
    if document.language != "en":
        known = f"is in '{document.language}'" if document.language else "is in no language that could be told"
        says = f"The text {known}; it is kept and not read, for only English is: give a translation to have it read."
        yield Trouble(code="not-english", says=says)
    yield from _long_sentences(document)


def _has_read_words(division: Division) -> bool:
    """Whether headlines alone hold something to read, as a text of summary points does."""
    return any(passage.part is Part.HEADLINE and passage.because == "summary" for passage in division.parts)


def _long_sentences(document: Document) -> Iterator[Problem]:
    for passage in document.parts:
        if passage.because != TOO_LONG:
            continue
        start = passage.start
        for end in sentence_ends(document.text, start, passage.end):
            words = len(WORD.findall(document.text, start, end))
            if words > SENTENCE_WORDS or end - start > SENTENCE_CHARACTERS:
                yield _long_sentence(document, start=start, length=f"a sentence of {words} words")
                break
            start = end
        else:
            yield _long_sentence(document, start=passage.start, length=f"a word of over {WORD_CHARACTERS} letters")


def _long_sentence(document: Document, *, start: int, length: str) -> Problem:
    """The fault, pointing at how the sentence begins."""
    says = f"It has {length}; the paragraph is kept and too long to be read: see whether full stops were lost."
    start += len(document.text) - start - len(document.text[start:].lstrip())  # blanks may open it, in any number
    opening = document.text[start : start + 80].rstrip()
    span = Span(document=document.id, start=start, end=start + len(opening), text=opening)
    return problem(verb=Verb.GATHER, about=document.gathered_from, code="long-sentence", says=says, span=span)


def _read_text(text: str, parts: Sequence[Passage]) -> str:
    """What will be read: headlines and body."""
    return "\n".join(
        text[passage.start : passage.end] for passage in parts if passage.part in {Part.HEADLINE, Part.BODY}
    )
