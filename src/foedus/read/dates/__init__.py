"""Time expressions of a text as dated periods: raw text and its day of publication enter, `Dated` rows leave.

The grammar is ours: it gives intervals with their grain, says what it leaned on, and gives no date where the text
gives none. `absolute`, `relative` and `lengths` hold its rules; `relation` reads the preposition.
"""

from __future__ import annotations

from foedus.read.dates.expressions import Dated, ends, periods, periods_over
from foedus.read.dates.iso import parsed

__all__ = ["Dated", "ends", "parsed", "periods", "periods_over"]
