"""Events enter; one row for each pair of actors that CAMEO has codes for leaves, and what was left out grows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.show.exports.cameo import Coded, coded, event_code
from foedus.show.exports.happened import NO_CODE, NO_RECIPIENT, Happened, days, happened, pairs

if TYPE_CHECKING:
    from collections import Counter

    from foedus.show.views import Views

MOST = 256  # pairs of one event that have a number of their own


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """One actor's act towards another in CAMEO's codes."""

    event: Happened
    number: int  # of the pair among the event's pairs, from 0
    source: Coded
    target: Coded
    code: str


def coded_events(views: Views) -> tuple[list[EventRow], Counter[str]]:
    """The events in the order of their ids and pairs, and what was left out, by reason."""
    found, left_out = happened(views)
    rows: list[EventRow] = []
    for event in found:
        both = pairs(event, views)[:MOST]
        if not both:
            left_out[NO_RECIPIENT] += 1
            continue
        first_day, _ = days(event.proposition)
        made = [
            EventRow(event=event, number=number, source=source, target=target, code=event_code(event.kind))
            for number, (one, other) in enumerate(both)
            if (source := coded(one, views, first_day)) and (target := coded(other, views, first_day))
        ]
        if not made:
            left_out[NO_CODE] += 1
        rows += made
    return rows, left_out
