"""Stretches of the calendar: years, quarters, weeks, parts of a decade; days enter, half-open stretches leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days from `since` up to, but not including, `until`, with their TIMEX3 value and the unit they make up."""

    since: date
    until: date
    timex: str
    unit: str


def year(number: int) -> Stretch | None:
    """The calendar year."""
    if not MINYEAR <= number < MAXYEAR:
        return None
    return Stretch(since=date(number, 1, 1), until=date(number + 1, 1, 1), timex=f"{number:04d}", unit="year")


def month(number: int, of: int) -> Stretch | None:
    """The month of a year; numbers past twelve run into the next year."""
    running = of * 12 + number - 1
    begun, ended = _first(running), _first(running + 1)
    if begun is None or ended is None:
        return None
    return Stretch(since=begun, until=ended, timex=f"{begun.year:04d}-{begun.month:02d}", unit="month")


def day(number: date) -> Stretch | None:
    """The single day."""
    after = moved(number, by=1, unit="day")
    return Stretch(since=number, until=after, timex=number.isoformat(), unit="day") if after else None


def day_of(number: int, *, month: int, year: int) -> Stretch | None:
    """The day of a month, or None where the calendar has no such day."""
    try:
        return day(date(year, month, number))
    except ValueError:
        return None


def week(holding: date) -> Stretch | None:
    """The week, Monday to Sunday, that holds the day."""
    monday = moved(holding, by=-holding.weekday(), unit="day")
    ended = moved(monday, by=7, unit="day") if monday else None
    if monday is None or ended is None:
        return None
    iso = monday.isocalendar()
    return Stretch(since=monday, until=ended, timex=f"{iso.year:04d}-W{iso.week:02d}", unit="week")


def quarter(number: int, of: int) -> Stretch | None:
    """The quarter of a year, 1 to 4; others run into the years beside it."""
    of, number = of + (number - 1) // 4, (number - 1) % 4 + 1
    return _months(first=3 * number - 2, count=3, year=of, timex=f"{of:04d}-Q{number}", unit="quarter")


def half(number: int, of: int) -> Stretch | None:
    """The first or second half of a year."""
    return _months(first=6 * number - 5, count=6, year=of, timex=f"{of:04d}-H{number}", unit="half")


#: Month in which each season of the northern year begins; winter runs into the next year.
SEASONS = {"spring": (3, "SP"), "summer": (6, "SU"), "autumn": (9, "FA"), "fall": (9, "FA"), "winter": (12, "WI")}


def season(name: str, of: int) -> Stretch | None:
    """The season of the northern year, three whole months."""
    first, code = SEASONS[name]
    return _months(first=first, count=3, year=of, timex=f"{of:04d}-{code}", unit="season")


def decade(number: int) -> Stretch | None:
    """The ten years that begin with this one."""
    return _years(first=number, count=10, timex=f"{number // 10:03d}", unit="decade")


def century(ordinal: int) -> Stretch | None:
    """The hundred years so counted: the 19th are 1800 to 1899, as newspapers count."""
    return _years(first=(ordinal - 1) * 100, count=100, timex=f"{ordinal - 1:02d}", unit="century")


def unit_of(unit: str, holding: date) -> Stretch | None:
    """The day, week, month, quarter, year, decade or century that holds the day."""
    makers: dict[str, Callable[[], Stretch | None]] = {
        "day": lambda: day(holding),
        "night": lambda: day(holding),
        "week": lambda: week(holding),
        "weekend": lambda: weekend(holding),
        "month": lambda: month(holding.month, holding.year),
        "quarter": lambda: quarter((holding.month + 2) // 3, holding.year),
        "year": lambda: year(holding.year),
        "decade": lambda: decade(holding.year // 10 * 10),
        "century": lambda: century(holding.year // 100 + 1),
    }
    return makers[unit]() if unit in makers else None


def weekend(holding: date) -> Stretch | None:
    """Saturday and Sunday of the week that holds the day."""
    whole = week(holding)
    saturday = moved(whole.since, by=5, unit="day") if whole else None
    if whole is None or saturday is None:
        return None
    return Stretch(since=saturday, until=whole.until, timex=f"{whole.timex}-WE", unit="weekend")


_DAYS = {"day": 1, "night": 1, "weekend": 7, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200, "centurie": 1200}


def moved(start: date, *, by: float, unit: str) -> date | None:
    """The day so many units away, on the last day of the month where that month is shorter; None off the calendar."""
    try:
        if unit in _DAYS:
            return start + timedelta(days=round(by * _DAYS[unit]))
        if unit not in _MONTHS:
            return start
        running = start.year * 12 + start.month - 1 + round(by * _MONTHS[unit])
        first, after = _first(running), _first(running + 1)
        if first is None or after is None:
            return None
        return min(first + timedelta(days=start.day - 1), after - timedelta(days=1))
    except OverflowError:
        return None


_THIRDS = {"early": (0, 1), "beginning": (0, 1), "start": (0, 1), "turn": (0, 1), "mid": (1, 2), "middle": (1, 2)}
_LATE = {"late": (2, 3), "end": (2, 3), "close": (2, 3), "later": (2, 3)}
_HALVES = {
    "first half": (0, 1),
    "second half": (1, 2),
    "latter half": (1, 2),
    "last half": (1, 2),
    "other half": (1, 2),
}


def narrowed(whole: Stretch, edge: str) -> Stretch:
    """The part of a stretch that "early", "mid", "the end of" or "the first half of" names: thirds and halves of it."""
    thirds = {**_THIRDS, **_LATE}
    share, of = (thirds[edge], 3) if edge in thirds else (_HALVES.get(edge, (0, 1)), 2 if edge in _HALVES else 1)
    cuts = _cuts(whole, pieces=of)
    if cuts[share[1]] <= cuts[share[0]]:
        return whole
    timex = f"{whole.timex}-H{share[0] + 1}" if edge in _HALVES and whole.unit == "year" else whole.timex
    return Stretch(since=cuts[share[0]], until=cuts[share[1]], timex=timex, unit=whole.unit)


def _cuts(whole: Stretch, *, pieces: int) -> list[date]:
    """Borders of equal parts, on whole years or months where the stretch is long enough for them."""
    span = whole.until.year - whole.since.year
    if span >= 10:
        return [date(whole.since.year + round(span * piece / pieces), 1, 1) for piece in range(pieces + 1)]
    months = (whole.until.year - whole.since.year) * 12 + whole.until.month - whole.since.month
    if months >= 3 and whole.since.day == whole.until.day == 1:
        running = whole.since.year * 12 + whole.since.month - 1
        borders = [_first(running + round(months * piece / pieces)) for piece in range(pieces + 1)]
        return [border for border in borders if border is not None]
    days = (whole.until - whole.since).days
    return [whole.since + timedelta(days=round(days * piece / pieces)) for piece in range(pieces + 1)]


def _first(running: int) -> date | None:
    number, place = divmod(running, 12)
    return date(number, place + 1, 1) if MINYEAR <= number <= MAXYEAR else None


def _months(*, first: int, count: int, year: int, timex: str, unit: str) -> Stretch | None:
    begun = _first(year * 12 + first - 1)
    ended = _first(year * 12 + first - 1 + count)
    if begun is None or ended is None:
        return None
    return Stretch(since=begun, until=ended, timex=timex, unit=unit)


def _years(*, first: int, count: int, timex: str, unit: str) -> Stretch | None:
    if first < MINYEAR or first + count > MAXYEAR:
        return None
    return Stretch(since=date(first, 1, 1), until=date(first + count, 1, 1), timex=timex, unit=unit)
