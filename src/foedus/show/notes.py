"""Claims enter, in the order in which a page calls for them; numbered footnotes with their exact words leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.show.views import address, period

if TYPE_CHECKING:
    from foedus.records import Claim
    from foedus.show.views import Views


@dataclass(frozen=True, kw_only=True)
class Note:
    """A footnote: exact words, where they stand, and how they were read."""

    number: int
    id: str
    pieces: tuple[tuple[str, bool], ...]  # the words, and whether they are cue words
    text: str
    address: str
    title: str
    publisher: str
    published_on: str
    chain: str
    certainty: str
    what: str
    when: str
    damaged: bool


class Notes:
    """Footnotes in the order in which they are first called for."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._held: dict[str, Note] = {}

    def number(self, identity: str) -> int:
        """The number of the note on this claim, made when it is first asked for."""
        if identity not in self._held:
            claim = self._views.material.claim[identity]
            self._held[identity] = self._note(claim, len(self._held) + 1)
        return self._held[identity].number

    def note(self, identity: str) -> Note:
        """The note on this claim."""
        self.number(identity)
        return self._held[identity]

    def all(self) -> list[Note]:
        """Every note, in order."""
        return list(self._held.values())

    def claims(self) -> list[Claim]:
        """The claims that the notes are on."""
        return [self._views.material.claim[each] for each in self._held]

    def _note(self, claim: Claim, number: int) -> Note:
        views = self._views
        document = views.material.document[claim.document]
        return Note(
            number=number,
            id=claim.id,
            pieces=pieces(claim),
            text=" ".join(claim.evidence.text.split()),
            address=address(claim.evidence, document),
            title=views.place(document),
            publisher=views.publisher(document),
            published_on=document.published_on.isoformat() if document.published_on else "no date told",
            chain=" › ".join(views.chain(claim)),
            certainty=views.certainty(claim),
            what=views.kind(claim.kind, claim.sort),
            when=period(claim.when),
            damaged=claim.damaged,
        )


def pieces(claim: Claim) -> tuple[tuple[str, bool], ...]:
    """The evidence cut where cue words begin and end."""
    evidence = claim.evidence
    marks = sorted(
        (each.span.start - evidence.start, each.span.end - evidence.start)
        for each in claim.cues
        if evidence.covers(each.span) and each.span != evidence
    )
    found: list[tuple[str, bool]] = []
    last = 0
    for start, end in marks:
        if start >= last:
            found += [(evidence.text[last:start], False), (evidence.text[start:end], True)]
            last = end
    found.append((evidence.text[last:], False))
    return tuple((text.replace("\n", " "), is_cue) for text, is_cue in found if text)
