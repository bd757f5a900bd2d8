"""Which words are somebody's, over the whole page: frames with the quotations that belong to them.

A page enters; frames leave in the order of their cues. A quotation without a cue of its own continues the source of
the quotation before it in the same paragraph, as journalists write.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from foedus.read.accounts import accounts_in
from foedus.read.asides import up_to_another, without_asides
from foedus.read.citations import citations_in
from foedus.read.closing import with_closing
from foedus.read.reporting import SPEECH, Frame, row_of
from foedus.read.speakers import speaker_of
from foedus.read.stances import stances_in
from foedus.read.turns import turns

if TYPE_CHECKING:
    from foedus.read.page import Page
    from foedus.read.quotations import Quotation


def frames(page: Page) -> tuple[Frame, ...]:
    """The acts of reporting on this page, each with all that it reports, in order."""
    found: list[Frame] = []
    for sentence in page.sentences:
        cited = citations_in(page, sentence)
        told = [without_asides(page, each) for each in with_closing(page, sentence, cited)]
        found.extend(up_to_another(page, told))
        found.extend((*accounts_in(page, sentence), *stances_in(page, sentence)))
    return tuple(
        sorted((*_with_quotations(page, found), *_spoken(page)), key=lambda each: (each.cue.start, each.content))
    )


def _spoken(page: Page) -> list[Frame]:
    """The turns of a transcript: each is reported by its label."""
    found = []
    for turn in turns(page):
        sentence = page.sentences[page.sentence_number(turn.name[0])]
        words = [each for each in sentence.words if turn.name[0] <= each.start and each.end <= turn.name[1]]
        if words:
            found.append(
                Frame(
                    sentence=sentence,
                    cue=words[-1],
                    cue_end=words[-1].end,
                    source=words[-1],
                    addressee=None,
                    content=(turn.spoken,),
                    row=None,
                    turn=turn,
                )
            )
    return found


def _with_quotations(page: Page, found: list[Frame]) -> tuple[Frame, ...]:
    """The frames with each quotation given to one: whole, though it runs on over sentences."""
    grown = {at: list(frame.content) for at, frame in enumerate(found)}
    extra: list[Frame] = []
    previous: tuple[Quotation, Frame] | None = None
    for quotation in page.quotations:
        at = _nearest(found, quotation)
        introduced = _introduced(page, quotation) if at is None else None
        if introduced is not None:
            extra.append(introduced)
            previous = (quotation, introduced)
        elif at is not None:
            grown[at].append((quotation.start, quotation.end))
            previous = (quotation, found[at])
        elif previous is not None and not quotation.single and _goes_on(page, previous[0], quotation):
            frame = replace(previous[1], content=((quotation.start, quotation.end),), continues=True)
            extra.append(frame)
            previous = (quotation, previous[1])
        else:
            told = _told_before(page, quotation)
            if told is not None:
                extra.append(told)
                previous = (quotation, told)
    frames_ = [replace(frame, content=tuple(sorted(grown[at]))) for at, frame in enumerate(found)]
    return tuple(sorted((*frames_, *extra), key=lambda each: (each.cue.start, each.content)))


def _nearest(found: list[Frame], quotation: Quotation) -> int | None:
    """The number of the frame to which a quotation belongs: it reports a part of it, and its cue stands nearest."""
    best: tuple[int, int] | None = None
    for at, frame in enumerate(found):
        if frame.is_hearsay or quotation.holds(frame.cue.start):
            continue
        if any(start < quotation.end and quotation.start < end for start, end in frame.content):
            distance = min(abs(frame.cue.start - quotation.end), abs(quotation.start - frame.cue.end))
            if best is None or distance < best[0]:
                best = (distance, at)
    return best[1] if best else None


def _goes_on(page: Page, earlier: Quotation, later: Quotation) -> bool:
    """Whether the later quotation carries on the earlier, and the sentence between them tells of no other speech."""
    told = _told_before(page, later)
    spoken = told is not None and row_of(page, told.sentence, told.cue) is not None
    between = told is not None and told.sentence.start >= earlier.end
    return not (spoken and between) and _continues(page, earlier, later)


def _continues(page: Page, earlier: Quotation, later: Quotation) -> bool:
    """Whether the later quotation carries on the earlier: the same paragraph, or the next after an open one."""
    near = page.sentence_number(later.start) - page.sentence_number(max(earlier.start, earlier.end - 1)) <= _FAR
    if page.paragraph(earlier.start) == page.paragraph(later.start) and near:
        return True
    start, _ = page.paragraph(later.start)
    return not earlier.closed and later.start - start <= 1 and later.start - earlier.end < 8


def _introduced(page: Page, quotation: Quotation) -> Frame | None:
    """The frame of a quotation that a colon introduces: its source is the subject of the words before."""
    text = page.document.text
    before = text[: quotation.start - 1].rstrip()
    if not before.endswith(":") or quotation.single:
        return None
    sentence = page.sentences[page.sentence_number(len(before) - 1)]
    telling = [
        each
        for each in sentence.words
        if each.end <= len(before)
        and each.upos == "VERB"
        and (row := row_of(page, sentence, each)) is not None
        and row.commitment in SPEECH
        and page.quotation_at(each.start) is None
    ]
    verb = telling[-1] if telling else sentence.root
    source = speaker_of(sentence, verb)
    if source is None or source.start >= quotation.start:
        return None
    return Frame(
        sentence=sentence,
        cue=verb,
        cue_end=verb.end,
        source=source,
        addressee=None,
        content=((quotation.start, quotation.end),),
        row=row_of(page, sentence, verb),
    )


def _told_before(page: Page, quotation: Quotation) -> Frame | None:
    """The frame of a long quotation that stands by itself: its source is who was said to speak right before it.

    "Brand told this paper how it had come about." closes a paragraph, and the next is Brand's. So is what follows
    "Brand had a message for Streslau."
    """
    number = page.sentence_number(quotation.start)
    if quotation.single or number == 0 or not _is_whole(page, quotation):
        return None
    sentence = page.sentences[number if page.sentences[number].end <= quotation.start else number - 1]
    verb = sentence.root
    source = speaker_of(sentence, verb)
    row = row_of(page, sentence, verb)
    if source is None or source.upos not in {"NOUN", "PROPN", "PRON"}:
        return None
    if row is None and not (source.name or "").endswith("person"):
        return None
    return Frame(
        sentence=sentence, cue=verb, cue_end=verb.end, source=source, addressee=None,
        content=((quotation.start, quotation.end),), row=None,
    )  # fmt: skip


def _is_whole(page: Page, quotation: Quotation) -> bool:
    """Whether a quotation begins a sentence, and is long enough to be one."""
    text = page.document.text
    before = text[: quotation.start].rstrip(' “"\n')
    return before[-1:] in {".", "!", "?", ":"} and len(text[quotation.start : quotation.end].split()) >= WHOLE


_FAR = 6  # sentences between two quotations of one speaker, where a text has no paragraphs
WHOLE = 8  # words of a quotation that can be a speech of its own
