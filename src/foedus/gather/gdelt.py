"""GDELT 2.0's event table enters, 61 columns without a heading; what each row tells leaves, or why it tells nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from foedus.gather.decoding import decode
from foedus.gather.drafts import Trouble
from foedus.gather.told import Side, Told
from foedus.knowledge.cameo import ROOTS, kind_of_code
from foedus.values import Cell, Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from foedus.knowledge.language import Language

FORM = "GDELT 2.0"
_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
          "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
_PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENTS = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor{number}{name}" for number in (1, 2) for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in _PLACE),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
_OF_1_0 = 58  # columns of the table of GDELT 1.0
_SHOWN = ("Actor1Code", "Actor1Name", "Actor2Code", "Actor2Name", "EventCode", "QuadClass", "GoldsteinScale",
          "NumMentions", "NumSources", "NumArticles", "ActionGeo_FullName", "DATEADDED")  # fmt: skip


def is_gdelt(head: bytes) -> bool:
    """Whether the first line can be a row of the table: as many columns, a number first."""
    first = head.split(b"\n", 1)[0]
    return first.count(b"\t") in {len(EVENTS) - 1, _OF_1_0 - 1} and first.split(b"\t", 1)[0].strip().isdigit()


def read_gdelt(stream: BinaryIO, language: Language) -> Iterator[Told | Trouble]:
    """What each row tells, in order; a bad row costs only itself."""
    for number, line in enumerate(stream, start=1):
        if line.strip():
            text, _ = decode(line.rstrip(b"\r\n"))
            yield _row(text, number, language)


def _row(line: str, number: int, language: Language) -> Told | Trouble:
    cells = line.split("\t")
    if len(cells) != len(EVENTS):
        is_older = " as GDELT 1.0 has, which is not read" if len(cells) == _OF_1_0 else ""
        says = (
            f"Row {number} has {len(cells)} columns{is_older}; an event of GDELT 2.0 has {len(EVENTS)}: fetch it again."
        )
        return Trouble(code="bad-row", says=says)
    row = {name: cell.strip() for name, cell in zip(EVENTS, cells, strict=True)}
    code = _code(row)
    if not row["GlobalEventID"].isdigit() or code is None:
        what = (
            f"EventCode “{row['EventCode'][:20]}”" if code is None else f"GlobalEventID “{row['GlobalEventID'][:20]}”"
        )
        return Trouble(code="bad-row", says=f"Row {number} has {what}, which is none of the codebook: fetch it again.")
    try:
        when = _when(row)
    except ValueError:
        says = (
            f"Row {number} has the day “{(row['Day'] or row['MonthYear'] or row['Year'])[:20]}”, which no calendar has."
        )
        return Trouble(code="bad-row", says=says)
    url = row["SOURCEURL"]
    return Told(
        row=number,
        form=FORM,
        number=row["GlobalEventID"],
        code=code,
        kind=kind_of_code(code, language),
        first=_side(row, "Actor1"),
        second=_side(row, "Actor2"),
        when=when,
        url=url if url.startswith(("http://", "https://")) else None,
        cells=tuple(Cell(column=name, value=row[name]) for name in _SHOWN if row[name]),
    )


def _code(row: Mapping[str, str]) -> str | None:
    """The code of CAMEO; a program that takes it for a number has lost the nought before it, and the root tells so."""
    code, root = row["EventCode"], row["EventRootCode"]
    if root.isdigit() and code.isdigit() and not code.startswith(root.zfill(2)):
        code = f"0{code}"
    is_one = code.isascii() and code.isdigit() and 2 <= len(code) <= 4 and 1 <= int(code[:2]) <= ROOTS
    return code if is_one else None


def _when(row: Mapping[str, str]) -> Period | None:
    """The day, else the month, else the year.

    Raises:
        ValueError: no calendar has it.
    """
    for name, digits in (("Day", 8), ("MonthYear", 6), ("Year", 4)):
        told = row[name]
        if told:
            if len(told) != digits or not (told.isascii() and told.isdigit()):
                raise ValueError(told)
            since = date(int(told[:4]), int(told[4:6] or 1), int(told[6:] or 1))
            return Period(since=since, until=_after(since, digits), written=told)
    return None


def _after(since: date, digits: int) -> date:
    """The day after the last of a period that is told with so many digits."""
    if digits == 8:
        return since + timedelta(days=1)
    if digits == 6:
        return date(since.year + since.month // 12, since.month % 12 + 1, 1)
    return date(since.year + 1, 1, 1)


def _side(row: Mapping[str, str], which: str) -> tuple[Side, ...]:
    """The actor of one side; a code of a country that stands in front of the whole code alone is taken too."""
    code, country = row[f"{which}Code"], row[f"{which}CountryCode"]
    if not code and not country:
        return ()
    return (Side(written=code or country, country=country or code[:3], sector=row[f"{which}Type1Code"]),)
