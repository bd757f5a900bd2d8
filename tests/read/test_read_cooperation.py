"""An act of cooperation says what it is about and how far it has come; what is hostile or advised says neither."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from foedus.evaluate.cooperation import MODES, document_of
from foedus.evaluate.materials import material_from
from foedus.knowledge.modes import mode_in, modes, statuses
from foedus.read.cooperation import NONE, Told, mode_of, status_of, weights
from foedus.terms import Factuality, Sort, Status

if TYPE_CHECKING:
    from foedus.records import Claim


def read(text: str) -> list[Claim]:
    return list(material_from([document_of({"id": "one", "text": text})], across=False).claims)


@pytest.mark.parametrize(
    ("text", "mode", "status"),
    [
        ("Norway delivered six coastal radars to Chile in May.", "arms-transfer", Status.DELIVERED),
        ("Peru and Ecuador signed a treaty of friendship in Quito.", "treaty", Status.AGREED),
        ("Kenya has offered Uganda a loan of 40 million dollars.", "finance", Status.PROPOSED),
        ("India cancelled the naval exercise with Australia.", "exercise", Status.CANCELLED),
        ("Poland is training Moldovan pilots at its air academy.", "training", Status.UNDER_WAY),
    ],
)
def test_plain_acts_have_their_mode_and_status(text: str, mode: str, status: Status) -> None:
    found = [(each.mode, each.status) for each in read(text)]
    assert (mode, status) in found, found


@pytest.mark.parametrize(
    "text",
    [
        "Russian tanks shelled the Ukrainian town.",
        "France should sell Greece six frigates, a columnist wrote.",
        "If Japan sold Manila radars, would China object?",
        "Belgium built a railway station.",
    ],
)
def test_what_is_hostile_advised_supposed_or_alone_has_none(text: str) -> None:
    assert [each.mode for each in read(text) if each.mode is not None] == []


def test_a_weapon_is_no_transfer_until_somebody_hands_it_over() -> None:
    assert mode_in("two frigates passed within sight", "Two frigates passed within sight of each other.") is None
    assert mode_in("two frigates were sold", "Two frigates were sold.") == "arms-transfer"


def test_the_verbs_own_mode_gives_way_to_what_is_told_more() -> None:
    assert mode_in("lent money", "lent money", "finance") == "finance"
    assert mode_in("forty seconded advisers were lent", "forty seconded advisers were lent", "finance") == "personnel"


def test_the_lists_hold_every_mode_and_status_and_a_weight_for_each() -> None:
    assert {each.name for each in modes()} == MODES
    assert set(statuses()) == set(Status)
    assert set(weights()["mode"].columns) == {*MODES, NONE}
    assert weights()["status"].columns == tuple(each.value for each in Status)
    for table in weights().values():
        assert all(len(row) == len(table.columns) for row in table.traits.values())


def told(words: str, **other: object) -> Told:
    """A claim as the encoder of another reader leaves it: without vectors."""
    plain = {"sort": Sort.ACT, "factuality": Factuality.CERTAIN, "kind": "COOPERATE", "predicate": "sold"}
    return Told(words=words, sentence=f"{words}.", several=True, supposed=False, **(plain | other))  # type: ignore[arg-type]


def test_a_denial_is_denied_whatever_the_verb() -> None:
    denied = told("it had ever sold Chile a radar", sort=Sort.DENIAL, factuality=Factuality.CERTAINLY_NOT)
    assert status_of(denied) is Status.DENIED


def test_without_vectors_the_words_alone_tell_the_mode() -> None:
    assert mode_of(told("Oslo sold Chile six radars")) == "arms-transfer"
    assert mode_of(told("Oslo thanked Chile")) is None
    alone = replace(told("Oslo sold Chile six radars"), several=False)
    assert mode_of(alone) is None
