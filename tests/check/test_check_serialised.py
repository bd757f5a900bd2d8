"""R's serialisation, written here byte by byte as R Internals tells it, and read as columns."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct

import pytest

from foedus.check.serialised import Strange, tables

NIL = struct.pack(">i", 254)


def number(value: int) -> bytes:
    return struct.pack(">i", value)


def word(text: str | None) -> bytes:
    if text is None:
        return number(9) + number(-1)
    held = text.encode()
    return number(9 | 1 << 15) + number(len(held)) + held


def words(*texts: str | None) -> bytes:
    return number(16) + number(len(texts)) + b"".join(word(each) for each in texts)


def pairs(**values: bytes) -> bytes:
    named = (number(2 | 0x400) + number(1) + word(name.rstrip("_")) + value for name, value in values.items())
    return b"".join(named) + NIL


def integers(*values: int, **attributes: bytes) -> bytes:
    flags = 13 | (0x200 if attributes else 0)
    held = struct.pack(f">{len(values)}i", *values)
    return number(flags) + number(len(values)) + held + (pairs(**attributes) if attributes else b"")


def run(count: int, first: int) -> bytes:
    told = pairs(a=number(1) + word("compact_intseq"))
    state = number(14) + number(3) + struct.pack(">3d", count, first, 1)
    return number(238) + told + state + NIL


def file(columns: dict[str, bytes], *, version: int = 3) -> bytes:
    names = words(*columns)
    rows = run(3, 1)
    frame = number(19 | 0x300) + number(len(columns)) + b"".join(columns.values())
    frame += pairs(names=names, row=rows, class_=words("tbl_df", "tbl", "data.frame"))
    head = b"RDX%d\nX\n" % version + number(version) + number(0x40300) + number(0x30500)
    return head + (number(5) + b"UTF-8" if version == 3 else b"") + pairs(table=frame)


COLUMNS = {
    "ccode": integers(2, -(2**31), 710),
    "vote": integers(2, 1, -(2**31), levels=words("no", "yes"), class_=words("factor")),
    "country": words("Côte d’Ivoire", None, "Côte d’Ivoire"),
    "share": number(14) + number(3) + struct.pack(">3d", 0.5, float("nan"), 2.0),
    "rcid": run(3, 7),
}
FOUND = {
    "ccode": [2, None, 710],
    "vote": ["yes", "no", None],
    "country": ["Côte d’Ivoire", None, "Côte d’Ivoire"],
    "share": [0.5, None, 2.0],
    "rcid": [7, 8, 9],
}


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("packed", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_a_table_is_read_column_by_column(packed, version):
    assert tables(packed(file(COLUMNS, version=version))) == [FOUND]


def test_no_cut_off_file_is_taken_for_a_whole_one():
    whole = file(COLUMNS)
    for length in range(len(whole) - 4):
        with pytest.raises(Strange):
            tables(whole[:length])


@pytest.mark.parametrize(
    "column",
    [
        number(3) + NIL + NIL + NIL,  # a function
        integers(1, 2, 3, class_=words("POSIXct")),
        integers(1, 2, 3, dim=integers(3, 1)),
        integers(4, 1, 1, levels=words("no", "yes"), class_=words("factor")),  # a fourth of two levels
        integers(1, 2),  # shorter than the others
        number(13) + number(2**31 - 1),  # longer than the file
    ],
)
def test_what_is_no_plain_column_is_left_to_the_general_parser(column):
    with pytest.raises(Strange):
        tables(file({**COLUMNS, "odd": column}))


def test_nesting_beyond_measure_is_refused():
    with pytest.raises(Strange):
        tables(b"RDX2\nX\n" + number(2) * 3 + (number(2) + number(19) + number(1)) * 5_000)
