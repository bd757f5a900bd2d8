"""Documents enter; the material that Foedus makes of them in memory leaves, nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.gather import gather
from foedus.knowledge.world import load_world
from foedus.material import Material
from foedus.read import default_reader, read
from foedus.records import Claim, Document, Judgement, Mention, Root
from foedus.resolve import resolve
from foedus.trace import trace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def material_of(docs: Path, *, only: set[str] | None = None) -> Material:
    """The documents of a file or folder, read, resolved and traced in memory, nothing written.

    With `only`, those whose file has one of these names.
    """
    documents: list[Document] = []
    judgements: list[Judgement] = []
    for each in gather(docs):
        if isinstance(each, Document):
            if only is None or each.gathered_from.rsplit("/", 1)[-1] in only:
                documents.append(each)
        elif isinstance(each, Judgement):
            judgements.append(each)
    return material_from(documents, judgements)


def material_from(
    documents: Iterable[Document], judgements: Iterable[Judgement] = (), *, across: bool = True
) -> Material:
    """The documents read and resolved in memory, and, with `across`, traced."""
    reader, world = default_reader(), load_world()
    documents = sorted({each.id: each for each in documents}.values(), key=lambda each: each.id)
    judgements = list(judgements)
    mentions: list[Mention] = []
    claims: list[Claim] = []
    for document in documents:
        own: list[Mention] = []
        for record in read(document, reader):
            if isinstance(record, Mention):
                own.append(record)
            elif isinstance(record, Claim):
                claims.append(record)
        judgements.extend(resolve(document, own, world))
        mentions.extend(own)
    read_material = _sorted(documents, mentions, claims, judgements)
    if not across:
        return read_material
    traced = list(trace(read_material, world, default_reader().encoder.meaning))
    roots = tuple(each for each in traced if isinstance(each, Root))
    more = [each for each in traced if isinstance(each, Judgement)]
    return _sorted(documents, mentions, claims, [*judgements, *more], roots=roots)


def _sorted(
    documents: Iterable[Document],
    mentions: Iterable[Mention],
    claims: Iterable[Claim],
    judgements: Iterable[Judgement],
    *,
    roots: tuple[Root, ...] = (),
) -> Material:
    return Material(
        documents=tuple(documents),
        mentions=tuple(sorted(mentions, key=lambda each: each.id)),
        claims=tuple(sorted(claims, key=lambda each: each.id)),
        judgements=tuple(sorted(judgements, key=lambda each: each.id)),
        roots=roots,
    )
