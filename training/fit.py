"""The training run: a plan of batches that a seed fixes, losses by task, checkpoints to resume from."""

from __future__ import annotations

import json
import math
import random
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

from foedus.encoder.pieces import Pieces, windows_of
from training.batches import (
    IGNORED,
    Labels,
    Part,
    Stack,
    act_targets,
    batches_of,
    certainty_targets,
    link_targets,
    parts_of,
    piece_sentences,
    span_targets,
    syntax_targets,
    tag_targets,
)
from training.network import Encoder, Reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from training.corpora import Corpus

    Measured = Callable[[Reader, dict[str, dict[str, int]]], dict[str, float]]


@dataclass(frozen=True)
class Plan:
    """How long and how fast to train."""

    epochs: dict[str, float]  # by task; of a broken one the first batches
    batch: int = 1536  # pieces
    rate_encoder: float = 1.5e-4
    rate_heads: float = 1e-3
    warm_up: int = 150
    pieces_move: bool = False  # whether the embeddings of the pieces are trained too
    seed: int = 7
    checkpoint_every: int = 150


def planned(corpora: list[Corpus], pieces: Pieces, plan: Plan) -> list[list[Part]]:
    """Every batch of the run in order: each task's epochs one after the other, the tasks mixed evenly."""
    placed: list[tuple[float, int, list[Part]]] = []
    by_task: dict[str, list[Corpus]] = defaultdict(list)
    for corpus in corpora:
        by_task[corpus.task].append(corpus)
    for number, (task, members) in enumerate(sorted(by_task.items())):
        batches: list[list[Part]] = []
        wanted = plan.epochs.get(task, 0)
        for epoch in range(math.ceil(wanted)):
            chance = random.Random(f"{plan.seed} {task} {epoch}")
            parts = [part for corpus in members for part in parts_of(corpus, pieces, chance)]
            found = batches_of(parts, plan.batch, chance)
            batches.extend(found[: math.ceil(len(found) * min(1.0, wanted - epoch))])
        chance = random.Random(f"{plan.seed} {task}")
        placed.extend(((place + chance.random()) / len(batches), number, batch) for place, batch in enumerate(batches))
    return [batch for _, _, batch in sorted(placed, key=lambda each: each[:2])]


def cross(scores: Tensor, targets: Tensor) -> Tensor:
    """Mean cross-entropy over the words that have a target."""
    return functional.cross_entropy(scores.flatten(0, -2), targets.flatten(), ignore_index=IGNORED)


def loss_of(model: Reader, stack: Stack, tables: dict[str, dict[str, int]], teacher: Tensor) -> dict[str, Tensor]:
    """The losses of a batch, by head."""
    task = stack.parts[0].task
    vectors = model.pieces(stack.ids, stack.shapes, stack.mask)
    words = model.drop(model.words(vectors, stack.firsts))
    losses: dict[str, Tensor] = {}
    if task == "syntax":
        losses |= _syntax_losses(model, stack, words, tables)
    elif task == "attribution":
        targets = span_targets(stack)
        scores = model.spans(words).view(*targets.shape, 3)
        for layer, name in enumerate(("source", "cue", "content")):
            losses[name] = cross(scores[:, :, layer], targets[:, :, layer]) * (1.5 if name != "content" else 1.0)
        losses |= _link_losses(model, stack, words)
    elif task == "certainty":
        losses |= _certainty_losses(model, stack, words)
    elif task == "names":
        losses["name"] = cross(model.name(words), tag_targets(stack, tables["name"], "names"))
    elif task == "mentions":
        losses["mention"] = cross(model.mention(words), tag_targets(stack, tables["mention"], "mentions"))
    elif task == "acts":
        kinds, sources, objects = act_targets(stack, tables["act"])
        losses["act"] = cross(model.acts(words, sources, objects, (stack.sentence >= 0).float()), kinds)
    meaning = _meaning_loss(model, stack, vectors, teacher)
    if meaning is not None:
        losses["meaning"] = meaning
    return losses


def _certainty_losses(model: Reader, stack: Stack, words: Tensor) -> dict[str, Tensor]:
    wanted = certainty_targets(stack)
    scales = [part.sentences[0].scale for part in stack.parts]
    losses = {}
    for scale in sorted(set(scales)):
        rows = torch.tensor([each == scale for each in scales])
        known = ~wanted.isnan() & rows[:, None]
        if known.any():
            share = known.sum() / (~wanted.isnan()).sum()
            error = functional.smooth_l1_loss(model.certainties(words, scale)[known], wanted[known])
            losses[f"certainty {scale}"] = error * share
    return losses


def _link_losses(model: Reader, stack: Stack, words: Tensor) -> dict[str, Tensor]:
    losses = {}
    inside = torch.cat([torch.ones(len(stack.parts), 1, dtype=torch.bool), stack.sentence >= 0], dim=1)
    targets = link_targets(stack)
    for layer, scores in model.links(words).items():
        if (targets[layer] != IGNORED).any():
            losses[f"link {layer}"] = 0.5 * cross(scores.masked_fill(~inside[:, None, :], -10000.0), targets[layer])
    return losses


def _syntax_losses(model: Reader, stack: Stack, words: Tensor, tables: dict[str, dict[str, int]]) -> dict[str, Tensor]:
    targets = syntax_targets(stack, tables)
    governors = targets["governor"].clamp_min(IGNORED)
    known = governors.clamp_min(0)
    arcs = model.arcs(words) + apart(stack)
    losses = {
        "upos": cross(model.upos(words), targets["upos"]),
        "arc": cross(arcs, governors),
        "deprel": cross(model.labels(words, known), targets["deprel"]),
        "lemma": cross(model.lemma(words), targets["lemma"]) * 0.5,
    }
    if (targets["name"] != IGNORED).any():
        losses["name"] = cross(model.name(words), targets["name"]) * 0.5
    return losses


def apart(stack: Stack) -> Tensor:
    """A penalty that keeps every governor within the sentence of its word; the root is open to all."""
    same = stack.sentence[:, :, None] == stack.sentence[:, None, :]
    open_root = torch.ones(len(stack.parts), stack.width, 1, dtype=torch.bool)
    return torch.cat([open_root, same], dim=2).logical_not().float() * -10000.0


def _meaning_loss(model: Reader, stack: Stack, vectors: Tensor, teacher: Tensor) -> Tensor | None:
    places = piece_sentences(stack)
    spots, wanted = [], []
    for row, part in enumerate(stack.parts):
        for number in sorted({number for number, _ in part.window.places}):
            known = part.sentences[number].meaning
            if known is not None:
                spots.append((row, number))
                wanted.append(known)
    if not spots:
        return None
    rows = torch.tensor([row for row, _ in spots])
    weights = (places[rows] == torch.tensor([number for _, number in spots])[:, None]).float()
    weights = weights / weights.sum(1, keepdim=True)
    pooled = torch.zeros(len(spots), vectors.shape[2])
    for row in range(len(stack.parts)):
        members = rows == row
        pooled[members] = weights[members] @ vectors[row]
    own = functional.normalize(model.meaning(pooled), dim=-1)
    return 3.0 * (1.0 - (own * teacher[wanted]).sum(-1).mean())


def taught(corpora: list[Corpus], pieces: Pieces, base: Path, file: Path) -> Tensor:
    """The base model's vectors of the sentences of these corpora, which note their rows; computed once."""
    sentences = [sentence for corpus in corpora for sentence in corpus.sentences]
    for row, sentence in enumerate(sentences):
        sentence.meaning = row
    if file.exists():
        kept: Tensor = torch.load(file)
        if len(kept) == len(sentences):
            return kept
    encoder = Encoder().eval()
    encoder.load_base(base)
    found = torch.zeros(len(sentences), 384)
    parts = []
    for row, sentence in enumerate(sentences):
        window = windows_of(pieces, [sentence.words], limit=1)[0]
        window.places[0] = (row, 0)
        parts.append(Part("meaning", window, ()))
    with torch.inference_mode():
        for batch in batches_of(parts, 2048, None):
            stack = Stack(batch)
            vectors = encoder(stack.ids, torch.zeros_like(stack.shapes), stack.mask)
            weights = stack.mask[:, :, None].float()
            rows = [part.window.places[0][0] for part in batch]
            found[rows] = functional.normalize((vectors * weights).sum(1) / weights.sum(1), dim=-1)
    torch.save(found, file)
    return found


class Run:
    """A training run with its model, its optimiser and the step it has come to."""

    def __init__(self, model: Reader, plan: Plan, steps: int, work: Path) -> None:
        self.model, self.plan, self.steps, self.work = model, plan, steps, work
        model.encoder.words.weight.requires_grad_(requires_grad=plan.pieces_move)
        heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
        body = [p for p in model.encoder.parameters() if p.requires_grad]
        self.optimiser = torch.optim.AdamW(
            [{"params": body, "lr": plan.rate_encoder}, {"params": heads, "lr": plan.rate_heads}],
            weight_decay=0.01,
            betas=(0.9, 0.98),
            fused=True,
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._share)
        self.step = 0

    def _share(self, step: int) -> float:
        if step < self.plan.warm_up:
            return (step + 1) / self.plan.warm_up
        return max(0.02, (self.steps - step) / max(1, self.steps - self.plan.warm_up))

    def resume(self) -> None:
        """Takes up the last checkpoint, if there is one of the same plan."""
        file = self.work / "checkpoint.pt"
        if not file.exists():
            return
        kept = torch.load(file)
        if kept["plan"] != asdict(self.plan) or kept["steps"] != self.steps:
            return
        self.model.load_state_dict(kept["model"])
        self.optimiser.load_state_dict(kept["optimiser"])
        self.schedule.load_state_dict(kept["schedule"])
        self.step = kept["step"]

    def save(self) -> None:
        """Leaves a checkpoint; a cut never leaves half of one."""
        state = {
            "plan": asdict(self.plan),
            "steps": self.steps,
            "step": self.step,
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        torch.save(state, self.work / "checkpoint.new")
        (self.work / "checkpoint.new").replace(self.work / "checkpoint.pt")

    def train(self, batches: list[list[Part]], labels: Labels, teacher: Tensor, measured: Measured) -> None:
        """Steps through the batches, with losses in the log every fifty and figures at every quarter."""
        tables = labels.tables()
        sums: dict[str, list[float]] = defaultdict(list)
        began, pieces = time.monotonic(), 0
        self.model.train()
        for batch in batches[self.step :]:
            torch.manual_seed(self.plan.seed * 100_003 + self.step)
            stack = Stack(batch)
            losses = loss_of(self.model, stack, tables, teacher)
            total = torch.stack(list(losses.values())).sum()
            self.optimiser.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_([p for p in self.model.parameters() if p.grad is not None], 2.0)
            self.optimiser.step()
            self.schedule.step()
            self.step += 1
            pieces += stack.ids.numel()
            for head, loss in losses.items():
                sums[head].append(float(loss.detach()))
            if self.step % 50 == 0:
                shown = {head: round(sum(values) / len(values), 3) for head, values in sorted(sums.items())}
                speed = int(pieces / (time.monotonic() - began))
                print(json.dumps({"step": self.step, "of": self.steps, "pieces_s": speed, **shown}), flush=True)
                sums.clear()
            if self.step % self.plan.checkpoint_every == 0:
                self.save()
            if self.step % max(1, self.steps // 4) == 0:
                print(json.dumps({"step": self.step, "figures": measured(self.model, tables)}), flush=True)
        self.save()
