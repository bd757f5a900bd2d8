"""A file of a foreign format enters; what the parsing process makes of it leaves, and a trouble where that dies.

One parsing process serves one gathering process. It is killed when it takes too long, and started anew after any
end; the record that ended it is named and skipped, and the rest of its file goes on.
"""

from __future__ import annotations

import atexit
import os
import selectors
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import foedus
from foedus.gather.drafts import Draft, Trouble
from foedus.gather.frames import FRAMES, LENGTH, Frame, Request, framed
from foedus.gather.limits import PARSE_MEMORY, PARSE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 16
_LIVES = 5  # restarts within one file


class ParserEnded(Exception):
    """The parsing process ended, or was ended, before it answered."""


class Parser:
    """A parsing process, started when first needed; it serves one file at a time."""

    def __init__(self, *, seconds: float = PARSE_SECONDS, memory: int = PARSE_MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._unread = bytearray()
        self.owner = os.getpid()

    def parse(self, request: Request) -> Iterator[Draft | Trouble]:
        """What the file holds, in order; a record that ends the process becomes a trouble and the rest goes on."""
        for _ in range(_LIVES):
            begun = request.skip
            finished = False
            try:
                for frame in self._answers(request):
                    begun = frame.number
                    found = frame.draft or frame.trouble
                    if found is not None:
                        yield found
                finished = True
                return
            except ParserEnded as error:
                yield _killed(str(error), number=begun if request.path else 0)
            finally:
                if not finished:
                    self.close()
            if request.path is None:
                return  # one page or PDF: there is no rest
            request = msgspec.structs.replace(request, skip=max(begun, request.skip + 1))
        says = f"The parser was stopped {_LIVES} times in this file and the rest was left out: cut the file into parts."
        yield Trouble(code="parser-killed", says=says)

    def close(self) -> None:
        """End the process and wait for it, so that nothing of it remains."""
        process, self._process = self._process, None
        self._unread.clear()
        if process is None or self.owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was not yet written to a dead process
                    pipe.close()

    def _answers(self, request: Request) -> Iterator[Frame]:
        process = self._started()
        try:
            assert process.stdin is not None
            process.stdin.write(framed(request))
            process.stdin.flush()
        except OSError as error:
            raise ParserEnded("the parser ended at once") from error
        while not (frame := self._frame(process)).done:
            yield frame

    def _started(self) -> subprocess.Popen[bytes]:
        """The running process; its search path is ours, its working folder gives it nothing."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            source = str(Path(foedus.__file__).parents[1])
            bounds = (str(self._memory), str(max(1, round(self._seconds))))
            self._process = subprocess.Popen(  # noqa: S603  (our own module, run by our own interpreter)
                [sys.executable, "-P", "-B", "-m", "foedus.gather.child", *bounds],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join([source, os.environ.get("PYTHONPATH", "")]).strip(os.pathsep),
                },
            )
        return self._process

    def _frame(self, process: subprocess.Popen[bytes]) -> Frame:
        deadline = time.monotonic() + self._seconds
        length = int.from_bytes(self._read(process, LENGTH, deadline=deadline), "big")
        return FRAMES.decode(self._read(process, length, deadline=deadline))

    def _read(self, process: subprocess.Popen[bytes], count: int, *, deadline: float) -> bytes:
        """The next bytes of the answer; the process has until the deadline to give them."""
        assert process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while len(self._unread) < count:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise ParserEnded(f"it took longer than {self._seconds:g} seconds")
                chunk = os.read(process.stdout.fileno(), _CHUNK)
                if not chunk:
                    raise ParserEnded("it ran out of memory, out of time or into a fault of the parser")
                self._unread += chunk
        taken = bytes(self._unread[:count])
        del self._unread[:count]
        return taken


def parse_apart(request: Request) -> Iterator[Draft | Trouble]:
    """What the file holds, parsed in a process of its own that is kept for the next file."""
    parser = _idle.pop() if _idle else Parser()
    if parser.owner != os.getpid():  # left over from before a fork: it belongs to the other process
        parser = Parser()
    try:
        yield from parser.parse(request)
    finally:
        _idle.append(parser)


def stop() -> None:
    """End every idle parsing process; the next file starts one anew."""
    while _idle:
        _idle.pop().close()


def _killed(reason: str, *, number: int) -> Trouble:
    where = f"Record {number}" if number else "The file"
    says = f"{where} could not be parsed ({reason}): save its text by itself, or leave it out."
    return Trouble(code="parser-killed", says=says)


_idle: list[Parser] = []
atexit.register(stop)
