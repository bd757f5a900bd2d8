"""What no claim is made of: what nobody says, and remarks on an article's own making."""

from __future__ import annotations

import pytest

from foedus.evaluate.cooperation import document_of
from foedus.evaluate.materials import material_from
from foedus.read.makings import is_making
from foedus.terms import Factuality

SOLD = "sold drones to Libya"


def read(text: str) -> dict[str, Factuality]:
    """The factuality of each claim by its words."""
    claims = material_from([document_of({"id": "one", "text": text})], across=False).claims
    return {each.evidence.text: each.factuality for each in claims}


@pytest.mark.parametrize(
    "text",
    [
        "Chad refused to say whether Turkey had sold drones to Libya.",
        "Otto Brand never said that Turkey had sold drones to Libya.",
        "Chad would not confirm that Turkey had sold drones to Libya.",
        "No official in Chad has said that Turkey sold drones to Libya.",
        "Nobody has confirmed that Turkey sold drones to Libya.",
        "Chad has yet to confirm that Turkey sold drones to Libya.",
        "Chad stopped short of saying that Turkey had sold drones to Libya.",
        "It is not known whether Turkey sold drones to Libya.",
        "Turkey did not deny that it had sold drones to Libya.",
        "Turkey, asked if it had sold drones to Libya, spoke of Chad.",
    ],
)
def test_what_is_not_said_is_no_claim(text: str) -> None:
    assert not [words for words in read(text) if words.rstrip(".").endswith(SOLD) and SOLD in words[:40]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chad said that Turkey had sold drones to Libya.", Factuality.CERTAIN),
        ("Not only did Chad say that Turkey sold drones to Libya, it named the ship.", Factuality.CERTAIN),
        ("Nobody denies that Turkey sold drones to Libya.", Factuality.CERTAIN),
        ("Otto Brand does not believe that Turkey sold drones to Libya.", Factuality.PROBABLY_NOT),
        ("Otto Brand doubts that Turkey sold drones to Libya.", Factuality.PROBABLY_NOT),
        ("Otto Brand believes that Turkey sold drones to Libya.", Factuality.PROBABLE),
        ("Whether in Geneva or in Rome, Turkey sold drones to Libya.", Factuality.CERTAIN),
    ],
)
def test_what_is_said_or_disbelieved_is_one(text: str, wanted: Factuality) -> None:
    assert [found for words, found in read(text).items() if words.endswith(SOLD)][:1] == [wanted]


@pytest.mark.parametrize(
    ("words", "predicate", "wanted"),
    [
        ("who asked not to be named", "asked", True),
        ("who requested anonymity", "requested", True),
        ("who declined to be identified", "declined", True),
        ("who was not authorised to speak to the press", "authorised", True),
        ("Greece's foreign ministry declined to comment on the sale", "declined", True),
        ("The Turkish embassy did not respond to a request for comment", "respond", True),
        ("The count could not be independently verified", "verified", True),
        ("he begged us to leave out his name", "begged", True),
        ("Sylvania has not replied to the note", "replied", False),
        ("Turkey declined to sign", "declined", False),
        ("Turkey was not allowed to speak at the summit", "allowed", False),
        ("Turkey shut the pass, said a man who asked not to be named", "shut", False),
    ],
)
def test_a_remark_on_the_articles_own_making(words: str, predicate: str, *, wanted: bool) -> None:
    assert is_making(words, words.index(predicate)) is wanted
