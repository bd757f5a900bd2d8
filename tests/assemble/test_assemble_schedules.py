"""What begins or ends does so on one day; what happens again has many days."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.terms import Disagreement
from foedus.values import Period
from newsroom import Newsroom, assembled

MARCH = Period(since=date(2031, 3, 1), until=date(2031, 4, 1), written="in March 2031")
SEPTEMBER = Period(since=date(2031, 9, 1), until=date(2031, 10, 1), written="in September 2031")


@pytest.mark.parametrize(("act", "is_one"), [("will open the river lock", True), ("will drill on the river", False)])
def test_two_dates_of_one_beginning_go_against_each_other(act: str, *, is_one: bool) -> None:
    room = Newsroom()
    claims = []
    for number, when in enumerate((MARCH, SEPTEMBER)):
        quote = f"Ruritania and Graustark {act} {when.written}"
        paper = room.paper(f"{quote}.", f"Paper {number}")
        predicate = room.span(paper, act.removeprefix("will ").split()[0])
        claims.append(room.claim(paper, quote, who="Ruritania", whom="Graustark", when=when, predicate=predicate))
    made = assembled(room)[0]
    assert made[claims[0].id].id != made[claims[1].id].id
    found = [(each.claim, each.respect) for each in made[claims[0].id].denying]
    assert found == ([(claims[1].id, Disagreement.DATE)] if is_one else [])


def test_one_month_of_two_years_is_no_clash_where_neither_names_its_year() -> None:
    room = Newsroom()
    for number, year in enumerate((2031, 2032)):
        quote = f"Ruritania and Graustark will open the river lock {'in' if number else 'from'} March"
        when = Period(since=date(year, 3, 1), until=date(year, 4, 1), written="in March" if number else "March")
        room.claim(room.paper(f"{quote}.", f"Paper {number}"), quote, who="Ruritania", whom="Graustark", when=when)
    assert not any(each.denying for each in assembled(room)[0].values())
