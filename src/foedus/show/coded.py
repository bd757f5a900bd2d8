"""Coded events in the words that people read, with a mark of their own: they have no words, and count for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.assess import same_act
from foedus.show.views import period
from foedus.terms import Sort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.records import CodedEvent
    from foedus.show.views import Views

MARK = "◇"
APART = "coded by others, without words: no root, and in no count"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedLine:
    """One coded event as lists show it."""

    id: str
    who: str
    what: str
    code: str
    when: str
    form: str
    file: str
    row: int
    url: str | None


def coded_line(event: CodedEvent, views: Views) -> CodedLine:
    """The event as lists show it."""
    first, second = views.actors(event.initiators), views.actors(event.targets)
    return CodedLine(
        id=event.id,
        who=f"{first or 'somebody not told'} → {second}" if second else first,
        what=views.kind(event.kind, Sort.ACT) if event.kind else "of no type that PLOVER has",
        code=event.code,
        when=period(event.when).partition(" (“")[0] if event.when else "",
        form=event.form,
        file=event.file,
        row=event.row,
        url=event.url,
    )


def steps(event: CodedEvent, views: Views) -> Iterator[tuple[str, str]]:
    """What an event rests on, each step with the id behind it, and which propositions tell the same act."""
    yield APART, ""
    yield f"what the file calls it: {event.number}; its row: {_row(event)}", ""
    if event.url:
        yield f"coded from {event.url}, which is not in the dossier unless it was gathered", ""
    for each in views.material.propositions:
        if same_act(each, (event,)):
            yield f"the same act as proposition “{each.says}”: {views.count(each)}, without this event", each.id


def _row(event: CodedEvent) -> str:
    return ", ".join(f"{each.column}={each.value}" for each in event.cells) or "nothing more"


def sentence(event: CodedEvent, views: Views) -> str:
    """The event in one line, marked so that nobody takes it for words."""
    told = coded_line(event, views)
    when = f", {told.when}" if told.when else ", no day told"
    return f"{MARK} {told.who}: {told.what} ({told.code}){when}; row {told.row} of {told.file}, {told.form}"
