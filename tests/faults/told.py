"""What those who disturb are asked on the command line, and the log that gets a line for each fault."""

from __future__ import annotations

import argparse
from pathlib import Path


def asked(name: str, says: str | None, *, number: int) -> argparse.Namespace:
    """How many faults, by which chance, told where."""
    parser = argparse.ArgumentParser(prog=name, description=says)
    parser.add_argument("--number", type=int, default=number, help="how many faults")
    parser.add_argument("--seed", type=int, default=1, help="the chance that they come by")
    parser.add_argument("--log", type=Path, help="a file that gets a line for each")
    return parser.parse_args()


def write(log: Path | None, line: str) -> None:
    """The log has one more line; nothing is done where there is none."""
    if log is not None:
        with log.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
