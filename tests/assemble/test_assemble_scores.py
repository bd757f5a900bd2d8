"""What many pairs of claims score in one go is what each of them scores by itself; blocks leave no pair out."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from itertools import combinations

import numpy as np
import pytest

from foedus.assemble.columns import Columns
from foedus.assemble.content import contents
from foedus.assemble.likeness import Best, Likeness, summed
from foedus.assemble.meetings import Meetings
from foedus.assemble.scores import NEVER, Scores
from foedus.records import Copy
from foedus.terms import Direction, Factuality, Sort, Strength
from foedus.values import Alignment, Period
from newsroom import Newsroom

meetings = import_module("foedus.assemble.meetings")
growing = import_module("foedus.assemble.clusters")  # the package has a function of this name
MARCH = Period(since=date(2031, 3, 1), until=date(2031, 4, 1), written="in March")
MAY = Period(since=date(2031, 5, 1), until=None, written="since May")
LONG = Period(since=date(2019, 1, 1), until=None, written="since 2019")


def various() -> Newsroom:
    """Claims that differ in every respect that likeness looks at."""
    room = Newsroom()
    for number, (words, more) in enumerate([
        ("Ruritania sold eleven gunboats to Graustark", {"kind": "AID.arms", "when": MARCH}),
        ("Ruritania sold twelve gunboats to Graustark", {"kind": "AID.arms", "when": MAY}),
        ("Graustark sold eleven gunboats to Ruritania", {"kind": "AID.arms", "who": "Graustark", "whom": "Ruritania"}),
        ("Ruritania may train with Freedonia", {"factuality": Factuality.POSSIBLE, "whom": "Freedonia"}),
        ("Ruritania should train with Freedonia", {"sort": Sort.RECOMMENDATION, "whom": "Freedonia"}),
        ("Ruritania will never sell gunboats", {"sort": Sort.DENIAL, "kind": "OTHER", "whom": ""}),
        ("Ruritania has sold gunboats to Graustark", {"kind": "AID.arms", "when": LONG}),
        ("the harvest was good", {"who": "", "whom": ""}),
    ]):  # fmt: skip
        paper = room.paper(f"{words}. And {words}, in all but name.", f"Paper {number}")
        figures = tuple(
            room.figure(paper, word, low, "gunboats") for word, low in (("eleven", 11), ("twelve", 12)) if word in words
        )
        for quote in (words, f"{words}, in all but name"):
            room.claim(paper, quote, figures=figures, **{"who": "Ruritania", "whom": "Graustark", **more})  # type: ignore[arg-type]
    return room


@pytest.mark.parametrize("by_meaning", [True, False])
def test_totals_of_many_pairs_are_those_of_each(*, by_meaning: bool) -> None:
    def meaning(texts: object) -> np.ndarray:
        rows = np.random.default_rng(5).normal(size=(len(texts), 32)).astype(np.float32)  # type: ignore[arg-type]
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    told = contents(various().material(), meaning if by_meaning else None)
    documents = sorted({each.claim.document for each in told})
    by_document = {each.claim.document: each.claim.evidence for each in told}
    retold = [
        Copy(
            id=f"{one}{other}", first=one, second=other, strength=Strength.REWRITE, direction=Direction.UNKNOWN,
            because="", share=0.9,
            aligned=(Alignment(first=by_document[one], second=by_document[other], likeness=0.9),),
        )
        for one, other in ((documents[0], documents[1]), (documents[2], documents[4]))
    ]  # fmt: skip
    likeness = Likeness(told, retold)
    features = [likeness.features(here, there) for here, there in combinations(told, 2)]
    assert any(each.get("sentence retold") for each in features)
    assert 0 < sum(each["another occasion"] for each in features) < len(features)
    apart = {told[1].claim.id: frozenset([told[5].claim.id]), told[5].claim.id: frozenset([told[1].claim.id])}
    ones, others = np.array(list(combinations(range(len(told)), 2))).T
    found = Scores.of(Columns.of(told), likeness, told, apart).totals(ones, others)
    assert (found == NEVER).any()
    for one, other, total in zip(ones.tolist(), others.tolist(), found.tolist(), strict=True):
        if (one, other) == (1, 5):
            assert total == NEVER
        elif total != NEVER:
            assert total == pytest.approx(summed(likeness.features(told[one], told[other])), abs=1e-9)


def test_a_small_collection_meets_in_all_pairs() -> None:
    columns = Columns.of(contents(various().material()))
    assert len(np.concatenate([*Meetings(columns).blocks()])) == len(columns) * (len(columns) - 1) // 2


def test_a_large_collection_meets_in_the_same_pairs_however_many_are_looked_at_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    columns = Columns.of(contents(various().material()))
    monkeypatch.setattr(meetings, "SMALL", 1)
    monkeypatch.setattr(meetings, "SMALL_BLOCK", 3)  # so that the parties here have more
    whole = np.concatenate([*Meetings(columns).blocks()])
    monkeypatch.setattr(meetings, "_ROWS_AT_ONCE", 2)
    monkeypatch.setattr(meetings, "ROWS", 3)
    assert np.concatenate([*Meetings(columns).blocks()]).tolist() == whole.tolist()
    ones, others = np.divmod(whole, len(columns))
    assert (ones < others).all()
    held = [set(each.stems) for each in contents(various().material())]
    alike = [bool(held[one] & held[other]) for one, other in zip(ones.tolist(), others.tolist(), strict=True)]
    assert sum(alike) > len(alike) / 2


@pytest.mark.parametrize("ranked", [7, 60, 1 << 22])
def test_the_likest_of_a_document_is_found_range_by_range(ranked: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "RANKED", ranked)
    chance = np.random.default_rng(3)
    count = 60
    documents = chance.integers(0, 12, count)
    pairs = [pair for pair in combinations(range(count), 2) if chance.random() < 0.3]
    totals = np.round(chance.normal(0, 3, len(pairs)), 1)
    names = [str(each) for each in documents]
    best = Best.of(dict(zip(pairs, totals.tolist(), strict=True)), names)
    keys = np.array([one * count + other for one, other in pairs])
    found = growing._bettered(keys, totals.copy(), documents)
    expected = [best.bettered(t, *pair, documents=names) for pair, t in zip(pairs, totals.tolist(), strict=True)]
    assert found.tolist() == pytest.approx(expected)
