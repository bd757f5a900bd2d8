"""Cooperation against gold: sentences with their acts of cooperation enter; what was found, its mode and status leave.

Each sentence is read by itself. An act matches the claim whose words overlap its quote most and cover 60 % of it. A
false alarm is a sentence without cooperation in which a claim tells a mode of it as done, agreed or planned.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from foedus.evaluate.answers import Answers
from foedus.evaluate.claims import load_gold, matched, placed_in
from foedus.evaluate.counts import macro_f1
from foedus.evaluate.materials import material_from
from foedus.records import Claim, Document, document_id
from foedus.terms import Part
from foedus.values import Passage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


MODES = frozenset(
    {"exercise", "patrol", "training", "basing", "intelligence", "arms-transfer", "components", "co-production"}
    | {"technology", "personnel", "finance", "energy", "trade", "diplomatic-cover", "treaty"}
)
_NONE = "none"


def mode_of(claim: Claim) -> str | None:
    """The mode of cooperation that the claim tells, None where it tells none."""
    return claim.mode if claim.mode in MODES else None


def measure(file: Path) -> dict[str, float]:
    """Shares of the acts that are found and right, macro-F1 of modes and statuses, and false alarms."""
    rows = load_gold(file)
    documents = [document_of(row) for row in rows]
    answers = Answers(material=material_from(documents, across=False))
    items = [placed_in(document, act) for row, document in zip(rows, documents, strict=True) for act in row["acts"]]
    chosen = matched(items, answers.material.claims)
    pairs = [(item.gold, chosen.get(place)) for place, item in enumerate(items)]
    table = _shares(pairs, answers)
    empty = [document.id for row, document in zip(rows, documents, strict=True) if not row["acts"]]
    alarmed = {claim.document for claim in answers.material.claims if mode_of(claim)}
    table["false_alarms"] = len(alarmed & set(empty)) / len(empty) if empty else 0.0
    table["sentences"] = float(len(rows))
    table["acts"] = float(len(items))
    return table | _by_mode(pairs)


def document_of(row: dict[str, Any]) -> Document:
    """A sentence as a document of its own."""
    text = str(row["text"])
    parts = (Passage(part=Part.BODY, start=0, end=len(text)),)
    identity = document_id(publisher=None, url=str(row["id"]), text=text)
    return Document(id=identity, text=text, language="en", parts=parts, gathered_from=str(row["id"]))


def _shares(pairs: Sequence[tuple[dict[str, Any], Claim | None]], answers: Answers) -> dict[str, float]:
    count = max(1, len(pairs))
    right: Counter[str] = Counter()
    parties = 0.0
    for gold, claim in pairs:
        if claim is None:
            continue
        right["found"] += 1
        right["mode"] += mode_of(claim) == gold["mode"]
        right["status"] += claim.status is not None and claim.status.value == gold["status"]
        wanted, got = set(gold["parties"]), set(answers.actors(claim))
        parties += 2 * len(wanted & got) / (len(wanted) + len(got)) if wanted or got else 1.0
    return {
        **{name: right[name] / count for name in ("found", "mode", "status")},
        "parties": parties / count,
        "mode_macro_f1": macro_f1((gold["mode"], (claim and mode_of(claim)) or _NONE) for gold, claim in pairs),
        "status_macro_f1": macro_f1(
            (gold["status"], claim.status.value if claim and claim.status else _NONE) for gold, claim in pairs
        ),
    }


def _by_mode(pairs: Sequence[tuple[dict[str, Any], Claim | None]]) -> dict[str, float]:
    """The share of right modes of each mode, by its name."""
    wanted = Counter(gold["mode"] for gold, _ in pairs)
    right = Counter(gold["mode"] for gold, claim in pairs if claim is not None and mode_of(claim) == gold["mode"])
    return {f"mode {mode}": right[mode] / wanted[mode] for mode in sorted(wanted)}
