"""Turns of a transcript: a page enters; who speaks leaves with the stretch that is spoken, label by label.

"President of Ruritania Otto Brand: …" opens a turn that lasts until the next label or the end of what is read. Labels
stand at the head of a paragraph or after a full stop, in capital letters throughout or word by word. A letter is one
turn: that of whoever signs it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.read.interviews import interview
from foedus.read.page import readable
from foedus.read.titles import TITLE
from foedus.terms import Nature, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.read.page import Page

_WORD = r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Adm|Sen|Rep|[A-Z])\.|[A-Z][\w’'\-]*)"
_LABEL = re.compile(
    rf"(?:^|(?<=\n)|(?<=\s\s)|(?<=[.!?…*)”\"] ))(?P<label>{_WORD}(?: (?:{_WORD}|of|the|and|for|de|van|von)){{0,19}})"
    r"(?: ?\([^()\n]{3,30}\))?:(?:\s+(?=\S)|(?=[“\"«]))"
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
# A paper that closes with a name in capitals, and with where and when it was signed.
_CAPITALS = r"(?:[A-Z][A-Z’'\-]+|[A-Z]\.)"
_UNDERSIGNED = re.compile(
    rf"\n[^\S\n]*(?P<name>{_CAPITALS}(?: {_CAPITALS}){{1,3}}(?:,? (?:JR|SR)\b\.?)?)[^\S\n]*"
    r"(?:\n\s*THE [A-Z ]{4,40},\s*+[^\n]{0,80})?[\s\\#]*$"
)
# A statement of several: "We, the leaders of Ruritania and Graustark, met today".
_JOINT = re.compile(
    r"(?:^|(?<=\n)|(?<=[.:] )|(?<=\s\s))(?:[A-Z][^.:\n,]{2,40}, )?[Ww]e, (?P<name>(?:the )?"
    r"(?:[^.;:“”\"]|(?<=\b[A-Z])\.|(?<=[JS]r)\.){8,320}?)"
    r"(?:,\s+(?=(?!(?:and|the|of|as|in|on|with|including|which|who|along)\b)[a-z]{3,})|\s+(?=(?:have|are|met|affirm"
    r"|reaffirm|condemn|welcome|commit|express|recogni[sz]e|underline|agree|announce|declare|resolve)\b))"
)
_SEVERAL = re.compile(
    r"\b(?:leaders|presidents|ministers|chancellors|heads|members|governments|representatives|secretaries)\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:president|minister|chancellor|premier|king|queen|secretary|representative)\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:president|prime|minister|secretary|chancellor|premier|general|admiral|ambassador|senator|speaker|mr|ms|mrs|dr|"
    r"director|chairman|spokesman|spokeswoman|spokesperson|king|queen|commissioner|high|representative|deputy|foreign|"
    r"defence|defense|state|vice|moderator|question|administrator|administration|official|press|national|security|advisor|"
    r"adviser|first|congressman|congresswoman|participant|host|interviewer|the|of|for|and)\b\.?",
    re.IGNORECASE,
)
_BEARERS = re.compile(
    r"\b(?:president|minister|secretary|chancellor|premier|general|admiral|ambassador|senator|speaker|mr|ms|mrs|dr|judge"
    r"|director|chairman|chairperson|chair|spokes\w+|king|queen|prince|commissioner|representative|moderator|member|head"
    r"|administrator|official|advis[eo]r|congress(?:wo)?man|participant|host|interviewer|chief|governor|mayor|q)\b",
    re.IGNORECASE,
)
# A label that a page's own index runs into: "President of Ruritania Otto Brand Brand OttoPresident of Ruritania".
_TWICE = re.compile(
    r"(?P<name>(?P<given>[A-Z][\w’'\-]+)(?: [\w’'\-]+)? (?P<last>[A-Z][\w’'\-]+)) (?P=last) (?P=given)[A-Z]"
)
_PLACED = frozenset({"of", "the", "and"})
_NAMES = 2  # words of a name at the end of a label
_LONGEST = 4  # words of a name
_EARLY = 700  # characters in which a statement says whose it is
_COUNTED = re.compile(r"(?:one|two|three|four|five|six|#?\d{1,2})", re.IGNORECASE)
_FEWEST = 2  # labels that make a transcript, unless one names an office
_PLACES = frozenset({Nature.PLACE, Nature.STATE})
_NO_SPEAKER = frozenset(
    {"note", "source", "update", "photo", "question", "editor", "contact", "read more", "correction"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Who speaks: the label, the name in it or else the office, and the stretch that is spoken."""

    label: tuple[int, int]
    name: tuple[int, int]
    is_named: bool
    spoken: tuple[int, int]
    also: tuple[tuple[int, int], ...] = ()  # everything that is spoken under the same label

    def speaks_at(self, place: int) -> bool:
        """Whether whoever the label is of speaks there."""
        return any(start <= place < end for start, end in (self.spoken, *self.also))


def turns(page: Page) -> tuple[Turn, ...]:
    """The turns of the page, in order; none where it is no transcript."""
    text = page.document.text
    letter = _letter(page)
    if letter is not None:
        return (letter,)
    letters = _letters(page)
    if letters:
        return letters
    undersigned = _undersigned(page) or _joint(page)
    if undersigned is not None:
        return (undersigned,)
    found = [
        (match.start("label"), match.end("label"), match.end(), end)
        for start, end, part in readable(page.document)
        if part is Part.BODY
        for match in _labels(text, start, end)
    ]
    labels = [text[start:end] for start, end, _, _ in found]
    found = [
        each for each, label in zip(found, labels, strict=True) if _is_somebody(page, each[:2], labels.count(label))
    ]
    if len(found) < _FEWEST and not any(_opens(page, start, end) for start, end, _, _ in found):
        return _unlabelled(page)
    # Whoever speaks last speaks to the end of a transcript; so does who speaks alone, in the capitals of a transcript.
    if len(found) >= _FEWEST or (found and text[found[0][0] : found[0][1]].isupper()):
        found[-1] = (*found[-1][:3], max(end for _, end, part in readable(page.document) if part is Part.BODY))
    return tuple(_turns(text, found, asking=(page.document.publisher or "").casefold()))


def _unlabelled(page: Page) -> tuple[Turn, ...]:
    """The answers of an interview that has no labels."""
    told = interview(page)
    if told is None:
        return ()
    return tuple(
        Turn(label=told.name, name=told.name, is_named=True, spoken=each, also=told.answers) for each in told.answers
    )


def _is_somebody(page: Page, label: tuple[int, int], times: int) -> bool:
    """Whether a label is of somebody: by its office, its capitals, coming back, or what the reader takes it for.

    "Co-production and Technical Data Exchange: …" heads a paragraph, and nobody speaks in it.
    """
    start, end = label
    told = page.document.text[start:end]
    if times == 1 and any(
        each.nature in _PLACES for each in page.world.find(told.title()) if len(each.words) == len(told)
    ):
        return False  # "NEW DELHI: Three days after …" is where it was written
    if times > 1 or told.isupper() or _BEARERS.search(told):
        return True
    sentence = page.sentences[page.sentence_number(start)]
    words = [each for each in sentence.words if start <= each.start and each.end <= end]
    return len(words) > 1 and any((each.name or "").endswith("person") for each in words)


def _opens(page: Page, start: int, end: int) -> bool:
    """Whether a label by itself makes a transcript: it gives an office, or a whole name at the head of what is read."""
    text = page.document.text
    if _OFFICE.match(text[start:end]):
        return True
    head = next((begins for begins, _, part in readable(page.document) if part is Part.BODY), -1)
    return start == head and 1 < len(text[start:end].split()) <= _LONGEST


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


def _undersigned(page: Page) -> Turn | None:
    """What a paper says, in the name of who signed it in capitals at its end; None where nobody did."""
    signature = _UNDERSIGNED.search(page.document.text)
    read = readable(page.document)
    if signature is None or not read or signature.start("name") <= read[0][0] or _OFFICE.match(signature["name"]):
        return None
    name = signature.span("name")
    return Turn(label=name, name=name, is_named=True, spoken=(read[0][0], name[0]))


def _joint(page: Page) -> Turn | None:
    """What a statement says, in the name of those whom its first "we" is; None where it is nobody's together.

    Of those whom it lists by office or name the first is told.
    """
    text = page.document.text
    body = [(start, end) for start, end, part in readable(page.document) if part is Part.BODY]
    opening = _JOINT.search(text, body[0][0], body[0][0] + _EARLY) if body else None
    if opening is None:
        return None
    start, end = opening.span("name")
    start += 4 if text[start:end].lower().startswith("the ") else 0
    first = end if (comma := text.find(",", start, end)) < 0 else comma
    spoken = (end, body[-1][1])
    if _SEVERAL.search(text, start, first):
        return Turn(label=(start, end), name=(start, end), is_named=False, spoken=spoken)
    if not _ONE.search(text, start, first):
        return None
    name = _name(text, start, first) if " of " not in text[start:first] else None
    return Turn(label=(start, first), name=name or (start, first), is_named=name is not None, spoken=spoken)


def _turns(text: str, found: list[tuple[int, int, int, int]], *, asking: str) -> Iterator[Turn]:
    stops = [*(each[0] for each in found[1:]), *(each[3] for each in found[-1:])]
    spoken = [(each[2], max(each[2], stop)) for each, stop in zip(found, stops, strict=True)]
    for place, (start, end, _, _) in enumerate(found):
        if text[start:end].lower() in _NO_SPEAKER or text[start:end].casefold() == asking:
            continue
        name = _name(text, start, end)
        office = (start + (4 if text[start:end].lower().startswith("the ") else 0), end)
        also = tuple(
            told for told, each in zip(spoken, found, strict=True) if text[each[0] : each[1]] == text[start:end]
        )
        yield Turn(label=(start, end), name=name or office, is_named=name is not None, spoken=spoken[place], also=also)


def _name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The last words of a label that are no office: "President of Ruritania Otto Brand" names Otto Brand."""
    twice = _TWICE.search(text, start, end)
    if twice is not None:
        return twice.span("name")
    at = end
    stopped = ""
    for word in reversed(text[start:end].split(" ")):
        if _OFFICE.fullmatch(word) or TITLE.fullmatch(word):
            stopped = word
            break
        at -= len(word) + 1
    first = at + 1 if at < end else end
    if first >= end:
        return None
    words = text[first:end].split(" ")
    if len(words) == 1 and _COUNTED.fullmatch(words[0]):
        return None  # "SENIOR OFFICIAL TWO" names nobody
    if stopped in _PLACED and len(words) <= _NAMES:
        return None  # "President of the United States" names nobody
    kept = words[-_NAMES:]  # "Republic of Belarus Alexander Lukashenko" ends in the name
    return (end - len(" ".join(kept)), end)
