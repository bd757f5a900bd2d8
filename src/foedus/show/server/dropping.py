"""Files that a browser sends enter; they lie in the dossier's own folder, ready to be gathered.

Each file has a folder of its own, named after its content: the same file sent twice is one, two files of one name are
two, and no name that was sent leads anywhere else. A file is there whole or not at all, and it is on disk before anyone
is told that it came.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from foedus.store.segments import force_folder

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_FILES = 500
MOST_BYTES = 512 * 1024 * 1024
LONGEST_NAME = 150
MOST_FIELDS = 10
SPARE_BYTES = 256 * 1024 * 1024  # of the disk, which files that are sent may not take
_ROOM = "dropped"
_COMING = ".coming-"  # how the name of a file begins that is not whole yet
_CHUNK = 1 << 20
_UNFIT = re.compile(r"[^\w .,;()\[\]'’“”&+=@!-]+")


class TooMuch(Exception):
    """More was sent than is taken at once."""


async def kept(request: Request, folder: Path) -> list[Path]:
    """The folders that now hold the files that were sent, one each.

    Raises:
        TooMuch: more bytes or more files than are taken at once.
    """
    length = int(request.headers["content-length"])  # the guard has seen that it is a number
    if length > MOST_BYTES:
        raise TooMuch("That is more than 512 MB at once: use 'foedus run' for it.")
    if shutil.disk_usage(folder).free < 2 * length + SPARE_BYTES:
        raise TooMuch("The disk has too little room for that: make room, then send it again.")
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return []
    found: list[Path] = []
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
        sent = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
        found += [await run_in_threadpool(_keep, each, folder / _ROOM) for each in sent]
    return sorted(set(found))


def waiting(folder: Path) -> list[Path]:
    """The folders of all files that were ever sent, one each; what was left half-sent is cleared away."""
    for each in (folder / _ROOM).glob(f"{_COMING}*"):
        with suppress(OSError):
            each.unlink(missing_ok=True)
    return sorted(each for each in (folder / _ROOM).glob("*") if each.is_dir())


def _keep(sent: UploadFile, room: Path) -> Path:
    room.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=_COMING, dir=room)
    coming = Path(name)
    try:
        content = hashlib.sha256()
        with os.fdopen(handle, "wb") as file:
            while chunk := sent.file.read(_CHUNK):
                content.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        folder = room / content.hexdigest()[:20]
        folder.mkdir(exist_ok=True)
        coming.replace(folder / fit_name(sent.filename or ""))
        for each in (folder, room):
            force_folder(each)
    except OSError:
        with suppress(OSError):
            coming.unlink(missing_ok=True)
        raise
    return folder


def fit_name(told: str) -> str:
    """The last part of a name that was sent, without anything that steers a path or a terminal.

    >>> fit_name("../../etc/passwd"), fit_name(".."), fit_name("C:\\\\news\\\\a.txt")
    ('passwd', 'dropped', 'a.txt')
    """
    last = re.split(r"[/\\]", told)[-1]
    name = _UNFIT.sub("_", last).strip(" .")
    stem, dot, ending = name.rpartition(".")
    short = f"{stem[: LONGEST_NAME - len(ending)]}{dot}{ending[:20]}" if dot else name[:LONGEST_NAME]
    return short or "dropped"
