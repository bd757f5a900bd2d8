"""What a person judges of a claim is how every verb is given it, and can be taken back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from foedus import Dossier
from foedus.pipeline.corrections import corrected
from foedus.records import Claim, judgement
from foedus.terms import CLAIM_IS_OF_KIND, CLAIM_IS_WRONG, CLAIM_STANDS_ON, OWN_WORD, Manner, Nature, Opinion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def dossier(house: Path, tmp_path: Path) -> Iterator[Dossier]:
    shutil.copytree(house, tmp_path / "dossier")
    with Dossier(tmp_path / "dossier", create=False) as opened:
        yield opened


def told(dossier: Dossier) -> Claim:
    """A claim on another's word."""
    claim: Claim = next(each for each in dossier.material().claims if len(each.voices) > 1)
    return claim


@pytest.mark.parametrize("about", [CLAIM_IS_WRONG, CLAIM_IS_OF_KIND, CLAIM_STANDS_ON])
def test_a_correction_holds_until_it_is_taken_back(dossier: Dossier, about: str) -> None:
    claim = told(dossier)
    candidate = {CLAIM_IS_WRONG: "no claim", CLAIM_IS_OF_KIND: "THREATEN", CLAIM_STANDS_ON: OWN_WORD}[about]
    made = dossier.judge(
        judgement(about=about, subject=claim.id, candidate=candidate, by="Eve", because="seen", evidence=claim.evidence)
    )
    expected = {
        CLAIM_IS_WRONG: None,
        CLAIM_IS_OF_KIND: replace(claim, kind="THREATEN", mode=None, status=None),
        CLAIM_STANDS_ON: replace(claim, voices=claim.voices[:1], manner=Manner.OWN),
    }[about]
    assert dossier.material().claim.get(claim.id) == expected
    assert claim in dossier.claims(), "the reading itself stays as it was"
    dossier.undo(made.id, by="Eve", because="a slip")
    assert dossier.material().claim[claim.id] == claim


def test_another_source_is_one_that_the_text_names(dossier: Dossier) -> None:
    claim = told(dossier)
    mention = next(
        each
        for each in dossier.material().mentions
        if each.span.document == claim.document and each.nature is Nature.STATE
    )
    given = judgement(about=CLAIM_STANDS_ON, subject=claim.id, candidate=mention.id, by="Eve", because="seen")
    (left,) = corrected([claim], [given], dossier.material().mentions)
    assert left.root_voice.mention == mention.id
    assert left.root_voice.span == mention.span


def test_a_correction_follows_the_words_into_a_later_reading(dossier: Dossier) -> None:
    claim = told(dossier)
    given = judgement(
        about=CLAIM_IS_WRONG, subject=claim.id, candidate="no claim", by="Eve", because="seen", evidence=claim.evidence
    )
    again = replace(claim, id="another")
    assert corrected([again], [given], ()) == ()
    assert corrected([claim, again], [given], ()) == (again,), "where the claim itself is there, only that one is meant"
    unsure = replace(given, opinion=Opinion.UNSURE)
    assert corrected([claim], [unsure], ()) == (claim,)
