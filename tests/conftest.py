"""What every test may need: the data folder beside the repository, and reasons to skip where something is absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def absent(what: str) -> None:
    """Skip for want of something a fresh machine need not have; fail where nothing may be skipped."""
    if os.environ.get("FOEDUS_NOTHING_SKIPPED") and "beside the repository" not in what:
        pytest.fail(f"nothing may be skipped here, but {what}")
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data beside the repository."""
    if not SHARED.is_dir():
        absent("there is no shared data folder beside the repository")
    return SHARED
