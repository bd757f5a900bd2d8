"""Among many documents each is compared with those that share most with it, and what is passed over is told."""

from __future__ import annotations

import numpy as np

from foedus.terms import Severity
from foedus.trace import trace
from foedus.trace.copies import MOST_COMPARED, SMALL_DOSSIER
from foedus.trace.fingerprints import strongest
from newsroom import Newsroom, SmallWorld

STORY = (
    "The ministry in Strelsau announced on the eve of the feast that eleven gunboats built in the yards of Graustark "
    "would join the river fleet before the ice came, and that their crews had trained together since the spring."
)


def test_the_strongest_pairs_stay_and_no_document_is_left_alone() -> None:
    chance = np.random.default_rng(2)
    pairs = np.array([(a, b) for a in range(40) for b in range(a + 1, 40)]).T
    counts = chance.integers(1, 50, pairs.shape[1])
    firsts, seconds = strongest((pairs[0], pairs[1], counts), 5)
    degrees = np.bincount(np.concatenate([firsts, seconds]), minlength=40)
    assert len(firsts) <= 40 * 5
    assert (degrees >= 5).all()
    strongest_of_all = int(np.argmax(counts))
    assert (pairs[0][strongest_of_all], pairs[1][strongest_of_all]) in set(zip(firsts, seconds, strict=True))


def test_a_story_that_is_everywhere_is_one_chain_and_what_is_passed_over_is_told() -> None:
    room = Newsroom()
    for number in range(SMALL_DOSSIER + 12):
        room.paper(f"{STORY} So {'x' * (number % 7 + 2)}{number} wrote.", f"Paper {number}")
    left = list(trace(room.material(), SmallWorld()))
    copies = [each for each in left if type(each).__name__ == "Copy"]
    notes = [each for each in left if getattr(each, "code", "") == "pairs-passed-over"]
    assert [each.severity for each in notes] == [Severity.NOTE]
    assert len(copies) <= len(room.documents) * MOST_COMPARED
    assert {each.id for each in room.documents} == {end for each in copies for end in (each.first, each.second)}
