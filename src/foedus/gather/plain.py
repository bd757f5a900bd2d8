"""Plain text and Markdown enter; drafts leave, with what a head block of `key: value` lines says of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from foedus.gather.cleaning import clean
from foedus.gather.decoding import decode
from foedus.gather.drafts import Draft, Hint, Mark, compose, stated
from foedus.gather.naming import FIELDS, facts_of, field_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY = re.compile(r"^([A-Za-z][A-Za-z _-]{1,24}):[ \t]*(.*)$")
_FENCE = "---"
LONGEST_HEAD = 8_000  # characters of a head block that are read as YAML
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t#]*$")
_UNDERLINE = re.compile(r"^(=+|-{3,})[ \t]*$")
_POINT = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(.*)$")
_QUOTE = re.compile(r"^[ \t]*>[ \t]?")
_PICTURE = re.compile(r"!\[([^\[\]]{0,500})\]\([^()]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+[\"'][^\"']{0,300}[\"'])?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_]{1,500})(?<=\S)\1")
_SLANTED = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_]{1,500})(?<=\S)\1(?![\w*_])")
_CODE = re.compile(r"`([^`]{1,500})`")
_RULE = re.compile(r"^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$")


def read_text(content: bytes) -> Draft:
    """The draft of a plain text: its text as it stands, its head block marked."""
    decoded, troubles = decode(content)
    text = clean(decoded)
    fields, end, marks = _head(text)
    return Draft(text=text, marks=marks if end else (), troubles=troubles, **fields)


def read_markdown(content: bytes) -> Draft:
    """The draft of a Markdown text: what a reader sees of it, its headings, points and captions marked."""
    decoded, troubles = decode(content)
    source = clean(decoded)
    fields, end, _ = _head(source)
    blocks = list(_blocks(source[end:]))
    if "title" not in fields:
        first = next((text for hint, text in blocks if hint is Hint.TITLE), None)
        if first:
            fields["title"] = first
    text, marks = compose(blocks)
    return Draft(text=text, marks=marks, troubles=troubles, **fields)


def _head(text: str) -> tuple[dict[str, str], int, tuple[Mark, ...]]:
    """What the head block says, where it ends, and its marks; a block needs a fence or two known keys."""
    fields: dict[str, str] = {}
    marks: list[Mark] = []
    start = len(text) - len(text.lstrip("\n"))
    fenced = text.startswith(_FENCE + "\n", start)
    place, known = start, 0
    for line in text[start:].splitlines(keepends=True):
        bare = line.rstrip("\n")
        if fenced and place > start and bare.strip() == _FENCE:
            marks.append(Mark(start=place, end=place + len(bare), hint=Hint.HEAD))
            written = text[start + len(_FENCE) : place]
            return _written_in_yaml(written) or fields, place + len(line), tuple(marks)
        found = _KEY.match(bare)
        field = field_of(found.group(1)) if found else None
        if not fenced and field is None:
            break
        if bare.strip():
            marks += _head_marks(bare, start=place, field=field)
        if found and field in FIELDS and field != "text":
            value = stated(found.group(2).strip().strip("\"'"))
            known += 1
            if value:
                fields.setdefault(field, value)
        place += len(line)
    if fenced or known < 2:
        return {}, 0, ()
    return fields, place, tuple(marks)


def _written_in_yaml(head: str) -> dict[str, str]:
    """What the lines between two fences say where they are YAML, as writers of Markdown mean them.

    >>> _written_in_yaml("title: 'The duke''s pact'\\ndate: 2024-02-01")
    {'title': "The duke's pact", 'date': '2024-02-01'}
    """
    if len(head) > LONGEST_HEAD:
        return {}
    try:
        said = yaml.load(head, yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return facts_of({str(key): value for key, value in said.items() if _plain(value)}) if isinstance(said, dict) else {}


def _plain(value: object) -> bool:
    """Whether a value is a text or a list of texts: what is nested deeper may be larger than its file."""
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value))


def _head_marks(line: str, *, start: int, field: str | None) -> Iterator[Mark]:
    """The marks of one line of a head block: all of it is head, but the value of a title is a title."""
    colon = line.find(":") + 1
    value = line[colon:].strip()
    if field != "title" or not value:
        yield Mark(start=start, end=start + len(line.rstrip()), hint=Hint.HEAD)
        return
    place = start + line.index(value, colon)
    yield Mark(start=start, end=start + colon, hint=Hint.HEAD)
    yield Mark(start=place, end=place + len(value), hint=Hint.TITLE)


def _blocks(source: str) -> Iterator[tuple[Hint, str]]:
    """The blocks that a reader sees: paragraphs with their lines joined, headings, points, captions."""
    paragraph: list[str] = []
    titled = False
    lines = source.split("\n")
    for index, line in enumerate(lines):
        heading = _HEADING.match(line)
        underlined = bool(paragraph) and _UNDERLINE.match(line) is not None and len(paragraph) == 1
        if heading or underlined:
            words = heading.group(1) if heading else paragraph.pop()
            yield from _flushed(paragraph)
            yield (Hint.HEADING if titled else Hint.TITLE), _shown(words)
            titled = True
        elif not line.strip() or _RULE.match(line):
            yield from _flushed(paragraph)
        elif point := _POINT.match(line):
            yield from _flushed(paragraph)
            if _continues(lines, index):
                paragraph.append(point.group(1))
            yield from () if paragraph else [(Hint.POINT, _shown(point.group(1)))]
        else:
            paragraph.append(_QUOTE.sub("", line))
    yield from _flushed(paragraph)


def _continues(lines: list[str], index: int) -> bool:
    """Whether the next line goes on with the point on this one."""
    following = lines[index + 1] if index + 1 < len(lines) else ""
    return following.startswith("  ") and bool(following.strip()) and not _POINT.match(following)


def _flushed(paragraph: list[str]) -> Iterator[tuple[Hint, str]]:
    joined = " ".join(line.strip() for line in paragraph)
    paragraph.clear()
    for picture in _PICTURE.findall(joined):
        yield Hint.CAPTION, picture
    words = _shown(_PICTURE.sub("", joined))
    if words.strip():
        yield Hint.PARAGRAPH, words


def _shown(markup: str) -> str:
    """What a reader sees of a line of Markdown.

    >>> _shown("**Ruritania** [denied](https://streslau.example) it")
    'Ruritania denied it'
    """
    shown = _LINK.sub(r"\1", _PICTURE.sub("", markup))
    return _SLANTED.sub(r"\2", _STRONG.sub(r"\2", _CODE.sub(r"\1", shown)))
