"""Assessments of one relation enter; the ladder leaves as people read it: the answer, the marks, what would move it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.assess import alignment, sensitivity

if TYPE_CHECKING:
    from foedus.assess import Sensitivity
    from foedus.records import Assessment
    from foedus.show.views import Views

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


def ladder_of(views: Views, dyad: tuple[str, str], assessments: tuple[Assessment, ...]) -> Ladder:
    """The ladder of the two states, the highest stage first; without an assessment it says that there is none."""
    framework = alignment()
    held = [each for each in assessments if each.dyad == dyad]
    whole = next((each for each in held if each.indicator is None), None)
    by_indicator = {each.indicator: each for each in held}
    names = f"{views.actor(dyad[0])} and {views.actor(dyad[1])}"
    groups = [(stage.name, True, stage.id) for stage in reversed(framework.stages)]
    groups += [(each.id, False, each.id) for each in framework.dimensions]
    rungs = []
    for name, is_stage, key in groups:
        steps = tuple(
            _step(each.name, by_indicator[each.id])
            for each in framework.indicators
            if (each.stage == key if is_stage else each.stage is None and each.dimension == key)
            and each.id in by_indicator
        )
        rungs.append(Rung(name=name, is_stage=is_stage, steps=steps))
    return Ladder(
        framework=framework.name,
        answer=answer_of(names, whole),
        footing=_footing(whole),
        id=whole.id if whole is not None else "",
        rungs=tuple(each for each in rungs if each.steps),
        swings=swings(sensitivity(views.material, dyad)),
        note=framework.note,
    )


def _step(name: str, each: Assessment) -> Step:
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
    )


def answer_of(names: str, whole: Assessment | None) -> str:
    """How far the relation has come, as a sentence; without an assessment, that it is not known."""
    if whole is None:
        return f"{names}: not known. Nothing in this dossier bears on how deep the relation is."
    if whole.low is None or whole.high is None:
        return f"{names}: the stage of alignment is not known; no report in this dossier speaks of it."
    stages = {each.id: each.name for each in alignment().stages}
    low, high = (stages.get(each, each) for each in (whole.low, whole.high))
    if low == high:
        return f"{names}: {low}."
    return f"{names}: somewhere from {low} to {high}, as the reports are disputed or leave out stages between."


def _footing(whole: Assessment | None) -> str:
    """On what the answer rests, as a sentence; the first thing to know is when it rests on one root."""
    if whole is None:
        return ""
    told = whole.says.split("\n")[0].partition(": ")[2]
    return f"It {told}." if told.startswith("rests") else f"{told[:1].upper()}{told[1:]}."


def swings(found: tuple[Sensitivity, ...]) -> tuple[str, ...]:
    """What becomes of the rung without each root, in sentences; those that change nothing share one.

    >>> swings(())
    ()
    """
    moving = [each for each in found if each.moves]
    told = [
        f"Without {_name(each)}{'' if each.is_read else ', which is not in the dossier,'} "
        f"the answer would be “{each.without}” instead of “{each.rung}”."
        for each in moving
    ]
    rest = [each for each in found if not each.moves]
    if rest and not moving:
        told.append(f"No single root would change it: each of the {len(rest)} was left out in turn.")
    elif rest:
        told.append(f"Leaving out any one of the other {len(rest)} roots changes nothing.")
    return tuple(told)


def _name(each: Sensitivity) -> str:
    return each.name if each.is_named else f"the unnamed “{each.name}”"
