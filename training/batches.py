"""Batches: labelled documents enter, padded tensors of one task each leave, in an order that a seed fixes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from foedus.encoder.pieces import LONGEST, MARK, WINDOW, Pieces, Window, windows_of
from training.corpora import LAYERS, Corpus, Labelled
from training.network import LINKED

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence

IGNORED = -100
BIO = ("O", "B", "I")


@dataclass(frozen=True)
class Labels:
    """The label of each number that a head gives."""

    upos: list[str]
    deprel: list[str]
    lemma: list[str]
    name: list[str]
    mention: list[str]
    act: list[str]

    def tables(self) -> dict[str, dict[str, int]]:
        """The number of each label, by head."""
        return {head: {label: number for number, label in enumerate(labels)} for head, labels in vars(self).items()}


@dataclass(frozen=True)
class Part:
    """A window and the labelled sentences that its words are of."""

    task: str
    window: Window
    sentences: Sequence[Labelled]


def parts_of(corpus: Corpus, pieces: Pieces, chance: random.Random | None) -> list[Part]:
    """The windows of every document: as when reading without chance, else some shorter ones among them."""
    found = []
    for document in corpus.documents:
        limit = WINDOW
        if chance is not None:
            limit = chance.choices((WINDOW, WINDOW // 2, 1), (0.7, 0.15, 0.15))[0]
        found.extend(
            Part(corpus.task, window, document)
            for window in windows_of(pieces, [each.words for each in document], limit=limit)
        )
    return found


def batches_of(parts: Iterable[Part], size: int, chance: random.Random | None) -> list[list[Part]]:
    """Batches of windows alike in length, of about so many pieces each."""
    key = (lambda part: len(part.window.ids) + chance.random() * 8) if chance else (lambda part: len(part.window.ids))
    batches: list[list[Part]] = []
    current: list[Part] = []
    longest = 0
    for part in sorted(parts, key=key):
        longest = max(longest, len(part.window.ids))
        if current and longest * (len(current) + 1) > size:
            batches.append(current)
            current, longest = [], len(part.window.ids)
        current.append(part)
    if current:
        batches.append(current)
    if chance:
        chance.shuffle(batches)
    return batches


class Stack:
    """Tensors of one batch, filled word by word."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self.length = min(max(len(part.window.ids) for part in parts), LONGEST)
        self.width = max(len(part.window.firsts) for part in parts)
        count = len(parts)
        ids = np.zeros((count, self.length), dtype=np.int64)
        shapes = np.full((count, self.length), MARK, dtype=np.int64)
        mask = np.zeros((count, self.length), dtype=np.int64)
        firsts = np.zeros((count, self.width), dtype=np.int64)
        sentence = np.full((count, self.width), -1, dtype=np.int64)
        for row, part in enumerate(parts):
            window = part.window
            ids[row, : len(window.ids)] = window.ids
            shapes[row, : len(window.ids)] = window.shapes
            mask[row, : len(window.ids)] = 1
            firsts[row, : len(window.firsts)] = window.firsts
            sentence[row, : len(window.firsts)] = [number for number, _ in window.places]
        self.ids, self.shapes, self.mask = map(torch.from_numpy, (ids, shapes, mask))
        self.firsts, self.sentence = torch.from_numpy(firsts), torch.from_numpy(sentence)

    def empty(self) -> np.ndarray:
        """A number for each word, all to be ignored."""
        return np.full((len(self.parts), self.width), IGNORED, dtype=np.int64)

    def words(self) -> Iterable[tuple[int, int, Labelled, int]]:
        """Row, column, sentence and index in the sentence of every word."""
        for row, part in enumerate(self.parts):
            for column, (number, index) in enumerate(part.window.places):
                yield row, column, part.sentences[number], index


def syntax_targets(stack: Stack, tables: dict[str, dict[str, int]]) -> dict[str, Tensor]:
    """Numbers of the parts of speech, governors, relations, lemma scripts and names."""
    found = {head: stack.empty() for head in ("upos", "governor", "deprel", "lemma", "name")}
    columns = [{place: column for column, place in enumerate(part.window.places)} for part in stack.parts]
    for row, column, sentence, index in stack.words():
        if sentence.upos is None or sentence.heads is None or sentence.deprels is None or sentence.lemmas is None:
            raise ValueError("a sentence without syntax stands in a batch for syntax")
        number = stack.parts[row].window.places[column][0]
        head = sentence.heads[index]
        governor = 0 if head == 0 else columns[row].get((number, head - 1), IGNORED - 1) + 1
        found["upos"][row, column] = tables["upos"][sentence.upos[index]]
        found["governor"][row, column] = governor
        found["deprel"][row, column] = tables["deprel"].get(sentence.deprels[index], IGNORED)
        found["lemma"][row, column] = tables["lemma"].get(sentence.lemmas[index], IGNORED)
        if sentence.names is not None and (name := sentence.names[index]) is not None:
            found["name"][row, column] = tables["name"].get(name, IGNORED)
    return {head: torch.from_numpy(numbers) for head, numbers in found.items()}


def span_targets(stack: Stack) -> Tensor:
    """For each word the numbers of its three BIO tags."""
    found = np.full((len(stack.parts), stack.width, len(LAYERS)), IGNORED, dtype=np.int64)
    for row, column, sentence, index in stack.words():
        if sentence.spans is not None:
            for layer, name in enumerate(LAYERS):
                found[row, column, layer] = BIO.index(sentence.spans[name][index])
    return torch.from_numpy(found)


def link_targets(stack: Stack) -> dict[str, Tensor]:
    """By layer, for each cue's first word the first word of its source or content plus one, 0 where it has none.

    What stands in another window is ignored.
    """
    found = {layer: stack.empty() for layer in LINKED}
    columns = [{place: column for column, place in enumerate(part.window.places)} for part in stack.parts]
    for row, column, sentence, index in stack.words():
        for layer, links in (sentence.links or {}).items():
            if index in links:
                place = links[index]
                found[layer][row, column] = 0 if place is None else columns[row].get(place, IGNORED - 1) + 1
    return {layer: torch.from_numpy(np.where(numbers < 0, IGNORED, numbers)) for layer, numbers in found.items()}


def tag_targets(stack: Stack, table: dict[str, int], attribute: str) -> Tensor:
    """For each word the number of its BIO tag with a nature."""
    found = stack.empty()
    for row, column, sentence, index in stack.words():
        tags = getattr(sentence, attribute)
        if tags is not None and tags[index] is not None:
            found[row, column] = table[tags[index]]
    return torch.from_numpy(found)


def certainty_targets(stack: Stack) -> Tensor:
    """For each word its degree of factuality, NaN where nobody gave one."""
    found = np.full((len(stack.parts), stack.width), np.nan, dtype=np.float32)
    for row, column, sentence, index in stack.words():
        if sentence.certainty is not None and index in sentence.certainty:
            found[row, column] = sentence.certainty[index]
    return torch.from_numpy(found)


def act_targets(stack: Stack, table: dict[str, int]) -> tuple[Tensor, Tensor, Tensor]:
    """The kind of act of each window, and the weights of its source's and its target's words."""
    kinds = np.full(len(stack.parts), IGNORED, dtype=np.int64)
    sides = np.zeros((2, len(stack.parts), stack.width), dtype=np.float32)
    for row, column, sentence, index in stack.words():
        if sentence.act is not None:
            kinds[row] = table[sentence.act[0]]
            for side, members in enumerate(sentence.act[1:]):
                sides[side, row, column] = float(index in members)
    return torch.from_numpy(kinds), torch.from_numpy(sides[0]), torch.from_numpy(sides[1])


def piece_sentences(stack: Stack) -> Tensor:
    """For each piece the number of its sentence, -1 at the marks and the padding."""
    found = np.full((len(stack.parts), stack.length), -1, dtype=np.int64)
    for row, part in enumerate(stack.parts):
        window = part.window
        bounds = [*window.firsts, len(window.ids) - 1]
        for column, (number, _) in enumerate(window.places):
            found[row, bounds[column] : bounds[column + 1]] = number
    return torch.from_numpy(found)
