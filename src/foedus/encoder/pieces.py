"""Word pieces and their windows: words enter, the numbers that the model takes leave.

A window holds whole sentences of one document up to a number of pieces; a longer sentence stands alone, and one that
is longer than the model reads is cut. What a window holds depends on its document only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WINDOW = 128  # pieces of a window, its two marks included
LONGEST = 400  # pieces of one stretch that the model reads at once
PIECES_A_WORD = 8  # of a longer word (an address, a hash) only the first are read
MARK = 7  # the shape of the marks at a window's ends
SHAPES = 16
_CACHED_WORDS = 100_000


@dataclass(frozen=True, slots=True)
class Window:
    """Numbers for one pass: pieces, shapes, where each word begins, and which sentence and word each word is."""

    ids: list[int]
    shapes: list[int]
    firsts: list[int]
    places: list[tuple[int, int]]  # for each word: its sentence's and its own index


class Pieces:
    """The model's vocabulary, with the pieces of the words met so far."""

    def __init__(self, file: Path) -> None:
        tokenizer: Any = Tokenizer.from_file(str(file))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.start: int = int(tokenizer.token_to_id("[CLS]"))
        self.stop: int = int(tokenizer.token_to_id("[SEP]"))
        self._unknown: int = int(tokenizer.token_to_id("[UNK]"))
        self._tokenizer = tokenizer
        self._cache: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The pieces of a word: at least one."""
        known = self._cache.get(word)
        if known is None:
            known = tuple(self._encoded(word)[:PIECES_A_WORD]) or (self._unknown,)
            if len(self._cache) < _CACHED_WORDS:
                self._cache[word] = known
        return known

    def _encoded(self, word: str) -> list[int]:
        # Half of a surrogate pair cannot be encoded; it is a character that nobody wrote.
        clean = word.encode("utf-8", "replace").decode("utf-8")
        ids: list[int] = self._tokenizer.encode(clean[:200], add_special_tokens=False).ids
        return ids


@lru_cache(maxsize=1 << 16)
def shape_of(word: str) -> int:
    """What the letters of a word look like, which the uncased vocabulary does not say.

    >>> [shape_of(word) for word in ("drill", "China", "NATO", "iPhone", "1990s", ",", "A")]
    [0, 1, 2, 3, 4, 5, 6]
    """
    if any(letter.isdigit() for letter in word):
        return 4
    if not any(letter.isalpha() for letter in word):
        return 5
    capitals = [letter.isupper() for letter in word]
    if not any(capitals):
        return 0
    if len(word) == 1:
        return 6
    if word.isupper():
        return 2
    return 1 if capitals[0] and not any(capitals[1:]) else 3


def windows_of(pieces: Pieces, sentences: Sequence[Sequence[str]], *, limit: int = WINDOW) -> list[Window]:
    """The windows of a document's sentences, in order; every word stands in exactly one."""
    found: list[Window] = []
    current = _opened(pieces)
    for number, words in enumerate(sentences):
        coded = [pieces.of(word) for word in words]
        size = sum(map(len, coded))
        if current.firsts and len(current.ids) + size + 1 > limit:
            found.append(_closed(pieces, current))
            current = _opened(pieces)
        for index, word in enumerate(words):
            if len(current.ids) + len(coded[index]) + 1 > LONGEST:
                found.append(_closed(pieces, current))
                current = _opened(pieces)
            current.firsts.append(len(current.ids))
            current.places.append((number, index))
            current.ids.extend(coded[index])
            current.shapes.extend([shape_of(word) + (0 if index else 8)] * len(coded[index]))
    if current.firsts:
        found.append(_closed(pieces, current))
    return found


def _opened(pieces: Pieces) -> Window:
    return Window([pieces.start], [MARK], [], [])


def _closed(pieces: Pieces, window: Window) -> Window:
    window.ids.append(pieces.stop)
    window.shapes.append(MARK)
    return window
