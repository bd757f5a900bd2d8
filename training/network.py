"""The network: a BERT-like encoder in plain torch with one small head for each thing that is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from foedus.encoder.pieces import SHAPES

if TYPE_CHECKING:
    from pathlib import Path

ARC = 256
LABEL = 256
LAYERS = ("source", "cue", "content")
ACT = 96
LINK = 64
SCALES = (
    "uw",
    "uds",
    "meantime",
    "mv2",
    "rp",
)  # each corpus of factuality was judged on a scale of its own; the first is shipped
LINKED = ("source", "content")


@dataclass(frozen=True)
class Sizes:
    """How many labels each head chooses from."""

    upos: int
    deprel: int
    lemma: int
    name: int
    mention: int
    act: int


class Block(nn.Module):
    """One layer of the encoder: attention, then a feed-forward net, each with its residue and norm."""

    def __init__(self, width: int, heads: int, inner: int, drop: float) -> None:
        super().__init__()
        self.heads = heads
        self.drop = nn.Dropout(drop)
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)
        self.norm_attention = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm_out = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape
        query, key, value = (
            part(x).view(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5 + bias
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, width)
        x = self.norm_attention(x + self.drop(self.out(mixed)))
        return self.norm_out(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """The encoder of all-MiniLM-L6-v2, with an embedding of each word's shape beside the uncased pieces."""

    def __init__(
        self, vocabulary: int = 30522, width: int = 384, layers: int = 6, inner: int = 1536, drop: float = 0.1
    ) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(512, width)
        self.kinds = nn.Parameter(torch.zeros(width))
        self.shapes = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.blocks = nn.ModuleList(Block(width, 12, inner, drop) for _ in range(layers))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(places) + self.kinds + self.shapes(shapes)
        x = self.norm(x)
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for block in self.blocks:
            x = block(x, bias)
        return x

    def load_base(self, file: Path) -> None:
        """Takes the weights of the base model, by their names there."""
        source = load_file(str(file))
        if any(name.startswith("bert.") for name in source):
            source = {name.removeprefix("bert."): value for name, value in source.items()}
        own = {
            "words.weight": source["embeddings.word_embeddings.weight"],
            "positions.weight": source["embeddings.position_embeddings.weight"],
            "kinds": source["embeddings.token_type_embeddings.weight"][0],
            "shapes.weight": self.shapes.weight.detach(),
            "norm.weight": source["embeddings.LayerNorm.weight"],
            "norm.bias": source["embeddings.LayerNorm.bias"],
        }
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm_out": "output.LayerNorm",
        }
        for number in range(len(self.blocks)):
            for ours, theirs in names.items():
                for kind in ("weight", "bias"):
                    own[f"blocks.{number}.{ours}.{kind}"] = source[f"encoder.layer.{number}.{theirs}.{kind}"]
        self.load_state_dict(own)


class Reader(nn.Module):
    """The encoder and its heads."""

    def __init__(self, sizes: Sizes, encoder: Encoder | None = None, drop: float = 0.2) -> None:
        super().__init__()
        self.encoder = encoder or Encoder()
        width = self.encoder.norm.weight.shape[0]
        self.drop = nn.Dropout(drop)
        self.upos = nn.Linear(width, sizes.upos)
        self.lemma = nn.Linear(width, sizes.lemma)
        self.arc_dep = nn.Linear(width, ARC)
        self.arc_head = nn.Linear(width, ARC)
        self.arc_root = nn.Parameter(torch.randn(1, 1, ARC) * 0.05)
        self.arc_mix = nn.Linear(ARC, ARC)
        self.arc_prior = nn.Linear(ARC, 1)
        self.label_dep = nn.Linear(width, LABEL)
        self.label_head = nn.Linear(width, LABEL)
        self.label_root = nn.Parameter(torch.zeros(1, 1, LABEL))
        self.label_out = nn.Linear(LABEL, sizes.deprel)
        self.spans = nn.Linear(width, 3 * len(LAYERS))
        self.certainty = nn.Linear(width, 128)
        self.certainty_out = nn.Linear(128, len(SCALES))
        self.name = nn.Linear(width, sizes.name)
        self.mention = nn.Linear(width, sizes.mention)
        self.link_cue = nn.Linear(width, LINK * len(LINKED))
        self.link_span = nn.Linear(width, LINK * len(LINKED))
        self.link_none = nn.Parameter(torch.randn(1, 1, LINK * len(LINKED)) * 0.05)
        self.act = nn.Linear(width, 3 * ACT)
        self.act_out = nn.Linear(ACT, sizes.act)
        self.meaning = nn.Linear(width, width, bias=False)
        nn.init.eye_(self.meaning.weight)
        nn.init.xavier_uniform_(self.arc_mix.weight, gain=0.3)

    def pieces(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """The vector of every piece."""
        return self.encoder(ids, shapes, mask)

    def words(self, pieces: Tensor, firsts: Tensor) -> Tensor:
        """The vector of every word: that of its first piece."""
        return pieces.gather(1, firsts[:, :, None].expand(-1, -1, pieces.shape[2]))

    def arcs(self, words: Tensor) -> Tensor:
        """For each word, a score for each possible governor: the root first, then the words of the window."""
        batch = words.shape[0]
        dependents = self.drop(functional.gelu(self.arc_dep(words)))
        heads = self.drop(functional.gelu(self.arc_head(words)))
        heads = torch.cat([self.arc_root.expand(batch, -1, -1), heads], dim=1)
        return self.arc_mix(dependents) @ heads.transpose(1, 2) * ARC**-0.5 + self.arc_prior(heads).transpose(1, 2)

    def label_parts(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """What a word says of its relation as the dependent, and what as the governor (the root first)."""
        heads = torch.cat([self.label_root.expand(words.shape[0], -1, -1), self.label_head(words)], dim=1)
        return self.label_dep(words), heads

    def labels(self, words: Tensor, governors: Tensor) -> Tensor:
        """Scores of relations between each word and its governor (0 is the root)."""
        dependents, heads = self.label_parts(words)
        chosen = heads.gather(1, governors[:, :, None].expand(-1, -1, LABEL))
        return self.label_out(self.drop(functional.relu(dependents + chosen)))

    def certainties(self, words: Tensor, scale: str = SCALES[0]) -> Tensor:
        """How far each word's event is held to have happened, from -3 to 3, on the scale of one corpus."""
        return self.certainty_out(functional.relu(self.certainty(words)))[:, :, SCALES.index(scale)]

    def link_parts(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """What a word says as a cue, and what as the first word of a source or content (none of them first)."""
        spans = torch.cat([self.link_none.expand(words.shape[0], -1, -1), self.link_span(words)], dim=1)
        return self.link_cue(words), spans

    def links(self, words: Tensor) -> dict[str, Tensor]:
        """By layer, for each word as a cue a score of each word as the first of its source or content (0 is none)."""
        cues, spans = self.link_parts(words)
        pairs = zip(LINKED, cues.split(LINK, dim=2), self.drop(spans).split(LINK, dim=2), strict=True)
        return {layer: cue @ span.transpose(1, 2) * LINK**-0.5 for layer, cue, span in pairs}

    def acts(self, words: Tensor, sources: Tensor, targets: Tensor, all_words: Tensor) -> Tensor:
        """Scores of the kinds of act between two parties, given the words of each (and of the whole) as weights."""
        parts = self.act(words).split(ACT, dim=2)
        sums = [
            (part * (weights / weights.sum(1, keepdim=True).clamp_min(1.0))[:, :, None]).sum(1)
            for part, weights in zip(parts, (sources, targets, all_words), strict=True)
        ]
        return self.act_out(self.drop(functional.relu(sums[0] + sums[1] + sums[2])))
