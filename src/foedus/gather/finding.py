"""A path enters: a file, a folder or a zip; what there is to open leaves, in sorted order, with its name."""

from __future__ import annotations

import os
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from foedus.errors import NothingToGather
from foedus.gather.drafts import Trouble, reason_of
from foedus.gather.guidance import Guidance  # noqa: TC001 - a record of it is sent to worker processes
from foedus.gather.limits import (
    ARCHIVE_BYTES,
    ARCHIVE_MEMBERS,
    EXPANSION,
    EXPANSION_FREE_BYTES,
    mebibytes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_JUNK = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", "Icon\r"})
_OFFICE = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
_DRIVE = re.compile(r"^[A-Za-z]:")
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
_LOCKED = 0x1
_EMPTY = "The zip lists no file: it is empty, or its list was lost; unpack it with a tool that repairs archives."


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One file to open: where it lies and what it is called among what was asked for."""

    path: Path
    name: str  # relative to what was asked, with "/"; "archive.zip/inner.html" for a member of an archive
    member: str | None = None  # its name in the archive at `path`
    refused: Trouble | None = None  # why it will not be opened
    guidance: Guidance | None = None  # what the user tells of it


def files(path: Path) -> tuple[Found, ...]:
    """Every file to gather at the path, in the order of their names; hidden files and system litter are passed over.

    Raises:
        NothingToGather: nothing is at the path.
    """
    if not path.exists():
        raise NothingToGather(path)
    if not path.is_dir():
        return tuple(_one(path, name=path.name))
    return tuple(found for name, file in sorted(_walk(path)) for found in _one(file, name=name))


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_litter(name))
        for name in names:
            if not _is_litter(name):
                file = Path(here) / name
                yield file.relative_to(folder).as_posix(), file


def _is_litter(name: str) -> bool:
    return name.startswith(".") or name in _JUNK


def _one(file: Path, *, name: str) -> Iterator[Found]:
    name = name.encode("utf-8", "replace").decode()  # a name that is no UTF-8 would not print
    if not file.is_file():
        says = "This is no regular file (a broken link, a pipe or a device): copy what it stands for into the folder."
        yield Found(path=file, name=name, refused=Trouble(code="unknown-format", says=says))
        return
    try:
        with file.open("rb") as stream:
            is_zip = stream.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}
    except OSError as error:
        says = f"The file cannot be read ({error.strerror}): change its permissions, then gather it again."
        yield Found(path=file, name=name, refused=Trouble(code="unreadable-file", says=says))
        return
    if is_zip:
        yield from _members(file, name=name)
    else:
        yield Found(path=file, name=name)


def _members(file: Path, *, name: str) -> Iterator[Found]:
    """The members of an archive, or the archive itself with the reason why it stays closed."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        reason = reason_of(error)
        says = f"The zip is damaged ({reason}): unpack it with a tool that repairs archives, and gather the folder."
        yield Found(path=file, name=name, refused=Trouble(code="bad-archive", says=says))
        return
    if _OFFICE & {member.filename for member in members}:
        yield Found(path=file, name=name)
        return
    trouble = _too_much(members) if members else Trouble(code="bad-archive", says=_EMPTY)
    if trouble is not None:
        yield Found(path=file, name=name, refused=trouble)
        return
    last = {member.filename: member for member in members}
    for member in sorted(last.values(), key=lambda one: one.filename):
        if not member.is_dir() and not any(_is_litter(part) for part in _steps(member.filename)):
            inner = member.filename.encode("utf-8", "replace").decode()
            yield Found(path=file, name=f"{name}/{inner}", member=member.filename, refused=_refusal(member))
    if len(last) < len(members):
        says = "The zip holds several files under one name; the last of each was taken: unpack it to see the others."
        yield Found(path=file, name=name, refused=Trouble(code="bad-archive", says=says))


def _steps(name: str) -> list[str]:
    return [step for step in re.split(r"[/\\]", name) if step not in {"", ".", ".."}]


def _too_much(members: list[zipfile.ZipInfo]) -> Trouble | None:
    if len(members) > ARCHIVE_MEMBERS:
        says = (
            f"The zip holds {len(members)} files and the limit is {ARCHIVE_MEMBERS}: unpack it and gather it in parts."
        )
        return Trouble(code="bad-archive", says=says)
    total = sum(member.file_size for member in members)
    if total > ARCHIVE_BYTES:
        says = (
            f"The zip would unpack to {mebibytes(total)}, the limit is {mebibytes(ARCHIVE_BYTES)}: gather it in parts."
        )
        return Trouble(code="bad-archive", says=says)
    return None


def _refusal(member: zipfile.ZipInfo) -> Trouble | None:
    """Why this member stays closed, if it does."""
    name = member.filename
    if name.startswith(("/", "\\")) or _DRIVE.match(name) or ".." in re.split(r"[/\\]", name):
        says = "The name points out of the archive, which an honest zip never does: ask where the zip comes from."
        return Trouble(code="unsafe-name", says=says)
    if PurePosixPath(name).suffix.lower() == ".zip":
        says = "A zip within a zip is not opened: unpack the outer one and gather the folder."
        return Trouble(code="nested-archive", says=says)
    if member.flag_bits & _LOCKED:
        return Trouble(
            code="bad-archive", says="The file is locked with a password: unpack it yourself and gather the folder."
        )
    if member.compress_type not in _METHODS:
        return Trouble(
            code="bad-archive", says="The file is packed in an unusual way: pack the zip again with deflate."
        )
    if member.file_size > max(EXPANSION_FREE_BYTES, EXPANSION * member.compress_size):
        times = member.file_size // max(1, member.compress_size)
        says = f"The file would grow to {times} times its packed size: unpack it yourself if you trust it."
        return Trouble(code="bad-archive", says=says)
    return None
