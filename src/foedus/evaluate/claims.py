"""Claims against gold: what a careful reader finds in the documents, and how much of it is found and right.

Gold is JSON Lines with `doc`, an exact `quote` of it, and the fields that a claim should have. One gold item matches
one claim at most: of the claims whose evidence covers 60 % of the quote's characters and is no longer than its
sentence or its quotation, the one with the greatest overlap over union, before any field is looked at. A field's
figure is the share of the gold items that carry it; what is not found is wrong. Where an item names fields as `judged`,
only these are measured; where its `claim` is false, it is right if no claim is found in the quote.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sentencex import segment

from foedus.errors import BadGold
from foedus.read.quotations import quotations
from foedus.terms import Part
from foedus.values import iso

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from foedus.evaluate.answers import Answers
    from foedus.records import Claim, Document

_COVERED = 0.6
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One gold claim, at its place in a document."""

    document: Document
    start: int
    end: int
    gold: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one gold item: the claim that it matched, and which of its fields are right (0 to 1)."""

    item: Item
    claim: Claim | None
    right: dict[str, float]


def load_gold(path: Path) -> list[dict[str, Any]]:
    """The gold items of a JSON Lines file, in order; raises BadGold."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except ValueError as error:
        raise BadGold(path, f"it is no JSON Lines ({error})") from error
    if not all(isinstance(each, dict) for each in rows):
        raise BadGold(path, "each of its lines has to be one object")
    return rows


def place(gold: Sequence[dict[str, Any]], documents: Sequence[Document]) -> tuple[Item, ...]:
    """The gold items at their places; an item whose quote no document holds is left out, and the figures count it."""
    found = []
    for each in gold:
        for document in documents:
            if document.gathered_from.rsplit("/", 1)[-1] == each["doc"] and each["quote"] in document.text:
                found.append(placed_in(document, each))
                break
    return tuple(found)


def placed_in(document: Document, gold: dict[str, Any]) -> Item:
    """The gold item at the first place of its quote in the document."""
    start = document.text.index(gold["quote"])
    return Item(document=document, start=start, end=start + len(gold["quote"]), gold=gold)


def outcomes(items: Sequence[Item], answers: Answers) -> tuple[Outcome, ...]:
    """Each gold item with its claim and the fields that are right."""
    chosen = _chosen(items, answers.material.claims)
    found = []
    for at, item in enumerate(items):
        claim = chosen.get(at)
        right = (
            {}
            if claim is None
            else {name: rule(item.gold, claim, answers) for name, rule in _FIELDS.items() if _carries(name, item.gold)}
        )
        found.append(Outcome(item=item, claim=claim, right=right))
    return tuple(found)


def _chosen(items: Sequence[Item], claims: Sequence[Claim]) -> dict[int, Claim]:
    """The claim of each item, what is judged to be none last, so that it takes no claim from what is one."""
    chosen: dict[int, Claim] = {}
    for refuted in (False, True):
        asked = [at for at, each in enumerate(items) if is_refuted(each.gold) is refuted]
        used = {each.id for each in chosen.values()}
        found = matched([items[at] for at in asked], [each for each in claims if each.id not in used])
        chosen |= {asked[at]: claim for at, claim in found.items()}
    return chosen


def is_refuted(gold: Mapping[str, Any]) -> bool:
    """Whether the item says that its quote is no claim."""
    return gold.get("claim") is False


def matched(items: Sequence[Item], claims: Sequence[Claim]) -> dict[int, Claim]:
    """The claim of each item that has one, by the item's place: one to one, the greatest overlap over union first."""
    of_document: dict[str, list[Claim]] = {}
    for claim in claims:
        of_document.setdefault(claim.document, []).append(claim)
    pairs = []
    for at, item in enumerate(items):
        for claim in of_document.get(item.document.id, ()):
            likeness = _likeness(item, claim)
            if likeness is not None:
                pairs.append((-likeness, at, claim.evidence.start, claim.id, claim))
    chosen: dict[int, Claim] = {}
    used: set[str] = set()
    for _, at, _, identity, claim in sorted(pairs, key=lambda each: each[:4]):
        if at not in chosen and identity not in used:
            chosen[at] = claim
            used.add(identity)
    return chosen


def _likeness(item: Item, claim: Claim) -> float | None:
    """Overlap over union of quote and evidence; None where the claim may not match."""
    start, end = claim.evidence.start, claim.evidence.end
    shared = min(end, item.end) - max(start, item.start)
    if shared < _COVERED * (item.end - item.start) or not _fits(item.document, start, end):
        return None
    return shared / (max(end, item.end) - min(start, item.start))


def _fits(document: Document, start: int, end: int) -> bool:
    """Whether a stretch is no longer than its sentence or its quotation."""
    left, right = document.text.rfind("\n", 0, start) + 1, document.text.find("\n", end)
    right = len(document.text) if right < 0 else right
    if any(each.start <= start and end <= each.end for each in quotations(document.text, ((left, right),))):
        return True
    at = left
    for sentence in segment("en", document.text[left:right]):
        begin = document.text.find(sentence, at)
        if begin <= start < begin + len(sentence) and end - start <= len(sentence):
            return True
        at = begin + len(sentence)
    return False


def figures(gold: Sequence[dict[str, Any]], found: Sequence[Outcome], answers: Answers) -> dict[str, float]:
    """The figures of the whole: fractions of the gold items, and how many claims there are beside them."""
    carried = {name: [each for each in gold if _carries(name, each)] for name in _FIELDS}
    refuted = [each for each in found if is_refuted(each.item.gold)]
    told = sum(each.claim is not None for each in found if not is_refuted(each.item.gold))
    table = {"found": _share(told, sum(not is_refuted(each) for each in gold))}
    if refuted:
        table["no_claim"] = _share(sum(each.claim is None for each in refuted), len(refuted))
    for name in _FIELDS:
        total = sum(each.right.get(name, 0.0) for each in found if _carries(name, each.item.gold))
        table[name] = _share(total, len(carried[name]))
    words = sum(len(document.text.split()) for document in answers.material.documents)
    table["claims_per_100_words"] = round(100 * len(answers.material.claims) / max(1, words), 3)
    table["claims_in_furniture"] = float(sum(_in_furniture(claim, answers) for claim in answers.material.claims))
    return table


def _share(part: float, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _carries(name: str, gold: dict[str, Any]) -> bool:
    key = {"chain": "root"}.get(name, name)
    return key in gold and key in gold.get("judged", gold) and not is_refuted(gold)


def _in_furniture(claim: Claim, answers: Answers) -> bool:
    document = answers.material.document[claim.document]
    return any(
        each.part in {Part.FURNITURE, Part.CAPTION}
        and each.start < claim.evidence.end
        and claim.evidence.start < each.end
        for each in document.parts
    )


def _root_is_right(gold: dict[str, Any], claim: Claim, answers: Answers) -> float:
    wanted = [gold["root"], *([gold["root_org"]] if "root_org" in gold else [])]
    return float(any(answers.root_is(claim, each) for each in wanted))


def _chain_is_right(gold: dict[str, Any], claim: Claim, answers: Answers) -> float:
    if not _root_is_right(gold, claim, answers):
        return 0.0
    wanted, got = gold.get("via", []), answers.via(claim)
    same = len(wanted) == len(got) and all(answers.same_name(a, b) for a, b in zip(wanted, got, strict=True))
    return float(same)


def _value_is_right(gold: dict[str, Any], claim: Claim, answers: Answers) -> float:  # noqa: ARG001 - one shape for all
    wanted = gold["factuality"]
    return float(claim.factuality in (wanted if isinstance(wanted, list) else [wanted]))


def _sort_is_right(gold: dict[str, Any], claim: Claim, answers: Answers) -> float:  # noqa: ARG001 - one shape for all
    return float(claim.sort == gold["sort"])


def _type_is_right(gold: dict[str, Any], claim: Claim, answers: Answers) -> float:
    return float(answers.plover_type(claim) == gold["type"])


def _actors_are_right(gold: dict[str, Any], claim: Claim, answers: Answers) -> float:
    wanted, got = set(gold["actors"]), set(answers.actors(claim))
    return 2 * len(wanted & got) / (len(wanted) + len(got)) if wanted or got else 1.0


def _time_is_right(gold: dict[str, Any], claim: Claim, answers: Answers) -> float:  # noqa: ARG001 - one shape for all
    return float(claim.when is not None and interval(iso(claim.when)) == interval(gold["time"]))


def _quantities_are_right(gold: dict[str, Any], claim: Claim, answers: Answers) -> float:  # noqa: ARG001
    return float(all(_has_figure(each, claim) for each in gold["quantity"]))


def _has_figure(wanted: str, claim: Claim) -> bool:
    number = _NUMBER.search(wanted)
    if number is None:
        return False
    value = float(number.group().replace(",", ""))
    unit = _singulars(wanted[number.end() :])
    return any(
        value in {each.low, each.high}
        and unit <= _singulars(f"{each.span.text} {each.counted or ''} {each.unit or ''}")
        for each in claim.quantities
    )


def _singulars(words: str) -> set[str]:
    return {each.removesuffix("s") for each in re.findall(r"[^\W\d]+|%|\$", words.lower())}


def interval(written: str) -> tuple[str, str]:
    """The first and the last day of an ISO 8601-2 value, an open end as "..".

    >>> interval("195X"), interval("2018")
    (('1950-01-01', '1959-12-31'), ('2018-01-01', '2018-12-31'))
    """
    first, _, last = written.partition("/")
    return _edge(first, "0", "-01-01"), _edge(last or first, "9", "-12-31")


def _edge(part: str, digit: str, rest: str) -> str:
    if part in {"..", ""}:
        return ".."
    filled = part.replace("X", digit)
    if len(filled) == len("2018-02"):
        return f"{filled}{'-01' if digit == '0' else '-31'}"
    return filled + rest if len(filled) == len("2018") else filled


_FIELDS: dict[str, Callable[[dict[str, Any], Claim, Answers], float]] = {
    "root": _root_is_right,
    "chain": _chain_is_right,
    "sort": _sort_is_right,
    "factuality": _value_is_right,
    "actors": _actors_are_right,
    "type": _type_is_right,
    "time": _time_is_right,
    "quantity": _quantities_are_right,
}
