"""What was found enters; its bytes leave as a stream, out of its archive if need be, with an end to how many."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
import zlib
from contextlib import contextmanager
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

from foedus.gather.drafts import Trouble, reason_of
from foedus.gather.limits import HEAD_BYTES, TABLE_BYTES, mebibytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from foedus.gather.finding import Found


class Refused(Exception):
    """A stream goes beyond a limit; it carries the trouble out of nested streams and never leaves this verb."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.says)
        self.trouble = trouble


@contextmanager
def stream_of(found: Found) -> Iterator[BinaryIO]:
    """The bytes of what was found, from its file or out of its archive."""
    if found.member is None:
        with found.path.open("rb", buffering=HEAD_BYTES) as stream:
            yield stream
        return
    status = found.path.stat()
    archive = _archive(found.path, status.st_size, status.st_mtime_ns, os.getpid())
    with _opened(archive, found.member) as inner, bounded(inner) as stream:
        yield stream


def _opened(archive: zipfile.ZipFile, member: str) -> IO[bytes]:
    """The member's own stream.

    Raises:
        BadZipFile: what stands before its bytes is damaged.
    """
    try:
        return archive.open(member)
    except UnicodeDecodeError as error:  # the name that stands there, which is not the name in the archive's list
        raise zipfile.BadZipFile("the name before a file's bytes is no text") from error


@lru_cache(maxsize=1)
def _archive(path: Path, size: int, modified: int, owner: int) -> zipfile.ZipFile:  # noqa: ARG001
    """The open archive, kept for its next member; size, time and process tell whether it is still the same."""
    return zipfile.ZipFile(path)


def head_of(stream: BinaryIO) -> bytes:
    """The first bytes, which stay in the stream."""
    return cast("io.BufferedReader", stream).peek(HEAD_BYTES)


def bounded(inner: object) -> BinaryIO:
    """The unpacked stream, with a head to look at and an end to how much may come out of it."""
    return cast("BinaryIO", io.BufferedReader(_Bounded(cast("BinaryIO", inner)), HEAD_BYTES))


class _Bounded(io.RawIOBase):
    """A stream that refuses to go on when an archive grows beyond all measure."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self._left = TABLE_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer)
        chunk = self._inner.read(len(view))
        self._left -= len(chunk)
        if self._left < 0:
            raise Refused(too_large(TABLE_BYTES))
        view[: len(chunk)] = chunk
        return len(chunk)


# Whatever an archive or a disk raises that cannot give the bytes.
CLOSED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, OSError)


def closed_by(error: Exception) -> Trouble:
    """The trouble of a file whose bytes cannot be had."""
    if isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile):
        says = f"The file cannot be read ({error.strerror or error}): see whether it still exists and may be read."
        return Trouble(code="unreadable-file", says=says)
    says = f"It is damaged inside its archive ({reason_of(error)}): pack it again from the original."
    return Trouble(code="bad-archive", says=says)


def too_large(limit: int) -> Trouble:
    """The trouble of a file over the limit for its kind."""
    says = f"The file is larger than {mebibytes(limit)}, the limit for its kind: cut it, or save only the article."
    return Trouble(code="too-large", says=says)


def content_of(stream: BinaryIO, *, limit: int) -> bytes:
    """All bytes of the stream, which may not be more than the limit."""
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise Refused(too_large(limit))
    return content


def check_size(path: Path, *, limit: int) -> None:
    """Refuse a file that is larger than the limit."""
    if path.stat().st_size > limit:
        raise Refused(too_large(limit))
