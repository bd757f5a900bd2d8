"""Two claims that put two states in opposite orders are never one, and qualify each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foedus.assemble.comparisons import ranking
from foedus.assemble.content import contents
from foedus.terms import Disagreement, Sort
from newsroom import Newsroom, assembled, whole

if TYPE_CHECKING:
    from foedus.records import Claim


def judged(room: Newsroom, quote: str, publisher: str = "Zenda Gazette", who: str = "Ruritania Graustark") -> Claim:
    return room.claim(room.paper(f"{quote}.", publisher), quote, who=who, sort=Sort.JUDGEMENT)


@pytest.mark.parametrize(
    ("quote", "first"),
    [
        ("Ruritania has greater capabilities at sea than Graustark", "RUR"),
        ("Ruritania surpasses Graustark at sea", "RUR"),
        ("Graustark is far ahead of Ruritania at sea", "GRA"),
        ("Ruritania lags behind Graustark at sea", "GRA"),
        ("Ruritania has fewer ships than Graustark", "GRA"),
        ("Ruritania and Graustark have more ships than before", None),
        ("Ruritania sold ships to Graustark", None),
    ],
)
def test_a_comparison_puts_one_state_first(quote: str, first: str | None) -> None:
    room = Newsroom()
    judged(room, quote)
    order = ranking(contents(whole(room))[0])
    assert (order[0] if order else None) == first


@pytest.mark.parametrize(("second", "is_turned"), [("Graustark", True), ("Ruritania", False)])
def test_opposite_orders_are_never_one_proposition(second: str, *, is_turned: bool) -> None:
    room = Newsroom()
    other = {"Graustark": "Ruritania", "Ruritania": "Graustark"}[second]
    one = judged(room, "Ruritania has greater capabilities at sea than Graustark")
    turned = judged(room, f"{second} has greater capabilities at sea than {other}", "Strelsau Wire")
    made = assembled(room)[0]
    assert (made[one.id].id != made[turned.id].id) is is_turned
    told = {(each.claim, each.respect) for each in made[one.id].qualifying}
    assert ((turned.id, Disagreement.SCOPE) in told) is is_turned
