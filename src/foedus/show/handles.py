"""Handles of numbers that are counted when they are asked for: the question itself, so that it can be asked again.

    CHN-RUS/brief               what the brief stands on; CHN-RUS/brief/ROOT the claims of one root in it
    CHN-RUS/claims              the claims that name both
    CHN-RUS/without             each root left out in turn; CHN-RUS/without/ROOT what goes with one
    CHN-RUS/ladder/INDICATOR    one indicator, claim by claim; CHN-RUS/ladder the stages together
    CHN-RUS/month/2024-03       one period of a series; CHN-RUS/year the whole of one
    PROPOSITION/without/ROOT    the bounds of a proposition without one root

What is asked otherwise than by default stands behind a question mark: ?since=2024-01-01&dated=publication.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from foedus.assess import SCALES, By, Dating, scale

if TYPE_CHECKING:
    from foedus.assess import Series
    from foedus.values import Period

BRIEF, CLAIMS, WITHOUT, LADDER = "brief", "claims", "without", "ladder"
SUBJECTS = frozenset({BRIEF, CLAIMS, WITHOUT, LADDER, By.MONTH.value, By.YEAR.value})
WIDE, UNDATED = "wide", "undated"  # acts of a series that have no place in it
_DYAD = re.compile(r"([A-Za-z]+)-([A-Za-z]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """A question that counts something."""

    of: str  # two states, or a proposition's id
    what: str
    which: str = ""
    how: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """The handle as it is printed."""
        told = "/".join(filter(None, (self.of, self.what, self.which)))
        return f"{told}?{urlencode(self.how)}" if self.how else told

    def at(self, which: str) -> Handle:
        """The same of one part."""
        return replace(self, which=which)

    @property
    def dyad(self) -> tuple[str, str] | None:
        """The codes of the two states; None where it is of a proposition."""
        found = _DYAD.fullmatch(self.of)
        return (found[1].upper(), found[2].upper()) if found else None

    def asked(self, name: str) -> str:
        """What stands behind the question mark under this name."""
        return dict(self.how).get(name, "")


def handle(words: str) -> Handle | None:
    """The handle that these words are; None where they are none.

    >>> str(handle("CHN-RUS/month/2024-03?dated=publication"))
    'CHN-RUS/month/2024-03?dated=publication'
    >>> handle("CHN-RUS/defence/atop-member-4.01") is None
    True
    """
    path, _, how = words.strip().partition("?")
    of, *rest = path.split("/", 2)
    if not of or not rest or rest[0] not in SUBJECTS:
        return None
    return Handle(of=of, what=rest[0], which=rest[1] if len(rest) > 1 else "", how=tuple(parse_qsl(how)))


def of_dyad(dyad: tuple[str, str], what: str, within: Period | None = None) -> Handle:
    """The handle of something of two states, in a time."""
    how = []
    if within is not None and within.since is not None:
        how.append(("since", within.since.isoformat()))
    if within is not None and within.until is not None:
        how.append(("before", within.until.isoformat()))
    return Handle(of="-".join(dyad), what=what, how=tuple(how))


def of_series(series: Series) -> Handle:
    """The handle of a series."""
    how = [("dated", series.dating.value)] if series.dating is not Dating.EVENT else []
    how += [("directed", "yes")] if series.directed else []
    how += [("scale", each) for each in SCALES[1:] if scale(each).name == series.scale]
    return Handle(of=f"{series.first}-{series.second}", what=series.by.value, how=tuple(how))
