"""A number and a seed enter; that many mutants leave, each the same for the same seed and number, one at a time."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from faults import baits, wholes
from faults.mutations import mutated, slowed
from foedus import Dossier

if TYPE_CHECKING:
    from collections.abc import Iterator

# How many of a hundred mutants are of each sort.
SHARES = {"page": 18, "pdf": 10, "warc": 8, "feed": 8, "zip": 8, "rows": 10, "text": 9, "pattern": 8, "trap": 2,
          "reference": 10, "described": 2, "framework": 5, "actors": 4, "library": 2, "dossier": 4}  # fmt: skip
TRAPPED = 0.05  # of the sorts that have traps of their own, those that are traps
WHOLE_RUNS = 0.06  # of the documents, those that go the whole way by the command line
BUSY_RUNS = 0.25  # of those that keep our patterns busy: the later verbs have patterns too


@dataclass(frozen=True, slots=True)
class Mutant:
    """An input with something wrong."""

    number: int
    sort: str
    trial: str
    path: Path
    how: str

    @property
    def size(self) -> int:
        """Its bytes; of a folder, those in it."""
        every = self.path.rglob("*") if self.path.is_dir() else [self.path]
        return sum(each.stat().st_size for each in every if each.is_file())


def mutants(number: int, *, seed: int, folder: Path) -> Iterator[Mutant]:
    """So many mutants, each in a folder of its own below this one."""
    for each in range(number):
        yield mutant(each, seed=seed, folder=folder / str(each))


def mutant(number: int, *, seed: int, folder: Path) -> Mutant:
    """The mutant of that number."""
    chance = Random(f"{seed} {number}")
    sort = chance.choices([*SHARES], weights=[*SHARES.values()])[0]
    folder.mkdir(parents=True)
    if sort == "dossier":
        return _dossier(number, chance, folder)
    trial = sort
    if sort in baits.OF_SORT and (sort == "trap" or chance.random() < TRAPPED):
        name = chance.choice([*baits.OF_SORT[sort]])
        content, how = _trap(name, sort), "trap"
        trial = "documents" if sort == "trap" else sort
    elif sort == "described":
        return _described(number, chance, folder)
    elif sort == "pattern":
        whole, trial = wholes.chosen(chance, wholes.busied()), "documents"
        name = whole.name
        content, how = slowed(whole.content, chance)
    else:
        whole, trial = _whole(sort, chance)
        name = whole.name
        content, how = mutated(whole.content, chance, name=name)
    path = folder / name
    path.write_bytes(content)
    if trial == "documents" and sort != "trap" and chance.random() < (BUSY_RUNS if sort == "pattern" else WHOLE_RUNS):
        trial = "run"
    return Mutant(number=number, sort=sort, trial=trial, path=path, how=how)


def _whole(sort: str, chance: Random) -> tuple[wholes.Whole, str]:
    if sort == "reference":
        return wholes.chosen(chance, wholes.references()), "reference"
    if sort == "framework":
        return wholes.framework(), "framework"
    if sort == "actors":
        return wholes.chosen(chance, wholes.actors()), "actors"
    if sort == "library":
        return wholes.library(), "library"
    return wholes.chosen(chance, wholes.documents()[sort]), "documents"


@cache
def _trap(name: str, sort: str) -> bytes:
    return baits.OF_SORT[sort][name]()


def _described(number: int, chance: Random, folder: Path) -> Mutant:
    """A table with its own description beside it; one of the two is wrong."""
    table, beside = wholes.described()
    wrong = chance.choice((table, beside))
    for each in (table, beside):
        (folder / each.name).write_bytes(each.content)
    content, how = mutated(wrong.content, chance, name=wrong.name)
    (folder / wrong.name).write_bytes(content)
    return Mutant(
        number=number, sort="described", trial="reference", path=folder / table.name, how=f"{wrong.name}: {how}"
    )


def _dossier(number: int, chance: Random, folder: Path) -> Mutant:
    """A dossier of which one file was changed, emptied, or is gone."""
    copy = folder / "dossier"
    shutil.copytree(_undisturbed(), copy)
    every = sorted(each for each in copy.rglob("*") if each.is_file())
    path = copy / "dossier.sqlite" if chance.random() < 0.4 else chance.choice(every)
    name = path.relative_to(copy).as_posix()
    if chance.random() < 0.1:
        path.unlink()
        return Mutant(number=number, sort="dossier", trial="dossier", path=copy, how=f"{name} gone")
    whole = path.read_bytes()
    content, how = mutated(whole, chance, name=name)
    path.write_bytes(content + whole[len(content) :] if chance.random() < 0.3 else content)
    return Mutant(number=number, sort="dossier", trial="dossier", path=copy, how=f"{name}: {how}")


@cache
def _undisturbed() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="foedus-whole-")) / "dossier"
    with Dossier(folder) as dossier:
        for name in ("atop_members.csv", "exercises.csv"):
            dossier.add_reference(wholes.REFERENCE / name)
        dossier.run(wholes.ARTICLES)
    return folder
