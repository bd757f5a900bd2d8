"""What a person waits for who works with a great dossier every day: `python -m benchmarks.daily CLAIMS`.

The dossier is composed (`benchmarks.dossiers`) where the folder does not hold one yet. Each page is asked of a server
of its own process over loopback, with other words and other ids each time; each command runs in a process of its own.
With `--browser` each page is opened in a real browser too, once with nothing at hand and once again.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
PAGES_IN, SEARCH_IN, COMMANDS_IN = 0.150, 0.100, 1.0  # seconds, as aimed at


class Served:
    """The pages of a dossier, served by a process of their own."""

    def __init__(self, folder: Path) -> None:
        began = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "foedus", "serve", "--port", "0", "--dossier", str(folder)],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        assert self._process.stdout is not None
        told = self._process.stdout.readline()
        self.port = int(told.partition("127.0.0.1:")[2].partition("/")[0])
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        while True:
            with contextlib.suppress(ConnectionRefusedError):
                self._connection.connect()
                break
            time.sleep(0.05)
        self.opened_in = time.monotonic() - began

    def ask(self, path: str) -> tuple[float, bytes]:
        """The seconds that an answer took, and the answer.

        Raises:
            RuntimeError: the page is an error.
        """
        began = time.perf_counter()
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        body = answer.read()
        spent = time.perf_counter() - began
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path}: {answer.status} {body[:300]!r}")
        return spent, body

    def twin(self, path: str) -> Any:
        """What programs are answered."""
        return json.loads(self.ask(path)[1])

    @property
    def memory(self) -> int:
        """The most memory that the process has had, in MB."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text("utf-8").splitlines()
        return next(int(each.split()[1]) // 1024 for each in lines if each.startswith("VmHWM"))

    @property
    def busy(self) -> float:
        """The seconds of processor time that the process has had."""
        told = Path(f"/proc/{self._process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """The process has ended."""
        self._connection.close()
        self._process.terminate()
        self._process.wait(timeout=30)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Served]:
    """The pages, until they are no longer needed."""
    found = Served(folder)
    try:
        yield found
    finally:
        found.close()


class Asking:
    """Addresses of each page, other ones each time."""

    def __init__(self, pages: Served) -> None:
        self._chance = random.Random(7)
        self.ids = {
            name: self._ids(pages, path, key)
            for name, path, key in (
                ("document", "/documents.json", "documents"), ("claim", "/claims.json", "claims"),
                ("proposition", "/propositions.json?order=most+repeated", "propositions"),
                ("source", "/sources.json", "roots"), ("actor", "/actors.json", "actors"),
                ("relation", "/relations.json", "relations"),
            )
        }  # fmt: skip
        told = pages.twin("/claims.json?page=7")["claims"] + pages.twin("/claims.json?page=90")["claims"]
        words = Counter(word for each in told for piece in each["words"] for word in piece["text"].split())
        self.words = sorted(word for word in words if len(word) > 3)

    def _ids(self, pages: Served, path: str, key: str) -> list[str]:
        rows = pages.twin(path)[key]
        if key == "documents":
            rows += pages.twin(f"{path}?page=50")[key]
        return [each["dyad"] if key == "relations" else each["id"] for each in rows]

    def one(self, kind: str) -> str:
        """One id of the kind."""
        return self._chance.choice(self.ids[kind])

    def word(self) -> str:
        """A word that some claim holds."""
        return quote_plus(self._chance.choice(self.words))

    @property
    def pages(self) -> dict[str, Callable[[], str]]:
        """What is asked, by what it is called."""
        return {
            "the dossier": lambda: "/",
            "documents": lambda: f"/documents?page={self._chance.randrange(1, 60)}",
            "documents, sorted": lambda: f"/documents?order={self._chance.choice(['newest', 'claims', 'copies'])}",
            "one document": lambda: f"/documents/{self.one('document')}",
            "claims": lambda: f"/claims?page={self._chance.randrange(1, 2000)}",
            "claims, sorted": lambda: f"/claims?order={self._chance.choice(['newest', 'root', 'outlet'])}",
            "claims of a relation": lambda: f"/claims?dyad={self.one('relation')}",
            "claims, two facets": lambda: f"/claims?actor={self.one('actor')}&certainty=CT%2B",
            "one claim": lambda: f"/why/{self.one('claim')}",
            "correcting a claim": lambda: f"/claims/{self.one('claim')}/correct",
            "sources": lambda: f"/sources?page={self._chance.randrange(1, 30)}",
            "one source": lambda: f"/sources/{self.one('source')}",
            "propositions": lambda: f"/propositions?page={self._chance.randrange(1, 900)}",
            "propositions of a relation": lambda: f"/propositions?dyad={self.one('relation')}",
            "one proposition": lambda: f"/propositions/{self.one('proposition')}",
            "actors": lambda: "/actors",
            "one actor": lambda: f"/actors/{self.one('actor')}",
            "relations": lambda: "/relations",
            "one relation": lambda: f"/relations/{self.one('relation')}",
            "one relation, for programs": lambda: f"/relations/{self.one('relation')}.json",
            "one relation over time": lambda: f"/relations/{self.one('relation')}/over-time",
            "what may be the same": lambda: f"/propositions/{self.one('proposition')}/same",
            "judgements": lambda: "/judgements",
            "search: claims": lambda: f"/claims?q={self.word()}",
            "search: claims, two words": lambda: f"/claims?q={self.word()}+{self.word()}",
            "search: part of a word": lambda: f"/claims?q={self.word()[:4]}",
            "search: documents": lambda: f"/documents?q={self.word()}",
            "search: propositions": lambda: f"/propositions?q={self.word()}",
        }


def of_pages(pages: Served, turns: int, names: list[str] | None = None) -> dict[str, tuple[list[float], float]]:
    """The seconds of each page, and the mean of its processor time, which other work on the machine does not change."""
    asking = Asking(pages)
    found = {}
    for name, path in asking.pages.items():
        if names is not None and name not in names:
            continue
        before = pages.busy
        found[name] = [pages.ask(path())[0] for _ in range(turns)], (pages.busy - before) / turns
    return found


COMMANDS = {
    "show": ["show"],
    "claims": ["claims", "--limit", "50"],
    "claims of an actor": ["claims", "--of", "NOR", "--limit", "50"],
    "propositions": ["propositions", "--limit", "50"],
    "problems": ["problems", "--limit", "50"],
    "claims of a root": ["claims", "--root", "gazette", "--limit", "50"],
    "search": ["search", "torpedoes", "--limit", "50"],
    "sources": ["sources", "--limit", "50"],
    "copies": ["sources", "--copies", "--limit", "50"],
    "unread": ["unread", "--limit", "50"],
    "drift": ["drift", "--limit", "50"],
    "relation": ["relation", "CHN", "RUS"],
    "another relation": ["relation", "NOR", "JPN"],
    "brief": ["brief", "CHN", "RUS"],
    "series": ["series", "NOR", "JPN"],
    "why": ["why", "{claim}"],
}


def of_commands(folder: Path, claim: str, names: list[str], turns: int) -> dict[str, tuple[float, int]]:
    """The least seconds of each command and the most memory, in MB."""
    found = {}
    for name in names:
        words = [each.format(claim=claim) for each in COMMANDS[name]]
        runs = [run([*words, "--dossier", str(folder)]) for _ in range(turns)]
        found[name] = (min(each[0] for each in runs), max(each[1] for each in runs))
    return found


def run(asked: list[str]) -> tuple[float, int]:
    """The seconds that a command took, and the most MB that it or a process of its own held; it is waited for alone."""
    words = [sys.executable, "-m", "foedus", *asked]
    began = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        into = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)]
        pid = os.posix_spawn(words[0], words, os.environ, file_actions=into)
        _, status, usage = os.wait4(pid, 0)
    spent = time.perf_counter() - began
    if status:
        raise RuntimeError(f"{' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}")
    return spent, usage.ru_maxrss // 1024


def p95(spent: list[float]) -> float:
    """The time within which 19 of 20 were answered."""
    return sorted(spent)[max(0, -(-len(spent) * 95 // 100) - 1)]


def size(folder: Path, name: str = "") -> int:
    """The bytes of a folder's files, or of those whose path begins so."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file() and str(each.relative_to(folder)).startswith(name))  # noqa: E501  # fmt: skip


def main() -> int:
    """Measure and print; 1 where something took longer than is aimed at."""
    parser = argparse.ArgumentParser(prog="benchmarks.daily", description=__doc__)
    parser.add_argument("claims", type=int, help="of the dossier")
    parser.add_argument("--dossier", type=Path, help="the folder of a dossier composed before, or where to compose it")
    parser.add_argument("--turns", type=int, default=20, help="how often each page is asked")
    parser.add_argument("--commands", nargs="*", default=[*COMMANDS], help="commands that are measured")
    parser.add_argument("--browser", action="store_true", help="open each page in a real browser, before all else")
    parser.add_argument("--pages", nargs="*", help="pages that are asked, by name; all without it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        folder = asked.dossier or Path(room) / "dossier"
        if not (folder / "dossier.sqlite").exists():
            subprocess.run([sys.executable, "-m", "benchmarks.dossiers", str(folder), str(asked.claims)], check=True, cwd=ROOT)  # noqa: E501  # fmt: skip
        return _report(folder, asked)


def _report(folder: Path, asked: argparse.Namespace) -> int:
    is_late = asked.browser and _report_browser(folder, asked.pages)
    claim = ""
    if asked.turns:
        with served(folder) as pages:
            spent = of_pages(pages, asked.turns, asked.pages)
            claim, memory, opened = pages.twin("/claims.json")["claims"][0]["id"], pages.memory, pages.opened_in
        print(
            f"\nopened in {opened:.1f} s, {memory} MB\n\n| page | median, ms | p95, ms | processor, ms |\n"
            "| --- | --- | --- | --- |"
        )
        for name, (each, busy) in spent.items():
            is_late |= p95(each) > (SEARCH_IN if name.startswith("search") else PAGES_IN)
            print(
                f"| {name} | {1000 * sorted(each)[len(each) // 2]:.0f} | {1000 * p95(each):.0f} | {1000 * busy:.0f} |"
            )
    if asked.commands:
        print("\n| command | seconds | MB |\n| --- | --- | --- |")
        for name, (seconds, held) in of_commands(folder, claim, asked.commands, 3).items():
            is_late |= seconds > COMMANDS_IN
            print(f"| `foedus {' '.join(COMMANDS[name])}` | {seconds:.2f} | {held} |")
    parts = {name: size(folder, name) / asked.claims for name in ("segments", "dossier.sqlite", "")}
    print(f"\nbytes for each claim: {parts['segments']:.0f} in segments, {parts['dossier.sqlite']:.0f} in the "
          f"catalogue, {parts['']:.0f} in all\n")  # fmt: skip
    print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return int(is_late)


def _report_browser(folder: Path, names: list[str] | None) -> bool:
    """Print how soon each page could be used; true where one took longer than is aimed at."""
    from benchmarks import interactive  # a browser is not needed for the rest

    with served(folder) as pages:
        asked = {name: path() for name, path in Asking(pages).pages.items() if names is None or name in names}
        paths = [(name, path) for name, path in asked.items() if not path.endswith(".json")]  # twins are no pages
        found = interactive.visits(pages.port, paths)
    print(f"\nin a browser, ms\n\n{interactive.told(found)}")
    return any(each.usable > interactive.USABLE_IN for both in found.values() for each in both)


if __name__ == "__main__":
    sys.exit(main())
