"""Steps that are slow, that fail and that die; functions of a module, for worker processes import them."""

from __future__ import annotations

import os
import pathlib
import signal
import time
from dataclasses import dataclass

import pyarrow as pa

from foedus.engine import once
from foedus.errors import MissingModel


def _upper(batch):
    return pa.RecordBatch.from_pydict({"word": [each.upper() for each in batch.column("word").to_pylist()]})


def slow_first(batches):
    for batch in batches:
        if "a" in batch.column("word").to_pylist():
            time.sleep(0.1)
        yield _upper(batch)


def raises_on_x(batches):
    for batch in batches:
        if "x" in batch.column("word").to_pylist():
            raise ValueError("no x")
        yield _upper(batch)


def dies_on_x(batches):
    for batch in batches:
        if "x" in batch.column("word").to_pylist():
            os._exit(7)
        yield _upper(batch)


def lacks_a_model(batches):
    raise MissingModel("gone")
    yield from batches


def failed(batch, reason):
    word = batch.column("word").to_pylist()[0]
    return pa.RecordBatch.from_pydict({"word": [f"{word}: {'it ended' if 'process' in reason else reason}"]})


def thing():
    return object()


def names_its_thing(batches):
    for batch in batches:
        made = once(thing)
        yield pa.RecordBatch.from_pydict({"word": [f"{os.getpid()}-{id(made)}"] * batch.num_rows})


@dataclass(frozen=True)
class KilledOnce:
    """The first worker that does it is killed in the middle; the file says that it was."""

    mark: str

    def __call__(self, batches):
        for batch in batches:
            try:
                with pathlib.Path(self.mark).open("x"):
                    pass
            except FileExistsError:
                yield _upper(batch)
            else:
                os.kill(os.getpid(), signal.SIGKILL)
