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


def roles_of(text: str, predicate: str) -> tuple[str, str]:
    """Who does it and to whom, as the claim with this predicate has it; fails where two claims have it."""
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    (claim,) = [each for each in claims if each.predicate is not None and each.predicate.text == predicate]
    doing, suffering = (
        " ".join(each.words for each in claim.parties if each.role is role) for role in (Role.INITIATOR, Role.TARGET)
    )
    return doing, suffering


@pytest.mark.parametrize(
    ("text", "predicate", "suffering"),
    [
        ("Armenia was left alone in the war.", "left", "Armenia"),
        ("Hungary has been misled in the talks.", "misled", "Hungary"),
        ("Georgia has been divided since 2008.", "divided", "Georgia"),
    ],
)
def test_to_whom_it_is_done_does_not_do_it(text: str, predicate: str, suffering: str) -> None:
    assert roles_of(text, predicate) == ("", suffering)


@pytest.mark.parametrize(
    ("text", "predicate", "doing", "suffering"),
    [
        ("French troops were withdrawn from Niger.", "withdrawn", "French troops", "Niger"),
        ("Greek troops were sent to Libya in May.", "sent", "Greek troops", "Libya"),
        ("Turkish drones were delivered to Libya.", "delivered", "Turkish drones", "Libya"),
        ("Three Libyan envoys were expelled from Turkey.", "expelled", "Turkey", "Three Libyan envoys"),
        ("Rwanda opened an embassy in Budapest.", "opened", "Rwanda", "Budapest"),
        ("Ethiopia, whose jets bombed a Somali port in May, denied it.", "bombed", "Ethiopia", "Somali"),
        ("Turkey is expected to sell tanks to Libya.", "expected", "Turkey", "Libya"),
        ("Turkey is reported to have attacked Libya.", "reported", "Turkey", "Libya"),
        ("Libya is believed to have been attacked by Turkey.", "believed", "Turkey", "Libya"),
        ("Greece was asked to sell tanks to Libya.", "asked", "", "Greece"),
        ("Turkey suffered an attack by Libya.", "suffered", "Libya", "Turkey"),
        ("Libya suffered Turkish air strikes in May.", "suffered", "Turkish", "Libya"),
        ("Turkey has drawn criticism from Greece.", "drawn", "Greece", "Turkey"),
        ("Turkey, not Greece, attacked Libya.", "attacked", "Turkey", "Libya"),
        ("It was Turkey that attacked Libya in May.", "attacked", "Turkey", "Libya"),
        ("Estonia got 20 howitzers from Sweden last year.", "got", "Sweden", "Estonia"),
        ("Drones made by Iran were used by Russia against Ukraine.", "used", "Russia", "Ukraine"),
        ("Drones made in Turkey were used by Libya against Chad.", "used", "Libya", "Chad"),
        ("Two Uighurs were handed over to China by Thailand.", "handed", "Thailand", "Two Uighurs"),
        ("China lent Laos $480 million for the railway.", "lent", "China", "Laos"),
        ("Norway advises Chad to buy grain from Egypt.", "advises", "Norway", "Chad"),
        ("Spain, along with Portugal, condemned Morocco.", "condemned", "Spain Portugal", "Morocco"),
    ],
)
def test_whose_people_and_arms_they_are_does_it(text: str, predicate: str, doing: str, suffering: str) -> None:
    assert roles_of(text, predicate) == (doing, suffering)


@pytest.mark.parametrize(
    ("text", "predicate", "suffering"),
    [
        ("A blast outside Tripoli killed three Turkish soldiers.", "killed", "three Turkish soldiers"),
        ("An attack in Libya killed two Turkish engineers.", "killed", "two Turkish engineers"),
    ],
)
def test_where_it_happens_does_nothing(text: str, predicate: str, suffering: str) -> None:
    assert roles_of(text, predicate) == ("", suffering)


@pytest.mark.parametrize(
    ("text", "predicate", "doing", "suffering"),
    [
        ("The sale of 60 howitzers to Chile by Israel was completed last year.", "completed", "Israel", "Chile"),
        ("The bombing of Libya by Greece went on.", "went", "Greece", "Libya"),
        ("The delivery of Turkish drones to Libya began in June.", "began", "Turkish drones", "Libya"),
        ("Talks between Armenia and Azerbaijan were held in Tbilisi.", "held", "Armenia Azerbaijan", ""),
        ("A cease-fire between Yemen and Saudi Arabia took effect.", "took", "Yemen Saudi Arabia", ""),
    ],
)
def test_an_act_that_takes_place_has_its_own_doer_and_is_told_once(
    text: str, predicate: str, doing: str, suffering: str
) -> None:
    assert roles_of(text, predicate) == (doing, suffering)
    assert len(material_from([document_of({"id": "one", "text": text})], across=False).claims) == 1


def test_a_state_that_a_claim_names_twice_is_told_once() -> None:
    text = "Norway sold six boats to Poland. Norway said that Norway would keep its promise to Poland."
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    for each in claims:
        plain = [(party.role, party.words) for party in each.parties]
        assert len(plain) == len(set(plain))
        assert not {words for role, words in plain if role is Role.OTHER} & {
            words for role, words in plain if role is not Role.OTHER
        }
