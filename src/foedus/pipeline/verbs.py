"""The method as Foedus ships it: each verb's own function.

The rooms behind `read` and `resolve` are opened when they are first called: the first claim does not wait for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from foedus.engine import once
from foedus.gather import files, open_file, same_place
from foedus.knowledge.world import load_world
from foedus.pipeline.method import Meaning, Method
from foedus.pipeline.rules import rules
from foedus.read import chosen_reader, default_reader, read
from foedus.resolve import resolve

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


def reader(told: str, overlay: Path | None) -> Reader:
    """The reader of this name, which finds the names of the user's own file too."""
    return chosen_reader(told, None if overlay is None else once(load_world, overlay))


def meaning() -> Meaning:
    """What turns sentences into rows of one matrix, to compare them: the reader's own encoder."""
    return default_reader().encoder.meaning


METHOD = Method(
    files=files,
    open_file=open_file,
    same_place=same_place,
    reader=reader,
    read=read,
    world=load_world,
    resolve=resolve,
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
