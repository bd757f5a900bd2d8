"""PLOVER's JSON Lines enter; what each record tells leaves, or why it tells nothing.

The names of the fields are those of the PLOVER manual. The texts that a record may carry are not taken: without the
document that they stand in they could be held against nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from foedus.gather.decoding import decode
from foedus.gather.drafts import Trouble
from foedus.gather.limits import ROW_BYTES, mebibytes
from foedus.gather.told import NoEvent, Side, Told
from foedus.values import Cell, Period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from foedus.knowledge.language import Language

FORM = "PLOVER"
_LONGEST_CELL = 300  # characters of a field that is kept as it stands


def is_plover(head: bytes) -> bool:
    """Whether the first line can be a record."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read_plover(stream: BinaryIO, language: Language) -> Iterator[Told | NoEvent | Trouble]:
    """What each line tells, in order; a bad line costs only itself."""
    number = 0
    while line := stream.readline(ROW_BYTES):
        number += 1
        if len(line) == ROW_BYTES and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(ROW_BYTES)
            yield Trouble(code="too-large", says=f"Row {number} is longer than {mebibytes(ROW_BYTES)}: leave it out.")
        elif line.strip():
            yield _record(line, number, language)


def _record(line: bytes, number: int, language: Language) -> Told | NoEvent | Trouble:
    text, _ = decode(line)
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return Trouble(code="bad-row", says=f"Row {number} is not valid JSON: save it again, one object in each line.")
    if not isinstance(row, Mapping):
        return Trouble(code="bad-row", says=f"Row {number} is no object with PLOVER's fields: leave it out.")
    if row.get("has_event") is False:
        return NoEvent(row=number)
    types = _words(row.get("event"))
    if not types or types[0].upper() not in language.kinds:
        what = f"the event “{types[0][:40]}”" if types else "no event"
        return Trouble(
            code="bad-row", says=f"Row {number} has {what}; it needs one of PLOVER’s types, such as CONSULT."
        )
    try:
        when = _when(row)
    except ValueError as error:
        return Trouble(code="bad-row", says=f"Row {number} has the day “{str(error)[:40]}”, which no calendar has.")
    return _told(row, number, of_type=types[0].upper(), when=when, language=language)


def _told(row: Mapping[str, Any], number: int, *, of_type: str, when: Period | None, language: Language) -> Told:
    modes = _words(row.get("mode"))
    cited = row.get("cite_info")
    url = cited.get("url") if isinstance(cited, Mapping) else None
    return Told(
        row=number,
        form=FORM,
        number=str(row.get("id") or number),
        code=" ".join((of_type, *modes[:1])),
        kind=_kind(row, of_type, modes, language),
        first=_sides(row.get("source")),
        second=_sides(row.get("recipient")),
        when=when,
        url=url if isinstance(url, str) and url.startswith(("http://", "https://")) else None,
        cells=_cells(row, cited if isinstance(cited, Mapping) else {}),
    )


def _kind(row: Mapping[str, Any], of_type: str, modes: list[str], language: Language) -> str:
    """The kind that our own export names, else PLOVER's type with its mode, else the type."""
    ours = row.get("foedus")
    named = str(ours.get("kind")) if isinstance(ours, Mapping) else ""
    mode = modes[0].lower().replace(" ", "-").replace("_", "-") if modes else ""
    choices = (named, f"{of_type}.{mode}")
    return next((each for each in choices if each in language.kinds), of_type)


def _when(row: Mapping[str, Any]) -> Period | None:
    """From the day to the day of its end, which is its last.

    Raises:
        ValueError: no calendar has one of the two.
    """
    first = row.get("date")
    if first is None or first == "":
        return None
    since, last = _day(first), _day(row.get("enddate") or first)
    if last < since:
        raise ValueError(row.get("enddate"))
    return Period(since=since, until=last + timedelta(days=1), written=str(first))


def _day(told: object) -> date:
    digits = str(told)[:10].replace("-", "")
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        raise ValueError(told)
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise ValueError(told) from None


def _sides(told: object) -> tuple[Side, ...]:
    """The actors of one side: objects with a code and a sector, or bare codes."""
    found = []
    for each in told if isinstance(told, list) else [told]:
        if isinstance(each, Mapping):
            code, sector = str(each.get("code") or ""), str(each.get("sector") or "")
            own = str(each.get("identifier_id") or "")
            found.append(
                Side(written=code or own or str(each.get("actor_text") or ""), country=code[:3], sector=sector, own=own)
            )
        elif isinstance(each, str) and each:
            found.append(Side(written=each, country=each[:3], sector=each[3:6]))
    return tuple(each for each in found if each.written)


def _words(told: object) -> list[str]:
    return [str(each) for each in (told if isinstance(told, list) else [told]) if each]


def _cells(row: Mapping[str, Any], cited: Mapping[str, Any]) -> tuple[Cell, ...]:
    """What else a reader wants to see of the record, none of it a text."""
    told = {
        "source": "; ".join(each.written for each in _sides(row.get("source"))),
        "recipient": "; ".join(each.written for each in _sides(row.get("recipient"))),
        "event": "; ".join(_words(row.get("event"))),
        "mode": "; ".join(_words(row.get("mode"))),
        "event_scale": row.get("event_scale"),
        "coder": row.get("coder"),
        "publication": cited.get("publication"),
        "title": cited.get("title"),
    }
    plain = {name: str(value)[:_LONGEST_CELL] for name, value in told.items() if isinstance(value, str | int | float)}
    return tuple(Cell(column=name, value=value) for name, value in plain.items() if value)
