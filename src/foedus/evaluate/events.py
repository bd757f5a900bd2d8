"""Acts between two given parties: a table of sentences with marked spans enters, figures by type, quad and side leave.

The table is PLV's (`marked_sentence`, `gold_root`); its root YIELD takes CONCEDE and RETREAT together. The reader's
model was trained on its rows, so that what its grammar does for them may be better than on rows of others; the act rows
were mended on them too. `training/acts.py` tells what an encoder does that has not seen the rows asked.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from foedus.errors import BadGold
from foedus.evaluate.clauses import Told, told_in
from foedus.evaluate.counts import Hits, interval, macro_f1

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from foedus.encoder import Encoder

NONE = "none"
_MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT"),
    "material cooperation": ("COOPERATE", "AID", "YIELD"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
_QUAD_OF = {root: quad for quad, roots in _QUADS.items() for root in roots}
_MARK = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sentence, where its two parties stand, and the type of the act between them."""

    text: str
    source: tuple[int, int]
    target: tuple[int, int]
    type: str


def load(path: Path) -> tuple[Row, ...]:
    """The rows of the table that have both marks, in its order."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if not {"marked_sentence", "gold_root"} <= set(rows.fieldnames or ()):
            raise BadGold(path, "it has no columns 'marked_sentence' and 'gold_root'")
        found = [_row(each["marked_sentence"] or "", each["gold_root"] or "") for each in rows]
    return tuple(each for each in found if each is not None)


def _row(marked: str, root: str) -> Row | None:
    text, at = "", {}
    place = 0
    for mark in _MARK.finditer(marked):
        text += marked[place : mark.start()]
        at[mark.group()] = len(text)
        place = mark.end()
    text += marked[place:]
    if len(at) < len(("<s>", "</s>", "<t>", "</t>")):
        return None
    return Row(text=text, source=(at["<s>"], at["</s>"]), target=(at["<t>"], at["</t>"]), type=root)


def root_of(row: Row, encoder: Encoder) -> str:
    """The type read between the two marked parties; "none" where nothing is read.

    The act whose sides are the two is preferred, then one that has either of them, then the first of all.
    """
    told = [each for each in told_in(row.text, encoder) if each.type is not None]
    best = max(told, key=lambda each: (_fit(row, each), each.is_main, -each.reach[0]), default=None)
    if best is None or best.type is None:
        return NONE
    return _MERGED.get(best.type, best.type)


def _fit(row: Row, told: Told) -> int:
    doing, suffering = _touches(told.doing, row.source), _touches(told.suffering, row.target)
    turned = _touches(told.doing, row.target) + _touches(told.suffering, row.source)
    within = told.reach[0] <= row.source[0] < told.reach[1]
    return 4 * doing + 4 * suffering - turned + within


def _touches(words: frozenset[int], span: tuple[int, int]) -> bool:
    return any(span[0] <= start < span[1] for start in words)


def measure(path: Path, encoder: Encoder) -> dict[str, Any]:
    """Macro-F1 of roots, quad classes and cooperation against conflict, each type's F1, and the types mixed up."""
    rows = load(path)
    if not rows:
        raise BadGold(path, "none of its sentences has both parties marked with <s> and <t>")
    return figures([(row.type, root_of(row, encoder)) for row in rows])


def figures(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The figures of pairs of an expected and a found root."""
    quads = [(_quad(expected), _quad(found)) for expected, found in pairs]
    table: dict[str, Any] = {"rows": len(pairs), "without_type": sum(found == NONE for _, found in pairs) / len(pairs)}
    for name, some in (("macro_f1", pairs), ("quad_f1", quads), ("binary_f1", [_binary(each) for each in quads])):
        table[name] = macro_f1(some)
        table[f"{name}_low"], table[f"{name}_high"] = _interval(some)
    table["accuracy"] = sum(expected == found for expected, found in pairs) / len(pairs)
    return table | {"types": _per_type(pairs), "mixed_up": _mixed_up(pairs)}


def _quad(root: str) -> str:
    return _QUAD_OF.get(root, NONE)


def _binary(quads: tuple[str, str]) -> tuple[str, str]:
    expected, found = (each.rpartition(" ")[2] for each in quads)
    return expected, found


def _interval(pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    names = sorted({name for pair in pairs for name in pair})
    numbers = {name: float(number) for number, name in enumerate(names)}
    coded = [(numbers[expected], numbers[found]) for expected, found in pairs]
    return interval(coded, lambda some: macro_f1((str(a), str(b)) for a, b in some))


def _per_type(pairs: Sequence[tuple[str, str]]) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for kind in sorted({expected for expected, _ in pairs}):
        hits = Hits(
            expected=sum(expected == kind for expected, _ in pairs),
            found=sum(found == kind for _, found in pairs),
            same=sum(expected == found == kind for expected, found in pairs),
        )
        table[kind] = {
            "rows": float(hits.expected), "precision": hits.precision, "recall": hits.recall, "f1": hits.f1,
        }  # fmt: skip
    return table


def _mixed_up(pairs: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    counts = Counter(pair for pair in pairs if pair[0] != pair[1])
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [{"expected": expected, "found": found, "rows": count} for (expected, found), count in ordered]
