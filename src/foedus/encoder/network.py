"""The model file: windows enter, the numbers of every head leave, the same on every run and in any company.

The matrices are int8 and quantised anew for each batch, so that what stands together in a batch touches the last
digits; batches are therefore formed within one document, in an order that only the document decides.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from foedus.encoder.pieces import MARK, Pieces, Window
from foedus.errors import MissingModel

if TYPE_CHECKING:
    from collections.abc import Sequence

BATCH = 8  # windows; larger batches fall out of the processor's cache
FOLDER = Path(__file__).parent / "model"
_HEADS = (
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
)
_WITH_FIRST = ("label_head", "link_span")  # these have a row for the root, or for none, before the words' rows

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Read:
    """What the heads say of the words of one window, by the name of the head."""

    window: Window
    heads: dict[str, Numbers]


class Network:
    """The model of a folder, opened once."""

    def __init__(self, folder: Path) -> None:
        self.labels: dict[str, Any] = _labels(folder)
        self.fingerprint = _checked(folder / "foedus.onnx", str(self.labels["sha256"]["foedus.onnx"]))
        _checked(folder / "tokenizer.json", str(self.labels["sha256"]["tokenizer.json"]))
        self.pieces = Pieces(folder / "tokenizer.json")
        self._session = _session(folder / "foedus.onnx")
        self.label_weights: Numbers = np.asarray(self.labels["label_out"]["weight"], dtype=np.float32)
        self.label_bias: Numbers = np.asarray(self.labels["label_out"]["bias"], dtype=np.float32)

    def read(self, windows: Sequence[Window]) -> list[Read]:
        """What the heads say of each window, in the order given."""
        order = sorted(range(len(windows)), key=lambda place: (len(windows[place].ids), place))
        found: list[Read | None] = [None] * len(windows)
        for begin in range(0, len(order), BATCH):
            places = order[begin : begin + BATCH]
            for place, heads in zip(places, self._batch([windows[place] for place in places]), strict=True):
                found[place] = Read(windows[place], heads)
        return [each for each in found if each is not None]

    def _batch(self, windows: Sequence[Window]) -> list[dict[str, Numbers]]:
        outputs: list[Numbers] = self._session.run(_HEADS, _fed(windows))
        return [
            {
                head: output[row, : len(window.firsts) + (head in _WITH_FIRST)]
                for head, output in zip(_HEADS, outputs, strict=True)
            }
            for row, window in enumerate(windows)
        ]

    def meaning(self, window: Window) -> Numbers:
        """The vector of a window's meaning, of length 1."""
        vector: Numbers = self._session.run(("meaning",), _fed([window]))[0][0]
        return vector / max(float(np.linalg.norm(vector)), 1e-12)


def _fed(windows: Sequence[Window]) -> dict[str, NDArray[np.int64]]:
    length = max(len(window.ids) for window in windows)
    width = max(1, *(len(window.firsts) for window in windows))
    fed = {
        "ids": np.zeros((len(windows), length), dtype=np.int64),
        "shapes": np.full((len(windows), length), MARK, dtype=np.int64),
        "mask": np.zeros((len(windows), length), dtype=np.int64),
        "firsts": np.zeros((len(windows), width), dtype=np.int64),
    }
    for row, window in enumerate(windows):
        fed["ids"][row, : len(window.ids)] = window.ids
        fed["shapes"][row, : len(window.ids)] = window.shapes
        fed["mask"][row, : len(window.ids)] = 1
        fed["firsts"][row, : len(window.firsts)] = window.firsts
    return fed


def _labels(folder: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MissingModel(f"{folder / 'labels.json'}: {error}") from error
    return found


def _checked(file: Path, expected: str) -> str:
    """The SHA-256 of the file, which must be the expected one."""
    try:
        found = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise MissingModel(f"{file}: {error}") from error
    if found != expected:
        raise MissingModel(f"{file} has SHA-256 {found[:12]}..., expected {expected[:12]}...")
    return found


def _session(file: Path) -> Any:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Measured: the fused kernel is slower than its parts, and its release history has a bug for three dimensions.
    return ort.InferenceSession(
        str(file), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
