"""Relations that were worked out are kept beside the index that they were worked out from, for the next who asks.

A `OneRelation` enters and leaves equal. What is kept is right for one state of the dossier, of its reference data and
of Foedus: the folder's name is a fingerprint of them. It is checked when it is read, and what is broken or not of ours
counts as not kept; so does what no longer fits.
"""

from __future__ import annotations

import contextlib
import os
import platform
import tempfile
import time
import weakref
import zlib
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING
from xml.parsers import expat

import msgspec

from foedus.show.server.relations import OneRelation
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "relations"  # of an index
MOST_BYTES = 256 * 1024 * 1024  # of all relations that are kept of one state
LARGEST = 64 * 1024 * 1024  # of one, unpacked
_HEAD = b"foedus relation 1\n"
_DIGEST = 32
_UNFINISHED = "unfinished-"
_LONG_S = 3600.0  # after which what nobody finished is swept
_NOT_OF_PAGES = ("encoder", "__pycache__")  # what never bears on a page
_DRAWN = frozenset(
    ("svg", "title", "desc", "style", "defs", "pattern", "marker", "path", "rect", "circle", "text", "g")
)


class Shelf:
    """The relations that are kept of one state; any number of threads and processes may ask and put at once."""

    def __init__(self, room: Path, reference: Path) -> None:
        self._reference = reference
        self._key = _key(reference)
        self.folder = _opened(room / FOLDER, self._key)
        self.is_shared = self.folder.parent.parent == room  # otherwise the room may only be read
        if not self.is_shared:
            weakref.finalize(self, rmtree, self.folder, ignore_errors=True)
        self._decoder = msgspec.msgpack.Decoder(OneRelation)

    @property
    def is_current(self) -> bool:
        """Whether the reference data are those that what is kept here was worked out with."""
        return _key(self._reference) == self._key

    def __contains__(self, dyad: str) -> bool:
        """Whether something is kept for the relation; whether it is whole is seen when it is read."""
        return self._place(dyad).is_file()

    def get(self, dyad: str) -> OneRelation | None:
        """What is kept of the relation; None where nothing is, or nothing that is whole and of ours."""
        place = self._place(dyad)
        try:
            if not place.is_file() or not self.is_current:
                return None
            found = self._decoder.decode(_unpacked(place.read_bytes()))
        except (OSError, ValueError, zlib.error, msgspec.MsgspecError):
            found = None
        if found is not None and found.dyad == dyad and all(map(is_drawing, _drawings(found))):
            return found
        with contextlib.suppress(OSError):
            place.unlink()  # it is made anew
        return None

    def put(self, made: OneRelation) -> bool:
        """Keep the relation; false where it does not fit, or cannot be kept."""
        content = msgspec.msgpack.encode(made)
        packed = zlib.compress(content, 1)
        written = _HEAD + sha256(packed).digest() + packed
        try:
            if len(content) > LARGEST or self._held() + len(written) > MOST_BYTES or not self.is_current:
                return False
            handle, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=self.folder)
            with os.fdopen(handle, "wb") as file:
                file.write(written)
            Path(name).chmod(self.folder.stat().st_mode & 0o666)  # whoever may look into the dossier may read it
            Path(name).replace(self._place(made.dyad))
        except OSError:  # no room, or another process has taken the folder away
            return False
        return True

    def _place(self, dyad: str) -> Path:
        return self.folder / fingerprint("relation", dyad)

    def _held(self) -> int:
        with os.scandir(self.folder) as found:
            return sum(each.stat().st_size for each in found)


def is_drawing(svg: str) -> bool:
    """Whether the words are nothing, or a picture such as Foedus draws: shapes and texts, and links to its own pages.

    A dossier may come from someone else, and what is kept in it with it.

    >>> is_drawing('<svg><path d="M0 0"/></svg>'), is_drawing("<svg><script/></svg>"), is_drawing("<svg>")
    (True, False, False)
    """
    is_sound = "<!" not in svg and "<?" not in svg

    def seen(name: str, attributes: dict[str, str]) -> None:
        nonlocal is_sound
        links = [value for each, value in attributes.items() if each.endswith("href")]
        leads_here = all(each.startswith(("#", "/")) and not each.startswith(("//", "/\\")) for each in links)
        is_sound &= name in _DRAWN and leads_here and not any(each.lower().startswith("on") for each in attributes)

    reader = expat.ParserCreate()
    reader.StartElementHandler = seen
    try:
        if svg:
            reader.Parse(svg, True)  # noqa: FBT003 - the whole text: expat takes no names
    except (expat.ExpatError, ValueError):
        return False
    return is_sound


def _drawings(told: OneRelation) -> Iterator[str]:
    brief = told.brief
    yield from (brief.picture, brief.ladder_picture, brief.others_picture)
    yield brief.over_time.picture if brief.over_time is not None else ""


def _unpacked(written: bytes) -> bytes:
    """What was kept, as it was.

    Raises:
        ValueError: it is cut off, or was changed since, or is nothing of ours.
    """
    digest, packed = written[len(_HEAD) : len(_HEAD) + _DIGEST], written[len(_HEAD) + _DIGEST :]
    if not written.startswith(_HEAD) or sha256(packed).digest() != digest:
        raise ValueError("not whole")
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(packed, LARGEST)
    if unpacking.unconsumed_tail:
        raise ValueError("too large")
    return content


def _opened(home: Path, key: str) -> Path:
    """The folder of this state; what was kept of others goes. Where it cannot be written, one that passes."""
    place = home / key
    try:
        place.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=place).close()
    except OSError:
        return Path(tempfile.mkdtemp(prefix="foedus-pages-"))
    for each in home.iterdir():
        if each != place:
            rmtree(each, ignore_errors=True)
    for each in place.glob(f"{_UNFINISHED}*"):
        with contextlib.suppress(OSError):
            if time.time() - each.stat().st_mtime > _LONG_S:
                each.unlink()
    return place


def _key(reference: Path) -> str:
    """A fingerprint of what bears on a relation beside the dossier's own records: reference data, and Foedus itself."""
    data = [
        (each.relative_to(reference).as_posix(), told.st_size, told.st_mtime_ns)
        for each in sorted(reference.rglob("*")) if reference.is_dir()
        for told in (each.stat(),)
    ]  # fmt: skip
    return fingerprint(data, _code(), version("foedus"), platform.python_version())


@cache
def _code() -> str:
    """A fingerprint of all that Foedus is made of, but for what only reads articles."""
    home = Path(str(files("foedus")))
    digest = sha256()
    for each in sorted(home.rglob("*")):
        path = each.relative_to(home)
        if not set(path.parts) & set(_NOT_OF_PAGES) and each.is_file():
            digest.update(f"{path.as_posix()}\n{each.stat().st_size}\n".encode() + each.read_bytes())
    return digest.hexdigest()
