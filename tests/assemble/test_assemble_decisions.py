"""A person's word on which claims say the same is followed, and what is parted bears on the other no more."""

from __future__ import annotations

import pytest

from foedus.assemble import assemble
from foedus.records import Claim, Problem, Proposition, judgement
from foedus.terms import CLAIM_IS_CLAIM, Factuality, Opinion, RootNature
from foedus.values import Span, place_of
from newsroom import Newsroom, assembled, whole


def sale(
    room: Newsroom, publisher: str, root: str, words: str = "Ruritania sold eleven gunboats to Graustark"
) -> Claim:
    paper = room.paper(f"{words}, said {root}.", publisher)
    voice = room.voice(paper, root, RootNature.ORGANISATION)
    made: Claim = room.claim(paper, words, voice, who="Ruritania", whom="Graustark", kind="AID.arms")
    return made


def judge(room: Newsroom, first: Claim, opinion: Opinion, second: Claim) -> None:
    given = judgement(
        about=CLAIM_IS_CLAIM, subject=first.evidence.key, candidate=second.evidence.key,
        opinion=opinion, by="Eve", because="seen", evidence=first.evidence,
    )  # fmt: skip
    room.judgements.append(given)


def test_what_is_judged_not_the_same_leaves_and_the_counts_follow() -> None:
    room = Newsroom()
    institute, council, other = (
        sale(room, f"Paper {n}", n) for n in ("Hentzau Institute", "Zenda Council", "Otto Brand")
    )
    before = assembled(room)[0][institute.id]
    assert (before.lower, set(before.supporting)) == (3, {institute.id, council.id, other.id})
    judge(room, other, Opinion.DIFFERENT, institute)
    made = assembled(room)[0]
    assert set(made[institute.id].supporting) == {institute.id, council.id}
    assert (made[institute.id].lower, made[institute.id].upper) == (2, 2)
    assert made[other.id].supporting == (other.id,)
    assert made[other.id].id != made[institute.id].id, "though both tell it in the same words"
    assert made[other.id].refines == made[institute.id].refines == ()


def test_what_is_judged_the_same_stands_together_with_all_that_stood_with_either() -> None:
    room = Newsroom()
    first, like = (sale(room, f"Paper {n}", n) for n in ("Hentzau Institute", "Zenda Council"))
    far = sale(
        room, "Paper 3", "Otto Brand", "Strelsau let its neighbour Graustark have a flotilla of old Ruritania hulls"
    )
    assert far.id not in assembled(room)[0][first.id].supporting
    judge(room, far, Opinion.SAME, like)
    only = assembled(room)[0][first.id]
    assert set(only.supporting) == {first.id, like.id, far.id}
    assert (only.lower, only.upper) == (3, 3)


def test_a_bundle_leaves_together() -> None:
    room = Newsroom()
    one, two, three, four = (sale(room, f"Paper {n}", f"Otto {n}") for n in ("Abel", "Brand", "Carl", "Dorn"))
    judge(room, one, Opinion.SAME, two)
    judge(room, one, Opinion.DIFFERENT, three)
    made = assembled(room)[0]
    assert set(made[one.id].supporting) == {one.id, two.id}
    assert set(made[three.id].supporting) == {three.id, four.id}


def test_a_denial_that_is_of_another_thing_denies_no_more() -> None:
    room = Newsroom()
    told = sale(room, "Paper 1", "Hentzau Institute")
    words = "Ruritania sold eleven gunboats to Graustark"
    paper = room.paper(f"The Zenda Council denied that {words}.", "Paper 2")
    voice = room.voice(paper, "Zenda Council", RootNature.ORGANISATION)
    denial = room.claim(paper, words, voice, who="Ruritania", whom="Graustark", kind="AID.arms",
                        factuality=Factuality.CERTAINLY_NOT)  # fmt: skip
    before = assembled(room)[0][told.id]
    assert [each.claim for each in before.denying] == [denial.id]
    judge(room, denial, Opinion.DIFFERENT, told)
    made = assembled(room)[0]
    assert made[told.id].denying == ()
    assert made[told.id].belief > before.belief
    assert denial.id in made


def test_decisions_that_contradict_each_other_are_told_and_the_joining_one_holds() -> None:
    room = Newsroom()
    one, two, three = (sale(room, f"Paper {n}", f"Otto {n}") for n in ("Abel", "Brand", "Carl"))
    judge(room, one, Opinion.SAME, two)
    judge(room, two, Opinion.SAME, three)
    judge(room, three, Opinion.DIFFERENT, one)
    left = list(assemble(whole(room)))
    (noted,) = [each for each in left if isinstance(each, Problem)]
    assert noted.code == "decisions-contradict"
    assert "take one decision back" in noted.says
    made = [each for each in left if isinstance(each, Proposition)]
    assert [set(each.supporting) for each in made] == [{one.id, two.id, three.id}]


def test_a_decision_on_words_that_are_gone_does_nothing() -> None:
    room = Newsroom()
    told = sale(room, "Paper 1", "Hentzau Institute")
    before = assembled(room)[0]
    gone = Span(document="gone", start=0, end=4, text="gone")
    room.judgements.append(
        judgement(about=CLAIM_IS_CLAIM, subject=told.evidence.key, candidate=gone.key, by="Eve",
                  because="seen")
    )  # fmt: skip
    assert assembled(room)[0] == before


@pytest.mark.parametrize("key", ["", "RUS", "0a1b", "0a:1-", "0a:-1", "0a:x-2", "@publisher"])
def test_what_is_no_key_of_words_is_none(key: str) -> None:
    assert place_of(key) is None
