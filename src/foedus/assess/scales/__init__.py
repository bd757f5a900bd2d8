"""The scales that weigh an act from conflict to cooperation: a kind of act enters, its value leaves, or none.

PLOVER's stand with the kinds themselves in `knowledge/kinds.toml`. A later printing of their table gives ACCUSE as
+3, against its own modes (-2 to -3.5) and the table before it (-2.0): a slip of sign, so -2.0 is used.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from foedus.assess.world import kinds_of_act
from foedus.errors import UnknownScale

if TYPE_CHECKING:
    from foedus.records import Kind

SCALES = ("plover", "goldstein")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A published scale: what it is, where it stands, and the value of each kind of act that it weighs."""

    id: str
    name: str
    citation: str
    values: dict[str, float]

    def of(self, kind: Kind) -> float | None:
        """The value of an act of this kind, from -10 to 10; None where the scale has none."""
        return self.values.get(kind.id)


@cache
def scale(wanted: str) -> Scale:
    """The scale of this name.

    Raises:
        UnknownScale: there is none.
    """
    if wanted not in SCALES:
        raise UnknownScale(wanted, SCALES)
    kinds = kinds_of_act().values()
    if wanted == "plover":
        weighed = {each.id: each.intensity for each in kinds if each.intensity is not None}
        citation = next(each.scale for each in kinds if each.scale)
        return Scale(id=wanted, name="PLOVER intensities", citation=citation, values=weighed)
    text = resources.files("foedus.assess.scales").joinpath("goldstein.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    by_code: dict[str, float] = table["values"]
    values = {each.id: value for each in kinds if (value := _by_code(each.cameo or "", by_code)) is not None}
    return Scale(id=table["id"], name=table["name"], citation=table["citation"], values=values)


def _by_code(code: str, values: dict[str, float]) -> float | None:
    """The value of the code, or of the longest listed code that it begins with."""
    prefixes = (code[:length] for length in range(len(code), 1, -1))
    return next((values[each] for each in prefixes if each in values), None)
