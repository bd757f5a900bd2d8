"""Gather: files, folders and archives enter; documents leave, with what of them is article and what is furniture.

A file that cannot be read becomes a problem with a sentence that says what to do, and the rest goes on.
"""

from __future__ import annotations

from foedus.gather.coded import coded_events
from foedus.gather.documents import same_place
from foedus.gather.finding import Found, files
from foedus.gather.guidance import Guidance
from foedus.gather.opening import gather, open_file

__all__ = ["Found", "Guidance", "coded_events", "files", "gather", "open_file", "same_place"]
