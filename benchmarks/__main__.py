"""Every stage and its rivals in turn: `python -m benchmarks`; `--check` fails where a ratio fell by over a tenth."""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpora, small, sparing
from benchmarks.gains import RECORD as GAINS
from benchmarks.stages import STAGES

PAGE = corpora.ROOT / "docs" / "benchmarks.md"
RECORD = corpora.ROOT / "benchmarks" / "ratios.json"
DAILY = "## Daily work with a great dossier\n"
FALL = 0.10
# Each ratio: ours and the rival's, as stage and part, and what it says.
RATIOS = {
    "read and resolve : spaCy small": (("foedus, texts", "read and resolve"), ("spacy", "texts")),
    "gather from pages : trafilatura": (("foedus, pages", "gather"), ("trafilatura", "pages")),
    "read and resolve : a dictionary coder": (("foedus, texts", "read and resolve"), ("dictionary", "texts")),
    "the whole run from text : spaCy small": (("foedus, texts", "all"), ("spacy", "texts")),
}
VERBS = ("gather", "read", "resolve", "trace", "assemble", "check", "assess", "all")


@dataclass(slots=True)
class Measured:
    """The least seconds of each part of each stage, and the most memory."""

    seconds: dict[tuple[str, str], float]
    memory: dict[str, int]

    def rate(self, part: tuple[str, str]) -> float:
        """Documents for each second of one core."""
        return corpora.DOCUMENTS / max(self.seconds[part], 1e-9)

    def ratios(self) -> dict[str, float]:
        """How many times as many documents we do in the time as the rival does."""
        return {name: round(self.rate(ours) / self.rate(theirs), 3) for name, (ours, theirs) in RATIOS.items()}


def measured(*, turns: int, rounds: int) -> Measured:
    """All stages, one after the other, and all again: what disturbs the machine disturbs each."""
    found = Measured({}, {})
    for turn in range(turns):
        for name in STAGES:
            print(f"turn {turn + 1} of {turns}: {name}", file=sys.stderr)
            done = subprocess.run([sys.executable, "-m", "benchmarks.stages", name, str(rounds)], cwd=corpora.ROOT,
                                  capture_output=True, text=True, check=True, env=_environment())  # fmt: skip
            told = json.loads(done.stdout.splitlines()[-1])
            for part, spent in told["seconds"].items():
                found.seconds[name, part] = min(spent, found.seconds.get((name, part), spent))
            found.memory[name] = max(told["memory"], found.memory.get(name, 0))
    return found


def starts() -> dict[str, float]:
    """Processor seconds of `--help`, and of a run over one document to the end of `read`, from a cold process."""
    with tempfile.TemporaryDirectory() as room:
        article = Path(room) / "a.txt"
        article.write_text("\n\n".join(corpora.texts()[0].split("\n\n")[:4]), "utf-8")
        first = "from foedus import Dossier; d = Dossier({!r}); d.gather({!r}); d.read(); assert d.claims()"
        asked = {
            "`foedus --help`": lambda _: [sys.executable, "-m", "foedus", "--help"],
            "the first claim of one document": lambda n: [
                sys.executable, "-c", first.format(str(Path(room) / str(n)), str(article))],
        }  # fmt: skip
        return {name: min(_spent(words(n)) for n in range(5)) for name, words in asked.items()}


def _spent(words: list[str]) -> float:
    before = sum(os.times()[2:4])
    subprocess.run(words, check=True, capture_output=True, env=_environment())
    return sum(os.times()[2:4]) - before


def _environment() -> dict[str, str]:
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def page(found: Measured, cold: dict[str, float]) -> str:
    """The page of results: ratios first."""
    rows = [f"| {name} | {value:.2f} |" for name, value in found.ratios().items()]
    rates = [
        f"| {verb} | {found.rate(('foedus, texts', verb)):.1f} | {found.rate(('foedus, pages', verb)):.1f} |"
        for verb in VERBS
    ]
    rivals = [
        f"| trafilatura alone, pages to text | {found.rate(('trafilatura', 'pages')):.1f} | {found.memory['trafilatura']} |",
        f"| spaCy's small architecture, text to parses and names | {found.rate(('spacy', 'texts')):.1f} | {found.memory['spacy']} |",
        f"| a dictionary coder with our encoder's parses, text to coded events | {found.rate(('dictionary', 'texts')):.1f} | {found.memory['dictionary']} |",
        f"| the same over parses that are there | {found.rate(('dictionary', 'coding alone')):.1f} | {found.memory['dictionary']} |",
        f"| Foedus, the whole run from text | {found.rate(('foedus, texts', 'all')):.1f} | {found.memory['foedus, texts']} |",
        f"| Foedus, the whole run from pages | {found.rate(('foedus, pages', 'all')):.1f} | {found.memory['foedus, pages']} |",
    ]
    return "\n".join([
        "# How fast it is", "",
        "`make bench` measures this page anew, and `python -m benchmarks --check` fails where a ratio is a tenth lower than",
        "the one kept here. The corpus is sixteen texts of about 600 words from our gold and demo articles, and the same as",
        "saved pages with menus, scripts and teasers. Time is processor time of one core, children included, the least of",
        "several rounds taken in turns with the rivals; memory is the most that the process held.",
        "The texts share paragraphs, as copies do, so `trace` and `assemble` have more to compare than in most corpora.",
        "What they cost as a corpus grows: [scale.md](scale.md).", "",
        "A ratio compares unlike work: spaCy tells words, grammar and names; Foedus' `read` and `resolve` tell those and",
        "besides who says what on whose word, how sure, when and how many. A ratio below 1 is the price of that.", "",
        "Twenty documents a second through `read` and `resolve`, as was aimed at, are not reached: the encoder alone takes",
        "0.2 seconds for one, four times what that would leave for everything.", "",
        "| ours to theirs, documents in the same time | ratio |", "| --- | --- |", *rows, "",
        "| documents a second | from text | from pages |", "| --- | --- | --- |", *rates, "",
        "| | documents a second | memory, MB |", "| --- | --- | --- |", *rivals, "",
        "| from a cold start | seconds |", "| --- | --- |",
        *[f"| {name} | {spent:.2f} |" for name, spent in cold.items()], "",
        *spared(), "",
        f"Measured on {machine()}.", "",
        "spaCy's pipeline has the architecture and sizes of its small English one (convolutional embedding of width 96 and",
        "depth 4, tagger, transition parser, name finder) and was trained here for a few rounds on our encoder's own",
        "analyses: its speed is meant, not its judgement. The dictionary coder is ours, `benchmarks/dictionary.py`: the verbs",
        "and agents of our files by the rules of PETRARCH, over our encoder's parses; the coders that exist need a parser of",
        "their own that cannot be had offline.", "",
    ])  # fmt: skip


def spared() -> list[str]:
    """What spares work, as `benchmarks.gains` and `benchmarks.sparing` measured it, and the ratios that a test holds."""
    gains = json.loads(GAINS.read_text("utf-8"))
    counted = json.loads(sparing.RECORD.read_text("utf-8"))
    held = json.loads(small.RECORD.read_text("utf-8"))
    return [
        "| what spares work | it brings | and changes |", "| --- | --- | --- |",
        *[f"| {name} | {says} | {changes} |" for name, says, changes in gains], "",
        "Batches by length were measured on six articles as one text. The model is int8 and its scale is taken from each",
        "batch, so that another order of windows moves the last digits, and claims at the border fall the other way. Texts of",
        "600 words are one batch, for which there is no other order. What a sentence is read as depends on its window, so",
        "that no sentence can be read once for all documents; a whole text can.", "",
        f"What could be spared of {counted['documents']:,.0f} documents of press prose, newspaper and government, counted by",
        "`python -m benchmarks.sparing`; only what changes nothing is built.", "",
        "| way | it would spare at most | and change |", "| --- | --- | --- |",
        *[f"| {name} | {says} | {changes} |" for name, says, changes in counted["rows"]], "",
        "`python -m benchmarks.small` measures two ratios within one process, in turns; a test fails where one of them is a",
        "tenth lower than this four times in a row.", "",
        "| held by a test | ratio |", "| --- | --- |",
        *[f"| {name} | {value:.2f} |" for name, value in sorted(held.items())],
    ]  # fmt: skip


def machine() -> str:
    """The processor, its cores and the memory, in words."""
    lines = Path("/proc/cpuinfo").read_text("utf-8") if Path("/proc/cpuinfo").exists() else ""
    model = re.search(r"model name\s*: (.+)", lines)
    size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / (1 << 30)
    return (
        f"{model[1] if model else platform.processor()}, {os.cpu_count()} cores (shared with other work), {size:.0f} GB, "
        f"Python {platform.python_version()}, {time.strftime('%Y-%m')}"
    )


def check(turns: int, rounds: int) -> int:
    """1 where a ratio is lower than the one kept by over a tenth, twice in a row."""
    kept = json.loads(RECORD.read_text("utf-8"))
    fallen: set[str] = set(kept)
    for _ in range(2):
        now = measured(turns=turns, rounds=rounds).ratios()
        for name, value in now.items():
            print(f"{name}: {value:.2f}, kept {kept.get(name, 0.0):.2f}")
        fallen &= {name for name, value in now.items() if value < kept.get(name, 0.0) * (1 - FALL)}
        if not fallen:
            return 0
    print(f"slower by over {FALL:.0%}: {', '.join(sorted(fallen))}")
    return 1


def main() -> int:
    """Measure, and print, keep or compare."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with the ratios that are kept")
    parser.add_argument("--write", action="store_true", help="keep the ratios, and write docs/benchmarks.md")
    parser.add_argument("--turns", type=int, default=2, help="how often all stages are gone through")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each stage in a turn")
    asked = parser.parse_args()
    if asked.check:
        return check(asked.turns, asked.rounds)
    found = measured(turns=asked.turns, rounds=asked.rounds)
    text = page(found, starts())
    print(text)
    if asked.write:
        _, mark, daily = PAGE.read_text("utf-8").partition(DAILY)  # measured apart, by benchmarks.daily
        PAGE.write_text(text + ("\n" + mark + daily if mark else ""), "utf-8")
        RECORD.write_text(json.dumps(found.ratios(), indent=1, sort_keys=True) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
