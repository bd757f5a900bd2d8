"""Answers of an interview that is printed without labels: question and answer in turn, paragraph by paragraph.

A page enters; the name of whoever is interviewed leaves, with the stretches that are his. Nobody is, unless several
short paragraphs ask and the opening introduces one person alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.page import readable
from foedus.terms import Nature, Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.read.page import Page

_FEWEST = 3  # questions
_QUESTION = 30  # words of a question, at most
_PROMPT = 16  # words of a statement to which somebody replies, at most
_LEAD = 0.4  # share of the text in which the first question comes
_SELF = re.compile(r"\b(?:I|me|my|we|us|our)\b|[’']ve\b")
_ASIDE = re.compile(r"^(?:\(|(?:He|She)\b)")
_LABELLED = re.compile(r"^[A-Z][\w’'\-]*(?: [A-Z][\w’'\-]*){0,3}: ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """Who is interviewed, by the place of the name, and what is said in reply."""

    name: tuple[int, int]
    answers: tuple[tuple[int, int], ...]


def interview(page: Page) -> Interview | None:
    """The answers of an unlabelled interview; None where the page is none."""
    paragraphs = _paragraphs(page)
    text = page.document.text
    asked = [place for place, (start, end) in enumerate(paragraphs) if _asks(text[start:end])]
    if len(asked) < _FEWEST or asked[0] == 0 or asked[0] > _LEAD * len(paragraphs):
        return None
    name = _introduced(page, paragraphs[0][0], paragraphs[asked[0]][0])
    answers = _answers(text, paragraphs, asked[0]) if name is not None else ()
    return Interview(name=name, answers=answers) if name is not None and len(answers) >= _FEWEST else None


def _paragraphs(page: Page) -> list[tuple[int, int]]:
    """The paragraphs from the first of the body to the last, questions that look like headings among them."""
    body = [(start, end) for start, end, part in readable(page.document) if part is Part.BODY]
    if not body:
        return []
    first, last = body[0][0], max(end for _, end in body)
    text = page.document.text
    return [each.span() for each in re.compile(r"[^\n]*\S[^\n]*").finditer(text, first, last)]


def _asks(words: str) -> bool:
    """Whether a paragraph is a question, whoever's label stands before it."""
    return words.rstrip(' ”"’').endswith("?") and len(words.split()) <= _QUESTION


def _answers(text: str, paragraphs: Sequence[tuple[int, int]], first: int) -> tuple[tuple[int, int], ...]:
    """What follows a question or a short statement put to somebody, and what goes on in his own person."""
    found: list[tuple[int, int]] = []
    replied = True
    for place in range(first, len(paragraphs)):
        start, end = paragraphs[place]
        words = text[start:end]
        behind = text[slice(*paragraphs[place + 1])] if place + 1 < len(paragraphs) else ""
        if _asks(words) or (replied and _puts(words, behind)):
            replied = False
        elif not _ASIDE.match(words) and (not replied or _SELF.search(words)):
            label = _LABELLED.match(words)
            found.append((start + (label.end() if label else 0), end))
            replied = True
        else:
            replied = True
    return tuple(found)


def _puts(words: str, behind: str) -> bool:
    """Whether a short paragraph puts something to whoever replies to it in the next."""
    short = len(words.split()) <= _PROMPT and words[:1] not in {"“", '"', "("} and not _SELF.search(words)
    return short and len(behind.split()) > len(words.split()) and not _asks(behind) and not _ASIDE.match(behind)


def _introduced(page: Page, start: int, end: int) -> tuple[int, int] | None:
    """The place of the only person whom the opening names in full; None where it names several, or a leader."""
    found: dict[str, tuple[int, int]] = {}
    for number in range(page.sentence_number(start), page.sentence_number(max(start, end - 1)) + 1):
        words = page.sentences[number].words
        for at, word in enumerate(words):
            if word.name != "B-person" or not start <= word.start < end:
                continue
            last = at
            while last + 1 < len(words) and words[last + 1].name == "I-person":
                last += 1
            known = page.name_at(word.start)
            if last > at and (known is None or known.nature is not Nature.PERSON):
                found.setdefault(words[last].text, (word.start, words[last].end))
    return next(iter(found.values())) if len(found) == 1 else None
