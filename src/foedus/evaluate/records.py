"""How well single sentences are coded: PLOVER's gold records enter, figures and what each record was read as leave.

A record is one act of one sentence, with countries on both sides. Its old names of types are those of 2021; who acts
together and towards each other stands on both sides. Records with a body between states or no country on a side are
left out of the figures.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from foedus.errors import BadGold
from foedus.evaluate.answers import Answers
from foedus.evaluate.codings import Coder, Coding
from foedus.evaluate.counts import Hits, interval
from foedus.evaluate.materials import material_from
from foedus.records import Document, document_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from foedus.records import Claim

#: The file's names of 2016, as the manual of 2021 has them; its slips in ISO 3166-1 codes, mended.
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_MENDED = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
_NO_COUNTRY = frozenset({"IGO", "NGO", "IMG", "ISM", "MNC", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One gold record: the sentence, and the codings that it asks for."""

    id: str
    text: str
    type: str
    wanted: tuple[Coding, ...]
    is_mutual: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A sentence with the claims that were read in it and what each comes to as codings."""

    claims: tuple[Claim, ...]
    codings: tuple[tuple[Coding, ...], ...]

    @property
    def all(self) -> frozenset[Coding]:
        """Every coding, once."""
        return frozenset(each for some in self.codings for each in some)


def load(path: Path) -> tuple[Record, ...]:
    """The records of the file that have a country on both sides, in the order of the file."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadGold(path, f"it is no JSON ({error})") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) and "event" in row for row in rows):
        raise BadGold(path, "it is no list of PLOVER records, each with 'event', 'text', 'source' and 'target'")
    return tuple(record for row in rows if (record := _record(row)) is not None)


def _record(row: dict[str, Any]) -> Record | None:
    if "text" not in row or row["event"] == "DOCUMENT":
        return None
    sources, targets = _countries(row.get("source")), _countries(row.get("target"))
    told = RENAMED.get(row["event"], row["event"])
    is_mutual = not isinstance(row.get("target"), list) and len(sources) > 1
    if is_mutual:
        pairs = [(one, other) for i, one in enumerate(sources) for j, other in enumerate(sources) if i != j]
    else:
        pairs = [(one, other) for one in sources for other in targets]
    if not pairs:
        return None
    wanted = tuple(dict.fromkeys(Coding(one, told, other) for one, other in pairs))
    return Record(id=row["id"], text=row["text"], type=told, wanted=wanted, is_mutual=is_mutual)


def _countries(actors: Any) -> list[str]:
    given = [str(each.get("code", "")) for each in actors if isinstance(each, dict)] if isinstance(actors, list) else []
    return [_MENDED.get(each, each) for each in given if each not in _NO_COUNTRY]


def read_sentences(texts: Iterable[str]) -> dict[str, Read]:
    """Each sentence read as a document of its own: its claims and their codings."""
    documents = {text: Document(id=document_id(publisher=None, url=None, text=text), text=text) for text in texts}
    answers = Answers(material=material_from(documents.values(), across=False))
    coder = Coder(answers=answers)
    claims: dict[str, list[Claim]] = {each.id: [] for each in documents.values()}
    for claim in answers.material.claims:
        claims[claim.document].append(claim)
    found = {}
    for text, document in documents.items():
        own = tuple(sorted(claims[document.id], key=lambda each: (each.evidence.start, each.evidence.end)))
        found[text] = Read(claims=own, codings=tuple(coder.codings(each) for each in own))
    return found


def figures(path: Path) -> dict[str, Any]:
    """Shares of records whose dyad, and whose dyad and type, are found; F1 of codings; claims that match no record."""
    records = load(path)
    reads = read_sentences(dict.fromkeys(each.text for each in records))
    return measured(records, reads)


def measured(records: Sequence[Record], reads: dict[str, Read]) -> dict[str, Any]:
    """The figures over these records, with their intervals, per type, and the pairs of types mixed up."""
    scores = [_score(each, reads[each.text]) for each in records]
    hits = Hits()
    by_text: dict[str, set[Coding]] = {}
    for record in records:
        by_text.setdefault(record.text, set()).update(record.wanted)
    for text, wanted in by_text.items():
        hits.add(wanted, reads[text].all)
    table: dict[str, Any] = {"records": len(records), "sentences": len(by_text)}
    for place, name in enumerate(("dyad", "dyad_and_type")):
        pairs = [(score[place], 1.0) for score in scores]
        table[name] = _mean(pairs)
        table[f"{name}_low"], table[f"{name}_high"] = interval(pairs, _mean)
    one_way = [score for record, score in zip(records, scores, strict=True) if not record.is_mutual]
    table["one_way_records"] = len(one_way)
    table["one_way_dyad"] = _mean([(score[0], 1.0) for score in one_way])
    table["one_way_dyad_and_type"] = _mean([(score[1], 1.0) for score in one_way])
    table |= {"precision": hits.precision, "recall": hits.recall, "f1": hits.f1}
    table["claims_per_sentence"] = sum(len(reads[text].claims) for text in by_text) / max(1, len(by_text))
    table["unmatched_claims_per_sentence"] = _unmatched(by_text, reads) / max(1, len(by_text))
    return table | {"types": _per_type(records, scores), "mixed_up": _mixed_up(records, reads)}


def _score(record: Record, read: Read) -> tuple[float, float]:
    dyads = {each.dyad for each in record.wanted}
    found = {each.dyad for each in read.all}
    return len(dyads & found) / len(dyads), len(set(record.wanted) & read.all) / len(record.wanted)


def _mean(pairs: Sequence[tuple[float, float]]) -> float:
    return sum(each for each, _ in pairs) / len(pairs) if pairs else 0.0


def _unmatched(by_text: dict[str, set[Coding]], reads: dict[str, Read]) -> int:
    """How many claims come to codings of which none is that of a record."""
    return sum(
        bool(codings) and not wanted & set(codings)
        for text, wanted in by_text.items()
        for codings in reads[text].codings
    )


def _per_type(records: Sequence[Record], scores: Sequence[tuple[float, float]]) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for kind in sorted({each.type for each in records}):
        own = [score for record, score in zip(records, scores, strict=True) if record.type == kind]
        table[kind] = {
            "records": float(len(own)),
            "dyad": sum(each for each, _ in own) / len(own),
            "dyad_and_type": sum(each for _, each in own) / len(own),
        }
    return table


def _mixed_up(records: Sequence[Record], reads: dict[str, Read]) -> list[dict[str, Any]]:
    """Which type was read where the dyad is right and the type is not, the commonest first."""
    pairs: Counter[tuple[str, str]] = Counter()
    for record in records:
        dyads = {each.dyad for each in record.wanted}
        types = {each.type for each in reads[record.text].all if each.dyad in dyads}
        if types and record.type not in types:
            pairs[record.type, "|".join(sorted(types))] += 1
    ordered = sorted(pairs.items(), key=lambda each: (-each[1], each[0]))
    return [{"expected": expected, "found": found, "records": count} for (expected, found), count in ordered]
