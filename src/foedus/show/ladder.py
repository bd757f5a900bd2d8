"""Assessments of one relation enter; the ladder leaves as people read it: the answer, the marks, what would move it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.assess import Footing, alignment, assess, footing, sensitivity
from foedus.show.handles import LADDER, WITHOUT, of_dyad

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foedus.assess import Framework, Sensitivity
    from foedus.records import Assessment
    from foedus.show.handles import Handle
    from foedus.show.views import Views
    from foedus.values import Period

# Each standing has a mark that shows without colour.
MARKS = {"reached": "●", "disputed": "◐", "not reached": "○", "not known": "·"}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One indicator and where the reporting leaves it."""

    id: str
    name: str
    reached: str
    mark: str
    lower: int
    upper: int
    says: str
    grounds: tuple[str, ...]  # ids of propositions and checks
    against: tuple[str, ...]
    rests_on: str  # one root, perhaps one root, several roots, no root
    why: str  # the handle that opens it claim by claim


@dataclass(frozen=True, kw_only=True)
class Rung:
    """A stage, or a dimension beside the stages, with its indicators."""

    name: str
    is_stage: bool
    steps: tuple[Step, ...]

    @property
    def told(self) -> tuple[Step, ...]:
        """The indicators of which the dossier says something."""
        return tuple(each for each in self.steps if each.reached != "not known")

    @property
    def untold(self) -> tuple[str, ...]:
        """The names of the indicators of which it says nothing."""
        return tuple(each.name for each in self.steps if each.reached == "not known")


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """The assessment of one relation."""

    framework: str
    answer: str
    footing: str
    id: str
    rungs: tuple[Rung, ...]
    swings: tuple[str, ...]  # what would change it, in sentences
    note: str
    low: str | None = None  # the rung, as names of stages; both None where it is not known
    high: str | None = None
    is_kept: bool = True  # whether the dossier keeps it, so that its ids open
    why: str = ""  # the handles that open the whole, and what each root carries
    without: str = ""


@dataclass(frozen=True, kw_only=True)
class Lens:
    """By what a relation is looked at, where it is not the shipped framework or not the whole time."""

    framework: Framework
    within: Period | None = None


def ladder_of(
    views: Views, dyad: tuple[str, str], assessments: tuple[Assessment, ...], lens: Lens | None = None
) -> Ladder:
    """The ladder of the two states, the highest stage first; without an assessment it says that there is none.

    Through a lens the relation is assessed anew, and nothing of it is kept.
    """
    framework = lens.framework if lens is not None else alignment()
    within = lens.within if lens is not None else None
    if lens is None:
        held = [each for each in assessments if each.dyad == dyad]
    else:
        held = [*assess(views.material, dyad, framework, within=within)]
    whole = next((each for each in held if each.indicator is None), None)
    by_indicator = {each.indicator: each for each in held}
    names = f"{views.actor(dyad[0])} and {views.actor(dyad[1])}"
    stages = {each.id: each.name for each in framework.stages}
    own = of_dyad(dyad, LADDER, within)
    rungs = tuple(_rungs(framework, by_indicator, own))
    return Ladder(
        framework=framework.name,
        answer=answer_of(names, held, stages, within),
        footing=" ".join(filter(None, ("" if _is_on_one(whole) else _footing(whole), _alone(rungs)))),
        id=whole.id if whole is not None else "",
        rungs=rungs,
        swings=swings(sensitivity(views.material, dyad, framework, within=within)),
        note=framework.note,
        low=stages.get(whole.low or "", whole.low) if whole is not None else None,
        high=stages.get(whole.high or "", whole.high) if whole is not None else None,
        is_kept=lens is None,
        why=str(own),
        without=str(of_dyad(dyad, WITHOUT, within)),
    )


def _rungs(framework: Framework, by_indicator: dict[str | None, Assessment], own: Handle) -> Iterator[Rung]:
    """The stages from the highest, then the dimensions beside them, those with indicators."""
    groups = [(stage.name, True, stage.id) for stage in reversed(framework.stages)]
    groups += [(each.id, False, each.id) for each in framework.dimensions]
    for name, is_stage, key in groups:
        steps = tuple(
            _step(each.name, by_indicator[each.id], own)
            for each in framework.indicators
            if (each.stage == key if is_stage else each.stage is None and each.dimension == key)
            and each.id in by_indicator
        )
        if steps:
            yield Rung(name=name, is_stage=is_stage, steps=steps)


def _step(name: str, each: Assessment, own: Handle) -> Step:
    first, *more = each.says.split("\n")
    told = first.partition(". ")[2] or first
    return Step(
        id=each.id,
        name=name,
        reached=each.reached,
        mark=MARKS.get(each.reached, "·"),
        lower=each.lower,
        upper=each.upper,
        says="; ".join((told, *more)),
        grounds=each.grounds,
        against=each.counter_grounds,
        rests_on=footing(each),
        why=str(own.at(each.indicator or "")),
    )


def answer_of(names: str, held: Sequence[Assessment], stages: dict[str, str], within: Period | None) -> str:
    """The rung in a sentence, which says before anything else what of it rests on one root, or may."""
    whole = next((each for each in held if each.indicator is None), None)
    if whole is None:
        return f"{names}: not known. Nothing in this dossier bears on how deep the relation is."
    head = f"{names}{_warning(whole, held)}{f', {within.written}' if within is not None else ''}"
    if whole.low is None or whole.high is None:
        return f"{head}: the stage of alignment is not known; no report in this dossier speaks of it."
    low, high = (stages.get(each, each) for each in (whole.low, whole.high))
    one = f" It {_told(whole)}." if _is_on_one(whole) else ""
    if low == high:
        return f"{head}: {low}.{one}"
    spread = f"somewhere from {low} to {high}, as the reports are disputed or leave out stages between"
    return f"{head}: {spread}.{one}"


def _warning(whole: Assessment, held: Sequence[Assessment]) -> str:
    """That the whole rests on one root or may; else how many of the indicators that are told of do."""
    found = [footing(each) for each in held if each.indicator is not None]
    told = sum(each is not Footing.NONE for each in found)
    one, perhaps = found.count(Footing.ONE), found.count(Footing.PERHAPS_ONE)
    if _is_on_one(whole):
        return ", on one root alone" if footing(whole) is Footing.ONE else ", on what may be one root alone"
    of = f"of {told} indicator{'' if told == 1 else 's'}"
    if one:
        return f" ({one} {of} on one root alone{f', {perhaps} perhaps' if perhaps else ''})"
    return f" ({perhaps} {of} on what may be one root alone)" if perhaps else ""


def _alone(rungs: Sequence[Rung]) -> str:
    """Which indicators rest on one root, and which may; nothing where none does."""
    steps = [each for rung in rungs for each in rung.steps]
    told = []
    for kind, words in ((Footing.ONE, "On one root alone"), (Footing.PERHAPS_ONE, "Perhaps on one root alone")):
        names = [each.name for each in steps if each.rests_on == kind]
        if names:
            told.append(f"{words}: {'; '.join(names)}.")
    return " ".join(told)


def _told(whole: Assessment) -> str:
    """On what the whole rests, as its record says it."""
    return whole.says.split("\n")[0].partition(": ")[2]


def _is_on_one(whole: Assessment | None) -> bool:
    """Whether everything rests on one root, or may."""
    return whole is not None and footing(whole) in {Footing.ONE, Footing.PERHAPS_ONE}


def _footing(whole: Assessment | None) -> str:
    """On what the answer rests, as a sentence; the first thing to know is when it rests on one root."""
    if whole is None:
        return ""
    told = _told(whole)
    return f"It {told}." if told.startswith("rests") else f"{told[:1].upper()}{told[1:]}."


def swings(found: tuple[Sensitivity, ...]) -> tuple[str, ...]:
    """What becomes of the rung without each root, in sentences; those that change nothing share one.

    >>> swings(())
    ()
    """
    moving = [each for each in found if each.moves]
    told = [
        f"Without {_name(each)} {each.root[:8]}{'' if each.is_read else ', which is not in the dossier,'} "
        f"the answer would be “{each.without}” instead of “{each.rung}”."
        for each in moving
    ]
    rest = [each for each in found if not each.moves]
    if rest and not moving:
        told.append(f"No single root would change it: each of the {len(rest)} was left out in turn.")
    elif rest:
        told.append(f"Leaving out any one of the other {len(rest)} roots changes nothing.")
    unread = next((each for each in found if each.is_named and not each.is_read), None)
    if unread is not None:
        claims = f"{unread.grounds} telling{'' if unread.grounds == 1 else 's'}"
        told.append(f"Of what is not in the dossier, {_name(unread)} {unread.root[:8]} matters most, with {claims}.")
    return tuple(told)


def _name(each: Sensitivity) -> str:
    return each.name if each.is_named else f"the unnamed “{each.name}”"
