"""The method as Foedus ships it: each verb's own function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.assemble import assemble
from foedus.assess import assess, dyads
from foedus.check import add_reference, check, load_reference
from foedus.engine import once
from foedus.gather import files, open_file, same_place
from foedus.knowledge.world import load_world
from foedus.pipeline.method import Meaning, Method
from foedus.pipeline.rules import rules
from foedus.read import chosen_reader, default_reader, read
from foedus.resolve import resolve
from foedus.trace import trace

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.read import Reader


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
    trace=trace,
    assemble=assemble,
    reference=load_reference,
    add_reference=add_reference,
    check=check,
    dyads=dyads,
    assess=assess,
    rules=rules,
)
