"""Whether somebody announces what his own side will do: a plan, where of another's doing it were a forecast.

What a clause was read as and its chain of voices enter; a verdict leaves. The outlet's own "will" of what a party
decides is that party's plan as well, and so is "would" in speech reported of an official.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.read.persons import FIRST_PERSON
from foedus.read.sorts import decides
from foedus.terms import Factuality, Role, RootNature, Sort

if TYPE_CHECKING:
    from foedus.read.scene import Finding, Scene
    from foedus.records import Voice

_OFFICIAL = frozenset({RootNature.PERSON, RootNature.DESCRIBED, RootNature.UNSTATED})
_SURE = frozenset({Factuality.CERTAIN, Factuality.CERTAINLY_NOT})


def is_own_plan(scene: Scene, found: Finding, chain: tuple[Voice, ...]) -> bool:
    """Whether somebody says what his own side will do: a plan, where of another it were a forecast."""
    if found.sort is not Sort.FORECAST or not found.certain.has("future") or not found.does:
        return False
    acting = [each.mention for each in found.parties if each.role is Role.INITIATOR]
    speaking = [each.mention for each in chain if each.mention is not None]
    if scene.states(acting) & scene.states(speaking) or _is_first_person(scene, acting):
        return True
    foreign = len(chain) > 1 and (scene.states(speaking) or chain[-1].nature not in _OFFICIAL)
    if found.row is not None and (found.row.kind or "").startswith("ASSAULT"):
        return False  # nobody announces in an outlet's plain telling that he will invade
    if foreign or found.certain.has("condition", "question") or not (found.row or decides(found.predicate)):
        return False
    return found.certain.factuality in _SURE or (len(chain) > 1 and _is_backshifted(found))


def _is_first_person(scene: Scene, acting: list[str]) -> bool:
    return any(scene.memory[each].span.text.lower() in FIRST_PERSON for each in acting)


def _is_backshifted(found: Finding) -> bool:
    """Whether only "would" makes it less than certain: in reported speech it stands for "will"."""
    unsure = [each for each in found.certain.signals if each.value is not None and each.value[:2] != "CT"]
    return all(each.word.text.lower() in {"would", "'d", "’d"} for each in unsure)
