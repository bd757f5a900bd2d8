"""The patterns of our own code enter; texts on which each would work longest leave.

A pattern is slow where what it may repeat is there many times and what has to follow is not, or where it may begin at
every place of a text and ends at none. Both are made from the pattern itself, so that none is forgotten.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from functools import cache
from pathlib import Path
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import foedus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

ROOMS = ("gather", "read", "resolve", "knowledge", "encoder", "trace", "assemble", "check", "assess", "show.server")
ENDLESS = 20  # a repetition that may go on so often is taken for one without an end
LENGTHS = (60, 600, 6_000, 20_000)  # characters of a bait: less than a sentence may have, and more
SPOILERS = ("", "!", "\0", " ", "\n", "é", "0", "a", "”", ")", ".")
FEW = 6  # different ones that a repetition has, again and again
REPEATS = {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}
OF_CATEGORY = {ops.CATEGORY_DIGIT: "7", ops.CATEGORY_SPACE: " ", ops.CATEGORY_WORD: "a", ops.CATEGORY_NOT_DIGIT: "b",
               ops.CATEGORY_NOT_SPACE: "c", ops.CATEGORY_NOT_WORD: "-"}  # fmt: skip
WRITTEN = {ops.CATEGORY_DIGIT: r"\d", ops.CATEGORY_SPACE: r"\s", ops.CATEGORY_WORD: r"\w",
           ops.CATEGORY_NOT_DIGIT: r"\D", ops.CATEGORY_NOT_SPACE: r"\S", ops.CATEGORY_NOT_WORD: r"\W"}  # fmt: skip
ANYTHING = "ab Z7.,-“'’\"(\n"


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Every pattern of text that a module of ours holds or writes, each once."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    for module in _modules():
        for each in [*_held(vars(module), depth=4), *_written(Path(module.__file__))]:
            found.setdefault((each.pattern, each.flags), each)
    return tuple(found.values())


def bait(chance: Random) -> tuple[str, str]:
    """A pattern of ours and a text to keep it busy."""
    pattern = chance.choice(patterns())
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    places = [*_repeats(tree)]
    length = chance.choice(LENGTHS)
    if places and chance.random() < 0.75:
        grown = _Grown(chance, chosen=chance.choice(places), length=length)
        text = grown.text(tree)[: length * 2]
        if grown.pumped and chance.random() < 0.8:
            text = grown.head + grown.pumped[:length]
    else:
        once = _Grown(chance, chosen=None, length=0).text(tree) or "a"
        text = (once[: chance.randrange(1, len(once) + 1)] + chance.choice(("", " "))) * (length // len(once) + 1)
    return pattern.pattern[:60], text + chance.choice(SPOILERS)


class _Grown:
    """A text that the tree of a pattern matches, with one repetition of it at great length."""

    def __init__(self, chance: Random, *, chosen: Any, length: int) -> None:
        self.chance, self.chosen, self.length = chance, chosen, length
        self.head = self.pumped = self._so_far = ""

    def text(self, tree: Any) -> str:
        """What the parts match, one behind the other."""
        return "".join([self._kept(self._one(op, value)) for op, value in tree])

    def _kept(self, text: str) -> str:
        self._so_far += text if not self.pumped else ""
        return text

    def _one(self, op: Any, value: Any) -> str:
        if op in REPEATS:
            return self._repeated(value)
        if op is ops.BRANCH:
            among = [each for each in value[1] if self.chosen in _repeats(each)] or value[1]
            return self._inner(self.chance.choice(among))
        if op is ops.SUBPATTERN:
            return self._inner(value[3])
        if op is ops.ATOMIC_GROUP:
            return self._inner(value)
        return _letter(op, value, self.chance)

    def _inner(self, tree: Any) -> str:
        before = self._so_far
        text = self.text(tree)
        if not self.pumped:
            self._so_far = before
        return text

    def _repeated(self, value: Any) -> str:
        least, most, tree = value
        if value is not self.chosen:
            return "".join(self._inner(tree) for _ in range(max(least, self.chance.randrange(2) if most else 0)))
        few = "".join(self._inner(tree) for _ in range(FEW))
        self.head, self.pumped = self._so_far, few * (self.length // len(few) + 1 if few else 0)
        return self.pumped


def _letter(op: Any, value: Any, chance: Random) -> str:
    if op is ops.LITERAL:
        return chr(value)
    if op is ops.IN:
        return _member(value, chance)
    if op in {ops.ANY, ops.NOT_LITERAL}:
        return chance.choice(ANYTHING)
    return ""


def _member(members: Any, chance: Random) -> str:
    if members[0][0] is ops.NEGATE:
        without = re.compile("[\n" + "".join(_as_written(op, value) for op, value in members[1:]) + "]")
        return chance.choice([each for each in ANYTHING if not without.match(each)] or ["é"])
    op, value = chance.choice(members)
    if op is ops.RANGE:
        return chr(chance.randint(*value))
    return chr(value) if op is ops.LITERAL else OF_CATEGORY.get(value, "a")


def _as_written(op: Any, value: Any) -> str:
    if op is ops.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return re.escape(chr(value)) if op is ops.LITERAL else WRITTEN.get(value, "")


def _repeats(tree: Any) -> Iterator[Any]:
    """The repetitions without an end, wherever they stand in it."""
    for op, value in tree:
        if op in REPEATS:
            if value[1] >= ENDLESS:
                yield value
            yield from _repeats(value[2])
        elif op is ops.BRANCH:
            for each in value[1]:
                yield from _repeats(each)
        elif op is ops.SUBPATTERN:
            yield from _repeats(value[3])
        elif op is ops.ATOMIC_GROUP:
            yield from _repeats(value)


def _modules() -> Iterator[Any]:
    for each in pkgutil.walk_packages(foedus.__path__, "foedus."):
        if each.name.removeprefix("foedus.").startswith(ROOMS) and not each.name.endswith("__main__"):
            yield importlib.import_module(each.name)


def _held(value: Any, *, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif depth and isinstance(value, dict | list | tuple | frozenset):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _held(each, depth=depth - 1)


def _written(path: Path) -> Iterator[re.Pattern[str]]:
    """The patterns that stand in a call of `re` in the file itself."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=[ast.Constant(value=str(written)), *_]):
                yield re.compile(written)
