"""What persons corrected enters, with the claims as they have them; gold leaves, as `foedus eval` and training take it.

A row has the claim as it stands now, and `judged` names the fields that a person looked at: only these are measured,
since the others are the reading's own. A stretch that is no claim has `claim` false. The texts go along, so that the
gold can be used without the dossier.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from foedus.evaluate.answers import PUBLISHER, Answers
from foedus.gather.plain import read_text
from foedus.terms import (
    CLAIM_IS_CLAIM,
    CLAIM_IS_OF_KIND,
    CLAIM_IS_WRONG,
    CLAIM_STANDS_ON,
    MENTION_IS_ACTOR,
    Opinion,
    RootNature,
)
from foedus.values import Span, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from foedus.records import Claim, Document, Judgement

_FIELDS = {CLAIM_IS_OF_KIND: "type", CLAIM_STANDS_ON: "root"}
_UNTYPED = frozenset({None, "OTHER"})
_LONGEST = 400  # characters of a quote that is made longer until it stands once


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Gold of a person's own making, and what could not become such."""

    claims: list[dict[str, Any]] = field(default_factory=list)
    judged: list[dict[str, Any]] = field(default_factory=list)
    pairs: list[dict[str, Any]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def gold_of(answers: Answers, read: Iterable[Claim], judgements: Iterable[Judgement]) -> Gold:
    """The gold of these persons' judgements in force, in the order of documents and places.

    The material of `answers` has the claims as persons have them, `read` has them as they were read.
    """
    return _Maker(answers, {each.id: each for each in read}).gold(list(judgements))


class _Maker:
    def __init__(self, answers: Answers, read: dict[str, Claim]) -> None:
        self._answers, self._material, self._read = answers, answers.material, read
        self._at = {(each.document, each.evidence.start, each.evidence.end): each for each in read.values()}
        self._made = Gold()
        self._names: dict[str, str] = {}

    def gold(self, judgements: list[Judgement]) -> Gold:
        """What the judgements say, claim by claim and pair by pair."""
        judged: dict[str, dict[str, str]] = defaultdict(dict)  # by claim: the reason for each field
        for each in judgements:
            for claim, name in self._bears_on(each):
                judged[claim.id][name] = each.because
        for identity in sorted(judged, key=lambda one: _place(self._read[one])):
            self._add(self._read[identity], judged[identity])
        for each in judgements:
            if each.about == CLAIM_IS_CLAIM and each.opinion is not Opinion.UNSURE:
                self._add_pair(each)
        self._made.pairs.sort(key=lambda row: (row["doc"], row["start"], row["other_doc"], row["other_start"]))
        return self._made

    def _bears_on(self, judged: Judgement) -> Iterator[tuple[Claim, str]]:
        """The claims that a judgement is on, each with the field that it judges."""
        if judged.opinion is Opinion.UNSURE:
            return
        if judged.about == MENTION_IS_ACTOR:
            for claim in self._material.claims:
                if claim.id in self._read and any(each.mention == judged.subject for each in claim.parties):
                    yield claim, "actors"
        elif judged.about in {CLAIM_IS_WRONG, *_FIELDS} and judged.opinion is Opinion.SAME:
            words = judged.evidence
            here = self._at.get((words.document, words.start, words.end)) if words is not None else None
            meant = self._read.get(judged.subject, here)
            if meant is None:
                self._left(judged, "its words are read as no claim any more")
            else:
                yield meant, _FIELDS.get(judged.about, "claim")

    def _add(self, read: Claim, reasons: dict[str, str]) -> None:
        note = "; ".join(f"{name}: {because}" for name, because in sorted(reasons.items()))
        document = self._material.document.get(read.document)
        quote = self._quote(document, read.evidence) if document is not None else None
        if document is None or quote is None:
            self._made.left_out.append(f"“{read.evidence.text}”: the words stand several times in their document")
            return
        name, start = self._named(document), self._start(document, read.evidence)
        place = {"doc": name, "start": start, "end": start + len(read.evidence.text)}
        claim = self._material.claim.get(read.id)
        if "claim" in reasons or claim is None:
            self._made.claims.append({"doc": name, "quote": quote, "claim": False, "note": note})
            self._made.judged.append({**place, "claim": False, "sort": None, "type": None, "factuality": None})
            return
        told = {key: value for key, value in self._row(claim).items() if value is not None}
        fields = [each for each in sorted(reasons) if each in told]
        self._made.claims.append({"doc": name, "quote": quote, **told, "judged": fields, "note": note})
        kind = told.get("type") if "type" in reasons else None
        self._made.judged.append({**place, "claim": True, "sort": None, "type": kind, "factuality": None})

    def _row(self, claim: Claim) -> dict[str, Any]:
        """The claim in the fields of the gold, the chain in the words of the text."""
        root, relays = claim.root_voice, [each.name for each in claim.voices[1:-1]]
        is_own = len(claim.voices) == 1 or root.nature is RootNature.UNSTATED
        held = self._material.root_of.get(claim.id)
        organisation = held.organisation if held is not None and root.name in {held.name, *held.names} else None
        kind = self._answers.plover_type(claim)
        return {
            "root": PUBLISHER if is_own else " ".join(root.name.split()),
            "root_org": organisation if not is_own and organisation != root.name else None,
            "via": [] if is_own else [PUBLISHER, *(" ".join(each.split()) for each in relays)],
            "sort": claim.sort.value,
            "type": None if kind in _UNTYPED else kind,
            "factuality": claim.factuality.value,
            "actors": [each for each in self._answers.actors(claim) if re.fullmatch("[A-Z]{2,10}", each)],
        }

    def _add_pair(self, judged: Judgement) -> None:
        ends = [self._words(each) for each in (judged.subject, judged.candidate)]
        if None in ends:
            self._left(judged, "the words are in the dossier no more")
            return
        row: dict[str, Any] = {}
        for prefix, words in zip(("", "other_"), ends, strict=True):
            assert words is not None
            document = self._material.document[words.document]
            start = self._start(document, words)
            told = {"doc": self._named(document), "quote": words.text, "start": start, "end": start + len(words.text)}
            row |= {f"{prefix}{key}": value for key, value in told.items()}
        self._made.pairs.append({**row, "same": judged.opinion is Opinion.SAME, "note": judged.because})

    def _words(self, key: str) -> Span | None:
        document, start, end = place_of(key) or ("", 0, 0)
        held = self._material.document.get(document)
        return Span(document=document, start=start, end=end, text=held.text[start:end]) if held is not None else None

    def _left(self, judged: Judgement, why: str) -> None:
        words = judged.evidence.text if judged.evidence is not None else judged.subject
        self._made.left_out.append(f"{judged.about}: “{words}”: {why}")

    # ---- the texts

    def _named(self, document: Document) -> str:
        """The name of the document's file, which is written when it is first asked for."""
        if document.id not in self._names:
            stem = re.sub(r"[^0-9a-z]+", "-", document.gathered_from.rsplit("/", 1)[-1].rsplit(".", 1)[0].lower())
            name = f"{stem.strip('-')[:40].strip('-') or 'document'}-{document.id[:8]}.txt"
            self._names[document.id] = name
            self._made.texts[name] = _head(document) + document.text
        return self._names[document.id]

    @staticmethod
    def _start(document: Document, words: Span) -> int:
        return len(_head(document)) + words.start

    @staticmethod
    def _quote(document: Document, words: Span) -> str | None:
        """The words, with as many before and behind them on their line as it takes to stand once in the document."""
        text, start, end = document.text, words.start, words.end
        while text.count(text[start:end]) > 1 and end - start < _LONGEST:
            before = start > 0 and text[start - 1] != "\n"
            behind = end < len(text) and text[end] != "\n"
            if not before and not behind:
                break
            start, end = start - before, end + behind
        return text[start:end] if text.count(text[start:end]) == 1 else None


def _head(document: Document) -> str:
    """The head that the document's text needs in a file of its own; none where it has one."""
    if read_text(document.text.encode()).marks:
        return ""
    day = document.published_on.isoformat() if document.published_on else None
    told = {"publisher": document.publisher or "", "date": day or "", "language": document.language or "en"}
    return "".join(f"{key}: {' '.join(value.split())}\n" for key, value in told.items()) + "\n"


def _place(claim: Claim) -> tuple[str, int, int, str]:
    return claim.document, claim.evidence.start, claim.evidence.end, claim.id


def write(gold: Gold, folder: Path) -> list[Path]:
    """The files that hold the gold, now in the folder."""
    files = {
        "claims.dev.jsonl": gold.claims, "judged/claims.jsonl": gold.judged, "pairs.jsonl": gold.pairs,
    }  # fmt: skip
    written = []
    for name, rows in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        told = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / name).write_text(told, encoding="utf-8", newline="")
        written.append(folder / name)
    (folder / "articles").mkdir(exist_ok=True)
    for name, text in sorted(gold.texts.items()):
        (folder / "articles" / name).write_text(text, encoding="utf-8", newline="")
    return written
