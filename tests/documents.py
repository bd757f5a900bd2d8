"""Documents whose blocks of `$ foedus ...` are run: what stands below each command is what it prints.

FOEDUS_ACCEPT=1 writes what is printed now into the document instead of comparing.
"""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING

from asking import foedus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COLUMNS = 96
_BLOCK = re.compile(r"(?<=```text\n)\$ (?P<command>foedus [^\n]*)\n(?P<printed>.*?)(?=```)", re.DOTALL)


def commands(document: Path) -> list[str]:
    """The commands that a document runs."""
    return [found["command"] for found in _BLOCK.finditer(document.read_text(encoding="utf-8"))]


def hold(document: Path, places: Mapping[str, Path]) -> None:
    """The document's blocks are what its commands print, with folders of the machine under their names in it.

    `foedus why` opens the first id that the block before it prints.
    """
    before = document.read_text(encoding="utf-8")
    first = ""

    def renewed(found: re.Match[str]) -> str:
        nonlocal first
        command = found["command"]
        if command.startswith("foedus why ") and first:
            command = re.sub(r"why \S+", f"why {first}", command)
        printed = _printed(command, places)
        first = next(iter(re.findall(r"\b[0-9a-f]{8}\b", printed)), first)
        return f"$ {command}\n{printed}"

    after = _BLOCK.sub(renewed, before)
    if os.environ.get("FOEDUS_ACCEPT"):
        document.write_text(after, encoding="utf-8")
    else:
        assert after == before, f"{document.name} tells what is no longer so: run its test with FOEDUS_ACCEPT=1"


def _printed(command: str, places: Mapping[str, Path]) -> str:
    command, _, cut = command.partition(" | head -n ")
    words = [str(places.get(each, each)) for each in shlex.split(command)[1:]]
    told = foedus(*words, columns=COLUMNS)
    text = told.out
    for name, place in places.items():
        text = text.replace(str(place), name)
    lines = [line.rstrip() for line in text.rstrip("\n").split("\n")]
    return "\n".join(lines[: int(cut)] if cut else lines) + "\n"
