"""Who acts in a sentence and on whom, as the network reads it, and what comes of it in claims."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foedus.encoder import Encoder
from foedus.evaluate.materials import material_from
from foedus.read.sides import LIKELY, Sides, sides_of
from foedus.records import Document, document_id
from foedus.terms import Role

ENCODER = Encoder.load()


def _told(text: str) -> tuple[str, str]:
    """The words of the source and of the target of one sentence."""
    sentence = ENCODER.analyse(text).sentences[0]
    sides = sides_of(sentence)
    words = [(each.text, each.index) for each in sentence.words]
    return (
        " ".join(word for word, at in words if sides.source[at] >= LIKELY),
        " ".join(word for word, at in words if sides.target[at] >= LIKELY),
    )


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Norwegian warplanes bombed a Peruvian base on Monday.", "Norwegian warplanes", "a Peruvian base"),
        ("Norwegian police detained dozens of Peruvian sailors.", "Norwegian police", "dozens of Peruvian sailors"),
        ("The Kenyan parliament has condemned Chad.", "The Kenyan parliament", "Chad"),
    ],
)
def test_sides_are_told_word_by_word(text: str, source: str, target: str) -> None:
    assert _told(text) == (source, target)


def test_what_has_no_vectors_has_no_sides() -> None:
    sentence = replace(ENCODER.analyse("Kenya has condemned Chad.").sentences[0], vectors=None)
    nobody = (0.0,) * len(sentence.words)
    assert sides_of(sentence) == Sides(source=nobody, target=nobody)


def test_a_sentence_has_its_sides_in_any_company() -> None:
    alone = ENCODER.analyse("Kenya has condemned Chad.").sentences[0]
    assert sides_of(alone) == sides_of(ENCODER.analyse("Kenya has condemned Chad.").sentences[0])
    assert sides_of(alone).acts(alone.words[:1]) > 0.5 > sides_of(alone).suffers(alone.words[:1])
    assert sides_of(alone).acts([]) == 0.0


def _parties(text: str) -> set[tuple[Role, str]]:
    document = Document(id=document_id(publisher=None, url=None, text=text), text=text)
    material = material_from([document], across=False)
    found = set()
    for claim in material.claims:
        for each in claim.parties:
            found |= {(each.role, actor[:3]) for actor in material.actors_of.get(each.mention, ())}
    return found


def test_whose_people_act_and_where_it_strikes_become_parties() -> None:
    text = (
        "Nurses from two Norwegian relief groups donated 30 tonnes of medicine to the Lima Children's Hospital in Peru."
    )
    assert {(Role.INITIATOR, "NOR"), (Role.TARGET, "PER")} <= _parties(text)


def test_what_grammar_tells_stays() -> None:
    assert {(Role.INITIATOR, "KEN"), (Role.TARGET, "PER")} <= _parties("Kenya attacked Peru on Monday.")


def test_a_sea_named_after_a_state_is_no_side() -> None:
    told = _parties("The Norwegian navy stopped a tanker in the Gulf of Oman on Monday.")
    assert (Role.TARGET, "OMN") not in told
    assert (Role.INITIATOR, "NOR") in told


def test_who_is_somewhere_is_a_party_not_the_place_alone() -> None:
    text = "Seven opposition parties in Nepal organised a general strike against Norway on Monday."
    document = Document(id=document_id(publisher=None, url=None, text=text), text=text)
    words = {each.words for claim in material_from([document], across=False).claims for each in claim.parties}
    assert "Nepal" not in words
    assert any("opposition parties in Nepal" in each for each in words)
