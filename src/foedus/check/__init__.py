"""Check: propositions and reference datasets enter; what each dataset says of each proposition leaves.

A dataset answers within the years and variables that it covers, with its own rows as the receipt. Where datasets
give opposite answers, one more check says that they differ. Relations are compared by figures from the same rows.
"""

from __future__ import annotations

from foedus.check.comparators import Comparator, named_comparators
from foedus.check.comparing import Comparison, Order, compare, compared, figure_of, order
from foedus.check.figures import Figure, measures
from foedus.check.reference import Reference, add_reference, load_reference
from foedus.check.rounds import answers, ask, check

__all__ = [
    "Comparator",
    "Comparison",
    "Figure",
    "Order",
    "Reference",
    "add_reference",
    "answers",
    "ask",
    "check",
    "compare",
    "compared",
    "figure_of",
    "load_reference",
    "measures",
    "named_comparators",
    "order",
]
