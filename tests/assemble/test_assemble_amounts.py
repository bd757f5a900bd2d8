"""Two figures for one thing go against each other, though their claims were not taken for one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from foedus.assemble.amounts import amounts
from foedus.assemble.content import contents
from foedus.assemble.counting import Ledger
from foedus.assemble.likeness import Likeness
from foedus.terms import Disagreement, RootNature
from foedus.values import Period
from newsroom import Newsroom, whole

if TYPE_CHECKING:
    from foedus.assemble.oppositions import Opposition
    from foedus.records import Claim

YEAR = Period(since=date(2031, 1, 1), until=date(2032, 1, 1), written="2031")
DAY = Period(since=date(2031, 3, 4), until=date(2031, 3, 5), written="on Tuesday")
SHIPPED = "Ruritania shipped {} howitzers to Graustark by the river road"


def shipped(
    room: Newsroom, publisher: str, number: str, when: Period | None = None, source: str | None = None
) -> Claim:
    quote = SHIPPED.format(number)
    paper = room.paper(f"{quote}, said {source}." if source else f"{quote}.", publisher)
    figure = room.figure(paper, f"{number} howitzers", float(number), "howitzers")
    voices = [room.voice(paper, source, RootNature.ORGANISATION)] if source else []
    return room.claim(
        paper, quote, *voices, who="Ruritania", whom="Graustark", kind="AID.arms", when=when, figures=(figure,)
    )


def found(room: Newsroom) -> list[Opposition]:
    material = whole(room)
    told = contents(material)
    return list(amounts(told, Likeness(told), Ledger(material)))


def test_another_figure_of_one_thing_goes_against_the_first() -> None:
    room = Newsroom()
    pair = [shipped(room, "Zenda Gazette", "40"), shipped(room, "Strelsau Wire", "90")]
    [clash] = found(room)
    assert {clash.first.claim.id, clash.second.claim.id} == {each.id for each in pair}
    assert clash.respect is Disagreement.QUANTITY
    assert "40 howitzers" in clash.because
    assert "90 howitzers" in clash.because


@pytest.mark.parametrize(("second", "when", "clashes"), [("90", DAY, 1), ("90", YEAR, 0), ("41", None, 0)])
def test_a_bare_year_tells_of_which_year_a_figure_is(second: str, when: Period | None, clashes: int) -> None:
    room = Newsroom()
    shipped(room, "Zenda Gazette", "40")
    shipped(room, "Strelsau Wire", second, when)
    assert len(found(room)) == clashes


def test_what_is_counted_under_two_names_is_held_against_each_other() -> None:
    room = Newsroom()
    for publisher, number, name in (("Zenda Gazette", "26", "lorries"), ("Strelsau Wire", "62", "trucks")):
        quote = f"Ruritania seized {number} {name} of Graustark at the river bridge"
        paper = room.paper(f"{quote}.", publisher)
        figure = room.figure(paper, f"{number} {name}", float(number), name)
        room.claim(paper, quote, who="Ruritania", whom="Graustark", kind="COERCE.seize", figures=(figure,))
    [clash] = found(room)
    assert clash.respect is Disagreement.QUANTITY
    told = contents(whole(room))
    assert "trucks" not in told[0].stems | told[1].stems
    assert told[0].stems - told[0].numerals == told[1].stems - told[1].numerals


def test_what_is_counted_of_other_things_or_in_one_paper_clashes_with_nothing() -> None:
    room = Newsroom()
    shipped(room, "Zenda Gazette", "40")
    quote = "Ruritania trained 90 pilots of Graustark in the hills of Zenda"
    paper = room.paper(f"{quote}.", "Strelsau Wire")
    figure = room.figure(paper, "90 pilots", 90.0, "pilots")
    room.claim(paper, quote, who="Ruritania", whom="Graustark", kind="COOPERATE.training", figures=(figure,))
    assert not found(room)


def test_one_root_told_with_two_figures_does_not_go_against_itself() -> None:
    room = Newsroom()
    shipped(room, "Zenda Gazette", "40", source="Hentzau Institute")
    shipped(room, "Strelsau Wire", "90", source="Hentzau Institute")
    assert not found(room)
