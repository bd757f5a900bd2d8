"""The relations of a great dossier are worked out in a process of its own, before anyone asks for them.

An index that its dossier keeps enters; relations on its shelf leave, the most told of first. The process gives way to
whatever else wants the processor, and ends with the server: by its order, or when the pipe between the two is closed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import foedus
from foedus.dossier import Dossier
from foedus.errors import FoedusError
from foedus.knowledge.language import load_language
from foedus.knowledge.world import load_world
from foedus.show.server.making import opened, state_of
from foedus.show.server.relations import worked_out
from foedus.show.server.shelf import Shelf
from foedus.show.server.work import Step

if TYPE_CHECKING:
    from foedus.show.server.index import Index

LEAST = 19  # how nice a process can be
_PATIENCE_S = 5.0
_MOST_TOLD = "SELECT dyad FROM dyads ORDER BY claims DESC, dyad"


class Foreseeing:
    """The process that works out the relations of one index, and which of them it is at."""

    def __init__(self, folder: Path, room: Path, overlay: Path | None, *, nice: int = LEAST) -> None:
        source = str(Path(foedus.__file__).parents[1])
        self._at: tuple[str, Step] | None = None
        self._process = subprocess.Popen(  # noqa: S603  (our own module, run by our own interpreter)
            [
                sys.executable,
                "-P",
                "-B",
                "-m",
                __name__,
                str(nice),
                *map(str, (folder, room, overlay) if overlay else (folder, room)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([source, os.environ.get("PYTHONPATH", "")]).strip(os.pathsep),
            },
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def is_running(self) -> bool:
        """Whether it has more to work out."""
        return self._process.poll() is None

    def step(self, dyad: str) -> Step | None:
        """How far it is with the relation; None where it is not at it."""
        at = self._at
        return at[1] if at is not None and at[0] == dyad else None

    def close(self) -> None:
        """The process has ended."""
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join(_PATIENCE_S)
        for each in (self._process.stdin, self._process.stdout):
            if each is not None:
                with suppress(OSError):
                    each.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            dyad, done, of, says = line.decode("utf-8", "replace").rstrip("\n").split("\t")
            self._at = (dyad, Step(done=int(done), of=int(of), says=says))
        self._at = None


def is_lacking(index: Index) -> bool:
    """Whether any relation that is told of is not on the shelf of the index."""
    return index.shelf is not None and any(each not in index.shelf for each in index.ids(_MOST_TOLD))


def work_out(index: Index) -> int:
    """How many relations were worked out and are on the shelf now: all that lacked, or as many as it holds."""
    shelf = index.shelf
    found = 0
    for dyad in index.ids(_MOST_TOLD) if shelf is not None else ():
        if shelf is None or dyad in shelf:
            continue
        first, second = dyad.split("-", 1)
        try:
            worked_out(index, first, second, lambda done, of, says, dyad=dyad: _tell(dyad, done, of, says))  # type: ignore[misc]
        except FoedusError:
            continue  # whoever asks for the page is told of it
        if dyad not in shelf:
            break
        found += 1
    return found


def main(nice: int, folder: Path, room: Path, overlay: Path | None = None) -> int:
    """Work out what lacks on the shelf of the index in the room, if the dossier is still in the state that it is of."""
    os.nice(nice)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server is told to stop, and closes the pipe
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    world, language = load_world(overlay), load_language()
    with Dossier(folder, create=False, overlay=overlay) as dossier:
        if state_of(dossier, world) != room.name:
            return 0
        index = opened(room, dossier, world, language)
        if state_of(dossier, world) != room.name or index.reference is None:
            return 0
    index.shelf = Shelf(room, index.reference)
    if index.shelf.is_shared:
        work_out(index)
    return 0


def _tell(dyad: str, done: int, of: int, says: str) -> None:
    with suppress(OSError):
        print(dyad, done, of, says, sep="\t", flush=True)


def _end_with_the_server() -> None:
    while os.read(0, 1024):  # nothing buffered: its lock would be asked for when the process ends by itself
        pass
    os._exit(0)


if __name__ == "__main__":
    try:
        sys.exit(main(int(sys.argv[1]), *map(Path, sys.argv[2:])))
    except (FoedusError, OSError):
        sys.exit(1)  # the dossier is being changed, or is gone; the server begins another when it sees it
    except Exception as error:  # noqa: BLE001 - a border: whoever started the pages sees what went wrong
        traceback.print_exception(error)
        sys.exit(3)
