"""The verbs in order: what each takes from the dossier, what it leaves there, and which of its work is done already.

A verb's work is cut into pieces; a piece is kept whole, in one transaction, before anyone is told that it is done.
"""

from __future__ import annotations

from foedus.pipeline.across import assemble, assess, check, material, trace
from foedus.pipeline.coded import CodedEvents
from foedus.pipeline.frameworks import framework_of
from foedus.pipeline.gathering import gather, guidance_of
from foedus.pipeline.method import Method
from foedus.pipeline.over_time import read_documents, series
from foedus.pipeline.progress import Progress, Tally, silent
from foedus.pipeline.reading import read, resolve

__all__ = [
    "CodedEvents",
    "Method",
    "Progress",
    "Tally",
    "assemble",
    "assess",
    "check",
    "framework_of",
    "gather",
    "guidance_of",
    "material",
    "read",
    "read_documents",
    "resolve",
    "series",
    "silent",
    "trace",
]
