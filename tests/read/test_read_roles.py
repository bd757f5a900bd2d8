"""Who does it and to whom, where the tree leaves it open."""

from __future__ import annotations

import pytest

from foedus.evaluate.cooperation import document_of
from foedus.evaluate.materials import material_from
from foedus.terms import Role


@pytest.mark.parametrize(
    ("text", "doing", "suffering"),
    [
        pytest.param(
            "Indian President Arun Mehta on Saturday hosted Polish Prime Minister Jan Wolski in this town for a "
            "meeting aimed at building trust between the two leaders.",
            "Indian", "Polish", id="a day between the doer and the verb",
        ),
        pytest.param("Norway sold Poland six boats.", "Norway", "Poland", id="as the tree has it"),
    ],
)  # fmt: skip
def test_who_does_it_to_whom(text: str, doing: str, suffering: str) -> None:
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    roles = {role: " ".join(each.words for each in claims[0].parties if each.role is role) for role in Role}
    assert doing in roles[Role.INITIATOR]
    assert suffering in roles[Role.TARGET]


def test_a_state_that_a_claim_names_twice_is_told_once() -> None:
    text = "Norway sold six boats to Poland. Norway said that Norway would keep its promise to Poland."
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    for each in claims:
        plain = [(party.role, party.words) for party in each.parties]
        assert len(plain) == len(set(plain))
        assert not {words for role, words in plain if role is Role.OTHER} & {
            words for role, words in plain if role is not Role.OTHER
        }
