"""The corpora as documents of labelled sentences; nothing here keeps a word of them beyond the run."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from foedus.encoder.lemmas import rewrite, script_for
from foedus.encoder.sentences import paragraphs_of, sentences_of
from foedus.encoder.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LAYERS = ("source", "cue", "content")
NAMES_OF_CROSSNER = {
    "politician": "person", "person": "person", "organisation": "organisation", "politicalparty": "organisation",
    "location": "place", "country": "place", "election": "event", "event": "event", "misc": "other",
}  # fmt: skip
NAMES_OF_UNER = {"PER": "person", "ORG": "organisation", "LOC": "place"}
NAMES_OF_GUM = {"person": "person", "organization": "organisation", "place": "place", "event": "event"}
MENTIONS_OF_RE3D = {
    "Organisation": "organisation", "Location": "place", "Person": "person", "Nationality": "people",
    "Weapon": "equipment", "MilitaryPlatform": "equipment", "Vehicle": "equipment", "DocumentReference": "publication",
}  # fmt: skip


@dataclass
class Labelled:
    """A sentence: its words and, by task, what its annotators said of them; None where they were not asked."""

    words: list[str]
    upos: list[str] | None = None
    heads: list[int] | None = None  # 0 for the root, otherwise the governor's index plus one
    deprels: list[str] | None = None
    lemmas: list[str] | None = None  # scripts
    spans: dict[str, list[str]] | None = None  # by layer, "B", "I" or "O"
    links: dict[str, dict[int, tuple[int, int] | None]] | None = None  # of a cue's first word: sentence and index
    certainty: dict[int, float] | None = None
    scale: str = "uw"
    names: list[str | None] | None = None  # BIO tags; None where nobody knows
    mentions: list[str] | None = None
    act: tuple[str, list[int], list[int]] | None = None  # kind, indices of the source's and the target's words
    meaning: int | None = None  # its row among the teacher's vectors


@dataclass
class Corpus:
    """Documents for one task."""

    task: str
    documents: list[list[Labelled]] = field(default_factory=list)

    @property
    def sentences(self) -> Iterator[Labelled]:
        """Every sentence, in order."""
        return (sentence for document in self.documents for sentence in document)


def syntax(file: Path) -> Corpus:
    """A file of Universal Dependencies, with GUM's named entities where they are annotated."""
    corpus = Corpus("syntax")
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        blocks = stream.read().split("\n\n")
    has_entities = "gum" in file.name
    for block in blocks:
        lines = block.splitlines()
        if not lines:
            continue
        if any(line.startswith("# newdoc") for line in lines) or not corpus.documents:
            corpus.documents.append([])
        rows = [row for line in lines if line[:1].isdigit() and (row := line.split("\t"))[0].isdigit()]
        sentence = Labelled(
            words=[row[1] for row in rows],
            upos=[row[3] for row in rows],
            heads=[int(row[6]) for row in rows],
            deprels=[row[7] for row in rows],
            lemmas=[script_for(row[1], row[2]) for row in rows],
        )
        if has_entities:
            sentence.names = _gum_names(rows)
        corpus.documents[-1].append(sentence)
    return corpus


_ENTITY = re.compile(r"\((\d+)-([a-z]+)[^()]*(\))?|(\d+)\)")
_INSIDE_NAMES = {"PROPN", "ADP", "DET", "CCONJ", "NUM", "PUNCT"}


def _gum_names(rows: list[list[str]]) -> list[str | None]:
    spans: list[tuple[int, int, str]] = []
    waiting: dict[str, list[tuple[int, str]]] = {}
    for index, row in enumerate(rows):
        match = re.search(r"(?:^|\|)Entity=([^|]+)", row[9])
        for found in _ENTITY.finditer(match.group(1)) if match else ():
            if found.group(4):
                if waiting.get(found.group(4)):
                    start, kind = waiting[found.group(4)].pop()
                    spans.append((start, index + 1, kind))
            elif found.group(3):
                spans.append((index, index + 1, found.group(2)))
            else:
                waiting.setdefault(found.group(1), []).append((index, found.group(2)))
    tags: list[str | None] = [None if row[3] == "PROPN" else "O" for row in rows]
    for start, end, kind in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        while start < end and rows[start][3] in {"DET", "PUNCT", "ADP"}:
            start += 1
        pos = [row[3] for row in rows[start:end]]
        if kind not in NAMES_OF_GUM or "PROPN" not in pos or not set(pos) <= _INSIDE_NAMES or pos[-1] != "PROPN":
            continue
        if any(tag not in {None, "O"} for tag in tags[start:end]):
            continue
        tags[start:end] = [f"{'I' if place else 'B'}-{NAMES_OF_GUM[kind]}" for place in range(end - start)]
    return tags


def attribution(file: Path) -> Corpus:
    """PolNeAR's articles with their sources, cues and contents as BIO tags; "I" after a gap continues the span."""
    corpus = Corpus("attribution")
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        places = _placed(row["text"])
        layers: dict[str, list[list[list[int]]]] = {layer: [] for layer in LAYERS}
        for each in row["attributions"]:
            for layer in LAYERS:
                if each.get(layer.title()):
                    layers[layer].append(each[layer.title()])
        corpus.documents.append(_tagged(row["text"], places, layers))
        _linked(corpus.documents[-1], places, row["attributions"])
    return corpus


def _linked(sentences: list[Labelled], places: list[list[tuple[int, int]]], rows: list[dict[str, Any]]) -> None:
    flat = [(number, index, span) for number, words in enumerate(places) for index, span in enumerate(words)]
    starts = [start for _, _, (start, _) in flat]
    ends = [end for _, _, (_, end) in flat]

    def first(parts: list[list[int]] | None) -> tuple[int, int] | None:
        begin = min(start for start, _ in parts) if parts else None
        found = bisect_right(ends, begin) if begin is not None else len(flat)
        return flat[found][:2] if found < len(flat) and starts[found] < max(end for _, end in parts or ()) else None

    for sentence in sentences:
        sentence.links = {"source": {}, "content": {}}
    for row in rows:
        cue = first(row.get("Cue"))
        if cue is not None and (links := sentences[cue[0]].links) is not None:
            for layer, found in links.items():
                found.setdefault(cue[1], first(row.get(layer.title())))


def _placed(text: str) -> list[list[tuple[int, int]]]:
    return [
        words
        for start, end in paragraphs_of(text)
        for first, last in sentences_of(text, start, end)
        if (words := words_of(text, first, last))
    ]


def _tagged(text: str, places: list[list[tuple[int, int]]], layers: dict[str, list[list[list[int]]]]) -> list[Labelled]:
    flat = [place for words in places for place in words]
    tags = {layer: bio(flat, spans) for layer, spans in layers.items()}
    sentences, done = [], 0
    for words in places:
        part = slice(done, done + len(words))
        sentences.append(
            Labelled([text[a:b] for a, b in words], spans={layer: found[part] for layer, found in tags.items()})
        )
        done += len(words)
    return sentences


def bio(words: list[tuple[int, int]], spans: list[list[list[int]]]) -> list[str]:
    """BIO tags of the words for spans that may have several parts; of nested spans the outer one is kept."""
    tags = ["O"] * len(words)
    starts, ends = [start for start, _ in words], [end for _, end in words]
    for parts in sorted(spans, key=lambda parts: (-sum(end - start for start, end in parts), parts)):
        inside = sorted(
            index
            for begin, stop in parts
            for index in range(bisect_right(ends, begin), bisect_left(starts, stop))
            if tags[index] == "O"
        )
        for place, index in enumerate(inside):
            tags[index] = "I" if place else "B"
    return tags


def certainty(file: Path) -> Corpus:
    """Sentences with a degree of factuality at some of their words, on the scale that the file's name tells."""
    scale = file.name.split("-")[0].split("_")[0]
    corpus = Corpus("certainty")
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words = row["text"].split(" ")
        marked = {each["span1"][0]: float(each["label"]) for each in row["targets"] if each["span1"][0] < len(words)}
        corpus.documents.append([Labelled([word or "-" for word in words], certainty=marked, scale=scale)])
    return corpus


def crossner(file: Path) -> Corpus:
    """CrossNER's sentences with the natures of their names."""
    corpus = Corpus("names")
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split() for line in block.splitlines() if line.strip()]
        if rows:
            tags = [_mapped(row[-1], NAMES_OF_CROSSNER) for row in rows]
            corpus.documents.append([Labelled([row[0] for row in rows], names=list(tags))])
    return corpus


def uner(file: Path) -> Corpus:
    """UNER's documents with the natures of their names; nationalities are not annotated there."""
    corpus = Corpus("names")
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if "# newdoc" in block or not corpus.documents:
            corpus.documents.append([])
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            tags = [_mapped(row[2], NAMES_OF_UNER) for row in rows]
            corpus.documents[-1].append(Labelled([row[1] for row in rows], names=list(tags)))
    return corpus


def _mapped(tag: str, kinds: dict[str, str]) -> str:
    return f"{tag[:2]}{kinds[tag[2:]]}" if tag[:2] in {"B-", "I-"} and tag[2:] in kinds else "O"


def re3d(folder: Path, *, held_out: bool) -> Corpus:
    """The fifth of re3d's documents that is never trained on, or the other four fifths, with their mentions."""
    corpus = Corpus("mentions")
    for part in sorted(folder.iterdir()):
        entities = [json.loads(line) for line in _lines(part / "entities.json")]
        for line in _lines(part / "documents.json"):
            document = json.loads(line)
            if is_held_out(document["_id"]) != held_out:
                continue
            own = [each for each in entities if each["documentId"] == document["_id"]]
            corpus.documents.append(_with_mentions(document["text"], own))
    return corpus


def is_held_out(name: str) -> bool:
    """Whether a document of a set without a development part is kept for measuring: one in five, by its name."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 5 == 0


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _with_mentions(text: str, entities: list[dict[str, object]]) -> list[Labelled]:
    spans = [
        (int(str(each["begin"])), int(str(each["end"])), MENTIONS_OF_RE3D[str(each["type"])])
        for each in entities
        if each["type"] in MENTIONS_OF_RE3D and text[int(str(each["begin"])) : int(str(each["end"]))] == each["value"]
    ]
    sentences = []
    for words in _placed(text):
        tags = ["O"] * len(words)
        for begin, stop, kind in sorted(spans, key=lambda span: (span[0] - span[1], span)):
            inside = [i for i, (start, end) in enumerate(words) if start < stop and begin < end]
            if inside and all(tags[i] == "O" for i in inside):
                for place, index in enumerate(inside):
                    tags[index] = f"{'I' if place else 'B'}-{kind}"
        sentences.append(Labelled([text[a:b] for a, b in words], mentions=tags))
    return sentences


def acts(file: Path) -> Corpus:
    """PLV's sentences with the kind of act between a source and a target."""
    corpus = Corpus("acts")
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        _, marked, _, _, kind, *_ = line.split("\t")
        found = _unmarked(marked)
        if found is None:
            continue
        text, source, target = found
        words = [place for sentence in _placed(text) for place in sentence]
        inside = [[i for i, (a, b) in enumerate(words) if a < end and start < b] for start, end in (source, target)]
        if all(inside):
            corpus.documents.append([Labelled([text[a:b] for a, b in words], act=(kind, inside[0], inside[1]))])
    return corpus


def _unmarked(marked: str) -> tuple[str, tuple[int, int], tuple[int, int]] | None:
    marks = {"<s>": -1, "</s>": -1, "<t>": -1, "</t>": -1}
    text = ""
    for part in re.split(r"(</?[st]>)", marked):
        if part in marks:
            marks[part] = len(text)
        else:
            text += part
    if min(marks.values()) < 0:
        return None
    return text, (marks["<s>"], marks["</s>"]), (marks["<t>"], marks["</t>"])


def rewritten(word: str, script: str) -> str:
    """The lemma that a script was made from."""
    return rewrite(word, script) or word


def common(values: Iterator[str], least: int) -> list[str]:
    """The values met at least so often, the most frequent first."""
    counts = Counter(values)
    return [value for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if count >= least]
