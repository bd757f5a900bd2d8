"""R's own serialisation, as far as tables use it: the bytes of an .rda file enter, its tables leave column by column.

The format is told in "R Internals", section 1.8, and in R's serialize.c: XDR, versions 2 and 3. What no table needs,
such as functions and environments, is not read, and says so with `Strange`: a slower parser that knows all of R may
then be asked. Half a million words are read in a second, of which the general parser makes a minute.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import math
import struct
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

PACKED: tuple[tuple[bytes, Any], ...] = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ", lzma.open))
STARTS = (b"RDX2\nX\n", b"RDX3\nX\n")
MOST = 512 << 20  # bytes, unpacked
DEEP = 60  # tables within tables, and attributes of attributes
KNOWN_CLASSES = frozenset(
    {"factor", "Date", "haven_labelled", "vctrs_vctr", "labelled", "integer", "double", "character"}
)

SYMBOL, PAIRS, CHARS, LOGICAL, INTEGER, REAL, STRINGS, LIST, POINTER = 1, 2, 9, 10, 13, 14, 16, 19, 22
ALTERNATIVE, NIL, REFERENCE = 238, 254, 255
NA = -(2**31)


class Strange(ValueError):
    """The bytes hold something that no table needs, or end where more should stand."""


@dataclass(slots=True)
class Value:
    """A vector with its attributes; `held` is a list of plain values, or of values."""

    held: list[Any]
    attributes: dict[str, Value] = field(default_factory=dict)

    @property
    def classes(self) -> frozenset[str]:
        """What R calls it."""
        return frozenset(self.attributes["class"].held) if "class" in self.attributes else frozenset()


def tables(content: bytes) -> list[dict[str, list[Any]]]:
    """The tables among the objects that the file holds, each by column name.

    Raises:
        Strange: it is written in another way, or cut off.
    """
    plain = _unpacked(content)
    if not plain.startswith(STARTS):
        raise Strange("it does not begin as an .rda file does")
    reader = _Reader(plain, len(STARTS[0]))
    try:
        found = reader.pairs_of_file()
        return [_columns(each) for each in found if isinstance(each, Value) and "data.frame" in each.classes]
    except (struct.error, IndexError, UnicodeDecodeError, RecursionError, KeyError, TypeError, ValueError) as error:
        raise Strange(str(error)) from error


def _unpacked(content: bytes) -> bytes:
    for mark, opener in PACKED:
        if content.startswith(mark):
            try:
                content = opener(io.BytesIO(content)).read(MOST + 1)
            except (OSError, EOFError, lzma.LZMAError) as error:
                raise Strange(str(error)) from error
    if len(content) > MOST:
        raise Strange(f"it unpacks to more than {MOST >> 20} MB")
    return content


def _columns(table: Value) -> dict[str, list[Any]]:
    names = table.attributes["names"].held
    if len(names) != len(table.held) or None in names:
        raise Strange("its columns and their names are not of one number")
    found = {str(name): _column(each) for name, each in zip(names, table.held, strict=True)}
    if len({len(each) for each in found.values()}) > 1:
        raise Strange("its columns are not of one length")
    return found


def _column(column: Any) -> list[Any]:
    if not isinstance(column, Value) or not column.classes <= KNOWN_CLASSES or "dim" in column.attributes:
        raise Strange("a column is no plain vector")
    if "factor" not in column.classes:
        return column.held
    levels = [None, *column.attributes["levels"].held]
    return [None if place is None else levels[_bounded(place)] for place in column.held]


class _Reader:
    """Goes through the bytes once."""

    def __init__(self, content: bytes, at: int) -> None:
        self._bytes = content
        self._at = at
        self._references: list[Any] = []
        self._depth = 0

    def pairs_of_file(self) -> list[Any]:
        """The values of the list of pairs that an .rda file is."""
        version = self._int()
        self._at += 8  # which R wrote it, and the least that reads it
        if version == 3:
            self._at += 4 + self._peek()  # the encoding that R ran in
        found = self._item()
        if not isinstance(found, dict):
            raise Strange("it holds no named objects")
        return [*found.values()]

    def _peek(self) -> int:
        (found,) = struct.unpack_from(">i", self._bytes, self._at)
        return int(found)

    def _int(self) -> int:
        found = self._peek()
        self._at += 4
        return found

    def _length(self) -> int:
        found = self._int()
        if found == -1:
            found = (self._int() << 32) + self._int()
        if not 0 <= found <= len(self._bytes):
            raise Strange("a vector is longer than the file")
        return found

    def _item(self) -> Any:
        """The next value: a vector, the pairs of a list by name, a word, or None for R's NULL."""
        flags = self._int()
        kind = flags & 0xFF
        if kind == NIL:
            return None
        if kind == REFERENCE:
            place = flags >> 8 or self._int()
            return self._references[place - 1]
        reading = {SYMBOL: self._symbol, CHARS: self._word, ALTERNATIVE: self._alternative}.get(kind)
        if reading is not None:
            return reading()
        self._depth += 1
        if self._depth > DEEP:
            raise Strange("it is nested too deep")
        try:
            if kind == POINTER:
                return self._pointer(flags)
            return self._pairs(flags) if kind == PAIRS else self._vector(kind, has_attributes=bool(flags & 0x200))
        finally:
            self._depth -= 1

    def _pointer(self, flags: int) -> None:
        """What points into the memory of the R that wrote it, and so to nothing here."""
        self._references.append(None)
        for _ in range(3 if flags & 0x200 else 2):  # what it guards, its tag, its attributes
            self._item()

    def _symbol(self) -> Any:
        self._int()  # that a word follows
        found = self._word()
        self._references.append(found)
        return found

    def _word(self) -> str | None:
        length = self._int()
        if length == -1:
            return None
        start, self._at = self._at, self._at + length
        return _decoded(self._bytes[start : self._at])

    def _pairs(self, flags: int) -> dict[Any, Any]:
        """A list of pairs, by tag; those without one by their place."""
        found: dict[Any, Any] = {}
        while True:
            if flags & 0x200:
                self._item()  # attributes of the pair itself
            tag = self._item() if flags & 0x400 else len(found)
            found[tag] = self._item()
            flags = self._int()
            if flags & 0xFF == NIL:
                return found
            if flags & 0xFF != PAIRS:
                raise Strange("a list of pairs ends in something else")

    def _vector(self, kind: int, *, has_attributes: bool) -> Value:
        readers: dict[int, Callable[[int], list[Any]]] = {
            LOGICAL: self._logicals,
            INTEGER: self._integers,
            REAL: self._reals,
            STRINGS: self._strings,
            LIST: self._list,
        }
        if kind not in readers:
            raise Strange(f"a value of R's sort {kind} belongs to no table")
        found = Value(readers[kind](self._length()))
        if has_attributes:
            found.attributes = self._attributes()
        return found

    def _attributes(self) -> dict[str, Value]:
        told = self._item() or {}
        return {name: each for name, each in told.items() if isinstance(each, Value)}

    def _numbers(self, length: int, code: str, size: int) -> array[Any]:
        numbers: array[Any] = array(code)
        piece = self._bytes[self._at : self._at + length * size]
        if len(piece) != length * size:
            raise Strange("it ends within a vector")
        numbers.frombytes(piece)
        numbers.byteswap() if struct.pack("=h", 1) != struct.pack(">h", 1) else None
        self._at += length * size
        return numbers

    def _integers(self, length: int) -> list[Any]:
        return [None if each == NA else each for each in self._numbers(length, "i", 4)]

    def _logicals(self, length: int) -> list[Any]:
        return [None if each == NA else bool(each) for each in self._numbers(length, "i", 4)]

    def _reals(self, length: int) -> list[Any]:
        return [None if math.isnan(each) else each for each in self._numbers(length, "d", 8)]

    def _list(self, length: int) -> list[Any]:
        return [self._item() for _ in range(length)]

    def _strings(self, length: int) -> list[Any]:
        """Words, each kept once: a column says a few of them many times."""
        content, at = self._bytes, self._at
        known: dict[bytes, str] = {}
        head = struct.Struct(">ii").unpack_from
        found: list[str | None] = []
        for _ in range(length):
            flags, size = head(content, at)
            if flags & 0xFF != CHARS:
                raise Strange("a vector of words holds something else")
            at += 8
            if size == -1:
                found.append(None)
                continue
            piece = content[at : at + _bounded(size)]
            at += size
            word = known.get(piece)
            if word is None:
                word = known[piece] = _decoded(piece)
            found.append(word)
        self._at = at
        return found

    def _alternative(self) -> Value:
        """A vector that R keeps in another form: a run of numbers, or one wrapped in notes on its order."""
        told, state, attributes = self._item(), self._item(), self._item()
        name = next(iter(told.values()))
        if name in {"compact_intseq", "compact_realseq"}:
            count, first, step = state.held
            found = Value([_whole(first + step * place) for place in range(_bounded(int(count)))])
        elif isinstance(name, str) and name.startswith("wrap_"):
            found = Value([*(state.held[0] if isinstance(state, Value) else next(iter(state.values()))).held])
        else:
            raise Strange(f"R's form '{name}' is not read")
        if isinstance(attributes, dict):
            found.attributes = {key: each for key, each in attributes.items() if isinstance(each, Value)}
        return found


def _bounded(count: int) -> int:
    if not 0 <= count <= MOST >> 4:
        raise Strange("a run of numbers is too long")
    return count


def _whole(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def _decoded(piece: bytes) -> str:
    try:
        return piece.decode("utf-8")
    except UnicodeDecodeError:
        return piece.decode("cp1252", errors="replace")
