"""Many clients at once while a run writes: `python -m benchmarks.clients [--clients 200] [--seconds 60]`.

The demo's articles are served from a dossier of their own. Each client holds one connection and asks one page after the
other, with a pause between as a reader makes it; meanwhile `foedus run` takes in one copy of the articles after the
other, each under other names. Printed are the answers, the errors, and how long the answers took.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.daily import ROOT, p95, served

ARTICLES = ROOT / "examples" / "demo" / "articles"
PAGES = (
    "/", "/documents", "/claims", "/claims?q=tools", "/sources", "/propositions", "/actors", "/actors/CHN",
    "/relations", "/relations/CHN-RUS", "/claims.json?dyad=CHN-RUS", "/propositions.json", "/judgements",
    "/openapi.json", "/progress",
)  # fmt: skip
PAUSE_S = 4.0  # at most, between two pages of one client
OK = 200


@dataclass(slots=True)
class Answers:
    """What all clients were answered."""

    spent: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)


async def _client(asked: tuple[int, tuple[str, ...]], until: float, chance: random.Random, told: Answers) -> None:
    (port, pages), reader, writer = asked, None, None
    await asyncio.sleep(chance.random() * PAUSE_S)
    while time.monotonic() < until:
        path = chance.choice(pages)
        began = time.perf_counter()
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            assert reader is not None
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(head.partition("content-length:")[2].partition("\r")[0])
            await reader.readexactly(length)
            status = int(head.split()[1])
            told.spent.append(time.perf_counter() - began)
            if status != OK:
                told.wrong[f"{path}: {status}"] += 1
        except (OSError, ValueError, asyncio.IncompleteReadError) as error:
            told.wrong[f"{path}: {type(error).__name__}"] += 1
            reader = writer = None
        await asyncio.sleep(chance.random() * PAUSE_S)
    if writer is not None:
        writer.close()


async def asked_by_all(port: int, clients: int, seconds: float, pages: tuple[str, ...] = PAGES) -> Answers:
    """What so many clients are answered in the time, each asking one page after the other."""
    told, until = Answers(), time.monotonic() + seconds
    await asyncio.gather(*(_client((port, pages), until, random.Random(each), told) for each in range(clients)))
    return told


def _writing(folder: Path, room: Path, number: int) -> subprocess.Popen[bytes]:
    """A run that takes in one more copy of the articles, each with a line of its own."""
    copy = room / f"articles-{number}"
    shutil.copytree(ARTICLES, copy)
    for each in copy.iterdir():
        if each.suffix in {".txt", ".md"}:
            each.write_text(f"{each.read_text('utf-8')}\n\nEdition {number}.\n", "utf-8")
    return subprocess.Popen([sys.executable, "-m", "foedus", "run", str(copy), "--dossier", str(folder)], cwd=ROOT,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip


def measured(clients: int, seconds: float) -> tuple[Answers, int]:
    """What the clients were answered, and how many runs wrote meanwhile.

    Raises:
        RuntimeError: a run failed.
    """
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        folder, runs = room / "dossier", 1
        if _writing(folder, room, 0).wait():
            raise RuntimeError("the first run failed")
        with served(folder) as pages:
            writing = _writing(folder, room, runs)
            loop = asyncio.new_event_loop()
            asked = loop.create_task(asked_by_all(pages.port, clients, seconds))

            async def watched() -> Answers:
                nonlocal writing, runs
                while not asked.done():
                    await asyncio.sleep(0.5)
                    if writing.poll() is not None and not asked.done():
                        if writing.returncode:
                            raise RuntimeError("a run failed")
                        runs += 1
                        writing = _writing(folder, room, runs)
                return await asked

            told = loop.run_until_complete(watched())
            loop.close()
            if writing.wait():
                raise RuntimeError("a run failed")
    return told, runs


def main() -> int:
    """Measure and print; 1 where there was an error."""
    parser = argparse.ArgumentParser(prog="benchmarks.clients", description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    asked = parser.parse_args()
    told, runs = measured(asked.clients, asked.seconds)
    middle = sorted(told.spent)[len(told.spent) // 2]
    print(f"{asked.clients} clients, {asked.seconds:.0f} s, {runs} runs wrote meanwhile: {len(told.spent)} answers,")
    print(f"{sum(told.wrong.values())} errors; median {1000 * middle:.0f} ms, p95 {1000 * p95(told.spent):.0f} ms")
    for what, count in told.wrong.most_common():
        print(f"  {what}: {count}")
    return int(bool(told.wrong))


if __name__ == "__main__":
    sys.exit(main())
