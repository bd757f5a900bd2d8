"""The demo corpus against its truth: what the printed answer says is what a careful reader finds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from foedus import Dossier
from foedus.assemble import unread
from foedus.terms import Factuality, Sort

if TYPE_CHECKING:
    from foedus.material import Material
    from foedus.records import Proposition

DEMO = Path(__file__).resolve().parents[1] / "examples" / "demo"
TRUTH: dict[str, Any] = json.loads((DEMO / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    with Dossier(tmp_path_factory.mktemp("demo") / "dossier") as dossier:
        dossier.run(DEMO / "articles")
        return dossier.material()


def file_of(material: Material, claim: str) -> str:
    return material.document[material.claim[claim].document].gathered_from


def test_copies_are_found_in_their_strengths(material: Material) -> None:
    files = {each.id: each.gathered_from for each in material.documents}
    found = {(*sorted((files[each.first], files[each.second])), each.strength.value) for each in material.copies}
    wanted = {(*sorted((each["a"], each["b"])), each["strength"]) for each in TRUTH["copies"]}
    assert found == wanted


def proposition(material: Material, told: dict[str, Any]) -> Proposition:
    """The proposition that most of these quotes support."""

    def held(each: Proposition) -> int:
        return sum(_supports(material, each, file, quote) for file, quote in told["supported_by"])

    return max(material.propositions, key=lambda each: (held(each), each.id))


def _supports(material: Material, each: Proposition, file: str, quote: str) -> bool:
    return any(
        file_of(material, claim) == file and quote in material.claim[claim].evidence.text for claim in each.supporting
    )


@pytest.mark.parametrize("told", TRUTH["propositions"], ids=lambda each: str(each["about"]))
def test_propositions_stand_on_their_roots(material: Material, told: dict[str, Any]) -> None:
    found = proposition(material, told)
    missing = [quote for quote in told["supported_by"] if not _supports(material, found, *quote)]
    assert missing == []
    assert (found.lower, found.upper) == (told["lower"], told["upper"])
    names = {each.name for each in material.roots if each.id in found.roots}
    for wanted in told["roots"]:
        assert wanted in names
    denied = {(file_of(material, each.claim), material.claim[each.claim].evidence.text) for each in found.denying}
    for file, quote in told["denied_by"]:
        assert any(file == each and quote in words for each, words in denied)


def test_drifts_are_told(material: Material) -> None:
    found = {(each.change.value, file_of(material, each.later)) for each in material.drifts}
    for each in TRUTH["drifts"]:
        assert (each["change"], each["later"]) in found


def test_the_unread_report_is_named(material: Material) -> None:
    names = [each.root.name for each in unread(material)]
    for each in TRUTH["unread"]:
        assert each in names


def test_nine_articles_stand_on_two_roots(material: Material) -> None:
    for name, files in TRUTH["behind_nine_articles"].items():
        roots = [each for each in material.roots if name in {each.name, *each.names, each.organisation}]
        standing = {file_of(material, claim) for each in roots for claim in each.claims}
        assert set(files) <= standing, f"{name}: {sorted(set(files) - standing)}"


def test_what_is_only_supposed_never_happened(material: Material) -> None:
    for words in TRUTH["never_happened"]:
        for claim in material.claims:
            if words in claim.evidence.text:
                assert claim.sort is not Sort.ACT
                assert claim.factuality is not Factuality.CERTAIN
