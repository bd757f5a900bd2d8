"""Decoding: the numbers of the heads enter, the words of a sentence with their grammar and tags leave."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from foedus.encoder.analysis import Analysis, Sentence, Word
from foedus.encoder.bio import LAYERS, natures_of, tags_of
from foedus.encoder.lemmas import rewrite
from foedus.encoder.links import linked, stretched
from foedus.encoder.subjects import Relations, with_one_each
from foedus.encoder.trees import governors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foedus.encoder.bio import Tag
    from foedus.encoder.network import Network, Numbers, Read

_ALONE = {"nsubj", "nsubj:pass"}  # a word has one subject; of a clause in a clause the outer one has its own name
_JOINED = "parataxis"  # how the parts of a sentence that is too long to be read at once hang together

Place = tuple[int, int]


class Decoder:
    """Turns numbers into labels with the label sets of one network."""

    def __init__(self, network: Network) -> None:
        self._labels: dict[str, list[str]] = network.labels
        self._weights = network.label_weights.T
        self._bias = network.label_bias
        self._root = self._labels["deprel"].index("root")
        self._joined = (self._labels["deprel"].index("cc"), self._labels["deprel"].index("conj"))
        self._alone = frozenset(number for number, each in enumerate(self._labels["deprel"]) if each in _ALONE)
        self._fixed: dict[str, dict[str, str]] = network.labels["forms"]
        self._known = {upos: frozenset(lemmas) for upos, lemmas in network.labels["lemmas"].items()}

    def analysis(self, text: str, places: Sequence[Sequence[Place]], reads: Sequence[Read]) -> Analysis:
        """The sentences whose words stand at these places, and who says what, from what was read of their windows."""
        parts: list[list[Word]] = [[] for _ in places]
        vectors: list[list[Numbers]] = [[] for _ in places]
        tags = tags_of(np.concatenate([read.heads["spans"] for read in reads])) if reads else []
        done = 0
        for read in reads:
            for number, first, last in _runs(read.window.places):
                at, count = read.window.places[first][1], last - first
                forms = [(start, end, text[start:end]) for start, end in places[number][at : at + count]]
                heads = _sliced(read.heads, first, last)
                words = self._words(forms, tags[done : done + count], heads)
                vectors[number].append(heads["label_head"][1:])
                parts[number] = _hung(parts[number], words)
                done += count
        sentences = [
            Sentence(start=words[0].start, end=words[-1].end, words=tuple(words), vectors=np.concatenate(rows))
            for words, rows in zip(parts, vectors, strict=True)
            if words
        ]
        layers = {layer: stretched([each[number] for each in tags]) for number, layer in enumerate(LAYERS)}
        words = [word for sentence in sentences for word in sentence.words]
        return Analysis(text=text, sentences=tuple(sentences), attributions=linked(words, layers, reads))

    def _words(
        self, forms: Sequence[tuple[int, int, str]], tags: Sequence[tuple[Tag, Tag, Tag]], heads: dict[str, Numbers]
    ) -> list[Word]:
        tree, deprels = self._tree(heads, tags)
        upos = self._best("upos", heads)
        names = natures_of(heads["name"], self._labels["name"])
        mentions = natures_of(heads["mention"], self._labels["mention"])
        certain = np.clip(heads["certainty"], -3.0, 3.0).tolist()
        lemmas = self._best("lemma", heads)
        return [
            Word(
                index=index,
                start=start,
                end=end,
                text=form,
                lemma=self._lemma((form, upos[index], lemmas[index]), heads["lemma"][index]),
                upos=upos[index],
                head=tree[index] - 1 if tree[index] else None,
                deprel=deprels[index],
                source=tags[index][0],
                cue=tags[index][1],
                content=tags[index][2],
                name=names[index],
                mention=mentions[index],
                factuality=round(certain[index], 3),
            )
            for index, (start, end, form) in enumerate(forms)
        ]

    def _best(self, head: str, heads: dict[str, Numbers]) -> list[str]:
        labels = self._labels[head]
        return [labels[int(number)] for number in heads[head].argmax(axis=1)]

    def _tree(self, heads: dict[str, Numbers], tags: Sequence[tuple[Tag, Tag, Tag]]) -> tuple[list[int], list[str]]:
        """The governor of each word, 0 for the root, and its relation to it; "root" is for the root alone."""
        relations = Relations(
            dependents=heads["label_dep"],
            governors=heads["label_head"],
            weights=self._weights,
            bias=self._bias,
            root=self._root,
            joined=self._joined,
        )
        tree = governors(heads["arcs"])
        labels = [int(each) for each in relations.scores(list(range(len(tree))), tree).argmax(axis=1)]
        tree, labels = with_one_each(
            tree,
            labels,
            arcs=heads["arcs"],
            relations=relations,
            alone=self._alone,
            speech=(_tagged(tags, 0), _tagged(tags, 1)),
        )
        return tree, [self._labels["deprel"][label] for label in labels]

    def _lemma(self, word: tuple[str, str, str], scores: Numbers) -> str:
        """The lemma that this form always has, else the likeliest known one, else the likeliest that can be made."""
        form, upos, script = word
        fixed = self._fixed.get(upos, {}).get(form.lower())
        if fixed is not None:
            return fixed
        first = rewrite(form, script)
        known = self._known.get(upos)
        if first is not None and (known is None or first in known):
            return first
        scripts = [self._labels["lemma"][int(choice)] for choice in np.argsort(-scores, kind="stable")[:3]]
        made = [lemma for each in scripts if (lemma := rewrite(form, each)) is not None]
        return next((lemma for lemma in made if lemma in (known or ())), made[0] if made else form.lower())


def _tagged(tags: Sequence[tuple[Tag, Tag, Tag]], layer: int) -> frozenset[int]:
    """The words that have a tag of this layer."""
    return frozenset(index for index, each in enumerate(tags) if each[layer] is not None)


def _runs(places: Sequence[Place]) -> list[tuple[int, int, int]]:
    """The stretches of a window that are of one sentence: its number, the first word's column and the one after."""
    found: list[tuple[int, int, int]] = []
    for column, (number, _) in enumerate(places):
        if found and found[-1][0] == number:
            found[-1] = (number, found[-1][1], column + 1)
        else:
            found.append((number, column, column + 1))
    return found


def _sliced(heads: dict[str, Numbers], first: int, last: int) -> dict[str, Numbers]:
    """The rows of one sentence, and of the columns of governors its own and the root."""
    found = {head: numbers[first:last] for head, numbers in heads.items()}
    governing = np.concatenate(([0], np.arange(first + 1, last + 1)))
    found["arcs"] = heads["arcs"][first:last, governing]
    found["label_head"] = heads["label_head"][governing]
    return found


def _hung(before: list[Word], words: list[Word]) -> list[Word]:
    """The words after those before; a later part's root hangs on the root of the first."""
    if not before:
        return words
    root = next(word.index for word in before if word.head is None)
    shift = len(before)
    return before + [
        replace(
            word,
            index=word.index + shift,
            head=root if word.head is None else word.head + shift,
            deprel=_JOINED if word.head is None else word.deprel,
        )
        for word in words
    ]
