"""What the shipped rules find in texts that readers have judged, with what it shows and what the readers say of it.

What is found in the development and training parts of the gold, and in `gold/judged`, are the examples: a finding that
a reader's claim matches is a claim. What persons corrected in dossiers of theirs can be added.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from foedus.evaluate import passages
from foedus.evaluate.claims import load_gold, matched, place
from foedus.gather import gather
from foedus.read import claims as room
from foedus.read import default_reader, earshot, weighing
from foedus.read import read as read_document
from foedus.read.reach import in_reach
from foedus.read.taking import around
from foedus.read.weighing import SORTS, TYPES
from foedus.records import Claim, Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from foedus.read.scene import Finding, Scene
    from foedus.records import Voice
    from foedus.terms import Manner, Sort

_DEVELOPMENT = "story-0[1-8]*"  # the others are sealed
ALIKE = 0.5  # of the words of two findings, all told, that both have

Key = tuple[int, int]  # start, end


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A source on whose word a finding may stand: all names by which it goes, its states, and what speaks for it."""

    is_own: bool  # the publisher's own word
    names: tuple[str, ...]
    states: frozenset[str]
    traits: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Example:
    """A finding: where it comes from, what it shows, and what a reader says of it, as far as one does."""

    group: str
    document: str
    sentences: int  # of the document
    traits: frozenset[str]
    vector: np.ndarray
    reach: dict[str, frozenset[str]]  # of each state in reach, what speaks for its taking part
    around: frozenset[str]
    heard: tuple[Told, ...]  # whom the rules hear first
    beside: frozenset[str]  # what the finding shows, whoever of those heard is asked about
    is_claim: bool
    sort: str | None
    type: str | None  # of an act
    actors: frozenset[str] | None
    roots: tuple[str, ...]  # the names by which its root goes; none where no reader told it


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """What a finding shows, before anybody says what it is."""

    predicate: int
    sentences: int
    traits: frozenset[str]
    vector: np.ndarray
    reach: dict[str, frozenset[str]]
    around: frozenset[str]
    heard: tuple[Told, ...]
    beside: frozenset[str]


class Unweighed:
    """Weights of nothing: what is read to be judged is not weighed by what was fitted before."""

    centre = np.zeros(1, dtype=np.float32)

    def scores(self, *_: object) -> np.ndarray:
        """Nought for being a claim, each sort and each type."""
        return np.zeros(1 + len(SORTS) + len(TYPES), dtype=np.float32)


def read(document: Document) -> tuple[list[Claim], dict[Key, _Shown]]:
    """What is read of a document with nothing left out as unlikely, and what the finding behind each claim shows."""
    seen: dict[Key, _Shown] = {}
    plain, kept = room._claim, (weighing.UNLIKELY, weighing.weights, weighing._likeliest, room.taking_part)
    voices = room.voices_of

    def noted(scene: Scene, found: Finding) -> Claim:
        claim = plain(scene, found)
        vector = weighing.seen(scene, found)
        if vector is not None:
            seen[claim.evidence.start, claim.evidence.end] = _Shown(
                predicate=found.predicate.start, sentences=len(scene.page.sentences), traits=found.traits,
                vector=vector, reach=in_reach(scene, found), around=around(scene, found),
                heard=tuple(_told(scene, found)), beside=earshot.around(scene, found),
            )  # fmt: skip
        return claim

    def by_the_rules(scene: Scene, found: Finding) -> tuple[tuple[Voice, ...], Manner]:
        place = found.predicate.start
        return scene.chains.chain(place), scene.chains.manner(place)

    def by_rule(finding: Finding, _: object) -> Sort:
        return finding.sort

    room._claim, room.taking_part = noted, lambda _, found: found
    room.voices_of = by_the_rules
    weighing.UNLIKELY, weighing.weights, weighing._likeliest = -1.0, Unweighed, by_rule  # type: ignore[assignment,misc]
    try:
        return [each for each in read_document(document, default_reader()) if isinstance(each, Claim)], seen
    finally:
        room._claim, room.voices_of = plain, voices
        weighing.UNLIKELY, weighing.weights, weighing._likeliest, room.taking_part = kept  # type: ignore[misc]


def _told(scene: Scene, found: Finding) -> Iterator[Told]:
    """Everybody on whose word a finding may stand, with all that he is called."""
    for each in earshot.in_earshot(scene, found):
        voice, names = each.chain[-1], [each.chain[-1].name]
        if voice.mention is not None:
            mention = scene.memory[voice.mention]
            waiting = [*mention.refers_to, mention.belongs_to]
            for one in (scene.memory[identity] for identity in waiting if identity):
                names.append(one.span.text)
                names += [scene.memory[one.belongs_to].span.text] if one.belongs_to else []
            names += [mention.describes] if mention.describes else []
        states = scene.states([voice.mention]) if voice.mention is not None else set()
        yield Told(
            is_own=each.key == earshot.OWN, names=tuple(names), states=frozenset(states), traits=each.traits,
        )  # fmt: skip


def _documents(folder: Path, only: set[str]) -> Iterator[tuple[str, Document]]:
    for each in gather(folder):
        if isinstance(each, Document) and Path(each.gathered_from).name in only:
            yield Path(each.gathered_from).name, each


def of_gold(group: str, gold: list[dict[str, Any]], folder: Path) -> Iterator[Example]:
    """Examples of articles in which every claim is annotated."""
    for name, document in _documents(folder, {str(each["doc"]) for each in gold}):
        claims, seen = read(document)
        items = place([each for each in gold if each["doc"] == name], [document])
        rows = {claim.id: items[at].gold for at, claim in matched(items, claims).items()}
        for claim in claims:
            shown = seen.get((claim.evidence.start, claim.evidence.end))
            if shown is not None:
                yield _example(group, name, shown, rows.get(claim.id), is_claim=claim.id in rows)


def of_stories(gold: Path) -> Iterator[Example]:
    """Examples of the development stories: what their propositions hold; of what they leave out nothing is known."""
    for folder in sorted(gold.glob(_DEVELOPMENT)):
        told = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        claims = {(row["doc"], row["quote"]): row for each in told["propositions"] for row in each["claims"]}
        roots = {each["name"]: _names(each) for each in told["roots"]}
        rows = [
            {"doc": doc, "quote": quote, "sort": None, "root": row["root"], "roots": roots[row["root"]]}
            for (doc, quote), row in claims.items()
        ]
        yield from of_gold("stories", rows, folder)


def _names(root: dict[str, Any]) -> tuple[str, ...]:
    """The names of a root of a story; an outlet is also the publisher, wherever it is read."""
    own = ("@publisher",) if root["nature"] == "outlet" else ()
    return (root["name"], *root["names"], *own)


def of_judged(file: Path, index: Path, corpora: Path) -> Iterator[Example]:
    """Examples of findings judged one by one."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as written:
        passages.written(index, "judged", corpora, Path(written))
        for name, document in _documents(Path(written), {row["doc"] for row in rows}):
            head = document.text.index("\n\n") + 2  # the offsets are those of the text below its head
            own = [row | {"start": head + row["start"], "end": head + row["end"]} for row in rows if row["doc"] == name]
            yield from _judged("judged", name, document, own)


def of_corrections(folder: Path) -> Iterator[Example]:
    """Examples of what persons corrected, as `foedus judgements export` writes it; nobody judged their sort."""
    rows = load_gold(folder / "judged" / "claims.jsonl")
    for name, document in _documents(folder / "articles", {str(row["doc"]) for row in rows}):
        yield from _judged("corrections", name, document, [row for row in rows if row["doc"] == name])


def _judged(group: str, name: str, document: Document, rows: list[dict[str, Any]]) -> Iterator[Example]:
    _, seen = read(document)
    for row in rows:
        key = _alike(seen, row["start"], row["end"])
        if key is not None:
            yield _example(group, name, seen[key], row, is_claim=row["claim"])


def _alike(seen: dict[Key, _Shown], start: int, end: int) -> Key | None:
    """The finding in most of these words: rules that cut a clause otherwise than when it was judged leave it judged."""
    shared = {
        key: (min(end, key[1]) - max(start, key[0])) / (max(end, key[1]) - min(start, key[0]))
        for key, found in seen.items()
        if start <= found.predicate < end
    }
    best = max(shared, key=lambda key: shared[key], default=None)
    return best if best is not None and shared[best] >= ALIKE else None


def _example(group: str, name: str, shown: _Shown, row: dict[str, Any] | None, *, is_claim: bool) -> Example:
    told = row or {}
    sort = told.get("sort")
    return Example(
        group=group, document=name, sentences=shown.sentences, traits=shown.traits, vector=shown.vector,
        reach=shown.reach, around=shown.around, is_claim=is_claim, sort=sort,
        type=(told.get("type") or TYPES[0]) if sort == "act" else None,
        actors=frozenset(told["actors"]) if is_claim and "actors" in told else None,
        heard=shown.heard, beside=shown.beside,
        roots=tuple(told["roots"] if "roots" in told else [told[key] for key in ("root", "root_org") if told.get(key)]),
    )  # fmt: skip


def examples(gold: Path, corpora: Path, corrections: Sequence[Path]) -> list[Example]:
    """Everything to fit by: articles, documents, what was judged one by one, and what persons corrected."""
    found = list(of_gold("articles", load_gold(gold / "claims.dev.jsonl"), gold / "articles"))
    found += of_gold("more articles", load_gold(gold / "training" / "claims.jsonl"), gold / "training")
    for part in ("dev", "train"):
        with tempfile.TemporaryDirectory() as written:
            passages.written(gold / "documents.json", part, corpora, Path(written))
            quoted = passages.quoted(gold / f"passages.{part}.jsonl", Path(written))
            found += of_gold(f"documents {part}", quoted, Path(written))
    found += of_stories(gold / "stories")
    found += of_judged(gold / "judged" / "claims.jsonl", gold / "judged" / "documents.json", corpora)
    for folder in corrections:
        found += of_corrections(folder)
    return found
