"""Who is meant: mentions and a document enter, judgements "mention is actor" leave, each with its reason."""

from __future__ import annotations

from foedus.resolve.resolving import actors_in, resolve

__all__ = ["actors_in", "resolve"]
