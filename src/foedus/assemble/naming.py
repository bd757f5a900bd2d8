"""Which of many names stand in a text, without looking for each of them in turn.

Names with what they name enter; for a text, what it names leaves. A name is looked for only where its first letters
stand in the text, so that the work grows with the text and with the names that begin as something in it does.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LENGTHS = (12, 8, 4)  # letters of a name's beginning by which it is found, the most that it has


class Names:
    """Names of at least four letters, found in texts as they are written."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        self._by_beginning: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key, name in named:
            length = next((each for each in LENGTHS if len(name) >= each), len(name))
            self._by_beginning[name[:length]].append((key, name))
        self._lengths = sorted({len(each) for each in self._by_beginning})

    def found_in(self, text: str) -> frozenset[str]:
        """The keys of the names that the text holds.

        >>> sorted(Names([("a", "The Graustark Post"), ("b", "Zenda Herald")]).found_in("So The Graustark Post said."))
        ['a']
        """
        found: set[str] = set()
        for length in self._lengths:
            pieces = {text[start : start + length] for start in range(len(text) - length + 1)}
            for beginning in self._by_beginning.keys() & pieces:
                if len(beginning) == length:
                    found.update(key for key, name in self._by_beginning[beginning] if name in text)
        return frozenset(found)
