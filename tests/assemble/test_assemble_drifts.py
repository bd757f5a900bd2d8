"""A drift is told between a claim and the place it comes from, and only where words were lost or changed on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from foedus.assemble import assemble
from foedus.assemble.around import HEDGED, SAID, SUCH
from foedus.records import Copy, Drift, Party
from foedus.terms import Anonymity, Change, Direction, Factuality, Nature, Role, RootNature, Sort, Strength
from foedus.values import Alignment, Period
from newsroom import Newsroom, assembled, whole

if TYPE_CHECKING:
    from foedus.records import Document

TAIL = (
    ", and the harbour master of Hentzau had them painted grey before the week was out so that nobody along the coast "
    "would know whose yard they had come from or whose flag they would fly."
)
SOLD = {"who": "Ruritania", "whom": "Graustark", "kind": "AID.arms"}


def changes(room: Newsroom) -> list[tuple[Change, str]]:
    _, drifts, _, _ = assembled(room)
    return sorted((each.change, each.before.text) for each in drifts)


def test_a_copy_is_held_against_the_text_and_not_against_its_headline() -> None:
    room = Newsroom()
    quote = "Ruritania sold eleven gunboats to Graustark"
    first = room.paper(
        f"{quote}, Anton Black said{TAIL}", "Paper 0", on="2031-04-01", headline="Graustark buys Ruritania's gunboats"
    )
    later = room.paper(f"{quote}{TAIL}", "Paper 1", on="2031-04-02")
    room.claim(first, "Graustark buys Ruritania's gunboats", **SOLD)
    room.claim(first, quote, room.voice(first, "Anton Black", RootNature.PERSON), **SOLD)
    room.claim(later, quote, **SOLD)
    assert changes(room) == [(Change.SOURCE_DROPPED, "Anton Black")]


def test_a_source_that_is_named_beside_the_claim_is_not_dropped() -> None:
    room = Newsroom()
    quote = "Ruritania sold eleven gunboats to Graustark"
    first = room.paper(f"{quote}, Anton Black said{TAIL}", "Paper 0", on="2031-04-01")
    later = room.paper(f"{quote}{TAIL} Anton Black told them of it.", "Paper 1", on="2031-04-02")
    room.claim(first, quote, room.voice(first, "Anton Black", RootNature.PERSON), **SOLD)
    room.claim(later, quote, **SOLD)
    assert changes(room) == []


def test_who_names_the_paper_and_not_its_source_has_dropped_the_source() -> None:
    room = Newsroom()
    quote = "Ruritania sold eleven gunboats to Graustark"
    first = room.paper(f"{quote}, Anton Black said{TAIL}", "The Zenda Mirror", on="2031-04-01")
    later = room.paper(f"{quote}, as The Zenda Mirror has it{TAIL}", "Paper 1", on="2031-04-02")
    room.claim(first, quote, room.voice(first, "Anton Black", RootNature.PERSON), **SOLD)
    room.claim(later, quote, room.voice(later, "The Zenda Mirror", RootNature.OUTLET), **SOLD)
    assert changes(room) == [(Change.SOURCE_DROPPED, "Anton Black")]


def test_a_hedge_on_what_is_to_come_can_be_dropped() -> None:
    room = Newsroom()
    quotes = (
        "Ruritania will probably sell eleven gunboats to Graustark",
        "Ruritania will sell eleven gunboats to Graustark",
    )
    for number, (quote, hedge) in enumerate(zip(quotes, ("probably", None), strict=True)):
        paper = room.paper(f"{quote}{TAIL}", f"Paper {number}", on=f"2031-04-0{number + 1}")
        room.claim(paper, quote, sort=Sort.FORECAST, factuality=Factuality.PROBABLE, hedge=hedge, **SOLD)
    assert changes(room) == [(Change.HEDGE_DROPPED, "probably")]


def test_what_was_wanted_and_is_told_as_done_is_held_against_it() -> None:
    room = Newsroom()
    quotes = ("Ruritania may sell eleven gunboats to Graustark", "Ruritania sold eleven gunboats to Graustark")
    first, later = (
        room.paper(f"{quote}{TAIL}", f"Paper {number}", on=f"2031-04-0{number + 1}")
        for number, quote in enumerate(quotes)
    )
    room.claim(first, quotes[0], sort=Sort.INTENT, factuality=Factuality.POSSIBLE, hedge="may", **SOLD)
    room.claim(later, quotes[1], **SOLD)
    assert changes(room) == [(Change.HEDGE_DROPPED, "may")]


def test_one_source_that_became_several_is_widened() -> None:
    room = Newsroom()
    quote = "Ruritania sold eleven gunboats to Graustark"
    first = room.paper(f"{quote}, the Hentzau Institute found{TAIL}", "Paper 0", on="2031-04-01")
    later = room.paper(f"{quote}, several studies found{TAIL}", "Paper 1", on="2031-04-02")
    room.claim(first, quote, room.voice(first, "Hentzau Institute", RootNature.REPORT), **SOLD)
    several = room.voice(later, "several studies", RootNature.DESCRIBED, Anonymity.DESCRIBED)
    room.claim(later, quote, several, **SOLD)
    assert (Change.ACTOR_WIDENED, "Hentzau Institute") in changes(room)


@pytest.mark.parametrize(
    ("one", "other", "widened"),
    [("driver", "drivers", True), ("some officers", "officers", True), ("officers", "officers", False)],
)
def test_an_unnamed_source_that_became_its_whole_kind_is_widened(one: str, other: str, *, widened: bool) -> None:
    room = Newsroom()
    quote = "Ruritania sold eleven gunboats to Graustark"
    for number, name in enumerate((one, other)):
        paper = room.paper(f"{quote}, {name} said{TAIL}", f"Paper {number}", on=f"2031-04-0{number + 1}")
        room.claim(paper, quote, room.voice(paper, name, RootNature.DESCRIBED, Anonymity.DESCRIBED), **SOLD)
    assert ((Change.ACTOR_WIDENED, one) in changes(room)) is widened


def test_would_keeps_no_hedge_that_was_more() -> None:
    room = Newsroom()
    for number, (quote, value, hedge) in enumerate(
        [
            ("It is possible that Ruritania would sell eleven gunboats to Graustark", Factuality.POSSIBLE, "possible"),
            ("Ruritania would sell eleven gunboats to Graustark", Factuality.PROBABLE, None),
        ]
    ):
        paper = room.paper(f"{quote}{TAIL}", f"Paper {number}", on=f"2031-04-0{number + 1}")
        room.claim(paper, quote, sort=Sort.FORECAST, factuality=value, hedge=hedge, **SOLD)
    assert changes(room) == [(Change.HEDGE_DROPPED, "possible")]


def retold(room: Newsroom, first: Document, later: Document, *couples: tuple[str, str]) -> list[tuple[Change, str]]:
    """The drifts where these sentences of the first paper were told anew in the later one."""
    aligned = tuple(
        Alignment(first=room.span(first, one), second=room.span(later, other), likeness=0.6) for one, other in couples
    )
    copy = Copy(
        id="copy", first=first.id, second=later.id, strength=Strength.REWRITE, direction=Direction.FIRST_TO_SECOND,
        because="a test says so", aligned=aligned, share=0.6,
    )  # fmt: skip
    drifts = [each for each in assemble(replace(whole(room), copies=(copy,))) if isinstance(each, Drift)]
    return sorted((each.change, each.before.text) for each in drifts)


def test_a_sentence_told_anew_is_held_against_its_model_though_the_two_are_two_propositions() -> None:
    room = Newsroom()
    quotes = "One of the canoes may have been rammed by a cutter", "The launch drove into a dugout"
    first, later = (
        room.paper(f"{quote}.", f"Paper {place}", on=f"2031-04-0{place + 1}") for place, quote in enumerate(quotes)
    )
    room.claim(first, quotes[0], factuality=Factuality.POSSIBLE, hedge="may")
    room.claim(later, quotes[1])
    assert retold(room, first, later, quotes) == [(Change.HEDGE_DROPPED, "may")]


def test_a_figure_that_no_claim_holds_is_held_against_that_of_the_sentence_told_anew() -> None:
    room = Newsroom()
    first = room.paper("The guard seized 26 pipes of steel on the quay.", "Paper 0", on="2031-04-01")
    later = room.paper("The depot was searched; 62 tubes were carted off.", "Paper 1", on="2031-04-02")
    room.claim(first, "The guard seized 26 pipes of steel")
    room.claim(later, "The depot was searched")
    couple = "The guard seized 26 pipes of steel on the quay", "The depot was searched; 62 tubes were carted off"
    assert retold(room, first, later, couple) == [(Change.NUMBER_MOVED, "26")]


DENIED = "Ruritania's admiralty denied that any boat had been sold"


def accused(room: Newsroom, later: str, *, is_denied: str = "") -> list[tuple[Change, str]]:
    """The drifts where a paper copies an accusation from another one, which has a denial just behind it."""
    quote = "Ruritania sold eleven gunboats to Graustark"
    first = room.paper(f"{quote}{TAIL} {DENIED}.", "Paper 0", on="2031-04-01")
    copied = room.paper(f"{quote}{TAIL} {later}", "Paper 1", on="2031-04-02")
    room.claim(first, quote, **SOLD)
    admiralty = room.voice(first, "Ruritania's admiralty", RootNature.ORGANISATION)
    room.claim(first, "any boat had been sold", admiralty, sort=Sort.DENIAL, factuality=Factuality.CERTAINLY_NOT)
    room.claim(copied, quote, **SOLD)
    if is_denied:
        voice = room.voice(copied, "Ruritania's admiralty", RootNature.ORGANISATION)
        room.claim(copied, is_denied, voice, sort=Sort.DENIAL, factuality=Factuality.CERTAINLY_NOT)
    return changes(room)


def test_a_denial_that_stood_just_behind_what_was_copied_is_left_out() -> None:
    left_out = [(Change.DENIAL_OMITTED, "any boat had been sold")]
    assert accused(Newsroom(), "Nothing else was said on that day.") == left_out
    told = "A hull was never in the yards, said Ruritania's admiralty."
    assert accused(Newsroom(), told, is_denied="A hull was never in the yards") == []


@pytest.mark.parametrize(("beside", "found"), [("The figures are those of Anton Black.", True), ("It rained.", False)])
def test_who_names_the_source_of_an_earlier_paper_follows_it_without_a_copy(beside: str, *, found: bool) -> None:
    room = Newsroom()
    march = Period(since=None, until=None, written="in March 2031")
    told = "Ruritania sold eleven gunboats to Graustark in March 2031"
    first = room.paper(f"{told}, Anton Black said.", "Paper 0", on="2031-04-01")
    later = room.paper(f"Ruritania sold eleven gunboats to Graustark. {beside}", "Paper 1", on="2031-04-09")
    room.claim(first, told, room.voice(first, "Anton Black", RootNature.PERSON), when=march, **SOLD)
    room.claim(later, "Ruritania sold eleven gunboats to Graustark", **SOLD)
    assert changes(room) == ([(Change.TIME_LOST, "in March 2031")] if found else [])


@pytest.mark.parametrize(
    ("told", "whole_told", "before"),
    [
        ("a Freedonian jet crossed the line", "Freedonian jets", "a Freedonian jet"),
        ("officers of the Royal Guard crossed the line", "Royal Guard", "officers of the Royal Guard"),
        ("the Freedonian jets crossed the line", "Freedonian jets", None),
    ],
)
def test_one_or_a_part_of_them_told_for_all_is_widened(told: str, whole_told: str, before: str | None) -> None:
    room = Newsroom()
    first = room.paper(
        f"{told.capitalize() if told.startswith('the') else 'By noon ' + told}.", "Paper 0", on="2031-04-01"
    )
    later = room.paper(f"By noon {whole_told} crossed the line.", "Paper 1", on="2031-04-02")
    quotes = first.text.rstrip("."), f"{whole_told} crossed the line"
    room.claim(first, quotes[0])
    claim = room.claim(later, quotes[1])
    mention = room.mention(later, whole_told, Nature.ARMED_FORCE)
    room.claims[-1] = replace(claim, parties=(Party(role=Role.INITIATOR, mention=mention, words=whole_told),))
    assert retold(room, first, later, quotes) == ([(Change.ACTOR_WIDENED, before)] if before else [])


def test_what_the_sentence_gives_to_somebody_has_kept_its_source() -> None:
    room = Newsroom()
    first = room.paper("The guard seized the pipes, Anton Black said.", "Paper 0", on="2031-04-01")
    later = room.paper("Tubes were carted off, they write in Zenda.", "Paper 1", on="2031-04-02")
    room.claim(first, "The guard seized the pipes", room.voice(first, "Anton Black", RootNature.PERSON))
    room.claim(later, "Tubes were carted off")
    couple = "The guard seized the pipes, Anton Black said", "Tubes were carted off, they write in Zenda"
    assert retold(room, first, later, couple) == []


def test_the_words_around_a_claim_tell_whose_word_it_is_and_how_sure() -> None:
    assert SAID.search("Tubes were carted off, so the guard stated")
    assert SUCH.match("Such is the finding of researchers in Zenda.")
    assert not SUCH.match("The study fills sixty pages.")
    assert HEDGED.search("it may be assumed that they sank")
    assert not HEDGED.search("Strelsau would rather split the lake")


@pytest.mark.parametrize(
    ("told", "anew", "moved"),
    [
        ("Ruritania sold 11 gunboats, most of them grey", "Ruritania sold 17 gunboats", ["11 gunboats"]),
        ("Ruritania has built 11 of the 32 gunboats", "Ruritania has built 17 gunboats", []),
        ("Ruritania had 32 gunboats", "Ruritania still has 17 gunboats", []),
        ("Ruritania sold 11 gunboats", "Ruritania sold 17 gunboats, where it used to sell 11", []),
    ],
)
def test_a_part_or_a_later_state_moves_no_number(told: str, anew: str, moved: list[str]) -> None:
    room = Newsroom()
    for number, quote in enumerate((told, anew)):
        paper = room.paper(f"{quote}{TAIL}", f"Paper {number}", on=f"2031-04-0{number + 1}")
        digits = "11" if "sold 11" in quote else "32" if "32" in quote else "17"
        start = "the " if "the 32" in quote else ""
        figure = room.figure(paper, f"{start}{digits} gunboats", float(digits), "gunboats")
        room.claim(paper, quote, figures=(figure,), who="Ruritania", kind="AID.arms")
    assert [before for change, before in changes(room) if change is Change.NUMBER_MOVED] == moved


@pytest.mark.parametrize(("day", "publisher", "found"), [
    ("2031-04-09", "Paper 1", True), ("2032-04-09", "Paper 1", False), ("2031-04-09", None, False),
])  # fmt: skip
def test_who_speaks_again_a_year_later_relays_nobody(day: str, publisher: str | None, *, found: bool) -> None:
    room = Newsroom()
    quotes = "Ruritania may sell eleven gunboats to Graustark", "Ruritania sold eleven gunboats to Graustark"
    first = room.paper(f"{quotes[0]}, Anton Black said.", "Paper 0", on="2031-04-01")
    later = room.paper(f"{quotes[1]}, Anton Black said.", publisher, on=day)
    black = [room.voice(each, "Anton Black", RootNature.PERSON) for each in (first, later)]
    room.claim(first, quotes[0], black[0], factuality=Factuality.POSSIBLE, hedge="may", **SOLD)
    room.claim(later, quotes[1], black[1], **SOLD)
    assert (changes(room) == [(Change.HEDGE_DROPPED, "may")]) is found
