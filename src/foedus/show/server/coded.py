"""Coded events: the list of them, and those that stand beside a relation or a proposition, always apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from foedus.assess import coded_over_time, is_between, same_act
from foedus.show.coded import CodedLine, coded_line
from foedus.show.server.page import PAGE, ROWS, Asked, Listed, Page, Parameter, Where, listed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from foedus.assess import Coded, Series
    from foedus.records import CodedEvent, Proposition
    from foedus.show.server.index import Index

MOST_BESIDE = 12  # of one relation or one proposition; the list has the rest


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedFile:
    """A file of events that was added."""

    name: str
    form: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedList:
    """A page of coded events."""

    listed: Listed
    events: tuple[CodedLine, ...]
    files: tuple[CodedFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedBeside:
    """The coded events beside something, the latest first, and how many there are."""

    all: int
    events: tuple[CodedLine, ...]


def coded_list(asked: Asked) -> CodedList:
    """The coded events that were asked for, the latest first."""
    index, where = asked.index, Where()
    for each in index.halves(asked.text("dyad").upper()):
        where.add("id IN (SELECT event FROM coded_sides WHERE country = ?)", each)
    if asked.text("file"):
        where.add("file = ?", asked.text("file"))
    count = int(index.one(f"SELECT count(*) FROM coded WHERE {where}", *where.values))  # noqa: S608 - conditions of ours
    place = listed(asked, count)
    ids = index.ids(
        f"SELECT id FROM coded WHERE {where} ORDER BY since DESC NULLS LAST, id LIMIT {ROWS} "  # noqa: S608 - the same
        f"OFFSET {(place.page - 1) * ROWS}",
        *where.values,
    )
    files = index.rows("SELECT file, min(form) AS form, count(*) AS held FROM coded GROUP BY file ORDER BY file")
    return CodedList(
        listed=place,
        events=_lines(index, ids),
        files=tuple(CodedFile(name=each["file"], form=each["form"], events=each["held"]) for each in files),
    )


def of_relation(index: Index, first: str, second: str) -> CodedBeside:
    """The coded events of two states."""
    ids = index.ids(f"{_OF_BOTH} ORDER BY since DESC NULLS LAST, id", first, second)
    return CodedBeside(all=len(ids), events=_lines(index, ids[:MOST_BESIDE]))


def of_proposition(index: Index, held: Proposition) -> CodedBeside:
    """The coded events that tell the same act."""
    if held.when is None or not index.counts["coded_events"]:
        return CodedBeside(all=0, events=())
    ids = index.ids(_AT_THAT_TIME, held.id, held.when.until, held.when.since)
    found = same_act(held, index.coded(ids))
    return CodedBeside(all=len(found), events=_lines(index, [each.id for each in found[:MOST_BESIDE]]))


def over_time(index: Index, found: Series) -> Mapping[date | None, Coded]:
    """The coded events of the two states, by period."""
    key = ("coded", *sorted((found.first, found.second)))
    if key not in index.kept:
        events = index.coded(index.ids(_OF_BOTH, found.first, found.second))
        index.keep(key, tuple(each for each in events if is_between(each, found.first, found.second)))
    held: tuple[CodedEvent, ...] = index.kept[key]
    return coded_over_time(held, found)


def telling_the_same(index: Index, event: CodedEvent) -> list[str]:
    """The ids of the propositions that tell the act of an event, at most so many as one page shows."""
    if event.when is None:
        return []
    ids = index.ids(_TOLD_THEN, event.id, event.when.until, event.when.since)
    bare = replace(event, cells=())
    return [each.id for each in index.among("propositions", ids) if same_act(each, (bare,))][:MOST_BESIDE]


_OF_BOTH = """
SELECT c.id FROM coded AS c
JOIN coded_sides AS a ON a.event = c.id AND a.country = ?
JOIN coded_sides AS b ON b.event = c.id AND b.country = ?"""
_AT_THAT_TIME = """
WITH here AS (SELECT country FROM concerns WHERE proposition = ?1)
SELECT c.id FROM coded AS c JOIN coded_sides AS s ON s.event = c.id JOIN here USING (country)
WHERE (?2::DATE IS NULL OR c.since < ?2) AND (?3::DATE IS NULL OR c.until > ?3)
GROUP BY c.id HAVING count(*) > 1"""
_TOLD_THEN = """
WITH here AS (SELECT country FROM coded_sides WHERE event = ?1),
near AS (SELECT proposition FROM concerns JOIN here USING (country) GROUP BY proposition HAVING count(*) > 1)
SELECT p.id FROM propositions AS p JOIN near ON near.proposition = p.id
WHERE (p."when".since IS NULL OR p."when".since < ?2::DATE) AND (p."when".until IS NULL OR p."when".until > ?3::DATE)
AND p."when" IS NOT NULL"""


def _lines(index: Index, ids: list[str]) -> tuple[CodedLine, ...]:
    held = {each.id: each for each in index.coded(ids)}
    return tuple(coded_line(held[each], index.names) for each in ids if each in held)


PAGES = (
    Page(
        path="/events",
        title="Coded events",
        template="events.html",
        says="Events that others coded, of GDELT or PLOVER: propositions without words, which count for nothing.",
        answer=CodedList,
        make=coded_list,
        parameters=(
            Parameter(name="dyad", says="Two states, as CHN-RUS, or one."),
            Parameter(name="file", says="The file that they were added from."),
            PAGE,
        ),
    ),
)
