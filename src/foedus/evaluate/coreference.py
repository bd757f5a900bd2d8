"""Events of ECB+ (Cybulska and Vossen 2014) told by several papers of a topic, against the propositions made of them.

A zip in the layout of ECB+ enters; B-cubed over its event mentions leaves (Bagga and Baldwin 1998), with what was
missed and why. A mention is found in the claim whose predicate it is; those in one proposition are told as one event, a
mention that is in no claim stands alone. All mentions count, those also that are no affair between states.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from foedus.assemble import assemble
from foedus.errors import BadGold
from foedus.evaluate.ecb import papers as papers_of
from foedus.evaluate.materials import material_from
from foedus.knowledge.world import load_world
from foedus.records import Copy, Document, Judgement, Proposition, Root, document_id
from foedus.trace import trace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from foedus.evaluate.ecb import Paper
    from foedus.material import Material
    from foedus.trace.rewrites import Meaning


def measure(archive: Path, meaning: Meaning | None = None) -> dict[str, float]:
    """B-cubed over the event mentions of all topics, each topic by itself, and the pairs that were missed or wrong."""
    topics: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers_of(archive):
        topics[paper.name.split("_")[0]].append(paper)
    sums, counts = Counter[str](), Counter[str]()
    for name in sorted(topics):
        _add(topics[name], meaning, sums, counts)
    if not counts["mentions"]:
        raise BadGold(archive, "no event is marked in it")
    precision, recall = (sums[side] / counts["mentions"] for side in ("precision", "recall"))
    table = {"b3 precision": precision, "b3 recall": recall, "b3 f1": 2 * precision * recall / (precision + recall)}
    return table | {name: float(counts[name]) for name in sorted(counts)}


def _add(papers: Sequence[Paper], meaning: Meaning | None, sums: Counter[str], counts: Counter[str]) -> None:
    """Add what one topic comes to."""
    found = _propositions(papers, meaning)
    told = [
        (each, place, found.get((each.paper, place))) for paper in papers for place, each in enumerate(paper.events)
    ]
    mine: dict[str, list[int]] = defaultdict(list)
    gold: dict[str, list[int]] = defaultdict(list)
    for number, (each, _, group) in enumerate(told):
        mine[group or f"alone {number}"].append(number)
        gold[each.event].append(number)
    for number, (each, _, group) in enumerate(told):
        one, other = set(mine[group or f"alone {number}"]), set(gold[each.event])
        sums["precision"] += len(one & other) / len(one)  # type: ignore[assignment]
        sums["recall"] += len(one & other) / len(other)  # type: ignore[assignment]
    counts["mentions"] += len(told)
    counts["mentions in a claim"] += sum(group is not None for _, _, group in told)
    for members in gold.values():
        for first, second in combinations(members, 2):
            counts[_kind(told[first][2], told[second][2])] += 1
    for members in mine.values():
        wrong = sum(told[a][0].event != told[b][0].event for a, b in combinations(members, 2))
        counts["pairs of two events in one proposition"] += wrong


def _kind(first: str | None, second: str | None) -> str:
    """What became of a pair of mentions of one event."""
    if first is None or second is None:
        return "pairs of one event, one in no claim"
    return "pairs of one event, together" if first == second else "pairs of one event, in two propositions"


def _propositions(papers: Sequence[Paper], meaning: Meaning | None) -> dict[tuple[str, int], str]:
    """The proposition of each event mention, by paper and number, where a claim's predicate is one of its words."""
    documents = {
        document_id(publisher=each.name, url=None, text=each.text): each for each in papers if each.text.strip()
    }
    material = _assembled(
        [
            Document(id=key, text=each.text, publisher=each.name, language="en", gathered_from=each.name)
            for key, each in documents.items()
        ],
        meaning,
    )
    held: dict[str, str] = {}
    for each in material.propositions:
        for claim_id in (*each.supporting, *(one.claim for one in (*each.denying, *each.qualifying))):
            held.setdefault(claim_id, each.id)
    found: dict[tuple[str, int], str] = {}
    for claim in material.claims:
        paper = documents[claim.document]
        for place, event in enumerate(paper.events):
            span = claim.predicate
            if span is not None and any(start < span.end and span.start < end for start, end in event.places):
                found.setdefault((paper.name, place), held.get(claim.id, f"claim {claim.id}"))
    return found


def _assembled(documents: Sequence[Document], meaning: Meaning | None) -> Material:
    material = material_from(documents, across=False)
    traced = [*trace(material, load_world(), meaning)]
    judged = [each for each in traced if isinstance(each, Judgement)]
    material = replace(
        material,
        copies=tuple(each for each in traced if isinstance(each, Copy)),
        roots=tuple(each for each in traced if isinstance(each, Root)),
        judgements=tuple(sorted((*material.judgements, *judged), key=lambda each: each.id)),
    )
    made = [each for each in assemble(material, meaning) if isinstance(each, Proposition)]
    return replace(material, propositions=tuple(made))
