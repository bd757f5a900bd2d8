"""What two outlets' sentences do to each other, against ClaimDiff's labels (Ko et al. 2022).

Two files in ClaimDiff's layout enter, one that says whether a pair's first sentence strengthens the second, one whether
it weakens it; figures leave. Each sentence becomes a document by itself and is read as any other; both are assembled.
The first weakens the second where a claim of one is denied or qualified by a claim of the other, and strengthens it
where claims of both come into one proposition otherwise.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any

from foedus.assemble import assemble
from foedus.errors import BadGold
from foedus.evaluate.counts import Hits
from foedus.evaluate.materials import material_from
from foedus.read import default_reader
from foedus.records import Document, Proposition, document_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from foedus.material import Material

LABELS = NEITHER, STRENGTHENS, WEAKENS = "neither", "strengthens", "weakens"
UNREAD = "no claim found on a side"


def measure(
    strong: Path, weak: Path, *, most: int | None = None, progress: Callable[[int], None] = lambda _: None
) -> dict[str, float]:
    """F1 of each label and their mean, and how often each label was told for each other one; of the first `most`."""
    rows, weakening = _rows(strong), {each["pair_id"]: each["relation"] for each in _rows(weak)}
    told: dict[frozenset[str], str] = {}
    pairs: Counter[tuple[str, str]] = Counter()
    for number, row in enumerate(rows[:most]):
        wanted = WEAKENS if weakening.get(row["pair_id"]) else STRENGTHENS if row["relation"] else NEITHER
        key = frozenset((row["claim_a"], row["claim_b"]))
        if key not in told:
            told[key] = relation(row["claim_a"], row["claim_b"])
        pairs[wanted, told[key]] += 1
        progress(number + 1)
    return figures(pairs)


def figures(pairs: Counter[tuple[str, str]]) -> dict[str, float]:
    """The figures of pairs of the label wanted and the label told; where a side has no claim, that is told apart."""
    table: dict[str, float] = {}
    for label in LABELS:
        hits = Hits()
        for number, ((wanted, found), count) in enumerate(sorted(pairs.items())):
            names = {f"{number} {each}" for each in range(count)}
            same = found == label or (found == UNREAD and label == NEITHER)
            hits.add(names if wanted == label else set(), names if same else set())
        table |= {f"{label} f1": hits.f1, f"{label} precision": hits.precision, f"{label} recall": hits.recall}
        table[f"{label} expected"] = float(hits.expected)
    table["macro f1"] = sum(table[f"{label} f1"] for label in LABELS) / len(LABELS)
    for (wanted, found), count in sorted(pairs.items()):
        table[f"{wanted}, told {found}"] = float(count)
    return table


def relation(first: str, second: str) -> str:
    """What Foedus makes of two sentences."""
    documents = [
        Document(id=document_id(publisher=name, url=None, text=text), text=text, publisher=name, language="en")
        for name, text in (("The First", first), ("The Second", second))
    ]
    material = material_from(documents)
    if len({each.document for each in material.claims}) < len(documents):
        return UNREAD
    made = [each for each in assemble(material, default_reader().encoder.meaning) if isinstance(each, Proposition)]
    sides = list(_met(made, material))
    return WEAKENS if WEAKENS in sides else STRENGTHENS if sides else NEITHER


def _met(made: list[Proposition], material: Material) -> Iterator[str]:
    home = {claim.id: claim.document for claim in material.claims}
    for each in made:
        against = [one.claim for one in (*each.denying, *each.qualifying)]
        yield from (WEAKENS for one, other in product(each.supporting, against) if home[one] != home[other])
        if len({home[claim] for claim in each.supporting}) > 1:
            yield STRENGTHENS


def _rows(file: Path) -> list[dict[str, Any]]:
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))["data"]
        wanted = {"pair_id", "claim_a", "claim_b", "relation"}
        if all(wanted <= row.keys() for row in rows):
            return list(rows)
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise BadGold(file, "it is not in ClaimDiff's layout, one object with 'data', a list of labelled pairs")
