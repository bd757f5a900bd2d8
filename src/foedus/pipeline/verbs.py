"""The method as Foedus ships it: each verb's own function.

A room is opened when its verb is first called: the first claim does not wait for the rooms behind it, and who asks a
dossier a question waits for none.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from foedus.engine import once
from foedus.knowledge.world import load_world
from foedus.pipeline.method import Meaning, Method
from foedus.pipeline.rules import rules

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.read import Reader


@dataclass(frozen=True, slots=True)
class Later:
    """A room's function, imported with its room when it is first called; a worker process can be sent it."""

    room: str
    name: str

    def __call__(self, *given: Any, **named: Any) -> Any:
        return getattr(import_module(self.room), self.name)(*given, **named)


_CHOSEN = Later("foedus.read", "chosen_reader")
_DEFAULT = Later("foedus.read", "default_reader")


def reader(told: str, overlay: Path | None) -> Reader:
    """The reader of this name, which finds the names of the user's own file too."""
    found: Reader = _CHOSEN(told, None if overlay is None else once(load_world, overlay))
    return found


def meaning() -> Meaning:
    """What turns sentences into rows of one matrix, to compare them: the reader's own encoder."""
    found: Meaning = _DEFAULT().encoder.meaning
    return found


METHOD = Method(
    files=Later("foedus.gather", "files"),
    open_file=Later("foedus.gather", "open_file"),
    same_place=Later("foedus.gather", "same_place"),
    reader=reader,
    read=Later("foedus.read", "read"),
    world=load_world,
    resolve=Later("foedus.resolve", "resolve"),
    meaning=meaning,
    trace=Later("foedus.trace", "trace"),
    assemble=Later("foedus.assemble", "assemble"),
    reference=Later("foedus.check", "load_reference"),
    add_reference=Later("foedus.check", "add_reference"),
    check=Later("foedus.check", "check"),
    dyads=Later("foedus.assess", "dyads"),
    assess=Later("foedus.assess", "assess"),
    rules=rules,
)
