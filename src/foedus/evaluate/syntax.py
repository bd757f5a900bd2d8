"""Figures of the grammar: a CoNLL-U file enters, the shares of words and sentences read as annotated leave."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.evaluate.counts import Hits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from foedus.encoder import Encoder, Word


@dataclass(frozen=True, slots=True)
class Annotated:
    """One sentence as annotated: its text, its rows and whether it opens a document or a paragraph."""

    text: str
    rows: list[list[str]]
    opens: str  # "document", "paragraph" or ""


@dataclass(frozen=True, slots=True)
class Laid:
    """A document's text with the offsets of its annotated sentences and words."""

    text: str
    sentences: list[tuple[int, int]]
    words: list[list[tuple[int, int]]]
    rows: list[list[list[str]]]


def measure(file: Path, encoder: Encoder) -> dict[str, float]:
    """UPOS, UAS, LAS and lemmas on the annotated words, and words and sentences found in the raw text.

    Relations are compared with their subtypes; `las_plain` leaves these out.
    """
    right = dict.fromkeys(("upos", "uas", "las", "las_plain", "lemma"), 0)
    words, sentences, total = Hits(), Hits(), 0
    for laid in documents(file):
        read = encoder.parse(laid.text, laid.words)
        for rows, sentence in zip(laid.rows, read.sentences, strict=True):
            for row, word in zip(rows, sentence.words, strict=True):
                total += 1
                for figure, hit in _judged(row, word).items():
                    right[figure] += hit
        raw = encoder.analyse(laid.text)
        words.add(
            {place for places in laid.words for place in places},
            {(word.start, word.end) for sentence in raw.sentences for word in sentence.words},
        )
        sentences.add(set(laid.sentences), {(sentence.start, sentence.end) for sentence in raw.sentences})
    shares = {figure: count / total if total else 0.0 for figure, count in right.items()}
    return {**shares, "words_f1": words.f1, "sentences_f1": sentences.f1, "words": float(total)}


def _judged(row: list[str], word: Word) -> dict[str, bool]:
    head = 0 if word.head is None else word.head + 1
    attached = head == int(row[6])
    return {
        "upos": word.upos == row[3],
        "uas": attached,
        "las": attached and word.deprel == row[7],
        "las_plain": attached and word.deprel.split(":")[0] == row[7].split(":")[0],
        "lemma": word.lemma == row[2],
    }


def documents(file: Path) -> Iterator[Laid]:
    """Every document of the file, its paragraphs parted by empty lines."""
    held: list[Annotated] = []
    for sentence in _sentences(file):
        if sentence.opens == "document" and held:
            yield _laid(held)
            held = []
        held.append(sentence)
    if held:
        yield _laid(held)


def _sentences(file: Path) -> Iterator[Annotated]:
    stored = file.read_bytes()
    text = (gzip.decompress(stored) if file.suffix == ".gz" else stored).decode("utf-8")
    for block in text.split("\n\n"):
        lines = block.splitlines()
        rows = [line.split("\t") for line in lines if line and line[0] != "#"]
        if not rows:
            continue
        spelled = next((line[9:] for line in lines if line.startswith("# text = ")), None)
        opens = ""
        if any(line.startswith("# newdoc") for line in lines):
            opens = "document"
        elif any(line.startswith("# newpar") for line in lines):
            opens = "paragraph"
        yield Annotated(spelled or _spelled(rows), rows, opens)


def _spelled(rows: list[list[str]]) -> str:
    """The text of a sentence without a `# text` line, from its forms."""
    last, pieces = 0, []
    for row in rows:
        first, _, final = row[0].partition("-")
        if "." in first or int(first) <= last:
            continue
        last = int(final or first)
        pieces.append(row[1] + ("" if "SpaceAfter=No" in row[9] else " "))
    return "".join(pieces).strip()


def _laid(held: list[Annotated]) -> Laid:
    text, sentences, words, kept = "", [], [], []
    for sentence in held:
        if text:
            text += "\n\n" if sentence.opens == "paragraph" else " "
        places = _placed(sentence, len(text))
        sentences.append((len(text), len(text) + len(sentence.text)))
        text += sentence.text
        words.append(places)
        kept.append([row for row in sentence.rows if row[0].isdigit()])
    return Laid(text, sentences, words, kept)


def _placed(sentence: Annotated, shift: int) -> list[tuple[int, int]]:
    """The offsets of the words; the parts of a contraction share its letters in order."""
    found: list[tuple[int, int]] = []
    position = inside = 0
    until = stop = 0
    for row in sentence.rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            inside = sentence.text.index(row[1], position)
            position = stop = inside + len(row[1])
            until = int(row[0].split("-")[1])
            continue
        if int(row[0]) <= until:
            left = until - int(row[0])
            end = stop if left == 0 else max(inside + 1, min(inside + len(row[1]), stop - left))
            found.append((shift + inside, shift + end))
            inside = end
            continue
        start = sentence.text.index(row[1], position)
        position = start + len(row[1])
        found.append((shift + start, shift + position))
    return found
