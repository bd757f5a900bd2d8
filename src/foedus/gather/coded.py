"""A file of coded events enters, GDELT's event table or PLOVER's JSON Lines; events leave, and problems for bad rows.

An event has no words, so it is no claim: nothing of the file is read as a text. Rows in which no actor is known are
left out with a note, as they could stand beside no relation.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from foedus.gather.drafts import Trouble
from foedus.gather.gdelt import is_gdelt, read_gdelt
from foedus.gather.plover import is_plover, read_plover
from foedus.gather.streams import CLOSED, Refused, closed_by, head_of, stream_of
from foedus.gather.told import NoEvent, Side, Told
from foedus.knowledge.cameo import actor_of_code
from foedus.records import CodedEvent, Problem, problem
from foedus.terms import Severity, Verb
from foedus.values import fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from foedus.gather.finding import Found
    from foedus.knowledge.language import Language
    from foedus.knowledge.world import World

MOST_TOLD = 50  # bad rows of a file that are told one by one
_MOST_CODES = 6  # that a note gives for instance
_NOBODY, _NONE, _TWICE = "unknown-actor", "no-event", "duplicate"


def coded_events(
    found: Found, world: World, language: Language, *, between: Collection[str] = (), known: Collection[str] = ()
) -> Iterator[CodedEvent | Problem]:
    """The events of a file in the order of its rows, then its problems.

    `between` has the codes of states that all have to take part, where only those events are wanted; `known` the ids of
    events that are held already.
    """
    counts: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    bad: list[Trouble] = []
    seen = set(known)
    for each in _rows(found, language):
        if isinstance(each, Trouble):
            bad.append(each)
        elif isinstance(each, NoEvent):
            counts[_NONE] += 1
        else:
            event = _event(each, found.name, world)
            codes.update(one.written for one in (*each.first, *each.second) if _actor(one, world) is None)
            actors = (*event.initiators, *event.targets)
            if not actors:
                counts[_NOBODY] += 1
            elif not {*between} <= {world.country_of(one) or one for one in actors}:
                continue
            elif event.id in seen:
                counts[_TWICE] += 1
            else:
                seen.add(event.id)
                yield event
    yield from _problems(found.name, bad, counts, codes)


def _rows(found: Found, language: Language) -> Iterator[Told | NoEvent | Trouble]:
    """What each row tells; whatever keeps the file closed is a trouble."""
    if found.refused is not None:
        yield found.refused
        return
    try:
        with stream_of(found) as stream:
            head = head_of(stream)
            if is_gdelt(head):
                yield from read_gdelt(stream, language)
            elif is_plover(head):
                yield from read_plover(stream, language)
            else:
                says = (
                    "This is no file of events: it has neither the 61 columns of GDELT 2.0's event table nor PLOVER's "
                    "JSON Lines. Articles are taken in with 'foedus gather'."
                )
                yield Trouble(code="unknown-format", says=says)
    except Refused as refused:
        yield refused.trouble
    except CLOSED as error:
        yield closed_by(error)


def _event(told: Told, file: str, world: World) -> CodedEvent:
    first, second = (_actors(each, world) for each in (told.first, told.second))
    when = (told.when.since, told.when.until) if told.when else ()
    return CodedEvent(
        id=fingerprint("coded event", told.form, told.number, told.code, *first, "", *second, "", *when),
        file=file,
        row=told.row,
        form=told.form,
        number=told.number,
        code=told.code,
        kind=told.kind,
        initiators=first,
        targets=second,
        when=told.when,
        url=told.url,
        cells=told.cells,
    )


def _actors(sides: Iterable[Side], world: World) -> tuple[str, ...]:
    found = (_actor(each, world) for each in sides)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _actor(side: Side, world: World) -> str | None:
    """The state or its part by its codes, else what our own id names, if that is no part of a state."""
    own = side.own if side.own in world.actors else ""
    return actor_of_code(side.country or world.country_of(own) or "", side.sector, world) or own or None


def _problems(file: str, bad: list[Trouble], counts: Counter[str], codes: Counter[str]) -> Iterator[Problem]:
    for each in bad[:MOST_TOLD]:
        yield problem(verb=Verb.GATHER, about=file, code=each.code, says=each.says, severity=each.severity)
    if len(bad) > MOST_TOLD:
        says = f"{len(bad) - MOST_TOLD} more rows of the file tell nothing either: see whether it is whole."
        yield problem(verb=Verb.GATHER, about=file, code="bad-row", says=says)
    told = {
        _NOBODY: "without an actor whom Foedus knows",
        _NONE: "with the word that there is no event",
        _TWICE: "of events that the dossier has already",
    }
    for code, says in told.items():
        if counts[code]:
            rows = "1 row" if counts[code] == 1 else f"{counts[code]} rows"
            yield _note(file, code, f"Left out: {rows} {says}.")
    if codes:
        some = ", ".join(each for each, _ in sorted(codes.items(), key=lambda one: (-one[1], one[0]))[:_MOST_CODES])
        yield _note(file, "unknown-code", f"Codes that stand for no state that Foedus knows are passed over: {some}.")


def _note(file: str, code: str, says: str) -> Problem:
    return problem(verb=Verb.GATHER, about=file, code=code, says=says, severity=Severity.NOTE)
