"""The messages between a gathering process and its parsing process: MessagePack after four bytes of length."""

from __future__ import annotations

import msgspec

from foedus.gather.drafts import Draft, Trouble  # noqa: TC001  (the decoder reads these annotations)


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A file to parse: its bytes, or its path where it is read piece by piece."""

    format: str
    content: bytes | None = None
    path: str | None = None
    skip: int = 0  # records already handed over, after a restart
    columns: dict[str, str] = {}  # the user's own names of a table's columns, by our field


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """One answer: a draft or a trouble; neither says that the record of this number is begun."""

    number: int = 0
    draft: Draft | None = None
    trouble: Trouble | None = None
    done: bool = False  # nothing more follows


PACK = msgspec.msgpack.Encoder()
REQUESTS = msgspec.msgpack.Decoder(Request)
FRAMES = msgspec.msgpack.Decoder(Frame)
LENGTH = 4


def framed(message: Request | Frame) -> bytes:
    """The message as it goes through the pipe."""
    packed = PACK.encode(message)
    return len(packed).to_bytes(LENGTH, "big") + packed
