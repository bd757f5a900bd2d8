"""Whether two claims are put into one proposition: pairs of quotes, judged the same or not, enter; figures leave.

Gold is JSON Lines with `doc` and `quote`, `other_doc` and `other_quote`, and `same`. A pair of which a claim is not
found is asked and not right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from foedus.assemble import assemble
from foedus.evaluate.claims import load_gold, matched, place
from foedus.evaluate.materials import material_of
from foedus.read import default_reader
from foedus.records import Claim, Proposition

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from foedus.material import Material

Ends = tuple[Claim | None, Claim | None]


def measure(gold: Path, docs: Path) -> dict[str, float]:
    """The share of pairs that are joined or kept apart as they were judged, and of each sort by itself."""
    rows = load_gold(gold)
    material = material_of(docs, only={row[key] for row in rows for key in ("doc", "other_doc")})
    home: dict[str, set[str]] = {}
    for each in assemble(material, default_reader().encoder.meaning):
        if isinstance(each, Proposition):
            for claim in (*each.supporting, *(one.claim for one in (*each.denying, *each.qualifying))):
                home.setdefault(claim, set()).add(each.id)
    table: dict[str, float] = {"pairs": float(len(rows))}
    met = list(ends(rows, material))
    table["found"] = _share([None not in pair for pair in met])
    for name, same in (("same", True), ("not_the_same", False)):
        right = [_is_right(pair, home, same=same) for row, pair in zip(rows, met, strict=True) if row["same"] is same]
        table |= {name: _share(right), f"{name}_pairs": float(len(right))}
    return table


def ends(rows: Sequence[dict[str, Any]], material: Material) -> Iterator[Ends]:
    """The two claims of each pair, None where one is not found."""
    told = {(row[f"{which}doc"], row[f"{which}quote"]) for row in rows for which in ("", "other_")}
    items = place([{"doc": doc, "quote": quote} for doc, quote in sorted(told)], material.documents)
    at = {
        (items[number].gold["doc"], items[number].gold["quote"]): claim
        for number, claim in matched(items, material.claims).items()
    }
    for row in rows:
        yield at.get((row["doc"], row["quote"])), at.get((row["other_doc"], row["other_quote"]))


def _is_right(pair: Ends, home: dict[str, set[str]], *, same: bool) -> bool:
    one, other = pair
    if one is None or other is None:
        return False
    return bool(home.get(one.id, set()) & home.get(other.id, set())) is same


def _share(right: list[bool]) -> float:
    return sum(right) / len(right) if right else 0.0
