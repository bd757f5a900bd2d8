"""What SQLite, Arrow and the disk raise enters; an error of ours that says what to do leaves."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyarrow as pa

from foedus.errors import CannotWrite, DamagedDossier, DossierBusy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNWRITABLE = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_PERM")


@contextmanager
def foreign_errors_told(folder: Path) -> Iterator[None]:
    """Meanwhile no error of another library passes.

    Raises:
        DamagedDossier: a file is not what was written.
        CannotWrite: the disk is full, or writing is not allowed.
        DossierBusy: another process held the catalogue for longer than we wait.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _told(folder, error) from error
    except (pa.ArrowException, FileNotFoundError) as error:
        raise DamagedDossier(folder, first_line(error)) from error
    except OSError as error:
        # Arrow reports a damaged page as an error of the system without a number.
        if error.errno is None:
            raise DamagedDossier(folder, first_line(error)) from error
        raise CannotWrite(folder, error.strerror) from error


def _told(folder: Path, error: sqlite3.Error) -> DamagedDossier | CannotWrite | DossierBusy:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return DossierBusy(folder)
    if name.startswith(_UNWRITABLE):
        return CannotWrite(folder, error)
    return DamagedDossier(folder, error)


def first_line(error: Exception) -> str:
    """What the error says, on one line."""
    return (str(error).splitlines() or [type(error).__name__])[0]
