"""Files of coded events enter and stand in the dossier beside what is told; nothing is counted with them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from foedus.engine import once
from foedus.errors import UnknownFile
from foedus.knowledge.language import load_language
from foedus.pipeline.gathering import inputs_of, severities, tally
from foedus.pipeline.progress import silent
from foedus.records import CodedEvent, Problem
from foedus.store import Work
from foedus.terms import Verb
from foedus.values import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.gather import Found
    from foedus.pipeline.method import Method
    from foedus.pipeline.progress import Progress, Tally
    from foedus.store import Store

_ASKED = "coded events"  # where gather keeps them apart from folders of articles
_TABLE = "coded_events"


class CodedEvents:
    """The events of other coders' files in one dossier; each file's stand and go together."""

    def __init__(self, store: Store, method: Method, overlay: Path | None = None) -> None:
        self._store = store
        self._method = method
        self._overlay = overlay

    def add(self, path: Path, *, between: tuple[str, ...] = (), progress: Progress = silent) -> tuple[Tally, ...]:
        """The events of the file, or of each file of the folder or archive, are in the dossier; a tally for each file.

        A file of the same name takes the earlier one's place. `between` keeps only the events of these states.

        Raises:
            NothingToGather: nothing is at the path.
        """
        found = self._method.files(path)
        world, language = once(self._method.world, self._overlay), load_language()
        rules = fingerprint(world.fingerprint, language.fingerprint, *sorted(between))
        inputs = {name: fingerprint(told, rules) for name, told in inputs_of(found, None).items()}
        tallies = []
        with self._store.writing():
            known = self._store.finished(Verb.GATHER, _ASKED)
            for number, each in enumerate(found, start=1):
                is_done = known.get(each.name) == inputs[each.name]
                tallies.append(self._passed() if is_done else self._added(each, inputs[each.name], between))
                progress(Verb.GATHER, number, len(found), each.name)
        return tuple(tallies)

    def remove(self, file: str) -> None:
        """The events of the file are gone.

        Raises:
            UnknownFile: no file of this name was added.
        """
        if file not in self.files():
            raise UnknownFile(file, tuple(self.files()))
        self._store.forget_file(file, verb=Verb.GATHER, asked=_ASKED)

    def files(self) -> tuple[str, ...]:
        """The names of the files that were added, in order."""
        return tuple(sorted(self._store.finished(Verb.GATHER, _ASKED)))

    def all(self) -> tuple[CodedEvent, ...]:
        """Every event, in the order of their ids."""
        found: tuple[CodedEvent, ...] = self._store.scan(_TABLE)
        return found

    def _passed(self) -> Tally:
        return tally(Verb.GATHER, 0, skipped=1, left=Counter())

    def _added(self, found: Found, inputs: str, between: tuple[str, ...]) -> Tally:
        from foedus.gather import coded_events  # noqa: PLC0415  opens a room that questions do not need

        world, language = once(self._method.world, self._overlay), load_language()
        given = [*coded_events(replace(found), world, language, between=between,
                               known=self._store.ids_of_others(_TABLE, found.name))]  # fmt: skip
        events = sorted((each for each in given if isinstance(each, CodedEvent)), key=lambda each: each.id)
        problems = [(found.name, each) for each in given if isinstance(each, Problem)]
        self._store.keep(
            Work(
                verb=Verb.GATHER,
                asked=_ASKED,
                finished={found.name: inputs},
                records={_TABLE: events},
                problems=problems,
            )
        )
        left = Counter({_TABLE: len(events)})
        left.update(severities(each for _, each in problems))
        return tally(Verb.GATHER, 1, skipped=0, left=+left)
