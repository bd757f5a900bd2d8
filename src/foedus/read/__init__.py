"""A document enters; mentions, claims with the words that say them, and problems leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.choosing import READERS, SHIPPED, chosen_reader
from foedus.read.reader import Reader, RuleReader, default_reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.records import Claim, Document, Mention, Problem

__all__ = ["READERS", "SHIPPED", "Reader", "RuleReader", "chosen_reader", "default_reader", "read"]


def read(document: Document, reader: Reader) -> Iterator[Mention | Claim | Problem]:
    """Yield what the document says states did, are, want or should do, in the order of the text."""
    yield from reader.read(document)
