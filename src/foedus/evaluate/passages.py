"""Gold on texts that may not be carried: offsets and hashes enter with the corpora themselves, documents leave.

`documents.json` names each document by corpus, id and SHA-256; a claim has `start` and `end` in its text in place of a
quote. A text whose hash is another is left out and told.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from foedus.evaluate.claims import load_gold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FIELD = 1 << 30  # characters of a CSV field, at most
_NAMES = {"white-house": "The White House", "putin": "The Kremlin", "zelenskyy": "President of Ukraine"}


def written(index: Path, part: str, corpora: Path, folder: Path) -> list[str]:
    """The names of a part's documents whose text is at hand, each written into the folder as a file with its head."""
    named = [each for each in json.loads(index.read_text(encoding="utf-8")) if each["part"] == part]
    found = []
    for corpus in sorted({each["corpus"] for each in named}):
        if not (corpora / corpus).exists():
            continue
        wanted = {each["id"]: each for each in named if each["corpus"] == corpus}
        for identity, text in _texts(corpora / corpus):
            each = wanted.get(identity)
            if each is not None and hashlib.sha256(text.encode()).hexdigest() == each["sha256"]:
                (folder / each["doc"]).write_text(_head(each) + text, encoding="utf-8", newline="")
                found.append(each["doc"])
    return sorted(found)


def quoted(claims: Path, folder: Path) -> list[dict[str, Any]]:
    """The claims whose document lies in the folder, with the words at their offsets as the quote."""
    rows = []
    for row in load_gold(claims):
        file = folder / row["doc"]
        if file.exists():
            with file.open(encoding="utf-8", newline="") as stream:
                text = stream.read().partition("\n\n")[2]
            rows.append(row | {"quote": text[row["start"] : row["end"]]})
    return rows


def _head(each: dict[str, Any]) -> str:
    publisher = next((name for start, name in _NAMES.items() if each["corpus"].startswith(start)), "The Guardian")
    second = f"date: {each['date']}" if "date" in each else "language: en"
    return f"publisher: {publisher}\n{second}\n\n"


def _texts(corpus: Path) -> Iterator[tuple[str, str]]:
    """Each text of a corpus with its id: a Markdown file of an archive, or a row of a table."""
    csv.field_size_limit(_FIELD)
    if corpus.name.endswith(".csv.gz"):
        with gzip.open(corpus, "rt", encoding="utf-8", newline="") as stream:
            yield from ((row["link"], row["body"]) for row in csv.DictReader(stream))
        return
    with zipfile.ZipFile(corpus) as archive:
        for name in archive.namelist():
            data = archive.read(name).decode("utf-8")
            if name.endswith(".csv"):
                yield from ((row[""], row["text"]) for row in csv.DictReader(io.StringIO(data, newline="")))
            elif name.endswith(".md") and data.count("---\n") > 1:
                yield name, data.split("---\n", 2)[2]
