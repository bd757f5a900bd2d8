"""The parsing process: requests enter on standard input, frames leave on standard output, nothing else is touched.

It has bounds on memory and time, writes no file, and ends when its input does. A file that crashes or hangs it
costs that file only: the gathering process starts another.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from trafilatura.meta import reset_caches

from foedus.gather.drafts import Draft, Trouble
from foedus.gather.feeds import read_feed
from foedus.gather.formats import Format
from foedus.gather.frames import LENGTH, REQUESTS, Frame, Request, framed
from foedus.gather.limits import PARSE_DATA
from foedus.gather.pages import read_page
from foedus.gather.pdf import read_pdf
from foedus.gather.warcs import read_warc

try:
    import resource
except ImportError:  # Windows has no such bounds; time is kept by the gathering process
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

_REFRESH = 200  # requests after which the extractor's growing caches are emptied


def serve(requests: BinaryIO, answers: BinaryIO, *, seconds: int) -> None:
    """Answer requests until there are no more."""
    count = 0
    while len(head := requests.read(LENGTH)) == LENGTH:
        request = REQUESTS.decode(requests.read(int.from_bytes(head, "big")))
        _allow(seconds)
        for frame in _frames(request):
            _allow(0)  # the time it takes the gathering process to listen is not the parser's
            answers.write(framed(frame))
            answers.flush()
            _allow(seconds)
        _allow(0)
        count += 1
        if count % _REFRESH == 0:
            _forget()


def _frames(request: Request) -> Iterator[Frame]:
    """The answers to one request, in order, and then the one that says so."""
    number = 0
    try:
        for number, found in _parsed(request):
            yield Frame(
                number=number,
                draft=found if isinstance(found, Draft) else None,
                trouble=found if isinstance(found, Trouble) else None,
            )
    except MemoryError:
        raise  # the process ends, and the next file gets a fresh one
    except Exception as error:  # noqa: BLE001  (the engine's unit of work: whatever a stranger's file sets off)
        says = f"The parser could not make sense of the file ({type(error).__name__}): save it again, or as plain text."
        yield Frame(number=number, trouble=Trouble(code="parser-killed", says=says))
    yield Frame(done=True)


def _allow(seconds: int) -> None:
    """Let the operating system end this process unless it reports within this time; zero takes that back."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _parsed(request: Request) -> Iterator[tuple[int, Draft | Trouble | None]]:
    content = request.content or b""
    if request.format == Format.WARC:
        with Path(request.path).open("rb") if request.path else BytesIO(content) as stream:
            yield from read_warc(stream, skip=request.skip)
    elif request.format == Format.PARQUET:
        from foedus.gather.parquet import read_parquet  # noqa: PLC0415  it is large, and few files are Parquet

        yield from read_parquet(request.path or "", request.columns, skip=request.skip)
    elif request.format == Format.FEED:
        yield from ((number, found) for number, found in enumerate(read_feed(content), 1) if number > request.skip)
    elif request.format == Format.PDF:
        yield 1, read_pdf(content)
    else:
        yield 1, read_page(content)


def _forget() -> None:
    reset_caches()


def _bound(memory: int) -> None:
    """Set the bounds that the operating system keeps: memory, no core dump, no file written."""
    if resource is None:
        return
    bounds = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_DATA, min(memory, PARSE_DATA)),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    )
    for limit, value in bounds:
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def main() -> None:
    """Serve on the process's own pipes; the arguments are the bounds: bytes of memory, seconds."""
    memory, seconds = (int(argument) for argument in sys.argv[1:3])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a parser prints goes nowhere near the answers
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    _bound(memory)
    serve(sys.stdin.buffer, answers, seconds=seconds)


if __name__ == "__main__":
    main()
