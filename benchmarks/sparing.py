"""What of the reading of a dossier could be spared, and what it would cost: `python -m benchmarks.sparing DOSSIER`.

Each way to spare work is tried on what the dossier's reader has read: a gate that passes over sentences in which nobody
can be a party, by the strictness of what opens it; a cache of sentences; and copies that inherit. Nothing is read anew:
a claim whose words begin in a sentence that a gate would have passed over is a claim lost.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import corpora
from foedus import Dossier
from foedus.encoder.sentences import sentences_of
from foedus.knowledge.world import load_world
from foedus.read.page import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foedus.knowledge.world import World
    from foedus.records import Claim, Document

RECORD = corpora.ROOT / "benchmarks" / "sparing.json"
_PRONOUN = re.compile(
    r"\b(?:he|she|they|we|us|you|him|them|his|her|hers|their|theirs|our|ours|its|it|who|whom|whose|both|all|each|"
    r"neither|none|some|others?|this|that|these|those|one|two|i|my|me)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,;:“\"(’'—–-] )[“\"(‘']?[A-Z]|\b[A-Z]{2,}\b")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def gates(world: World, document: Document) -> Iterator[tuple[int, int, tuple[bool, ...]]]:
    """Each sentence, and whether it opens each gate: by what is known, by pronouns too, by any name or agent."""
    text, names = document.text, [each.start for each in world.find(document.text)]
    for first, last, _ in readable(document):
        for start, end in sentences_of(text, first, last):
            words = text[start:end]
            known = any(start <= each < end for each in names)
            pointed = known or _PRONOUN.search(words) is not None
            named = pointed or _NAME.search(words) is not None
            yield start, end, (known, pointed, named or any(map(world.sector_of, _WORD.findall(words))))


def counted(folder: Path) -> dict[str, float]:
    """How much of the text each way would spare, in letters, and how many claims each gate would lose."""
    world, told, seen, texts = load_world(), Counter[str](), set[str](), set[str]()
    with Dossier(folder) as dossier:
        material = dossier.material()
    claims: dict[str, list[Claim]] = {}
    for each in material.claims:
        claims.setdefault(each.document, []).append(each)
    for document in material.documents:
        told["documents"] += 1
        told["copies"] += document.text in texts
        told["inherited"] += len(document.text) * (document.text in texts)
        told["whole"] += len(document.text)
        texts.add(document.text)
        found = [*gates(world, document)]
        for start, end, opened in found:
            words = document.text[start:end]
            told["letters"] += end - start
            told["repeated"] += (end - start) * (words in seen)
            for number, is_open in enumerate(opened):
                told[f"passed over {number}"] += (end - start) * (not is_open)
        seen.update(document.text[start:end] for start, end, _ in found)
        for claim in claims.get(document.id, ()):
            told["claims"] += 1
            for start, end, opened in found:
                if start <= claim.evidence.start < end:
                    for number, is_open in enumerate(opened):
                        told[f"lost {number}"] += not is_open
    return dict(told)


def lines(told: dict[str, float]) -> list[list[str]]:
    """Rows of a table: the way, what it spares, what it changes."""
    rows = []
    for number, name in enumerate(("a known name", "or a pronoun", "or any capital or agent")):
        spares, lost = told.get(f"passed over {number}", 0) / told["letters"], int(told.get(f"lost {number}", 0))
        rows.append([f"gate: {name}", f"{spares:.3f} of the text", f"{lost} of {int(told['claims'])} claims lost"])
    spares = f"{told['repeated'] / told['letters']:.3f} of the text"
    rows.append(
        ["cache by sentence", spares, "any claim: the model reads several sentences at once, and each in their light"]
    )
    rows.append(["inherit for whole copies", f"{told['inherited'] / told['whole']:.3f} of the text",
                 f"nothing; {int(told['copies'])} of {int(told['documents'])} documents are such copies"])  # fmt: skip
    return rows


def main() -> int:
    """Count and print, and keep what docs/benchmarks.md tells."""
    parser = argparse.ArgumentParser(prog="benchmarks.sparing", description=__doc__)
    parser.add_argument("dossier", type=Path, help="a dossier that was read")
    parser.add_argument("--write", action="store_true", help="keep the figures for docs/benchmarks.md")
    asked = parser.parse_args()
    told = counted(asked.dossier)
    for row in lines(told):
        print("| " + " | ".join(row) + " |")
    if asked.write:
        RECORD.write_text(json.dumps({"documents": told["documents"], "rows": lines(told)}, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
