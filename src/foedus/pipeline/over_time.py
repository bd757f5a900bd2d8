"""A store enters; a relation over time leaves. It is worked out when it is asked for, and nothing of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.pipeline.across import material
from foedus.terms import Verb

if TYPE_CHECKING:
    from foedus.assess import Asked, Series
    from foedus.material import Material
    from foedus.store import Store

_TABLES = ("documents", "mentions", "claims", "roots", "propositions")


def series(store: Store, dyad: tuple[str, str], asked: Asked | None, *, whole: Material | None = None) -> Series:
    """The acts of the dyad over time, beside how many documents were read; `whole` is the material, if at hand."""
    from foedus import assess  # noqa: PLC0415 - see `pipeline.verbs`

    whole = whole or material(store, _TABLES, (Verb.GATHER, Verb.READ, Verb.RESOLVE, Verb.TRACE))
    return assess.series(whole, dyad, read_documents(store, whole), asked or assess.Asked())


def read_documents(store: Store, whole: Material) -> frozenset[str]:
    """The documents of the material that the reader has read."""
    return frozenset(each.id for each in whole.documents) & store.finished(Verb.READ).keys()
