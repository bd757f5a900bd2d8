"""The way to the words as a page tells it: names for codes, one part for the row of a dataset, both sides together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.show.server.telling import what, who
from foedus.show.steps import Reason
from foedus.show.views import CERTAINTY, dataset, period, quantity
from foedus.show.why import Ways

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.records import Assessment, Check, Claim


class PlainWays(Ways):
    """The ways to the words, told to people."""

    def _told(self, claim: Claim) -> str:
        views = self.views
        certainty = CERTAINTY[claim.factuality]
        if claim.publisher_factuality is not None:
            certainty += f" (to the outlet {CERTAINTY[claim.publisher_factuality]})"
        parts = [who(views, claim), what(views, claim), certainty, " › ".join(views.chain(claim)), period(claim.when)]
        parts.append("; ".join(map(quantity, claim.quantities)))
        parts.append("read from a garbled passage" if claim.damaged else "")
        return " · ".join(each for each in parts if each)

    def _of_check(self, check: Check, *, deep: bool = True) -> Reason:
        name = f"{check.dataset} {check.version}"
        told = check.says.removeprefix(f"{name} ({check.first_year}-{check.last_year}): ")
        says = f"check: {check.verdict.value}: {told} ({dataset(name)}, covers {check.first_year} to {check.last_year})"
        cells = "; ".join(f"{each.column} {each.value}" for each in check.row)
        row = (Reason(says=f"what it says there: {cells}"),) if cells else ()
        held = self._kinds["proposition"].get(check.proposition) if deep else None
        grounds = self._grounds((held.id,)) if held is not None else ()
        return Reason(says=says, id=check.id, below=(*grounds, *row))

    def _of_assessment(self, assessment: Assessment) -> Reason:
        first, *rest = assessment.says.split("\n")
        steps = tuple(Reason(says=each) for each in rest)
        indicators = (Reason(says="its indicators", below=steps),) if steps else ()
        below = (*indicators, *self._both_sides(assessment))
        return Reason(says=f"assessment: {first} [{assessment.method}]", id=assessment.id, below=below)

    def _both_sides(self, assessment: Assessment) -> Iterator[Reason]:
        grounds, against = self._grounds(assessment.grounds), self._grounds(assessment.counter_grounds)
        if grounds:
            yield Reason(says=f"for it, {len(grounds)}", below=grounds)
        if against:
            yield Reason(says=f"against it, {len(against)}", below=against)
        if not grounds and not against:
            yield Reason(says="nothing in the dossier speaks of it: not known is not the same as not so")
