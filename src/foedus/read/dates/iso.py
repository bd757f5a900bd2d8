"""Periods as ISO 8601-2 writes them, and back: "2005/.." is since 2005, "195X" the nineteen-fifties."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from foedus.read.dates import granules
from foedus.values import Period

if TYPE_CHECKING:
    from foedus.read.dates.granules import Stretch


def iso(period: Period) -> str:
    """The shortest ISO 8601-2 expression that means exactly these days.

    >>> iso(Period(since=date(2005, 1, 1), until=None, written="since 2005"))
    '2005/..'
    >>> iso(Period(since=date(2022, 2, 1), until=date(2022, 3, 1), written="February 2022"))
    '2022-02'
    """
    if period.since is None and period.until is None:
        return "../.."
    if period.since is None:
        return f"../{_closing(period.until)}" if period.until else "../.."
    if period.until is None:
        return f"{_opening(period.since)}/.."
    return _single(period.since, period.until) or _double(period.since, period.until)


def parsed(written: str) -> Period | None:
    """The period that an ISO 8601-2 expression of this kind means, or None where it is not one.

    >>> parsed("../2027").until
    datetime.date(2028, 1, 1)
    """
    first, slash, second = written.strip().partition("/")
    if not slash:
        whole = _granule(first)
        return Period(since=whole.since, until=whole.until, written=written) if whole else None
    opening = _granule(first) if first != ".." else None
    closing = _granule(second) if second != ".." else None
    if (opening is None and first != "..") or (closing is None and second != ".."):
        return None
    since, until = opening.since if opening else None, closing.until if closing else None
    if since and until and until <= since:
        return None
    return Period(since=since, until=until, written=written)


def _granule(written: str) -> Stretch | None:
    if re.fullmatch(r"\d{4}", written):
        return granules.year(int(written))
    if re.fullmatch(r"\d{4}-\d\d", written):
        place = int(written[5:])
        return granules.month(place, int(written[:4])) if 1 <= place <= 12 else None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
        return granules.day_of(int(written[8:]), month=int(written[5:7]), year=int(written[:4]))
    if re.fullmatch(r"\d{3}X", written):
        return granules.decade(int(written[:3]) * 10)
    if re.fullmatch(r"\d\dXX", written):
        return granules.century(int(written[:2]) + 1)
    return None


def _single(since: date, until: date) -> str | None:
    """One granule, where the days make up exactly one."""
    years = until.year - since.year
    on_year = (since.month, since.day, until.month, until.day) == (1, 1, 1, 1)
    if on_year and years in {1, 10, 100} and since.year % years == 0:
        return {1: f"{since.year:04d}", 10: f"{since.year // 10:03d}X", 100: f"{since.year // 100:02d}XX"}[years]
    if since.day == until.day == 1 and (until.year * 12 + until.month) - (since.year * 12 + since.month) == 1:
        return f"{since.year:04d}-{since.month:02d}"
    return since.isoformat() if until - since == timedelta(days=1) else None


def _double(since: date, until: date) -> str:
    """From the first granule to the last, both as coarse as both allow."""
    if (since.month, since.day, until.month, until.day) == (1, 1, 1, 1):
        return f"{since.year:04d}/{until.year - 1:04d}"
    last = until - timedelta(days=1)
    if since.day == until.day == 1:
        return f"{since.year:04d}-{since.month:02d}/{last.year:04d}-{last.month:02d}"
    return f"{since.isoformat()}/{last.isoformat()}"


def _opening(since: date) -> str:
    if (since.month, since.day) == (1, 1):
        return f"{since.year:04d}"
    return f"{since.year:04d}-{since.month:02d}" if since.day == 1 else since.isoformat()


def _closing(until: date) -> str:
    if until == date.min:
        return until.isoformat()
    last = until - timedelta(days=1)
    if (until.month, until.day) == (1, 1):
        return f"{last.year:04d}"
    return f"{last.year:04d}-{last.month:02d}" if until.day == 1 else last.isoformat()
