"""What a reporter adds to another's words: "he would defend Zenda, which lies on the border, she said".

A frame enters; the frame leaves without the clauses behind a comma that describe a noun of it. Such a clause asserts
on the writer's word, whatever the sentence around it reports (Potts 2005 calls it a conventional implicature).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from foedus.read.grammar import below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.encoder.analysis import Sentence, Word
    from foedus.read.page import Page
    from foedus.read.reporting import Frame

_DESCRIBING = frozenset({"which", "who", "where"})


def without_asides(page: Page, frame: Frame) -> Frame:
    """The frame without what the writer adds; a quotation, and what stands before the reporting verb, stays whole."""
    if frame.is_hearsay or frame.source is None:
        return frame
    content = frame.content
    for first, last in _asides(page, frame.sentence, after=frame.cue):
        content = tuple(part for each in content for part in _cut(each, first, last))
    return replace(frame, content=content) if content and content != frame.content else frame


def up_to_another(page: Page, frames: list[Frame]) -> list[Frame]:
    """The frames of a sentence, each ending at the semicolon behind which somebody else is said to speak."""
    found = []
    for frame in frames:
        ends = [
            mark.start
            for mark in frame.sentence.words[frame.cue.index :]
            if mark.text == ";" and page.quotation_at(mark.start) is None and _speaks_behind(frames, frame, mark)
        ]
        parts = (
            tuple(part for each in frame.content for part in _cut(each, min(ends), frame.sentence.end)) if ends else ()
        )
        found.append(replace(frame, content=parts) if parts else frame)
    return found


def describes(sentence: Sentence, head: Word, verb: Word) -> bool:
    """Whether a comma and a relative pronoun open the clause behind a verb: it is no content of the verb.

    In "gains, which Ruritania believed saved the alliance", the pronoun stands before the verb, and its clause is said.
    """
    found = below(sentence, head, "nsubj")
    opening = [each for each in found if each.text.lower() in _DESCRIBING and each.index > verb.index]
    return any(sentence.words[each.index - 1].text == "," for each in opening)


def _speaks_behind(frames: list[Frame], frame: Frame, mark: Word) -> bool:
    return any(
        other.cue.start > mark.start and other.source is not None and other.source.start > mark.start
        for other in frames
        if other is not frame
    )


def _asides(page: Page, sentence: Sentence, *, after: Word) -> Iterator[tuple[int, int]]:
    for word in sentence.words[after.index + 1 :]:
        if word.deprel != "acl:relcl" or page.quotation_at(word.start) is not None:
            continue
        reach = [each for each in sentence.subtree(word) if each.text != ","]
        opening = reach[0]
        behind_comma = opening.index > 0 and sentence.words[opening.index - 1].text == ","
        own = after.index < opening.index and all(each is not after for each in reach)
        if own and behind_comma and opening.text.lower() in _DESCRIBING and page.quotation_at(opening.start) is None:
            yield opening.start, reach[-1].end


def _cut(stretch: tuple[int, int], first: int, last: int) -> Iterator[tuple[int, int]]:
    start, end = stretch
    for one, other in ((start, min(end, first)), (max(start, last), end)):
        if other - one > 1:
            yield one, other
