"""What a text that took another's place says otherwise: for the page of a document, and for what is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.show.server.telling import Line, line

if TYPE_CHECKING:
    from foedus.show.server.index import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """A claim that became another, and in what respects."""

    before: Line
    after: Line
    respects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """The claims of a document beside those of the text whose place it took."""

    earlier: str
    later: str
    gone: tuple[Line, ...]
    new: tuple[Line, ...]
    altered: tuple[Became, ...]
    kept: int


def revised(index: Index, later: str) -> Revised | None:
    """What changed from the text whose place this one took; None where it took none that was read."""
    found = index.revisions.get(later)
    if found is None:
        return None
    after = (*found.new, *(each.after for each in found.altered))
    before = (*found.gone, *(each.before for each in found.altered))
    views = index.views(index.material([each.id for each in after], documents=[found.earlier]))
    told = {each.id: line(views, each, judged_wrong=index.wrong.get(each.id)) for each in (*before, *after)}
    return Revised(
        earlier=found.earlier,
        later=found.later,
        gone=tuple(told[each.id] for each in found.gone),
        new=tuple(told[each.id] for each in found.new),
        altered=tuple(
            Became(before=told[each.before.id], after=told[each.after.id], respects=each.respects)
            for each in found.altered
        ),
        kept=found.kept,
    )


def counted(index: Index, later: str) -> str:
    """What changed, in figures; nothing where the text took no other's place."""
    found = index.revisions.get(later)
    if found is None:
        return ""
    return f"{len(found.gone)} gone, {len(found.new)} new, {len(found.altered)} altered, {found.kept} as before"
