"""A drift is told between a claim and the place it comes from, and only where words were lost or changed on the way."""

from __future__ import annotations

from foedus.terms import Anonymity, Change, Factuality, RootNature, Sort
from newsroom import Newsroom, assembled

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
