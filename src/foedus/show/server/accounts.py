"""The two ends of a connection enter; whether the account that serves the pages opened it leaves.

Every account of a machine can reach its loopback address. Linux tells of each connection which account holds it. Root
reads any dossier as it is, and forwards the browsers of containers and of Windows: it counts as the same account. Where
the system tells nothing, nobody is refused, and the pages are open to all accounts of the machine.
"""

from __future__ import annotations

import os
import socket
import struct
from pathlib import Path

CONNECTIONS = Path("/proc/net/tcp")
_LOOPBACK = "127.0.0.1"
_NONE_HOLDS_IT = "0"  # the inode of a connection that its process has given up
_ROOT = 0

End = tuple[str, int]


def are_told(table: Path = CONNECTIONS) -> bool:
    """Whether this system tells which account holds a connection: it is asked of one of our own."""
    with socket.socket() as door:
        door.bind((_LOOPBACK, 0))
        door.listen(1)
        with socket.socket() as caller:
            caller.connect(door.getsockname())
            return _holder(caller.getsockname(), door.getsockname(), table) == os.geteuid()


def is_own(client: End | None, server: End | None, table: Path = CONNECTIONS) -> bool:
    """Whether the account of this process, or root, holds the client's end."""
    if client is None or server is None:
        return False
    return _holder(client, server, table) in {os.geteuid(), _ROOT}


def _holder(client: End, server: End, table: Path) -> int | None:
    """The account that holds the client's end; None where nobody does, or the system does not tell."""
    try:
        wanted = f" {_address(client)} {_address(server)} "
        rows = table.read_text("ascii").splitlines()
    except (OSError, ValueError):
        return None
    for row in rows:
        if wanted in row:
            fields = row.split()
            return int(fields[7]) if fields[9] != _NONE_HOLDS_IT else None
    return None


def _address(end: End) -> str:
    """The address as the table writes it."""
    host, port = end[:2]
    return f"{struct.unpack('=I', socket.inet_aton(host))[0]:08X}:{port:04X}"
