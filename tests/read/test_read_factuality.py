"""FactBank values of one act under the words that weigh it: what is told, and how surely."""

from __future__ import annotations

import pytest

from foedus.evaluate.cooperation import document_of
from foedus.evaluate.materials import material_from
from foedus.terms import Factuality, Sort

# A sentence, and the values that a careful reader may give what it says of the sale.
SENTENCES = (
    ("Turkey may have sold drones to Libya.", "PS+"),
    ("Turkey might sell drones to Libya.", "PS+"),
    ("Turkey could sell drones to Libya next year.", "PS+"),
    ("Turkey probably sold drones to Libya.", "PR+"),
    ("Turkey is likely to sell drones to Libya.", "PR+"),
    ("Turkey is unlikely to sell drones to Libya.", "PR-"),
    ("Turkey has probably not sold drones to Libya.", "PR-"),
    ("Turkey allegedly sold drones to Libya.", "CT+"),
    ("Turkey appears to have sold drones to Libya.", "PR+"),
    ("Turkey seems to have sold drones to Libya.", "PR+"),
    ("Turkey must have sold drones to Libya.", "PR+"),
    ("Turkey failed to sell drones to Libya.", "CT-"),
    ("Turkey managed to sell drones to Libya.", "CT+"),
    ("Turkey has yet to sell drones to Libya.", "CT-"),
    ("Turkey never sold drones to Libya.", "CT-"),
    ("Turkey no longer sells drones to Libya.", "CT-"),
    ("Turkey cannot have sold drones to Libya.", "CT- PR-"),
    ("Turkey is believed to have sold drones to Libya.", "PR+"),
    ("Turkey is thought to have sold drones to Libya.", "PR+"),
    ("Turkey is expected to sell drones to Libya.", "PR+"),
    ("Turkey almost sold drones to Libya.", "CT-"),
    ("Turkey nearly sold drones to Libya in May.", "CT-"),
    ("Turkey would have sold drones to Libya if Greece had agreed.", "CT-"),
    ("Turkey should sell drones to Libya.", "UU CT+"),
    ("Perhaps Turkey sold drones to Libya.", "PS+"),
    ("It is possible that Turkey sold drones to Libya.", "PS+"),
    ("It is likely that Turkey sold drones to Libya.", "PR+"),
    ("There is little doubt that Turkey sold drones to Libya.", "PR+ CT+"),
    ("It is doubtful that Turkey sold drones to Libya.", "PR- PS-"),
    ("It is impossible that Turkey sold drones to Libya.", "CT-"),
    ("It is not true that Turkey sold drones to Libya.", "CT-"),
    ("It is certain that Turkey sold drones to Libya.", "CT+"),
    ("It is clear that Turkey sold drones to Libya.", "CT+"),
    ("Turkey apparently sold drones to Libya.", "PR+"),
    ("Turkey presumably sold drones to Libya.", "PR+"),
    ("Turkey reportedly sold drones to Libya.", "CT+"),
    ("Turkey supposedly sold drones to Libya.", "PS+ PR+ CT+"),
    ("Turkey hardly sold any drones to Libya.", "CT- PR-"),
    ("Turkey denied selling drones to Libya.", "CT-"),
    ("Turkey admitted selling drones to Libya.", "CT+"),
    ("Turkey has been accused of selling drones to Libya.", "CT+"),
    ("Turkey did not sell drones to Libya.", "CT-"),
    ("Turkey is not going to sell drones to Libya.", "CT- PR-"),
    ("Turkey will sell drones to Libya.", "PR+ CT+"),
    ("Turkey will not sell drones to Libya.", "PR- CT-"),
    ("Turkey is due to sell drones to Libya in May.", "PR+ CT+"),
    ("Turkey ought to sell drones to Libya.", "UU"),
    ("“I would like to stress that Turkey sold drones to Libya,” Mr Brand said.", "CT+"),
    ("“I have to say that Turkey has not sold drones to Libya,” Mr Brand said.", "CT-"),
    ("“We wish to point out that Turkey has sold drones to Libya,” the ministry said.", "CT+"),
    ("“Let me remind you that Turkey sold drones to Libya,” Mr Brand said.", "CT+"),
    ("Mr Brand wishes that Turkey had sold drones to Libya.", "UU CT-"),
    ("Turkey needs to sell drones to Libya.", "UU"),
    ("Turkey has to sell drones to Libya.", "UU"),
    ("Turkey had to sell drones to Libya.", "CT+"),
    ("In all likelihood, Turkey will sell drones to Libya.", "PR+"),
    ("The danger is that Turkey will sell drones to Libya.", "PS+"),
    ("Odds are that Turkey will sell drones to Libya.", "PR+"),
    ("Turkey looks set to sell drones to Libya.", "PR+"),
    ("Not until March did Turkey sell drones to Libya.", "CT+"),
    ("It is only a matter of time before Turkey sells drones to Libya.", "PR+"),
    ("Turkey has no plans to sell drones to Libya.", "CT-"),
    ("Turkey is known to have sold drones to Libya.", "CT+"),
    ("Turkey neither sold drones to Libya nor trained its army.", "CT-"),
    ("Greece fears that Turkey sold drones to Libya.", "PS+"),
    ("Greece hopes that Turkey will sell drones to Libya.", "UU PS+ PR+"),
    ("Greece expects that Turkey will sell drones to Libya.", "PR+"),
    ("Greece knows that Turkey sold drones to Libya.", "CT+"),
    ("Greece regrets that Turkey sold drones to Libya.", "CT+"),
    ("Greece suspects that Turkey sold drones to Libya.", "PR+ PS+"),
    ("Greece is convinced that Turkey sold drones to Libya.", "CT+ PR+"),
    ("Greece claims that Turkey sold drones to Libya.", "CT+"),
    ("Greece has proof that Turkey sold drones to Libya.", "CT+"),
    ("Greece has no evidence that Turkey sold drones to Libya.", "UU CT- PR- PS-"),
    ("Turkey is said to have sold drones to Libya.", "PR+"),
    ("It cannot be ruled out that Turkey sold drones to Libya.", "PS+"),
    ("It is high time that Turkey sold drones to Libya.", "UU"),
    ("Few expect Turkey to sell drones to Libya.", "PR-"),
    ("Few envoys believe that Turkey sold drones to Libya.", "PR-"),
    ("A few envoys believe that Turkey sold drones to Libya.", "PR+"),
)


@pytest.mark.parametrize(("text", "wanted"), SENTENCES)
def test_the_value_of_a_sale(text: str, wanted: str) -> None:
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    found = [each for each in claims if any(word in each.evidence.text for word in ("sell", "sold"))]
    assert {each.factuality.value for each in found} & set(wanted.split()), [each.evidence.text for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "Will Turkey sell drones to Libya before the rains?",
        "Should Turkey sell drones to Libya?",
    ],
)
def test_a_question_claims_nothing(text: str) -> None:
    assert not material_from([document_of({"id": "one", "text": text})], across=False).claims


@pytest.mark.parametrize(
    "text",
    [
        "Should Turkey sell drones to Libya, Egypt would close its border.",
        "Were Turkey to sell drones to Libya, Egypt would close its border.",
        "If Turkey sold drones to Libya, Egypt would close its border.",
    ],
)
def test_of_a_condition_only_the_consequence_is_claimed(text: str) -> None:
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    assert [each.predicate.text for each in claims if each.predicate is not None] == ["close"]


@pytest.mark.parametrize("verb", ["planned", "wanted", "hoped", "had intended"])
def test_what_was_wanted_is_no_deed(verb: str) -> None:
    text = f"Turkey {verb} to sell drones to Libya but gave up after the vote."
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    assert [each.sort for each in claims if "drones" in each.evidence.text] == [Sort.INTENT]


def test_an_invasion_that_is_deterred_has_not_happened() -> None:
    text = "To deter an invasion by China, Taiwan has bought 108 tanks from Poland."
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    assert not [each for each in claims if (each.kind or "").startswith("ASSAULT")]


@pytest.mark.parametrize(
    "text",
    [
        "New tariffs by India on Nepal seem inevitable.",
        "A raid by Chad on Libya is imminent.",
        "An invasion of Chad by Libya is unthinkable, the envoy of Niger said.",
    ],
)
def test_an_act_that_is_only_near_has_not_happened(text: str) -> None:
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    assert claims
    assert not [each for each in claims if each.sort is Sort.ACT and each.factuality is Factuality.CERTAIN]


def test_whoever_warns_of_his_own_harm_threatens() -> None:
    text = "Egypt warned Sudan that it will close the border. Chad warned that Libya would close the border."
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    assert {each.evidence.text[:2]: each.sort for each in claims} == {"it": Sort.THREAT, "Li": Sort.FORECAST}
