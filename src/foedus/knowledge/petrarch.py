"""PETRARCH actor dictionaries: the lines of such a file enter, names with what they stand for and when leave.

The format is that of the Open Event Data Alliance: a name in capitals, `+` before its synonyms, codes in brackets, with
days as YYMMDD or YYYYMMDD. A code is a country and its part: `[CHNGOV >20121115]` is China's government since that day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CODE = re.compile(r"\[([A-Z]{3})([A-Z]{0,12})(?:\s+([<>]?)\s*(\d{6,8})(?:\s*-\s*(\d{6,8}))?)?\s*\]")
_NAME = re.compile(r"^\+?([^\[\t#]+)")
_PARTICLE = re.compile(r"\b(Al|El|Bin|Bint|Ibn|De|Del|Da|Dos|Van|Von|Der|Ul|Of|And|The|Du|La|Le|E)\b(?!')")
# CAMEO's codes for what PLOVER calls otherwise.
_SECTORS = {"MED": "JRN", "HLH": "MED", "PTY": "PTY", "OPP": "OPP", "UAF": "UAF"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What a name stands for: a country, a sector where it is a part, and when."""

    country: str
    sector: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The spellings of one actor and its codes."""

    names: tuple[str, ...]
    codes: tuple[Code, ...]


def entries(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of a dictionary; lines that are no entry are passed over.

    >>> entry, = entries(["RUDOLF_RASSENDYLL_", "+KING_RUDOLF", "\\t[RURGOV >20121115]"])
    >>> entry.names, entry.codes[0].country, entry.codes[0].since
    (('Rudolf Rassendyll', 'King Rudolf'), 'RUR', datetime.date(2012, 11, 15))
    """
    names: list[str] = []
    codes: list[Code] = []
    for line in lines:
        told = line.partition("#")[0].rstrip()
        found = _NAME.match(told)
        is_new = found is not None and not told.startswith("+")
        if is_new and names:
            yield Entry(names=tuple(names), codes=tuple(codes))
            names, codes = [], []
        if found and found.group(1).strip(" _"):
            names.append(as_written(found.group(1)))
        codes.extend(_codes(told))
    if names:
        yield Entry(names=tuple(names), codes=tuple(codes))


def as_written(name: str) -> str:
    """A dictionary's name as texts write it.

    >>> as_written("NURI_AL-MALIKI_")
    'Nuri al-Maliki'
    """
    words = " ".join(name.replace("_", " ").split()).title().replace("'S", "'s")
    return words[:1] + _PARTICLE.sub(lambda match: match.group().lower(), words)[1:]


def _codes(line: str) -> Iterator[Code]:
    for country, part, sign, first, second in _CODE.findall(line):
        since, until = _day(first), _day(second)
        if sign == "<":
            since, until = None, since
        if since and until and until <= since:
            continue
        sector = part[:3]
        yield Code(country=country, sector=_SECTORS.get(sector, sector), since=since, until=until)


def _day(written: str) -> date | None:
    if len(written) == 6:
        written = ("19" if int(written[:2]) > 30 else "20") + written
    if len(written) != 8:
        return None
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError:
        return None
