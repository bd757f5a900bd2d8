"""Files that a browser sends enter; they lie in the dossier's own folder, ready to be gathered.

Each file has a folder of its own, named after its content: the same file sent twice is one, two files of one name are
two, and no name that was sent leads anywhere else.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

MOST_FILES = 500
MOST_BYTES = 512 * 1024 * 1024
LONGEST_NAME = 150
_CHUNK = 1 << 20
_UNFIT = re.compile(r"[^\w .,;()\[\]'’“”&+=@!-]+")


class TooMuch(Exception):
    """More was sent than is taken at once."""


async def kept(request: Request, folder: Path) -> list[Path]:
    """The folders that now hold the files that were sent, one each.

    Raises:
        TooMuch: more bytes or more files than are taken at once.
    """
    length = request.headers.get("content-length")
    if length is None or not length.isdigit() or int(length) > MOST_BYTES:
        raise TooMuch("That is more than 512 MB at once: use 'foedus run' for it.")
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return []
    found: list[Path] = []
    async with request.form(max_files=MOST_FILES, max_fields=10) as form:
        sent = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
        found += [await run_in_threadpool(_keep, each, folder / "dropped") for each in sent]
    return sorted(set(found))


def _keep(sent: UploadFile, room: Path) -> Path:
    content = hashlib.sha256()
    while chunk := sent.file.read(_CHUNK):
        content.update(chunk)
    digest = content.hexdigest()[:20]
    folder = room / digest
    folder.mkdir(parents=True, exist_ok=True)
    sent.file.seek(0)
    with (folder / fit_name(sent.filename or "")).open("wb") as file:
        while chunk := sent.file.read(_CHUNK):
            file.write(chunk)
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
