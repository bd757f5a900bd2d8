"""What was found enters; documents, judgements and problems leave, file after file. Nothing in a file raises."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, BinaryIO

from foedus.gather.apart import parse_apart
from foedus.gather.documents import duplicate, finish
from foedus.gather.drafts import Draft, Trouble
from foedus.gather.finding import Found, files
from foedus.gather.formats import Format, detect, foreign_name
from foedus.gather.frames import Request
from foedus.gather.gdelt import is_gdelt
from foedus.gather.guidance import guided
from foedus.gather.limits import PAGE_BYTES, TABLE_BYTES
from foedus.gather.plain import read_markdown, read_text
from foedus.gather.rows import read_csv, read_json, read_json_lines
from foedus.gather.streams import CLOSED, Refused, bounded, check_size, closed_by, content_of, head_of, stream_of
from foedus.records import Document, Judgement, Problem, problem
from foedus.terms import Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_WHOLE_TABLE_BYTES = 8 * PAGE_BYTES  # a CSV or JSON file is held whole, twice
_READ_WHOLE: dict[Format, Callable[[bytes], Iterator[Draft | Trouble]]] = {
    Format.TEXT: lambda content: iter([read_text(content)]),
    Format.MARKDOWN: lambda content: iter([read_markdown(content)]),
}
_READ_TABLES: dict[Format, Callable[[bytes, Mapping[str, str]], Iterator[Draft | Trouble]]] = {
    Format.JSON: read_json,
    Format.CSV: read_csv,
}


def gather(path: Path, *, today: date | None = None) -> Iterator[Document | Judgement | Problem]:
    """Every document at the path, in the order of names, each followed by its judgements and problems.

    A text found twice is given once, with a note.

    Raises:
        NothingToGather: nothing is at the path.
    """
    seen: dict[str, str] = {}
    for found in files(path):
        yield from _once(open_file(found, today=today), seen=seen)


def open_file(found: Found, *, today: date | None = None) -> Iterator[Document | Judgement | Problem]:
    """The documents in one file, in order, each followed by its judgements and problems.

    `today` is the day after which dates lie in the future; this machine's, where it is not given.
    """
    day = today or datetime.now(tz=UTC).date()
    return _once(_opened(found, today=day), seen={})


def _once(
    stream: Iterator[Document | Judgement | Problem], *, seen: dict[str, str]
) -> Iterator[Document | Judgement | Problem]:
    """The stream without the documents seen before, a note in the place of each."""
    passing = True
    for one in stream:
        if isinstance(one, Document):
            first = seen.get(one.id)
            passing = first is None
            if first is not None:
                yield duplicate(one, first=first)
                continue
            seen[one.id] = one.gathered_from
        if passing or (isinstance(one, Problem) and one.code != "no-date"):
            yield one


def _opened(found: Found, *, today: date) -> Iterator[Document | Judgement | Problem]:
    for draft in _drafts(found):
        if isinstance(draft, Trouble):
            yield problem(verb=Verb.GATHER, about=found.name, code=draft.code, says=draft.says, severity=draft.severity)
            continue
        draft = guided(draft, found.guidance, name=found.name)
        gathered = finish(draft, name=found.name, today=today)
        if isinstance(gathered, Problem):
            yield gathered
        else:
            yield gathered.document
            yield from gathered.judgements
            yield from gathered.problems


def _drafts(found: Found) -> Iterator[Draft | Trouble]:
    """The drafts in a file; whatever keeps it closed is a trouble."""
    if found.refused is not None:
        yield found.refused
        return
    try:
        with stream_of(found) as stream:
            yield from _parsed(stream, found=found)
    except Refused as refused:
        yield refused.trouble
    except CLOSED as error:
        yield closed_by(error)


def _parsed(stream: BinaryIO, *, found: Found) -> Iterator[Draft | Trouble]:
    head = head_of(stream)
    form = detect(head, found.name)
    if form is not Format.COMPRESSED:
        yield from _formatted(stream, form=form, found=found, head=head)
        return
    with gzip.GzipFile(fileobj=stream) as inner, bounded(inner) as unpacked:
        head = head_of(unpacked)
        form = detect(head, found.name.removesuffix(".gz"))
        if form is Format.WARC:  # its own reader unpacks it, record by record
            stream.seek(0)
            unpacked = stream
        yield from _formatted(unpacked, form=form, found=found, head=head)


def _formatted(stream: BinaryIO, *, form: Format, found: Found, head: bytes) -> Iterator[Draft | Trouble]:
    columns = dict(found.guidance.columns) if found.guidance else {}
    if not head:
        yield Trouble(code="empty-file", says="The file is empty: save it again, or leave it out.")
    elif form is Format.BINARY:
        says = (
            "The bytes are no text and no format that Foedus reads: see whether the file is damaged, or leave it out."
        )
        yield Trouble(code="binary", says=says)
    elif form in {Format.UNKNOWN, Format.COMPRESSED, Format.ARCHIVE}:
        yield _unknown(form, head=head, name=found.name)
    elif is_gdelt(head):
        says = "This is GDELT's event table, which has no texts: add it as coded events with 'foedus events add FILE'."
        yield Trouble(code="coded-events", says=says)
    elif form is Format.JSON_LINES:
        yield from read_json_lines(stream, columns)
    elif form in _READ_WHOLE:
        yield from _READ_WHOLE[form](content_of(stream, limit=PAGE_BYTES))
    elif form in _READ_TABLES:
        yield from _READ_TABLES[form](content_of(stream, limit=_WHOLE_TABLE_BYTES), columns)
    elif form is Format.WARC and found.member is None:
        check_size(found.path, limit=TABLE_BYTES)
        yield from parse_apart(Request(format=form, path=str(found.path.absolute())))
    elif form is Format.PARQUET:
        yield from _table(found, columns)
    else:
        limit = _WHOLE_TABLE_BYTES if form is Format.WARC else PAGE_BYTES
        yield from parse_apart(Request(format=form, content=content_of(stream, limit=limit)))


def _table(found: Found, columns: dict[str, str]) -> Iterator[Draft | Trouble]:
    """The rows of a Parquet file, whose end tells what it holds: it is opened where it lies."""
    if found.member is not None:
        says = "A Parquet file in an archive is not opened: unpack it, and gather the folder."
        yield Trouble(code="nested-archive", says=says)
        return
    check_size(found.path, limit=TABLE_BYTES)
    request = Request(format=Format.PARQUET, path=str(found.path.absolute()), columns=columns)
    yield from parse_apart(request)


def _unknown(form: Format, *, head: bytes, name: str) -> Trouble:
    if form is Format.UNKNOWN or name.endswith((".docx", ".xlsx", ".pptx", ".odt", ".epub")):
        says = f"This is {foreign_name(head, name)}, which Foedus does not read: save its text as .txt, .html or .pdf."
        return Trouble(code="unknown-format", says=says)
    says = "An archive within an archive is not opened: unpack the outer one and gather the folder."
    return Trouble(code="nested-archive", says=says)
