"""Which judgements hold: the last word on a matter, and a person's before a verb's."""

from __future__ import annotations

import pytest

from foedus.records import judgement
from foedus.store.ledgers import in_force
from foedus.terms import MENTION_IS_ACTOR, ROOT_IS_ROOT, Opinion, Verb


def by_verb(subject, candidate, about=MENTION_IS_ACTOR):
    return judgement(about=about, subject=subject, candidate=candidate, by=Verb.RESOLVE, because="a rule")


def by_person(subject, candidate, about=MENTION_IS_ACTOR, **more):
    return judgement(about=about, subject=subject, candidate=candidate, by="A. Person", because="I know", **more)


def holding(*judgements):
    return {(each.subject, each.candidate, str(each.by)) for each in in_force(judgements)}


def test_a_verbs_judgements_hold_side_by_side():
    assert len(in_force([by_verb("they", "RUR"), by_verb("they", "GRA")])) == 2


def test_a_persons_actor_stands_against_every_actor_that_a_verb_found():
    held = holding(by_verb("he", "RUR"), by_verb("he", "GRA"), by_verb("she", "RUR"), by_person("he", "SYL"))
    assert held == {("he", "SYL", "A. Person"), ("she", "RUR", "resolve")}


def test_a_persons_no_stands_against_that_one_actor_only():
    no = by_person("he", "RUR", opinion=Opinion.DIFFERENT)
    assert holding(by_verb("he", "RUR"), by_verb("he", "GRA"), no) == {
        ("he", "RUR", "A. Person"),
        ("he", "GRA", "resolve"),
    }


def test_a_persons_word_on_two_roots_holds_either_way_round_and_for_no_third():
    apart = by_person("B", "A", about=ROOT_IS_ROOT, opinion=Opinion.DIFFERENT)
    held = holding(by_verb("A", "B", ROOT_IS_ROOT), by_verb("A", "C", ROOT_IS_ROOT), apart)
    assert held == {("B", "A", "A. Person"), ("A", "C", "resolve")}


def test_what_is_undone_no_longer_holds_and_what_it_stood_against_holds_again():
    said = by_person("he", "SYL")
    undone = by_person("he", "SYL", opinion=Opinion.UNSURE, replaces=said.id)
    assert holding(by_verb("he", "RUR"), said, undone) == {("he", "RUR", "resolve"), ("he", "SYL", "A. Person")}
    assert said not in in_force([said, undone])


def test_undoing_what_undid_brings_a_judgement_back():
    said = by_person("he", "SYL")
    undone = by_person("he", "SYL", opinion=Opinion.UNSURE, replaces=said.id)
    again = by_person("he", "SYL", opinion=Opinion.UNSURE, replaces=undone.id)
    assert said in in_force([said, undone, again])


@pytest.mark.parametrize("length", [2, 3, 2000])
def test_a_long_chain_of_undoing_ends_with_its_last_word(length):
    chain = [by_person("he", "SYL")]
    for _ in range(length):
        chain.append(by_person("he", "SYL", opinion=Opinion.UNSURE, replaces=chain[-1].id))
    assert (chain[0] in in_force(chain)) == (length % 2 == 0)
