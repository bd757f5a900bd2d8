"""A verb enters; a fingerprint of the code and data in its folder leaves: work done by other rules is done again."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from foedus.terms import Verb

_BELOW = ("terms.py", "values.py", "records.py", "material.py")
_RULES = (".py", ".toml", ".csv", ".sql", ".tsv", ".json")


@cache
def rules(verb: Verb) -> str:
    """The same for the same code and data of the verb's folder, and the same knowledge and records below it."""
    below = (part for name in _BELOW for part in (name, files("foedus").joinpath(name).read_text("utf-8")))
    return fingerprint(*_contents(files(f"foedus.{verb}")), *_contents(files("foedus.knowledge")), *below)


def _contents(folder: Traversable) -> Iterator[str]:
    for each in sorted(folder.iterdir(), key=lambda one: one.name):
        if each.is_dir():
            yield from _contents(each)
        elif each.name.endswith(_RULES):
            yield each.name
            yield each.read_text("utf-8")
