"""What takes long is worked out in the background, each thing once; how far it is leaves whenever anyone asks."""

from __future__ import annotations

import threading
import traceback
from collections import defaultdict
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE = 2  # things that are worked out at the same time; the others wait for their turn
Told = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far something is, of how many steps, and what is being done."""

    done: int
    of: int
    says: str
    failed: str = ""


def untold(_: int, __: int, ___: str) -> None:
    """Nobody is told."""


class Work:
    """Everything that is being worked out, by name; any number of threads may ask and order."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turn = threading.Semaphore(AT_ONCE)
        self._alone: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._steps: dict[str, Step] = {}

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """Nobody else makes the thing of this name meanwhile."""
        with self._lock:
            held = self._alone[name]
        with held:
            yield

    def step(self, name: str) -> Step | None:
        """How far it is; None where nobody works on it, be it that it is done or that it was never begun."""
        return self._steps.get(name)

    def begin(self, name: str, work: Callable[[Told], object]) -> Step:
        """How far it is; it is begun where nobody works on it, or where it failed before."""
        with self._lock:
            step = self._steps.get(name)
            if step is not None and not step.failed:
                return step
            self._steps[name] = step = Step(done=0, of=0, says="waiting for its turn")
        threading.Thread(target=self._do, args=(name, work), daemon=True).start()
        return step

    def _do(self, name: str, work: Callable[[Told], object]) -> None:
        def told(done: int, of: int, says: str) -> None:
            self._steps[name] = Step(done=done, of=of, says=says)

        try:
            with self._turn:
                work(told)
            self._steps.pop(name, None)
        except FoedusError as error:
            self._steps[name] = Step(done=0, of=0, says="", failed=str(error))
        except Exception as error:  # noqa: BLE001 - the page is one of the three borders
            traceback.print_exception(error)
            self._steps[name] = Step(done=0, of=0, says="", failed="this is our mistake; the dossier is as it was.")
