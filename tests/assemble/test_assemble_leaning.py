"""What rests on one root alone is told quickly, and is what leaving each root out in turn gives."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from foedus.assemble import counting, unread, without
from foedus.assemble.counting import Ledger
from foedus.terms import Anonymity, RootNature, Sort
from newsroom import Newsroom, assembled

VOICES = (
    ("Hentzau Institute", RootNature.ORGANISATION), ("Zenda Council", RootNature.ORGANISATION),
    ("Strelsau Gazette", RootNature.OUTLET), ("Tarlenheim Herald", RootNature.OUTLET),
    ("officials", RootNature.DESCRIBED),
)  # fmt: skip
SAYINGS = ("Graustark fears debt", "Ruritania sold eleven gunboats to Graustark", "Freedonia fears war")
PUBLISHERS = ("Strelsau Gazette", "Tarlenheim Herald", "Hentzau Post", "Zenda Times")


def room_by(chance: random.Random) -> Newsroom:
    """Papers that tell a few things on the word of this one and that, some of them copies of others."""
    room, texts = Newsroom(), []
    for number in range(chance.randrange(4, 14)):
        words, (name, nature) = chance.choice(SAYINGS), chance.choice(VOICES)
        text = f"{words}, said {name}. It was a long winter and the {chance.randrange(3)} harbours were closed."
        if texts and chance.random() < 0.3:
            text = chance.choice(texts)
            words, name, nature = next((each, *voice) for each in SAYINGS for voice in VOICES
                                       if text.startswith(f"{each}, said {voice[0]}"))  # fmt: skip
        texts.append(text)
        paper = room.paper(
            f"{text} Edition {number}.", chance.choice(PUBLISHERS), on=f"2031-03-{chance.randrange(1, 28):02}"
        )
        anonymity = {"anonymity": Anonymity.DESCRIBED} if nature is RootNature.DESCRIBED else {}
        voices = [] if chance.random() < 0.2 else [room.voice(paper, name, nature, *anonymity.values())]
        room.claim(paper, words, *voices, who=words.split()[0], sort=Sort.STATE)
    return room


@pytest.mark.parametrize("seed", range(25))
def test_what_rests_on_one_alone_is_what_leaving_it_out_gives(seed: int) -> None:
    material = assembled(room_by(random.Random(seed)))[3]
    ledger = Ledger(material)
    told = {each.root.id: each for each in unread(material)}
    for root in material.roots:
        leaning = [
            each for each in material.propositions
            if root.id in {*each.roots, *(ledger.ultimate(one) for one in each.roots)}
        ]  # fmt: skip
        alone = sum(not each.lower or without(each, root.id, material)[0] == 0 for each in leaning)
        if root.id in told:
            assert (told[root.id].propositions, told[root.id].alone) == (len(leaning), alone)
        else:
            assert root.is_read or counting.is_unknown(root) or root.nature is RootNature.OUTLET


@pytest.mark.parametrize("seed", range(25))
def test_whether_any_root_counts_is_told_as_the_count_tells_it(seed: int) -> None:
    material = assembled(room_by(random.Random(seed)))[3]
    ledger = Ledger(material)
    for size in (1, 2, 3, len(material.claims)):
        for some in [*combinations(material.claims, size)][:40]:
            assert ledger.has_a_root(some) == (ledger.count(some).lower > 0)


@pytest.mark.parametrize("seed", range(10))
def test_names_sought_one_by_one_are_those_found_at_once(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    material = assembled(room_by(random.Random(seed)))[3]
    one_by_one = Ledger(material).count(material.claims)
    monkeypatch.setattr(counting, "MOST_SOUGHT", 0)
    assert Ledger(material).count(material.claims) == one_by_one
