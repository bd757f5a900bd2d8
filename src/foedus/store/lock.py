"""A dossier's folder enters; the right to write it leaves, held by one process at a time.

The system lets go of the lock when the process ends, however it ends. Readers need none.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from foedus.errors import CannotWrite, DossierBusy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """This process alone writes the folder meanwhile.

    Raises:
        DossierBusy: another process writes it.
        CannotWrite: the folder may not be written.
    """
    try:
        handle = os.open(folder / "writer.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise CannotWrite(folder, error.strerror) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DossierBusy(folder) from error
        yield
    finally:
        os.close(handle)
