"""What a paper takes back counts no more, there and in whatever copied it; what it stands by still counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.terms import Factuality, RootNature
from newsroom import Newsroom, assembled

if TYPE_CHECKING:
    from foedus.records import Claim

TAIL = (
    " The harbour master of Hentzau had the boats painted grey before the week was out, so that nobody along the coast "
    "would know whose yard they had come from or whose flag they were to fly in the spring."
)
SALE = "Ruritania sold eleven gunboats to Graustark"


def sold(room: Newsroom, publisher: str, on: str, root: str = "Zenda Council") -> Claim:
    paper = room.paper(f"{SALE}, said the {root}.{TAIL}", publisher, on=on)
    voice = room.voice(paper, root, RootNature.ORGANISATION)
    return room.claim(paper, SALE, voice, who="Ruritania", whom="Graustark", kind="AID.arms")


def denied(room: Newsroom, opening: str, publisher: str = "Strelsau Wire") -> Claim:
    words = "Ruritania did not sell eleven gunboats to Graustark"
    paper = room.paper(f"{opening} {words}.", publisher, on="2031-04-05")
    return room.claim(
        paper, words, who="Ruritania", whom="Graustark", kind="AID.arms", factuality=Factuality.CERTAINLY_NOT
    )


def test_a_correction_takes_back_what_its_paper_and_its_copies_told() -> None:
    room = Newsroom()
    first = sold(room, "Strelsau Wire", "2031-04-01")
    sold(room, "Zenda Gazette", "2031-04-02")
    denied(room, "A report of this week contained an error.")
    only = assembled(room)[0][first.id]
    assert (only.lower, only.upper) == (0, 0)
    assert {each.claim for each in only.withdrawn} == set(only.supporting)
    assert all("Strelsau Wire corrected it" in each.because for each in only.withdrawn)
    assert only.standing == ()


def test_another_papers_denial_takes_nothing_back() -> None:
    room = Newsroom()
    first = sold(room, "Strelsau Wire", "2031-04-01")
    denied(room, "A report elsewhere contained an error.", publisher="Hentzau Mirror")
    only = assembled(room)[0][first.id]
    assert (only.lower, only.upper, only.withdrawn) == (1, 1, ())


def test_what_another_root_says_stands_after_a_correction() -> None:
    room = Newsroom()
    first = sold(room, "Strelsau Wire", "2031-04-01")
    paper = room.paper(f"A clerk of the Hentzau Museum saw it: {SALE}.", "Hentzau Mirror", on="2031-04-02")
    voice = room.voice(paper, "Hentzau Museum", RootNature.ORGANISATION)
    other = room.claim(paper, SALE, voice, who="Ruritania", whom="Graustark", kind="AID.arms")
    denied(room, "A report of this week contained an error.")
    only = assembled(room)[0][first.id]
    assert [each.claim for each in only.withdrawn] == [first.id]
    assert (only.lower, only.upper) == (1, 1)
    assert other.id in only.standing


def test_a_retracted_article_counts_nowhere() -> None:
    room = Newsroom()
    first = sold(room, "Strelsau Wire", "2031-04-01")
    room.paper("On Tuesday this paper told of gunboats. We withdraw the article.", "Strelsau Wire", on="2031-04-06")
    only = assembled(room)[0][first.id]
    assert (only.lower, only.upper) == (0, 0)
    assert "withdrew it" in only.withdrawn[0].because


def test_a_source_given_up_takes_its_own_claims_only() -> None:
    room = Newsroom()
    text = f"{SALE}, says an annex to the contract. Graustark paid in silver, said the Zenda Council.{TAIL}"
    paper = room.paper(text, "Strelsau Wire", on="2031-04-01")
    annex = room.voice(paper, "annex", RootNature.LEAK)
    council = room.voice(paper, "Zenda Council", RootNature.ORGANISATION)
    told = room.claim(paper, SALE, annex, who="Ruritania", whom="Graustark", kind="AID.arms")
    paid = room.claim(paper, "Graustark paid in silver", council, who="Graustark")
    room.paper(
        "The annex is a forgery, and we retract every word that we took from it.", "Strelsau Wire", on="2031-04-09"
    )
    made = assembled(room)[0]
    assert (made[told.id].lower, made[told.id].upper) == (0, 0)
    assert (made[paid.id].lower, made[paid.id].upper) == (1, 1)


def test_a_notice_that_names_who_did_not_say_it_takes_back_that_word_only() -> None:
    room = Newsroom()
    first = sold(room, "Strelsau Wire", "2031-04-01", root="Hentzau Customs")
    paper = room.paper(
        f"A report of this week contained an error. It was not Hentzau Customs that spoke. {SALE}, said Zenda Customs.",
        "Strelsau Wire",
        on="2031-04-05",
    )
    voice = room.voice(paper, "Zenda Customs", RootNature.ORGANISATION)
    second = room.claim(paper, SALE, voice, who="Ruritania", whom="Graustark", kind="AID.arms")
    only = assembled(room)[0][first.id]
    assert [each.claim for each in only.withdrawn] == [first.id]
    assert "wrong source" in only.withdrawn[0].because
    assert only.standing == (second.id,)
    assert (only.lower, only.upper) == (1, 1)


def test_a_copy_that_still_carries_what_was_taken_back_counts_no_more_for_being_later() -> None:
    room = Newsroom()
    first = sold(room, "Strelsau Wire", "2031-04-01")
    denied(room, "A report of this week contained an error.")
    late = sold(room, "Zenda Gazette", "2031-04-09")
    only = assembled(room)[0][first.id]
    assert {each.claim for each in only.withdrawn} == {first.id, late.id}
    assert (only.lower, only.upper) == (0, 0)


def told_by(room: Newsroom, publisher: str, person: str, words: str) -> Claim:
    paper = room.paper(f"{words}, said {person}, a clerk of the yard.{TAIL}", publisher, on="2031-04-01")
    voice = room.voice(paper, person, RootNature.PERSON)
    return room.claim(paper, words, voice, who="Ruritania", whom="Graustark", kind="AID.arms")


def test_who_takes_his_own_word_back_counts_no_more_and_nobody_else_with_him() -> None:
    room = Newsroom()
    first = told_by(room, "Strelsau Wire", "Otto Brand", SALE)
    room.paper(
        "RETRACTION: Clerk withdraws account of gunboats. Last week we quoted Otto Brand on a sale of eleven gunboats "
        "to Graustark by Ruritania. Brand told us on Monday that this was not so. Strelsau Wire retracts the sentence.",
        "Strelsau Wire",
        on="2031-04-05",
    )
    only = assembled(room)[0][first.id]
    assert (only.lower, only.upper) == (0, 0)
    assert "withdrew it" in only.withdrawn[0].because


def test_a_sentence_that_is_retracted_takes_no_whole_article_back() -> None:
    room = Newsroom()
    first = told_by(room, "Strelsau Wire", "Otto Brand", SALE)
    room.paper(
        "RETRACTION. Last week we wrote of a sale of eleven gunboats to Graustark by Ruritania, as Otto Brand had told "
        "it, and gave the weather at the pier. Strelsau Wire retracts the sentence on the weather.",
        "Strelsau Wire",
        on="2031-04-05",
    )
    only = assembled(room)[0][first.id]
    assert (only.lower, only.upper, only.withdrawn) == (1, 1, ())
