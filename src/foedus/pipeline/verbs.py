"""The method as Foedus ships it: each verb's own function."""

from __future__ import annotations

from foedus.assemble import assemble
from foedus.assess import assess, dyads
from foedus.check import add_reference, check, load_reference
from foedus.engine import once
from foedus.gather import files, open_file, same_place
from foedus.knowledge.world import load_world
from foedus.pipeline.method import Meaning, Method
from foedus.pipeline.rules import rules
from foedus.read import default_reader, read
from foedus.resolve import resolve
from foedus.trace import trace


def meaning() -> Meaning:
    """What turns sentences into rows of one matrix, to compare them: the reader's own encoder."""
    return once(default_reader).encoder.meaning


METHOD = Method(
    files=files,
    open_file=open_file,
    same_place=same_place,
    reader=default_reader,
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
