"""The export: a trained network enters, the int8 ONNX file and its labels leave, checked by their hashes."""

from __future__ import annotations

import copy
import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from training.batches import Labels
    from training.network import Reader

OUTPUTS = (
    "upos",
    "lemma",
    "arcs",
    "label_dep",
    "label_head",
    "spans",
    "certainty",
    "name",
    "mention",
    "link_cue",
    "link_span",
    "act",
    "meaning",
)
# The heads are small (3 MB more in fp32), and what they lose by int8 no later layer can mend.
KEPT = ("/label_", "/arc_", "/upos", "/spans", "/certainty", "/name", "/mention", "/act", "/meaning", "/lemma", "/link")
# Of our own making; what the shipped file makes of it is what the self test expects.
GOLDEN = (
    "Ruritania's defence minister said on Tuesday that two Graustark frigates had not joined the drills near"
    " Freedonia, although Sylvanian officials reportedly promised to train 300 of its pilots.\n"
    "\u201cWe won't be drawn into their war,\u201d Anna Prokop told reporters."
)


class Table(nn.Module):
    """An embedding of int8 rows, each with a scale of its own: one scale for all 30,000 would be too coarse."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.detach().abs().amax(dim=1, keepdim=True).clamp_min(1e-8) / 127.0
        self.register_buffer("rows", (weight.detach() / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return functional.embedding(ids, self.rows).to(torch.float32) * functional.embedding(ids, self.scale)


class Graph(nn.Module):
    """The network as it is run: every head's numbers from one pass."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = copy.deepcopy(reader)
        self.reader.encoder.words = Table(reader.encoder.words.weight)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        reader = self.reader
        vectors = reader.pieces(ids, shapes, mask)
        words = reader.words(vectors, firsts)
        dependents, heads = reader.label_parts(words)
        cues, spans = reader.link_parts(words)
        inner = (shapes != 7).to(vectors.dtype)[:, :, None]
        pooled = (vectors * inner).sum(1) / inner.sum(1).clamp_min(1.0)
        return (
            reader.upos(words),
            reader.lemma(words),
            reader.arcs(words),
            dependents,
            heads,
            reader.spans(words),
            reader.certainties(words),
            reader.name(words),
            reader.mention(words),
            cues,
            spans,
            reader.act(words),
            reader.meaning(pooled),
        )


def exported(model: Reader, file: Path) -> None:
    """Writes the network as ONNX in fp32."""
    model.eval()
    inputs = (
        torch.randint(1000, 2000, (2, 12)),
        torch.zeros(2, 12, dtype=torch.long),
        torch.ones(2, 12, dtype=torch.long),
        torch.arange(1, 8).repeat(2, 1),
    )
    names = ["ids", "shapes", "mask", "firsts"]
    axes: dict[str, dict[int, str]] = {name: {0: "windows", 1: "pieces"} for name in names[:3]}
    axes["firsts"] = {0: "windows", 1: "words"}
    for name in OUTPUTS:
        axes[name] = {0: "windows"} if name == "meaning" else {0: "windows", 1: f"{name}_words"}
    axes["arcs"][2] = "governors"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Graph(model), inputs, str(file), input_names=names, output_names=list(OUTPUTS), dynamic_axes=axes,
            opset_version=17, dynamo=False,
        )  # fmt: skip


def quantised(source: Path, target: Path) -> None:
    """Writes the int8 file: the encoder's matrices; the heads stay fp32.

    Measured: to keep the encoder's worst matrix in fp32 too gains less than 0.1 point of LAS.
    """
    names = [node.name for node in onnx.load(str(source)).graph.node]
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=[name for name in names if any(part in name for part in KEPT)],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
    )


def shipped(model: Reader, labels: Labels, out: Path, *, base: Path, forms: dict[str, dict[str, str]]) -> None:
    """Leaves the model, its vocabulary and its labels in the folder of `out`."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        exported(model, Path(folder) / "fp32.onnx")
        quantised(Path(folder) / "fp32.onnx", out)
    shutil.copyfile(base / "tokenizer.json", out.parent / "tokenizer.json")
    described: dict[str, Any] = {
        **vars(labels),
        "forms": {upos: {a: b for a, b in each.items() if a != b} for upos, each in forms.items()},
        "lemmas": {upos: sorted(set(each.values())) for upos, each in forms.items()},
        "width": model.encoder.norm.weight.shape[0],
        "sha256": {file.name: _hash(file) for file in (out, out.parent / "tokenizer.json")},
        "label_out": {
            "weight": [[round(x, 5) for x in row] for row in model.label_out.weight.tolist()],
            "bias": [round(x, 5) for x in model.label_out.bias.tolist()],
        },
        "golden": {"text": GOLDEN, "words": []},
    }
    _write(described, out.parent)
    described["golden"]["words"] = _read_golden(out.parent)
    _write(described, out.parent)


def _write(described: dict[str, Any], folder: Path) -> None:
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    (folder / "labels.json").write_text(text + "\n", encoding="utf-8")


def _read_golden(folder: Path) -> list[str]:
    from foedus.encoder import Encoder  # noqa: PLC0415  the file has to be there first

    sentences = Encoder.load(folder).analyse(GOLDEN).sentences
    return [f"{word.text} {word.upos} {word.head} {word.deprel}" for each in sentences for word in each.words]


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
