"""Trace: on whose word each claim stands. Claims with their voices enter; copies, roots and their judgements leave."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from foedus.records import problem
from foedus.terms import Severity, Verb
from foedus.trace.copies import MOST_COMPARED, copies
from foedus.trace.houses import houses
from foedus.trace.lineage import lineage_svg
from foedus.trace.roots import roots

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from foedus.linked import Copies
    from foedus.material import Material
    from foedus.records import Copy, Judgement, Problem, Root
    from foedus.trace.houses import World
    from foedus.trace.rewrites import Meaning

    Finder = Callable[..., Copies]  # as `copies` does

__all__ = ["copies", "lineage_svg", "roots", "trace"]


def trace(
    material: Material, world: World, meaning: Meaning | None = None, *, find: Finder = copies
) -> Iterator[Copy | Root | Judgement | Problem]:
    """Yield the copies, the roots, the judgements that joined roots, and notes, each in the order of its id.

    A person's judgements on roots in the material are obeyed. `meaning` turns texts into unit rows of one matrix;
    without it sentences are compared by their words, names and figures. `find` finds the copies, wherever it does so.
    """
    publishers = houses(material, world)
    left: list[int] = []
    found = find(material, publishers, meaning, passed_over=left.append)
    yield from found
    yield from roots(replace(material, copies=found), world, publishers)
    for document in sorted(material.documents, key=lambda each: each.id):
        if not publishers[document.id].told:
            yield problem(
                verb=Verb.TRACE,
                about=document.id,
                code="no-publisher",
                says=f"{document.gathered_from or document.id} names no publisher, so its own voice may be any "
                "outlet's: state the publisher to have it counted.",
                severity=Severity.NOTE,
            )
    for pairs in left:
        yield problem(
            verb=Verb.TRACE,
            about="copies",
            code="pairs-passed-over",
            says=f"{pairs} pairs of documents that share some words were not compared: each of the two has "
            f"{MOST_COMPARED} others with which it shares more.",
            severity=Severity.NOTE,
        )
