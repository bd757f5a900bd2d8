"""Turns of a transcript: a page enters; who speaks leaves with the stretch that is spoken, label by label.

"President of Ruritania Otto Brand: …" opens a turn that lasts until the next label or the end of what is read. Labels
stand at the head of a paragraph or after a full stop, in capital letters throughout or word by word. A letter is one
turn: that of whoever signs it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.page import readable
from foedus.read.titles import TITLE
from foedus.terms import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.read.page import Page

_WORD = r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Adm|Sen|Rep|[A-Z])\.|[A-Z][\w’'\-]*)"
_LABEL = re.compile(
    rf"(?:^|(?<=\n)|(?<=[.!?…*)”\"] ))(?P<label>{_WORD}(?: (?:{_WORD}|of|the|and|for|de|van|von)){{0,11}})"
    r"(?: \([^()\n]{3,30}\))?:\s+(?=\S)"
)
# A label that a heading runs into: "Beginning of the talks President of Ruritania Otto Brand: Good afternoon."
_HEADED = re.compile(
    rf"(?:\* ?\* ?\*|\b(?:Beginning|Excerpts?|Transcript|Start) (?:of|from)) [^.:\n]{{0,90}}? "
    rf"(?P<label>(?:President|Prime Minister|Chancellor|Secretary) of (?:{_WORD}|of|the)(?: (?:{_WORD}|of|the|and))"
    rf"{{1,8}}):\s+(?=[A-Z])"
)
_ASKING = re.compile(r"(?<=\n)(?P<label>Q)(?:[^\S\n]{1,6}|\. |: )(?=[A-Z“\"(—–])")  # somebody asks, and nobody says who
# A letter: whom it greets, and who signs it.
_GREETING = re.compile(r"(?:^|(?<=\n))[^\S\n]*(?:To:? )?(?:My )?Dear [^\n]{2,80}[:,][^\S\n]*\n")
_SIGNATURE = re.compile(
    r"\n[^\S\n]*(?:(?:Very |Most )?(?:Sincerely|Respectfully|Cordially|Faithfully)(?: yours)?"
    r"|Yours (?:sincerely|faithfully|truly|respectfully)|(?:Best|Kind|Warm) regards|With best wishes),?[^\S\n]*\n\s*"
    r"(?P<name>[A-Z][\w.’'\-]*(?: (?:[A-Z][\w.’'\-]*|de|van|von|bin|al)){1,4})[^\S\n]*,?(?=\n|$)"
)
# A page of readers' letters, and how each closes: a name, with a place or what the reader is.
_READERS = re.compile(r"letters@|/letters\b|\bRead more \w+ letters\b|\bLetters to the editor\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"[.?!…][”’\")]? (?:(?:Dr|Prof|Professor|Sir|Lord|Lady|Rev|Cllr|Baroness) )?"
    r"(?P<name>[A-Z][\w’'\-]+(?: [A-Z]\.?)? [A-Z][\w’'\-]+)(?: [A-Z][\w’'\-,]*| of| the| and| for| for the|,)* ?$"
)
_OFFICE = re.compile(
    r"\b(?:president|prime|minister|secretary|chancellor|premier|general|admiral|ambassador|senator|speaker|mr|ms|mrs|dr|"
    r"director|chairman|spokesman|spokeswoman|spokesperson|king|queen|commissioner|high|representative|deputy|foreign|"
    r"defence|defense|state|vice|moderator|question|administrator|administration|official|press|national|security|advisor|"
    r"adviser|first|congressman|congresswoman|participant|host|interviewer|the|of|for|and)\b\.?",
    re.IGNORECASE,
)
_NAMES = 2  # words of a name at the end of a label
_FEWEST = 2  # labels that make a transcript, unless one names an office
_NO_SPEAKER = frozenset(
    {"note", "source", "update", "photo", "question", "q", "editor", "contact", "read more", "correction"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Who speaks: the label, the name in it or else the office, and the stretch that is spoken."""

    label: tuple[int, int]
    name: tuple[int, int]
    is_named: bool
    spoken: tuple[int, int]


def turns(page: Page) -> tuple[Turn, ...]:
    """The turns of the page, in order; none where it is no transcript."""
    text = page.document.text
    letter = _letter(page)
    if letter is not None:
        return (letter,)
    letters = _letters(page)
    if letters:
        return letters
    found = [
        (match.start("label"), match.end("label"), match.end(), end)
        for start, end, part in readable(page.document)
        if part is Part.BODY
        for match in _labels(text, start, end)
    ]
    if len(found) < _FEWEST and not any(_OFFICE.match(text[start:end]) for start, end, _, _ in found):
        return ()
    if len(found) >= _FEWEST:  # whoever speaks last speaks to the end of a transcript
        found[-1] = (*found[-1][:3], max(end for _, end, part in readable(page.document) if part is Part.BODY))
    return tuple(_turns(text, found, asking=(page.document.publisher or "").casefold()))


def _labels(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The labels between two places, in order; where two overlap, the first."""
    found = [match for each in (_LABEL, _HEADED, _ASKING) for match in each.finditer(text, start, end)]
    kept: list[re.Match[str]] = []
    for match in sorted(found, key=lambda each: (each.start("label"), -each.end())):
        if not kept or match.start("label") >= kept[-1].end():
            kept.append(match)
    return kept


def _letters(page: Page) -> tuple[Turn, ...]:
    """What each of a paper's readers writes, in the name that closes it; none where the page holds no readers' letters.

    Letters are set apart by bullets, each closed by a name with a place: "Otto Brand Streslau, Ruritania •".
    """
    text = page.document.text
    if not _READERS.search(text):
        return ()
    found: list[Turn] = []
    body = [start for start, _, part in readable(page.document) if part is Part.BODY]
    begins = body[0] if body else 0
    for mark in re.finditer(r"[•]|$", text):
        signed = _SIGNED.search(text, begins, mark.start())
        if signed is not None:
            name = signed.span("name")
            found.append(Turn(label=name, name=name, is_named=True, spoken=(begins, name[0])))
        begins = mark.end()
    return tuple(found)


def _letter(page: Page) -> Turn | None:
    """What a letter says from its greeting to its end, in the name of who signed it; None where it is no letter."""
    text = page.document.text
    body = [(start, end) for start, end, part in readable(page.document) if part is Part.BODY]
    if not body:
        return None
    greeting = _GREETING.search(text, body[0][0])
    signature = _SIGNATURE.search(text, greeting.end()) if greeting is not None else None
    if greeting is None or signature is None or not any(a <= signature.start("name") < b for a, b in body):
        return None
    name = signature.span("name")
    return Turn(label=name, name=name, is_named=True, spoken=(greeting.end(), signature.start()))


def _turns(text: str, found: list[tuple[int, int, int, int]], *, asking: str) -> Iterator[Turn]:
    for place, (start, end, begins, last) in enumerate(found):
        after = found[place + 1][0] if place + 1 < len(found) else None
        stop = after if after is not None else last
        if text[start:end].lower() in _NO_SPEAKER or text[start:end].casefold() == asking:
            continue
        name = _name(text, start, end)
        office = (start + (4 if text[start:end].lower().startswith("the ") else 0), end)
        yield Turn(
            label=(start, end), name=name or office, is_named=name is not None, spoken=(begins, max(begins, stop))
        )


def _name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The last words of a label that are no office: "President of Ruritania Otto Brand" names Otto Brand."""
    at = end
    for word in reversed(text[start:end].split(" ")):
        if _OFFICE.fullmatch(word) or TITLE.fullmatch(word):
            break
        at -= len(word) + 1
    first = at + 1 if at < end else end
    if first >= end:
        return None
    words = text[first:end].split(" ")
    kept = words[-_NAMES:]  # "Republic of Belarus Alexander Lukashenko" ends in the name
    return (end - len(" ".join(kept)), end)
