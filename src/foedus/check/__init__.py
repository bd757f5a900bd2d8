"""Check: propositions and reference datasets enter; what each dataset says of each proposition leaves.

A dataset answers within the years and variables that it covers, with its own rows as the receipt. Where datasets
give opposite answers, one more check says that they differ.
"""

from __future__ import annotations

from foedus.check.reference import Reference, add_reference, load_reference
from foedus.check.rounds import answers, ask, check

__all__ = ["Reference", "add_reference", "answers", "ask", "check", "load_reference"]
