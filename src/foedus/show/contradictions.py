"""Propositions with what denies them enter; contradictions leave, both sides with their words, each told once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.show.notes import Note  # noqa: TC001 - OpenAPI reads the annotations of a Contradiction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.records import Proposition
    from foedus.show.notes import Notes
    from foedus.show.views import Views


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """What some say and others deny, with both sides' notes."""

    id: str
    about: str
    count: str
    within: str  # the title of the one document that says both; empty where the sides are of several
    respects: tuple[str, ...]
    because: tuple[str, ...]
    pro: tuple[Note, ...]
    con: tuple[Note, ...]
    concerns: bool  # whether it is of the relation itself


def contradictions(views: Views, wanted: set[str], papers: set[str], notes: Notes) -> list[Contradiction]:
    """What is denied of the two states or of one of them, and what one of their documents says against itself."""
    told: set[frozenset[str]] = set()
    found = []
    for each in sorted(views.material.propositions, key=lambda each: (-each.lower, -each.upper, each.says, each.id)):
        pairs = {frozenset((one, other.claim)) for one in each.supporting for other in each.denying}
        if not pairs or pairs <= told or not _concerns(each, views, wanted, papers):
            continue
        told |= pairs
        found.append(_told(each, views, wanted, notes))
    return sorted(found, key=lambda each: not each.concerns)


def _concerns(proposition: Proposition, views: Views, wanted: set[str], papers: set[str]) -> bool:
    if views.states(proposition) & wanted:
        return True
    claim = views.material.claim
    here = {claim[each].document for each in proposition.supporting}
    return any(claim[each.claim].document in here & papers for each in proposition.denying)


def _told(proposition: Proposition, views: Views, wanted: set[str], notes: Notes) -> Contradiction:
    pro = _once(proposition.supporting, notes)
    con = _once((each.claim for each in proposition.denying), notes)
    titles = {each.title for each in (*pro, *con)}
    return Contradiction(
        id=proposition.id,
        about=" ".join(proposition.says.split()),
        count=views.count(proposition),
        within=titles.pop() if len(titles) == 1 else "",
        respects=tuple(dict.fromkeys(each.respect.value for each in proposition.denying)),
        because=tuple(dict.fromkeys(views.in_words(each.because) for each in proposition.denying)),
        pro=pro,
        con=con,
        concerns=views.states(proposition) >= wanted,
    )


def _once(claims: Iterable[str], notes: Notes) -> tuple[Note, ...]:
    """A note for each saying, those with the same words from the same outlet once."""
    held: dict[tuple[str, str], Note] = {}
    for each in claims:
        note = notes.note(each)
        held.setdefault((note.text, note.publisher), note)
    return tuple(held.values())
