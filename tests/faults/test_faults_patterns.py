"""No pattern of ours takes long over a text that is made to hold it up."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

import foedus
from faults.baits import TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 2.0  # of the processor, for one pattern over one bait of at most 30,000 letters
NOT_OURS = {"foedus.gather.child", "foedus.__main__", "foedus.check.apart"}  # programs of their own
TAILS = ("", "!", " x", "\n", "said")


def patterns() -> list[Any]:
    """Every pattern that a module of the package holds, by its name."""
    found = {}
    for each in pkgutil.walk_packages(foedus.__path__, "foedus."):
        if each.name not in NOT_OURS:
            for name, value in vars(importlib.import_module(each.name)).items():
                for number, pattern in enumerate(_held(value)):
                    found[pattern.pattern, pattern.flags] = pytest.param(pattern, id=f"{each.name}.{name}.{number}")
    return list(found.values())


def _held(value: object) -> Iterator[Any]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, Mapping):
        for each in (*value, *value.values()):
            yield from _held(each)
    elif isinstance(value, Iterable) and isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from _held(each)


class TooLong(Exception):
    """A pattern was stopped."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop what takes longer on the processor; Python's own patterns look for signals as they go back and forth."""

    def stop(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("pattern", patterns())
def test_no_pattern_is_held_up(pattern: Any) -> None:
    slow = []
    for name, bait in TOKENS.items():
        for tail in TAILS if len(bait) > 500 else TAILS[:1]:
            began = time.process_time()
            try:
                with within(SECONDS):
                    for _ in pattern.finditer(bait + tail):
                        pass
                    pattern.fullmatch(bait + tail)
            except TooLong:
                slow.append(f"'{name}' and {tail!r}: {time.process_time() - began:.1f} s")
    assert slow == []
