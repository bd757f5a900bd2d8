"""The reader's whole table: a folder of development data enters; every head's figures, speed, memory and size leave.

The folder has the layout of the training data (`syntax`, `attribution`, `certainty`, `names`). What is absent in it is
left out of the table.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import TYPE_CHECKING

from foedus.encoder.network import FOLDER
from foedus.evaluate import attribution, certainty, names, syntax

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from foedus.encoder import Encoder

_TIMED = 40  # articles
_MIB = 1 << 20
_OF_TREES = ("upos", "uas", "las", "lemma", "words_f1", "sentences_f1")
_PARTS = {
    "EWT dev": ("syntax/ewt-dev.conllu.gz", syntax.measure, _OF_TREES),
    "GUM dev": ("syntax/gum-dev.conllu.gz", syntax.measure, _OF_TREES),
    "PolNeAR dev": (
        "attribution/polnear-dev.jsonl",
        attribution.measure,
        ("source_exact", "source_token", "cue_exact", "cue_token", "content_exact", "content_token", "relation"),
    ),
    "UW dev": ("certainty/uw-dev.jsonl", certainty.measure, ("pearson", "macro_f1", "macro_f1_low", "macro_f1_high")),
    "MEANTIME dev": ("certainty/meantime-dev.jsonl", certainty.measure, ("pearson", "macro_f1")),
    "CrossNER dev": ("names/crossner-politics-dev.bio", names.measure, ("f1", "precision", "recall")),
    "re3d 20 %": ("names/re3d", names.measure_all, ("f1", "precision", "recall")),
}  # fmt: skip


def measure(data: Path, encoder: Encoder) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield each part's name and figures as they come; the last part is of speed, memory and size."""
    for name, (file, measured, wanted) in _PARTS.items():
        if (data / file).exists():
            table = measured(data / file, encoder)
            yield name, {figure: table[figure] for figure in wanted}
    texts = data / "attribution/polnear-dev.jsonl"
    if texts.exists():
        yield "running", running(texts, encoder)


def running(file: Path, encoder: Encoder) -> dict[str, float]:
    """Sentences and pieces of work a second of one core, the process's greatest memory, and the model's size."""
    lines = file.read_text(encoding="utf-8").splitlines()[: _TIMED + 1]
    texts = [str(json.loads(line)["text"]) for line in lines]
    encoder.analyse(texts[0])  # what is loaded at the first reading is not timed
    began = time.process_time()
    sentences = sum(len(encoder.analyse(text).sentences) for text in texts[1:])
    spent = time.process_time() - began
    unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss
    return {
        "sentences_a_second": sentences / spent if spent else 0.0,
        "memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MIB,
        "model_mib": sum(each.stat().st_size for each in FOLDER.iterdir() if each.is_file()) / _MIB,
    }
