"""The two ends of a connection enter; whether the account that serves the pages opened it leaves.

Every account of a machine can reach its loopback address. Linux tells of each connection which account holds it. Root
reads any dossier as it is, and forwards the browsers of containers and of Windows: it counts as the same account. Where
the system tells nothing, not even of the door that we hold open, nobody is refused, and the pages are open to all
accounts of the machine.
"""

from __future__ import annotations

import os
import struct
from ipaddress import IPv4Address
from pathlib import Path

CONNECTIONS = Path("/proc/net/tcp")
_NOWHERE = ("0.0.0.0", 0)  # noqa: S104 - the other end of a door that nobody has come to
_NONE_HOLDS_IT = "0"  # the inode of a connection that its process has given up
_ROOT = 0

End = tuple[str, int]


def is_own(client: End | None, server: End | None, table: Path = CONNECTIONS) -> bool:
    """Whether the account of this process, or root, holds the client's end; true where the system does not tell."""
    if client is None or server is None:
        return False
    try:
        rows = table.read_text("ascii")
    except (OSError, ValueError):
        return True
    if _holder(rows, server, _NOWHERE) != os.geteuid():
        return True
    return _holder(rows, client, server) in {os.geteuid(), _ROOT}


def _holder(rows: str, here: End, there: End) -> int | None:
    """The account that holds this end of the connection between the two; None where nobody does."""
    place = rows.find(f": {_address(here)} {_address(there)} ")
    fields = rows[place : place + 200].split() if place >= 0 else []
    return int(fields[7]) if len(fields) > 9 and fields[9] != _NONE_HOLDS_IT else None


def _address(end: End) -> str:
    """The address as the table writes it: the bytes as this machine orders them, in hexadecimal."""
    return f"{struct.unpack('=I', IPv4Address(end[0]).packed)[0]:08X}:{end[1]:04X}"
