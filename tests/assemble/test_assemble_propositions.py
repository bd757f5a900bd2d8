"""What is said once is one proposition, with its stances and with the roots that stand behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from foedus.assemble import assemble, independence, unread, without
from foedus.terms import Anonymity, Change, Disagreement, Factuality, RootNature, Sort
from foedus.values import Period
from newsroom import Newsroom, assembled, whole

DESCRIBED = Anonymity.DESCRIBED
MARCH = Period(since=date(2031, 3, 1), until=date(2031, 4, 1), written="in March")
MAY = Period(since=date(2031, 5, 1), until=date(2031, 6, 1), written="in May")


def told(room: Newsroom, text: str, publisher: str, quote: str, *by: tuple[str, RootNature], **more: object) -> object:
    """A claim of a new paper; `by` are the voices behind the publisher."""
    paper = room.paper(text, publisher)
    voices = [room.voice(paper, words, nature) for words, nature in by]
    return room.claim(paper, quote, *voices, **more)  # type: ignore[arg-type]


def sale(room: Newsroom, publisher: str, root: str | None = None, verb: str = "sold", **more: object) -> object:
    by = [(root, RootNature.ORGANISATION)] if root else []
    text = f"Ruritania {verb} eleven gunboats to Graustark" + (f", said {root}." if root else ".")
    return told(
        room, text, publisher, f"Ruritania {verb} eleven gunboats to Graustark", *by, who="Ruritania", whom="Graustark",
        kind="AID.arms", **more,
    )  # fmt: skip


def test_one_root_in_three_outlets_counts_once() -> None:
    room = Newsroom()
    claims = [sale(room, f"Paper {number}", "Hentzau Institute") for number in range(3)]
    made, _, _, _ = assembled(room)
    found = {made[claim.id].id: made[claim.id] for claim in claims}
    assert len(found) == 1
    only = next(iter(found.values()))
    assert (only.lower, only.upper, only.outlets, only.unknown) == (1, 1, 3, 0)


def test_two_roots_count_twice_whatever_the_number_of_outlets() -> None:
    room = Newsroom()
    claims = [sale(room, f"Paper {n}", "Hentzau Institute" if n % 2 else "Zenda Council") for n in range(6)]
    only = assembled(room)[0][claims[0].id]
    assert (only.lower, only.upper, only.outlets) == (2, 2, 6)
    assert (only.initiators, only.targets, only.kind) == (("RUR",), ("GRA",), "AID.arms")


@pytest.mark.parametrize(("since", "are_one"), [(2019, False), (2030, True)])
def test_what_has_gone_on_for_years_is_not_what_was_done_in_one_month(*, since: int, are_one: bool) -> None:
    room = Newsroom()
    goes_on = Period(since=date(since, 6, 1), until=None, written=f"since {since}")
    always = sale(room, "Paper 0", "Hentzau Institute", when=goes_on)
    once = sale(room, "Paper 1", "Zenda Council", when=MARCH)
    made = assembled(room)[0]
    assert (made[always.id].id == made[once.id].id) is are_one


def test_an_unknown_root_widens_the_upper_bound_only() -> None:
    room = Newsroom()
    claims = [sale(room, "Paper 0", "Hentzau Institute")]
    for number in (1, 2):
        paper = room.paper(
            f"Ruritania sold eleven gunboats to Graustark, officials told Paper {number}.", f"Paper {number}"
        )
        officials = room.voice(paper, "officials", RootNature.DESCRIBED, DESCRIBED)
        claims.append(
            room.claim(
                paper,
                "Ruritania sold eleven gunboats to Graustark",
                officials,
                who="Ruritania",
                whom="Graustark",
                kind="AID.arms",
            )
        )
    only = assembled(room)[0][claims[0].id]
    assert set(only.supporting) == {claim.id for claim in claims}
    assert (only.lower, only.upper, only.unknown) == (1, 3, 2)


def test_unknown_roots_alone_are_none_in_the_lower_bound() -> None:
    room = Newsroom()
    paper = room.paper("Ruritania sold eleven gunboats to Graustark, officials said.", "Graustark Post")
    officials = room.voice(paper, "officials", RootNature.DESCRIBED, DESCRIBED)
    claim = room.claim(
        paper, "Ruritania sold eleven gunboats to Graustark", officials, who="Ruritania", whom="Graustark"
    )
    only = assembled(room)[0][claim.id]
    assert (only.lower, only.upper) == (0, 1)


WIRE = (
    "Ruritania sold eleven gunboats to Graustark on Friday, and the harbour master of Hentzau had them painted grey "
    "before the week was out so that nobody along the coast would know whose yard they had come from."
)


def test_a_copy_is_never_independent() -> None:
    room = Newsroom()
    quote = "Ruritania sold eleven gunboats to Graustark on Friday"
    claims = [
        room.claim(
            room.paper(WIRE + tail, f"Paper {number}", on=f"2031-03-0{number + 1}"),
            quote,
            who="Ruritania",
            whom="Graustark",
        )
        for number, tail in enumerate(("", " Rain fell.", " Snow fell on the hills."))
    ]
    only = assembled(room)[0][claims[0].id]
    assert (only.lower, only.upper, only.outlets) == (0, 1, 3), "a paper's own voice may have it from anybody"


def test_publishers_that_are_not_told_may_be_one() -> None:
    room = Newsroom()
    claims = [
        room.claim(
            room.paper(f"{opening} Ruritania sold eleven gunboats to Graustark."),
            "Ruritania sold eleven gunboats to Graustark", who="Ruritania", whom="Graustark", kind="AID.arms",
        )
        for opening in ("It is spring.", "It is late.")
    ]  # fmt: skip
    only = assembled(room)[0][claims[0].id]
    assert (only.lower, only.upper) == (0, 2)


def test_five_voices_round_one_report_are_between_one_and_five() -> None:
    room = Newsroom()
    paper = room.paper(
        "Ruritania and Graustark draw nearer. Rates fell, said the Hentzau Institute report. "
        "Ports opened, said the Freedonia Herald. "
        "Tolls vanished, said the Sylvania Times. Debts will follow, Anton Black told the Freedonia Wire.",
        "Graustark Post",
    )
    outlet = RootNature.OUTLET
    black = room.voice(paper, "Anton Black", RootNature.PERSON)
    claims = [
        room.claim(paper, "Ruritania and Graustark draw nearer"),
        room.claim(paper, "Rates fell", room.voice(paper, "the Hentzau Institute report", RootNature.REPORT)),
        room.claim(paper, "Ports opened", room.voice(paper, "the Freedonia Herald", outlet)),
        room.claim(paper, "Tolls vanished", room.voice(paper, "the Sylvania Times", outlet)),
        room.claim(paper, "Debts will follow", room.voice(paper, "the Freedonia Wire", outlet), black),
    ]
    material = whole(room)
    assert independence([claim.id for claim in claims], material) == (1, 5)
    assert independence([claims[2].id, claims[3].id], material) == (1, 2)


def test_a_denial_denies_and_keeps_its_denier() -> None:
    room = Newsroom()
    yes = sale(room, "Paper 0", "Hentzau Institute")
    no = told(
        room, "Strelsau denied that Ruritania sold eleven gunboats to Graustark.", "Paper 1",
        "Ruritania sold eleven gunboats to Graustark", ("Strelsau", RootNature.ORGANISATION), who="Ruritania",
        whom="Graustark", sort=Sort.DENIAL, factuality=Factuality.CERTAINLY_NOT,
    )  # fmt: skip
    made, _, _, _ = assembled(room)
    only = made[yes.id]
    assert [(each.claim, each.respect) for each in only.denying] == [(no.id, Disagreement.POLARITY)]
    assert "Strelsau" in only.denying[0].because
    alone = Newsroom()
    affirmed = sale(alone, "Paper 0", "Hentzau Institute")
    assert only.belief < assembled(alone)[0][affirmed.id].belief


def test_a_hedge_qualifies_where_others_are_certain() -> None:
    room = Newsroom()
    sure = sale(room, "Paper 0", "Hentzau Institute")
    hedged = sale(room, "Paper 1", "Zenda Council", verb="may have sold", factuality=Factuality.POSSIBLE, hedge="may")
    made, _, _, _ = assembled(room)
    only = made[sure.id]
    assert [each.claim for each in only.qualifying] == [hedged.id]
    assert "may" in only.qualifying[0].because
    assert hedged.id in only.supporting
    assert (only.lower, only.upper) == (2, 2)
    firm = Newsroom()
    first = sale(firm, "Paper 0", "Hentzau Institute")
    sale(firm, "Paper 1", "Zenda Council")
    assert only.belief < assembled(firm)[0][first.id].belief


def figured(room: Newsroom, publisher: str, root: str, number: str, value: float, rest: str = "") -> object:
    paper = room.paper(f"Ruritania sent {number} troops to Graustark{rest}, said {root}.", publisher)
    figure = room.figure(paper, number, value, "troops")
    return room.claim(
        paper, f"Ruritania sent {number} troops to Graustark{rest}", room.voice(paper, root, RootNature.ORGANISATION),
        who="Ruritania", whom="Graustark", kind="COOPERATE.personnel", figures=(figure,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("number", "value", "rest", "expected"),
    [
        ("5,000", 5000, "", True),
        ("3,250", 3250, "", False),
        ("200", 200, ", including cooks of the fleet", False),
    ],
    ids=["another figure", "rounded", "a part"],
)
def test_only_a_figure_that_cannot_be_reconciled_contradicts(
    number: str, value: float, rest: str, *, expected: bool
) -> None:
    room = Newsroom()
    first = figured(room, "Paper 0", "Hentzau Institute", "3,200", 3200)
    second = figured(room, "Paper 1", "Zenda Council", number, value, rest)
    made, _, _, _ = assembled(room)
    objections = [*(made.get(first.id) or made[second.id]).denying]
    assert (Disagreement.QUANTITY in {each.respect for each in objections}) is expected


def test_one_root_told_with_two_figures_is_qualified_and_drifts() -> None:
    room = Newsroom()
    first = figured(room, "Paper 0", "Hentzau Institute", "3,200", 3200)
    other = figured(room, "Paper 1", "Hentzau Institute", "5,000", 5000)
    made, drifts, _, _ = assembled(room)
    found = next(each for each in made.values() if each.qualifying)
    assert found.denying == ()
    assert [each.respect for each in found.qualifying] == [Disagreement.QUANTITY]
    assert {first.id, other.id} == {*found.supporting, *(each.claim for each in found.qualifying)}
    assert [each.change for each in drifts] == [Change.NUMBER_MOVED]
    assert {drifts[0].before.text, drifts[0].after.text} == {"3,200", "5,000"}


def test_acts_of_other_months_are_other_propositions() -> None:
    room = Newsroom()
    one, two = (
        sale(room, "Paper 0", when=MARCH),
        told(
            room,
            "Ruritania handed gunboats to Graustark in May.",
            "Paper 1",
            "Ruritania handed gunboats to Graustark in May",
            who="Ruritania",
            whom="Graustark",
            kind="AID.arms",
            when=MAY,
        ),
    )
    made, _, _, _ = assembled(room)
    assert made[one.id].id != made[two.id].id


def test_who_did_it_to_whom_matters() -> None:
    room = Newsroom()
    one = told(
        room,
        "Ruritania attacked Graustark at dawn.",
        "Paper 0",
        "Ruritania attacked Graustark at dawn",
        who="Ruritania",
        whom="Graustark",
        kind="ASSAULT",
    )
    two = told(
        room,
        "Graustark attacked Ruritania at dawn.",
        "Paper 1",
        "Graustark attacked Ruritania at dawn",
        who="Graustark",
        whom="Ruritania",
        kind="ASSAULT",
    )
    made, _, _, _ = assembled(room)
    assert made[one.id].id != made[two.id].id


def test_a_plan_does_not_support_the_deed() -> None:
    room = Newsroom()
    done = sale(room, "Paper 0", "Hentzau Institute")
    planned = told(
        room,
        "Ruritania sells eleven gunboats to Graustark next year.",
        "Paper 1",
        "Ruritania sells eleven gunboats to Graustark",
        who="Ruritania",
        whom="Graustark",
        kind="AID.arms",
        sort=Sort.INTENT,
    )
    made, _, _, _ = assembled(room)
    assert planned.id not in made[done.id].supporting


def test_support_flows_from_the_narrow_to_the_wide_and_denial_does_not() -> None:
    room = Newsroom()
    wide = told(
        room,
        "Ruritania sold gunboats to Graustark.",
        "Paper 0",
        "Ruritania sold gunboats to Graustark",
        who="Ruritania",
        whom="Graustark",
        kind="AID",
    )
    narrow = told(
        room,
        "Ruritania sold three iron gunboats with howitzers and grey crews to Graustark, said Hentzau Institute.",
        "Paper 1",
        "Ruritania sold three iron gunboats with howitzers and grey crews to Graustark",
        ("Hentzau Institute", RootNature.ORGANISATION),
        who="Ruritania",
        whom="Graustark",
        kind="AID.arms",
    )
    made, _, _, _ = assembled(room)
    general, special = made[wide.id], made[narrow.id]
    if general.id != special.id:
        assert special.refines == (general.id,)
        assert (general.upper, special.upper) == (2, 1)
    else:  # judged to say the same: then both roots stand behind it
        assert general.upper == 2
    assert general.lower == 1, "of a paper's own voice nobody can tell whose word it is"


def self_contradicting() -> tuple[Newsroom, list[object]]:
    room = Newsroom()
    paper = room.paper(
        "Lasting leagues ask their members to place their private gain above the shared good.\n\n"
        "Much else is said here of tolls and of bridges, of the price of salt and of the fishing in the strait.\n\n"
        "Lasting leagues ask their members to give up their private gain for the good of the others.",
        "Graustark Post",
    )
    opening = "Lasting leagues ask their members to place their private gain above the shared good"
    end = "Lasting leagues ask their members to give up their private gain for the good of the others"
    return room, [room.claim(paper, each, sort=Sort.JUDGEMENT) for each in (opening, end)]


def test_a_text_that_reverses_its_own_order_of_preference_contradicts_itself() -> None:
    room, claims = self_contradicting()
    made, _, notes, _ = assembled(room)
    assert made[claims[0].id].id != made[claims[1].id].id
    assert [each.claim for each in made[claims[0].id].denying] == [claims[1].id]
    assert [each.code for each in notes] == ["contradicts-itself"]


def test_an_order_of_preference_told_twice_is_no_contradiction() -> None:
    room = Newsroom()
    paper = room.paper(
        "Lasting leagues place the shared good above private gain. "
        "Lasting leagues put the shared good before any gain.",
        "Graustark Post",
    )
    for quote in (
        "Lasting leagues place the shared good above private gain",
        "Lasting leagues put the shared good before any gain",
    ):
        room.claim(paper, quote, sort=Sort.JUDGEMENT)
    assert assembled(room)[2] == []


def test_what_one_calls_close_and_another_distant_stands_side_by_side() -> None:
    room = Newsroom()
    warm = told(
        room,
        "The league of Ruritania and Graustark has reached an unprecedented partnership.",
        "Paper 0",
        "The league of Ruritania and Graustark has reached an unprecedented partnership",
        who="Ruritania Graustark",
        sort=Sort.STATE,
    )
    cool = told(
        room,
        "Military cooperation of Ruritania and Graustark stays symbolic, said Hentzau Institute.",
        "Paper 1",
        "Military cooperation of Ruritania and Graustark stays symbolic",
        ("Hentzau Institute", RootNature.ORGANISATION),
        who="Ruritania Graustark",
        sort=Sort.JUDGEMENT,
    )
    made, _, _, _ = assembled(room)
    assert (cool.id, Disagreement.SCOPE) in {(each.claim, each.respect) for each in made[warm.id].qualifying}
    assert (warm.id, Disagreement.SCOPE) in {(each.claim, each.respect) for each in made[cool.id].qualifying}


def test_a_hedge_lost_between_two_relays_of_one_root_is_a_drift() -> None:
    room = Newsroom()
    first = room.paper(
        "Ruritania may have sold eleven gunboats to Graustark, said Hentzau Institute.", "Paper 0", on="2031-03-01"
    )
    later = room.paper(
        "Ruritania has sold eleven gunboats to Graustark, said Hentzau Institute.", "Paper 1", on="2031-03-05"
    )
    quotes = ("Ruritania may have sold eleven gunboats to Graustark", "Ruritania has sold eleven gunboats to Graustark")
    for paper, quote, value, hedge in zip(
        (first, later), quotes, (Factuality.POSSIBLE, Factuality.CERTAIN), ("may", None), strict=True
    ):
        room.claim(
            paper,
            quote,
            room.voice(paper, "Hentzau Institute", RootNature.ORGANISATION),
            who="Ruritania",
            whom="Graustark",
            kind="AID.arms",
            factuality=value,
            hedge=hedge,
        )
    _, drifts, _, _ = assembled(room)
    assert [(each.change, each.before.text) for each in drifts] == [(Change.HEDGE_DROPPED, "may")]


def test_a_lost_date_and_a_lost_name_are_drifts_along_a_copy() -> None:
    room = Newsroom()
    tail = (
        " and the harbour master of Hentzau had them painted grey before the week was out so that nobody along the "
        "coast would know whose yard they had come from or whose flag they would fly."
    )
    first = room.paper(
        f"Ruritania sold eleven gunboats to Graustark in March 2031, Anton Black said,{tail}",
        "Paper 0",
        on="2031-04-01",
    )
    later = room.paper(f"Ruritania sold eleven gunboats to Graustark,{tail}", "Paper 1", on="2031-04-02")
    black = room.voice(first, "Anton Black", RootNature.PERSON)
    common = {"who": "Ruritania", "whom": "Graustark", "kind": "AID.arms"}
    room.claim(
        first,
        f"Ruritania sold eleven gunboats to Graustark in March 2031, Anton Black said,{tail[:60]}",
        black,
        when=replace(MARCH, written="in March 2031"),
        **common,
    )
    room.claim(later, f"Ruritania sold eleven gunboats to Graustark,{tail[:60]}", **common)
    _, drifts, _, _ = assembled(room)
    assert {each.change for each in drifts} == {Change.TIME_LOST, Change.SOURCE_DROPPED}
    assert {each.before.text for each in drifts} == {"in March 2031", "Anton Black"}


def test_leaving_one_root_out_lowers_both_bounds() -> None:
    room = Newsroom()
    claims = [sale(room, f"Paper {n}", "Hentzau Institute" if n % 2 else "Zenda Council") for n in range(4)]
    made, _, _, material = assembled(room)
    only = made[claims[0].id]
    for root in only.roots:
        assert without(only, root, material) == (1, 1)
    assert without(only, "no such root", material) == (2, 2)


def test_the_unread_are_ranked_by_what_rests_on_them_alone() -> None:
    room = Newsroom()
    for number in range(2):
        sale(room, f"Paper {number}", "Hentzau Institute")
    told(
        room,
        "Graustark fears debt, said Zenda Council.",
        "Paper 3",
        "Graustark fears debt",
        ("Zenda Council", RootNature.ORGANISATION),
        who="Graustark",
        sort=Sort.STATE,
    )
    told(
        room,
        "Freedonia fears war, said Hentzau Institute.",
        "Paper 4",
        "Freedonia fears war",
        ("Hentzau Institute", RootNature.ORGANISATION),
        who="Freedonia",
        sort=Sort.STATE,
    )
    material = assembled(room)[3]
    ranked = unread(material)
    assert [(each.root.name, each.alone) for each in ranked] == [("Hentzau Institute", 2), ("Zenda Council", 1)]
    assert (ranked[0].claims, ranked[0].outlets) == (3, 3)


def belief_of(roots: list[str], copies_of_each: int = 1) -> float:
    room = Newsroom()
    claims = [sale(room, f"Paper {n} {root}", root) for root in roots for n in range(copies_of_each)]
    return assembled(room)[0][claims[0].id].belief


def test_new_outlets_help_less_than_new_roots() -> None:
    one, relayed, two = (
        belief_of(["Hentzau Institute"]),
        belief_of(["Hentzau Institute"], 6),
        belief_of(["Hentzau Institute", "Zenda Council"]),
    )
    assert one < relayed <= 0.8 < two  # a root's own error of 0.2 is a ceiling that only another root breaks


def test_the_same_material_gives_the_same_records() -> None:
    room, _ = self_contradicting()
    sale(room, "Paper 0", "Hentzau Institute")
    sale(room, "Paper 1", "Zenda Council")
    material = whole(room)
    flipped = replace(
        material, claims=material.claims[::-1], roots=material.roots[::-1], judgements=material.judgements[::-1]
    )
    assert list(assemble(material)) == list(assemble(flipped))
