"""Events enter; the lines that PETRARCH writes leave: day, source, target, code, issues, ids, address and outlet.

A line stands for one document's telling of an act, and its day is that document's day, as PETRARCH's story date is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.show.exports import Given, Made
from foedus.show.exports.coded_events import coded_events
from foedus.show.exports.happened import NO_DAY
from foedus.show.exports.writing import tab_lines

if TYPE_CHECKING:
    from foedus.records import Claim
    from foedus.show.exports.coded_events import EventRow


def made(given: Given) -> Made:
    """The lines by day, source, target and code; the ids are those of claims."""
    rows, left_out = coded_events(given.views)
    lines: list[tuple[str, ...]] = []
    for row in rows:
        told = _by_document(row)
        lines += [_line(row, document, claims, given) for document, claims in told.items()]
        if not any(given.views.material.document[each].published_on for each in told):
            left_out[NO_DAY] += 1
    lines = sorted(each for each in lines if each[0])
    return Made(content=tab_lines(lines), count=len(lines), left_out=left_out)


def _by_document(row: EventRow) -> dict[str, list[Claim]]:
    held: dict[str, list[Claim]] = {}
    for each in row.event.claims:
        held.setdefault(each.document, []).append(each)
    return held


def _line(row: EventRow, document: str, claims: list[Claim], given: Given) -> tuple[str, ...]:
    told = given.views.material.document[document]
    day = f"{told.published_on:%Y%m%d}" if told.published_on else ""
    ids = ";".join(each.id for each in claims)
    outlet = given.views.material.outlet_of.get(document, "NULL")
    return (day, row.source.code, row.target.code, row.code, "", ids, told.url or "", outlet)
