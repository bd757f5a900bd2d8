"""What ISO 8601-2 writes of periods is read: "2005/.." is since 2005, "195X" the nineteen-fifties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from foedus.read.dates import granules
from foedus.values import Period

if TYPE_CHECKING:
    from foedus.read.dates.granules import Stretch


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
