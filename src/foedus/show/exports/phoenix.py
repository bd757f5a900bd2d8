"""Events enter; the 26 columns that the Phoenix pipeline writes leave, without a heading, as it has none.

The day is the earliest telling's, as it is in Phoenix; places, which Foedus does not tell of an event, are empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.show.exports import Given, Made
from foedus.show.exports.cameo import Coded, goldstein, quad_class
from foedus.show.exports.coded_events import coded_events
from foedus.show.exports.happened import NO_DAY, published
from foedus.show.exports.writing import tab_lines

if TYPE_CHECKING:
    from datetime import date

    from foedus.show.exports.coded_events import EventRow

COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day",
    "SourceActorFull", "SourceActorEntity", "SourceActorRole", "SourceActorAttribute",
    "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues",
    "ActionLat", "ActionLong", "LocationName", "GeoStateName", "GeoCountryName",
    "SentenceID", "URLs", "NewsSources",
)  # fmt: skip
_ROLES = frozenset(["GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL"])


def made(given: Given) -> Made:
    """One line for each pair of an event, by day and id; before a hyphen, EventID is the proposition's id."""
    rows, left_out = coded_events(given.views)
    dated = [(published(each.event, given.views), each) for each in rows]
    left_out[NO_DAY] += sum(day is None for day, _ in dated)
    lines = sorted(_line(day, each, given) for day, each in dated if day is not None)
    lines.sort(key=lambda each: (each[1], each[0]))
    return Made(content=tab_lines(lines), count=len(lines), left_out=+left_out)


def _line(day: date, row: EventRow, given: Given) -> tuple[str, ...]:
    material = given.views.material
    documents = [material.document[each.document] for each in row.event.claims]
    return (
        f"{row.event.proposition.id}-{row.number}",
        *(f"{day:%Y%m%d}", f"{day:%Y}", f"{day:%m}", f"{day:%d}"),
        *_actor(row.source),
        *_actor(row.target),
        *(row.code, row.code[:2], str(_quad(row.code)), goldstein(row.code)),
        *[""] * 6,
        ";".join(each.id for each in row.event.claims),
        ";".join(dict.fromkeys(each.url for each in documents if each.url)),
        ";".join(sorted({material.outlet_of[each.id] for each in documents if each.id in material.outlet_of})),
    )


def _actor(actor: Coded) -> tuple[str, str, str, str]:
    """An actor's four columns: the whole code, country or kind of organisation, role, and what is neither."""
    if not actor.country:
        return actor.code, actor.code, "", ""
    is_role = actor.sector in _ROLES
    return actor.code, actor.country, actor.sector if is_role else "", "" if is_role else actor.sector


def _quad(code: str) -> int:
    """Phoenix counts CAMEO's root 16, reduced relations, as verbal conflict."""
    return 3 if code.startswith("16") else quad_class(code)
