"""Figures and dates that cannot both be right, also where a word for what is counted was changed on the way."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest

from foedus.assemble.compatible import clashing, counts_alike, dates_clash, figures_agree, retold_otherwise
from foedus.assemble.content import contents, numerals
from foedus.assemble.counting import Ledger
from foedus.assemble.figures import Clash
from foedus.terms import Disagreement, RootNature
from foedus.values import Period, Quantity, Span
from newsroom import Newsroom, assembled, whole


def quantity(text: str, low: float | None, high: float | None, unit: str | None, counted: str | None) -> Quantity:
    span = Span(document="d", start=0, end=len(text), text=text)
    return Quantity(low=low, high=high, unit=unit, counted=counted, approximate=False, span=span)


@pytest.mark.parametrize(
    ("first", "second", "alike", "agree"),
    [
        (("41 lorries", 41, 41, None, "lorries"), ("47 trucks", 47, 47, None, "trucks"), True, False),
        (("41 lorries", 41, 41, None, "lorries"), ("47 bakers", 47, 47, None, "bakers"), False, False),
        (("188 nautical miles", 188, 188, "nmi", None), ("188 miles", 188, 188, "mi", None), True, True),
        (("188 nautical miles", 188, 188, "nmi", None), ("118 miles", 118, 118, "mi", None), True, False),
        (("100 km", 100, 100, "km", None), ("62 miles", 62, 62, "mi", None), True, True),
        (("318,400 tonnes", 318400, 318400, "t", "tea"), ("381,400 tonnes", 381400, 381400, "t", None), True, False),
        (("between 45 and 50 cars", 45, 50, None, "cars"), ("more than 50 cars", 50, None, None, "cars"), True, False),
        (("48 cars", 48, 48, None, "cars"), ("more than 50 cars", 50, None, None, "cars"), True, True),
        (("at least 320 tools", 320, None, None, "tools"), ("230 machines", 230, 230, None, "machines"), True, False),
    ],
    ids=["other word", "other things", "miles at sea", "other distance", "converted", "unit alone", "past a range",
         "near a round figure", "below the least"],
)  # fmt: skip
def test_figures_are_compared_by_what_they_count(first: tuple, second: tuple, *, alike: bool, agree: bool) -> None:
    here, there = quantity(*first), quantity(*second)
    assert counts_alike(here, there) is counts_alike(there, here) is alike
    if alike:
        assert figures_agree(here, there) is figures_agree(there, here) is agree


def period(day: int, written: str) -> Period:
    return Period(since=date(2031, 6, day), until=date(2031, 6, day + 1), written=written)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("on June 9", 9), ("on June 14", 14), True),
        (("on Tuesday", 10), ("on Sunday evening", 8), True),
        (("on Sunday", 8), ("on Sunday evening", 15), False),
        (("on June 9", 9), ("two days earlier", 12), False),
        (("on June 9", 9), ("on June 9", 9), False),
    ],
    ids=["two days", "two weekdays", "one weekday of two weeks", "bound to what went before", "one day"],
)
def test_only_days_that_stand_for_themselves_clash(
    first: tuple[str, int], second: tuple[str, int], *, expected: bool
) -> None:
    room = Newsroom()
    claims = []
    for number, (written, day) in enumerate((first, second)):
        words = f"Ruritania closed the bridge {written}"
        paper = room.paper(f"{words}.", f"Paper {number}")
        claims.append(room.claim(paper, words, who="Ruritania", when=period(day, written.removeprefix("on "))))
    assert dates_clash(*claims) is dates_clash(*reversed(claims)) is expected


def test_the_day_on_which_somebody_said_it_is_no_day_of_the_act() -> None:
    room = Newsroom()
    words = "Ruritania closed the bridge, the mayor said on Wednesday"
    said = room.claim(room.paper(words, "Paper 0"), words, who="Ruritania", when=period(11, "Wednesday"))
    other = "Ruritania closed the bridge on Monday"
    done = room.claim(room.paper(other, "Paper 1"), other, who="Ruritania", when=period(9, "Monday"))
    assert not dates_clash(said, done)


def told(room: Newsroom, words: str, publisher: str) -> object:
    return room.claim(room.paper(f"{words}.", publisher), words, who="Ruritania")


def test_numerals_are_figures_and_neither_days_nor_years() -> None:
    room = Newsroom()
    claim = told(room, "Ruritania sent 1,200 men, 9 guns and 47 carts on June 14 and 3 July 2031", "Paper 0")
    assert numerals(claim) == {"1200", "47"}


def test_a_sentence_told_anew_with_one_other_figure_was_changed() -> None:
    room = Newsroom()
    first = told(room, "Ruritania sold 230 looms", "Paper 0")
    second = told(room, "Ruritania passed on 320 spinning frames", "Paper 1")
    rounded = told(room, "Ruritania passed on 232 spinning frames", "Paper 2")
    several = told(room, "Ruritania passed on 320 spinning frames and 75 wheels", "Paper 3")
    part = told(room, "Ruritania sold 40 looms, part of a lot", "Paper 4")
    assert retold_otherwise(first, second) == ("230", "320")
    assert [retold_otherwise(first, each) for each in (rounded, several, part)] == [None, None, None]


def figured(room: Newsroom, publisher: str, on: str, number: str, value: float, root: str) -> object:
    paper = room.paper(f"Ruritania sent {number} troops to Graustark, said {root}.", publisher, on=on)
    return room.claim(
        paper, f"Ruritania sent {number} troops to Graustark", room.voice(paper, root, RootNature.ORGANISATION),
        who="Ruritania", whom="Graustark", kind="COOPERATE.personnel",
        figures=(room.figure(paper, number, value, "troops"),),
    )  # fmt: skip


def test_the_figure_that_most_roots_give_leads_and_the_others_are_set_apart() -> None:
    room = Newsroom()
    odd = figured(room, "Paper 0", "2031-03-01", "5,000", 5000, "Hentzau Institute")
    most = [
        figured(room, f"Paper {n}", f"2031-03-0{n}", "3,200", 3200, root)
        for n, root in ((2, "Zenda Council"), (3, "Strelsau Academy"))
    ]
    only = next(each for each in assembled(room)[0].values() if each.denying)
    assert set(only.supporting) == {each.id for each in most}
    assert [(each.claim, each.respect) for each in only.denying] == [(odd.id, Disagreement.QUANTITY)]


def test_who_gives_no_figure_and_papers_in_their_own_voice_outvote_no_named_root() -> None:
    room = Newsroom()
    named = figured(room, "Paper 0", "2031-03-03", "3,200", 3200, "Hentzau Institute")
    own = []
    for number in (1, 2):
        paper = room.paper("Ruritania sent 5,000 troops to Graustark.", f"Paper {number}", on="2031-03-01")
        own.append(room.claim(
            paper, "Ruritania sent 5,000 troops to Graustark", who="Ruritania", whom="Graustark",
            kind="COOPERATE.personnel", figures=(room.figure(paper, "5,000", 5000, "troops"),),
        ))  # fmt: skip
    bare = room.paper("Ruritania sent troops to Graustark, said Zenda Council.", "Paper 3")
    room.claim(
        bare, "Ruritania sent troops to Graustark", room.voice(bare, "Zenda Council", RootNature.ORGANISATION),
        who="Ruritania", whom="Graustark", kind="COOPERATE.personnel",
    )  # fmt: skip
    only = assembled(room)[0][named.id]  # type: ignore[attr-defined]
    assert {each.claim for each in only.denying} == {each.id for each in own}


def test_a_figure_that_the_other_claim_gives_too_is_no_clash() -> None:
    room = Newsroom()
    whole_sum = room.paper("Ruritania asked Graustark for 210 troops, 140 troops of this for gunboats.", "Paper 0")
    first = room.claim(
        whole_sum, "Ruritania asked Graustark for 210 troops, 140 troops of this for gunboats",
        room.voice(whole_sum, "Graustark", RootNature.ORGANISATION), who="Ruritania", kind="REQUEST",
        figures=(room.figure(whole_sum, "210 troops", 210, "troops"),),
    )  # fmt: skip
    part = room.paper("Ruritania asked Graustark for 140 troops for gunboats.", "Paper 1")
    second = room.claim(
        part, "Ruritania asked Graustark for 140 troops for gunboats", who="Ruritania", kind="REQUEST",
        figures=(room.figure(part, "140 troops", 140, "troops"),),
    )  # fmt: skip
    camp = import_module("foedus.assemble.figures").camp
    material = whole(room)
    assert first.id != second.id
    assert camp(contents(material), Ledger(material)) == {}


def test_figures_that_both_agree_with_a_third_are_still_held_against_each_other() -> None:
    room = Newsroom()
    claims = [
        figured(room, "Paper 0", "2031-03-01", "3,184", 3184, "Hentzau Institute"),
        figured(room, "Paper 1", "2031-03-02", "3,184", 3184, "Zenda Council"),
        figured(room, "Paper 2", "2031-03-03", "3,814", 3814, "Hentzau Institute"),
    ]
    loose = room.paper("Ruritania sent more than 3,000 troops to Graustark, said Zenda Council.", "Paper 3")
    room.claim(
        loose, "Ruritania sent more than 3,000 troops to Graustark",
        room.voice(loose, "Zenda Council", RootNature.ORGANISATION), who="Ruritania", whom="Graustark",
        kind="COOPERATE.personnel",
        figures=(Quantity(low=3000, high=None, unit=None, counted="troops", approximate=False,
                          span=room.span(loose, "more than 3,000")),),
    )  # fmt: skip
    found = contents(whole(room))
    assert clashing(*(next(one for one in found if one.claim.id == each.id) for each in (claims[0], claims[2])))
    only = next(each for each in assembled(room)[0].values() if len(each.supporting) > 1)
    assert claims[2].id not in only.supporting
    assert claims[2].id in {each.claim for each in (*only.denying, *only.qualifying)}


def test_men_can_be_fishermen_and_boats_cannot() -> None:
    room = Newsroom()
    paper = room.paper("14 fishermen, 13 men, 12 gunboats, 11 soldiers", "Zenda Gazette")
    fishermen, men, boats, soldiers = (
        room.figure(paper, words, float(words.split()[0]), words.split()[1])
        for words in ("14 fishermen", "13 men", "12 gunboats", "11 soldiers")
    )
    assert counts_alike(fishermen, men)
    assert counts_alike(men, soldiers)
    assert not counts_alike(men, boats)
    assert not counts_alike(fishermen, soldiers)


def test_a_proposition_has_somebody_who_supports_it(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Newsroom()
    for number in range(3):
        quote = f"Ruritania sold {number + 2} gunboats to Graustark"
        room.claim(room.paper(f"{quote}.", f"Paper {number}"), quote, who="Ruritania", whom="Graustark")
    material = whole(room)
    clash = Clash(respect=Disagreement.QUANTITY, because="a test says so", is_denial=True)
    room_of_propositions = import_module("foedus.assemble.propositions")
    monkeypatch.setattr(room_of_propositions, "_camp", lambda main, _: {each.claim.id: clash for each in main})
    made = room_of_propositions.draft(contents(material), Ledger(material))
    assert len(made.supporting) == 1
    assert len(made.denying) == 2
    assert made.face is made.supporting[0]
