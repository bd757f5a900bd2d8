"""Every id that is printed opens, and the way ends in exact words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from asking import foedus
from foedus import Dossier
from foedus.errors import AmbiguousId, UnknownId
from foedus.records import Check, Drift
from foedus.show.terminal import views
from foedus.show.why import Ways
from foedus.terms import Change, Verdict
from foedus.values import Cell, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from foedus.show.steps import Reason


@pytest.fixture(scope="module")
def ways(house: Path) -> Ways:
    """The ways through the dossier, with one drift and one check more, so that every kind is there."""
    with Dossier(house, create=False) as dossier:
        seen = views(dossier)
        material = seen.material
        first, second = material.claims[:2]
        drift = Drift(id=fingerprint("drift", 1), proposition=material.propositions[0].id, earlier=first.id,
                      later=second.id, change=Change.HEDGE_DROPPED, before=first.evidence, after=second.evidence,
                      says="PS+ became CT+")  # fmt: skip
        check = Check(id=fingerprint("check", 1), proposition=material.propositions[0].id, dataset="Pacts",
                      version="1", first_year=1950, last_year=2018, verdict=Verdict.AGREES,
                      row=(Cell(column="pact", value="7"),), says="the record has it")  # fmt: skip
        material = replace(material, drifts=(drift,), checks=(check,))
        return Ways(replace(seen, material=material), problems=dossier.problems(), assessments=dossier.assessments())


def steps(reason: Reason) -> Iterator[Reason]:
    yield reason
    for each in reason.below:
        yield from steps(each)


KINDS = ("claim", "proposition", "root", "copy", "drift", "check", "assessment", "mention", "judgement", "document")


@pytest.mark.parametrize("kind", KINDS)
def test_every_thing_of_every_kind_leads_to_words_of_its_document(ways: Ways, kind: str) -> None:
    held: dict[str, Any] = ways._kinds[kind]
    assert held, f"the papers leave no {kind}"
    for identity, record in held.items():
        reason = ways.why(identity)
        found = [each.words for each in steps(reason) if each.words is not None]
        is_groundless = kind == "assessment" and not (record.grounds or record.counter_grounds)
        # a doubt about two roots of which neither was kept stands in the ledger and has no claim left
        is_past = kind == "judgement" and not {record.subject, record.candidate} & set(ways._kinds["root"])
        assert found or is_groundless or is_past, f"{reason.says} ends in no words"
        for words in found:
            place, _, offsets = words.address.rpartition(":")
            start, end = (int(each) for each in offsets.split("-"))
            document = next(each for each in ways.views.material.documents if each.gathered_from == place)
            assert document.text[start:end] == words.text
            assert document.text[:start].endswith(words.before)


def test_a_claim_shows_its_cues_its_chain_and_whom_it_names(ways: Ways) -> None:
    claim = next(each for each in ways.views.material.claims if "torpedoes" in each.evidence.text)
    reason = ways.why(claim.id)
    assert reason.words is not None
    assert "may" in [reason.words.text[start:end] for start, end in reason.words.marks]
    says = [each.says for each in steps(reason)]
    assert any(each.startswith("1. ") and "which published it" in each for each in says)
    assert any(each.startswith("2. ") and "Zenda Institute" in each for each in says)
    assert any(each.startswith("judgement by resolve: mention is actor") and "Norway" in each for each in says)
    assert any(each.startswith(("counted in proposition", "qualifies proposition")) for each in says)


def test_a_proposition_shows_who_says_it_on_whose_word_and_the_record(ways: Ways) -> None:
    says = [each.says for each in steps(ways.why(ways.views.material.propositions[0].id))]
    for beginning in ("proposition: ", "said by ", "claim: ", "root: ", "check: agrees", "drift: hedge dropped"):
        assert any(each.startswith(beginning) for each in says), beginning


def test_problems_open_and_name_their_file(ways: Ways, house: Path) -> None:
    (undated,) = [each for each in foedus("problems", "--dossier", house, "--json").json if each["code"] == "no-date"]
    reason = ways.why(undated["id"])
    assert reason.says.startswith("note: no-date: e-undated.txt: ")


def test_short_ids_are_enough_until_they_are_not(ways: Ways) -> None:
    claim = ways.views.material.claims[0]
    assert ways.why(claim.id[:8]).id == claim.id
    assert ways.why(claim.id[:8].upper()).id == claim.id
    with pytest.raises(UnknownId):
        ways.why("")
    starts = [each.id[0] for each in ways.views.material.claims]
    twice = next(each for each in starts if starts.count(each) > 1)
    with pytest.raises(AmbiguousId):
        ways.why(twice)


def test_the_terminal_marks_words_without_colour(house: Path) -> None:
    claims = foedus("claims", "--dossier", house, "--json").json
    hedged = next(each for each in claims if "torpedoes" in each["quote"])
    told = foedus("why", hedged["id"][:8], "--dossier", house)
    assert told.code == 0
    assert "»" in told.out
    assert "_may_" in told.out
    as_json = foedus("why", hedged["id"], "--dossier", house, "--json").json
    assert as_json["words"]["text"] == hedged["quote"]
    assert "may" in as_json["words"]["cues"]
    assert {"id", "says", "words", "below"} == set(as_json)


def test_no_paper_steers_the_terminal(house: Path) -> None:
    for document in foedus("sources", "--dossier", house, "--json").json:
        told = foedus("why", document["id"], "--dossier", house)
        assert "\x1b" not in told.out
        assert "\u202e" not in told.out
