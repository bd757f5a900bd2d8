"""Scores of what shows certain traits: sums, and sums of units that see several traits at once.

Names of traits and a vector enter; one score a column leaves. The weights stand in an NPZ file: what each trait and
each place of the vector adds to each score directly (`direct`) and to each unit (`inner`), and what each unit that is
above nought adds to each score (`outer`). Traits that nothing was learned of count nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Layers:
    """What traits, by name, and the places of a vector add to each score."""

    names: tuple[str, ...]
    columns: tuple[str, ...]
    direct: NDArray[np.float32]  # a row for each name, then one for each place of the vector, then one for all
    inner: NDArray[np.float32]  # the same rows, a column a unit
    outer: NDArray[np.float32]  # a row a unit, a column a score
    centre: NDArray[np.float32]  # what the vectors were set against

    @classmethod
    def of(cls, package: str, file: str) -> Self:
        """The weights in a file of a package."""
        with np.load(BytesIO(resources.files(package).joinpath(file).read_bytes()), allow_pickle=False) as told:
            return cls(
                names=tuple(told["names"].tolist()),
                columns=tuple(told["columns"].tolist()),
                **{name: told[name].astype(np.float32) for name in ("direct", "inner", "outer", "centre")},
            )

    @cached_property
    def _row(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.names)}

    def scores(self, traits: Collection[str], vector: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
        """The score of each column; without a vector its places count nothing."""
        rows = sorted(self._row[each] for each in traits if each in self._row)
        rows.append(len(self.direct) - 1)
        direct, inner = self.direct[rows].sum(0), self.inner[rows].sum(0)
        if vector is not None:
            places = slice(len(self.names), len(self.names) + len(vector))
            direct = direct + vector.astype(np.float32) @ self.direct[places]
            inner = inner + vector.astype(np.float32) @ self.inner[places]
        found: NDArray[np.float32] = direct + np.maximum(inner, 0.0) @ self.outer
        return found

    def each(self, shared: Collection[str], own: Sequence[Collection[str]]) -> NDArray[np.float32]:
        """The first score of each of several that share traits."""
        common = [self._row[each] for each in sorted(shared) if each in self._row]
        common.append(len(self.direct) - 1)
        direct: np.float32 = self.direct[common, 0].sum()
        inner: NDArray[np.float32] = self.inner[common].sum(0)
        found = np.zeros(len(own), dtype=np.float32)
        for place, traits in enumerate(own):
            rows = [self._row[each] for each in sorted(traits) if each in self._row]
            units = np.maximum(inner + self.inner[rows].sum(0), 0.0)
            found[place] = direct + self.direct[rows, 0].sum() + units @ self.outer[:, 0]
        return found


def likely(score: float) -> float:
    """The probability of these log-odds."""
    return float(1.0 / (1.0 + np.exp(-score)))
