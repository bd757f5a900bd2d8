"""What was found enters; documents, judgements and problems leave, file after file. Nothing in a file raises."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from contextlib import contextmanager
from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, BinaryIO, cast

from foedus.gather.apart import parse_apart
from foedus.gather.documents import duplicate, finish
from foedus.gather.drafts import Draft, Trouble
from foedus.gather.finding import Found, files
from foedus.gather.formats import Format, detect, foreign_name
from foedus.gather.frames import Request
from foedus.gather.limits import HEAD_BYTES, PAGE_BYTES, TABLE_BYTES, mebibytes
from foedus.gather.plain import read_markdown, read_text
from foedus.gather.rows import read_csv, read_json, read_json_lines
from foedus.records import Document, Judgement, Problem, problem
from foedus.terms import Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

type_of_output = Document | Judgement | Problem
_WHOLE_TABLE_BYTES = 16 * PAGE_BYTES  # a CSV or JSON file is held whole
_READ_WHOLE: dict[Format, Callable[[bytes], Iterator[Draft | Trouble]]] = {
    Format.TEXT: lambda content: iter([read_text(content)]),
    Format.MARKDOWN: lambda content: iter([read_markdown(content)]),
    Format.JSON: read_json,
    Format.CSV: read_csv,
}


class _Refused(Exception):  # noqa: N818  (carries a trouble out of nested streams; it never leaves this module)
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.says)
        self.trouble = trouble


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
    day = today or datetime.now(tz=timezone.utc).date()
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
        with _stream(found) as stream:
            yield from _parsed(stream, found=found)
    except _Refused as refused:
        yield refused.trouble
    except (zipfile.BadZipFile, zlib.error, gzip.BadGzipFile, EOFError, NotImplementedError, KeyError) as error:
        says = f"It is damaged inside its archive ({error}): pack it again from the original."
        yield Trouble(code="bad-archive", says=says)
    except OSError as error:
        says = f"The file cannot be read ({error.strerror or error}): see whether it still exists and may be read."
        yield Trouble(code="unreadable-file", says=says)


def _parsed(stream: io.BufferedReader, *, found: Found) -> Iterator[Draft | Trouble]:
    head = stream.peek(HEAD_BYTES)
    form = detect(head, found.name)
    if form is Format.COMPRESSED:
        with (
            gzip.GzipFile(fileobj=stream) as inner,
            io.BufferedReader(cast("io.RawIOBase", inner), HEAD_BYTES) as unpacked,
        ):
            head = unpacked.peek(HEAD_BYTES)
            form = detect(head, found.name.removesuffix(".gz"))
            yield from _formatted(unpacked, form=form, found=found, head=head)
    else:
        yield from _formatted(stream, form=form, found=found, head=head)


def _formatted(stream: io.BufferedReader, *, form: Format, found: Found, head: bytes) -> Iterator[Draft | Trouble]:
    if not head:
        yield Trouble(code="empty-file", says="The file is empty: save it again, or leave it out.")
    elif form is Format.BINARY:
        says = (
            "The bytes are no text and no format that Foedus reads: see whether the file is damaged, or leave it out."
        )
        yield Trouble(code="binary", says=says)
    elif form in {Format.UNKNOWN, Format.COMPRESSED, Format.ARCHIVE}:
        yield _unknown(form, head=head, name=found.name)
    elif form is Format.JSON_LINES:
        yield from read_json_lines(cast("BinaryIO", stream))
    elif form in _READ_WHOLE:
        limit = _WHOLE_TABLE_BYTES if form in {Format.CSV, Format.JSON} else PAGE_BYTES
        yield from _READ_WHOLE[form](_content(stream, limit=limit))
    elif form is Format.WARC and found.member is None:
        _bounded_size(found.path, limit=TABLE_BYTES)
        yield from parse_apart(Request(format=form, path=str(found.path.absolute())))
    else:
        limit = _WHOLE_TABLE_BYTES if form is Format.WARC else PAGE_BYTES
        yield from parse_apart(Request(format=form, content=_content(stream, limit=limit)))


def _unknown(form: Format, *, head: bytes, name: str) -> Trouble:
    if form is Format.UNKNOWN or name.endswith((".docx", ".xlsx", ".pptx", ".odt", ".epub")):
        says = f"This is {foreign_name(head, name)}, which Foedus does not read: save its text as .txt, .html or .pdf."
        return Trouble(code="unknown-format", says=says)
    says = "An archive within an archive is not opened: unpack the outer one and gather the folder."
    return Trouble(code="nested-archive", says=says)


def _content(stream: io.BufferedReader, *, limit: int) -> bytes:
    """All bytes of the stream, which may not be more than the limit."""
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise _Refused(_too_large(limit))
    return content


def _too_large(limit: int) -> Trouble:
    says = f"The file is larger than {mebibytes(limit)}, the limit for its format: cut it into parts, or save only the article."
    return Trouble(code="too-large", says=says)


def _bounded_size(path: Path, *, limit: int) -> None:
    if path.stat().st_size > limit:
        raise _Refused(_too_large(limit))


@contextmanager
def _stream(found: Found) -> Iterator[io.BufferedReader]:
    """The bytes of what was found, from its file or out of its archive."""
    if found.member is None:
        with found.path.open("rb", buffering=HEAD_BYTES) as stream:
            yield stream
        return
    with zipfile.ZipFile(found.path) as archive, archive.open(found.member) as inner:
        with io.BufferedReader(cast("io.RawIOBase", inner), HEAD_BYTES) as stream:
            yield stream
