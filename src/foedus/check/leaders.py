"""Who led a state, and how that came about or ended, by the rows of a dataset of leaders.

A `Question` on a leader and all rows of a state enter; those that say yes and those that say no leave. The person is
found among all leaders of the state first, so that a namesake in office does not pass for one who was not.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from foedus.check.states import folded

if TYPE_CHECKING:
    from datetime import date

    from foedus.check.normalise import Entry
    from foedus.check.questions import Question
    from foedus.check.reference import Holding
    from foedus.check.wording import Power

ALIKE = 0.8  # of the letters of two spellings of one name: Kruschev and Khrushchev
PENALTY = 0.2  # for each of the dataset's names that the words do not have
UNTOLD = frozenset({"Irregular, Other", "Unknown"})
FAMILY_FIRST = range(700, 900)  # codes of states in Asia where the family's name comes first


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the rows say: yes, no, and in words what they have."""

    yes: tuple[Entry, ...]
    no: tuple[Entry, ...]
    because: str = ""
    untold: bool = False  # whether the rows do not tell


def told(question: Question, holding: Holding, rows: list[Entry], *, since: date, until: date) -> Told | None:
    """What a state's rows say of the person and of the coming or going; None where the dataset does not tell that."""
    keep = holding.layout.keep
    place = keep.index(holding.layout.answers["leader"].column)
    power = question.power
    if power is not None and power.column and not _tells(rows, power.column, keep):
        return None
    theirs = rows if not question.people else _meant(question.people, rows, place)
    then = [each for each in rows if each.since <= until and (each.until is None or each.until >= since)]
    if power is None:
        yes = tuple(each for each in then if each in theirs)
        return Told(yes=yes, no=() if yes else tuple(then), because="" if yes else _others(then, place))
    turned = [each for each in theirs if (day := _turn(each, power)) is not None and since <= day <= until]
    yes = tuple(each for each in turned if _so(each, power, keep))
    untold = [each for each in turned if power.column and each.cells[keep.index(power.column)] in UNTOLD]
    if untold and not yes:
        return Told(yes=(), no=tuple(untold), because=_recorded(untold, power, keep, place), untold=True)
    if yes or turned:
        return Told(yes=yes, no=tuple(turned), because="" if yes else _recorded(turned, power, keep, place))
    return Told(yes=(), no=tuple(then), because=_others(then, place))


def _tells(rows: list[Entry], column: str, keep: tuple[str, ...]) -> bool:
    """Whether the dataset has the column, and anything in it."""
    return column in keep and any(each.cells[keep.index(column)] is not None for each in rows)


def _meant(people: tuple[str, ...], rows: list[Entry], place: int) -> list[Entry]:
    """The rows of the leader whom the words mean, of all leaders of the state; none where it has no such leader."""
    scored = [(max(likeness(name, each.cells[place] or "", code=each.first) for name in people), each) for each in rows]
    best = max((score for score, _ in scored), default=0.0)
    return [each for score, each in scored if best > 0 and score == best]


def likeness(words: str, name: str, *, code: int) -> float:
    """How well the words name the leader whom the dataset calls so; 0 where the family's name is another.

    >>> likeness("Indira Gandhi", "Gandhi, I.", code=750) > likeness("Indira Gandhi", "Gandhi, R.", code=750)
    True
    """
    given = folded(words).split()
    family, _, rest = name.partition(",")
    theirs = [*folded(rest).split(), *folded(family).split()] if rest else folded(name).split()
    whole = [each for each in theirs if len(each) > 1] or theirs
    if not given or not whole:
        return 0.0
    same = [each for each in whole if any(_spelt(each, one) for one in given)]
    head = whole[0] if code in FAMILY_FIRST and not rest else whole[-1]
    if not same or (head not in same and len(same) < 2 and len(given) > 1):
        return 0.0
    initials = {each for each in theirs if len(each) == 1}
    borne = {one[0] for one in given if not any(_spelt(each, one) for each in whole)}
    return (
        len(same) - PENALTY * (len(whole) - len(same)) + PENALTY * (len(initials & borne) - len(initials - borne) / 2)
    )


def _spelt(one: str, other: str) -> bool:
    """Whether the two are one name, perhaps in two spellings."""
    if one == other or min(len(one), len(other)) < 4:
        return one == other
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def _turn(entry: Entry, power: Power) -> date | None:
    """The day on which the leader came or went."""
    return entry.since if power.end == "entry" else entry.until


def _so(entry: Entry, power: Power, keep: tuple[str, ...]) -> bool:
    """Whether it came about as the words say; only that it did, where they do not say how."""
    if not power.column:
        return "exit" not in keep or power.end == "entry" or entry.cells[keep.index("exit")] != "Still in Office"
    cell = entry.cells[keep.index(power.column)] or ""
    return any(cell.startswith(value[:-1]) if value.endswith("*") else cell == value for value in power.values)


def _recorded(rows: list[Entry], power: Power, keep: tuple[str, ...], place: int) -> str:
    """What the dataset has instead, in words."""
    how = [f"{each.cells[place]}: {each.cells[keep.index(power.column)]}" for each in rows if power.column in keep]
    return f"it has the {power.end} as {'; '.join(how)}" if how else ""


def _others(rows: list[Entry], place: int) -> str:
    """Who was in office, in words."""
    names = dict.fromkeys(each.cells[place] or "" for each in rows)
    return f"it has {', '.join(names)}" if names else "it has no leader then"
