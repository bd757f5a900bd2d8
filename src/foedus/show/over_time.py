"""A relation over time as people and programs read it: lines of a small chart, rows of claims, and one JSON object.

A `Series` of the dossier enters; words leave. Bars run from one middle line, conflict to the left, cooperation to the
right, so that they show without colour.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from foedus.assess import Asked, By, Dating, timeline_svg
from foedus.show.handles import UNDATED, WIDE, of_series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from foedus.assess import Coded, Point, Series
    from foedus.dossier import Dossier
    from foedus.show.handles import Handle
    from foedus.show.views import Views

_CONFLICT, _COOPERATION, _MIDDLE, _UNTOLD = "▒", "█", "│", "┆"
WIDEST = 24  # signs of the longest bar
LONGEST = 60  # periods that a chart in the terminal or a table on a page shows; of more, years are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One period of the chart."""

    period: str
    read: int
    acts: str
    cooperative: int
    conflictive: int
    conflict: str
    cooperation: str
    middle: str
    says: str
    changes: str = ""  # what changed before this period
    coded: int = 0  # events of other coders, which are in none of the rest
    why: str = ""  # the handle that opens the period


def chart(
    series: Series, *, room: int = WIDEST, coded: Mapping[date | None, Coded] = MappingProxyType({})
) -> tuple[Line, ...]:
    """The lines of the chart, periods that are empty and unread left out; bars have at most `room` signs."""
    told = [each for each in series.points if each.acts.claims or not each.is_unread or each.since in coded]
    most = max((max(_sides(each)) for each in told), default=0)
    changes = {each.at: each for each in series.changes}
    own = of_series(series)
    lines = []
    for each in told:
        cooperation, conflict = _sides(each)
        change = changes.get(each.since)
        lines.append(
            Line(
                period=period_name(each.since, series.by),
                read=each.documents,
                acts=bounds(each),
                cooperative=cooperation,
                conflictive=conflict,
                conflict=_CONFLICT * _length(conflict, most, room),
                cooperation=_COOPERATION * _length(cooperation, most, room),
                middle=_UNTOLD if each.is_unread else _MIDDLE,
                says=_says(each),
                changes=""
                if change is None
                else f"acts for 100 documents: cooperation {change.before.cooperation:g} → "
                f"{change.after.cooperation:g}, conflict {change.before.conflict:g} → {change.after.conflict:g}",
                coded=coded[each.since].events if each.since in coded else 0,
                why=str(own.at(period_name(each.since, series.by))),
            )
        )
    return tuple(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTime:
    """A relation over time as a page shows it."""

    says: str
    by: str
    picture: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    why: str = ""  # the handle that opens the whole


def over_time(dossier: Dossier, seen: Views, dyad: tuple[str, str]) -> OverTime:
    """The relation by month, or by year where that tells more."""
    found = fitting(lambda asked: dossier.series(*dyad, asked, material=seen.material))
    return told_over_time(found, (seen.actor(dyad[0]), seen.actor(dyad[1])))


def fitting(series: Callable[[Asked], Series]) -> Series:
    """By month, or by year where the time is too long for months or most is told of no one month."""
    found = series(Asked())
    in_years = sum(each.acts.high for each in found.year_only)
    if len(chart(found)) > LONGEST or in_years > sum(each.acts.high for each in found.points):
        found = series(Asked(by=By.YEAR))
    return found


def told_over_time(found: Series, names: tuple[str, str], *, is_styled: bool = True) -> OverTime:
    """The series as a page shows it, with the names of the two; a picture without style has the page's own."""
    has_acts = any(each.acts.claims for each in found.points)
    return OverTime(
        says=header(found, *names),
        by=found.by.value,
        picture=timeline_svg(found, *names, is_styled=is_styled) if has_acts else "",
        lines=chart(found) if has_acts else (),
        notes=tuple(footnotes(found)),
        why=str(of_series(found)),
    )


def _sides(point: Point) -> tuple[int, int]:
    counts = [each.high for each in point.quads.values()]
    return counts[0] + counts[1], counts[2] + counts[3]


def _length(number: int, most: int, room: int) -> int:
    """How many signs a bar has; whatever is told has one."""
    return max(1, round(number / most * room)) if number else 0


def period_name(start: date, by: By) -> str:
    """The period as people write it.

    >>> from datetime import date
    >>> period_name(date(2024, 3, 1), By.MONTH), period_name(date(2024, 1, 1), By.YEAR)
    ('2024-03', '2024')
    """
    return f"{start:%Y-%m}" if by is By.MONTH else f"{start:%Y}"


def bounds(point: Point) -> str:
    """How many acts, once for each root: by named roots to all."""
    return f"{point.acts.low}" if point.acts.low == point.acts.high else f"{point.acts.low} to {point.acts.high}"


def _says(point: Point) -> str:
    if point.is_silent:
        return "silent: what was read tells no act"
    told = [] if point.mean is None else [f"{point.mean:+.1f}"]
    if point.is_unread:
        told.append("nothing of it was read, told by later documents")
    if point.denied:
        told.append(f"{point.denied} denied")
    return ", ".join(told)


def header(series: Series, first: str, second: str) -> str:
    """What the chart shows, in one sentence."""
    who = f"What {first} did towards {second}" if series.directed else f"{first} and {second}"
    dated = "of the event" if series.dating is Dating.EVENT else "of publication, not of the event"
    return f"{who}, by {series.by.value} {dated}: acts told as done, once for each root (named roots to all)."


def footnotes(series: Series, coded: Mapping[date | None, Coded] = MappingProxyType({})) -> Iterator[str]:
    """What is counted apart, what was read, and whose the scale is."""
    if coded:
        events = sum(each.events for each in coded.values())
        placed = {each.since for each in series.points}
        elsewhere = sum(each.events for place, each in coded.items() if place not in placed)
        yield (
            f"Beside them {events} events of other coders, without words and added to nothing"
            f"{f'; {elsewhere} of them lie outside of what was read and told' if elsewhere else ''}."
        )
    if series.year_only:
        years = ", ".join(f"{each.since.year} ({bounds(each)})" for each in series.year_only)
        yield f"Told of a year and of no month in it: {years}."
    for count, what in ((series.wide, "of a time wider than that"), (series.undated, "without a date")):
        if count.claims:
            told = f"{count.low}" if count.low == count.high else f"{count.low} to {count.high}"
            claims = "1 claim" if count.claims == 1 else f"{count.claims} claims"
            yield f"Told {what}, and placed nowhere: {told} ({claims})."
    undated = f", {series.undated_documents} of them without a date" if series.undated_documents else ""
    yield f"Read: {series.documents} documents{undated}. Nothing told is never taken for nothing done."
    yield f"Mean value of an act from -10 to 10: {series.scale}."


def series_row(series: Series, coded: Mapping[date | None, Coded]) -> dict[str, Any]:
    """The series as programs take it."""
    own = of_series(series)
    return {
        "why": str(own),
        "first": series.first,
        "second": series.second,
        "directed": series.directed,
        "by": series.by,
        "dated": series.dating,
        "scale": series.scale,
        "citation": series.citation,
        "documents": series.documents,
        "undated_documents": series.undated_documents,
        "points": [{**_point_row(each, series.by, own), "coded": coded.get(each.since)} for each in series.points],
        "coded_elsewhere": [
            {"period": period_name(place, series.by) if place else None, "coded": coded[place]}
            for place in sorted(coded.keys() - {each.since for each in series.points}, key=str)
        ],
        "year_only": [_point_row(each, By.YEAR, own) for each in series.year_only],
        "wide": {"why": str(own.at(WIDE)), **asdict(series.wide)},
        "undated": {"why": str(own.at(UNDATED)), **asdict(series.undated)},
        "total": series.total,
        "changes": series.changes,
    }


def _point_row(point: Point, by: By, own: Handle) -> dict[str, Any]:
    return {
        "why": str(own.at(period_name(point.since, by))),
        "period": period_name(point.since, by),
        "documents": point.documents,
        "silent": point.is_silent,
        "unread": point.is_unread,
        "acts": point.acts,
        "quads": point.quads,
        "modes": point.modes,
        "cooperation": point.cooperation,
        "conflict": point.conflict,
        "mean": point.mean,
        "denied": point.denied,
        "unweighed": point.unweighed,
        "claims": point.claims,
    }
