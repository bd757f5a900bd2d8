"""A relation over time: the picture, its figures by class raw and once for each root, the claims behind a period."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from foedus.assess import QUADS, SCALES, Asked, By, Coded, Dating, series
from foedus.errors import UnknownActor
from foedus.records import Document
from foedus.show.handles import of_series
from foedus.show.over_time import OverTime, bounds, chart, fitting, period_name, told_over_time
from foedus.show.server import coded
from foedus.show.server.page import BadRequest, Page, Parameter
from foedus.show.server.telling import Line, Named, lines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from foedus.assess import Point, Series
    from foedus.material import Material
    from foedus.show.server.index import Index
    from foedus.show.server.page import Asked as OfPage

MOST_LISTED = 300  # claims of one period
_DIRECTIONS = ("both", "forth", "back")
_DYAD_PARTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One class of acts in one period: every claim, and once for each root by named roots and by all."""

    name: str
    claims: int
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One period in figures."""

    period: str
    read: int
    acts: str
    claims: int
    quads: tuple[Counted, ...]
    says: str
    changes: str
    coded: Coded | None  # events of other coders, added to nothing
    why: str  # the handle that opens it


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """A relation over time, and the claims of the period that was opened."""

    dyad: str
    first: Named
    second: Named
    over_time: OverTime
    rows: tuple[Row, ...]
    at: str
    claims: tuple[Line, ...]
    more: int  # claims of that period that are not listed
    coded: int  # events of other coders between the two
    coded_elsewhere: int  # of them, those in no period of the table


def through(asked: OfPage) -> Through:
    """The page of one relation over time.

    Raises:
        UnknownActor: one of the two is nobody.
        BadRequest: the period that was asked for is none of the series.
    """
    index = asked.index
    first, second = states(index, asked.parts["dyad"])
    names = (index.names.actor(first), index.names.actor(second))
    found = _found(asked, first, second)
    told = told_over_time(found, names, is_styled=False)
    at = asked.text("at")
    behind = {period_name(each.since, by): each.claims for each, by in _points(found)}
    if at and at not in behind:
        raise BadRequest("period", at, "one of the table, as " + next(iter(behind), "2024"))
    claims = behind.get(at, ())
    beside = coded.over_time(index, found)
    rows = _rows(found, beside)
    return Through(
        dyad=f"{first}-{second}",
        first=Named(id=first, name=names[0]),
        second=Named(id=second, name=names[1]),
        over_time=told,
        rows=rows,
        at=at,
        claims=lines(index, claims[:MOST_LISTED]),
        more=max(0, len(claims) - MOST_LISTED),
        coded=sum(each.events for each in beside.values()),
        coded_elsewhere=sum(each.events for each in beside.values())
        - sum(each.coded.events for each in rows if each.coded),
    )


def states(index: Index, dyad: str) -> tuple[str, str]:
    """The codes of the two states of a relation, in alphabetical order.

    Raises:
        UnknownActor: one of the two is nobody, or both are one.
    """
    parts = index.halves(dyad)
    if len(parts) != _DYAD_PARTS:
        raise UnknownActor(dyad)
    first, second = sorted(_state(index, each) for each in parts)
    return first, second


def _state(index: Index, wanted: str) -> str:
    """The code of a state that the dossier or Foedus knows."""
    for code in (wanted.upper(), wanted):
        if index.one("SELECT count(*) FROM nations WHERE country = ?", code):
            return code
    return index.names.state(wanted)


def shown(index: Index, first: str, second: str) -> OverTime:
    """The relation over time as its own page shows it beside other things."""
    found = fitting(lambda asked: series_of(index, first, second, asked))
    return told_over_time(found, (index.names.actor(first), index.names.actor(second)), is_styled=False)


def _found(asked: OfPage, first: str, second: str) -> Series:
    """The series as it was asked for; where no period was asked for, by month or by year as fits."""
    direction = asked.text("direction")
    dyad = (second, first) if direction == "back" else (first, second)

    def made(by: Asked) -> Series:
        wanted = Asked(
            by=by.by,
            dating=Dating(asked.text("dated") or Dating.EVENT),
            directed=direction in {"forth", "back"},
            scale=asked.text("scale") or SCALES[0],
        )
        return series_of(asked.index, *dyad, wanted)

    return made(Asked(by=By(asked.text("by")))) if asked.text("by") else fitting(made)


def series_of(index: Index, first: str, second: str, asked: Asked) -> Series:
    """The series of this instant, worked out once."""
    key = ("series", first, second, asked)
    if key not in index.kept:
        index.keep(key, series(told_of_both(index, first, second), (first, second), index.read, asked))
    found: Series = index.kept[key]
    return found


def told_of_both(index: Index, first: str, second: str) -> Material:
    """What is told of both, for them and against, with the day of every document, and no more of it than assesses it.

    The last that was asked for is at hand: a relation is told by month and by year and on its ladder at once.
    """
    key, pair = "told of both", tuple(sorted((first, second)))
    held: tuple[tuple[str, ...], Material] | None = index.kept.get(key)
    if held is None or held[0] != pair:
        both = index.ids(_OF_BOTH, *pair)
        claims = index.ids(_STANDING, both) if both else []
        held = (pair, replace(index.tellings(claims, both), documents=_papers(index)))
        index.keep(key, held)
    return held[1]


def _papers(index: Index) -> tuple[Document, ...]:
    """Every document that counts, without its text: only its day is asked for."""
    if "days" not in index.kept:
        rows = index.rows("SELECT id, published_on FROM papers WHERE NOT superseded ORDER BY id")
        index.keep("days", tuple(Document(id=each["id"], text="", published_on=each["published_on"]) for each in rows))
    found: tuple[Document, ...] = index.kept["days"]
    return found


_OF_BOTH = """
SELECT a.proposition FROM concerns AS a JOIN concerns AS b USING (proposition)
WHERE a.country = ? AND b.country = ? ORDER BY a.proposition"""
_STANDING = "SELECT DISTINCT claim FROM stands WHERE proposition IN (SELECT unnest(?)) ORDER BY claim"


def _points(found: Series) -> list[tuple[Point, By]]:
    return [*((each, found.by) for each in found.points), *((each, By.YEAR) for each in found.year_only)]


def _rows(found: Series, beside: Mapping[date | None, Coded]) -> tuple[Row, ...]:
    """The periods of the chart, and what is told of a year and of no month in it."""
    told, own = {each.period: each for each in chart(found)}, of_series(found)
    rows = []
    for point, by in _points(found):
        period = period_name(point.since, by)
        line = told.get(period)
        others = beside.get(point.since) if by is found.by else None
        if line is None and not point.acts.claims and others is None:
            continue
        rows.append(
            Row(
                period=period,
                read=point.documents,
                acts=bounds(point),
                claims=point.acts.claims,
                quads=tuple(
                    Counted(name=name, claims=each.claims, low=each.low, high=each.high)
                    for name, each in point.quads.items()
                ),
                says=line.says
                if line is not None
                else ("of no one month" if by is not found.by else "nothing read, nothing told"),
                changes=line.changes if line is not None else "",
                coded=others,
                why=str(own.at(period)),
            )
        )
    known = {point.since for point in found.points}
    rows += [_coded_alone(place, found, others) for place, others in beside.items() if place and place not in known]
    return tuple(sorted(rows, key=lambda each: each.period))


def _coded_alone(place: date, found: Series, others: Coded) -> Row:
    """A period in which other coders have events, and nothing was read or told."""
    return Row(
        period=period_name(place, found.by), read=0, acts="0", claims=0,
        quads=tuple(Counted(name=name, claims=0, low=0, high=0) for name in QUADS),
        says="nothing read, nothing told", changes="", coded=others,
        why=str(of_series(found)),
    )  # fmt: skip


PAGES = (
    Page(
        path="/relations/{dyad}/over-time",
        title="Over time",
        template="over_time.html",
        says="What two states are told to have done, period by period, with the claims behind a period.",
        answer=Through,
        make=through,
        parameters=(
            Parameter(name="by", says="How long a period is.", choices=tuple(each.value for each in By)),
            Parameter(name="dated", says="Which day counts.", choices=tuple(each.value for each in Dating)),
            Parameter(name="direction", says="Whose acts: of both, of the first towards the second, or back.",
                      choices=_DIRECTIONS),
            Parameter(name="scale", says="What weighs an act.", choices=SCALES),
            Parameter(name="at", says="The period whose claims are listed."),
        ),
    ),
)  # fmt: skip
