"""Sources that hold or give a thing without a verb of saying, and those of headlines."""

from __future__ import annotations

import pytest

from foedus.evaluate.cooperation import document_of
from foedus.evaluate.materials import material_from
from foedus.records import Document, document_id
from foedus.terms import Factuality, Part
from foedus.values import Passage


def roots(text: str, words: str) -> dict[str, Factuality]:
    """The last voice of each claim with these words, and how certain the claim is."""
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    return {each.voices[-1].name: each.factuality for each in claims if words in each.evidence.text}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Otto Brand was clear that Chad had closed the border.", ("Otto Brand", Factuality.CERTAIN)),
        ("Mina Alba is convinced that Chad closed the border with Libya.", ("Mina Alba", Factuality.CERTAIN)),
        ("Mina Alba is not convinced that Chad closed the border.", ("Mina Alba", Factuality.PROBABLY_NOT)),
        ("As Mina Alba sees it, Chad closed the border with Libya.", ("Mina Alba", Factuality.CERTAIN)),
        ("Libyan media report that Chad closed the border.", ("Libyan media", Factuality.CERTAIN)),
        ("Mina Alba made the claim that Chad closed the border.", ("Mina Alba", Factuality.CERTAIN)),
        ("Libya expects Chad to close the border by May.", ("Libya", Factuality.PROBABLE)),
        (
            "Chad closed the border, Reuters reported, citing two Libyan envoys.",
            ("two Libyan envoys", Factuality.CERTAIN),
        ),
        ("It is certain that Chad closed the border.", ("@publisher", Factuality.CERTAIN)),
        ("A report that Chad closed the border spread.", ("@publisher", Factuality.CERTAIN)),
    ],
)
def test_who_holds_it(text: str, wanted: tuple[str, Factuality]) -> None:
    assert wanted in roots(text, "the border").items()


@pytest.mark.parametrize(
    ("headline", "wanted"),
    [
        ("Officials: Chad closed border with Libya", "Officials"),
        ("Chad closed border with Libya: officials", "officials"),
        ("Libya's defence ministry: Chad closed border", "Libya's defence ministry"),
        ("Analysis: Chad closed border with Libya", "@publisher"),
        ("Border crisis: Chad closed border with Libya", "@publisher"),
    ],
)
def test_a_colon_does_a_verbs_work_in_a_headline(headline: str, wanted: str) -> None:
    text = f"{headline}\n\nChad and Libya have quarrelled since May. Two Libyan officers were seen there."
    document = Document(
        id=document_id(publisher="Harbour Post", url=None, text=text),
        text=text,
        title=headline,
        parts=(
            Passage(start=0, end=len(headline), part=Part.HEADLINE),
            Passage(start=len(headline) + 2, end=len(text), part=Part.BODY),
        ),
    )
    claims = material_from([document], across=False).claims
    assert [each.voices[-1].name for each in claims if "closed border" in each.evidence.text] == [wanted]
