"""What a person decides at the command line is followed, told, and taken back."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from asking import foedus
from foedus import Dossier

if TYPE_CHECKING:
    from pathlib import Path

    from foedus.records import Proposition


@pytest.fixture
def folder(house: Path, tmp_path: Path) -> Path:
    shutil.copytree(house, tmp_path / "dossier")
    return tmp_path / "dossier"


def propositions(folder: Path) -> dict[str, Proposition]:
    """Each proposition, by the claims that support it."""
    told = foedus("assemble", "--dossier", folder)
    assert told.code == 0, told.err
    with Dossier(folder, create=False) as dossier:
        return {claim: each for each in dossier.propositions() for claim in each.supporting}


def test_a_claim_is_parted_from_its_proposition_and_comes_back(folder: Path) -> None:
    before = propositions(folder)
    told = max(before.values(), key=lambda each: (len(each.supporting), each.id))
    with Dossier(folder, create=False) as dossier:
        leaves = next(each for each in dossier.claims() if each.id == told.supporting[-1])
    said = foedus("judge", "different", leaves.id[:10], told.id, "--because", "another gulf", "--dossier", folder)
    assert said.code == 0, said.err
    made = said.out.split()[1].rstrip(".")
    after = propositions(folder)
    assert after[leaves.id].supporting == (leaves.id,)
    rest = next(each for each in told.supporting if each != leaves.id)
    assert leaves.id not in after[rest].supporting
    why = foedus("why", after[rest].id, "--dossier", folder).out
    assert "claim is claim" in why
    assert "another gulf" in why
    assert leaves.evidence.text.split()[0] in foedus("why", made, "--dossier", folder).out
    assert foedus("judge", "--undo", made, "--dossier", folder).code == 0
    assert propositions(folder) == before


def test_two_propositions_are_joined(folder: Path) -> None:
    before = propositions(folder)
    first, second = sorted({each.id: each for each in before.values()}.values(), key=lambda each: each.id)[:2]
    said = foedus("judge", "same", first.id, second.id, "--because", "one affair", "--dossier", folder)
    assert said.code == 0, said.err
    after = propositions(folder)
    assert len({each.id for each in after.values()}) < len({each.id for each in before.values()})


def test_what_cannot_be_compared_is_refused_with_a_sentence(folder: Path) -> None:
    alone = next(each for each in propositions(folder).values() if len(each.supporting) == 1)
    told = foedus("judge", "different", alone.supporting[0], alone.id, "--because", "x", "--dossier", folder)
    assert (told.code, told.out) == (2, "")
    assert "other claims support too" in told.err
    told = foedus("judge", "same", alone.id, "RUS", "--because", "x", "--dossier", folder)
    assert told.code == 2
    assert "name two of them" in told.err


def test_a_removed_document_takes_the_decisions_on_its_words_along(folder: Path) -> None:
    told = max(propositions(folder).values(), key=lambda each: (each.outlets, each.id))
    with Dossier(folder, create=False) as dossier:
        held = {each.id: each for each in dossier.claims()}
        first = held[told.supporting[0]]
        second = next(held[each] for each in told.supporting if held[each].document != first.document)
        foedus("judge", "same", first.id, second.id, "--because", "x", "--dossier", folder)
        assert len([each for each in dossier.judgements() if each.by == "analyst"]) == 1
        dossier.remove(second.document)
        assert not [each for each in dossier.judgements() if each.by == "analyst"]
