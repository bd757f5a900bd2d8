"""A server that is killed, starved or shut out at any instant loses nothing that it acknowledged."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from faults.server import endured

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = int(os.environ.get("FOEDUS_SERVER_KILLS", "10"))
SEED = int(os.environ.get("FOEDUS_KILL_SEED", "20"))


@pytest.mark.timeout(3600)
def test_what_the_server_acknowledged_outlives_a_kill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = endured(NUMBER, SEED, tmp_path)
    with capsys.disabled():
        sys.stdout.write(f"\n{told}\n")
