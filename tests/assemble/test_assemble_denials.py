"""A denial answers what was said in other words; what only accompanies an act is not denied."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from foedus.assemble.content import contents, is_negative
from foedus.assemble.denials import Affirmed, answers
from foedus.assemble.likeness import Likeness
from foedus.terms import Disagreement, Factuality, RootNature, Sort
from foedus.values import Cue
from newsroom import Newsroom, assembled, whole

if TYPE_CHECKING:
    from foedus.records import Claim

SAID = "Ruritania shipped howitzers to Graustark by the river road"
DENIED = "Ruritania had let howitzers through to Graustark"


def shipped(room: Newsroom) -> Claim:
    return room.claim(room.paper(f"{SAID}.", "Zenda Gazette"), SAID, who="Ruritania", whom="Graustark", kind="AID.arms")


def denied(room: Newsroom, words: str = DENIED, who: str = "Ruritania", whom: str = "Graustark") -> Claim:
    paper = room.paper(f"The ministry denied that {words}.", "Strelsau Wire")
    voice = room.voice(paper, "The ministry", RootNature.ORGANISATION)
    return room.claim(
        paper, words, voice, who=who, whom=whom, sort=Sort.DENIAL, kind="AID.arms",
        factuality=Factuality.CERTAINLY_NOT,
    )  # fmt: skip


def test_a_denial_in_other_words_answers_what_it_denies() -> None:
    room = Newsroom()
    said, denial = shipped(room), denied(room)
    proposition = assembled(room)[0][said.id]
    assert (denial.id, Disagreement.POLARITY) in {(each.claim, each.respect) for each in proposition.denying}


def test_a_denial_of_other_parties_answers_nothing() -> None:
    room = Newsroom()
    shipped(room)
    denied(room, "Freedonia had let howitzers through to Sylvania", who="Freedonia", whom="Sylvania")
    found = contents(whole(room))
    assert list(answers(found, Likeness(found))) == []


def test_a_denial_answers_what_its_own_text_tells_of_its_party() -> None:
    room = Newsroom()
    paper = room.paper(
        "Ruritania rents the mill. The ministry denied that any firm of Ruritania was the tenant.", "Wire"
    )
    said = room.claim(paper, "Ruritania rents the mill", who="Ruritania")
    room.claim(
        paper, "any firm of Ruritania was the tenant", room.voice(paper, "The ministry", RootNature.ORGANISATION),
        who="Ruritania", sort=Sort.DENIAL, factuality=Factuality.CERTAINLY_NOT,
    )  # fmt: skip
    found = contents(whole(room))
    assert [each.second.claim.id for each in answers(found, lambda *_: 0.0)] == [said.id]  # type: ignore[arg-type]


def test_a_negation_that_names_nobody_is_not_joined_with_what_another_paper_tells_of_somebody() -> None:
    room = Newsroom()
    quote = "crossed the border line with gunboats this year"
    said = room.claim(room.paper(f"Ruritania {quote}.", "Zenda Gazette"), f"Ruritania {quote}", who="Ruritania")
    paper = room.paper(f"Nobody {quote}, said Hentzau.", "Strelsau Wire")
    voice = room.voice(paper, "Hentzau", RootNature.PERSON)
    not_so = room.claim(paper, f"Nobody {quote}", voice, factuality=Factuality.CERTAINLY_NOT)
    made = assembled(room)[0]
    assert not_so.id not in {each.claim for each in made[said.id].denying}


def test_an_answer_needs_a_likeness() -> None:
    room = Newsroom()
    said = shipped(room)
    denied(room)
    found = contents(whole(room))
    wanted = {said.id}
    assert {each.second.claim.id for each in answers(found, Likeness(found))} == wanted
    assert list(answers(found, lambda *_: -3.0)) == []  # type: ignore[arg-type]


def negated(room: Newsroom, words: str, verb: str, cue: str) -> Claim:
    paper = room.paper(f"{words}.", f"Paper of {cue}")
    made = room.claim(
        paper, words, who="Ruritania", factuality=Factuality.CERTAINLY_NOT, predicate=room.span(paper, verb)
    )
    return replace(made, cues=(Cue(span=room.span(paper, cue), signals="negation"),))


def test_what_only_went_along_with_an_act_does_not_deny_it() -> None:
    room = Newsroom()
    assert not is_negative(negated(room, "Ruritania moved over the border with nobody looking", "moved", "nobody"))
    assert is_negative(negated(room, "Ruritania has not moved over the border with carts", "moved", "not"))
    assert is_negative(negated(room, "Ruritania moved none of the carts", "moved", "none"))


def test_what_is_asked_not_to_be_done_is_not_denied() -> None:
    room = Newsroom()
    claim = negated(room, "Ruritania urged both sides not to ship howitzers", "urged", "not")
    assert not is_negative(claim)


def said_not(room: Newsroom, quote: str, publisher: str, cue: str) -> Claim:
    """A claim that is read as a negation for a word of its own."""
    paper = room.paper(f"{quote}.", publisher)
    claim = room.claim(paper, quote, who="Ruritania", whom="Graustark", factuality=Factuality.CERTAINLY_NOT)
    room.claims[-1] = replace(claim, cues=(Cue(span=room.span(paper, cue), signals="negation"),))
    return room.claims[-1]


def test_one_words_said_twice_contradict_nobody_however_they_are_read() -> None:
    room = Newsroom()
    said = "Not one howitzer has gone from Ruritania to Graustark"
    room.claim(room.paper(f"{said}.", "Paper 0"), said, who="Ruritania", whom="Graustark")
    said_not(room, said, "Paper 1", "Not")
    made = set(assembled(room)[0].values())
    assert len(made) == 1
    assert next(iter(made)).denying == ()


def test_with_and_without_go_against_each_other() -> None:
    room = Newsroom()
    texts = ("without howitzers", "without their howitzers", "with howitzers")
    claims = [
        room.claim(room.paper(f"Ruritania sent gunboats to Graustark {each}.", f"Paper {number}"),
                   f"Ruritania sent gunboats to Graustark {each}", who="Ruritania", whom="Graustark", kind="AID.arms")
        for number, each in enumerate(texts)
    ]  # fmt: skip
    proposition = assembled(room)[0][claims[0].id]
    assert [(each.claim, each.respect) for each in proposition.denying] == [(claims[2].id, Disagreement.POLARITY)]


def test_something_told_as_not_so_answers_what_is_nearly_the_same() -> None:
    room = Newsroom()
    said = shipped(room)
    paper = room.paper("Ruritania never shipped howitzers to Graustark.", "Strelsau Wire")
    quote = "Ruritania never shipped howitzers to Graustark"
    voice = room.voice(paper, "Ruritania", RootNature.ORGANISATION)
    room.claim(paper, quote, voice, who="Ruritania", whom="Graustark", factuality=Factuality.CERTAINLY_NOT)
    found = contents(whole(room))
    assert {each.second.claim.id for each in answers(found, lambda *_: 0.5)} == {said.id}  # type: ignore[arg-type]
    assert list(answers(found, lambda *_: 0.2)) == []  # type: ignore[arg-type]


def test_no_work_was_done_where_work_stopped() -> None:
    room = Newsroom()
    quote = "Ruritania stopped its work on the lock of Graustark"
    stopped = room.claim(room.paper(f"{quote}.", "Paper 0"), quote, who="Ruritania", whom="Graustark")
    idle = said_not(room, "Ruritania did no work on the lock of Graustark", "Paper 1", "no")
    never = said_not(room, "Ruritania never stopped its work on the lock of Graustark", "Paper 2", "never")
    proposition = assembled(room)[0][stopped.id]
    assert [each.claim for each in proposition.denying] == [never.id]
    assert idle.id in proposition.supporting


def test_a_denial_meets_the_claims_with_the_most_telling_words_of_it() -> None:
    room = Newsroom()
    kinds = ["ships", "tanks and ships", "guns, tanks and ships", "no more", "guns"]
    for number in range(30):
        paper = room.paper(f"Ruritania sold {kinds[number % 5]} to Graustark.", f"Paper {number}")
        room.claim(paper, f"Ruritania sold {kinds[number % 5]} to Graustark", who="Ruritania", whom="Graustark")
    paper = room.paper("Ruritania never sold guns, tanks or ships to Graustark.", "Paper 30")
    quote = "Ruritania never sold guns, tanks or ships to Graustark"
    factuality = Factuality.CERTAINLY_NOT
    denied = room.claim(paper, quote, who="Ruritania", whom="Graustark", factuality=factuality)
    told = contents(room.material())
    denial = next(each for each in told if each.claim.id == denied.id)
    others = [each for each in told if each is not denial]
    for most in (1, 7, 12, 29, 30, 50):
        wanted = sorted(others, key=lambda each: (-len(each.stems & denial.stems), each.claim.id))[:most]
        found = Affirmed.of(others).nearest(denial, most)
        assert {each.claim.id for each in found} == {each.claim.id for each in wanted}
