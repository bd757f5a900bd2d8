"""What is told in a sentence: which sort of claim, which kind of act, and whether it happened."""

from __future__ import annotations

import pytest

from foedus.evaluate.cooperation import document_of
from foedus.evaluate.materials import material_from
from foedus.knowledge.language import load_language

LANGUAGE = load_language()


def told(text: str, predicate: str) -> list[tuple[str, str, str]]:
    """Sort, type and factuality of each claim with this predicate."""
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    return [
        (each.sort.value, (each.kind or "").partition(".")[0], each.factuality.value)
        for each in claims
        if each.predicate is not None and each.predicate.text == predicate
    ]


@pytest.mark.parametrize(
    ("text", "predicate", "kind"),
    [
        pytest.param("Poland closed its market to Ukrainian grain in May.", "closed", "COERCE", id="a market"),
        pytest.param("Laos has ordered the Chinese engineers out.", "ordered", "SANCTION", id="out as an adverb"),
        pytest.param("Nauru broke with Taiwan in January.", "broke", "SANCTION", id="with a state"),
        pytest.param("Norway recognised Kosovo in March.", "recognised", "SUPPORT", id="a state by its name"),
        pytest.param("Chile turned the Peruvian ship away in June.", "turned", "REJECT", id="away as an adverb"),
        pytest.param("Cuba and Yemen voted against.", "voted", "REJECT", id="against as an adverb"),
        pytest.param("Oman received the Iranian minister on Monday.", "received", "CONSULT", id="a visitor"),
        pytest.param(
            "Sweden has handed over its radar tracks to Finland.", "handed", "COOPERATE", id="what a service knows"
        ),
        pytest.param(
            "Crews of both countries rehearsed the rescue of a ship off Peru in May.",
            "rehearsed",
            "COOPERATE",
            id="both are two",
        ),
        pytest.param("Sudan's army prepared to shell Chad.", "prepared", "MOBILIZE", id="only prepared"),
        pytest.param(
            "The Turkish ministry denied Greek pilots entry in May.", "denied", "REJECT", id="no content denied"
        ),
    ],
)
def test_the_type_of_an_act(text: str, predicate: str, kind: str) -> None:
    assert [each[1] for each in told(text, predicate)] == [kind]


@pytest.mark.parametrize(
    ("text", "predicate", "factuality"),
    [
        pytest.param(
            "Iran said that it had asked Oman to check ships and that Oman had promised Iran an answer.",
            "promised",
            "CT+",
            id="what is told in the past was not asked for",
        ),
        pytest.param(
            "The memorandum says that Egypt plans to train soldiers and that it has offered Somalia armoured cars.",
            "offered",
            "CT+",
            id="what has been done is no plan",
        ),
        pytest.param(
            "Syrian riots against Turkish rule are continuing, and there is no end in sight.",
            "continuing",
            "CT+",
            id="no end in sight",
        ),
        pytest.param("The Israeli minister met with no envoy of Iran.", "met", "CT-", id="with nobody"),
    ],
)
def test_whether_it_happened(text: str, predicate: str, factuality: str) -> None:
    assert [each[2] for each in told(text, predicate)] == [factuality]


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        pytest.param(
            "Serbia demanded a truce with Croatia before allowing U.N. aid convoys through.", "allowing", id="awaited"
        ),
        pytest.param(
            "Finnish ministers said that lifting the sanctions on Eritrea is out of the question.",
            "lifting",
            id="weighed",
        ),
    ],
)
def test_what_is_only_thought_of_is_not_told(text: str, predicate: str) -> None:
    assert told(text, predicate) == []


def test_a_named_object_is_asked_for_by_what_it_names() -> None:
    row = LANGUAGE.kind_of("recognise", "VERB", nouns=("kosovo", "object-place"))
    assert row is not None
    assert row.kind == "SUPPORT.recognition"
    assert LANGUAGE.kind_of("recognise", "VERB", nouns=("danger",)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Tajikistan told Kyrgyzstan to pull its guards back from the station.",
        "Russia instructed Georgia to withdraw its police.",
        "Georgia was told by Russia to withdraw its police.",
    ],
)
def test_whom_one_tells_to_do_something_is_asked_for_it(text: str) -> None:
    predicate = "instructed" if "instructed" in text else "told"
    assert told(text, predicate) == [("act", "REQUEST", "CT+")]


def test_the_bare_form_of_a_verb_asks_and_does_not_tell() -> None:
    assert told("Greece insisted that Albania release the jailed mayor.", "release") == [("recommendation", "", "UU")]
    assert told("Greece insisted that Albania released the mayor in May.", "released") == [("act", "RETREAT", "CT+")]


@pytest.mark.parametrize(
    ("text", "predicate", "kind"),
    [
        ("Chad took in 40,000 Sudanese refugees.", "took", "AID"),
        ("Poland put 10,000 soldiers on its border with Belarus.", "put", "MOBILIZE"),
        ("Armenia froze its membership in the CSTO.", "froze", "SANCTION"),
        ("Chile walked out of talks with Peru.", "walked", "SANCTION"),
        ("Peru called its ambassador home from Chile.", "called", "SANCTION"),
        ("Turkey lifted its veto on Sweden's bid to join NATO.", "lifted", "CONCEDE"),
        ("Four missiles fired at Chad by Libya fell in Niger.", "fired", "ASSAULT"),
        ("India mobilized pressure groups against Nepal.", "mobilized", "OTHER"),
        ("India mobilized its army against Nepal.", "mobilized", "MOBILIZE"),
        ("India has demonstrated its commitment to Nepal through aid over many years.", "demonstrated", "OTHER"),
        ("Students demonstrated against India in Nepal.", "demonstrated", "PROTEST"),
        ("India has continued to work with Nepal.", "continued", "COOPERATE"),
        ("India and Nepal joined forces against smugglers.", "joined", "COOPERATE"),
        ("India has scrambled to reassure Nepal.", "scrambled", "OTHER"),
        ("India scrambled four jets near Nepal.", "scrambled", "MOBILIZE"),
        ("India had sent drones to Nepal, two envoys said.", "sent", "AID"),
        ("India sent drones into Nepal.", "sent", "MOBILIZE"),
        ("India is undertaking hostile actions towards Nepal.", "undertaking", "OTHER"),
        ("The third round of talks between India and Nepal took place in May.", "took", "CONSULT"),
        ("India told Nepalese troops to go.", "told", "REQUEST"),
    ],
)
def test_the_type_of_an_act_by_what_stands_beside_its_verb(text: str, predicate: str, kind: str) -> None:
    assert [each[1] for each in told(text, predicate)] == [kind]


@pytest.mark.parametrize(
    ("text", "predicate", "wanted"),
    [
        ("The ministers of Chile and Peru stressed the need for talks with Bolivia.", "stressed", "recommendation UU"),
        ("Chile stressed the importance of talks with Bolivia.", "stressed", "judgement CT+"),
        ("Chile and Peru reaffirmed their commitment to defend Bolivia.", "reaffirmed", "intent CT+"),
        ("The president of Peru expressed readiness to meet Chile's envoy.", "expressed", "intent CT+"),
        ("Chile considers the militia in Peru a terrorist organisation.", "considers", "judgement CT+"),
        ("Chile sees Peru as a threat to Bolivia.", "sees", "judgement CT+"),
    ],
)
def test_what_is_affirmed_by_a_noun_is_judged_recommended_or_intended(text: str, predicate: str, wanted: str) -> None:
    assert [f"{sort} {value}" for sort, _, value in told(text, predicate)] == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "There was no sign of an invasion of Moldova by Russia.",
        "The army found no evidence of an attack on Kuwait by Iran.",
        "The army did not find evidence of an attack on Kuwait by Iran.",
        "Analysts see no sign of the Russian withdrawal from Ukraine.",
        "The envoy saw no reason for sanctions against Iran.",
        "Norway sees a need for sanctions against Iran.",
        "The king is in favour of sanctions against Iran.",
        "Poland was accused of an attack on Russia.",
    ],
)
def test_an_act_that_is_needed_suspected_or_without_a_trace_has_not_been_done(text: str) -> None:
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    assert not [each for each in claims if (each.kind or "").partition(".")[0] in {"ASSAULT", "SANCTION", "RETREAT"}]


def test_an_act_that_nothing_justifies_has_been_done() -> None:
    assert ("act", "ASSAULT", "CT+") in told(
        "There is no justification for the invasion of Ukraine by Russia.", "invasion"
    )
